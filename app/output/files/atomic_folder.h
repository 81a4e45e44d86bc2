// A folder of numbered pictures that is either written completely or not at all. Knows bytes and paths,
// nothing of pictures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// A folder of numbered files that appear all at once: frame-000001.png, frame-000002.png, ... or with
/// another ending, of at most 7 bytes. They are written to a temporary folder (inside the target where that
/// exists, so that it is the same file system; else beside it) and moved when all are there. Other files of
/// an existing folder are left alone. Throws Error like AtomicFile.
class AtomicFolder {
public:
    explicit AtomicFolder(std::string path, std::string_view ending = ".png");
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder&) = delete;
    AtomicFolder& operator=(const AtomicFolder&) = delete;

    /// The next frame's bytes.
    void add(std::string_view bytes);
    void commit();

private:
    std::string path_;
    std::string ending_;
    std::string target_;
    std::string temporary_;
    int slot_ = -1;
    int64_t count_ = 0;
    bool target_exists_ = false;
};

} // namespace convlens
