// What a movie costs, part by part: painting what changed, encoding it, and the whole. `lzw/own` and
// `lzw/giflib` encode the same symbols, which is why the program has its own encoder.
#include "bench/figure.h"
#include "document/presets.h"
#include "output/gif/gif.h"
#include "output/gif/lzw.h"
#include "output/gif/movie.h"
#include "output/painter/painter.h"

#include <benchmark/benchmark.h>
#include <gif_lib.h>

namespace convlens::bench {
namespace {

constexpr Vec2 size{800, 600};
constexpr int64_t frames = 56; // four rows of windows

struct PaintedFrame {
    std::vector<uint32_t> pixels;
    PixelRect touched;
};

PixelRect whole_pixels(const Rect& rect) {
    return {static_cast<int>(rect.min.x), static_cast<int>(rect.min.y), static_cast<int>(rect.max.x),
            static_cast<int>(rect.max.y)};
}

Figure& figure() {
    static Figure one(square_convolution(16), size);
    return one;
}

// The first frames of the figure. Painted once.
const std::vector<PaintedFrame>& painted_frames() {
    static const std::vector<PaintedFrame> painted = [] {
        Painter painter(static_cast<int>(size.x), static_cast<int>(size.y), test::system_fonts());
        std::vector<PaintedFrame> list;
        for (int64_t step = 0; step < frames; ++step) {
            const PixelRect touched = whole_pixels(painter.repaint(figure().frame(step)));
            list.push_back({{painter.pixels().begin(), painter.pixels().end()}, touched});
        }
        return list;
    }();
    return painted;
}

// The rectangle in which a frame differs from the one before, as palette entries; `unchanged` where it does
// not.
struct Symbols {
    std::vector<uint8_t> entries;
    int width = 0, height = 0;
};

const std::vector<Symbols>& changed_symbols() {
    static const std::vector<Symbols> list = [] {
        Palette palette(figure().movie().facts.palette_pairs);
        const uint8_t unchanged = static_cast<uint8_t>(palette.colors().size());
        std::vector<Symbols> all;
        for (std::size_t i = 1; i < painted_frames().size(); ++i) {
            const PaintedFrame &frame = painted_frames()[i], &before = painted_frames()[i - 1];
            Symbols symbols{{}, frame.touched.width(), frame.touched.height()};
            for (int y = frame.touched.y0; y < frame.touched.y1; ++y)
                for (int x = frame.touched.x0; x < frame.touched.x1; ++x) {
                    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(size.x) +
                                           static_cast<std::size_t>(x);
                    const bool same = frame.pixels[at] == before.pixels[at];
                    symbols.entries.push_back(same ? unchanged : palette.nearest(frame.pixels[at]));
                }
            all.push_back(std::move(symbols));
        }
        return all;
    }();
    return list;
}

void per_frame(benchmark::State& state, int64_t count, std::size_t bytes) {
    state.counters["frame"] =
        benchmark::Counter(static_cast<double>(count),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    if (bytes > 0)
        state.counters["bytes"] = static_cast<double>(bytes);
}

void compose_and_paint(benchmark::State& state) {
    for (auto _ : state) {
        Painter painter(static_cast<int>(size.x), static_cast<int>(size.y), test::system_fonts());
        for (int64_t step = 0; step < frames; ++step)
            benchmark::DoNotOptimize(painter.repaint(figure().frame(step)));
    }
    per_frame(state, frames, 0);
}
BENCHMARK(compose_and_paint)->Unit(benchmark::kMillisecond);

void encode(benchmark::State& state) {
    const auto palette_pairs = figure().movie().facts.palette_pairs;
    std::size_t bytes = 0;
    for (auto _ : state) {
        bytes = 0;
        GifWriter gif(static_cast<int>(size.x), static_cast<int>(size.y), palette_pairs,
                      [&](std::string_view part) { bytes += part.size(); });
        for (const PaintedFrame& frame : painted_frames())
            gif.add(frame.pixels, frame.touched, 5);
        gif.finish();
    }
    per_frame(state, frames, bytes);
}
BENCHMARK(encode)->Unit(benchmark::kMillisecond);

void lzw_own(benchmark::State& state) {
    LzwEncoder lzw;
    std::string out;
    for (auto _ : state) {
        out.clear();
        for (const Symbols& symbols : changed_symbols())
            lzw.encode(symbols.entries, 8, out);
    }
    per_frame(state, frames - 1, out.size());
}
BENCHMARK(lzw_own)->Name("lzw/own")->Unit(benchmark::kMillisecond);

int count_bytes(GifFileType* file, const GifByteType*, int count) {
    *static_cast<std::size_t*>(file->UserData) += static_cast<std::size_t>(count);
    return count;
}

void lzw_giflib(benchmark::State& state) {
    const std::vector<GifColorType> table(256);
    std::size_t bytes = 0;
    for (auto _ : state) {
        bytes = 0;
        GifFileType* file = EGifOpen(&bytes, count_bytes, nullptr);
        ColorMapObject* colors = GifMakeMapObject(256, table.data());
        EGifPutScreenDesc(file, static_cast<int>(size.x), static_cast<int>(size.y), 8, 0, colors);
        for (const Symbols& symbols : changed_symbols()) {
            EGifPutImageDesc(file, 0, 0, symbols.width, symbols.height, false, nullptr);
            std::vector<uint8_t> line = symbols.entries; // giflib masks the line in place
            for (int y = 0; y < symbols.height; ++y)
                EGifPutLine(file, line.data() + y * symbols.width, symbols.width);
        }
        EGifCloseFile(file, nullptr);
        GifFreeMapObject(colors);
    }
    per_frame(state, frames - 1, bytes);
}
BENCHMARK(lzw_giflib)->Name("lzw/giflib")->Unit(benchmark::kMillisecond);

bool write_to_nowhere(const Movie& movie) {
    return write_movie(movie, open_gif, "/dev/null", test::system_fonts(), nullptr);
}

void whole_movie(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(write_to_nowhere(figure().movie()));
    per_frame(state, figure().steps(), 0);
}
BENCHMARK(whole_movie)->Name("write_movie/conv_196_frames")->Unit(benchmark::kMillisecond);

// The 19 figures at the guide's sizes, one frame a step: 358 frames, at most 1 s.
void guide_figures(benchmark::State& state) {
    int64_t count = 0;
    for (auto _ : state) {
        count = 0;
        for (const Preset& preset : presets()) {
            if (!preset.guide)
                continue;
            Figure one(preset.document, own_size(preset.document));
            benchmark::DoNotOptimize(write_to_nowhere(one.movie()));
            count += one.steps();
        }
    }
    per_frame(state, count, 0);
    state.counters["frames"] = static_cast<double>(count);
}
BENCHMARK(guide_figures)->Name("write_movie/guide_figures")->Unit(benchmark::kMillisecond);

} // namespace
} // namespace convlens::bench
