// One scene that is kept on the disk by itself, under a random name. A lock beside it says that somebody
// works on it; the system takes the lock off when its process ends, however that happens.
#pragma once

#include "process/descriptor.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

class AutosaveFile {
public:
    /// A new one, held; nothing is written yet. Throws Error where the folder of state cannot be written.
    static AutosaveFile create();
    /// The newest one that nobody holds, held from now on.
    static std::optional<AutosaveFile> abandoned();

    /// Writes the whole file, or leaves what was there. Throws Error.
    void write(std::string_view scene);
    /// Whoever finds it knows that it was left in peace.
    void leave();
    /// It is not found any more. Returns where it lies now. `*this` is not used any more.
    std::string put_aside();
    /// Removes it. `*this` is not used any more.
    void remove();

    /// Where the scene lies, whether or not it is there yet.
    std::string path() const;
    /// Its process ended without a word.
    bool ended_badly() const { return state_ == State::working; }

private:
    enum class State { working, left };
    AutosaveFile(std::string name, State state, Descriptor lock)
        : name_(std::move(name)), state_(state), lock_(std::move(lock)) {}
    static std::string path_of(const std::string& name, State state);

    std::string name_; // without what is around it
    State state_;
    Descriptor lock_;
};

} // namespace convlens
