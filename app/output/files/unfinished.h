// The table of unfinished files and programs that write one, which a signal handler can read at any
// moment: fixed size, no locks, no allocation. Knows paths and process numbers only.
#pragma once

#include <string>

#include <sys/types.h>

namespace convlens::unfinished {

/// Enters a file before it is created; returns its slot.
int register_file(const std::string& path);
/// A child that is killed.
int register_child(pid_t child);
/// It is finished, or removed; a slot below 0 is none.
void unregister_cleanup(int slot);

} // namespace convlens::unfinished
