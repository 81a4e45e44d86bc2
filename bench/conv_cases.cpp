// Cases A to F of the comparison, and the plain loops.
#include "conv_cases.h"
#include "convlens/arithmetic.h"

#include <random>

namespace convlens::bench {

namespace {

Case make_case(const char* name, const char* what, int64_t in, int64_t out, int64_t groups, Sizes size,
               int64_t kernel, int64_t stride, int64_t padding) {
    Operation o = make_operation(Kind::conv, size, {kernel, kernel});
    o.in_channels = in;
    o.out_channels = out;
    o.groups = groups;
    o.stride = {stride, stride};
    o.padding_begin = o.padding_end = {padding, padding};
    return {name, what, o};
}

} // namespace

std::vector<Case> conv_cases() {
    return {make_case("A", "3->64 7x7 s2 p3 on 224x224", 3, 64, 1, {224, 224}, 7, 2, 3),
            make_case("B", "64->64 3x3 p1 on 56x56", 64, 64, 1, {56, 56}, 3, 1, 1),
            make_case("C", "256->256 3x3 p1 on 14x14", 256, 256, 1, {14, 14}, 3, 1, 1),
            make_case("D", "depthwise 32 3x3 p1 on 112x112", 32, 32, 32, {112, 112}, 3, 1, 1),
            make_case("E", "one map 5x5 p2 on 1920x1080", 1, 1, 1, {1080, 1920}, 5, 1, 2),
            make_case("F", "256->64 1x1 on 56x56", 256, 64, 1, {56, 56}, 1, 1, 0)};
}

ConvTensors conv_tensors(const Operation& operation) {
    ConvTensors tensors{Tensor<float>(input_shape(operation)), Tensor<float>(weight_shape(operation)),
                        Tensor<float>(output_shape(operation))};
    std::mt19937 random(1);
    std::uniform_real_distribution<float> distribution(-1, 1);
    for (Tensor<float>* tensor : {&tensors.x, &tensors.w, &tensors.y})
        for (float& value : tensor->data)
            value = distribution(random);
    return tensors;
}

Run loops_run(const Operation& operation, Direction direction, ConvTensors& tensors) {
    const int64_t group_in = operation.in_channels / operation.groups;
    const int64_t group_out = operation.out_channels / operation.groups;
    const Sizes in = operation.input_size, out = output_size(operation), kernel = operation.kernel_size;
    return [=, &tensors] {
        float *x = tensors.x.data.data(), *w = tensors.w.data.data(), *y = tensors.y.data.data();
        Tensor<float>& result = direction == Direction::forward ? tensors.y
                                : direction == Direction::input ? tensors.x
                                                                : tensors.w;
        std::fill(result.data.begin(), result.data.end(), 0.0F);
        for (int64_t o = 0; o < operation.out_channels; ++o)
            for (int64_t c = 0; c < group_in; ++c)
                for (int64_t i = 0; i < out[0]; ++i)
                    for (int64_t j = 0; j < out[1]; ++j)
                        for (int64_t u = 0; u < kernel[0]; ++u)
                            for (int64_t v = 0; v < kernel[1]; ++v) {
                                const int64_t row = i * operation.stride[0] + u - operation.padding_begin[0];
                                const int64_t column =
                                    j * operation.stride[1] + v - operation.padding_begin[1];
                                if (row < 0 || row >= in[0] || column < 0 || column >= in[1])
                                    continue;
                                float& at_x =
                                    x[((o / group_out * group_in + c) * in[0] + row) * in[1] + column];
                                float& at_w = w[((o * group_in + c) * kernel[0] + u) * kernel[1] + v];
                                float& at_y = y[(o * out[0] + i) * out[1] + j];
                                if (direction == Direction::forward)
                                    at_y += at_x * at_w;
                                else if (direction == Direction::input)
                                    at_x += at_y * at_w;
                                else
                                    at_w += at_x * at_y;
                            }
    };
}

} // namespace convlens::bench
