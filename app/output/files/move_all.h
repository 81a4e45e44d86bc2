// Files that take their places together: all of them, or none. Knows paths and descriptors only.
#pragma once

#include "output/files/nameless.h"

#include <cstdint>
#include <functional>
#include <string>

namespace convlens {

/// Of one file system. `to` may be there, and is no folder.
struct FileMove {
    std::string from; // where it lies; of what has no name, one that is free, beside `to`
    std::string to;
    NamelessBytes nameless = {};
};

/// Moves a file. Returns 0, or the errno of what failed: then all is as it was.
int move_one(const FileMove& move);

/// Moves `count` files one after the other; where one cannot be moved, those before it go back and what they
/// had replaced is there again; of those without a name nothing is left. Returns 0, or the errno of what
/// failed. What is replaced is kept meanwhile as `from` with an ending of its own.
int move_all(int64_t count, const std::function<FileMove(int64_t)>& move);

/// Does the work, which gives files their places in a folder that is made for them where it is missing, and
/// taken away where the work fails. Returns what the work returns, or the errno that says why there is no
/// folder.
int in_made_folder(const std::string& folder, const std::function<int()>& work);

/// Does the work, which takes a moment between its first and its last rename, in a process that outlives this
/// one: what ends the program meanwhile leaves it done. Signals have to be held (HeldSignals). Returns what
/// the work returns: 0, or an errno.
int outliving(const std::function<int()>& work);

} // namespace convlens
