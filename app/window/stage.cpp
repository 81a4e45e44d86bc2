// The stage: the Frame that compose makes, drawn by OpenGL below the widgets, and what the mouse does on it.
#include "window/application.h"

#include "scene/lens_plan.h"
#include "window/playback.h"

#include <glad/gl.h>

#include <cmath>

namespace convlens {

Rect Application::stage_place() const {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    if (session_.stage)
        return {{0, 0}, {size.x, size.y}};
    const float s = scale();
    return {{std::round(236 * s), std::round(40 * s)}, {size.x, size.y - std::round(64 * s)}};
}

Frame Application::composed(const Rect& place) {
    const float ratio = platform_.pixel_ratio();
    Composition composition;
    composition.size = {std::max(std::round(place.width() * ratio), 16.0F),
                        std::max(std::round(place.height() * ratio), 16.0F)};
    composition.scale = scale() * ratio;
    composition.stage = composition.progress = session_.stage;
    composition.formula = session_.stage;
    if (!session_.stage && !lens_plan(composition, shown_.document).shown.empty())
        composition.title = false; // the lenses need its place, and the panel says what it is
    const bool moving = view_blend_ > 0 && view_blend_ < 1;
    composition.view_blend = moving ? view_blend_ : -1;
    // One document for one picture: of a large operation the numbers come later, and the old picture stays
    // till then.
    return compose({shown_.document, shown_.results, cursor(), session_.hover, theme(settings_.theme),
                    texts(), typesetter_, composition, &shown_.rasters});
}

void Application::point(const Rect& place) {
    const ImGuiIO& io = ImGui::GetIO();
    const Vec2 mouse{io.MousePos.x, io.MousePos.y};
    const bool over = place.contains(mouse) && !io.WantCaptureMouse;
    const float ratio = platform_.pixel_ratio();
    const Tag tag = over ? pick(frame_, (mouse - place.min) * ratio) : Tag{};
    if (!(tag == session_.hover)) {
        session_.hover = tag;
        frames_to_draw_ = std::max(frames_to_draw_, 2);
    }
    if (!over)
        return;
    const auto space = static_cast<TagSpace>(tag.space);
    if (space == TagSpace::issue && ImGui::IsMouseClicked(0))
        requests_.push_back({Command::nearest_possible, tag.index, {}});
    const bool clicked = ImGui::IsMouseClicked(0);
    if (clicked && space == TagSpace::lens_tab)
        requests_.push_back({Command::front_lens, tag.index, {}});
    if (clicked && space == TagSpace::lens_choice)
        requests_.push_back({Command::choose_in_lens, tag.index, {}});
    // Taking hold of Y moves the animation there: the element that is pointed at is the step.
    if (space == TagSpace::y && ImGui::IsMouseDown(0) && shown_.results.issues.empty() &&
        shown_.results.operation.kind != Kind::max_unpool)
        requests_.push_back({Command::seek_step, tag.index, {}});
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
        draw_blank(session_.blank == Blank::black ? rgb(0x000000) : rgb(0xFFFFFF));
        return;
    }
    if (!session_.stage)
        draw_blank(ui.theme.card); // the ground of the panels
    const Tag before = session_.hover;
    frame_ = composed(place);
    point(place);
    if (!(before == session_.hover)) // what is pointed at is lit in the same picture
        frame_ = composed(place);
    const float ratio = platform_.pixel_ratio();
    renderer_->draw(frame_, typesetter_,
                    {size.width, size.height, static_cast<int>(std::lround(place.min.x * ratio)),
                     static_cast<int>(std::lround(place.min.y * ratio))});
    if (session_.stage)
        draw_halo(ui);
}

} // namespace convlens
