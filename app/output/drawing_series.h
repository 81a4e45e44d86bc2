// The whole animation, frame by frame, for formats that are drawn and not painted: pages, numbered drawings.
// Knows frames, nothing of convolution and of no format.
#pragma once

#include "output/movie.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <memory>
#include <string>

namespace convlens {

/// Writes one file or folder; without `commit` the destructor leaves everything as it was. Throws Error.
class DrawingWriter {
public:
    DrawingWriter() = default;
    virtual ~DrawingWriter() = default;
    DrawingWriter(const DrawingWriter&) = delete;
    DrawingWriter& operator=(const DrawingWriter&) = delete;

    /// The next frame, of the same size as all.
    virtual void add(const Frame& frame) = 0;
    /// Once, last, after one frame at least.
    virtual void commit() = 0;
};

/// A format of drawings. `path` "-" is standard output where the format is one stream.
using OpenDrawings = std::unique_ptr<DrawingWriter> (*)(const std::string& path, const MovieFacts& facts,
                                                        const FontSet& fonts);

/// As write_movie.
bool write_drawings(const Movie& movie, OpenDrawings open, const std::string& path, const FontSet& fonts,
                    const Progress& progress);

} // namespace convlens
