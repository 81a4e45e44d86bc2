// Numbers as people read them: decimal digits, halves away from zero, U+2212 as the minus, ×10⁸ for what is
// very large or small. Nothing that is not zero is written as 0. Every number of a tensor in pictures,
// panels and sentences comes from here.
#pragma once

#include "document/document.h"
#include "document/evaluate/magnitudes.h"

#include <string>
#include <utility>

namespace convlens {

/// A number and whether the text says all of it (to the 15 digits that a double keeps).
struct NumberText {
    std::string text;
    bool exact = true;
    /// "=" or "≈", as is true.
    const char* sign() const { return exact ? "=" : "≈"; }
};

/// For terms and sentences: whole numbers whole, others with `decimals` digits behind the point, below 1 with
/// one significant digit more. Zeros at the end stay only where something was rounded off.
NumberText short_number(double value, int decimals = 2);
std::string number_text(double value, int decimals = 2);

/// Two that are compared: with as many decimals as it takes to tell them apart, as far as that is read.
std::pair<std::string, std::string> distinct_numbers(double a, double b, int decimals = 2);

/// For results and what is pointed at: at most seven significant digits, as many as float32 has; whole
/// numbers below 10¹⁵ whole.
NumberText full_number(double value);
/// What was typed, or is written as programs do, with U+2212 for each "-" that is no hyphen.
std::string with_minus_signs(const std::string& text);

/// "= 5", "≈ 0.3333333".
std::string equals_text(double value);

/// How the cells of one tensor are written, the same in every view.
struct NumberFormat {
    int digits = 0;       // significant ones of what is not whole, 1 to max_digits; 0: as many as are needed
    int exponent = 0;     // cells show the value divided by 10 to this power
    bool average = false; // one decimal at least, and no more than one but near 0

    std::string cell(double value) const;
    /// "× 10⁻³", to stand by the tensor's name; empty where cells show the values themselves.
    std::string factor() const;
};

/// A common factor where plain numbers would be too long for a cell.
NumberFormat number_format(const Magnitudes& magnitudes, int digits, bool average);

} // namespace convlens
