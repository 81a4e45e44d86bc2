// From a document and a cursor to a frame: each figure of the guide, and inputs that get larger.
#include "bench/figure.h"
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/model/matrix_rasters.h"

#include <benchmark/benchmark.h>

#include <string>

namespace convlens::bench {
namespace {

// Another step each time: the next one, as playing does, or one `stride` further on, as seeking does.
void compose_figure(benchmark::State& state, const Document& document, Vec2 size, int64_t stride = 1) {
    Figure figure(document, size);
    int64_t step = 0;
    std::size_t items = 0;
    for (auto _ : state) {
        const Frame frame = figure.frame(step);
        items = frame.items.size();
        benchmark::DoNotOptimize(frame.items.data());
        step = (step + stride) % figure.steps();
    }
    state.counters["items"] = static_cast<double>(items);
}

void compose_square(benchmark::State& state) {
    compose_figure(state, square_convolution(state.range(0)), {1280, 720});
}
BENCHMARK(compose_square)
    ->Name("compose/conv")
    ->RangeMultiplier(2)
    ->Range(8, 512)
    ->Unit(benchmark::kMicrosecond);

// The two matrices of an image of 256x256 under a 5x5 kernel, 25 x 65,536 and 65,536 x 65,536, beside the
// figure: as views, whatever their size. Steps from all over the image, as seeking does.
void compose_matrix(benchmark::State& state, Lens lens) {
    Document document;
    document.operation = make_operation(Kind::conv, {256, 256}, {5, 5});
    set_padding(document.operation, NamedPadding::same_upper);
    document.lenses = {lens, Lens::sum};
    compose_figure(state, document, {1280, 720}, 257);
}
BENCHMARK_CAPTURE(compose_matrix, im2col, Lens::im2col)
    ->Name("compose/im2col_25x65536")
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(compose_matrix, unrolled, Lens::unrolled)
    ->Name("compose/unrolled_65536x65536")
    ->Unit(benchmark::kMicrosecond);

// Its overview, made once when a lens first asks for it.
void matrix_overview(benchmark::State& state) {
    Document document;
    document.operation = make_operation(Kind::conv, {256, 256}, {5, 5});
    set_padding(document.operation, NamedPadding::same_upper);
    const Results results = evaluate(document);
    for (auto _ : state) {
        const MatrixRasters matrices(results);
        benchmark::DoNotOptimize(matrices.unrolled().rows);
    }
}
BENCHMARK(matrix_overview)->Name("overview/unrolled")->Unit(benchmark::kMicrosecond);

// What a key that changes a parameter costs before anything is drawn.
void evaluate_square(benchmark::State& state) {
    const Document document = square_convolution(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(evaluate(document).steps);
}
BENCHMARK(evaluate_square)
    ->Name("evaluate/conv")
    ->RangeMultiplier(2)
    ->Range(8, 512)
    ->Unit(benchmark::kMicrosecond);

// The last step of a long animation against the first: seeking must not replay.
void seek(benchmark::State& state) {
    Figure figure(square_convolution(1002), {1280, 720});
    const int64_t step = state.range(0) == 0 ? 0 : figure.steps() - 1;
    for (auto _ : state)
        benchmark::DoNotOptimize(figure.frame(step).items.data());
}
BENCHMARK(seek)->Name("seek/first")->Arg(0)->Unit(benchmark::kMicrosecond);
BENCHMARK(seek)->Name("seek/millionth")->Arg(1)->Unit(benchmark::kMicrosecond);

const bool registered = [] {
    for (const Preset& preset : presets())
        if (preset.guide)
            for (const View view : {View::tilted, View::flat}) {
                Document document = preset.document;
                document.view = view;
                const std::string name =
                    "compose/" + document.name + (view == View::tilted ? "/tilted" : "/flat");
                benchmark::RegisterBenchmark(name.c_str(), [document](benchmark::State& state) {
                    compose_figure(state, document, {1280, 720});
                })->Unit(benchmark::kMicrosecond);
            }
    return true;
}();

} // namespace
} // namespace convlens::bench
