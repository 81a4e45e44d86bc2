// The views are those of the networks, composed as large as the figure's place.
#include "scene/page/network_figure.h"

#include "scene/base/tags.h"
#include "scene/network/columns.h"
#include "scene/network/compose_network.h"
#include "scene/network/kit.h"
#include "scene/network/learning_state.h"
#include "scene/network/stages.h"
#include "scene/page/page_content.h"
#include "scene/page/shown_network.h"
#include "scene/pair/halves.h"

#include <algorithm>
#include <string>
#include <utility>

namespace convlens {
namespace {

class NetworkFigure {
public:
    NetworkFigure(Canvas& canvas, const PageInput& input)
        : canvas_(canvas), input_(input), shown_(*input.content->network) {}

    void draw(const Rect& area) {
        const bool is_open = input_.question != nullptr && input_.state.phase != PagePhase::revealed;
        is_open ? draw_open(area) : draw_view(area);
    }

private:
    /// A frame of its own, put into the page's.
    void draw_view(const Rect& area) {
        Composition composition;
        composition.size = {area.width(), area.height()};
        composition.scale = input_.scale;
        composition.choices = false;
        const Timeline line = network_timeline(shown_.document, shown_.results);
        // What is sent is at the beginning of the way, what arrives at its end.
        const bool is_sent = input_.question && input_.question->network->ask == NetworkAsk::sent;
        Cursor cursor = finished(is_sent ? 0 : line.steps() - 1, 1);
        Frame view = compose_network({shown_.document,
                                      shown_.results,
                                      cursor,
                                      input_.hover,
                                      input_.theme,
                                      input_.texts,
                                      input_.typesetter,
                                      composition,
                                      shown_.pictures,
                                      {},
                                      shown_.learning.get()});
        add_half(canvas_.frame(), std::move(view), area.min, false);
    }

    /// X large, and what the layers are; a kernel before it has learned has neither.
    void draw_open(const Rect& area) {
        if (input_.question->network->ask == NetworkAsk::loss)
            return draw_loss_question(area);
        const LayerMaps& maps = shown_.pictures.input.maps;
        const float unit = canvas_.unit;
        Rect room = area;
        room.max.y -= 78 * unit;
        const Rect place = map_place(maps.grid, room);
        const bool has_cells = shown_.pictures.input.photo == nullptr;
        if (has_cells)
            draw_cells(maps, place);
        else
            canvas_.add(Photo{place, shown_.pictures.input.photo}, tag_of(TagSpace::caption, 5));
        draw_layers({{area.min.x, place.max.y + 8 * unit}, area.max});
    }

    /// Tagged as cells of X, so that they can be chosen.
    void draw_cells(const LayerMaps& maps, const Rect& place) {
        const MapStyle style = value_style(input_.theme, input_.theme.x, maps.low, maps.high);
        draw_map(canvas_, maps, 0, place, style, -1);
        const float side = place.width() / static_cast<float>(maps.grid.columns);
        for (int64_t row = 0; row < maps.grid.rows; ++row)
            for (int64_t column = 0; column < maps.grid.columns; ++column) {
                const Vec2 corner =
                    place.min + Vec2{static_cast<float>(column) * side, static_cast<float>(row) * side};
                Box box = box_of({corner, corner + Vec2{side, side}});
                const std::vector<int64_t> at{0, 0, row, column};
                const CellSet& marked = input_.state.marked;
                if (std::find(marked.begin(), marked.end(), at) != marked.end()) {
                    box.fill = with_alpha(input_.theme.accent, 0.28F);
                    box.stroke = input_.theme.accent;
                    box.stroke_width = 2 * canvas_.unit;
                } else {
                    box.fill = with_alpha(input_.theme.card, 0.01F);
                }
                canvas_.add(box, tag_of(TagSpace::x, row * maps.grid.columns + column));
            }
    }

    /// "X → conv1 3 × 3 + ReLU → pool1 2 × 2 → ..": as far as the question's layer.
    void draw_layers(const Rect& area) {
        const Network& network = *shown_.results.network;
        std::string text = "X";
        for (const NetworkColumn& column : network_columns(network, shown_.results.chosen.layer)) {
            const Layer& first = network.layers[static_cast<std::size_t>(column.layers.front())];
            if (first.reads.empty() || column.layers.front() > shown_.results.chosen.layer)
                continue;
            std::string title;
            for (const std::string& part : column_title(input_.texts, network, column))
                title += (title.empty() ? "" : " + ") + part;
            text += " → " + title;
            if (is_operation(first.kind))
                text += " " + sizes_text(first.operation.kernel_size);
        }
        const TextStyle quiet{18 * canvas_.unit, Face::sans, input_.theme.quiet};
        float y = area.min.y + 20 * canvas_.unit;
        const float room = area.width() - (input_.question->ask == Ask::value ? 60 * canvas_.unit : 0);
        for (const std::string& line : wrapped(canvas_, text, quiet, room)) {
            canvas_.text(line, {area.min.x, y}, quiet, tag_of(TagSpace::caption, 5));
            y += 25 * canvas_.unit;
        }
        if (input_.question->ask == Ask::value)
            draw_sign({area.max.x - 30 * canvas_.unit, area.min.y + 34 * canvas_.unit});
    }

    /// In place of the number that is asked for.
    void draw_sign(Vec2 at) {
        const TextStyle bold{34 * canvas_.unit, Face::sans_bold, input_.theme.accent};
        canvas_.text("?", at, bold, tag_of(TagSpace::caption, 5));
    }

    static std::string sizes_text(const Sizes& sizes) {
        std::string text;
        for (const int64_t size : sizes)
            text += (text.empty() ? "" : " × ") + std::to_string(size);
        return text;
    }

    /// The kernel as it begins beside the one that it is to become.
    void draw_loss_question(const Rect& area) {
        const KernelWalk& walk = *shown_.learning->kernel;
        const float unit = canvas_.unit, gap = 40 * unit;
        const float side = std::min((area.width() - gap) / 2, area.height() - 40 * unit);
        const auto kernel = [&](const std::vector<double>& numbers, float x, const char* key) {
            LayerMaps maps;
            maps.grid.rows = maps.grid.columns = 3;
            maps.grid.elements = 9;
            maps.channels.push_back(
                std::make_shared<const std::vector<float>>(numbers.begin(), numbers.end()));
            const Rect place{{x, area.min.y + 34 * unit}, {x + side, area.min.y + 34 * unit + side}};
            const TextStyle heading{20 * unit, Face::sans_bold, input_.theme.w.heading};
            canvas_.text(std::string(input_.texts(key)), {x, area.min.y + 20 * unit}, heading,
                         tag_of(TagSpace::caption, 5));
            draw_map(canvas_, maps, 0, place, value_style(input_.theme, input_.theme.w, -2, 2), -1);
        };
        kernel(walk.walked.front(), area.min.x, "page.kernel_start");
        kernel(walk.kernel.data, area.min.x + side + gap, "page.kernel_target");
    }

    Canvas& canvas_;
    const PageInput& input_;
    const ShownNetwork& shown_;
};

} // namespace

void draw_network_figure(Canvas& canvas, const PageInput& input, const Rect& area) {
    NetworkFigure(canvas, input).draw(area);
}

} // namespace convlens
