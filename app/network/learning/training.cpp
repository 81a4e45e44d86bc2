// Digits have 8 and 16 channels; larger pictures more.
#include "network/learning/training.h"

#include "network/layers.h"

#include <utility>

namespace convlens {
namespace {

constexpr int64_t small_side = 12; // pixels

bool is_small(const NetworkData& data) {
    return data.item[1] <= small_side && data.item[2] <= small_side;
}

} // namespace

Network layers_for(const NetworkData& data) {
    return is_small(data) ? picture_layers(data.item, data.classes, data.max_value, 8, 16)
                          : picture_layers(data.item, data.classes, data.max_value, 16, 32);
}

std::shared_ptr<const LabelledImages> labelled_images(const NetworkData& data, bool held_out) {
    auto images = std::make_shared<LabelledImages>();
    images->item = data.item;
    const int64_t size = data.item.product();
    for (const int64_t index : data.indices(held_out)) {
        const auto begin = data.pixels.begin() + index * size;
        images->numbers.insert(images->numbers.end(), begin, begin + size);
        images->labels.push_back(data.labels[static_cast<std::size_t>(index)]);
    }
    return images;
}

UsualTraining usual_training(const NetworkData& data) {
    UsualTraining usual;
    usual.epochs = is_small(data) ? 30 : 8;
    usual.options.learning_rate = is_small(data) ? 0.02 : 0.05;
    usual.options.batch = is_small(data) ? 12 : 64;
    usual.options.momentum = 0.9;
    return usual;
}

} // namespace convlens
