// What the parts of a picture mean: the tags that shapes of a Frame bear.
#pragma once

#include "picture/frame.h"

#include <cstdint>
#include <string>

namespace convlens {

/// What a tag's `space` means; `index` is the flat index of the element. SVG groups bear these names.
enum class TagSpace : uint32_t {
    none,
    x,
    w,
    y,
    padded_x,
    window,
    sum,
    formula,
    caption,
    sight,
    issue,
    chrome,
    dx, // gradients: the same indices as the tensors they belong to
    dw,
    dy,
    sheet,       // of a strip; index: sheet_tag
    im2col,      // row * columns + column of the matrix; its vectors W and Y are tagged w and y
    unrolled,    // row * columns + column of C; its vectors X and Y are tagged x and y
    lens,        // the rest of a lens; index: Lens
    lens_tab,    // index: Lens
    lens_choice, // a choice within a lens; index: the lens's own (scene/lens.h)
    // Of networks (scene/network/network_tags.h); a tag's layer is the network's, from 1.
    network_cell,   // a cell of a map
    network_map,    // index: channel
    network_layer,  // its heading
    network_stage,  // index: a stage of the way back
    network_place,  // index: a strong place, or one of the square that covers
    network_pad,    // a pixel of a drawing
    network_weight, // index: of the layer's weights
    network_choice, // index: NetworkAction
    link,           // in a page's words; index: of those on the page (page_links)
    bias            // index: output channel
};
/// Name of a tag space for <g id> in SVG: "input", "kernel", "output", "padding", ...
std::string tag_space_name(uint32_t space);

/// Tag of element `index` of a space.
inline Tag tag_of(TagSpace space, int64_t index) {
    return {static_cast<uint32_t>(space), index};
}

/// Tag of a channel's sheet in a strip: of the results, or of what the window slides over.
inline Tag sheet_tag(int64_t channel, bool of_top) {
    return tag_of(TagSpace::sheet, 2 * channel + (of_top ? 1 : 0));
}

} // namespace convlens
