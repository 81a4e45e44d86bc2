// A layer of the network that is open becomes the figure, and from there the one above or below; and back.
#include "scene/network/way_back/stages.h"
#include "window/application/command_context.h"
#include "window/application/files/autosave.h"
#include "window/application/messages.h"
#include "window/application/networks/networks.h"
#include "window/session/stepping.h"

#include <algorithm>
#include <string>
#include <utility>

namespace convlens {
namespace {

/// The middle of a part of a layer's output, flat; of its first channel.
int64_t middle_of(const LayerPart& part, const Sizes& shape) {
    Sizes at = part.begin;
    for (std::size_t axis = 0; axis < at.size(); ++axis)
        at[axis] = axis < 2 ? part.begin[axis] : (part.begin[axis] + part.end[axis] - 1) / 2;
    return ravel_index(at, shape);
}

LayerPart part_of_element(const Sizes& shape, int64_t flat) {
    LayerPart part{unravel_index(flat, shape), {}};
    part.end = part.begin;
    for (std::size_t axis = 0; axis < part.end.size(); ++axis)
        ++part.end[axis];
    return part;
}

} // namespace

/// In a way back the stage that is seen, else the chosen element's layer.
void Networks::open_shown(const CommandContext& context) {
    const NetworkResults& results = shown_->results;
    const auto way = results.ways[static_cast<std::size_t>(document().rule)];
    const Cursor cursor = timeline().at(context.tick.session.playhead_us);
    if (document().view == NetworkView::path && way && (cursor.run > 0 || is_revealed(cursor, 0))) {
        const auto stages = back_stages(*results.network, *way);
        if (!stages.empty()) // of an element of the input there are none
            return open_layer(stages[stage_of(cursor, stages.size(), pace_)].layer, 0, true, context);
    }
    open_layer(results.chosen.layer, results.chosen.flat, false, context);
}

void Networks::open_layer(int layer, int64_t flat, bool leads_back, const CommandContext& context) {
    Session& session = context.tick.session;
    const NetworkResults& results = shown_->results;
    const auto way = results.ways[static_cast<std::size_t>(document().rule)];
    auto figure =
        leads_back && way ? figure_of_way_back(results, *way, layer) : figure_of_layer(results, layer, flat);
    if (!figure)
        return show_message(session, std::string(context.tick.texts("network.no_figure")), 6);
    put_words(*figure, *results.network);
    Editor& editor = context.tick.editor;
    if (!layer_) {
        playhead_ = session.playhead_us;
        editor_before_ = editor.history();
    }
    layer_ = OpenLayer{*figure, {layer, flat}};
    editor.restore(History(figure->document)); // undone is what is done to the layer
    session.motion.view_blend = figure->document.view == View::flat ? 1 : 0;
    session.motion.kernel_turn = 1;
    session.hover = session.chosen = session.cell = {};
    const Timeline line = editor.timeline();
    stop_at(session, line, leads_back ? 0 : end_of(line, std::min(figure->step, line.steps() - 1)));
    show_message(session, std::string(context.tick.texts("network.in_figure")), 8);
    tell_session(session);
    session.draw_frames(6);
}

/// To the layer that this one reads, or that reads it, at what belongs to the element there.
std::optional<int> Networks::layer_beside(bool up) const {
    const Network& network = *shown_->results.network;
    const int here = layer_->figure.layer, step = up ? 1 : -1;
    for (int layer = (up ? std::max(here, layer_->element.layer) : here) + step;
         layer > 0 && layer < static_cast<int>(network.layers.size()); layer += step) {
        const int found = figure_layer(network, layer);
        if (found >= 0 && found != here)
            return layer;
    }
    return {};
}

void Networks::walk_layers(bool up, const CommandContext& context) {
    const Network& network = *shown_->results.network;
    const auto flat_in = [&](int layer) {
        const Sizes& shape = network.layers[static_cast<std::size_t>(layer_->element.layer)].shape;
        const LayerPart part = part_of_element(shape, layer_->element.index);
        const auto parts =
            up ? fed_by(network, layer_->element.layer, part) : seen_by(network, layer_->element.layer, part);
        const LayerPart& there = parts[static_cast<std::size_t>(layer)];
        return there.is_empty() ? 0 : middle_of(there, network.layers[static_cast<std::size_t>(layer)].shape);
    };
    if (const auto layer = layer_beside(up))
        return open_layer(*layer, flat_in(*layer), false, context);
    show_message(context.tick.session,
                 std::string(context.tick.texts(up ? "network.no_layer_above" : "network.no_layer_below")),
                 4);
}

void Networks::show_network_again(const CommandContext& context) {
    if (!layer_)
        return;
    Session& session = context.tick.session;
    layer_.reset();
    context.tick.editor.restore(*std::exchange(editor_before_, std::nullopt));
    session.hover = session.chosen = session.cell = {};
    session.entry.close();
    stop_at(session, timeline(), playhead_);
    clear_message(session);
    tell_session(session);
    session.draw_frames(3);
}

/// The title of a layer's figure, in both languages.
void Networks::put_words(LayerFigure& figure, const Network& network) {
    const Layer& layer = network.layers[static_cast<std::size_t>(figure.layer)];
    const char* const title = !figure.leads_back                                   ? "network.figure_title"
                              : figure.document.operation.kind == Kind::max_unpool ? "network.figure_unpool"
                                                                                   : "network.figure_back";
    for (const Language language : {Language::en, Language::zh}) {
        const Texts texts(language);
        const bool english = language == Language::en;
        (english ? figure.document.title.en : figure.document.title.zh) =
            texts(title, {{"layer", layer.name}});
    }
}

} // namespace convlens
