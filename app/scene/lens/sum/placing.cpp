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

float draw_placing(Canvas& canvas, const SceneInput& input, const Step& step, const Rect& area) {
    const Results& results = input.results;
    const Operation& op = results.operation;
    const Roles letters = roles(op, input.theme);
    const auto place = [&](char letter, int64_t flat, const Sizes& shape) {
        return element_brackets(letter, spatial_indices(flat, shape, op.dims()));
    };
    const auto from = [&](int64_t flat) { return place(letters.base_letter, flat, results.x->shape); };
    const std::string to = place(letters.top_letter, step.output, results.y->shape);
    const TextStyle text{16 * canvas.unit, Face::sans, input.theme.text};
    std::vector<std::string> lines = wrapped(
        canvas,
        input.texts("sum.placing",
                    {{"from", from(input.cursor.step)}, {"value", number_text(step.value)}, {"to", to}}),
        text, area.width());
    if (const int64_t before = earlier_at_same_place(results, input.cursor.step); before >= 0)
        for (const std::string& line :
             wrapped(canvas,
                     input.texts("sum.overlap", {{"place", to},
                                                 {"value", number_text((*results.x)[before])},
                                                 {"from", from(before)}}),
                     text, area.width()))
            lines.push_back(line);
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
