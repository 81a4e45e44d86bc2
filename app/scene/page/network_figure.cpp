// The views are those of the networks, composed as large as the figure's place.
#include "scene/page/network_figure.h"

#include "lesson/words.h"
#include "scene/base/tags.h"
#include "scene/network/columns.h"
#include "scene/network/compose_network.h"
#include "scene/network/kit.h"
#include "scene/network/learning/state.h"
#include "scene/network/way_back/stages.h"
#include "scene/page/epoch_figure.h"
#include "scene/page/network_back.h"
#include "scene/page/page_content.h"
#include "scene/page/shown_network.h"
#include "scene/pair/halves.h"
#include "scene/words/number.h"

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
        if (input_.question == nullptr)
            return draw_view(area);
        const NetworkAsk ask = input_.question->network->ask;
        if (ask == NetworkAsk::loss)
            return shown_.epoch ? draw_epoch(canvas_, input_, area) : draw_kernels(area);
        if (is_revealed() && ask == NetworkAsk::let_through)
            return draw_three_rules(canvas_, input_, area);
        const bool is_on_the_way = ask == NetworkAsk::most || ask == NetworkAsk::sent;
        is_revealed() && is_on_the_way ? draw_way_back(canvas_, input_, area) : draw_input(area);
    }

private:
    bool is_revealed() const { return input_.state.phase == PagePhase::revealed; }

    /// A view of its own, put into the page's picture.
    void draw_view(const Rect& area) {
        Composition composition;
        composition.size = {area.width(), area.height()};
        composition.scale = input_.scale;
        composition.choices = false;
        const Timeline line = network_timeline(shown_.document, shown_.results);
        Frame view = compose_network({shown_.document,
                                      shown_.results,
                                      finished(line.steps() - 1, 1),
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

    /// X large, what is true of its cells once it is revealed, and what the layers are.
    void draw_input(const Rect& area) {
        const LayerMaps& maps = shown_.pictures.input.maps;
        const float unit = canvas_.unit;
        Rect room = area;
        room.max.y -= 78 * unit;
        const Rect place = map_place(maps.grid, room);
        if (shown_.pictures.input.photo == nullptr)
            draw_cells(maps, place);
        else
            canvas_.add(Photo{place, shown_.pictures.input.photo}, tag_of(TagSpace::caption, 5));
        draw_layers({{area.min.x, place.max.y + 8 * unit}, area.max});
    }

    bool is_in(const CellSet& cells, const std::vector<int64_t>& at) const {
        return std::find(cells.begin(), cells.end(), at) != cells.end();
    }

    /// Chosen cells while they are chosen, the true ones after that.
    Color mark_of(const std::vector<int64_t>& at) const {
        if (!is_revealed())
            return is_in(input_.state.marked, at) ? input_.theme.accent : Color{};
        const CellSet* const truth = std::get_if<CellSet>(&*input_.content->truth);
        return truth && is_in(*truth, at) ? input_.theme.current : Color{};
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
                const Color mark = mark_of(at);
                box.fill = with_alpha(input_.theme.card, 0.01F); // more would dim the numbers below it
                box.stroke = mark;
                box.stroke_width = mark.a > 0 ? 3 * canvas_.unit : 0;
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
        if (input_.question->ask == Ask::value && !is_revealed())
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
    void draw_kernels(const Rect& area) {
        const KernelWalk& walk = *shown_.learning->kernel;
        const float unit = canvas_.unit, gap = 40 * unit;
        const float side = std::min((area.width() - gap) / 2, area.height() - 110 * unit);
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
            draw_map(canvas_, maps, 0, place, value_style(input_.theme, input_.theme.w, -3, 3), -1);
        };
        kernel(is_revealed() ? walk.fit.weight.data : walk.start.data, area.min.x,
               is_revealed() ? "page.kernel_after" : "page.kernel_start");
        kernel(walk.kernel.data, area.min.x + side + gap, "page.kernel_target");
        if (!is_revealed())
            return;
        const auto [before, after] = distinct_numbers(shown_.losses[0], shown_.losses[1]);
        const std::string text = input_.texts("page.loss_after", {{"before", before}, {"after", after}});
        canvas_.text(text, {area.min.x, area.min.y + side + 84 * unit},
                     {24 * unit, Face::sans_bold, input_.theme.text}, tag_of(TagSpace::caption, 5));
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
