// What is a view stays one until its numbers are asked for.
#include "network_files/constant.h"

#include <cmath>
#include <limits>
#include <utility>

namespace convlens {

Constant constant_of(const OnnxTensor& tensor) {
    return {tensor.type, tensor.shape, tensor, nullptr};
}

Constant constant_of(OnnxType type, const Sizes& shape, std::vector<double> numbers) {
    return {type, shape, {}, std::make_shared<const std::vector<double>>(std::move(numbers))};
}

std::vector<double> doubles_of(const Constant& constant) {
    return constant.numbers ? *constant.numbers : onnx_numbers<double>(constant.tensor);
}

std::vector<float> floats_of(const Constant& constant) {
    if (!constant.numbers)
        return onnx_numbers<float>(constant.tensor);
    return {constant.numbers->begin(), constant.numbers->end()};
}

std::vector<int64_t> integers_of(const Constant& constant) {
    constexpr double limit = 9.2e18;
    std::vector<int64_t> integers;
    for (const double number : doubles_of(constant)) {
        if (std::isnan(number))
            integers.push_back(0);
        else if (std::abs(number) < limit)
            integers.push_back(static_cast<int64_t>(number));
        else
            integers.push_back(number < 0 ? std::numeric_limits<int64_t>::min()
                                          : std::numeric_limits<int64_t>::max());
    }
    return integers;
}

} // namespace convlens
