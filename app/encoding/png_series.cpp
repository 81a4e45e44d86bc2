// A band may repeat rows of the bands above it; when one of those changes alone, it is matched again without.
#include "encoding/png_series.h"

#include "encoding/png.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr int band_rows = 8;
constexpr std::size_t max_uses = 2; // bands: of most pictures deflate cannot look back further

} // namespace

PngSeries::PngSeries(int width, int height, bool has_alpha)
    : width_(width), height_(height), samples_(has_alpha ? 4 : 3), matcher_(width, samples_) {
    for (int begin = 0; begin < height; begin += band_rows) {
        Band& band = bands_.emplace_back();
        band.begin = begin;
        band.end = std::min(begin + band_rows, height);
    }
    row_.resize(matcher_.row_bytes());
}

const std::string& PngSeries::encode(std::span<const uint32_t> pixels, int begin, int end) {
    if (!take_rows(pixels, begin, end))
        return file_;
    match_bands(pixels);
    compress();
    file_ = png_file({width_, height_, samples_ == 4 ? PngColors::rgba : PngColors::rgb, PngChunks::many},
                     stream());
    return file_;
}

/// Marks the bands that differ; returns whether there are any.
bool PngSeries::take_rows(std::span<const uint32_t> pixels, int begin, int end) {
    if (before_.empty()) {
        before_.assign(pixels.begin(), pixels.end());
        return true;
    }
    bool any = false;
    for (Band& band : bands_) {
        const auto first = static_cast<std::ptrdiff_t>(std::max(band.begin, begin)) * width_;
        const auto last = static_cast<std::ptrdiff_t>(std::min(band.end, end)) * width_;
        band.has_changed = first < last && !std::equal(pixels.begin() + first, pixels.begin() + last,
                                                       before_.begin() + first);
        if (band.has_changed)
            std::copy(pixels.begin() + first, pixels.begin() + last, before_.begin() + first);
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

void PngSeries::match_bands(std::span<const uint32_t> pixels) {
    matched_.assign(bands_.size(), false);
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        Band& band = bands_[i];
        if (!band.has_changed && !has_lost_what_it_uses(i))
            continue;
        band.uses = band.has_changed ? std::min(i, max_uses) : unchanged_above(i);
        match(band, pixels);
        matched_[i] = true;
    }
}

void PngSeries::match(Band& band, std::span<const uint32_t> pixels) {
    const auto tokens =
        matcher_.tokens(pixels, band.begin, band.end, static_cast<int>(band.uses) * band_rows);
    band.tokens.assign(tokens.begin(), tokens.end());
    if (!band.has_changed)
        return;
    uLong sum = adler32_z(0, nullptr, 0);
    for (int y = band.begin; y < band.end; ++y) {
        uint8_t* to = row_.data() + 1; // behind the filter byte
        for (const uint32_t pixel :
             pixels.subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_),
                            static_cast<std::size_t>(width_))) {
            *to++ = static_cast<uint8_t>(pixel >> 16);
            *to++ = static_cast<uint8_t>(pixel >> 8);
            *to++ = static_cast<uint8_t>(pixel);
            if (samples_ == 4)
                *to++ = static_cast<uint8_t>(pixel >> 24);
        }
        sum = adler32_z(sum, row_.data(), row_.size());
    }
    band.sum = static_cast<uint32_t>(sum);
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
    for (int shift = 24; shift >= 0; shift -= 8)
        stream += static_cast<char>(sum >> shift & 255U);
    return stream;
}

} // namespace convlens
