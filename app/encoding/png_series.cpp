// A band may repeat rows of the bands above it; when one of those changes alone, it is matched again without.
#include "encoding/png_series.h"

#include "encoding/big_endian.h"
#include "encoding/pixel_sum.h"
#include "encoding/png.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr int band_rows = 8;
constexpr std::size_t max_uses = 2; // bands: of most pictures deflate cannot look back further

} // namespace

PngSeries::PngSeries(int width, int height, bool has_alpha, std::string before_rows)
    : width_(width), height_(height), samples_(has_alpha ? 4 : 3), matcher_(width, samples_),
      before_rows_(std::move(before_rows)) {
    for (int begin = 0; begin < height; begin += band_rows) {
        Band& band = bands_.emplace_back();
        band.begin = begin;
        band.end = std::min(begin + band_rows, height);
    }
    pixels_.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    new_row_.resize(static_cast<std::size_t>(width));
}

std::span<uint32_t> PngSeries::row(int y) {
    return std::span(pixels_).subspan(static_cast<std::size_t>(y) * new_row_.size(), new_row_.size());
}

const std::string& PngSeries::encode(int begin, int end, const PutRow& put_row) {
    if (!take_rows(begin, end, put_row) && !file_.empty())
        return file_;
    match_bands();
    compress();
    PngLayout layout{width_, height_, samples_ == 4 ? PngColors::rgba : PngColors::rgb, PngChunks::many};
    layout.before_rows = before_rows_;
    file_ = png_file(layout, stream());
    return file_;
}

/// Marks the bands that differ, of the first picture all; returns whether there are any.
bool PngSeries::take_rows(int begin, int end, const PutRow& put_row) {
    bool any = false;
    for (Band& band : bands_) {
        band.has_changed = file_.empty();
        for (int y = std::max(band.begin, begin); y < std::min(band.end, end); ++y) {
            put_row(y, new_row_);
            const std::span<uint32_t> kept = row(y);
            if (std::equal(kept.begin(), kept.end(), new_row_.begin()))
                continue;
            std::copy(new_row_.begin(), new_row_.end(), kept.begin());
            band.has_changed = true;
        }
        any = any || band.has_changed;
    }
    return any;
}

bool PngSeries::has_lost_what_it_uses(std::size_t band) const {
    const auto end = bands_.begin() + static_cast<std::ptrdiff_t>(band);
    return std::any_of(end - static_cast<std::ptrdiff_t>(bands_[band].uses), end,
                       [](const Band& above) { return above.has_changed; });
}

/// What a band may repeat that did not change itself: what will probably stay as well.
std::size_t PngSeries::unchanged_above(std::size_t band) const {
    std::size_t count = 0;
    while (count < std::min(band, max_uses) && !bands_[band - 1 - count].has_changed)
        ++count;
    return count;
}

void PngSeries::match_bands() {
    matched_.assign(bands_.size(), false);
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        Band& band = bands_[i];
        if (!band.has_changed && !has_lost_what_it_uses(i))
            continue;
        band.uses = band.has_changed ? std::min(i, max_uses) : unchanged_above(i);
        match(band);
        matched_[i] = true;
    }
}

void PngSeries::match(Band& band) {
    const auto tokens =
        matcher_.tokens(pixels_, band.begin, band.end, static_cast<int>(band.uses) * band_rows);
    band.tokens.assign(tokens.begin(), tokens.end());
    if (band.has_changed)
        band.sum = sum_of(band);
}

/// Adler-32 of the band's bytes.
uint32_t PngSeries::sum_of(const Band& band) const {
    uint32_t sum = 1;
    for (int y = band.begin; y < band.end; ++y)
        sum = adler_with_row(
            sum, std::span(pixels_).subspan(static_cast<std::size_t>(y) * new_row_.size(), new_row_.size()),
            samples_);
    return sum;
}

/// Bands that were matched now, and those that were not, by turns.
std::vector<PngSeries::Stretch> PngSeries::stretches() const {
    std::vector<Stretch> all;
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        if (all.empty() || all.back().is_new != matched_[i])
            all.push_back({i, i, matched_[i], {}});
        all.back().end = i + 1;
    }
    return all;
}

void PngSeries::compress() {
    std::vector<Stretch> now = stretches();
    for (Stretch& stretch : now) {
        const auto same = std::find_if(stretches_.begin(), stretches_.end(), [&](const Stretch& before) {
            return before.begin == stretch.begin && before.end == stretch.end;
        });
        if (!stretch.is_new && same != stretches_.end()) {
            stretch.bits = std::move(same->bits);
            continue;
        }
        std::vector<std::span<const DeflateToken>> parts;
        for (std::size_t i = stretch.begin; i < stretch.end; ++i)
            parts.emplace_back(bands_[i].tokens);
        stretch.bits = deflate_block(parts);
    }
    stretches_ = std::move(now);
}

/// The zlib stream: header, blocks, an empty last block, the sum.
std::string PngSeries::stream() const {
    Bits bits;
    bits.append(0x9C78, 16); // a window of 32 KiB
    uLong sum = adler32_z(0, nullptr, 0);
    for (const Stretch& stretch : stretches_)
        bits.append(stretch.bits);
    for (const Band& band : bands_)
        sum = adler32_combine(
            sum, band.sum,
            static_cast<z_off_t>(static_cast<std::size_t>(band.end - band.begin) * matcher_.row_bytes()));
    bits.append(0b011, 10); // the last one, by the standard's code, and its end
    std::string stream = std::move(bits.bytes);
    put_big_endian(stream, sum, 4);
    return stream;
}

} // namespace convlens
