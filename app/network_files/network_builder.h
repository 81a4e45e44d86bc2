// A Network while it is made from a file: layers are added one by one, each fitted at once, so that the shape
// of every layer is known to who adds the next; names are made unique and printable.
#pragma once

#include "convlens/network.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace convlens {

class NetworkBuilder {
public:
    /// With the input layer.
    NetworkBuilder(std::string_view input_name, const Sizes& input_shape);

    /// Adds a layer; its name is `wanted`, or where that is empty its kind and number, and another where that
    /// is taken. Its reads, numbers and parameters are the caller's. Throws Error where it does not fit, or
    /// there are over limits::network_layers.
    int add(Layer layer, std::string_view wanted);

    const Layer& layer(int number) const { return network_.layers[static_cast<std::size_t>(number)]; }
    const Sizes& shape(int number) const { return layer(number).shape; }

    /// Notes that weights take so many numbers more. Throws Error where all of them are over the budget of
    /// memory.
    void charge_weights(int64_t count);
    /// The same of numbers that are worked out while reading: limits::network_folded in all.
    void charge_folded(int64_t count);

    /// The network up to `last`, with nothing that does not lead to it; to be asked once.
    Network take(int last);

private:
    std::string unique_name(std::string_view wanted, LayerKind kind);

    Network network_;
    std::unordered_set<std::string> names_;
    int64_t weights_ = 0, folded_ = 0;
};

/// At most 200 bytes of well-formed UTF-8 without control characters.
std::string printable_name(std::string_view name);

/// Throws Error, without a place: the sentence of a layer that does not fit.
[[noreturn]] void refuse_layer(const Network& network, const NetworkIssue& issue);

} // namespace convlens
