// A run, a list of single pixels, an end of the row or of the picture, or a jump: two bytes at least each.
// What is jumped over has place 0.
#include "input/bmp_runs.h"

#include <cstddef>

namespace convlens {
namespace {

class Runs {
public:
    Runs(std::string_view bytes, int64_t width, int64_t height, bool has_halves)
        : bytes_(bytes), width_(width), height_(height), has_halves_(has_halves),
          places_(static_cast<std::size_t>(width * height)) {}

    std::optional<std::vector<uint8_t>> read() {
        while (!is_over_) {
            if (at_ + 2 > bytes_.size())
                return y_ >= height_ || is_last_pixel() ? std::optional(std::move(places_)) : std::nullopt;
            const uint8_t count = byte(at_);
            const uint8_t value = byte(at_ + 1);
            at_ += 2;
            const bool is_good = count > 0 ? run(count, value) : escape(value);
            if (!is_good)
                return std::nullopt;
        }
        return std::move(places_);
    }

private:
    uint8_t byte(std::size_t at) const { return static_cast<uint8_t>(bytes_[at]); }
    bool is_last_pixel() const { return y_ == height_ - 1 && x_ == width_; }

    void put(uint8_t place) {
        // Encoders pad odd rows: a pixel past the row's end counts for nothing.
        if (x_ < width_ && y_ < height_)
            places_[static_cast<std::size_t>(y_ * width_ + x_++)] = place;
    }
    static uint8_t half(uint8_t value, int i) {
        return static_cast<uint8_t>(i % 2 == 0 ? value >> 4 : value & 15);
    }
    bool run(int count, uint8_t value) {
        for (int i = 0; i < count; ++i)
            put(has_halves_ ? half(value, i) : value);
        return true;
    }
    bool list(int count) {
        const auto used = static_cast<std::size_t>(has_halves_ ? (count + 1) / 2 : count);
        if (at_ + used > bytes_.size())
            return false;
        for (int i = 0; i < count; ++i)
            put(has_halves_ ? half(byte(at_ + static_cast<std::size_t>(i / 2)), i)
                            : byte(at_ + static_cast<std::size_t>(i)));
        at_ += used + used % 2;
        return true;
    }
    bool jump() {
        if (at_ + 2 > bytes_.size())
            return false;
        x_ += byte(at_);
        y_ += byte(at_ + 1);
        at_ += 2;
        return x_ <= width_ && y_ <= height_;
    }
    bool escape(uint8_t code) {
        switch (code) {
        case 0:
            x_ = 0;
            ++y_;
            return true;
        case 1:
            is_over_ = true;
            return true;
        case 2:
            return jump();
        default:
            return list(code);
        }
    }

    std::string_view bytes_;
    int64_t width_, height_;
    bool has_halves_;
    std::vector<uint8_t> places_;
    std::size_t at_ = 0;
    int64_t x_ = 0, y_ = 0;
    bool is_over_ = false;
};

} // namespace

std::optional<std::vector<uint8_t>> places_of_runs(std::string_view bytes, int64_t width, int64_t height,
                                                   bool has_halves) {
    return Runs(bytes, width, height, has_halves).read();
}

} // namespace convlens
