// Chroma lies on the even columns and between the rows, where decoders of H.264 and VP9 look for it: of a
// pixel and its two neighbours, in two rows, weighed by their alpha.
#include "output/video/yuv.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace convlens {
namespace {

/// Of column `x` from -1 on in a Row, which begins one column before the picture.
std::size_t place_of(int64_t x) {
    return static_cast<std::size_t>(x + 1);
}

// Of 8 bit RGB, times 2^16: the weights of BT.709, in 219 levels from 16 for Y, 224 around 128 for Cb and Cr.
constexpr int shift = 16;
constexpr int y_r = 11966, y_g = 40254, y_b = 4064;
constexpr int cb_r = -6596, cb_g = -22188, cb_b = 28784;
constexpr int cr_r = 28784, cr_g = -26145, cr_b = -2639;

uint8_t level(int sum, int origin) {
    return static_cast<uint8_t>(((sum + (1 << (shift - 1))) >> shift) + origin);
}

} // namespace

YuvPicture::YuvPicture(int width, int height, bool has_alpha)
    : width_(width), height_(height), even_width_(width + width % 2), even_height_(height + height % 2),
      has_alpha_(has_alpha),
      luma_(static_cast<std::size_t>(even_width_) * static_cast<std::size_t>(even_height_)),
      chroma_(luma_ / 4), shown_(width, height) {
    assert(width > 0 && height > 0);
    planes_.resize(luma_ + 2 * chroma_ + (has_alpha ? luma_ : 0));
    for (Row* row : {&upper_, &lower_})
        for (std::vector<int>* part : {&row->r, &row->g, &row->b, &row->a})
            part->resize(static_cast<std::size_t>(even_width_) + 2);
}

/// The columns [x0 - 1, x1 + 1) of a row; beyond an edge it is the pixel at the edge. On white, where there
/// is no alpha.
void YuvPicture::read_row(std::span<const uint32_t> pixels, int y, int x0, int x1, Row& row) const {
    const auto begin = static_cast<std::size_t>(std::min(y, height_ - 1)) * static_cast<std::size_t>(width_);
    const uint32_t* const from = pixels.data() + begin;
    const auto put = [&](int x, uint32_t pixel) {
        const auto at = place_of(x);
        const int alpha = static_cast<int>(pixel >> 24);
        const int ground = has_alpha_ ? 0 : 255 - alpha;
        row.r[at] = static_cast<int>(pixel >> 16 & 255U) + ground;
        row.g[at] = static_cast<int>(pixel >> 8 & 255U) + ground;
        row.b[at] = static_cast<int>(pixel & 255U) + ground;
        row.a[at] = alpha;
    };
    for (int x = std::max(x0 - 1, 0); x < std::min(x1 + 1, width_); ++x)
        put(x, from[x]);
    if (x0 == 0)
        put(-1, from[0]);
    for (int x = width_; x < x1 + 1; ++x)
        put(x, from[width_ - 1]);
}

void YuvPicture::put_luma(const Row& row, int y, int x0, int x1) {
    uint8_t* const to = planes_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(even_width_);
    const auto sum_at = [&](std::size_t at) { return y_r * row.r[at] + y_g * row.g[at] + y_b * row.b[at]; };
    if (!has_alpha_) {
        for (int x = x0; x < x1; ++x)
            to[x] = level(sum_at(place_of(x)), 16);
        return;
    }
    uint8_t* const alpha = to + luma_ + 2 * chroma_;
    for (int x = x0; x < x1; ++x) {
        const auto at = place_of(x);
        const int straight = row.a[at] == 0 ? 0 : static_cast<int>(int64_t{sum_at(at)} * 255 / row.a[at]);
        to[x] = level(straight, 16);
        alpha[x] = static_cast<uint8_t>(row.a[at]);
    }
}

/// Of the pair of rows from `y` on, at the even columns in [x0, x1).
void YuvPicture::put_chroma(int y, int x0, int x1) {
    uint8_t* const cb =
        planes_.data() + luma_ + static_cast<std::size_t>(y / 2) * static_cast<std::size_t>(even_width_ / 2);
    uint8_t* const cr = cb + chroma_;
    const auto sum_at = [](const std::vector<int>& upper, const std::vector<int>& lower, std::size_t at) {
        return upper[at - 1] + lower[at - 1] + 2 * (upper[at] + lower[at]) + upper[at + 1] + lower[at + 1];
    };
    constexpr int weights = 8; // their sum
    for (int x = x0; x < x1; x += 2) {
        const auto at = place_of(x);
        const int r = sum_at(upper_.r, lower_.r, at);
        const int g = sum_at(upper_.g, lower_.g, at);
        const int b = sum_at(upper_.b, lower_.b, at);
        int blue = (cb_r * r + cb_g * g + cb_b * b) / weights;
        int red = (cr_r * r + cr_g * g + cr_b * b) / weights;
        if (has_alpha_) {
            const int alpha = std::max(sum_at(upper_.a, lower_.a, at), 1);
            blue = static_cast<int>(int64_t{blue} * weights * 255 / alpha);
            red = static_cast<int>(int64_t{red} * weights * 255 / alpha);
        }
        cb[x / 2] = level(blue, 128);
        cr[x / 2] = level(red, 128);
    }
}

/// The rows from `y` on, at the columns that what has changed there has to do with.
void YuvPicture::take_pair(std::span<const uint32_t> pixels, int y, PixelRect changed) {
    const auto even = [](int n) { return n - n % 2; };
    const int x0 = even(std::max(changed.x0 - 1, 0)), x1 = std::min(even(changed.x1 + 2), even_width_);
    read_row(pixels, y, x0, x1, upper_);
    read_row(pixels, y + 1, x0, x1, lower_);
    put_luma(upper_, y, x0, x1);
    put_luma(lower_, y + 1, x0, x1);
    put_chroma(y, x0, x1);
}

void YuvPicture::take(std::span<const uint32_t> pixels, PixelRect touched) {
    assert(pixels.size() == static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    const bool is_first = shown_.is_empty();
    const PixelRect all =
        intersected(is_first ? PixelRect{0, 0, width_, height_} : touched, {0, 0, width_, height_});
    for (int y = all.y0 - all.y0 % 2; y < all.y1; y += 2) {
        const PixelRect rows{all.x0, y, all.x1, std::min(y + 2, height_)};
        const PixelRect changed = is_first ? rows : shown_.changes(pixels, rows);
        if (changed.empty())
            continue;
        take_pair(pixels, y, changed);
        if (!is_first)
            shown_.take(pixels, changed);
    }
    if (is_first)
        shown_.take(pixels, all);
}

} // namespace convlens
