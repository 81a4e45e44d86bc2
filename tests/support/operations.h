// Random operations for the engine's tests, and their description in a failure.
#pragma once

#include "convlens/operation.h"
#include "convlens/tensor.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace convlens {

std::string describe(const Operation& operation);
/// With the seed it was made from: what is needed to repeat a failure.
std::string describe(const Operation& operation, uint64_t seed);
void PrintTo(const Operation& operation, std::ostream* out);

using Random = std::mt19937_64;
int64_t draw(Random& random, int64_t least, int64_t most);

/// Small parameters of a kind, among them impossible ones (values from 0, padding over the limits).
Operation any_small_operation(Random& random, Kind kind);
/// A possible operation of `kind`; conv now and then with inserted zeros and crops.
Operation possible_operation(Random& random, Kind kind);
Operation possible_operation(Random& random); // of any kind

/// Whole numbers in [-4, 4], so that sums of products are exact in float and double.
template <class T> Tensor<T> small_numbers(Random& random, const Sizes& shape) {
    Tensor<T> tensor(shape);
    for (T& value : tensor.data)
        value = static_cast<T>(draw(random, -4, 4));
    return tensor;
}

/// The same numbers in another type.
template <class To> Tensor<To> converted(const Tensor<double>& tensor) {
    return {tensor.shape, std::vector<To>(tensor.data.begin(), tensor.data.end())};
}

inline constexpr Kind all_kinds[] = {Kind::conv,     Kind::conv_transpose, Kind::max_pool,
                                     Kind::avg_pool, Kind::lp_pool,        Kind::max_unpool};

} // namespace convlens
