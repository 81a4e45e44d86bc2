// What a student goes to next: a pasted line, a large image, a huge kernel, and until their picture is there.
// With the lenses of the opening; all from a document to a frame of 1280x720, as the window does it.
#include "bench/figure.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"

#include <benchmark/benchmark.h>

namespace convlens::bench {
namespace {

void picture_of(benchmark::State& state, const Document& document) {
    std::size_t items = 0;
    for (auto _ : state) {
        Figure figure(document, {1280, 720});
        items = figure.frame(0).items.size();
    }
    state.counters["items"] = static_cast<double>(items);
}

Document with_operation(const Operation& operation) {
    Document document = default_document();
    set_operation(document, operation);
    document.input = document.weight = document.grad_output = Source();
    return document;
}

void resnet_stem(benchmark::State& state) {
    Operation operation = make_operation(Kind::conv, {224, 224}, {7, 7});
    operation.in_channels = 3;
    operation.out_channels = 64;
    operation.stride = {2, 2};
    operation.padding_begin = operation.padding_end = {3, 3};
    picture_of(state, with_operation(operation));
}
BENCHMARK(resnet_stem)->Name("picture/resnet_stem")->Unit(benchmark::kMillisecond)->UseRealTime();

void huge_kernel(benchmark::State& state) {
    picture_of(state, with_operation(make_operation(Kind::conv, {500, 500}, {99, 99})));
}
BENCHMARK(huge_kernel)->Name("picture/500_under_99")->Unit(benchmark::kMillisecond)->UseRealTime();

/// A frame of it while playing, at the last step, where all terms of the gradients' sums are there.
void last_frame(benchmark::State& state) {
    Figure figure(with_operation(make_operation(Kind::conv, {500, 500}, {99, 99})), {1280, 720});
    for (auto _ : state)
        benchmark::DoNotOptimize(figure.frame(figure.steps() - 1).items.data());
}
BENCHMARK(last_frame)->Name("frame/500_under_99")->Unit(benchmark::kMillisecond)->UseRealTime();

void large_pool(benchmark::State& state, Kind kind) {
    Operation operation = make_operation(kind, {1000, 1000}, {5, 5});
    operation.stride = {1, 1};
    picture_of(state, with_operation(operation));
}
BENCHMARK_CAPTURE(large_pool, max, Kind::max_pool)
    ->Name("picture/max_pool_1000_under_5")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(large_pool, average, Kind::avg_pool)
    ->Name("picture/avg_pool_1000_under_5")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

} // namespace
} // namespace convlens::bench
