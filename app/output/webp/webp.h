// Pixels to an animated WebP by libwebpmux. Knows pixels, nothing of frames and files.
#pragma once

#include "output/shown_pixels.h"
#include "picture/pixel_rect.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace convlens {

struct WebpFacts {
    int width = 0, height = 0;  // px, 1 to 16383
    bool transparent = false;   // the ground is not opaque
    bool loops = true;          // without end; else it is played once
    std::optional<int> quality; // 0..100; absent or 100: without loss
    std::string_view scene;     // the text that the file holds; empty: none
};

/// Pictures that do not differ are one. Keeps the whole file until it is finished, for its length comes
/// first. Throws Error (work) where libwebp fails.
class WebpWriter {
public:
    explicit WebpWriter(const WebpFacts& facts);
    ~WebpWriter();
    WebpWriter(const WebpWriter&) = delete;
    WebpWriter& operator=(const WebpWriter&) = delete;

    /// The next picture, seen from `begin` ms on: 0xAARRGGBB premultiplied, row-major [height * width].
    /// Outside of `touched` it is as the one before.
    void add(std::span<const uint32_t> pixels, PixelRect touched, int64_t begin);
    /// Gives the bytes of the file, whose last picture is seen until `end` ms. Once, last.
    void finish(int64_t end, const std::function<void(std::string_view bytes)>& sink);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace convlens
