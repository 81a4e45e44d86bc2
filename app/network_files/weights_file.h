// Weights by name, from a .safetensors or .npz file: into a network's layers, and out of them.
#pragma once

#include "convlens/network.h"
#include "input/array_archive.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace convlens {

/// An archive of arrays in memory.
class WeightsFile {
public:
    /// Reads the file at `path` through the gate. Throws Error naming it: it cannot be read, is over
    /// limits::network_bytes, or neither a .safetensors nor a .npz file.
    static WeightsFile at(const std::string& path);
    /// Of bytes; `where` names them in messages. Throws Error as above.
    WeightsFile(std::string bytes, const std::string& where);

    const std::vector<std::string>& names() const { return archive_->names(); }
    bool has(const std::string& name) const { return places_.contains(name); }
    /// Shape of the array, which is there.
    Sizes shape(const std::string& name) const;
    /// Its numbers. Throws Error where they cannot be read, are over the budget of memory, or one is not
    /// finite.
    Tensor<double> array(const std::string& name) const;
    /// Texts that a .safetensors file has beside its arrays; empty of a .npz file.
    std::map<std::string, std::string> metadata() const;
    const std::string& where() const { return where_; }

private:
    std::unique_ptr<std::string> bytes_; // where the archive reads
    std::string where_;
    std::unique_ptr<ArrayArchive> archive_;
    std::unordered_map<std::string, std::size_t> places_; // in the archive, by name
};

/// Puts weights into the layers that have some, by PyTorch's names: LAYER.weight and LAYER.bias, and of a
/// batch_norm LAYER.running_mean and LAYER.running_var, which are folded in. Other arrays are left alone.
/// Throws Error naming the array that is missing, or has another shape; the network is then as it was.
void set_weights(Network& network, const WeightsFile& file);

/// LAYER.weight and LAYER.bias of every layer that has them, in order. The network outlives them.
std::vector<std::pair<std::string, const Tensor<float>*>> named_weights(const Network& network);

/// The bytes of a .safetensors file: float32, in the order given. Names are well-formed UTF-8.
std::string safetensors_of(const std::vector<std::pair<std::string, const Tensor<float>*>>& arrays,
                           const std::map<std::string, std::string>& metadata = {});

} // namespace convlens
