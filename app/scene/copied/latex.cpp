// The texts are those of scene/words and of the engine's formulas, so that the table has few rows.
#include "scene/copied/latex.h"

#include "convlens/arithmetic.h"
#include "scene/words/notation.h"

#include <array>
#include <optional>
#include <utility>

namespace convlens {
namespace {

using Letter = std::pair<std::string_view, std::string_view>;

constexpr std::array<Letter, 13> letters{{{"−", "-"},
                                          {"·", " \\cdot "},
                                          {"×", " \\times "},
                                          {"′", "'"},
                                          {"ĩ", "\\tilde{i}"},
                                          {"k̂", "\\hat{k}"},
                                          {"₁", "_1"},
                                          {"₂", "_2"},
                                          {"⌊", "\\lfloor "},
                                          {"⌋", " \\rfloor"},
                                          {"⌈", "\\lceil "},
                                          {"⌉", " \\rceil"},
                                          {"∞", "\\infty"}}};
constexpr std::array<Letter, 11> raised{{{"⁰", "0"},
                                         {"¹", "1"},
                                         {"²", "2"},
                                         {"³", "3"},
                                         {"⁴", "4"},
                                         {"⁵", "5"},
                                         {"⁶", "6"},
                                         {"⁷", "7"},
                                         {"⁸", "8"},
                                         {"⁹", "9"},
                                         {"⁻", "-"}}};

/// The row that the text begins with.
template <std::size_t count>
const Letter* row_at(const std::array<Letter, count>& rows, std::string_view text) {
    for (const Letter& row : rows)
        if (text.starts_with(row.first))
            return &row;
    return nullptr;
}

std::string element(char letter, const Sizes& shape, std::size_t first_axis, int64_t flat) {
    const Sizes indices = spatial_indices(flat, shape, shape.size());
    std::string text = std::string(1, letter) + "_{";
    for (std::size_t axis = first_axis; axis < indices.size(); ++axis)
        text += (axis > first_axis ? "," : "") + std::to_string(indices[axis]);
    return text + "}";
}

/// Batch and channels are named where there are several.
std::size_t first_named(const Sizes& shape) {
    return shape[0] > 1 ? 0 : shape[1] > 1 ? 1 : 2;
}

} // namespace

std::string latex_of(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        if (const Letter* const letter = row_at(letters, text)) {
            result += letter->second;
            text.remove_prefix(letter->first.size());
        } else if (row_at(raised, text) != nullptr) {
            result += "^{";
            while (const Letter* const digit = row_at(raised, text)) {
                result += digit->second;
                text.remove_prefix(digit->first.size());
            }
            result += "}";
        } else {
            result += text.front();
            text.remove_prefix(1);
        }
    }
    return result;
}

std::string latex_number(const NumberText& number) {
    return number.text == "NaN" ? "\\mathrm{NaN}" : latex_of(number.text);
}

std::string latex_factor(const NumberText& number) {
    const std::string text = latex_number(number);
    return text.starts_with('-') ? "(" + text + ")" : text;
}

NumberText latex_digits(const Document& document, double value) {
    const auto digits = static_cast<int>(document.digits);
    return short_number(value, digits > 0 ? digits - 1 : 2);
}

LatexNames::LatexNames(const Operation& operation) : operation_(operation) {}

std::string LatexNames::input(int64_t flat) const {
    const Sizes shape = input_shape(operation_);
    return element(is_swapped(operation_.kind) ? 'y' : 'x', shape, first_named(shape), flat);
}

std::string LatexNames::output(int64_t flat) const {
    const Sizes shape = output_shape(operation_);
    return element(is_swapped(operation_.kind) ? 'x' : 'y', shape, first_named(shape), flat);
}

/// Both channels or none.
std::string LatexNames::weight(int64_t flat) const {
    const Sizes shape = weight_shape(operation_);
    return element('w', shape, first_named(shape) < 2 ? 0 : 2, flat);
}

std::string LatexNames::bias(int64_t output) const {
    if (operation_.out_channels == 1)
        return "b";
    const int64_t map = output / output_size(operation_).product() % operation_.out_channels;
    return "b_{" + std::to_string(map) + "}";
}

} // namespace convlens
