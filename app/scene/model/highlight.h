// What belongs together: an element that is pointed at or pinned, and all that meets it in some term of the
// operation. From the Relation, axis by axis, so that a step of millions costs what its axes cost.
#pragma once

#include "document/evaluate/results.h"
#include "picture/frame.h"
#include "picture/theme.h"
#include "scene/base/scene_input.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

/// The frame of what is lit: no tensor has this colour.
inline Color lit_color(const Theme& theme) {
    return theme.text;
}
inline constexpr float lit_width = 2.2F; // units

/// What is pointed at: an element of one tensor or of the bias, or one term (a product, or a zero where `x`
/// is -1).
struct Focus {
    int64_t y = -1, x = -1, w = -1; // flat indices, -1: not named
    bool is_term = false;
    int64_t b = -1;
    bool operator==(const Focus&) const = default;
};

class Highlight {
public:
    Highlight() = default;
    /// The results have no issues. Foci whose indices are outside their tensors light nothing.
    Highlight(const Results& results, std::vector<Focus> foci);

    bool any() const { return !sets_.empty(); }
    /// Whether the element is one of the foci or meets one in some product. Gradients have the same elements.
    bool x(int64_t flat) const;
    bool w(int64_t flat) const;
    bool y(int64_t flat) const;
    /// Of the bias: whether it is a focus, or is added to one.
    bool b(int64_t map) const;
    /// Whether the term is a focus, or an element of it is. -1: none (padding, pools).
    bool term(int64_t y, int64_t x, int64_t w) const;
    const std::vector<Focus>& foci() const { return foci_; }

private:
    /// Elements of a tensor: those whose coordinate is marked on every axis, or a list.
    struct Set {
        Sizes shape;
        std::vector<std::vector<bool>> axes; // [rank], each [size]; empty: `list` counts
        std::vector<int64_t> list;
        bool has(int64_t flat) const;
    };
    struct Sets {
        Set x, w, y;
        int64_t b = -1; // map
    };
    struct Marking; // of the sets of one focus

    std::vector<Focus> foci_;
    std::vector<Sets> sets_; // of each focus
};

/// What a tag names: an element, a term of the sum of `step`, or an entry of a matrix (of the step's output
/// channel). None for what is no element.
std::optional<Focus> focus_of(const Tag& tag, const Results& results, int64_t step);
/// The element under a tag as a pin, and back. Terms are no pins: their X is pinned (or W where it is a
/// zero).
std::optional<Pin> pin_of(const Tag& tag, const Results& results, int64_t step);
std::optional<Focus> focus_of(const Pin& pin, const Results& results);
/// What is pinned and what is pointed at.
Highlight highlighted(const SceneInput& input);

} // namespace convlens
