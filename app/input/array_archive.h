// Arrays by name in an archive: .npz or .safetensors, in a file or in memory.
#pragma once

#include "convlens/npy.h"
#include "input/byte_source.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace convlens {

/// An array whose header has been read and agrees with the archive; its numbers come from `source`, once.
struct ArchivedArray {
    NpyHeader header;
    NpySource source;
    std::shared_ptr<void> kept; // what the source reads from
};

class ArrayArchive {
public:
    /// What content_type calls "npz" or "safetensors". Throws Error naming `where`. Cost: its directory.
    ArrayArchive(ByteSource bytes, bool is_npz, std::string where);
    ~ArrayArchive();
    ArrayArchive(const ArrayArchive&) = delete;
    ArrayArchive& operator=(const ArrayArchive&) = delete;

    /// As they lie there, without .npy.
    const std::vector<std::string>& names() const { return names_; }
    /// The place of `name`, with or without .npy; names().size() where there is none.
    std::size_t find(const std::string& name) const;
    /// By its place. Throws Error naming the array. The archive outlives what it gives.
    ArchivedArray open(std::size_t index) const;

private:
    struct Directory;
    ArchivedArray open_npz(std::size_t index, const std::string& where) const;
    ArchivedArray open_safetensors(std::size_t index, const std::string& where) const;

    ByteSource bytes_;
    std::string where_;
    std::unique_ptr<Directory> directory_;
    std::vector<std::string> names_;
};

} // namespace convlens
