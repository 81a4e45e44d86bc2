// Our convolutions beside oneDNN's, OpenBLAS's and plain loops, in turns in the same run, so that what else
// the machine does meets all of them. Prints the smallest time of each and the ratios.
//     conv_compare [CASES, e.g. ABF] [seconds for each line, default 1]
#include "conv_cases.h"
#include "convlens/fast.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace convlens::bench {
namespace {

Run our_run(const Operation& operation, Direction direction, int threads, ConvTensors& t) {
    const FastOptions options{.threads = threads};
    return [&, direction, options] {
        if (direction == Direction::forward)
            fast_forward<float>(operation, t.x, t.w, nullptr, options, t.y);
        else if (direction == Direction::input)
            fast_grad_input(operation, t.y, t.w, options, t.x);
        else
            fast_grad_weight(operation, t.x, t.y, options, t.w);
    };
}

double milliseconds(const Run& run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

const Tensor<float>& result_of(const ConvTensors& t, Direction direction) {
    return direction == Direction::forward ? t.y : direction == Direction::input ? t.x : t.w;
}

/// Largest difference over largest number: that all four compute the same is seen beside the times.
double difference(const Tensor<float>& a, const Tensor<float>& b) {
    double most = 0, largest = 1e-30;
    for (int64_t i = 0; i < a.count(); ++i) {
        most = std::max(most, std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i])));
        largest = std::max(largest, std::abs(static_cast<double>(b[i])));
    }
    return most / largest;
}

void compare(const Case& c, Direction direction, int threads, double seconds) {
    static const char* const names[] = {"forward", "grad-input", "grad-weight"};
    ConvTensors tensors[4] = {conv_tensors(c.operation), conv_tensors(c.operation), conv_tensors(c.operation),
                              conv_tensors(c.operation)};
    const Run runs[4] = {our_run(c.operation, direction, threads, tensors[0]),
                         onednn_run(c.operation, direction, threads, tensors[1]),
                         openblas_run(c.operation, direction, threads, tensors[2]),
                         loops_run(c.operation, direction, tensors[3])};
    double least[4] = {1e30, 1e30, 1e30, 1e30};
    double spent = 0;
    for (int round = 0; spent < seconds * 1000 || round < 5; ++round)
        for (int i = 0; i < (round < 2 ? 4 : 3); ++i) {
            // Each twice: the first brings its own tensors back into the caches.
            const double first = milliseconds(runs[i]);
            const double second = i == 3 ? first : milliseconds(runs[i]);
            least[i] = std::min({least[i], first, second});
            spent += i == 3 ? 0 : first + second;
        }
    const double error =
        std::max(difference(result_of(tensors[0], direction), result_of(tensors[1], direction)),
                 difference(result_of(tensors[0], direction), result_of(tensors[3], direction)));
    std::printf("| %s | %-11s | %d | %8.3f | %8.3f | %8.3f | %9.2f | %5.2f | %5.2f | %6.1f | %.0e |\n",
                c.name.c_str(), names[static_cast<int>(direction)], threads, least[0], least[1], least[2],
                least[3], least[1] / least[0], least[2] / least[0], least[3] / least[0], error);
    std::fflush(stdout);
}

} // namespace
} // namespace convlens::bench

int main(int argc, char** argv) {
    using namespace convlens::bench;
    const std::string chosen = argc > 1 ? argv[1] : "ABCDEF";
    const double seconds = argc > 2 ? std::atof(argv[2]) : 1;
    std::puts("| case | direction | threads | ours ms | oneDNN ms | OpenBLAS ms | loops ms | oneDNN/ours | "
              "OpenBLAS/ours "
              "| loops/ours | difference |");
    std::puts("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (const Case& c : conv_cases())
        if (chosen.find(c.name) != std::string::npos)
            for (const Direction direction : {Direction::forward, Direction::input, Direction::weight})
                for (const int threads : {1, 2})
                    compare(c, direction, threads, seconds);
    return 0;
}
