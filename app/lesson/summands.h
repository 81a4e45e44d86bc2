// What one element of a tensor is made of: the products, or the numbers of a window.
#pragma once

#include "document/document.h"
#include "lesson/question.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace convlens {

struct Summands {
    enum class Form {
        products, // first times second, added up
        mean,     // of the firsts
        maximum,  // of the firsts
        sum       // of the firsts
    };
    Form form = Form::products;
    std::vector<std::pair<double, double>> terms; // what lies in the padding is left out
    double divisor = 1;                           // mean
    std::optional<double> bias;                   // products: added behind them
};

/// Of an element of Y, dX or dW; all its coordinates are in `at`. Not for unpooling and Lp pooling.
Summands summands_of(const Document& scene, AskedTensor of, const std::vector<int64_t>& at);

} // namespace convlens
