// Shapes alone decide; what is ambiguous is refused.
#include "command/arguments/layout.h"

#include "i18n/error.h"

#include <string>

namespace convlens {
namespace {

/// Spatial axes of an array of so many axes, where nothing else says it; 0: not a layout.
std::size_t usual_dims(std::size_t axes) {
    switch (axes) {
    case 1:
        return 1;
    case 2:
        return 2;
    case 3:
        return 1; // (N, C, L)
    case 4:
        return 2;
    case 5:
        return 3;
    default:
        return 0;
    }
}

[[noreturn]] void refuse_axes(const Sizes& shape, std::size_t dims, const char* option) {
    const std::string allowed =
        dims == 0 ? std::string("1, 2, 3, 4, 5") : std::to_string(dims) + ", " + std::to_string(dims + 2);
    throw Error(Error::Fault::request, "error.axes",
                {{"value", std::to_string(shape.size())}, {"choices", allowed}}, option);
}

/// `shape` has `dims` axes, or two more for items and channels.
Sizes with_channels(const Sizes& shape, std::size_t dims) {
    if (shape.size() == dims + 2)
        return shape;
    Sizes full{1, 1};
    for (const int64_t size : shape)
        full.push_back(size);
    return full;
}

/// D as options give it before any file: by --dims, or by the number of sizes.
std::size_t stated_dims(const Parameters& parameters) {
    if (parameters.dims)
        return static_cast<std::size_t>(*parameters.dims);
    return parameters.input_size ? parameters.input_size->size() : 0;
}

} // namespace

Layout layout_of(Kind kind, const Parameters& parameters, const FileShapes& files) {
    Layout layout;
    layout.dims = stated_dims(parameters);
    if (layout.dims == 0 && files.input)
        layout.dims = usual_dims(files.input->size());
    if (layout.dims == 0 && files.weight)
        layout.dims = usual_dims(files.weight->size());
    const auto fits = [&](const Sizes& shape) {
        return layout.dims != 0 && (shape.size() == layout.dims || shape.size() == layout.dims + 2);
    };
    if (files.input && !fits(*files.input))
        refuse_axes(*files.input, layout.dims, "--input");
    if (files.weight && !fits(*files.weight))
        refuse_axes(*files.weight, layout.dims, "--weight");
    if (!files.input && !parameters.input_size)
        throw Error(Error::Fault::request, "error.needs_option", {{"form", "5x5"}}, "--input-size");

    const bool input_is_bare = files.input && files.input->size() == layout.dims;
    const bool weight_is_bare = files.weight && files.weight->size() == layout.dims;
    if (has_weight(kind) && files.input && files.weight && !files.input_is_image &&
        input_is_bare != weight_is_bare)
        throw Error(Error::Fault::request, "error.bare",
                    {{"input", std::to_string(files.input->size())},
                     {"weight", std::to_string(files.weight->size())}},
                    "--weight");
    layout.bare = (!files.input || input_is_bare) && (!files.weight || weight_is_bare);
    if (files.input)
        layout.input = with_channels(*files.input, layout.dims);
    if (files.weight)
        layout.weight = with_channels(*files.weight, layout.dims);
    return layout;
}

} // namespace convlens
