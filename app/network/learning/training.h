// What is trained with which data: layers for a size of pictures, data as the engine's trainer takes them.
#pragma once

#include "convlens/network.h"
#include "convlens/training.h"
#include "network/data.h"

#include <memory>

namespace convlens {

/// Layers for pictures of that size and that many classes, without weights: as picture_layers(), with
/// more channels where pictures are larger.
Network layers_for(const NetworkData& data);

/// The pictures that are learned from, or those that are held out.
std::shared_ptr<const LabelledImages> labelled_images(const NetworkData& data, bool held_out);

/// Usual numbers of a training on these data: with them the program's own weights are made.
struct UsualTraining {
    TrainingOptions options;
    int64_t epochs = 0;
};
UsualTraining usual_training(const NetworkData& data);

} // namespace convlens
