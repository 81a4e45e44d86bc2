// The sentence of an unpooling: where its element goes, and what lay in that place before.
#include "scene/lens/sum/placing.h"

#include "document/results.h"
#include "document/unpooling.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/words/notation.h"

#include <string>
#include <vector>

namespace convlens {

namespace {

TextStyle placing_style(const Canvas& canvas) {
    return {16 * canvas.unit, Face::sans, canvas.theme.text};
}

/// Where the element of the step goes, and what lay there before: the element `before`, -1: none.
std::vector<std::string> sentences(Canvas& canvas, const SceneInput& input, int64_t element, int64_t output,
                                   int64_t before, float width) {
    const Results& results = input.results;
    const Operation& op = results.operation;
    const Roles letters = roles(op, input.theme);
    const auto place = [&](char letter, int64_t flat, const Sizes& shape) {
        return element_brackets(letter, spatial_indices(flat, shape, op.dims()));
    };
    const auto from = [&](int64_t flat) { return place(letters.base_letter, flat, results.x->shape); };
    const auto value = [&](int64_t flat) { return number_text((*results.x)[flat]); };
    const std::string to = place(letters.top_letter, output, results.y->shape);
    std::vector<std::string> lines = wrapped(
        canvas, input.texts("sum.placing", {{"from", from(element)}, {"value", value(element)}, {"to", to}}),
        placing_style(canvas), width);
    if (before < 0)
        return lines;
    for (const std::string& line : wrapped(
             canvas,
             input.texts("sum.overlap", {{"place", to}, {"value", value(before)}, {"from", from(before)}}),
             placing_style(canvas), width))
        lines.push_back(line);
    return lines;
}

} // namespace

std::size_t placing_lines(Canvas& canvas, const SceneInput& input, float width) {
    const Results& results = input.results;
    const Operation& op = results.operation;
    bool overlaps = false;
    for (std::size_t a = 0; a < op.dims(); ++a)
        overlaps = overlaps || op.stride[a] < op.kernel_size[a];
    const int64_t last = results.x->count() - 1;
    return sentences(canvas, input, last, results.y->count() - 1, overlaps ? last : -1, width).size();
}

float draw_placing(Canvas& canvas, const SceneInput& input, const Step& step, const Rect& area) {
    const std::vector<std::string> lines =
        sentences(canvas, input, input.cursor.step, step.output,
                  earlier_at_same_place(input.results, input.cursor.step), area.width());
    const TextStyle text = placing_style(canvas);
    float y = area.min.y;
    for (std::size_t i = 0; i < 5; ++i) {
        const bool shown = i < lines.size() && y < area.max.y + canvas.unit;
        canvas.text(shown ? lines[i] : std::string(), {area.min.x, y}, text, tag_of(TagSpace::sum, 0));
        if (shown)
            y += 22 * canvas.unit;
    }
    return y;
}

} // namespace convlens
