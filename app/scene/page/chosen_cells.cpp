// Cells are found by their tags.
#include "scene/page/chosen_cells.h"

#include "lesson/asked_cells.h"
#include "lesson/element_access.h"
#include "lesson/words.h"

#include <cmath>
#include <optional>

namespace convlens {
namespace {

/// Without channels, where there is one.
std::string name_of_cell(const Document& scene, const Question& question, int64_t flat, const Sizes& shape) {
    const std::vector<int64_t> at = coordinates(flat, shape);
    const std::size_t dims = question.network ? 2 : operation_of(scene).dims();
    std::vector<int64_t> named;
    for (std::size_t axis = 0; axis < at.size(); ++axis)
        if (axis + dims >= at.size() || shape[axis] > 1)
            named.push_back(at[axis]);
    const char letter = question.network ? 'x' : tensor_letter(scene, chosen_tensor(question));
    return std::string(1, letter) + element_place(scene, named);
}

float area_of(const Box& box) {
    return std::abs(box.u.x * box.v.y - box.u.y * box.v.x);
}

/// Of several the largest: an unpooling has its plane small once more, as it was before.
std::optional<Box> box_of_cell(const Frame& frame, Tag tag) {
    std::optional<Box> largest;
    for (const Vec2 near : {Vec2{0, 0}, Vec2{frame.size.x, 0}, Vec2{0, frame.size.y}, frame.size})
        if (const auto box = cell_of(frame, tag, near);
            box && (!largest || area_of(*box) > area_of(*largest)))
            largest = box;
    return largest;
}

} // namespace

TagSpace chosen_space(const Question& question) {
    switch (chosen_tensor(question)) {
    case AskedTensor::w:
        return TagSpace::w;
    case AskedTensor::y:
        return TagSpace::y;
    case AskedTensor::x:
    case AskedTensor::dx:
    case AskedTensor::dw:
        break;
    }
    return TagSpace::x;
}

std::vector<ChosenCell> cells_to_choose(const Frame& frame, const Document& scene, const Question& question) {
    constexpr int64_t max_cells = 4096; // of a page's figure, which has far fewer
    const Sizes shape = cells_shape(scene, question);
    if (shape.empty() || shape.product() > max_cells)
        return {};
    std::vector<ChosenCell> cells;
    for (int64_t flat = 0; flat < shape.product(); ++flat)
        if (const auto box = box_of_cell(frame, tag_of(chosen_space(question), flat)))
            cells.push_back({flat, name_of_cell(scene, question, flat, shape), *box});
    return cells;
}

} // namespace convlens
