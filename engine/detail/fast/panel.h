// Ranges of neighbouring numbers cut into panels, each as many vectors wide as a tile takes. Private to the
// engine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace convlens::detail {

inline int64_t ceil_div(int64_t a, int64_t b) { // a >= 0, b > 0
    return (a + b - 1) / b;
}

/// Neighbours that one tile computes at a time: [begin, end).
struct Panel {
    int64_t begin = 0;
    int64_t end = 0;
    int vectors = 0; // the last one may not be full
    int64_t width() const { return end - begin; }
};

/// Panels of nearly equal width over [begin, end), of at most `vectors_of_panel` vectors of `lanes` numbers
/// each.
inline std::vector<Panel> panels_of(int64_t begin, int64_t end, int lanes, int vectors_of_panel) {
    const int64_t vectors = ceil_div(end - begin, lanes);
    const int64_t count = ceil_div(vectors, vectors_of_panel);
    std::vector<Panel> panels;
    for (int64_t i = 0, done = 0; i < count; ++i) {
        const int64_t width = ceil_div(vectors - done, count - i);
        panels.push_back(
            {begin + done * lanes, std::min(end, begin + (done + width) * lanes), static_cast<int>(width)});
        done += width;
    }
    return panels;
}

} // namespace convlens::detail
