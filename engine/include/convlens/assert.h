// CONVLENS_ASSERT: what a caller of the engine has to keep to, held in every build. NDEBUG does not turn it
// off, so that the inline functions of these headers are the same in each program that includes them.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace convlens::detail {

/// Prints the place and the expression to stderr and ends the program with abort().
[[noreturn]] inline void assertion_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    std::abort();
}

} // namespace convlens::detail

/// Ends the program where the expression is false: a mistake of the programmer, never of the user's input.
#define CONVLENS_ASSERT(...)                                                                                 \
    (static_cast<bool>(__VA_ARGS__)                                                                          \
         ? void()                                                                                            \
         : ::convlens::detail::assertion_failed(#__VA_ARGS__, __FILE__, __LINE__))
