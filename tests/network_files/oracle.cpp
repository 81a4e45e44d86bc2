// Inputs beyond the first go in as weights by their names.
#include "network_files/oracle.h"

#include "i18n/catalogue.h"
#include "i18n/error.h"
#include "input/gate.h"
#include "network_files/onnx_model.h"
#include "network_files/read_onnx.h"
#include "network_files/weights_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t max_bytes = 1 << 30;

std::string sentence(const Error& error) {
    std::vector<std::pair<std::string_view, std::string_view>> values(error.values.begin(),
                                                                      error.values.end());
    return "refused: " + Texts(Language::en).fill(error.key, values);
}

std::string difference(const std::vector<double>& found, const Sizes& found_shape,
                       const std::vector<double>& wanted, const Sizes& wanted_shape, double relative) {
    // A network has no tensors without axes.
    const bool is_scalar = wanted_shape.empty() && found_shape == Sizes{1};
    if (found_shape != wanted_shape && !is_scalar)
        return "another shape";
    double largest = 0, worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (std::isfinite(wanted[i]))
            largest = std::max(largest, std::abs(wanted[i]));
        if (!(found[i] == wanted[i]) && !(std::isnan(found[i]) && std::isnan(wanted[i])))
            worst =
                std::max(worst, std::isnan(found[i] - wanted[i]) ? INFINITY : std::abs(found[i] - wanted[i]));
    }
    return worst <= relative * largest
               ? ""
               : "differs by " + std::to_string(worst) + " of " + std::to_string(largest);
}

template <class T> std::vector<double> doubles(const std::vector<T>& numbers) {
    return {numbers.begin(), numbers.end()};
}

std::string compared(const OnnxNetwork& read, const std::vector<float>& x, const std::vector<double>& y,
                     const Sizes& y_shape, double relative) {
    if (read.constant)
        return difference(read.constant->data, read.constant->shape, y, y_shape, relative);
    const Activations given = forward(read.network, {read.network.layers.front().shape, x});
    return difference(doubles(given.values.back().data), given.values.back().shape, y, y_shape, relative);
}

/// ONNX counts through all items and channels, a pool's switches within a map.
std::string compared_switches(const OnnxNetwork& read, const std::vector<float>& x,
                              const OnnxTensor& wanted) {
    const Activations given = forward(read.network, {read.network.layers.front().shape, x});
    const Tensor<int64_t>& switches = given.switches.back();
    const Sizes& from = read.network.layers.front().shape;
    const int64_t map = from.product() / (from[0] * from[1]), pooled = switches.count() / (from[0] * from[1]);
    std::vector<double> all;
    for (int64_t i = 0; i < switches.count(); ++i)
        all.push_back(static_cast<double>(switches[i] + i / pooled * map));
    const std::string found = difference(all, switches.shape, onnx_numbers<double>(wanted), wanted.shape, 0);
    return found.empty() ? "" : "indices: " + found;
}

std::string compare_folder(const std::string& folder, double relative) {
    const std::string bytes = read_file(folder + "/model.onnx", max_bytes);
    const OnnxModel model = onnx_model(bytes);
    std::vector<std::string> files;
    std::vector<OnnxTensor> tensors;
    for (int i = 0; std::filesystem::exists(folder + "/test_data_set_0/input_" + std::to_string(i) + ".pb");
         ++i)
        files.push_back(read_file(folder + "/test_data_set_0/input_" + std::to_string(i) + ".pb", max_bytes));
    std::vector<std::pair<std::string, Tensor<float>>> arrays;
    for (std::size_t i = 0; i < files.size(); ++i) {
        tensors.push_back(onnx_tensor(files[i]));
        const bool is_named =
            std::any_of(model.inputs.begin(), model.inputs.end(),
                        [&](const OnnxPort& port) { return port.name == tensors.back().name; });
        const std::string name(is_named ? tensors.back().name : model.inputs.at(i).name);
        if (i > 0)
            arrays.emplace_back(name,
                                Tensor<float>(tensors.back().shape, onnx_numbers<float>(tensors.back())));
    }
    std::vector<std::pair<std::string, const Tensor<float>*>> named;
    for (const auto& [name, tensor] : arrays)
        named.emplace_back(name, &tensor);
    const WeightsFile weights(safetensors_of(named), "inputs");
    OnnxRequest request;
    request.weights = &weights;
    if (!tensors.empty())
        request.input_shape = tensors.front().shape;
    const OnnxNetwork read = read_onnx(bytes, request);
    const std::string output = read_file(folder + "/test_data_set_0/output_0.pb", max_bytes);
    const OnnxTensor y = onnx_tensor(output);
    const std::vector<float> x =
        tensors.empty() ? std::vector<float>(1) : onnx_numbers<float>(tensors.front());
    std::string found = compared(read, x, onnx_numbers<double>(y), y.shape, relative);
    const std::string indices = folder + "/test_data_set_0/output_1.pb";
    const bool is_pool = model.nodes.size() == 1 && model.nodes.front().op == "MaxPool";
    const bool is_by_rows = folder.find("argmax_2d_precomputed_strides") == std::string::npos; // by columns
    if (found.empty() && is_pool && is_by_rows && std::filesystem::exists(indices)) {
        const std::string second = read_file(indices, max_bytes);
        found = compared_switches(read, x, onnx_tensor(second));
    }
    return found;
}

} // namespace

std::string oracle_difference(const std::string& folder, double relative) {
    try {
        return compare_folder(folder, relative);
    } catch (const Error& error) {
        return sentence(error);
    }
}

std::string pytorch_difference(const std::string& name, double relative) {
    try {
        const WeightsFile known = WeightsFile::at(name + ".safetensors");
        const Tensor<double> x = known.array("x"), y = known.array("y");
        OnnxRequest request;
        request.input_shape = x.shape;
        const std::string bytes = read_file(name + ".onnx", max_bytes);
        return compared(read_onnx(bytes, request), {x.data.begin(), x.data.end()}, y.data, y.shape, relative);
    } catch (const Error& error) {
        return sentence(error);
    }
}

} // namespace convlens
