// Planes of everything that the views show.
#include "scene/network/network_input.h"

#include <algorithm>

namespace convlens {
namespace {

/// One plane as it is looked at: numbers, or the brightness of a picture.
LayerMaps input_maps(const Tensor<float>& x) {
    if (x.shape.size() < 3 || x.shape[1] != 3)
        return layer_maps(x);
    Sizes shape = x.shape;
    shape[1] = 1;
    Tensor<float> grey(shape);
    const int64_t plane = shape.product() / std::max<int64_t>(shape[0], 1);
    for (int64_t i = 0; i < plane; ++i)
        grey[i] = 0.299F * x[i] + 0.587F * x[plane + i] + 0.114F * x[2 * plane + i];
    return layer_maps(grey);
}

/// Of several channels the mean.
LayerMaps projection_maps(const Tensor<float>& projection) {
    if (projection.shape.size() < 3 || projection.shape[1] != 3)
        return layer_maps(projection);
    Sizes shape = projection.shape;
    shape[1] = 1;
    Tensor<float> mean(shape);
    const int64_t plane = mean.count();
    for (int64_t i = 0; i < plane; ++i)
        mean[i] = (projection[i] + projection[plane + i] + projection[2 * plane + i]) / 3;
    return layer_maps(mean);
}

LayerMaps harm_maps(const Tensor<float>& harm) {
    if (harm.shape.size() != 2)
        return {};
    return layer_maps(Tensor<float>({1, 1, harm.shape[0], harm.shape[1]}, harm.data));
}

/// What arrives at the pixels is looked at as one plane.
NetworkMaps way_maps(const std::vector<Tensor<float>>& arriving) {
    NetworkMaps maps = network_maps(arriving);
    maps.front() = projection_maps(arriving.front());
    return maps;
}

} // namespace

NetworkPictures network_pictures(const NetworkResults& results) {
    NetworkPictures pictures;
    if (results.misfit || !results.activations)
        return pictures;
    pictures.values = network_maps(results.activations->values);
    pictures.input = input_maps(*results.x);
    for (std::size_t rule = 0; rule < results.ways.size(); ++rule)
        if (results.ways[rule])
            pictures.ways[rule] = way_maps(results.ways[rule]->arriving);
    if (results.strongest)
        for (const StrongPlace& place : results.strongest->places)
            pictures.strongest.push_back({input_maps(place.pixels), projection_maps(place.projection)});
    if (results.occlusion)
        pictures.harm = harm_maps(results.occlusion->harm);
    return pictures;
}

} // namespace convlens
