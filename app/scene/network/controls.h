// What is around the maps of a view: its title, the buttons that lead on, and what colours mean.
#pragma once

#include "scene/base/canvas.h"
#include "scene/network/kit.h"
#include "scene/network/network_input.h"
#include "scene/network/network_tags.h"

#include <string>
#include <vector>

namespace convlens {

/// Title and a quiet line below it, two where one has no room; returns their bottom.
float draw_network_title(Canvas& canvas, const NetworkSceneInput& input, const std::string& title,
                         const std::string& remark);
/// The name of what is put in and of the network.
std::string network_title(const NetworkDocument& document, const Texts& texts);

struct NetworkButton {
    NetworkAction action{};
    std::string label;
    bool chosen = false;
};
/// A row from `at` (left end, top), closer together and with smaller words where they would not all have room
/// to `right`; returns its bottom. Nothing where the picture takes no clicks.
float draw_buttons(Canvas& canvas, const NetworkSceneInput& input, const std::vector<NetworkButton>& buttons,
                   Vec2 at, float right);

/// The same, on the line of the title and ending at the right; what has no room beside it is left out.
void draw_title_buttons(Canvas& canvas, const NetworkSceneInput& input, const std::string& title,
                        std::vector<NetworkButton> buttons);

/// What a colour or a frame means.
struct Swatch {
    Color fill, frame; // either may be transparent
    std::string words;
};
/// Below 0 and above, in the colours of the style.
std::vector<Swatch> signed_swatches(const NetworkSceneInput& input, const MapStyle& style);
/// px that a line of it takes.
float swatches_width(Canvas& canvas, const std::vector<Swatch>& swatches);
/// One line of small type from `at`, on its baseline.
void draw_swatches(Canvas& canvas, const std::vector<Swatch>& swatches, Vec2 at);

} // namespace convlens
