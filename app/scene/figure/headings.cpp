// The names of the planes with their sizes, and of the sheets of a stack.
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/figure/cells.h"
#include "scene/figure/figure.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cctype>

namespace convlens {
namespace {

std::string upper(char letter) {
    return {static_cast<char>(std::toupper(static_cast<unsigned char>(letter)))};
}

} // namespace

/// "channel 2", or what else tells the one sheet of the kernel from the others.
std::string FigureDrawing::weights_alone() const {
    const int64_t depths = model_.axes[0].kernel;
    const int64_t plane = model_.weight_plane(places_.weights_alone);
    const std::string channel = std::to_string(plane / depths);
    const std::string depth = std::to_string(plane % depths);
    return depths == 1            ? input_.texts("figure.channel", {{"index", channel}})
           : model_.channels == 1 ? input_.texts("figure.depth", {{"index", depth}})
                                  : std::string("c ").append(channel).append(", d ").append(depth);
}

/// "12 of 64".
std::string FigureDrawing::shown_of(int64_t shown, int64_t all) const {
    return input_.texts("figure.shown_of", {{"shown", std::to_string(shown)}, {"all", std::to_string(all)}});
}

/// How many of the sheets a strip has.
void FigureDrawing::draw_strip_words() {
    const auto draw = [&](const PlaneShare& share, int64_t shown, int64_t all) {
        if (share.strip.moves.empty())
            return;
        const AlignX side = share.strip_in_column ? AlignX::center : AlignX::left;
        canvas_.text(shown_of(shown, all), share.strip_words,
                     {13 * canvas_.unit, Face::sans, theme_.quiet, side}, tag_of(TagSpace::caption, 1));
    };
    draw(places_.base_share, model_.base.sheets, model_.all_base);
    draw(places_.top_share, model_.top.sheets, model_.all_top);
}

/// "before pooling"; where the values of Y are others than its largest ones, what it gives all the same.
std::string FigureDrawing::pooled_words() const {
    const Results& results = input_.results;
    const int64_t in_plane = results.operation.input_size.product();
    const int64_t out_plane = results.output.product();
    bool alike = true;
    for (int64_t x = 0; x < results.x->count() && alike; ++x)
        alike = (*results.x)[x] == (*results.pooled)[x / in_plane * out_plane + (*results.switches)[x]];
    std::string words(input_.texts(alike ? "figure.pooled" : "figure.pooled_switches"));
    if (!places_.pooled_alone)
        return words;
    const std::string index = std::to_string(model_.top_depth(pooled_sheet(0)));
    const std::string channel = std::to_string(model_.top_channel(pooled_sheet(0)));
    return words + std::string(input_.texts("caption.separator")) +
           (results.operation.dims() == 3 ? input_.texts("figure.depth", {{"index", index}})
                                          : input_.texts("figure.channel", {{"index", channel}}));
}

std::vector<FigureDrawing::Heading> FigureDrawing::headings() const {
    const float unit = canvas_.unit;
    const Operation& op = model_.operation();
    const bool named = input_.composition.size.x >= 560; // in a small picture the figure has the place
    const bool tilted = places_.tilt > 0.5F && !places_.volumes; // else on one line
    std::vector<Heading> all;
    const auto heading = [&](Vec2 at, char letter, const LazyTensor<double>& tensor, Color color,
                             const std::string& details, bool below) {
        const AlignX side = below ? AlignX::right : AlignX::left;
        const std::string factor = input_.document.cell_text == CellText::numbers
                                       ? number_format(input_, tensor).factor()
                                       : std::string();
        const std::string name = upper(letter) + (factor.empty() ? "" : " " + factor);
        Heading h{name,
                  details,
                  {20 * unit, Face::sans_bold, color, side},
                  {13 * unit, Face::sans, theme_.quiet, side},
                  at,
                  at,
                  {}};
        const float first = canvas_.width(name, h.name_style);
        float second = details.empty() ? 0 : canvas_.width(details, h.details_style);
        if (below && second + 4 * unit > at.x) { // beyond the picture's edge
            h.details.clear();
            second = 0;
        }
        h.details_at = at + (below ? Vec2{0, 17 * unit} : Vec2{first + 7 * unit, 0});
        const float wide = below ? std::max(first, second) : first + 7 * unit + second;
        const float left = below ? at.x - wide : at.x;
        h.bounds = {{left, at.y - 16 * unit}, {left + wide, h.details_at.y + 4 * unit}};
        all.push_back(std::move(h));
    };
    const auto size = [&](int64_t channels, const Sizes& sizes, const Stack& stack, const PlaneModel& plane,
                          const PlaneShare& share, int64_t all_sheets, int64_t channel) {
        const bool is_cut = all_sheets > plane.sheets;
        if (is_cut && !share.alone && (!named || tilted))
            return shown_of(plane.sheets, all_sheets);
        if (!named)
            return std::string();
        if (share.alone && !tilted && channels > 1)
            return input_.texts("figure.channel", {{"index", std::to_string(channel)}}) + ", " +
                   size_text(sizes);
        if ((channels == 1 && !is_cut) || tilted || share.alone) // no room for more
            return size_text(sizes);
        const bool has_depths = all_sheets > channels;
        std::string words =
            is_cut ? input_.texts(has_depths ? "figure.sheets_shown" : "figure.channels_shown",
                                  {{"shown", std::to_string(plane.sheets)},
                                   {"all", std::to_string(all_sheets)},
                                   {"size", size_text(sizes)}})
                   : input_.texts("figure.channels_of",
                                  {{"channels", std::to_string(channels)}, {"size", size_text(sizes)}});
        // Over a narrow plane with a neighbour as a shape, channels first.
        float right = 0;
        for (int64_t s = 0; s < plane.sheets; ++s)
            right = std::max(right, stack.of(s).at(0, static_cast<float>(plane.columns)).x);
        const float wide = 30 * unit + canvas_.width(words, {13 * unit, Face::sans, theme_.quiet});
        if (is_cut && !places_.volumes && stack.origin.x + wide > right + 36 * unit)
            words = shown_of(plane.sheets, all_sheets);
        else if (!places_.volumes && stack.origin.x + wide > right + 36 * unit)
            words = std::to_string(channels) + " × " + size_text(sizes);
        return words;
    };
    heading(places_.base_heading, roles_.base_letter, *input_.results.x, roles_.base.heading,
            size(op.in_channels, op.input_size, places_.base, model_.base, places_.base_share,
                 model_.all_base, model_.base_channel(model_.shown_base)),
            tilted);
    heading(places_.top_heading, roles_.top_letter, *input_.results.y, roles_.top.heading,
            input_.composition.veil.result
                ? "?"
                : size(op.out_channels, input_.results.output, places_.top, model_.top, places_.top_share,
                       model_.all_top, model_.top_channel(model_.shown_top)),
            tilted);
    if (has_pooled())
        heading(places_.pooled_heading, roles_.top_letter, *input_.results.pooled, roles_.top.heading,
                pooled_words(), false);
    if (!places_.weights_shown)
        return all;
    const std::string to = std::to_string(model_.out_channel);
    const char* const turned[] = {"figure.reversed", "figure.rotated", "figure.flipped"};
    std::string details = model_.transposed() || input_.results.flipped
                              ? std::string(input_.texts(turned[op.dims() - 1]))
                              : size_text(op.kernel_size);
    if (places_.weights_alone >= 0) // one of several is shown: which
        details = weights_alone() + (op.out_channels > 1 ? " → " + to : "");
    else if (op.out_channels > 1)
        details += " → " + input_.texts("figure.channel", {{"index", to}});
    if (input_.composition.is_narrow_half())
        details = model_.transposed() || input_.results.flipped ? "↻ 180°" : "";
    heading(places_.weights_heading, 'w', *input_.results.w, theme_.w.heading, details, false);
    return all;
}

void FigureDrawing::draw_headings() {
    for (const Heading& h : headings()) {
        canvas_.text(h.name, h.at, h.name_style, tag_of(TagSpace::caption, 1));
        canvas_.text(h.details, h.details_at, h.details_style, tag_of(TagSpace::caption, 1));
    }
}

/// "channel 2" beside each floor of a stack, at the outer side; where floors lie too close, only beside those
/// with room.
void FigureDrawing::draw_sheet_names() {
    if (!places_.volumes || input_.composition.size.x < 560)
        return;
    const Rect kernel = kernel_bounds(places_, model_, canvas_.unit);
    const auto names = [&](const Stack& stack, const PlaneModel& plane, const CellWindow& part,
                           int64_t depths, auto channel_of, auto depth_of, auto is_lit, bool right) {
        const bool channels = channel_of(plane.sheets - 1) != channel_of(0);
        float free = -1e9F; // lower edge of the last name
        TextStyle style{(input_.composition.stage ? 13.0F : 12.0F) * canvas_.unit,
                        Face::sans,
                        {},
                        right ? AlignX::left : AlignX::right};
        for (int64_t s = 0; s < plane.sheets; ++s) {
            const std::string channel = std::to_string(channel_of(s));
            const std::string depth = with_minus_signs(std::to_string(depth_of(s))); // in the padding
            std::string text = plane.sheets < 2 ? std::string()
                               : depths == 1    ? input_.texts("figure.channel", {{"index", channel}})
                               : channels ? std::string("c ").append(channel).append(", d ").append(depth)
                                          : input_.texts("figure.depth", {{"index", depth}});
            const int64_t row = right ? part.end_row() : part.first_row;
            const int64_t column = right ? part.end_column() : part.first_column;
            const Vec2 at = stack.of(s).at(static_cast<float>(row), static_cast<float>(column)) +
                            Vec2{(right ? 6.0F : -6.0F) * canvas_.unit, 4 * canvas_.unit};
            const Vec2 end = at + Vec2{(right ? 1.0F : -1.0F) * canvas_.width(text, style), 0};
            const Rect words{{std::min(at.x, end.x), at.y - style.size}, {std::max(at.x, end.x), at.y}};
            const bool has_room = words.min.x >= 0 && words.max.x <= input_.composition.size.x &&
                                  intersected(words, kernel).empty();
            if (at.y < free || !has_room)
                text.clear();
            else
                free = at.y + 14 * canvas_.unit;
            style.color = is_lit(s) ? theme_.text : theme_.quiet;
            canvas_.text(text, at, style, {});
        }
    };
    names(
        places_.base, model_.base, part_, model_.axes[0].grid,
        [&](int64_t s) { return model_.base_channel(s); },
        [&](int64_t s) { return model_.base_depth(s) - model_.axes[0].lead; },
        [&](int64_t s) { return model_.window_plane(s) >= 0; }, false);
    const int64_t result = model_.result().sheet;
    names(
        places_.top, model_.top, top_part_, input_.results.output.size() == 3 ? input_.results.output[0] : 1,
        [&](int64_t s) { return model_.top_channel(s); }, [&](int64_t s) { return model_.top_depth(s); },
        [&](int64_t s) { return s == result; }, true);
}

} // namespace convlens
