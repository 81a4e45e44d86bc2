// Times are whole milliseconds, each rounded by itself.
#include "output/webp/movie.h"

#include "i18n/error.h"
#include "output/files/atomic_file.h"
#include "output/webp/webp.h"

#include <algorithm>
#include <optional>

namespace convlens {
namespace {

class WebpMovie : public MovieWriter {
public:
    WebpMovie(const std::string& path, const MovieFacts& facts)
        : file_(path, FileOrder::straight, facts.file.makes_folder), facts_(facts) {}

    void add(const PaintedFrame& frame) override {
        if (!webp_)
            begin(frame);
        frames_ = frame.number + 1;
        webp_->add(frame.pixels, frame.touched, facts_.rate.begin_of(frame.number, 1000));
    }
    void commit() override {
        webp_->finish(facts_.rate.begin_of(frames_, 1000),
                      [this](std::string_view bytes) { file_.write(bytes); });
        file_.commit();
    }

private:
    void begin(const PaintedFrame& frame) {
        if (const int side = std::max(frame.width, frame.height); side > max_webp_side)
            throw Error(Error::Fault::request, "error.webp_size",
                        {{"value", std::to_string(side)}, {"most", std::to_string(max_webp_side)}}, "WebP");
        webp_.emplace(WebpFacts{frame.width, frame.height, frame.transparent, facts_.loops, facts_.quality,
                                facts_.file.scene});
    }

    AtomicFile file_;
    MovieFacts facts_;
    std::optional<WebpWriter> webp_; // from the first frame on
    int64_t frames_ = 0;
};

} // namespace

std::unique_ptr<MovieWriter> open_webp(const std::string& path, const MovieFacts& facts) {
    return std::make_unique<WebpMovie>(path, facts);
}

} // namespace convlens
