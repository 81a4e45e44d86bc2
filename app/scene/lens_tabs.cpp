// Tabs lie in as many lines as they need: a name that is written smaller is not read from the last row.
#include "scene/lens_tabs.h"

#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/words/words.h"

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {
namespace {

constexpr float text_size = 13.5F; // units
constexpr float tab_height = 25;
constexpr float tab_gap = 6;
// Of the sentence: a picture that has room for no lens has the least unit.
constexpr float sentence_size = 18;
constexpr float line_height = 26;

struct Tab {
    Lens lens{};
    std::string name;
    Rect place;
};

TextStyle tab_style(const Canvas& canvas, bool on) {
    return {text_size * canvas.unit, on ? Face::sans_bold : Face::sans,
            on ? canvas.theme.on_accent : canvas.theme.text, AlignX::center, AlignY::middle};
}

/// From left to right, line after line.
std::vector<Tab> tabs_of(Canvas& canvas, const Texts& texts, const LensPlan& plan, Vec2 from, float width) {
    const float unit = canvas.unit;
    std::vector<Tab> tabs;
    Vec2 at = from;
    for (const Lens lens : plan.tabs) {
        Tab tab{lens, lens_name(texts, lens), {}};
        // As wide as when it is shown: nothing moves when another one is.
        const float extent = canvas.width(tab.name, tab_style(canvas, true)) + 20 * unit;
        if (at.x > from.x && at.x + extent > from.x + width)
            at = {from.x, at.y + (tab_height + tab_gap) * unit};
        tab.place = {at, {at.x + extent, at.y + tab_height * unit}};
        at.x += extent + tab_gap * unit;
        tabs.push_back(std::move(tab));
    }
    return tabs;
}

TextStyle sentence_style(const Canvas& canvas) {
    return {sentence_size * canvas.unit, Face::sans, canvas.theme.quiet, AlignX::center, AlignY::middle};
}

std::vector<std::string> sentence(Canvas& canvas, const SceneInput& input, float width) {
    const std::string_view key = input.composition.stage ? "lens.no_room_on_stage" : "lens.no_room";
    return wrapped(canvas, input.texts(key), sentence_style(canvas), width);
}

} // namespace

float lens_tabs_height(Canvas& canvas, const SceneInput& input, const LensPlan& plan, float width) {
    if (plan.none_fits)
        return line_height * canvas.unit * static_cast<float>(sentence(canvas, input, width).size());
    if (plan.tabs.empty())
        return 0;
    return tabs_of(canvas, input.texts, plan, {}, width).back().place.max.y;
}

void draw_lens_tabs(Canvas& canvas, const SceneInput& input, const LensPlan& plan, const Rect& area) {
    const float unit = canvas.unit;
    const Theme& theme = canvas.theme;
    if (plan.none_fits) {
        float y = area.min.y + line_height / 2 * unit;
        for (const std::string& line : sentence(canvas, input, area.width())) {
            canvas.text(line, {area.center().x, y}, sentence_style(canvas), tag_of(TagSpace::caption, 0));
            y += line_height * unit;
        }
        return;
    }
    for (const Tab& tab : tabs_of(canvas, input.texts, plan, area.min, area.width())) {
        const bool on = std::find(plan.shown.begin(), plan.shown.end(), tab.lens) != plan.shown.end();
        const Tag tag = tag_of(TagSpace::lens_tab, static_cast<int64_t>(tab.lens));
        canvas.card(tab.place, on ? theme.accent : theme.card, on ? theme.accent : theme.hairline, 6 * unit,
                    tag);
        canvas.text(tab.name, tab.place.center(), tab_style(canvas, on), tag);
    }
}

} // namespace convlens
