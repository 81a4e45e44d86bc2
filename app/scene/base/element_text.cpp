// Formats by the tensor that they are of, and elements by the document's choice.
#include "scene/base/element_text.h"

#include "scene/base/roles.h"
#include "scene/words/notation.h"

#include <cctype>

namespace convlens {

NumberFormat number_format(const SceneInput& input, const Tensor<double>& tensor) {
    const Results& results = input.results;
    const bool is_y = &tensor == results.y.get();
    const Magnitudes magnitudes = is_y                         ? results.y_magnitudes
                                  : &tensor == results.x.get() ? results.x_magnitudes
                                  : &tensor == results.w.get() ? results.w_magnitudes
                                                               : Magnitudes{};
    return number_format(magnitudes, static_cast<int>(input.document.digits),
                         is_y && results.operation.kind == Kind::avg_pool);
}

NumberFormat plain_format(const SceneInput& input) {
    return {static_cast<int>(input.document.digits), 0, false};
}

std::string element_text(const SceneInput& input, const Tensor<double>& tensor, char letter, int64_t flat) {
    return element_text(input, tensor, letter, flat, number_format(input, tensor));
}

std::string element_text(const SceneInput& input, const Tensor<double>& tensor, char letter, int64_t flat,
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

std::string factors_text(const SceneInput& input) {
    if (input.document.cell_text != CellText::numbers)
        return {};
    const Roles named = roles(input.results.operation, input.theme);
    std::string text;
    const auto add = [&](char letter, const Tensor<double>* tensor) {
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
