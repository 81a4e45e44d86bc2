// A network as source text of another program: its layers, how one follows from another, where its weights
// come from.
#pragma once

#include "codegen/generated_code.h"
#include "convlens/network.h"
#include "document/document.h"

namespace convlens {

/// A class whose layers have the network's names as far as Python's identifiers go, and a script that makes
/// one, loads LAYER.weight and LAYER.bias from the .safetensors file that is named as its argument, and
/// prints what it gives for a random input. PyTorch has all layers; for other frameworks `possible` is false.
/// Range   a fitted network
Code code_of_network(const Network& network, Framework framework);

} // namespace convlens
