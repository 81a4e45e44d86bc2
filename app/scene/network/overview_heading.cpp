// What is said of a layer above its maps.
#include "scene/network/overview_layout.h"

#include "scene/network/columns.h"
#include "scene/network/kit.h"
#include "scene/words/notation.h"

#include <utility>

namespace convlens {
namespace {

/// "4 of 16, 318 × 318"; where that has no room, or all are shown, "16 of 318 × 318".
std::string maps_text(Canvas& canvas, const NetworkSceneInput& input, const MapsPlace& place, float width) {
    const LayerFacts& facts = input.results.facts[static_cast<std::size_t>(place.column.shown)];
    const std::string size = size_text(facts.spatial), count = count_text(facts.channels);
    const std::string part = input.texts(
        "network.maps_shown", {{"shown", std::to_string(place.count)}, {"count", count}, {"size", size}});
    const TextStyle smallest{network_type::tiny * canvas.unit, Face::sans, {}};
    const bool shows_part = place.count > 0 && place.count < facts.channels;
    return shows_part && canvas.width(part, smallest) <= width
               ? part
               : input.texts("network.maps", {{"count", count}, {"size", size}});
}

/// Facts below a layer's name; of the number of parameters the form that has room.
std::vector<std::string> layer_facts_text(Canvas& canvas, const NetworkSceneInput& input,
                                          const MapsPlace& place, const TextStyle& style, float width) {
    const auto layer = static_cast<std::size_t>(place.column.shown);
    const LayerFacts& facts = input.results.facts[layer];
    const std::string size = size_text(facts.spatial);
    std::vector<std::string> texts;
    if (facts.spatial.empty())
        texts.push_back(input.texts("network.units", {{"count", count_text(facts.channels)}}));
    else if (place.is_input)
        texts.push_back(facts.channels > 1 ? count_text(facts.channels) + " × " + size : size);
    else
        texts.push_back(maps_text(canvas, input, place, width));
    if (place.column.layers.front() != 0 && !facts.receptive_field.empty())
        texts.push_back(input.texts("network.sees_size", {{"size", size_text(facts.receptive_field)}}));
    int64_t parameters = 0;
    for (const int i : place.column.layers)
        parameters += input.results.facts[static_cast<std::size_t>(i)].parameters;
    if (parameters == 0)
        return texts;
    const std::string count = count_text(parameters);
    texts.push_back(input.texts("network.parameters", {{"count", count}}));
    if (canvas.width(texts.back(), style) > width)
        texts.back() = input.texts("network.parameters_short", {{"count", count}});
    return texts;
}

} // namespace

float pages_width(const NetworkSceneInput& input, const MapsPlace& place, float unit) {
    const int64_t channels =
        input.pictures.values[static_cast<std::size_t>(place.column.shown)].grid.channels;
    const bool has_pages =
        input.composition.choices && !place.is_input && place.count > 0 && place.count < channels;
    return has_pages ? (2 * page_button + 3 * page_gap) * unit : 0;
}

LayerHeading layer_heading(Canvas& canvas, const NetworkSceneInput& input, const MapsPlace& place) {
    const float width = place.area.width() - pages_width(input, place, canvas.unit);
    const TextStyle bold{0.9F * network_type::heading * canvas.unit, Face::sans_bold, {}};
    const TextStyle quiet{network_type::small * canvas.unit, Face::sans, {}};
    const std::vector<std::string> parts = column_title(input.texts, *input.results.network, place.column);
    LayerHeading heading{parts.front(), {}};
    std::string rest;
    for (std::size_t i = 1; i < parts.size(); ++i)
        rest += (rest.empty() ? "+ " : " + ") + parts[i];
    if (!rest.empty() && canvas.width(heading.title + " " + rest, bold) <= width)
        heading.title += " " + std::exchange(rest, {});
    heading.lines = joined_lines(canvas, layer_facts_text(canvas, input, place, quiet, place.area.width()),
                                 quiet, place.area.width());
    if (rest.empty())
        return heading;
    std::vector<std::string> lines{rest};
    if (canvas.width(rest, quiet) > place.area.width()) { // a line each
        lines.clear();
        for (std::size_t i = 1; i < parts.size(); ++i)
            lines.push_back("+ " + parts[i]);
    }
    heading.lines.insert(heading.lines.begin(), lines.begin(), lines.end());
    return heading;
}

} // namespace convlens
