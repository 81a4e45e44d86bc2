// Files that take their places together: all of them, or none. Knows paths only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace convlens {

struct FileMove {
    std::string from, to; // of one file system; `to` may be there, and is no folder
};

/// Moves `count` files one after the other; where one cannot be moved, those before it go back and what they
/// had replaced is there again. Returns 0, or the errno of what failed. What is replaced is kept meanwhile as
/// `from` with an ending of its own.
int move_all(int64_t count, const std::function<FileMove(int64_t)>& move);

} // namespace convlens
