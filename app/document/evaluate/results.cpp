// Y from other numbers, and where an element of W lies in the document.
#include "document/evaluate/results.h"

#include "document/evaluate/evaluator.h"
#include "document/image_values.h"

#include <algorithm>
#include <cstddef>

namespace convlens {
Tensor<double> result_of(const Results& results, const Tensor<double>& x, const Tensor<double>* w) {
    return Evaluator(results).result_of(results, x, w);
}

int64_t turned(const Operation& operation, int64_t weight) {
    const int64_t kernel = operation.kernel_size.product();
    return weight / kernel * kernel + (kernel - 1 - weight % kernel);
}

int64_t weight_in_document(const Results& results, int64_t flat) {
    return results.flipped ? turned(results.operation, flat) : flat;
}

Source input_of(const Document& document) {
    Source source = document.input;
    source.exact_pixels = document.max_cells == 0;
    return source;
}

double bias_of_map(const std::vector<double>& bias, int64_t map) {
    return map < static_cast<int64_t>(bias.size()) ? bias[static_cast<std::size_t>(map)] : 0;
}

int64_t map_of(const Sizes& shape, int64_t flat) {
    return flat / (shape.product() / (shape[0] * shape[1])) % shape[1];
}

std::vector<double> bias_of(const Document& document, const Operation& operation) {
    if (!has_weight(operation.kind))
        return {};
    const auto channels = static_cast<std::size_t>(std::max<int64_t>(operation.out_channels, 0));
    const std::size_t count = std::min(document.bias.size(), channels);
    return {document.bias.begin(), document.bias.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::optional<double> bias_at(const Results& results, int64_t output) {
    if (!results.bias)
        return std::nullopt;
    return bias_of_map(*results.bias, output / results.output.product() % results.operation.out_channels);
}

std::optional<double> bias_at(const Document& document, const Operation& operation, int64_t output) {
    if (!has_weight(operation.kind) || document.bias.empty())
        return std::nullopt;
    return bias_of_map(document.bias, map_of(output_shape(operation), output));
}

Operation operation_of(const Document& document) {
    Operation operation = document.operation;
    if (document.input.kind != SourceKind::image || !document.input.image || operation.dims() != 2)
        return operation;
    const Image& image = *document.input.image;
    operation.input_size = scaled_size(image, document.max_cells);
    operation.in_channels = document.color && image.channels == 3 ? 3 : 1;
    if (!has_weight(operation.kind)) {
        operation.out_channels = operation.in_channels;
    } else if (document.weight.kind == SourceKind::kernel) {
        // The named kernel acts on each channel for itself.
        operation.groups = operation.in_channels;
        operation.out_channels = operation.in_channels;
    }
    return operation;
}

} // namespace convlens
