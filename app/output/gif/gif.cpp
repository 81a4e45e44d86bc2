// Written without giflib because its encoder needs 1.3 to 1.5 ms for a changed rectangle of 800x600 where
// LzwEncoder needs 0.11 to 0.13 (bench/movie_bench, the same symbols, 0.8 % more bytes); a whole frame may
// cost 1.0 ms, and what is left of the format is this file. The tests read the files by giflib.
#include "output/gif/gif.h"

#include "encoding/compressed.h"
#include "encoding/scene_names.h"
#include "output/png/png.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace convlens {
namespace {

constexpr int64_t longest_delay = 65535; // 1/100 s, 16 bits
constexpr std::size_t short_gap = 32;    // px, where files were smallest (movie_bench)

// So many pixels are compared at once.
constexpr int chunk = 16;

bool is_chunk_equal(const uint32_t* a, const uint32_t* b) {
    std::array<uint64_t, chunk / 2> left, right;
    std::memcpy(left.data(), a, sizeof left);
    std::memcpy(right.data(), b, sizeof right);
    uint64_t differences = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        differences |= left[i] ^ right[i];
    return differences == 0;
}

// Short gaps between changes take the entry that is there already, where it is the same all along: strings of
// flat ground are in the code table anyway, and what changes goes on behind them as it does elsewhere.
void fill_flat_gaps(std::span<uint8_t> row, const uint8_t* entries, uint8_t unchanged) {
    for (std::size_t begin = 0; begin < row.size();) {
        const auto at = row.begin() + static_cast<std::ptrdiff_t>(begin);
        if (*at != unchanged) {
            ++begin;
            continue;
        }
        const auto gap_end = std::find_if(at, row.end(), [&](uint8_t entry) { return entry != unchanged; });
        const std::size_t gap = static_cast<std::size_t>(gap_end - at);
        const uint8_t ground = entries[begin];
        if (gap <= short_gap && std::all_of(entries + begin, entries + begin + gap,
                                            [&](uint8_t entry) { return entry == ground; }))
            std::fill(at, gap_end, ground);
        begin += gap;
    }
}

int bits_for(std::size_t entries) {
    int bits = 2; // the least that GIF's LZW has
    while (std::size_t{1} << bits < entries)
        ++bits;
    return bits;
}

void put16(std::string& to, int64_t value) {
    to.push_back(static_cast<char>(value & 0xFF));
    to.push_back(static_cast<char>(value >> 8 & 0xFF));
}

/// As blocks of at most 255 bytes, and their end.
void put_blocks(std::string& to, std::string_view bytes) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(255, bytes.size()))) {
        const std::string_view block = bytes.substr(0, 255);
        to += static_cast<char>(block.size());
        to += block;
    }
    to += '\0';
}

} // namespace

GifWriter::GifWriter(int width, int height, std::span<const std::pair<Color, Color>> palette_pairs, Sink sink,
                     const Settings& settings)
    : width_(width), height_(height), transparent_(settings.transparent), palette_(palette_pairs),
      unchanged_(static_cast<uint8_t>(palette_.colors().size())),
      bits_(bits_for(palette_.colors().size() + 1)), sink_(std::move(sink)) {
    assert(width > 0 && width <= 65535 && height > 0 && height <= 65535);
    const std::size_t size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    shown_.resize(size);
    entries_.assign(size, unchanged_); // the first picture differs everywhere
    changes_.assign(size, unchanged_);
    write_header(settings);
}

void GifWriter::write_header(const Settings& settings) {
    std::string header = "GIF89a";
    put16(header, width_);
    put16(header, height_);
    header.push_back(static_cast<char>(0xF0 | (bits_ - 1))); // a global table, 8 bits a primary
    header.append(2, '\0');                                  // background entry; aspect not given
    for (std::size_t entry = 0; entry < std::size_t{1} << bits_; ++entry) {
        const Color color = entry < palette_.colors().size() ? palette_.colors()[entry] : Color{};
        for (const uint8_t part : {color.r, color.g, color.b})
            header.push_back(static_cast<char>(part));
    }
    if (settings.loops) {
        header.append("\x21\xFF\x0BNETSCAPE2.0\x03\x01", 16);
        header.append(3, '\0'); // without end
    }
    if (!settings.scene.empty()) {
        header.append("\x21\xFF\x0B").append(scene_names::gif_application);
        put_blocks(header, zlib_stream(settings.scene));
    }
    sink_(header);
}

/// Of what is half there the half that is more.
uint8_t GifWriter::entry_of(uint32_t pixel) {
    const uint32_t alpha = pixel >> 24;
    if (!transparent_ || alpha == 255)
        return palette_.nearest(pixel);
    if (alpha < 128)
        return unchanged_;
    return palette_.nearest(straight(pixel) & 0xFFFFFFU);
}

void GifWriter::take_row(const uint32_t* pixels, int y, int x0, int x1, PixelRect& changed) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    uint32_t* shown = shown_.data() + row;
    uint8_t* entries = entries_.data() + row;
    uint8_t* changes = changes_.data() + row;
    uint32_t last_pixel = pixels[x0];
    uint8_t last_entry = entry_of(last_pixel);
    int first_change = width_, last_change = -1;
    int64_t count = 0;
    for (int x = x0; x < x1; ++x) {
        const uint32_t pixel = pixels[x];
        if (pixel == shown[x] && !first_) {
            while (x + chunk < x1 && is_chunk_equal(pixels + x + 1, shown + x + 1))
                x += chunk;
            continue;
        }
        shown[x] = pixel;
        if (pixel != last_pixel) {
            last_pixel = pixel;
            last_entry = entry_of(pixel);
        }
        if (last_entry == entries[x])
            continue;
        entries[x] = changes[x] = last_entry;
        first_change = std::min(first_change, x);
        last_change = x;
        ++count;
    }
    if (count == 0)
        return;
    changed_pixels_ += count;
    changed = {std::min(changed.x0, first_change), std::min(changed.y0, y),
               std::max(changed.x1, last_change + 1), y + 1};
}

// Brings `shown_`, `entries_` and `changes_` up to the picture; returns the rectangle of what differs.
PixelRect GifWriter::take_changes(std::span<const uint32_t> pixels, PixelRect touched) {
    PixelRect changed{width_, height_, 0, 0};
    changed_pixels_ = 0;
    for (int y = touched.y0; y < touched.y1; ++y) {
        const uint32_t* row = pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        const uint32_t* shown =
            shown_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
        const std::size_t bytes = static_cast<std::size_t>(touched.width()) * sizeof(uint32_t);
        if (first_ || std::memcmp(row + touched.x0, shown + touched.x0, bytes) != 0)
            take_row(row, y, touched.x0, touched.x1, changed);
    }
    return changed;
}

void GifWriter::encode(PixelRect rect, bool transparent, std::string& out) {
    const std::vector<uint8_t>& from = transparent ? changes_ : entries_;
    const std::size_t width = static_cast<std::size_t>(rect.width());
    symbols_.resize(width * static_cast<std::size_t>(rect.height()));
    for (int y = rect.y0; y < rect.y1; ++y) {
        const std::size_t start = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                                  static_cast<std::size_t>(rect.x0);
        uint8_t* row = symbols_.data() + static_cast<std::size_t>(y - rect.y0) * width;
        std::memcpy(row, from.data() + start, width);
        if (transparent)
            fill_flat_gaps({row, width}, entries_.data() + start, unchanged_);
    }
    lzw_.encode(symbols_, bits_, out);
}

void GifWriter::add(std::span<const uint32_t> pixels, PixelRect touched, int64_t delay) {
    assert(pixels.size() == shown_.size());
    const PixelRect whole{0, 0, width_, height_};
    const PixelRect within{std::max(touched.x0, 0), std::max(touched.y0, 0), std::min(touched.x1, width_),
                           std::min(touched.y1, height_)};
    PixelRect changed = take_changes(pixels, first_ ? whole : within);
    if (transparent_ && (first_ || !changed.empty()))
        changed = whole; // what was there before it is cleared
    if (changed.empty()) {
        pending_.delay += delay;
        return;
    }
    write_pending();
    pending_.rect = changed;
    pending_.delay = delay;
    pending_.transparent = !first_ && !transparent_;
    pending_.data.clear();
    encode(changed, pending_.transparent, pending_.data);
    const int64_t area = int64_t{changed.width()} * changed.height();
    if (pending_.transparent && changed_pixels_ * 4 > area) {
        std::string opaque;
        encode(changed, false, opaque);
        if (opaque.size() < pending_.data.size()) {
            pending_.data = std::move(opaque);
            pending_.transparent = false;
        }
    }
    for (int y = changed.y0; y < changed.y1; ++y) {
        const auto row = changes_.begin() + static_cast<std::ptrdiff_t>(y) * width_;
        std::fill(row + changed.x0, row + changed.x1, unchanged_);
    }
    first_ = false;
}

void GifWriter::write_image(PixelRect rect, std::string_view data, int64_t delay, bool transparent) {
    std::string head("\x21\xF9\x04", 3);
    const int disposal = transparent_ ? 0x08 : 0x04; // it is cleared; what is shown stays
    head.push_back(static_cast<char>(disposal | (transparent || transparent_ ? 1 : 0)));
    put16(head, delay);
    head.push_back(static_cast<char>(unchanged_));
    head.append("\0\x2C", 2);
    put16(head, rect.x0);
    put16(head, rect.y0);
    put16(head, rect.width());
    put16(head, rect.height());
    head.push_back('\0');
    sink_(head);
    sink_(data);
}

void GifWriter::write_pending() {
    if (pending_.rect.empty())
        return;
    int64_t rest = pending_.delay;
    write_image(pending_.rect, pending_.data, std::min(rest, longest_delay), pending_.transparent);
    if (transparent_) {
        while ((rest -= longest_delay) > 0)
            write_image(pending_.rect, pending_.data, std::min(rest, longest_delay), true);
        return;
    }
    std::string nothing; // one unchanged pixel
    if (rest > longest_delay)
        lzw_.encode(std::span(&unchanged_, 1), bits_, nothing);
    while ((rest -= longest_delay) > 0)
        write_image({0, 0, 1, 1}, nothing, std::min(rest, longest_delay), true);
}

void GifWriter::finish() {
    assert(!first_);
    write_pending();
    sink_(";");
}

} // namespace convlens
