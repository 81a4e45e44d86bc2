// What makes one list of lines of another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace convlens {

/// At a place of the first list, `removed` lines give way to others.
struct Edit {
    std::size_t at = 0, removed = 0;
    std::vector<uint32_t> added;
    bool operator==(const Edit&) const = default;
};

/// In the order of their places, which do not touch. As few lines as possible, where they are not very many.
/// Cost  O((from + to) * (removed + added lines))
std::vector<Edit> edits(std::span<const uint32_t> from, std::span<const uint32_t> to);

} // namespace convlens
