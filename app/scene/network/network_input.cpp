// Planes and pictures of everything that the views show.
#include "scene/network/network_input.h"

#include "network/picture_change.h"
#include "scene/base/photo.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

int64_t plane_size(const Tensor<float>& values) {
    int64_t size = 1;
    for (std::size_t axis = 2; axis < values.shape.size(); ++axis)
        size *= values.shape[axis];
    return size;
}

LayerMaps mean_maps(const Tensor<float>& values) {
    if (values.shape.size() < 3 || values.shape[1] == 1)
        return layer_maps(values);
    Sizes shape = values.shape;
    shape[0] = shape[1] = 1;
    Tensor<float> mean(shape);
    const int64_t plane = plane_size(values), channels = values.shape[1];
    for (int64_t channel = 0; channel < channels; ++channel)
        for (int64_t i = 0; i < plane; ++i)
            mean[i] += values[channel * plane + i] / static_cast<float>(channels);
    return layer_maps(mean);
}

bool is_colored(const Tensor<float>& values) {
    return values.shape.size() == 4 && (values.shape[1] == 1 || values.shape[1] == 3);
}

/// How many pixels of a photo each of a few becomes on each axis, so that they are seen as squares.
int64_t repeats(const Sizes& shape) {
    constexpr int64_t few = 48, sharp = 144;
    const int64_t side = std::max(shape[2], shape[3]);
    return side <= few ? sharp / std::max<int64_t>(side, 1) : 1;
}

/// Values to 0..255 by `zero + value * factor`.
std::shared_ptr<const PhotoPixels> photo_of_values(const Tensor<float>& values, float zero, float factor) {
    const int64_t times = repeats(values.shape), rows = values.shape[2], columns = values.shape[3];
    Image image;
    image.height = static_cast<int>(times * rows);
    image.width = static_cast<int>(times * columns);
    image.channels = static_cast<int>(values.shape[1]);
    image.pixels.reserve(static_cast<std::size_t>(times * times * rows * columns * values.shape[1]));
    for (int64_t y = 0; y < times * rows; ++y)
        for (int64_t x = 0; x < times * columns; ++x)
            for (int64_t channel = 0; channel < values.shape[1]; ++channel) {
                const float value =
                    zero + values[(channel * rows + y / times) * columns + x / times] * factor;
                image.pixels.push_back(static_cast<uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F))));
            }
    return photo_of(image);
}

float largest_of(const Tensor<float>& values) {
    float largest = 0;
    for (const float value : values.data)
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(value));
    return largest;
}

/// The magnitude that 99 of 100 numbers other than 0 do not exceed: one pixel alone would leave all others
/// grey.
float usual_largest(const Tensor<float>& values) {
    constexpr double share = 0.99;
    std::vector<float> sizes;
    for (const float value : values.data)
        if (std::isfinite(value) && value != 0)
            sizes.push_back(std::abs(value));
    if (sizes.empty())
        return 0;
    const auto at =
        sizes.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    return *at;
}

/// The part of a picture [1, C, rows, columns].
Tensor<float> cropped(const Tensor<float>& values, const LayerPart& part) {
    Sizes shape = values.shape;
    for (std::size_t axis = 2; axis < 4; ++axis)
        shape[axis] = part.end[axis] - part.begin[axis];
    Tensor<float> crop(shape);
    for (int64_t i = 0; i < crop.count(); ++i) {
        Sizes at = unravel_index(i, shape);
        for (std::size_t axis = 2; axis < 4; ++axis)
            at[axis] += part.begin[axis];
        crop[i] = values[ravel_index(at, values.shape)];
    }
    return crop;
}

/// `is_photo`: of a photograph. `is_signed`: grey is 0.
InputPicture input_picture(const Tensor<float>& values, bool is_photo, bool is_signed) {
    InputPicture picture;
    if (values.data.empty())
        return picture;
    picture.maps = mean_maps(values);
    picture.largest = largest_of(values);
    if (is_photo && is_colored(values)) {
        if (is_signed)
            picture.largest = usual_largest(values);
        const float largest = picture.largest > 0 ? picture.largest : 1;
        picture.photo =
            is_signed ? photo_of_values(values, 127.5F, 127.5F / largest) : photo_of_values(values, 0, 1);
    }
    return picture;
}

/// What a way back brings to the pixels: of a photograph the part that the element sees.
InputPicture pixels_of(const NetworkResults& results, const WayBack& way, bool is_photo) {
    const Tensor<float>& pixels = way.arriving.front();
    if (!is_photo || !is_colored(pixels))
        return input_picture(pixels, false, true);
    const Network& network = *results.network;
    const LayerPart of =
        part_of(network.layers[static_cast<std::size_t>(way.from.layer)].shape, way.from.flat);
    return input_picture(cropped(pixels, seen_by(network, way.from.layer, of).front()), true, true);
}

LayerMaps harm_maps(const Tensor<float>& harm) {
    if (harm.shape.size() != 2)
        return {};
    return layer_maps(Tensor<float>({1, 1, harm.shape[0], harm.shape[1]}, harm.data));
}

/// Boxes are groups of five channels, the last of which is the score before its sigmoid.
LayerMaps score_maps(const Tensor<float>& output) {
    constexpr int64_t per_box = 5;
    if (output.shape.size() != 4 || output.shape[1] % per_box != 0)
        return {};
    const int64_t plane = plane_size(output);
    Tensor<float> best({1, 1, output.shape[2], output.shape[3]});
    for (int64_t channel = per_box - 1; channel < output.shape[1]; channel += per_box)
        for (int64_t i = 0; i < plane; ++i)
            best[i] = std::max(best[i], 1 / (1 + std::exp(-output[channel * plane + i])));
    return layer_maps(best);
}

LayerMaps ink_maps(const Drawing& drawing) {
    Tensor<float> ink({1, 1, Drawing::side, Drawing::side});
    for (int y = 0; y < Drawing::side; ++y)
        for (int x = 0; x < Drawing::side; ++x)
            ink[y * Drawing::side + x] = drawing.has_ink(y, x) ? 1.0F : 0.0F;
    return layer_maps(ink);
}

} // namespace

NetworkPictures network_pictures(const NetworkDocument& document, const NetworkResults& results) {
    NetworkPictures pictures;
    if (results.misfit || !results.activations)
        return pictures;
    const Tensor<float>& x = *results.x;
    const bool is_photo = x.shape.size() == 4 && std::max(x.shape[2], x.shape[3]) > max_number_side;
    pictures.values = network_maps(results.activations->values);
    pictures.input = input_picture(x, is_photo && !results.picture, false);
    if (results.picture && is_photo)
        pictures.input.photo = photo_of(*results.picture);
    for (std::size_t rule = 0; rule < results.ways.size(); ++rule)
        if (results.ways[rule]) {
            pictures.ways[rule] = network_maps(results.ways[rule]->arriving);
            pictures.pixels[rule] = pixels_of(results, *results.ways[rule], is_photo);
        }
    if (results.strongest)
        for (const StrongPlace& place : results.strongest->places)
            pictures.strongest.push_back({input_picture(place.pixels, is_photo, false),
                                          input_picture(place.projection, is_photo, true)});
    if (document.network.built_in == "face")
        pictures.scores = score_maps(results.activations->values.back());
    if (results.drawing) {
        pictures.drawn = ink_maps(document.input.drawing);
        pictures.scaled = ink_maps(results.drawing->scaled);
    }
    if (results.invariance && !results.invariance->amounts.empty()) {
        const InvarianceCurve& curve = *results.invariance;
        const double ends[] = {curve.amounts.front(), curve.amounts.back()};
        for (std::size_t i = 0; i < pictures.changed.size(); ++i)
            pictures.changed[i] = input_picture(changed(x, curve.change, ends[i]), is_photo, false);
    }
    if (results.occlusion)
        pictures.harm = harm_maps(results.occlusion->harm);
    return pictures;
}

} // namespace convlens
