// A folder of numbered pictures that is either written completely or not at all. Knows bytes and paths,
// nothing of pictures.
#pragma once

#include "output/files/staged_files.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// "frame-000001.png" for 1 and ".png".
std::string frame_name(int64_t frame, std::string_view ending);

/// A folder of numbered files that appear all at once: frame-000001.png, frame-000002.png, ... or with
/// another ending. Other files of an existing folder are left alone. As StagedFiles.
class AtomicFolder {
public:
    explicit AtomicFolder(const std::string& path, std::string_view ending = ".png",
                          bool makes_parent = false)
        : files_(path, makes_parent), ending_(ending) {}

    /// The next frame's bytes.
    void add(std::string_view bytes) { files_.add(frame_name(++count_, ending_), bytes); }
    void commit() { files_.commit(); }

private:
    StagedFiles files_;
    std::string ending_;
    int64_t count_ = 0;
};

} // namespace convlens
