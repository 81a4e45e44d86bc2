// The cells of a page's picture that its question lets be chosen.
#pragma once

#include "lesson/question.h"
#include "picture/frame.h"
#include "scene/base/tags.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// What the cells are tagged with. Preconditions  asks_for_cells(question)
TagSpace chosen_space(const Question& question);

struct ChosenCell {
    int64_t flat = 0; // of its tensor
    std::string name; // "x[0,1]"
    Box box;          // px
};
/// All that are in the picture, in their order; none where the question has no cells.
std::vector<ChosenCell> cells_to_choose(const Frame& frame, const Document& scene, const Question& question);

} // namespace convlens
