// What figures of all kinds cost the window's own thread, piece by piece, in milliseconds of its processor
// time, which no other work on the machine changes: whatever is long here makes a key late. Prints a table;
// no display is needed.
#include "document/document.h"
#include "document/evaluate/evaluate.h"
#include "document/source.h"
#include "output/painter/painter.h"
#include "scene/card_needs.h"
#include "scene/compose.h"
#include "system_fonts.h"
#include "window/application/editor.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace convlens::bench {
namespace {

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double ms_of(const std::function<void()>& work) {
    const double start = thread_ms();
    work();
    return thread_ms() - start;
}

struct Scenario {
    std::string name;
    Document document;
};

Document document_of(Kind kind, const Sizes& size, const Sizes& kernel,
                     const std::vector<Lens>& lenses = {Lens::sum}) {
    Document document;
    document.operation = make_operation(kind, size, kernel);
    document.lenses = lenses;
    return document;
}

Document with(Document document, const std::function<void(Document&)>& change) {
    change(document);
    return document;
}

std::vector<Scenario> scenarios() {
    const std::vector<Lens> opening{Lens::sum, Lens::im2col, Lens::gradients};
    const auto stem = [](Document& d) {
        d.operation.in_channels = 3;
        d.operation.out_channels = 64;
        d.operation.stride = {2, 2};
    };
    const auto edited = [](Document& d) {
        for (int64_t i = 0; i < 300'000; ++i)
            d.input.edits[{0, 0, i / 1000, i % 1000}] = 1;
    };
    const auto written = [](Document& d) {
        d.input = values_source({2000, 2000}, std::vector<double>(4'000'000, 1));
    };
    return {
        {"conv 500x500, 99x99, opening's lenses", document_of(Kind::conv, {500, 500}, {99, 99}, opening)},
        {"ResNet's stem, opening's lenses", with(document_of(Kind::conv, {224, 224}, {7, 7}, opening), stem)},
        {"conv 600x600, 1x1", document_of(Kind::conv, {600, 600}, {1, 1})},
        {"conv 5000x5000, 1x1, stride 5000", with(document_of(Kind::conv, {5000, 5000}, {1, 1}),
                                                  [](Document& d) {
                                                      d.operation.stride = {5000, 5000};
                                                  })},
        {"conv 6000x6000, 3x3", document_of(Kind::conv, {6000, 6000}, {3, 3})},
        {"conv 200x200x200, 3x3x3", document_of(Kind::conv, {200, 200, 200}, {3, 3, 3})},
        {"conv 200x200, 3x3, opening's lenses", document_of(Kind::conv, {200, 200}, {3, 3}, opening)},
        {"conv 90x90, 3x3, transposed lens", document_of(Kind::conv, {90, 90}, {3, 3}, {Lens::transposed})},
        {"conv 16x16, 256 channels",
         with(document_of(Kind::conv, {16, 16}, {3, 3}),
              [](Document& d) { d.operation.in_channels = d.operation.out_channels = 256; })},
        {"conv_transpose 1000x1000, stride 4", with(document_of(Kind::conv_transpose, {1000, 1000}, {4, 4}),
                                                    [](Document& d) {
                                                        d.operation.stride = {4, 4};
                                                    })},
        {"max_pool 4000x4000", document_of(Kind::max_pool, {4000, 4000}, {2, 2}, opening)},
        {"lp_pool 600x600, p 3.5", with(document_of(Kind::lp_pool, {600, 600}, {3, 3}),
                                        [](Document& d) {
                                            d.operation.norm_p = 3.5;
                                            d.operation.stride = {3, 3};
                                        })},
        {"max_unpool 2000x2000", document_of(Kind::max_unpool, {2000, 2000}, {2, 2})},
        {"conv 1000x1000 with 300,000 edits", with(document_of(Kind::conv, {1000, 1000}, {3, 3}), edited)},
        {"conv 2000x2000, values written", with(document_of(Kind::conv, {2000, 2000}, {3, 3}), written)},
        {"conv 300000x300000, impossible", document_of(Kind::conv, {300'000, 300'000}, {3, 3})},
    };
}

constexpr std::array pieces{"draft", "commit", "take", "compose", "paint", "next", "again", "leave"};
using Times = std::array<double, pieces.size()>;

SceneInput input_of(const Editor& editor, const Cursor& cursor, Typesetter& typesetter, CardNeeds& needs) {
    const Evaluated& shown = editor.shown();
    Composition composition;
    composition.size = {1044, 616};
    return {shown.document,        shown.results,           cursor,     {},
            theme(ThemeId::light), Texts(Language::en),     typesetter, composition,
            &shown.rasters,        editor.cursors().beside, nullptr,    &needs};
}

Times times_of(const Document& document) {
    Times times{};
    Session session;
    Settings settings;
    ThreadExecutor executor([] {});
    Typesetter typesetter(test::system_fonts());
    CardNeeds needs;
    Editor editor(Document{}, session, settings, executor);
    times[1] = ms_of([&] { editor.commit(document); });
    const double take = ms_of([&] { (void)editor.finish_evaluation(); });
    times[2] = take;
    times[0] = ms_of([&] {
        const Document draft = editor.document();
        editor.commit(draft); // as in each turn, whether panels have changed it or not
    });
    Painter painter(1044, 616, typesetter);
    Frame frame;
    const auto at = [&](int64_t step) { return finished(step, editor.shown().results.terms_per_step); };
    const int64_t last = std::max<int64_t>(editor.shown().results.steps - 1, 0);
    times[3] = ms_of([&] { frame = compose(input_of(editor, at(last / 2), typesetter, needs)); });
    times[4] = ms_of([&] { painter.paint(frame); });
    times[5] = ms_of([&] { frame = compose(input_of(editor, at(last), typesetter, needs)); });
    times[6] = ms_of([&] { painter.repaint(frame); });
    const Document small;
    times[7] = ms_of([&] { editor.commit(small); });
    return times;
}

} // namespace
} // namespace convlens::bench

int main(int count, char** words) {
    using namespace convlens::bench;
    std::printf("%-42s", "ms of the window's thread");
    for (const char* const piece : pieces)
        std::printf("%9s", piece);
    std::printf("\n");
    for (const Scenario& scenario : scenarios()) {
        if (count > 1 && scenario.name.find(words[1]) == std::string::npos)
            continue;
        std::printf("%-42s", scenario.name.c_str());
        for (const double ms : times_of(scenario.document))
            std::printf("%9.1f", ms);
        std::printf("\n");
        std::fflush(stdout);
    }
    return 0;
}
