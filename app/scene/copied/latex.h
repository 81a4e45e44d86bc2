// What formulas in LaTeX are made of: the texts of pictures in its letters, numbers, names of elements.
#pragma once

#include "document/document.h"
#include "scene/words/number.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace convlens {

/// What is copied: a text for mathematics (within $ or \[ \], or an environment of amsmath) or for a table,
/// or why there is none, as a sentence in the reader's language; the other of the two is empty.
struct Copied {
    std::string text;
    std::string refusal;
};

/// A text of ours in LaTeX's letters: "2·1 − k̂" is "2 \cdot 1 - \hat{k}", "10⁻³" is "10^{-3}".
std::string latex_of(std::string_view text);

/// "-2", "1.2 \times 10^{-5}", "\infty".
std::string latex_number(const NumberText& number);
/// The same in parentheses where a sign in front of it would be read wrongly.
std::string latex_factor(const NumberText& number);
/// As many digits as the document gives to cells.
NumberText latex_digits(const Document& document, double value);

/// Names of elements of one operation's tensors with the indices below: "w_{0,1}". Item and channels come
/// first where there are several. A transposed convolution leads from y to x.
class LatexNames {
public:
    /// `operation` has no issues.
    explicit LatexNames(const Operation& operation);
    std::string input(int64_t flat) const;
    std::string output(int64_t flat) const;
    std::string weight(int64_t flat) const; // in the document's W
    std::string bias(int64_t output) const; // that is added to a flat index of the output

private:
    const Operation operation_;
};

} // namespace convlens
