// The sentence of an unpooling: where its element goes, and what lay in that place before.
#include "scene/lens/sum/placing.h"

#include "document/evaluate/results.h"
#include "document/evaluate/unpooling.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/words/notation.h"

#include <string>
#include <utility>
#include <vector>

namespace convlens {

namespace {

constexpr std::size_t max_lines = 5;

TextStyle placing_style(const Canvas& canvas, float size = 16) {
    return {size * canvas.unit, Face::sans, canvas.theme.text};
}
float leading(const TextStyle& style) {
    return 1.375F * style.size;
}

/// Where the element goes, and what lay there before: the element `before`, -1: none.
std::vector<std::string> sentences(const SceneInput& input, int64_t element, int64_t output, int64_t before) {
    const Results& results = input.results;
    const Operation& op = results.operation;
    const Roles letters = roles(op, input.theme);
    const auto place = [&](char letter, int64_t flat, const Sizes& shape) {
        return element_brackets(letter, spatial_indices(flat, shape, op.dims()));
    };
    const auto from = [&](int64_t flat) { return place(letters.base_letter, flat, results.x->shape); };
    const std::string to = place(letters.top_letter, output, results.y->shape);
    std::vector<std::string> all{input.texts(
        "sum.placing", {{"from", from(element)}, {"value", equals_text((*results.x)[element])}, {"to", to}})};
    if (before >= 0)
        all.push_back(input.texts(
            "sum.overlap",
            {{"place", to}, {"value", full_number((*results.x)[before]).text}, {"from", from(before)}}));
    return all;
}

std::vector<std::string> lines_of(Canvas& canvas, const std::vector<std::string>& sentences,
                                  std::size_t count, const TextStyle& style, float width) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i)
        for (std::string& line : wrapped(canvas, sentences[i], style, width))
            lines.push_back(std::move(line));
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
    const std::vector<std::string> all = sentences(input, last, results.y->count() - 1, overlaps ? last : -1);
    return lines_of(canvas, all, all.size(), placing_style(canvas), width).size();
}

float draw_placing(Canvas& canvas, const SceneInput& input, const Step& step, const Rect& area) {
    const std::vector<std::string> all = sentences(input, input.cursor.step, step.output,
                                                   earlier_at_same_place(input.results, input.cursor.step));
    // Whole sentences: smaller where they need it, the first one alone where both have no room.
    TextStyle text = placing_style(canvas);
    std::vector<std::string> lines;
    const auto fits = [&](std::size_t count, float size) {
        text = placing_style(canvas, size);
        lines = lines_of(canvas, all, count, text, area.width());
        const float last = area.min.y + leading(text) * static_cast<float>(lines.size() - 1);
        return lines.size() <= max_lines && last <= area.max.y + canvas.unit;
    };
    if (!fits(all.size(), 16) && !fits(all.size(), 13) && !fits(1, 16))
        fits(1, 13);
    float y = area.min.y;
    for (std::size_t i = 0; i < max_lines; ++i) {
        const bool shown = i < lines.size();
        canvas.text(shown ? lines[i] : std::string(), {area.min.x, y}, text, tag_of(TagSpace::sum, 0));
        if (shown)
            y += leading(text);
    }
    return y;
}

} // namespace convlens
