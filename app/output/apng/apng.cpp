// The chunk that holds the number of pictures comes first and is replaced last.
#include "output/apng/apng.h"

#include "encoding/big_endian.h"
#include "encoding/png.h"
#include "encoding/scene_names.h"
#include "output/png/png.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t longest = 65535; // numerator or denominator of a duration, 16 bits

/// A duration in seconds.
struct Delay {
    int64_t numerator = 0, denominator = 1;
};

/// Whether a frame's duration is a fraction that 16 bits hold.
bool is_exact(const FrameRate& rate) {
    const int64_t common = std::gcd(rate.seconds, rate.frames);
    return rate.seconds / common <= longest && rate.frames / common <= longest;
}

/// How long frames [begin, end) are seen: exact where that can be, else to 1/1000 s, so that errors never add
/// up.
Delay delay_of(const FrameRate& rate, int64_t begin, int64_t end) {
    if (!is_exact(rate))
        return {rate.begin_of(end, 1000) - rate.begin_of(begin, 1000), 1000};
    const int64_t numerator = (end - begin) * rate.seconds;
    const int64_t common = std::gcd(numerator, rate.frames);
    return {numerator / common, rate.frames / common};
}

/// So many frames from `begin` on have a duration that can be written; at least one.
int64_t end_of_delay(const FrameRate& rate, int64_t begin, int64_t end) {
    while (end - begin > 1 && delay_of(rate, begin, end).numerator > longest)
        end = begin + (end - begin) / 2;
    return end;
}

} // namespace

ApngWriter::ApngWriter(const ApngFacts& facts, Sink sink)
    : facts_(facts), sink_(std::move(sink)), shown_(facts.width, facts.height) {
    straight_.resize(static_cast<std::size_t>(facts.width));
    put(png_head({facts.width, facts.height, PngColors::rgba}));
    patched_at_ = written_;
    put(animation_chunk());
    if (facts.width_mm)
        put(png_density_chunk(facts.width, *facts.width_mm));
    put(png_text_chunk(scene_names::png_keyword, facts.scene));
}

void ApngWriter::put(std::string_view bytes) {
    sink_(bytes);
    written_ += static_cast<int64_t>(bytes.size());
}

std::string ApngWriter::animation_chunk() const {
    std::string content;
    put_big_endian(content, pictures_, 4);
    put_big_endian(content, facts_.loops ? 0 : 1, 4); // 0: without end
    std::string chunk;
    append_png_chunk(chunk, "acTL", content);
    return chunk;
}

/// The samples of the rectangle; on an opaque ground without those that are shown already.
std::string_view ApngWriter::compressed(std::span<const uint32_t> pixels, PixelRect rect) {
    const auto width = static_cast<std::size_t>(rect.width());
    const auto x0 = static_cast<std::size_t>(rect.x0);
    samples_.resize((width * 4 + 1) * static_cast<std::size_t>(rect.height()));
    uint8_t* to = samples_.data();
    for (int y = rect.y0; y < rect.y1; ++y) {
        const std::span<const uint32_t> from = pixels.subspan(shown_.begin_of(y) + x0, width);
        const std::span<uint32_t> row = std::span(straight_).first(width);
        if (facts_.transparent) {
            put_straight(from, true, row);
        } else if (shown_.is_empty()) {
            std::transform(from.begin(), from.end(), row.begin(),
                           [](uint32_t pixel) { return pixel | 0xFF000000U; });
        } else {
            std::transform(
                from.begin(), from.end(), shown_.row(y).begin() + rect.x0, row.begin(),
                [](uint32_t pixel, uint32_t before) { return pixel == before ? 0 : pixel | 0xFF000000U; });
        }
        *to++ = 0; // no filter
        for (const uint32_t pixel : row) {
            for (int shift = 16; shift >= 0; shift -= 8)
                *to++ = static_cast<uint8_t>(pixel >> shift);
            *to++ = static_cast<uint8_t>(pixel >> 24);
        }
    }
    return compressor_.compress(samples_);
}

void ApngWriter::add(std::span<const uint32_t> pixels, PixelRect touched, int64_t number) {
    const PixelRect changed = shown_.changes(pixels, touched);
    if (changed.empty())
        return;
    write_pending(number);
    pending_ = {changed, std::string(compressed(pixels, changed)), number};
    shown_.take(pixels, changed);
}

void ApngWriter::write_picture(PixelRect rect, std::string_view stream, int64_t begin, int64_t end,
                               bool over) {
    const Delay delay = delay_of(facts_.rate, begin, end);
    std::string content;
    put_big_endian(content, next_sequence(), 4);
    for (const int number : {rect.width(), rect.height(), rect.x0, rect.y0})
        put_big_endian(content, static_cast<uint64_t>(number), 4);
    put_big_endian(content, static_cast<uint64_t>(std::min(delay.numerator, longest)), 2);
    put_big_endian(content, static_cast<uint64_t>(delay.denominator), 2);
    content += '\0'; // what is shown stays
    content += over ? '\1' : '\0';
    std::string chunks;
    append_png_chunk(chunks, "fcTL", content);
    if (pictures_++ == 0) {
        append_png_chunk(chunks, "IDAT", stream);
    } else {
        std::string data;
        put_big_endian(data, next_sequence(), 4);
        data += stream;
        append_png_chunk(chunks, "fdAT", data);
    }
    put(chunks);
}

/// What is seen for longer than one picture can say is followed by single pixels that change nothing.
void ApngWriter::write_pending(int64_t end) {
    if (pending_.rect.empty())
        return;
    int64_t begin = pending_.begin;
    int64_t until = end_of_delay(facts_.rate, begin, end);
    write_picture(pending_.rect, pending_.stream, begin, until, pictures_ > 0 && !facts_.transparent);
    if (until == end)
        return;
    const std::vector<uint8_t> nothing(5, 0);
    const std::string stream(compressor_.compress(nothing));
    for (begin = until; begin < end; begin = until) {
        until = end_of_delay(facts_.rate, begin, end);
        write_picture({0, 0, 1, 1}, stream, begin, until, true);
    }
}

ApngWriter::Patch ApngWriter::finish(int64_t frames) {
    assert(!pending_.rect.empty());
    write_pending(frames);
    std::string end;
    append_png_chunk(end, "IEND", "");
    put(end);
    return {patched_at_, animation_chunk()};
}

} // namespace convlens
