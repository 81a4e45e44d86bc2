// `name=value` words, for the driver of the tests; what is long is cut off at 100 elements.
#include "window/application/report.h"

#include "document/names.h"
#include "document/numbers.h"
#include "scene/compose.h"
#include "scene/figure/handles.h"
#include "scene/lens/lens.h"
#include "window/application/elements.h"
#include "window/application/neighbours.h"
#include "window/session/playback.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t max_reported = 100;

std::string joined(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

/// The first ones, "1,0,2"; "-" where there are none.
std::string numbers_of(const std::shared_ptr<const LazyTensor<double>>& tensor) {
    std::string text;
    for (int64_t i = 0; tensor && i < std::min<int64_t>(tensor->count(), max_reported); ++i) {
        std::array<char, 32> number{};
        std::snprintf(number.data(), number.size(), "%s%g", i > 0 ? "," : "", (*tensor)[i]);
        text += number.data();
    }
    return text.empty() ? "-" : text;
}

/// The words of one line.
class Line {
public:
    void put(const char* name, const std::string& value) { text_ += std::string(" ") + name + "=" + value; }
    void put(const char* name, std::string_view value) { put(name, std::string(value)); }
    void put(const char* name, bool value) { put(name, std::string(value ? "1" : "0")); }
    void put(const char* name, int64_t value) { put(name, std::to_string(value)); }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

template <class Enum> int64_t number_of(Enum value) {
    return static_cast<int64_t>(value);
}

std::string on_screen(const StagePlace& place, Vec2 at) {
    const Vec2 window = place.to_window(at);
    return std::to_string(std::lround(window.x)) + "," + std::to_string(std::lround(window.y));
}

std::string elements(const TickContext& context, TagSpace space, int64_t count) {
    std::string all;
    for (int64_t i = 0; i < std::min(count, max_reported); ++i)
        if (const auto box = cell_of(context.stage.frame(), {static_cast<uint32_t>(space), i}, {}))
            all += on_screen(context.place, middle_of(*box)) + ";";
    return all;
}

/// Middle of the button that leads out of what is impossible.
std::string offer_place(const TickContext& context) {
    const Frame& frame = context.stage.frame();
    for (const Item& item : frame.items)
        if (is_space(item.tag, TagSpace::issue))
            return on_screen(context.place, bounds(item, frame, context.stage.typesetter()).center());
    return "-";
}

/// Middles of the buttons of a pasted chain's layers, in their order.
std::string layer_places(const TickContext& context) {
    std::string all;
    for (const Item& item : context.stage.frame().items) {
        const auto* button = std::get_if<Box>(&item.shape);
        if (button != nullptr && is_space(item.tag, TagSpace::lens_choice) &&
            item.tag.index >= lens_choice_tag(Lens::sizes, first_chain_choice).index &&
            item.tag.index < lens_choice_tag(Lens::sizes, lens_choice_count).index)
            all += on_screen(context.place, middle_of(*button)) + ";";
    }
    return all;
}

/// Where elements and handles are on the screen: " at_x=100,200;134,200 at_w=... at_window=x,y" (middle of
/// the window), corner_window (its lower right), corner_base (lower right of the padded plane).
void put_places(Line& line, const TickContext& context) {
    constexpr int64_t max_links = 8;
    line.put("at_link", elements(context, TagSpace::link, max_links));
    const Evaluated& shown = context.editor.shown();
    const Results& results = shown.results;
    if (!results.issues.empty())
        return line.put("at_offer", offer_place(context));
    line.put("at_x", elements(context, TagSpace::x, results.x->count()));
    line.put("at_w", elements(context, TagSpace::w, results.w ? results.w->count() : 0));
    if (has_lens(shown.document, Lens::gradients))
        line.put("at_dy", elements(context, TagSpace::dy, results.y->count()));
    if (!shown.document.sizes_lens.chain.empty())
        line.put("at_layer", layer_places(context));
    line.put("at_y", elements(context, TagSpace::y, results.y->count()));
    const SceneInput input = context.stage.input(context.place, context.texts, {});
    const FigureModel model = figure_model(input);
    const FigurePlaces planes = figure_places(input);
    for (const Box& window : outlines_of(model, planes, {.hold = Hold::window})) {
        line.put("at_window", on_screen(context.place, middle_of(window)));
        line.put("corner_window", on_screen(context.place, window.origin + window.u + window.v));
    }
    line.put("corner_base",
             on_screen(context.place, planes.base.at(static_cast<float>(model.base.plane_rows()),
                                                     static_cast<float>(model.base.plane_columns()))));
}

std::string number_text(const char* format, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

void put_document(Line& line, const Document& document, const Results& results) {
    const Operation& operation = document.operation;
    line.put("kind", name_of(kind_names(), operation.kind));
    line.put("input", joined(operation.input_size));
    line.put("kernel", joined(operation.kernel_size));
    line.put("stride", joined(operation.stride));
    line.put("padding", joined(operation.padding_begin) + ":" + joined(operation.padding_end));
    line.put("dilation", joined(operation.dilation));
    line.put("norm", number_text("%g", operation.norm_p));
    line.put("issues", static_cast<int64_t>(results.issues.size()));
    line.put("output", joined(results.output));
    line.put("source", number_of(document.input.kind));
    line.put("view", name_of(view_names(), document.view));
    line.put("pair", document.pair);
    std::string lenses;
    for (const Lens lens : document.lenses)
        lenses.append(lenses.empty() ? "" : ",").append(name_of(lens_names(), lens));
    line.put("lenses", lenses.empty() ? "-" : lenses);
    line.put("chain", std::to_string(document.sizes_lens.chain.size()) + ":" +
                          std::to_string(document.sizes_lens.layer));
    line.put("pins", static_cast<int64_t>(document.pins.size()));
    line.put("name", document.name.empty() ? "-" : document.name);
}

std::string exporting(const ExportForm& form) {
    const ExportSizes& typed = form.typed();
    return std::string(form.format->name) + ":" + std::to_string(typed.width) + "x" +
           std::to_string(typed.height) + (form.replaces.empty() ? "" : ":asks");
}

void put_session(Line& line, const Session& session) {
    line.put("playing", session.playing);
    line.put("stepping", session.rest_us.has_value());
    line.put("notice", session.next_follows);
    line.put("stage", session.stage);
    line.put("blank", number_of(session.blank));
    line.put("class", session.class_open);
    line.put("pen", session.classroom.pen() ? std::to_string(number_of(*session.classroom.pen())) : "-");
    line.put("strokes", static_cast<int64_t>(session.classroom.overlay(0).strokes.size()));
    line.put("spotlight", session.classroom.has_spotlight());
    line.put("minutes", session.classroom.shows_minutes());
    line.put("panel", number_of(session.file.panel));
    line.put("exporting",
             std::string(session.exporting.open ? "1" : "0") + (session.export_all > 0 ? "1" : "0"));
    line.put("form", exporting(session.exporting));
    line.put("at_export", std::to_string(std::lround(session.exporting.button.x)) + "," +
                              std::to_string(std::lround(session.exporting.button.y)));
    line.put("asks_to_close", session.asks_to_close);
    line.put("focus", session.focus_in_panel);
    line.put("restore", session.can_restore);
    line.put("restore_offered", session.can_restore && session.restore_until > 0);
    line.put("message", std::string(session.message.empty() ? "-" : "yes"));
    line.put("entry", session.entry.is_open() ? "[" + session.entry.text + "]" : "-");
    line.put("typing", ImGui::GetIO().WantTextInput);
    line.put("painting", session.painting);
    line.put("all", session.reveal_all);
    line.put("more", session.more_open);
    line.put("cell", std::to_string(session.cell.space) + ":" + std::to_string(session.cell.index));
    line.put("panel_error", std::string(session.file.error.empty() ? "-" : "yes"));
    line.put("channels", std::to_string(session.base_channel) + ":" + std::to_string(session.top_channel));
    const LessonStatus& lesson = session.lesson;
    line.put("lesson", lesson.open ? std::to_string(lesson.page + 1) + ":" + std::to_string(lesson.phase) +
                                         (lesson.at_summary   ? ":summary"
                                          : lesson.shows_page ? ""
                                                              : ":free")
                                   : std::string("-"));
    const NetworkStatus& network = session.network;
    line.put("network", !network.open   ? std::string("-")
                        : network.shows ? std::string(name_of(network_view_names(), network.view))
                                        : std::string("layer"));
    line.put("network_layer", network.layer.empty() ? std::string("-") : network.layer);
    line.put("network_at", std::to_string(network.stage) + ":" + std::to_string(network.cell));
    line.put("ink", network.ink);
    line.put("exercises", lesson.has_exercises
                              ? std::to_string(lesson.right) + "/" + std::to_string(lesson.answered)
                              : std::string("-"));
    line.put("chosen", std::to_string(session.chosen.space) + ":" + std::to_string(session.chosen.index));
}

void put_numbers(Line& line, const Document& document, const Results& results) {
    line.put("x", numbers_of(results.x));
    line.put("w", numbers_of(results.w));
    if (has_lens(document, Lens::gradients) && results.issues.empty())
        line.put("dy", numbers_of(shared(numbers(document.grad_output, TensorRole::dy, results.y->shape))));
}

Line line_of(const TickContext& context, const Settings& settings) {
    const Document& document = context.editor.document();
    const Results& results = context.editor.shown().results;
    Line line;
    put_document(line, document, results);
    put_session(line, context.session);
    line.put("step", step_at(context.editor.timeline(), context.session.playhead_us));
    line.put("theme", theme(settings.theme).name);
    line.put("language", std::string(context.texts.language() == Language::zh ? "zh" : "en"));
    line.put("behind", context.editor.behind_since().has_value());
    line.put("undo", context.session.may_undo() && context.editor.history().can_undo());
    line.put("scale", number_text("%.2f", context.place.scale));
    put_numbers(line, document, results);
    return line;
}

} // namespace

void Reporter::note_time(double ms, bool keys) {
    frame_ms_ += (ms - frame_ms_) * 0.1;
    if (keys)
        key_ms_ = std::max(key_ms_, ms);
}

void Reporter::update(const TickContext& context, const Settings& settings, int64_t frames_drawn) {
    Line line = line_of(context, settings);
    if (line.text() == last_ && !asked_)
        return;
    last_ = line.text();
    if (asked_) {
        put_places(line, context);
        line.put("asked", true);
        const Cursor cursor = context.editor.cursor();
        line.put("phase", number_of(cursor.phase));
        line.put("terms", terms_done(cursor, context.editor.shown().results.terms_per_step));
        line.put("frame_ms", number_text("%.2f", frame_ms_));
        line.put("key_ms", number_text("%.2f", std::exchange(key_ms_, 0.0)));
    }
    asked_ = false;
    std::printf("state frames=%lld%s\n", static_cast<long long>(frames_drawn), line.text().c_str());
    std::fflush(stdout);
}

} // namespace convlens
