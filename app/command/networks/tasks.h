// The tasks of `convlens network`, one function each. Private to `command`.
#pragma once

#include "command/arguments/command_line.h"
#include "command/json_text.h"
#include "i18n/catalogue.h"
#include "network/results.h"

#include <memory>
#include <string>

namespace convlens {

void list_networks(const CommandLine& request, const Texts& texts);
void describe_network(const CommandLine& request, const Texts& texts);
void run_layers(const CommandLine& request);
void project_down(const CommandLine& request);
void find_strongest(const CommandLine& request, const Texts& texts);
void train_network(const CommandLine& request, const Texts& texts);
void export_network(const CommandLine& request);

/// NET, its weights and what is put in: of a target "network:NET" too.
NetworkDocument network_document(const CommandLine& request);

/// What a file of a task's picture holds, so that it opens at this view; empty with --no-scene.
std::string scene_in_file(const CommandLine& request, NetworkDocument document, NetworkView view);

/// What goes in, and the layers fitted to it. Throws Error where they do not take it.
struct FittedInput {
    std::shared_ptr<const Network> network;
    Tensor<float> x;
};
FittedInput fitted_input(const NetworkDocument& document, const std::string& where);

/// The layers for an input of that size, as --input-size or the network itself says. Throws Error.
std::shared_ptr<const Network> fitted_layers(const NetworkDocument& document, const std::string& where);

/// The layer of --layer; the last where none is given. Throws Error, with a guess.
int asked_layer(const CommandLine& request, const Network& network);
/// The element of --layer, --channel, --at or --strongest. Throws Error where it does not exist.
Chosen asked_element(const CommandLine& request, const Network& network, const Activations& activations);

/// [C, spatial..] of a layer's shape.
Sizes without_batch(const Sizes& shape);
/// "3x320x320"
std::string size_words(const Sizes& sizes);
int asked_threads(const CommandLine& request);

/// The --all folder's name for a layer: 03_conv1.npy.
std::string layer_file_name(const Network& network, int layer);

} // namespace convlens
