// A padded convolution with stride 2, its shape arithmetic, and the gradient of its input.
#include <convlens/arithmetic.h>
#include <convlens/fast.h>

#include <cstdint>
#include <iostream>

namespace {

void print(const char* name, const convlens::Tensor<float>& tensor) {
    std::cout << name << " =";
    for (const float value : tensor.data)
        std::cout << ' ' << value;
    std::cout << '\n';
}

} // namespace

int main() {
    convlens::Operation operation = convlens::make_operation(convlens::Kind::conv, {5, 5}, {3, 3});
    operation.stride = {2, 2};
    operation.padding_begin = operation.padding_end = {1, 1};
    if (!convlens::check(operation).empty())
        return 1;

    convlens::Tensor<float> x(convlens::input_shape(operation)), w(convlens::weight_shape(operation));
    for (int64_t i = 0; i < x.count(); ++i)
        x[i] = static_cast<float>(i);
    w[4] = 1; // the middle: every second element of every second row
    w[5] = 2; // and twice its right neighbour
    const convlens::Tensor<float> y = convlens::fast_forward(operation, x, w);

    std::cout << convlens::formula(operation, 0).numeric << " = " << convlens::output_size(operation)[0]
              << '\n';
    print("Y", y);
    print("dX", convlens::fast_grad_input(operation, y, w));
}
