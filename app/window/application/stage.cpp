// The stage: the Frame that compose makes, drawn by OpenGL below the widgets, and what the mouse does on it.
#include "window/application/application.h"

#include "scene/base/scene_input.h"
#include "scene/compose.h"
#include "scene/lens_plan.h"
#include "scene/words/notation.h"
#include "scene/words/words.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

std::string joined(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : "×") + std::to_string(size);
    return text;
}

/// One number where all sides have it, else the sides that are held.
std::string padding_word(const Texts& texts, const Operation& operation, const Handle& handle) {
    const int64_t first = operation.padding_begin[0];
    const std::string_view padding = texts(padding_key(operation));
    const auto is_first = [&](int64_t side) { return side == first; };
    if (std::all_of(operation.padding_begin.begin(), operation.padding_begin.end(), is_first) &&
        std::all_of(operation.padding_end.begin(), operation.padding_end.end(), is_first))
        return texts("ui.held_padding", {{"padding", padding}, {"size", std::to_string(first)}});
    std::string word;
    const auto add = [&](int side, std::size_t from_last, const char* begin, const char* end) {
        if (side == 0)
            return;
        const std::size_t axis = operation.dims() - 1 - from_last;
        const Sizes& sides = side < 0 ? operation.padding_begin : operation.padding_end;
        word += (word.empty() ? "" : ", ") + texts(side < 0 ? begin : end, {{"padding", padding}}) + " " +
                std::to_string(sides[axis]);
    };
    add(handle.rows, 1, "ui.padding_top", "ui.padding_bottom");
    add(handle.columns, 0, "ui.padding_left", "ui.padding_right");
    return word;
}

} // namespace

Rect Application::stage_place() const {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    if (session_.stage)
        return {{0, 0}, {size.x, size.y}};
    const float s = scale();
    return {{std::round(236 * s), std::round(40 * s)}, {size.x, size.y - std::round(64 * s)}};
}

SceneInput Application::scene_input(const Rect& place) {
    const float ratio = platform_.pixel_ratio();
    Composition composition;
    composition.size = {std::max(std::round(place.width() * ratio), 16.0F),
                        std::max(std::round(place.height() * ratio), 16.0F)};
    composition.scale = scale() * ratio;
    composition.stage = composition.progress = session_.stage;
    composition.formula = session_.stage;
    composition.choices = !session_.stage;
    if (!session_.stage && !lens_plan(composition, shown_.document).shown.empty())
        composition.title = false; // the lenses need its place, and the panel says what it is
    const bool moving = view_blend_ > 0 && view_blend_ < 1;
    composition.view_blend = moving ? view_blend_ : -1;
    composition.kernel_turn = kernel_turn_;
    // One document for one picture: of a large operation the numbers come later, and the old picture stays
    // till then.
    return {shown_.document, shown_.results, cursor(),    lit(),          theme(settings_.theme),
            texts(),         typesetter_,    composition, &shown_.rasters};
}

Frame Application::composed(const Rect& place) {
    return compose(scene_input(place));
}

/// What would be pulled, and how large it is: "kernel 3×3", "padding 1"; where it goes no further, why.
std::string Application::word_of_handle() const {
    const Handle& handle = grab_.handle;
    const Operation operation = operation_of(history_.current());
    std::string word;
    if (handle.hold == Hold::kernel)
        word = texts()("ui.held_kernel", {{"size", joined(operation.kernel_size)}});
    if (handle.hold == Hold::padding)
        word = padding_word(texts(), operation, handle);
    const bool pulls = grab_.doing == Grab::Doing::stretch && grab_.dragging;
    if (pulls && grab_.stopped && grab_.stopped->code != IssueCode::too_small)
        word += " · " + limit_note(texts(), grab_.stopped);
    return word;
}

/// What lies over the figure: handles, the element that was clicked, brush and entry.
Overlay Application::overlay(const Rect& place) {
    Overlay over;
    if (!shown_.results.issues.empty())
        return over;
    const auto cell = [&](Tag tag, Vec2 near) {
        return tag.space == 0 ? std::nullopt : cell_of(frame_, tag, near);
    };
    const bool held = grab_.doing == Grab::Doing::stretch || grab_.doing == Grab::Doing::window;
    if (grab_.handle.hold != Hold::none && (held || !grab_.left.is_down())) {
        const SceneInput input = scene_input(place);
        const FigureModel model(shown_.results, input.cursor.step);
        const FigurePlaces places = figure_places(input);
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        over.handles = outlines_of(model, places, grab_.handle);
        over.areas = areas_of(model, places, grab_.handle);
        over.of_padding = grab_.handle.hold == Hold::padding;
        over.held = held && grab_.left.is_down();
        over.word = word_of_handle();
        over.word_at = (Vec2{mouse.x, mouse.y} - place.min) * platform_.pixel_ratio();
    }
    if (session_.painting && editable(session_.hover)) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        over.brush = cell(session_.hover, (Vec2{mouse.x, mouse.y} - place.min) * platform_.pixel_ratio());
        over.erasing = ImGui::GetIO().KeyShift || ImGui::GetIO().MouseDown[1];
        over.brush_text = number_text(over.erasing ? 0 : session_.brush);
    }
    over.entry = cell(entry_.element, entry_.near);
    over.entry_text = entry_.text;
    over.entry_selected = entry_.selected;
    return over;
}

void Application::draw_blank(Color color) {
    glDisable(GL_SCISSOR_TEST);
    glClearColor(static_cast<float>(color.r) / 255, static_cast<float>(color.g) / 255,
                 static_cast<float>(color.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

void Application::draw_halo(const Ui& ui) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!ImGui::IsMousePosValid(&mouse))
        return;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    draw.AddCircleFilled(mouse, ui.px(26), imgui_color(with_alpha(ui.theme.w.line, 0.22F)), 48);
    draw.AddCircle(mouse, ui.px(26), imgui_color(with_alpha(ui.theme.w.line, 0.8F)), 48, ui.px(2));
}

void Application::draw_stage(const Ui& ui) {
    const Platform::Size size = platform_.framebuffer();
    const Rect place = stage_place();
    if (session_.stage && session_.blank != Blank::none) {
        grab_.buttons.clear();
        draw_blank(session_.blank == Blank::black ? rgb(0x000000) : rgb(0xFFFFFF));
        return;
    }
    if (!session_.stage)
        draw_blank(ui.theme.card); // the ground of the panels
    frame_ = composed(place);
    if (point(place)) // what is pointed at is lit in the same picture, what was changed is seen
        frame_ = composed(place);
    const float ratio = platform_.pixel_ratio();
    const std::size_t items = frame_.items.size();
    draw_overlay(frame_, overlay(place), theme(settings_.theme), typesetter_, design_px());
    renderer_->draw(frame_, typesetter_,
                    {size.width, size.height, static_cast<int>(std::lround(place.min.x * ratio)),
                     static_cast<int>(std::lround(place.min.y * ratio))});
    frame_.items.resize(items); // a copy of the picture is without them
    if (session_.stage)
        draw_halo(ui);
}

} // namespace convlens
