// BMP by hand: no library of Debian reads it alone. Headers of Windows (40 bytes and more) and OS/2 (12), 1
// to 32 bits a pixel, run lengths. All is checked against the file's size before it is read.
#include "input/bmp_runs.h"
#include "input/decoders.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace convlens {
namespace {

constexpr uint64_t file_header = 14, core_header = 12, info_header = 40;

enum Compression : uint32_t { none = 0, runs_of_8 = 1, runs_of_4 = 2, masks = 3, masks_with_alpha = 6 };

struct Bitmap {
    int64_t width = 0, height = 0;
    bool is_top_down = false;
    uint32_t bits = 0; // a pixel
    uint32_t compression = none;
    std::array<uint32_t, 4> mask{}; // red, green, blue, alpha
    std::vector<std::array<uint8_t, 3>> palette;
    std::string_view pixels;

    bool has_runs() const { return compression == runs_of_8 || compression == runs_of_4; }
    std::size_t stride() const { return (static_cast<std::size_t>(width) * bits + 31) / 32 * 4; }
};

uint32_t number(std::string_view bytes, uint64_t at, std::size_t count) {
    uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

bool is_bit_count(uint32_t bits) {
    return bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
}

bool fits(const Bitmap& bitmap) {
    switch (bitmap.compression) {
    case none:
        return is_bit_count(bitmap.bits);
    case runs_of_8:
        return bitmap.bits == 8;
    case runs_of_4:
        return bitmap.bits == 4;
    case masks:
    case masks_with_alpha:
        return bitmap.bits == 16 || bitmap.bits == 32;
    default: // a JPEG or PNG within, or a compression of printers
        return false;
    }
}

void read_masks(std::string_view file, uint32_t header, Bitmap& bitmap) {
    if (bitmap.compression == none) {
        bitmap.mask = bitmap.bits == 16 ? std::array<uint32_t, 4>{0x7C00, 0x03E0, 0x001F, 0}
                                        : std::array<uint32_t, 4>{0xFF0000, 0xFF00, 0xFF, 0};
        return;
    }
    constexpr uint32_t with_masks = 52, with_alpha = 56;
    const bool has_alpha = header >= with_alpha || bitmap.compression == masks_with_alpha;
    const uint64_t at = file_header + (header >= with_masks ? info_header : header);
    for (std::size_t i = 0; i < (has_alpha ? 4U : 3U); ++i) {
        if (at + 4 * (i + 1) <= file.size())
            bitmap.mask[i] = number(file, at + 4 * i, 4);
    }
}

void read_palette(std::string_view file, uint32_t header, uint64_t end, uint32_t used, Bitmap& bitmap) {
    if (bitmap.bits > 8)
        return;
    const uint64_t entry = header == core_header ? 3 : 4;
    const uint64_t most = uint64_t{1} << bitmap.bits;
    const uint64_t begin = file_header + header;
    const uint64_t room = end > begin ? (end - begin) / entry : 0;
    const uint64_t count = std::min({used == 0 ? most : used, most, room});
    for (uint64_t i = 0; i < count; ++i) {
        const uint64_t at = begin + i * entry;
        bitmap.palette.push_back({static_cast<uint8_t>(file[at + 2]), static_cast<uint8_t>(file[at + 1]),
                                  static_cast<uint8_t>(file[at])});
    }
}

DecodeOutcome read_headers(std::string_view file, Bitmap& bitmap) {
    if (file.size() < file_header + core_header)
        return DecodeOutcome::damaged;
    const uint64_t offset = number(file, 10, 4);
    const uint32_t header = number(file, file_header, 4);
    if (header != core_header && header < info_header)
        return header == 16 ? DecodeOutcome::other_kind : DecodeOutcome::damaged; // OS/2 2.x, cut
    if (file.size() < file_header + header || offset > file.size() || offset < file_header + header)
        return DecodeOutcome::damaged;
    uint32_t used = 0;
    if (header == core_header) {
        bitmap.width = number(file, 18, 2);
        bitmap.height = number(file, 20, 2);
        bitmap.bits = number(file, 24, 2);
    } else {
        bitmap.width = std::bit_cast<int32_t>(number(file, 18, 4));
        bitmap.height = std::bit_cast<int32_t>(number(file, 22, 4));
        bitmap.bits = number(file, 28, 2);
        bitmap.compression = number(file, 30, 4);
        used = number(file, 46, 4);
    }
    bitmap.is_top_down = bitmap.height < 0;
    bitmap.height = bitmap.is_top_down ? -bitmap.height : bitmap.height;
    constexpr uint32_t os2_header = 64; // its compressions have other numbers
    if (bitmap.width < 1 || bitmap.height < 1)
        return DecodeOutcome::damaged;
    if (!fits(bitmap) || (header == os2_header && bitmap.compression > runs_of_4))
        return DecodeOutcome::other_kind;
    read_masks(file, header, bitmap);
    read_palette(file, header, offset, used, bitmap);
    bitmap.pixels = file.substr(offset);
    return DecodeOutcome::done;
}

/// The part of a pixel that a mask cuts out, as 0..255.
uint8_t masked(uint32_t pixel, uint32_t mask) {
    if (mask == 0)
        return 0;
    const int shift = std::countr_zero(mask);
    const uint64_t most = mask >> shift;
    return static_cast<uint8_t>(((pixel & mask) >> shift) * uint64_t{255} / most);
}

class Rows {
public:
    Rows(const Bitmap& bitmap, RowSink& sink) : bitmap_(bitmap), sink_(sink) {}

    DecodeOutcome run() {
        if (bitmap_.has_runs()) {
            auto places = places_of_runs(bitmap_.pixels, bitmap_.width, bitmap_.height,
                                         bitmap_.compression == runs_of_4);
            if (!places)
                return DecodeOutcome::damaged;
            places_ = std::move(*places);
        } else if (bitmap_.pixels.size() / bitmap_.stride() < static_cast<uint64_t>(bitmap_.height)) {
            return DecodeOutcome::damaged;
        }
        has_alpha_ = bitmap_.mask[3] != 0 && bitmap_.bits > 8 && any_alpha();
        samples_.resize(static_cast<std::size_t>(bitmap_.width) * (has_alpha_ ? 4 : 3));
        bool is_good = sink_.begin({bitmap_.width, bitmap_.height, has_alpha_ ? 4 : 3, 8});
        for (int64_t i = 0; is_good && i < bitmap_.height; ++i) {
            fill(bitmap_.is_top_down ? i : bitmap_.height - 1 - i);
            is_good = sink_.add(samples_.data());
        }
        return is_good && sink_.finish(1) ? DecodeOutcome::done : DecodeOutcome::cannot_write;
    }

private:
    uint32_t pixel(int64_t row, int64_t column) const {
        if (bitmap_.has_runs())
            return places_[static_cast<std::size_t>(row * bitmap_.width + column)];
        const std::string_view bytes =
            bitmap_.pixels.substr(static_cast<std::size_t>(row) * bitmap_.stride());
        if (bitmap_.bits >= 8)
            return number(bytes, static_cast<uint64_t>(column) * (bitmap_.bits / 8), bitmap_.bits / 8);
        const auto bit = static_cast<uint64_t>(column) * bitmap_.bits;
        const uint32_t byte = number(bytes, bit / 8, 1);
        return byte >> (8 - bitmap_.bits - bit % 8) & ((1U << bitmap_.bits) - 1);
    }
    /// Programs leave the alpha of opaque pictures at 0.
    bool any_alpha() const {
        for (int64_t row = 0; row < bitmap_.height; ++row) {
            for (int64_t column = 0; column < bitmap_.width; ++column) {
                if ((pixel(row, column) & bitmap_.mask[3]) != 0)
                    return true;
            }
        }
        return false;
    }
    void fill(int64_t row) {
        uint8_t* to = samples_.data();
        for (int64_t column = 0; column < bitmap_.width; ++column, to += has_alpha_ ? 4 : 3) {
            const uint32_t value = pixel(row, column);
            for (std::size_t color = 0; color < (has_alpha_ ? 4U : 3U); ++color) {
                if (bitmap_.bits == 24) // blue, green, red
                    to[color] = static_cast<uint8_t>(value >> (16 - 8 * color));
                else if (bitmap_.bits > 8)
                    to[color] = masked(value, bitmap_.mask[color]);
                else
                    to[color] = value < bitmap_.palette.size() ? bitmap_.palette[value][color] : uint8_t{0};
            }
        }
    }

    const Bitmap& bitmap_;
    RowSink& sink_;
    std::vector<uint8_t> places_; // of runs
    std::vector<uint8_t> samples_;
    bool has_alpha_ = false;
};

} // namespace

DecodeOutcome decode_bmp(std::string_view file, RowSink& sink) {
    Bitmap bitmap;
    if (const DecodeOutcome outcome = read_headers(file, bitmap); outcome != DecodeOutcome::done)
        return outcome;
    if (const DecodeOutcome outcome = sink.check_size(bitmap.width, bitmap.height, bitmap.has_runs());
        outcome != DecodeOutcome::done)
        return outcome;
    return Rows(bitmap, sink).run();
}

} // namespace convlens
