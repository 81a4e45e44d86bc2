// A cell has to be as high as its digits want it, and as wide as the longest number.
#include "scene/figure/reading_size.h"

#include "scene/base/element_text.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr float text_share = 0.42F; // of a cell's side: the size of its digits
constexpr float text_width = 0.88F; // of a cell's side: what digits may take
constexpr float character = 0.6F;   // of the size of digits: the width of one
constexpr int64_t max_read = 2000;  // numbers of a tensor that are looked at

int64_t characters(const std::string& text) {
    return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

/// Of the longest text of a tensor's cells.
int64_t longest(const SceneInput& input, const LazyTensor<double>& tensor) {
    const bool names = input.document.cell_text == CellText::names; // the last one has the largest indices
    int64_t most = 1;
    for (int64_t i = names ? tensor.count() - 1 : 0;
         i < (names ? tensor.count() : std::min(tensor.count(), max_read)); ++i)
        most = std::max(most, characters(element_text(input, tensor, 'x', i)));
    return most;
}

} // namespace

float min_cell(const SceneInput& input) {
    if (!input.composition.stage || input.document.cell_text == CellText::none)
        return 0;
    int64_t most = longest(input, *input.results.x);
    most = std::max(most, longest(input, *input.results.y));
    if (input.results.w)
        most = std::max(most, longest(input, *input.results.w));
    const float size = stage_digits * input.composition.size.y;
    return std::ceil(std::max(size / text_share, static_cast<float>(most) * character * size / text_width));
}

} // namespace convlens
