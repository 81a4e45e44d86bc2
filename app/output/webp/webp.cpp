// Without loss at level 3: as small as at level 6 within 1 %, in 0.87 of its time (bench/movie_files.py).
#include "output/webp/webp.h"

#include "encoding/packed_text.h"
#include "encoding/scene_names.h"
#include "i18n/error.h"
#include "i18n/error_words.h"
#include "output/png/png.h"

#include <webp/encode.h>
#include <webp/mux.h>

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr int lossless_level = 3;
constexpr int lossy_method = 4; // libwebp's default: 0 is fast, 6 small

[[noreturn]] void fail(const char* reason) {
    throw Error(Error::Fault::work, "error.webp",
                {{"reason", driver_reason(reason != nullptr ? reason : "libwebp")}}, "WebP");
}

WebPConfig config_of(const WebpFacts& facts) {
    WebPConfig config;
    if (WebPConfigInit(&config) == 0)
        fail("version mismatch");
    if (facts.quality.value_or(100) >= 100) {
        WebPConfigLosslessPreset(&config, lossless_level);
        config.exact = 1; // the colours of what is transparent stay too
        return config;
    }
    config.quality = static_cast<float>(*facts.quality);
    config.method = lossy_method;
    config.use_sharp_yuv = 1; // thin coloured lines
    return config;
}

WebPAnimEncoderOptions options_of(const WebpFacts& facts) {
    WebPAnimEncoderOptions options;
    if (WebPAnimEncoderOptionsInit(&options) == 0)
        fail("version mismatch");
    options.anim_params.loop_count = facts.loops ? 0 : 1; // 0: without end
    options.anim_params.bgcolor = 0;
    return options;
}

/// What libwebp has assembled.
struct Bytes {
    Bytes() { WebPDataInit(&data); }
    ~Bytes() { WebPDataClear(&data); }
    Bytes(const Bytes&) = delete;
    Bytes& operator=(const Bytes&) = delete;

    std::string_view view() const { return {reinterpret_cast<const char*>(data.bytes), data.size}; }
    WebPData data;
};

std::string xmp_of(std::string_view scene) {
    std::string xmp = "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                      "<rdf:Description rdf:about=\"\" xmlns:convlens=\"";
    xmp.append(scene_names::svg_namespace).append("#\"><").append(scene_names::xmp_element).append(">");
    xmp += pack_text(scene);
    xmp.append("</").append(scene_names::xmp_element).append(">");
    return xmp + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
}

/// The file with the scene's chunk, its frames not copied before they are assembled.
void add_scene(const Bytes& file, std::string_view scene, Bytes& result) {
    struct Free {
        void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
    };
    const std::unique_ptr<WebPMux, Free> mux(WebPMuxCreate(&file.data, 0));
    const std::string xmp = xmp_of(scene);
    const WebPData chunk{reinterpret_cast<const uint8_t*>(xmp.data()), xmp.size()};
    if (!mux || WebPMuxSetChunk(mux.get(), "XMP ", &chunk, 0) != WEBP_MUX_OK ||
        WebPMuxAssemble(mux.get(), &result.data) != WEBP_MUX_OK)
        fail("out of memory");
}

} // namespace

struct WebpWriter::State {
    explicit State(const WebpFacts& all)
        : facts(all), scene(all.scene), shown(all.width, all.height), config(config_of(all)) {
        const WebPAnimEncoderOptions options = options_of(all);
        encoder.reset(WebPAnimEncoderNew(all.width, all.height, &options));
        if (!encoder)
            fail("out of memory");
        if (WebPPictureInit(&picture) == 0)
            fail("version mismatch");
        picture.use_argb = 1;
        picture.width = all.width;
        picture.height = all.height;
        if (WebPPictureAlloc(&picture) == 0)
            fail("out of memory");
    }
    ~State() { WebPPictureFree(&picture); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void put(std::span<const uint32_t> pixels, PixelRect rect) {
        for (int y = rect.y0; y < rect.y1; ++y) {
            const auto from = pixels.subspan(shown.begin_of(y) + static_cast<std::size_t>(rect.x0),
                                             static_cast<std::size_t>(rect.width()));
            const std::span to(picture.argb + std::ptrdiff_t{y} * picture.argb_stride + rect.x0, from.size());
            if (facts.transparent)
                put_straight(from, true, to);
            else
                std::transform(from.begin(), from.end(), to.begin(),
                               [](uint32_t pixel) { return pixel | 0xFF000000U; });
        }
    }

    struct FreeEncoder {
        void operator()(WebPAnimEncoder* used) const { WebPAnimEncoderDelete(used); }
    };

    WebpFacts facts;
    std::string scene;
    ShownPixels shown;
    WebPConfig config;
    std::unique_ptr<WebPAnimEncoder, FreeEncoder> encoder;
    WebPPicture picture{};
};

WebpWriter::WebpWriter(const WebpFacts& facts) : state_(std::make_unique<State>(facts)) {}

WebpWriter::~WebpWriter() = default;

void WebpWriter::add(std::span<const uint32_t> pixels, PixelRect touched, int64_t begin) {
    State& s = *state_;
    const PixelRect changed = s.shown.changes(pixels, touched);
    if (changed.empty())
        return;
    s.put(pixels, changed);
    s.shown.take(pixels, changed);
    if (WebPAnimEncoderAdd(s.encoder.get(), &s.picture, static_cast<int>(begin), &s.config) == 0)
        fail(WebPAnimEncoderGetError(s.encoder.get()));
}

void WebpWriter::finish(int64_t end, const std::function<void(std::string_view bytes)>& sink) {
    State& s = *state_;
    Bytes file;
    if (WebPAnimEncoderAdd(s.encoder.get(), nullptr, static_cast<int>(end), nullptr) == 0 ||
        WebPAnimEncoderAssemble(s.encoder.get(), &file.data) == 0)
        fail(WebPAnimEncoderGetError(s.encoder.get()));
    s.encoder.reset();
    if (s.scene.empty())
        return sink(file.view());
    Bytes with_scene;
    add_scene(file, s.scene, with_scene);
    sink(with_scene.view());
}

} // namespace convlens
