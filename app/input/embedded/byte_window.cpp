// The window begins where somebody looks, for readers go forwards.
#include "input/embedded/byte_window.h"

#include <algorithm>
#include <cassert>

namespace convlens {

std::string_view ByteWindow::view(uint64_t at, std::size_t count) {
    assert(has(at, count) && count <= width);
    if (at < at_ || at + count > at_ + window_.size()) {
        window_.resize(static_cast<std::size_t>(std::min<uint64_t>(width, source_.size - at)));
        at_ = at;
        source_.read(at, window_.data(), window_.size());
    }
    return std::string_view(window_).substr(static_cast<std::size_t>(at - at_), count);
}

uint64_t ByteWindow::big_endian(uint64_t at, std::size_t count) {
    uint64_t value = 0;
    for (const char c : view(at, count))
        value = value << 8 | static_cast<uint8_t>(c);
    return value;
}

uint64_t ByteWindow::little_endian(uint64_t at, std::size_t count) {
    uint64_t value = 0;
    const std::string_view bytes = view(at, count);
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<uint8_t>(bytes[i]);
    return value;
}

std::string ByteWindow::bytes(uint64_t at, std::size_t count) {
    assert(has(at, count));
    std::string bytes(count, '\0');
    source_.read(at, bytes.data(), count);
    return bytes;
}

std::optional<uint64_t> ByteWindow::find(std::string_view text, uint64_t from, uint64_t end) {
    assert(from <= end && end <= size() && text.size() <= 256);
    for (uint64_t at = from; end - at >= text.size();) {
        // What the window has is searched first: a text that is found often costs no more reading.
        const bool is_inside = at >= at_ && at - at_ + text.size() <= window_.size();
        const uint64_t room = is_inside ? window_.size() - (at - at_) : width;
        const auto count = static_cast<std::size_t>(std::min(room, end - at));
        const std::size_t place = view(at, count).find(text);
        if (place != std::string_view::npos)
            return at + place;
        at += count - (text.size() - 1); // its begin may lie at the window's end
    }
    return {};
}

} // namespace convlens
