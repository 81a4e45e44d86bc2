// What tensors and their elements are called: as in the figure, with an index below each letter.
#include "scene/lens/gradients/drawing.h"
#include "scene/words/notation.h"

#include <algorithm>

namespace convlens {
namespace {

/// Spatial indices, and in front of them those of the first two axes where there are several.
Sizes indices_of(int64_t flat, const Sizes& shape, std::size_t dims) {
    Sizes indices;
    const int64_t plane = flat / (shape.product() / (shape[0] * shape[1]));
    if (shape[0] > 1)
        indices.push_back(plane / shape[1]);
    if (shape[0] * shape[1] > 1)
        indices.push_back(plane % shape[1]);
    for (const int64_t i : spatial_indices(flat, shape, dims))
        indices.push_back(i);
    return indices;
}

} // namespace

std::string GradientsDrawing::x_name(int64_t x) const {
    return element_name(in_letter(), indices_of(x, results_.x->shape, op_.dims()));
}

std::string GradientsDrawing::y_name(int64_t y) const {
    return element_name(out_letter(), indices_of(y, results_.y->shape, op_.dims()));
}

std::string GradientsDrawing::w_name(int64_t w) const {
    return element_name('w', indices_of(weight_in_document(results_, w), results_.w->shape, op_.dims()));
}

std::string GradientsDrawing::cell_name(TagSpace space, int64_t flat) const {
    const auto element = [&](char letter, int64_t index, const Sizes& shape) {
        return element_name(letter, spatial_indices(index, shape, op_.dims()));
    };
    const auto weight = [&] { return element('w', weight_in_document(results_, flat), results_.w->shape); };
    switch (space) {
    case TagSpace::x:
        return element(in_letter(), flat, results_.x->shape);
    case TagSpace::w:
        return weight();
    case TagSpace::dx:
        return "∂" + element(in_letter(), flat, results_.x->shape);
    case TagSpace::dw:
        return "∂" + weight();
    default:
        return "∂" + element(out_letter(), flat, results_.y->shape);
    }
}

std::string GradientsDrawing::factor_of(TagSpace space) const {
    return names() ? std::string() : format_of(space).factor();
}

PanelHeading GradientsDrawing::in_heading() const {
    return {in(), {}, {}, factor_of(TagSpace::x)};
}

PanelHeading GradientsDrawing::d_in_heading() const {
    return {d_in(), {}, {}, factor_of(TagSpace::dx)};
}

PanelHeading GradientsDrawing::d_out_heading() const {
    return {d_out(), {}, "= ∂J/∂" + out(), factor_of(TagSpace::dy)};
}

/// A true convolution has turned the kernel already: turning it back gives W as it is written.
PanelHeading GradientsDrawing::kernel_heading(bool as_it_slides) const {
    const bool turns = !transposed() && as_it_slides == results_.flipped;
    return {"W", turns ? "reverse" : "", turns ? "↻ 180°" : "", factor_of(TagSpace::w)};
}

PanelHeading GradientsDrawing::dw_heading() const {
    return {"dW", results_.flipped ? "reverse" : "", {}, factor_of(TagSpace::dw)};
}

PanelHeading GradientsDrawing::dw_heading(int64_t w) const {
    PanelHeading heading = dw_heading();
    const Sizes& shape = results_.w->shape;
    const int64_t plane = w / op_.kernel_size.product();
    if (shape[0] * shape[1] > 1) {
        const std::string at = element_brackets('x', {plane / shape[1], plane % shape[1]}).substr(1);
        (results_.flipped ? heading.meaning : heading.name) += at;
    }
    return heading;
}

PanelShape GradientsDrawing::shape_of(const PlaneMap& map, const PanelHeading& heading) const {
    constexpr float remark = 72; // units: which channel
    const float width = heading_width(canvas_, heading);
    return {map.size[1],
            map.size[2],
            map.planes(),
            0,
            0,
            width + 4 * unit_,
            map.planes() > 1 ? width + remark * unit_ : 0};
}

} // namespace convlens
