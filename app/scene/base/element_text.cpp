// Formats by the tensor that they are of, and elements by the document's choice.
#include "scene/base/element_text.h"

#include "document/evaluate/gradients.h"
#include "scene/base/roles.h"
#include "scene/words/notation.h"

#include <cctype>

namespace convlens {

namespace {

Magnitudes known_magnitudes(const Results& results, const LazyTensor<double>& tensor) {
    if (&tensor == results.x.get())
        return results.x_magnitudes;
    if (&tensor == results.w.get())
        return results.w_magnitudes;
    return &tensor == results.y.get() ? results.y_magnitudes : Magnitudes{};
}

Magnitudes known_magnitudes(const Gradients* gradients, const Tensor<double>& tensor) {
    if (gradients == nullptr)
        return {};
    if (&tensor == &gradients->dx)
        return gradients->dx_magnitudes;
    if (&tensor == &gradients->dw)
        return gradients->dw_magnitudes;
    return &tensor == &gradients->dy ? gradients->dy_magnitudes : Magnitudes{};
}

} // namespace

NumberFormat number_format(const SceneInput& input, const Tensor<double>& tensor) {
    return number_format(known_magnitudes(input.results.gradients.get(), tensor),
                         static_cast<int>(input.document.digits), false);
}

NumberFormat number_format(const SceneInput& input, const LazyTensor<double>& tensor) {
    const Results& results = input.results;
    return number_format(known_magnitudes(results, tensor), static_cast<int>(input.document.digits),
                         &tensor == results.y.get() && results.operation.kind == Kind::avg_pool);
}

namespace {

/// `tensor` is a Tensor or a LazyTensor.
template <class Numbers>
std::string text_of(const SceneInput& input, const Numbers& tensor, char letter, int64_t flat,
                    const NumberFormat& format) {
    switch (input.document.cell_text) {
    case CellText::none:
        return {};
    case CellText::names:
        return element_name(letter,
                            spatial_indices(letter == 'w' ? weight_in_document(input.results, flat) : flat,
                                            tensor.shape, input.results.operation.dims()));
    case CellText::numbers:
        break;
    }
    return format.cell(tensor[flat]);
}

} // namespace

std::string element_text(const SceneInput& input, const LazyTensor<double>& tensor, char letter, int64_t flat,
                         const NumberFormat& format) {
    return text_of(input, tensor, letter, flat, format);
}

std::string element_text(const SceneInput& input, const LazyTensor<double>& tensor, char letter,
                         int64_t flat) {
    return text_of(input, tensor, letter, flat, number_format(input, tensor));
}

std::string element_text(const SceneInput& input, const Tensor<double>& tensor, char letter, int64_t flat) {
    return text_of(input, tensor, letter, flat, number_format(input, tensor));
}

std::string factors_text(const SceneInput& input) {
    if (input.document.cell_text != CellText::numbers)
        return {};
    const Roles named = roles(input.results.operation, input.theme);
    std::string text;
    const auto add = [&](char letter, const LazyTensor<double>* tensor) {
        const std::string factor = tensor != nullptr ? number_format(input, *tensor).factor() : std::string();
        if (factor.empty())
            return;
        text += text.empty() ? "" : " · ";
        text += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        text += " " + factor;
    };
    add(named.base_letter, input.results.x.get());
    add('w', input.results.w.get());
    add(named.top_letter, input.results.y.get());
    return text;
}

} // namespace convlens
