// The figure survives whatever happens: it is saved by itself while it is edited, and offered at the next
// start. Only an end in peace with nothing unsaved forgets it.
#pragma once

#include "document/figure.h"
#include "window/application/files/autosave_file.h"
#include "window/application/jobs.h"
#include "window/session/autosave_rule.h"

#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace convlens {

class Autosave {
public:
    /// Looks for what a process that is no more has left. `first` is no work that could be lost. Where there
    /// is no folder of state nothing is kept.
    Autosave(const Figure& first, Executor& executor);

    /// The figure is in a file of the person's, or another one was begun: it is no work that could be lost.
    void set_saved(const Figure& figure) { safe_ = figure; }

    /// When the next file is due, platform_seconds, after an edit at `changed_at`; 0: none is.
    double due_at(double changed_at) const;
    /// Begins a file where one is due. Returns why the one before could not be written, once for several that
    /// fail in a row, else null.
    std::exception_ptr update(const Figure& figure, double changed_at, double now);
    /// Writes the figure before it returns: the program ends badly. Throws Error.
    void write_now(const Figure& figure);
    /// The program ends in peace: what is unsaved is offered at the next start, else all is forgotten. Throws
    /// Error.
    void end(const Figure& figure);

    /// Another figure takes the place of this one until `uncover`: what is unsaved of it is written now, and
    /// stays kept beside what is kept of the other.
    void cover(const Figure& figure);
    /// The figure that was covered last is back; what was kept of the one over it goes.
    void uncover();

    bool has_found() const { return found_ != nullptr; }
    std::string found_path() const { return found_->path(); }
    /// Its program ended without a word: not by closing the window, nor by a signal that asks for it.
    bool found_ended_badly() const { return found_ && found_->ended_badly(); }
    /// It is not offered again, and not lost. Returns where it lies now.
    std::string put_found_aside();
    /// Throws Error.
    Figure read_found() const;
    /// Goes on with the found file as the own one: it is overwritten when there is something newer.
    void adopt_found();
    void forget_found();

    bool is_unsaved(const Figure& figure) const;

private:
    std::exception_ptr take_outcome(double now);
    void begin_saving(const Figure& figure);
    void forget_own();

    using File = std::shared_ptr<AutosaveFile>; // shared with the job that writes
    Executor& executor_;
    bool is_on_;
    Figure safe_;
    AutosaveRule rule_;
    File own_, found_;
    File replaced_; // goes when the own one is written
    struct Covered {
        Figure safe;
        File own;
    };
    std::vector<Covered> covered_; // the last one lies right below the figure
    bool has_failed_ = false;
    Job<bool> saving_;
};

} // namespace convlens
