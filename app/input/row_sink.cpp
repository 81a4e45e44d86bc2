// Averages of squares are summed row by row, so that no more than one row of the result is in memory.
#include "input/row_sink.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace convlens {
namespace {

int64_t parts(int64_t length, int64_t side) {
    return (length + side - 1) / side;
}

int colors_of(int channels) {
    return channels - (channels % 2 == 0 ? 1 : 0);
}

template <class Sample> Sample sample_at(const uint8_t* row, int64_t index) {
    Sample sample;
    std::memcpy(&sample, row + static_cast<std::size_t>(index) * sizeof(Sample), sizeof(Sample));
    return sample;
}

/// What is transparent shows white.
template <class Sample> uint64_t on_white(uint64_t color, uint64_t alpha) {
    constexpr uint64_t full = std::numeric_limits<Sample>::max();
    return (color * alpha + full * (full - alpha) + full / 2) / full;
}

} // namespace

DecodeOutcome RowSink::check_size(int64_t width, int64_t height, bool is_whole) {
    const int64_t pixels = width > 0 && height > std::numeric_limits<int64_t>::max() / width
                               ? std::numeric_limits<int64_t>::max()
                               : width * height;
    const DecodeOutcome outcome = pixels > limits_.decoded_pixels       ? DecodeOutcome::too_many_pixels
                                  : is_whole && pixels > limits_.pixels ? DecodeOutcome::too_many_whole
                                                                        : DecodeOutcome::done;
    if (outcome != DecodeOutcome::done) {
        const ImageHeader header{static_cast<uint32_t>(width), static_cast<uint32_t>(height), 0, 0, 0};
        write_(&header, sizeof header);
    }
    return outcome;
}

bool RowSink::begin(const RowFormat& format, int64_t already_reduced) {
    format_ = format;
    while (parts(format.width, side_) * parts(format.height, side_) > limits_.pixels)
        ++side_;
    const int64_t width = parts(format.width, side_);
    const auto samples = static_cast<std::size_t>(width * colors_of(format.channels));
    sums_.assign(samples, 0);
    out_.resize(samples * static_cast<std::size_t>(format.bits / 8));
    const ImageHeader header{static_cast<uint32_t>(width), static_cast<uint32_t>(parts(format.height, side_)),
                             static_cast<uint32_t>(colors_of(format.channels)),
                             static_cast<uint32_t>(format.bits),
                             static_cast<uint32_t>(side_ * already_reduced)};
    return write_(&header, sizeof header);
}

/// Of a picture that is not reduced, which most are.
template <class Sample> bool RowSink::pass_on_as_it_is(const uint8_t* row) {
    const int colors = colors_of(format_.channels);
    if (colors == format_.channels)
        return write_(row, out_.size());
    for (int64_t column = 0, to = 0; column < format_.width; ++column) {
        const int64_t at = column * format_.channels;
        const uint64_t alpha = sample_at<Sample>(row, at + colors);
        for (int color = 0; color < colors; ++color, ++to) {
            const auto value =
                static_cast<Sample>(on_white<Sample>(sample_at<Sample>(row, at + color), alpha));
            std::memcpy(out_.data() + static_cast<std::size_t>(to) * sizeof(Sample), &value, sizeof(Sample));
        }
    }
    return write_(out_.data(), out_.size());
}

template <class Sample> void RowSink::take(const uint8_t* row) {
    const int colors = colors_of(format_.channels);
    const bool has_alpha = colors != format_.channels;
    uint64_t* sums = sums_.data();
    for (int64_t first = 0; first < format_.width; first += side_, sums += colors) {
        const int64_t end = std::min(first + side_, format_.width);
        for (int64_t at = first * format_.channels; at < end * format_.channels; at += format_.channels) {
            const uint64_t alpha = has_alpha ? sample_at<Sample>(row, at + colors) : 0;
            for (int color = 0; color < colors; ++color) {
                const uint64_t value = sample_at<Sample>(row, at + color);
                sums[color] += has_alpha ? on_white<Sample>(value, alpha) : value;
            }
        }
    }
}

template <class Sample> bool RowSink::pass_on() {
    const int colors = colors_of(format_.channels);
    const int64_t rows = row_ % side_ == 0 ? side_ : row_ % side_;
    for (std::size_t i = 0; i < sums_.size(); ++i) {
        const int64_t first = static_cast<int64_t>(i) / colors * side_;
        const auto count = static_cast<uint64_t>(rows * std::min(side_, format_.width - first));
        const auto average = static_cast<Sample>((sums_[i] + count / 2) / count);
        std::memcpy(out_.data() + i * sizeof(Sample), &average, sizeof(Sample));
        sums_[i] = 0;
    }
    return write_(out_.data(), out_.size());
}

bool RowSink::add(const uint8_t* row) {
    const bool is_deep = format_.bits == 16;
    if (side_ == 1)
        return is_deep ? pass_on_as_it_is<uint16_t>(row) : pass_on_as_it_is<uint8_t>(row);
    is_deep ? take<uint16_t>(row) : take<uint8_t>(row);
    ++row_;
    if (row_ % side_ != 0 && row_ != format_.height)
        return true;
    return is_deep ? pass_on<uint16_t>() : pass_on<uint8_t>();
}

bool RowSink::finish(int orientation) {
    const ImageFooter footer{static_cast<uint32_t>(orientation)};
    return write_(&footer, sizeof footer);
}

} // namespace convlens
