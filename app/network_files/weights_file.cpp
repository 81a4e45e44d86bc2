// Every layer's arrays are looked up before the first is changed.
#include "network_files/weights_file.h"

#include "document/evaluate/memory.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "input/gate.h"
#include "input/limits.h"
#include "input/npy_error.h"
#include "input/safetensors.h"
#include "input/shape_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace convlens {
namespace {

constexpr double pytorch_epsilon = 1e-5; // of its BatchNorm layers
constexpr std::size_t alignment = 8;

void require_shape(const Sizes& shape, const Sizes& needed, const std::string& name,
                   const std::string& where) {
    if (shape != needed)
        refuse("error.network_array_shape",
               {{"array", name}, {"value", shape_text(shape)}, {"needed", shape_text(needed)}}, where);
}

/// Numbers for a tensor that the layer has.
Tensor<float> fitting(const WeightsFile& file, const std::string& name, const Tensor<float>& now) {
    if (!file.has(name))
        refuse("error.network_array_missing", {{"array", name}}, file.where());
    require_shape(file.shape(name), now.shape, name, file.where());
    const Tensor<double> numbers = file.array(name);
    return {now.shape, {numbers.data.begin(), numbers.data.end()}};
}

/// (x - mean) / sqrt(variance + epsilon) * weight + bias as x * weight + bias.
void fold_statistics(const WeightsFile& file, const std::string& layer, Tensor<float>& weight,
                     Tensor<float>& bias) {
    const std::string mean_name = layer + ".running_mean", variance_name = layer + ".running_var";
    if (!file.has(mean_name) || !file.has(variance_name))
        return;
    const Tensor<float> mean = fitting(file, mean_name, weight),
                        variance = fitting(file, variance_name, weight);
    for (int64_t c = 0; c < weight.count(); ++c) {
        const double factor = weight[c] / std::sqrt(static_cast<double>(variance[c]) + pytorch_epsilon);
        weight[c] = static_cast<float>(factor);
        bias[c] = static_cast<float>(bias[c] - mean[c] * factor);
        if (!std::isfinite(weight[c]) || !std::isfinite(bias[c]))
            refuse("error.network_not_finite", {{"array", variance_name}}, file.where());
    }
}

struct NewWeights {
    Tensor<float> weight, bias;
};

NewWeights new_weights(const WeightsFile& file, const Layer& layer) {
    NewWeights now;
    if (!layer.weight.data.empty())
        now.weight = fitting(file, layer.name + ".weight", layer.weight);
    if (!layer.bias.data.empty())
        now.bias = fitting(file, layer.name + ".bias", layer.bias);
    if (layer.kind == LayerKind::batch_norm && !now.weight.data.empty() && !now.bias.data.empty())
        fold_statistics(file, layer.name, now.weight, now.bias);
    return now;
}

} // namespace

WeightsFile WeightsFile::at(const std::string& path) {
    return {read_file(path, limits::network_bytes), path};
}

WeightsFile::WeightsFile(std::string bytes, const std::string& where)
    : bytes_(std::make_unique<std::string>(std::move(bytes))), where_(where) {
    const bool is_npz = bytes_->starts_with("PK\3\4") || bytes_->starts_with("PK\5\6");
    if (!is_npz && !begins_as_safetensors(*bytes_, bytes_->size()))
        refuse("error.network_weights_kind", {}, where);
    archive_ = std::make_unique<ArrayArchive>(byte_source(*bytes_), is_npz, where);
    for (std::size_t i = 0; i < names().size(); ++i)
        places_.emplace(names()[i], i);
}

Sizes WeightsFile::shape(const std::string& name) const {
    return archive_->open(places_.at(name)).header.shape;
}

Tensor<double> WeightsFile::array(const std::string& name) const {
    const ArchivedArray array = archive_->open(places_.at(name));
    const std::string place = where_ + ":" + name;
    require_memory(array.header.shape.product() * static_cast<int64_t>(sizeof(double)), place);
    Tensor<double> numbers;
    throw_npy_issue(read_npy_numbers(array.source, array.header, numbers), place);
    const bool is_finite = std::all_of(numbers.data.begin(), numbers.data.end(), [](double number) {
        return std::isfinite(static_cast<float>(number));
    });
    if (!is_finite)
        refuse("error.network_not_finite", {{"array", name}}, where_);
    return numbers;
}

std::map<std::string, std::string> WeightsFile::metadata() const {
    return safetensors_metadata(byte_source(*bytes_));
}

void set_weights(Network& network, const WeightsFile& file) {
    std::vector<NewWeights> all;
    all.reserve(network.layers.size());
    for (const Layer& layer : network.layers)
        all.push_back(new_weights(file, layer));
    for (std::size_t i = 0; i < all.size(); ++i) {
        network.layers[i].weight = std::move(all[i].weight);
        network.layers[i].bias = std::move(all[i].bias);
    }
}

std::vector<std::pair<std::string, const Tensor<float>*>> named_weights(const Network& network) {
    std::vector<std::pair<std::string, const Tensor<float>*>> arrays;
    for (const Layer& layer : network.layers) {
        if (!layer.weight.data.empty())
            arrays.emplace_back(layer.name + ".weight", &layer.weight);
        if (!layer.bias.data.empty())
            arrays.emplace_back(layer.name + ".bias", &layer.bias);
    }
    return arrays;
}

std::string safetensors_of(const std::vector<std::pair<std::string, const Tensor<float>*>>& arrays,
                           const std::map<std::string, std::string>& metadata) {
    static_assert(std::endian::native == std::endian::little);
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t at = 0;
    for (const auto& [name, tensor] : arrays) {
        const std::size_t end = at + tensor->data.size() * sizeof(float);
        header[name] = {{"dtype", "F32"},
                        {"shape", std::vector<int64_t>(tensor->shape.begin(), tensor->shape.end())},
                        {"data_offsets", {at, end}}};
        at = end;
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text.resize((text.size() + alignment - 1) / alignment * alignment, ' ');
    std::string bytes;
    bytes.reserve(sizeof(uint64_t) + text.size() + at);
    for (std::size_t i = 0; i < sizeof(uint64_t); ++i)
        bytes.push_back(static_cast<char>(text.size() >> (8 * i) & 0xFFU));
    bytes += text;
    for (const auto& [name, tensor] : arrays)
        bytes.append(reinterpret_cast<const char*>(tensor->data.data()), tensor->data.size() * sizeof(float));
    return bytes;
}

} // namespace convlens
