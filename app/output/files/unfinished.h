// The table of unfinished files, folders and programs that write one, which a signal handler can read at any
// moment: fixed size, no locks, no allocation. Knows paths and process numbers only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace convlens::unfinished {

/// Enters a file before it is created; returns its slot.
int register_file(const std::string& path);
/// A folder that holds frames numbered from 1 (`frame_name`); the ending has at most 7 bytes.
int register_folder(const std::string& path, std::string_view ending);
/// A child that is killed.
int register_child(pid_t child);
/// The folder holds at most this many frames now.
void set_frames(int slot, int64_t frames);
/// It is finished, or removed; a slot below 0 is none.
void unregister_cleanup(int slot);

/// "frame-000001.png" for 1 and ".png".
std::string frame_name(int64_t frame, std::string_view ending);

} // namespace convlens::unfinished
