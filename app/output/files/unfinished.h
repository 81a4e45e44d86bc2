// The table of unfinished files and folders, which a signal handler can read at any moment: fixed size, no
// locks, no allocation. Knows paths only.
#pragma once

#include <cstdint>
#include <string>

namespace convlens::unfinished {

/// Enters a path before it is created; returns its slot. A folder holds frames numbered from 1
/// (`frame_name`).
int register_cleanup(const std::string& path, bool is_folder);
/// The folder holds at most this many frames now.
void set_frames(int slot, int64_t frames);
/// The path is finished, or removed.
void unregister_cleanup(int slot);

/// "frame-000001.png" for 1.
std::string frame_name(int64_t frame);

} // namespace convlens::unfinished
