// What `convlens network` and a target network:NET are asked for, as values.
#pragma once

#include "convlens/network.h"
#include "document/network.h"

#include <cstdint>
#include <optional>
#include <string>

namespace convlens {

enum class NetworkTask { list, describe, run, project, strongest, train, export_onnx };

struct NetworkRequest {
    std::optional<NetworkTask> task;
    std::string weights, layer; // a file, a name; empty: not given
    std::optional<int64_t> channel;
    std::optional<Sizes> at;
    std::optional<BackRule> rule;
    std::optional<NetworkView> view; // of render and export
    std::string all;                 // folder for every layer; empty: not given
    bool strongest = false;
    int64_t count = 9;
    std::string data, log; // folder or built-in name; file
    std::optional<int64_t> epochs, batch;
    std::optional<double> learning_rate, momentum;
    bool resume = false;
    bool operator==(const NetworkRequest&) const = default;
};

/// The words after a target's "network:" that render, export and the window take.
inline constexpr std::string_view network_prefix = "network:";

} // namespace convlens
