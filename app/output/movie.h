// The whole animation, frame by frame: painted on the processor, only what changed, encoded, forgotten. Knows
// frames, nothing of convolution and of no format.
#pragma once

#include "output/file_facts.h"
#include "picture/frame.h"
#include "picture/frame_rate.h"
#include "picture/pixel_rect.h"
#include "picture/typesetter.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace convlens {

/// What a format needs to know before the first frame.
struct MovieFacts {
    FrameRate rate;
    // Of ink and ground, for a palette that is fixed; colours of the first frame's pictures are added.
    std::vector<std::pair<Color, Color>> palette_pairs;
    bool loops = true;               // without end; else it is played once
    std::optional<int> quality = {}; // 0..100, of formats that lose something; absent: the format's own
    FileFacts file = {};
    // Asked by a writer that waits for somebody else, some times a second; no: it throws MovieGivenUp. Empty:
    // yes.
    std::function<bool()> goes_on = {};
};

/// Thrown by a writer whose waiting was ended.
struct MovieGivenUp {};

/// A frame that has been painted.
struct PaintedFrame {
    std::span<const uint32_t> pixels;      // 0xAARRGGBB premultiplied, row-major [height * width]
    int width = 0, height = 0;             // px
    PixelRect touched;                     // may differ from the frame before
    int64_t number = 0;                    // from 0; it is seen until the next begins, at its rate
    bool transparent = false;              // its ground is not opaque
    std::span<const PixelRect> parts = {}; // of `touched`, where it may differ; none: everywhere in it
};

/// Writes one file or folder; without `commit` the destructor leaves everything as it was. Throws Error.
class MovieWriter {
public:
    MovieWriter() = default;
    virtual ~MovieWriter() = default;
    MovieWriter(const MovieWriter&) = delete;
    MovieWriter& operator=(const MovieWriter&) = delete;

    /// The next frame, of the same size as all.
    virtual void add(const PaintedFrame& frame) = 0;
    /// Once, last, after one frame at least.
    virtual void commit() = 0;
};

/// A format of movies. `path` "-" is standard output where the format is one stream.
using OpenMovie = std::unique_ptr<MovieWriter> (*)(const std::string& path, const MovieFacts& facts);

/// A movie as its caller describes it. Frames are asked for in order, one at a time, on the thread of
/// `write_movie`.
struct Movie {
    int64_t frames = 0; // at least 1
    MovieFacts facts;
    std::function<Frame(int64_t frame)> frame; // all of one size
};

/// Called now and then with frames done and in all; returns whether to go on. Runs on the thread of
/// write_movie.
using Progress = std::function<bool(int64_t done, int64_t all)>;

/// Writes the whole movie; a cancelled one leaves nothing behind and returns false. Throws Error.
bool write_movie(const Movie& movie, OpenMovie open, const std::string& path, const FontSet& fonts,
                 const Progress& progress);

} // namespace convlens
