// Small pictures go through the layers many at a time. Of each picture a few candidates are kept, then the
// strongest of all.
#include "network/strongest.h"

#include "convlens/assert.h"
#include "document/evaluate/cancelled.h"
#include "network/built_in.h"
#include "network/element.h"
#include "network/put_in.h"
#include "network/way_back.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace convlens {
namespace {

constexpr int64_t max_batch = 256;
constexpr int64_t batch_elements = 65536; // of inputs

/// The layers fitted to the shape that comes; they stay as long as the shape does.
class FittedNetwork {
public:
    explicit FittedNetwork(const Network& network) : network_(network) {}
    /// Null: they do not take it.
    const Network* for_shape(const Sizes& shape) {
        if (shape != shape_) {
            shape_ = shape;
            fits_ = !fit(network_, shape);
        }
        return fits_ ? &network_ : nullptr;
    }

private:
    Network network_;
    Sizes shape_;
    bool fits_ = false;
};

/// What neighbours of a place are left out: those less than so many elements away on every axis.
Sizes separation(const Network& network, int layer) {
    const Sizes spatial = spatial_shape(network.layers[static_cast<std::size_t>(layer)]);
    const Sizes seen = receptive_field(network, layer), input = spatial_shape(network.layers[0]);
    Sizes min_distance = spatial;
    if (seen.size() != spatial.size())
        return min_distance; // everything sees everything
    for (std::size_t axis = 0; axis < spatial.size(); ++axis) {
        const double step =
            std::max(1.0, std::round(static_cast<double>(input[axis]) / static_cast<double>(spatial[axis])));
        min_distance[axis] = static_cast<int64_t>(std::ceil(static_cast<double>(seen[axis]) / 2 / step));
    }
    return min_distance;
}

bool is_near(const Sizes& a, const Sizes& b, const Sizes& min_distance) {
    for (std::size_t axis = 0; axis < a.size(); ++axis)
        if (std::abs(a[axis] - b[axis]) >= min_distance[axis])
            return false;
    return true;
}

bool is_stronger(const StrongPlace& a, const StrongPlace& b) {
    return a.value != b.value ? a.value > b.value : a.picture < b.picture;
}

class Search {
public:
    Search(const Network& network, const PictureSet& pictures, StrongestPlaces& found, int64_t count,
           const NetworkOptions& options)
        : fitted_(network), pictures_(pictures), found_(found), count_(count), options_(options) {}

    void run() {
        for (int64_t picture = 0; picture < pictures_.count; ++picture)
            add(picture, pictures_.picture(picture));
        flush();
        std::stable_sort(found_.places.begin(), found_.places.end(), is_stronger);
        found_.places.resize(std::min(found_.places.size(), static_cast<std::size_t>(count_)));
    }

private:
    void add(int64_t picture, const Tensor<float>& x) {
        if (batch_.empty() || x.shape != item_ || static_cast<int64_t>(batch_.size()) == batch_size()) {
            flush();
            item_ = x.shape;
        }
        batch_.push_back(picture);
        data_.insert(data_.end(), x.data.begin(), x.data.end());
    }

    int64_t batch_size() const { return std::clamp<int64_t>(batch_elements / item_.product(), 1, max_batch); }

    void flush() {
        if (batch_.empty())
            return;
        Sizes shape = item_;
        shape[0] = static_cast<int64_t>(batch_.size());
        if (const Network* network = fitted_.for_shape(shape)) {
            const Activations activations =
                forward(*network, {shape, std::move(data_)}, options_, found_.layer);
            go_on(options_.is_cancelled);
            const Tensor<float>& values = activations.values[static_cast<std::size_t>(found_.layer)];
            for (std::size_t item = 0; item < batch_.size(); ++item)
                take_places(*network, values, item);
            found_.pictures += shape[0];
        }
        batch_.clear();
        data_.clear();
    }

    /// Of one item of the batch: its strongest place, or where pictures are few the strongest ones.
    void take_places(const Network& network, const Tensor<float>& values, std::size_t item) {
        const Layer& layer = network.layers[static_cast<std::size_t>(found_.layer)];
        const Sizes spatial = spatial_shape(layer);
        const int64_t plane = spatial.product(), channels = channel_count(layer);
        CONVLENS_ASSERT(found_.channel >= 0 && found_.channel < channels);
        const float* const map =
            values.data.data() + (static_cast<int64_t>(item) * channels + found_.channel) * plane;
        std::vector<bool> is_out(static_cast<std::size_t>(plane));
        const bool one = pictures_.count >= count_;
        const Sizes min_distance = one ? spatial : separation(network, found_.layer);
        for (int64_t taken = 0; taken < (one ? 1 : count_); ++taken) {
            int64_t best = -1;
            for (int64_t at = 0; at < plane; ++at)
                if (!is_out[static_cast<std::size_t>(at)] &&
                    (best < 0 ? map[at] == map[at] : map[at] > map[best]))
                    best = at;
            if (best < 0)
                return;
            StrongPlace place;
            place.picture = batch_[item];
            place.label = pictures_.label(place.picture);
            place.at = unravel_index(best, spatial);
            place.value = map[best];
            for (int64_t at = 0; at < plane; ++at)
                if (at == best || is_near(unravel_index(at, spatial), place.at, min_distance))
                    is_out[static_cast<std::size_t>(at)] = true;
            found_.places.push_back(std::move(place));
        }
    }

    FittedNetwork fitted_;
    const PictureSet& pictures_;
    StrongestPlaces& found_;
    int64_t count_;
    const NetworkOptions& options_;
    Sizes item_;
    std::vector<int64_t> batch_;
    std::vector<float> data_;
};

/// The part of a tensor with as many axes.
Tensor<float> cut_out(const Tensor<float>& tensor, const LayerPart& part) {
    Sizes shape = part.end;
    for (std::size_t axis = 0; axis < shape.size(); ++axis)
        shape[axis] -= part.begin[axis];
    Tensor<float> cut(shape);
    for (int64_t flat = 0; flat < cut.count(); ++flat) {
        Sizes at = unravel_index(flat, shape);
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            at[axis] += part.begin[axis];
        cut[flat] = tensor[ravel_index(at, tensor.shape)];
    }
    return cut;
}

} // namespace

PictureSet pictures_of(const NetworkData& data) {
    PictureSet set;
    set.count = data.count();
    set.picture = [&data](int64_t index) { return data.picture(index); };
    set.label = [&data](int64_t index) -> int64_t { return data.labels[static_cast<std::size_t>(index)]; };
    return set;
}

PictureSet one_picture(Tensor<float> x) {
    PictureSet set;
    set.count = 1;
    set.picture = [x = std::move(x)](int64_t) { return x; };
    return set;
}

PictureSet photographs_for(const NetworkDocument& document) {
    PictureSet set;
    set.count = static_cast<int64_t>(photographs().size());
    const InputForm form = input_form(document);
    set.picture = [form](int64_t index) {
        return tensor_of_picture(*photograph(photographs()[static_cast<std::size_t>(index)]), form, {});
    };
    return set;
}

StrongestPlaces strongest_places(const Network& network, const PictureSet& pictures, int layer,
                                 int64_t channel, int64_t count, const NetworkOptions& options) {
    StrongestPlaces found;
    found.layer = layer;
    found.channel = channel;
    Search(network, pictures, found, count, options).run();
    FittedNetwork fitted(network);
    for (StrongPlace& place : found.places) {
        const Network* const whole = fitted.for_shape(pictures.picture(place.picture).shape);
        Chosen element{layer, channel, place.at, 0, place.value};
        const Sizes spatial = spatial_shape(whole->layers[static_cast<std::size_t>(layer)]);
        element.flat = channel * spatial.product() + ravel_index(place.at, spatial);
        place.patch = seen_by(*whole, layer, part_of(*whole, element))[0];
    }
    return found;
}

void add_patches(const Network& network, const PictureSet& pictures, BackRule rule, StrongestPlaces& places,
                 const NetworkOptions& options) {
    FittedNetwork fitted(network);
    for (StrongPlace& place : places.places) {
        const Tensor<float> x = pictures.picture(place.picture);
        const Network& whole = *fitted.for_shape(x.shape);
        const Activations activations = forward(whole, x, options);
        go_on(options.is_cancelled);
        const Chosen from = element_at(whole, activations.values[static_cast<std::size_t>(places.layer)],
                                       places.layer, places.channel, place.at);
        const WayBack way = way_back(whole, activations, from, rule, options);
        go_on(options.is_cancelled);
        place.pixels = cut_out(x, place.patch);
        place.projection = way.arriving[0].data.empty() ? Tensor<float>(place.pixels.shape)
                                                        : cut_out(way.arriving[0], place.patch);
    }
}

} // namespace convlens
