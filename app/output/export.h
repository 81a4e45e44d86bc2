// Frames to files: one picture (PNG, SVG, PDF) or the whole animation (GIF, folder of PNG). Painted on the
// processor, only what changed from frame to frame. Knows frames, nothing of convolution.
#pragma once

#include "picture/frame.h"
#include "picture/typesetter.h"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace convlens {

enum class PictureFormat { png, svg, pdf };

/// Name of a tag's space, for <g id>.
using SpaceName = std::function<std::string(uint32_t space)>;

/// Writes one picture. `path` "-" is standard output. Atomic (output/atomic_file.h). Throws Error.
void write_picture(const Frame& frame, PictureFormat format, const std::string& path, const FontSet& fonts,
                   const SpaceName& space_name);

enum class MovieFormat { gif, png_folder };

/// A movie as its caller describes it. Frames are asked for in order, one at a time, on the thread of
/// `write_movie`.
struct Movie {
    int64_t frames = 0;
    int64_t frames_per_second = 20;            // > 0
    std::function<Frame(int64_t frame)> frame; // all of one size
    std::vector<std::pair<Color, Color>>
        palette_pairs; // pairs of ink and ground, for a palette that is fixed before the first frame
};

/// Called now and then with frames done and in all; returns whether to go on. Runs on the thread of
/// write_movie.
using Progress = std::function<bool(int64_t done, int64_t all)>;

/// Writes the whole movie; a cancelled one leaves nothing behind and returns false. Throws Error.
bool write_movie(const Movie& movie, MovieFormat format, const std::string& path, const FontSet& fonts,
                 const Progress& progress);

/// The frame as pixels, 0xAARRGGBB premultiplied, row-major [height * width]: for tests, the clipboard and
/// benchmarks.
std::vector<uint32_t> paint(const Frame& frame, const FontSet& fonts);

} // namespace convlens
