// The header of a .safetensors file: names, types, shapes and places of tensors, as JSON. Checked whole
// against the file's size.
#pragma once

#include "convlens/npy.h"
#include "input/byte_source.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

struct SafeTensor {
    std::string name;
    std::string type_name;       // as written
    std::optional<NpyType> type; // null: not one that is read
    bool is_bfloat16 = false;    // stored as the upper half of each f4; `type` is f4
    Sizes shape;
    uint64_t at = 0, size = 0; // bytes of the file
};

/// Whether the first bytes of a file of `file_size` bytes are such a header's.
bool begins_as_safetensors(std::string_view begin, uint64_t file_size);

/// False where the header is malformed, over limits::safetensors_header, or does not agree with the file.
/// Source  github.com/huggingface/safetensors, README.md, "Format"
bool read_safetensors(const ByteSource& file, std::vector<SafeTensor>& tensors);

/// The texts under __metadata__ by their names; empty where the header is malformed.
std::map<std::string, std::string> safetensors_metadata(const ByteSource& file);

} // namespace convlens
