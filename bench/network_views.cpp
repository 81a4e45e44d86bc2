// What a network costs the window: the pieces of opening it, and each view's first picture and the next ones
// (another stage, another element pointed at), composed and painted at 1280x720, in milliseconds of wall
// time. Prints the median of several runs and the largest; no display is needed.
#include "input/image_child.h"
#include "network/evaluate.h"
#include "output/painter/painter.h"
#include "scene/network/compose_network.h"
#include "scene/network/network_tags.h"
#include "scene/network/way_back/stages.h"
#include "system_fonts.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace convlens::bench {
namespace {

constexpr Vec2 size{1280, 720};
constexpr int frames = 50;

double wall_ms_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double thread_ms_of(const std::function<void()>& work) {
    const double start = thread_ms();
    work();
    return thread_ms() - start;
}

void print_row(const std::string& name, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    std::printf("%-44s%9.2f%9.2f\n", name.c_str(), times[times.size() / 2], times.back());
    std::fflush(stdout);
}

NetworkDocument document_of(const char* name, NetworkView view) {
    NetworkDocument document;
    document.network.built_in = name;
    document.view = view;
    if (const std::string_view example = built_in_network(name)->example; !example.empty()) {
        document.input.kind = NetworkInputKind::photograph;
        document.input.photograph = example;
    }
    return document;
}

class View {
public:
    View(const NetworkDocument& document, Typesetter& typesetter)
        : document_(document), results_(evaluate_network(document)),
          pictures_(network_pictures(document, results_)), typesetter_(typesetter),
          painter_(static_cast<int>(size.x), static_cast<int>(size.y), typesetter) {}

    const NetworkResults& results() const { return results_; }
    Timeline timeline() const { return network_timeline(document_, results_, BackPace::cells); }

    double first() {
        return thread_ms_of([&] { painter_.paint(frame({}, {})); });
    }
    double next(int64_t time_us, Tag hover) {
        return thread_ms_of([&] { painter_.repaint(frame(timeline().at(time_us), hover)); });
    }

private:
    Frame frame(const Cursor& cursor, Tag hover) {
        Composition composition;
        composition.size = size;
        composition.choices = true;
        return compose_network({document_,
                                results_,
                                cursor,
                                hover,
                                theme(ThemeId::light),
                                Texts(Language::en),
                                typesetter_,
                                composition,
                                pictures_,
                                {},
                                nullptr,
                                BackPace::cells});
    }

    NetworkDocument document_;
    NetworkResults results_;
    NetworkPictures pictures_;
    Typesetter& typesetter_;
    Painter painter_;
};

void measure_opening(const char* name) {
    const NetworkDocument document = document_of(name, NetworkView::overview);
    NetworkResults results;
    NetworkPictures pictures;
    print_row(std::string(name) + ": its weights as numbers", {wall_ms_of([&] { (void)layers_of(name); })});
    if (!document.input.photograph.empty())
        print_row(std::string(name) + ": its picture decoded",
                  {wall_ms_of([&] { (void)photograph(document.input.photograph); })});
    print_row(std::string(name) + ": first results",
              {wall_ms_of([&] { results = evaluate_network(document); })});
    print_row(std::string(name) + ": first maps",
              {wall_ms_of([&] { pictures = network_pictures(document, results); })});
    print_row(std::string(name) + ": results again", {wall_ms_of([&] { (void)evaluate_network(document); })});
    print_row(std::string(name) + ": maps again",
              {wall_ms_of([&] { (void)network_pictures(document, results); })});
}

void measure_view(const char* name, NetworkView view, Typesetter& typesetter) {
    View shown(document_of(name, view), typesetter);
    std::string row(name);
    for (const auto& [word, value] : network_view_names())
        if (value == view)
            row.append(", ").append(word);
    print_row(row + ": first picture", {shown.first()});
    const Timeline line = shown.timeline();
    std::vector<double> playing, pointing;
    for (int i = 0; i < frames; ++i) // over all of the stages
        playing.push_back(shown.next(line.duration_us() / frames * i, {}));
    print_row(row + ": playing", playing);
    const int layers = static_cast<int>(shown.results().network->layers.size());
    for (int i = 0; i < frames; ++i) {
        const int layer = 1 + i % (layers - 1);
        const MapGrid grid = map_grid(shown.results().network->layers[static_cast<std::size_t>(layer)].shape);
        pointing.push_back(shown.next(0, network_cell_tag(layer, grid, 0, i % grid.elements)));
    }
    print_row(row + ": pointing", pointing);
}

} // namespace
} // namespace convlens::bench

int main(int argc, char** argv) {
    if (const int status = convlens::image_child(argc, argv); status >= 0)
        return status; // the program decodes its pictures itself, as convlens does
    using namespace convlens;
    using namespace convlens::bench;
    std::printf("%-44s%9s%9s\n", "ms at 1280x720", "median", "largest");
    Typesetter typesetter(test::system_fonts());
    for (const char* const name : {"digits", "face"}) {
        measure_opening(name);
        for (const NetworkView view :
             {NetworkView::overview, NetworkView::path, NetworkView::compare, NetworkView::strongest})
            measure_view(name, view, typesetter);
    }
    return 0;
}
