// Samples, photographs, drawings, pictures and numbers, all to the units of the network's data.
#include "network/put_in.h"

#include "convlens/assert.h"
#include "document/image_values.h"
#include "network/built_in.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t usual_side = 320;

/// Channels that the first layer with channels of its own takes; 0: none of those before it keep them.
int64_t first_channels(const Network& network) {
    for (const Layer& layer : network.layers) {
        if (layer.kind == LayerKind::conv || layer.kind == LayerKind::conv_transpose)
            return layer.operation.in_channels;
        if (layer.kind == LayerKind::dense || layer.kind == LayerKind::flatten ||
            layer.kind == LayerKind::reshape)
            return 0;
    }
    return 0;
}

Sizes size_of(const Image& image, const InputForm& form, const Sizes& wanted) {
    if (wanted.size() == 2)
        return wanted;
    if (form.spatial.size() == 2)
        return form.spatial;
    const bool is_known = form.usual.size() == 2;
    return scaled_size(image, is_known ? std::max(form.usual[0], form.usual[1]) : usual_side);
}

/// Paper is what lies along the border.
bool has_light_border(const Tensor<double>& x) {
    const int64_t height = x.shape[2], width = x.shape[3];
    double sum = 0, count = 0;
    for (int64_t row = 0; row < height; ++row)
        for (int64_t column = 0; column < width; ++column)
            if (row == 0 || column == 0 || row == height - 1 || column == width - 1) {
                sum += x[row * width + column];
                count += 1;
            }
    return sum > 127.5 * count;
}

std::string_view example_for(const InputForm& form) {
    return form.channels == 1 ? "camera" : "astronaut";
}

} // namespace

InputForm input_form(const Network& network) {
    InputForm form;
    form.channels = first_channels(network);
    const Layer& input = network.layers[0]; // of an own network, with the shape that it was read for
    const Sizes& declared = input.target.empty() ? input.shape : input.target;
    if (declared.size() < 2)
        return form;
    form.axes = declared.size();
    if (declared[1] > 0)
        form.channels = declared[1];
    for (std::size_t axis = 2; axis < declared.size(); ++axis)
        form.spatial.push_back(declared[axis]);
    if (std::any_of(form.spatial.begin(), form.spatial.end(), [](int64_t size) { return size < 1; })) {
        form.spatial = {};
        for (std::size_t axis = 2; axis < input.shape.size(); ++axis)
            form.usual.push_back(input.shape[axis]);
    }
    return form;
}

InputForm input_form(const NetworkDocument& document) {
    const BuiltInNetwork* const built_in = built_in_network(document.network.built_in);
    const auto& own = document.network.network;
    if (built_in == nullptr || (own && !own->layers[0].target.empty()))
        return input_form(*network_of(document.network));
    InputForm form;
    form.channels = built_in->input[0];
    if (built_in->data != nullptr) {
        form.spatial = {built_in->input[1], built_in->input[2]};
        form.max_value = built_in->data->max_value;
        form.is_ink = true;
    } else {
        form.usual = {built_in->input[1], built_in->input[2]};
    }
    return form;
}

Tensor<float> tensor_of_picture(const Image& image, const InputForm& form, const Sizes& wanted) {
    const Sizes size = size_of(image, form, wanted);
    const int64_t channels = form.channels > 0 ? form.channels : image.channels;
    Tensor<double> pixels({1, channels, size[0], size[1]});
    fill_from_image(image, true, pixels);
    Tensor<float> x(pixels.shape);
    const double scale = form.max_value / 255;
    const bool is_dark_ink = form.is_ink && has_light_border(pixels);
    std::transform(pixels.data.begin(), pixels.data.end(), x.data.begin(), [&](double pixel) {
        return static_cast<float>((is_dark_ink ? 255 - pixel : pixel) * scale);
    });
    return x;
}

std::shared_ptr<const Image> picture_of(const Tensor<float>& x, const InputForm& form) {
    if (x.shape.size() != 4 || (x.shape[1] != 1 && x.shape[1] != 3))
        return nullptr;
    auto image = std::make_shared<Image>();
    image->channels = static_cast<int>(x.shape[1]);
    image->height = static_cast<int>(x.shape[2]);
    image->width = static_cast<int>(x.shape[3]);
    const auto plane = static_cast<std::size_t>(x.shape[2] * x.shape[3]);
    const auto channels = static_cast<std::size_t>(image->channels);
    image->pixels.resize(plane * channels);
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (std::size_t pixel = 0; pixel < plane; ++pixel) {
            const double part = static_cast<double>(x.data[channel * plane + pixel]) / form.max_value;
            const double light = std::clamp(form.is_ink ? 1 - part : part, 0.0, 1.0);
            image->pixels[pixel * channels + channel] =
                static_cast<uint8_t>(std::lround(std::isnan(light) ? 0 : light * 255));
        }
    return image;
}

std::shared_ptr<const Network> network_of(const NetworkSource& source) {
    if (source.network)
        return source.network;
    const bool is_known = built_in_network(source.built_in) != nullptr;
    CONVLENS_ASSERT(is_known);
    return layers_of(source.built_in);
}

PutIn put_in(const NetworkDocument& document) {
    const NetworkInput& input = document.input;
    const InputForm form = input_form(document);
    const BuiltInNetwork* const built_in = built_in_network(document.network.built_in);
    const NetworkData* const data = built_in != nullptr ? built_in->data : nullptr;
    PutIn put;
    switch (input.kind) {
    case NetworkInputKind::sample:
        if (data != nullptr) {
            const int64_t sample = std::clamp<int64_t>(input.sample, 0, data->count() - 1);
            put.x = data->picture(sample);
            put.label = data->labels[static_cast<std::size_t>(sample)];
        } else {
            const auto name = built_in != nullptr ? built_in->example : example_for(form);
            put.x = tensor_of_picture(*photograph(name), form, input.size);
        }
        break;
    case NetworkInputKind::photograph: {
        const auto named = photograph(input.photograph);
        put.x = tensor_of_picture(named ? *named : *photograph(example_for(form)), form, input.size);
        break;
    }
    case NetworkInputKind::drawing:
        put.drawing = counted(input.drawing);
        put.x = put.drawing->x;
        break;
    case NetworkInputKind::image:
        put.x = tensor_of_picture(*input.image, form, input.size);
        break;
    case NetworkInputKind::values:
        put.x = *input.values;
        break;
    }
    return put;
}

} // namespace convlens
