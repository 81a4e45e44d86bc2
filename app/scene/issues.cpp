// The impossible in words: what is wrong, and the nearest possible value to click on.
#include "scene/issues.h"

#include "scene/figure_cells.h"
#include "scene/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {
void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const Theme& theme = input.theme;
    const float width = std::min(area.width(), 560 * unit);
    const float left = area.center().x - width / 2;
    float y = area.center().y - 80 * unit;
    const TextStyle title{22 * unit, Face::sans_bold, theme.text};
    canvas.text(std::string(input.texts("stage.impossible")), {left, y}, title, tag_of(TagSpace::caption, 0));
    y += 34 * unit;
    const TextStyle text{16 * unit, Face::sans, theme.text};
    const TextStyle offer{16 * unit, Face::sans_bold, theme.on_accent, AlignX::left, AlignY::middle};
    const std::size_t shown = std::min<std::size_t>(input.results.issues.size(), 3);
    for (std::size_t i = 0; i < shown; ++i) {
        const Issue& issue = input.results.issues[i];
        for (const std::string& line :
             wrapped(canvas, describe_issue(issue, input.results.operation, input.texts), text, width)) {
            canvas.text(line, {left, y}, text, tag_of(TagSpace::caption, 0));
            y += 24 * unit;
        }
        if (issue.nearest) {
            const std::string words =
                input.texts("stage.nearest", {{"parameter", input.texts(parameter_key(issue.parameter))},
                                              {"nearest", std::to_string(*issue.nearest)}});
            const Rect button{{left, y}, {left + canvas.width(words, offer) + 32 * unit, y + 36 * unit}};
            canvas.card(button, theme.accent, {}, 7 * unit, tag_of(TagSpace::issue, static_cast<int64_t>(i)));
            canvas.text(words, {left + 16 * unit, button.center().y}, offer);
            y += 62 * unit;
        }
    }
}

} // namespace convlens
