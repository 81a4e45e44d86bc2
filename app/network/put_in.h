// What a document puts into its network, as the tensor that goes in and as a picture to look at.
#pragma once

#include "convlens/network.h"
#include "document/network.h"
#include "network/drawing.h"

#include <memory>
#include <optional>

namespace convlens {

/// What a network takes.
struct InputForm {
    int64_t channels = 0; // 0: not known
    std::size_t axes = 4; // with those of batch and channels
    Sizes spatial;        // fixed sizes; empty: any
    Sizes usual;          // to which larger pictures are brought: the longer side; empty: the spatial one
    double max_value = 255;
    bool is_ink = false; // grey pictures are ink on paper: 0 is paper, max_value ink
};
/// By what the first layers say.
InputForm input_form(const Network& network);
/// The same of a document's network, which may be a built-in one.
InputForm input_form(const NetworkDocument& document);

/// A picture as [1, C, height, width]: scaled to `size`, or where that is empty as the network wants it;
/// averages of areas, as images of figures. Ink: light on dark or dark on light, by its border.
Tensor<float> tensor_of_picture(const Image& image, const InputForm& form, const Sizes& size);
/// The inverse, to be looked at: 1 or 3 channels of two spatial axes; null otherwise.
std::shared_ptr<const Image> picture_of(const Tensor<float>& x, const InputForm& form);

struct PutIn {
    Tensor<float> x;
    std::optional<CountedDrawing> drawing;
    int64_t label = -1; // of a sample; -1: it has none
};
/// A sample of a network without data is its example photograph. What does not exist is brought to the
/// nearest that does.
PutIn put_in(const NetworkDocument& document);

/// The layers that the document's source means.
std::shared_ptr<const Network> network_of(const NetworkSource& source);

} // namespace convlens
