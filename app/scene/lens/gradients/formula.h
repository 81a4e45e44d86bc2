// A sum written out: its head, all of its terms in columns over as many lines as they need, and what they
// come to. Where the lines do not suffice, in pages that follow the terms. Knows no operation.
#pragma once

#include "scene/base/canvas.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// What decides the size of a sum; the same at every cursor.
struct SumNeed {
    std::size_t characters = 1; // of the longest term,
    std::size_t total = 1;      // and of what a sum comes to
    int64_t terms = 1;          // of the longest sum
    int64_t row = 1;            // terms that belong side by side
};

struct SumShape {
    int64_t across = 1, lines = 1; // places of terms
    int64_t page = 1;              // terms that are shown at once
    float size = 1;                // px of type
    float slot = 1;                // px from a term to the next
    float sign = 1;                // px for the sign in front of a term
    float pitch = 1;               // px from a line to the next
    float head = 1;                // px from the head to the first line

    /// Head and lines, from the first baseline to the last.
    float height() const { return head + static_cast<float>(lines - 1) * pitch; }
};
/// In `max_lines` lines at most; the last holds what the terms come to.
SumShape sum_shape(Canvas& canvas, float width, const SumNeed& need, int64_t max_lines);

/// A term in pieces that bear the colours of their tensors.
struct WrittenTerm {
    std::string first, sign, second;
    bool exact = true; // nothing of it is rounded off
};

struct WrittenSum {
    std::string head;               // bold: "∂J/∂w₀₀"
    std::vector<std::string> rules; // quiet, behind it; the first that fits
    std::vector<WrittenTerm> terms; // of the page
    Color second;                   // of their second pieces
    bool is_first = true;           // page,
    bool is_last = true;
    int64_t done = 0;  // of the terms of the page
    int64_t lit = -1;  // one of them, -1: none
    std::string label; // quiet: "so far",
    std::string total; // bold: "−3", "= −5"
};

/// The head has its baseline at `at`. As many items for every sum of this shape.
void draw_written_sum(Canvas& canvas, const SumShape& shape, const WrittenSum& sum, Color color, Vec2 at,
                      float width);

} // namespace convlens
