// The title with what is beside and below it, rows of buttons, lines of swatches.
#include "scene/network/controls.h"

#include "scene/network/kit.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float button_height = 34; // units

} // namespace

std::string network_title(const NetworkDocument& document, const Texts& texts) {
    if (const std::string& own = document.title.in(texts.language()); !own.empty())
        return own;
    if (!document.network.built_in.empty())
        return std::string(texts("network.title_" + document.network.built_in));
    return document.network.file_name;
}

float draw_network_title(Canvas& canvas, const NetworkSceneInput& input, const std::string& title,
                         const std::string& remark) {
    const float unit = canvas.unit, left = side_margin(input, unit);
    const float room = input.composition.size.x - 2 * left;
    const Tag tag = tag_of(TagSpace::caption, 0);
    TextStyle quiet{network_type::text * unit, Face::sans, input.theme.quiet};
    if (input.composition.column) {
        const TextStyle bold{network_type::column_title * unit, Face::sans_bold, input.theme.text};
        const float y =
            draw_lines(canvas, wrapped(canvas, title, bold, room), {left, 30 * unit}, bold, 26 * unit, tag);
        return draw_lines(canvas, wrapped(canvas, remark, quiet, room), {left, y}, quiet, 21 * unit, tag) -
               8 * unit;
    }
    fitted_text(canvas, title, {left, 38 * unit},
                {network_type::title * unit, Face::sans_bold, input.theme.text}, room, tag);
    if (canvas.width(remark, quiet) > room)
        quiet.size = network_type::small * unit;
    const float y =
        draw_lines(canvas, wrapped(canvas, remark, quiet, room), {left, 62 * unit}, quiet, 18 * unit, tag);
    return std::max(y - 6 * unit, 74 * unit);
}

namespace {

struct ButtonSizes {
    float text, padding, gap; // units
};

float row_width(Canvas& canvas, const std::vector<NetworkButton>& buttons, const ButtonSizes& sizes) {
    const TextStyle widest{sizes.text * canvas.unit, Face::sans_bold, {}};
    float width = -sizes.gap * canvas.unit;
    for (const NetworkButton& button : buttons)
        width += canvas.width(button.label, widest) + (sizes.padding + sizes.gap) * canvas.unit;
    return width;
}

ButtonSizes sizes_for(Canvas& canvas, const std::vector<NetworkButton>& buttons, float room) {
    constexpr ButtonSizes tried[] = {
        {network_type::text, 32, 10}, {network_type::small, 24, 8}, {network_type::tiny, 16, 6}};
    for (const ButtonSizes& sizes : tried)
        if (row_width(canvas, buttons, sizes) <= room)
            return sizes;
    return {network_type::tiny, 8, 4};
}

} // namespace

float draw_buttons(Canvas& canvas, const NetworkSceneInput& input, const std::vector<NetworkButton>& buttons,
                   Vec2 at, float right) {
    if (!input.composition.choices)
        return at.y;
    const float unit = canvas.unit;
    const ButtonSizes sizes = sizes_for(canvas, buttons, right - at.x);
    for (const NetworkButton& button : buttons) {
        const TextStyle style{sizes.text * unit, button.chosen ? Face::sans_bold : Face::sans,
                              button.chosen ? input.theme.on_accent : input.theme.text, AlignX::center,
                              AlignY::middle};
        TextStyle widest = style;
        widest.face = Face::sans_bold;
        const float width = canvas.width(button.label, widest) + sizes.padding * unit;
        const Tag tag = network_choice_tag(button.action);
        const Rect rect{at, at + Vec2{width, button_height * unit}};
        canvas.card(rect, button.chosen ? input.theme.accent : input.theme.ground,
                    button.chosen ? input.theme.accent : input.theme.hairline, 6 * unit, tag);
        canvas.text(button.label, rect.center(), style, tag);
        at.x += width + sizes.gap * unit;
    }
    return at.y + button_height * unit;
}

void draw_title_buttons(Canvas& canvas, const NetworkSceneInput& input, const std::string& title,
                        std::vector<NetworkButton> buttons) {
    const float unit = canvas.unit, margin = 24 * unit;
    const float begin =
        margin + canvas.width(title, {network_type::title * unit, Face::sans_bold, {}}) + 30 * unit;
    const float right = input.composition.size.x - margin;
    const auto width = [&] { return row_width(canvas, buttons, sizes_for(canvas, buttons, right - begin)); };
    while (!buttons.empty() && width() > right - begin)
        buttons.pop_back();
    if (!buttons.empty())
        draw_buttons(canvas, input, buttons, {right - width(), 10 * unit}, right + unit);
}

std::vector<Swatch> signed_swatches(const NetworkSceneInput& input, const MapStyle& style) {
    return {{style.map.low, {}, std::string(input.texts("network.below_zero"))},
            {style.map.high, {}, std::string(input.texts("network.above_zero"))}};
}

namespace {

constexpr float swatch_side = 11, swatch_gap = 6, entry_gap = 16; // units

TextStyle swatch_style(const Canvas& canvas) {
    return {network_type::small * canvas.unit, Face::sans, canvas.theme.quiet};
}

float entry_width(Canvas& canvas, const Swatch& entry) {
    return (swatch_side + swatch_gap) * canvas.unit + canvas.width(entry.words, swatch_style(canvas));
}

} // namespace

float swatches_width(Canvas& canvas, const std::vector<Swatch>& swatches) {
    float width = 0;
    for (const Swatch& entry : swatches)
        width += entry_width(canvas, entry) + (width > 0 ? entry_gap * canvas.unit : 0);
    return width;
}

void draw_swatches(Canvas& canvas, const std::vector<Swatch>& swatches, Vec2 at) {
    const float unit = canvas.unit;
    for (const Swatch& entry : swatches) {
        Box box = box_of({at - Vec2{0, (swatch_side - 1) * unit}, at + Vec2{swatch_side * unit, unit}});
        box.fill = entry.fill;
        box.stroke = entry.frame.a > 0 ? entry.frame : canvas.theme.hairline;
        box.stroke_width = (entry.frame.a > 0 ? 0.8F * canvas.theme.bold : canvas.theme.line) * unit;
        canvas.add(box);
        canvas.text(entry.words, at + Vec2{(swatch_side + swatch_gap) * unit, 0}, swatch_style(canvas),
                    tag_of(TagSpace::caption, 2));
        at.x += entry_width(canvas, entry) + entry_gap * unit;
    }
}

} // namespace convlens
