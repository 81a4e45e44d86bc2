// How long work ends when nobody wants its results any more: it asks now and then, and throws.
#pragma once

#include <functional>

namespace convlens {

/// What work that was cancelled throws.
struct Cancelled {};

/// Whether nobody wants the results any more. May be asked from any thread. Empty: they are always wanted.
using IsCancelled = std::function<bool()>;

/// Throws Cancelled.
inline void go_on(const IsCancelled& is_cancelled) {
    if (is_cancelled && is_cancelled())
        throw Cancelled();
}

} // namespace convlens
