// The figure survives a crash: it is saved by itself while it is edited, and offered at the next start. One
// file a process under XDG's state folder; it goes when the window closes in peace.
#pragma once

#include "document/figure.h"
#include "window/application/jobs.h"

#include <exception>
#include <string>

namespace convlens {

class Autosave {
public:
    /// Looks for what a process that is no more has left. `first` needs no saving.
    Autosave(const Figure& first, Executor& executor);

    /// When the next file is due, platform_seconds, after an edit at `changed_at`; 0: none is.
    double due_at(double changed_at) const;
    /// Begins a file where one is due. Returns why the one before could not be written, else null.
    std::exception_ptr update(const Figure& figure, double changed_at, double now);

    bool has_found() const { return !found_path_.empty(); }
    std::string found_path() const { return found_path_; }
    /// Its program ended without a word: not by closing the window, nor by a signal that asks for it.
    bool found_ended_badly() const { return has_found(); }
    /// It is not offered again, and not lost. Returns where it lies now.
    std::string put_found_aside();
    /// Throws Error.
    Figure read_found() const;
    void forget_found();
    /// Removes the file of this process.
    void forget_own();

private:
    Executor& executor_;
    std::string own_path_, found_path_;
    Figure saved_;
    double saved_change_ = 0; // `changed_at` of what needs no file any more
    Job<bool> saving_;
};

} // namespace convlens
