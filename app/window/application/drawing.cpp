// Where things are in the window, and what is drawn there.
#include "window/application/application.h"

#include "scene/figure/overlay.h"
#include "window/application/stage_overlay.h"
#include "window/panels/panels.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

/// px of the window to one of the design.
float scale_of(const Settings& settings, const Platform& platform) {
    return settings.scale * platform.content_scale() / platform.pixel_ratio();
}

constexpr float header = 40, side = 236, foot = 64; // of the window around the stage, px of the design
constexpr float min_height = 500; // of a window whose network has a bar below it, px of the design

/// Beside the export panel: the picture that will be written, as large as it can be seen whole.
Rect preview_in(const Rect& stage, const ExportForm& form, float px) {
    const Rect room = inset({{std::max(form.card.max.x, stage.min.x), stage.min.y}, stage.max}, 12 * px);
    if (room.height() < 90 * px || room.width() < 160 * px)
        return stage;
    const Vec2 size = picture_of(form).size;
    const float scale = std::min(room.width() / size.x, room.height() / size.y);
    const Vec2 half{std::round(size.x * scale) / 2, std::round(size.y * scale) / 2};
    const Vec2 corner{std::round(room.center().x - half.x), std::round(room.center().y - half.y)};
    return {corner, corner + half * 2};
}

/// Of the presenter's panel, px; it leaves the picture its room in a small window.
float presenter_column(const Session& session, float px) {
    return session.mirrors_class()
               ? std::round(std::min(presenter_width * px, 0.3F * ImGui::GetIO().DisplaySize.x))
               : 0;
}

/// Whether steps are played by a bar at the bottom: of a figure always, of a network where it has steps and
/// room.
bool has_transport(const Session& session, float px) {
    return !session.shows_no_figure() || (session.network.shows && session.network.has_steps &&
                                          ImGui::GetIO().DisplaySize.y >= min_height * px);
}

/// The figure has the whole window in stage mode, else what the panels leave; a page has no panels but the
/// header.
Rect stage_rect(const Session& session, float px) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float below = has_transport(session, px) ? std::round(foot * px) : 0;
    if (session.shows_no_figure() && !session.stage)
        return {{0, std::round(header * px) + session.header_strip},
                {size.x - presenter_column(session, px), size.y - below}};
    return session.stage ? Rect{{0, 0}, {size.x, size.y}}
                         : Rect{{std::round(side * px), std::round(header * px) + session.header_strip},
                                {size.x - presenter_column(session, px), size.y - below}};
}

} // namespace

StagePlace Application::stage_place() const {
    StagePlace place;
    place.ratio = platform_.pixel_ratio();
    place.scale = scale_of(settings_, platform_);
    place.rect = stage_rect(session_, place.scale);
    if (session_.mirrors_class())
        return mirrored_place(inset(place.rect, 10 * place.scale), class_view_.size(),
                              settings_.scale * class_view_.content_scale(), place.ratio);
    if (session_.exporting.open && !session_.stage)
        place.rect = preview_in(place.rect, session_.exporting, place.scale);
    return place;
}

void Application::run_panels(const Ui& ui) {
    next_place_ = {};
    const auto take = [this](const Requests& requests) {
        requests_.insert(requests_.end(), requests.begin(), requests.end());
    };
    take(pen_palette(ui, session_, stage_rect(session_, ui.scale)));
    if (session_.stage)
        return;
    Document draft = editor_.document();
    const bool is_network = networks_.shows();
    const Timeline line = is_network ? networks_.timeline() : editor_.timeline();
    const bool live = session_.may_undo();
    const PanelInput input{ui,
                           session_,
                           settings_,
                           editor_.shown().results,
                           line,
                           editor_.cursor(),
                           live && (is_network ? networks_.can_undo() : editor_.history().can_undo()),
                           live && (is_network ? networks_.can_redo() : editor_.history().can_redo()),
                           is_network ? networks_.stages().steps() : line.steps()};
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Rect bar{{0, 0}, {size.x, std::round(header * ui.scale)}};
    Rect free; // of the bar
    take(menu_bar(input, draft, bar, free));
    take(message_line(input, bar, free, session_.header_strip));
    const Rect stage = stage_rect(session_, ui.scale);
    if (!session_.shows_no_figure())
        take(parameter_panel(input, draft, {{0, stage.min.y}, {stage.min.x, stage.max.y}}));
    if (session_.mirrors_class())
        run_presenter(input, {{stage.max.x, stage.min.y}, {size.x, stage.max.y}});
    const Rect foot_bar{{0, stage.max.y}, {size.x, size.y}};
    if (!session_.shows_no_figure())
        take(transport(input, draft, foot_bar));
    else if (has_transport(session_, ui.scale))
        take(network_transport(input, foot_bar));
    take(file_panel(input, session_.file, stage));
    if (!session_.lesson.shows_page)
        take(export_panel(input, session_.exporting, stage));
    take(help_panel(input, stage));
    editor_.commit(draft);
}

/// A page of a lesson in the figure's place. What has happened is said in it where there is no header.
void Application::draw_page(const Ui& ui) {
    const TickContext context = tick_context();
    const Theme& look = theme(settings_.theme);
    stage_.show(lessons_.frame(context, look));
    if (lessons_.follow(mouse_.events_beside_figure(session_), context))
        stage_.show(lessons_.frame(context, look));
    draw_beside_figure(ui);
}

/// A network in the figure's place; while something large is evaluated the picture says so.
void Application::draw_network(const Ui& ui) {
    const TickContext context = tick_context();
    const Theme& look = theme(settings_.theme);
    stage_.show(networks_.frame(context, look));
    if (networks_.follow(mouse_.events_beside_figure(session_), context))
        stage_.show(networks_.frame(context, look));
    if (is_late_)
        draw_veil(stage_.frame(), std::string(context.texts("stage.computing")), look, stage_.typesetter(),
                  context.place.design_px());
    draw_beside_figure(ui);
}

/// What has no figure's handles: notice, pen, halo.
void Application::draw_beside_figure(const Ui& ui) {
    const TickContext context = tick_context();
    const Theme& look = theme(settings_.theme);
    Overlay overlay;
    overlay.notice = session_.stage ? session_.message : "";
    draw_for_class(stage_.frame());
    draw_overlay(stage_.frame(), overlay, look, stage_.typesetter(), context.place.design_px());
    show_frame(ui, context.place);
}

/// The frame as it is now, and what lies over it.
void Application::show_frame(const Ui& ui, const StagePlace& place) {
    stage_.draw(place, platform_.framebuffer(), spotlight());
    draw_next();
    if (session_.classroom.pen())
        draw_pen_tip(ui, *session_.classroom.pen(), place.rect);
    else if (session_.stage && !mouse_.rest().rests())
        draw_halo(ui);
}

void Application::draw_stage(const Ui& ui) {
    if (session_.stage && session_.blank != Blank::none) {
        mouse_.forget_events();
        clear_window(session_.blank == Blank::black ? rgb(0x000000) : rgb(0xFFFFFF));
        return;
    }
    if (!session_.stage)
        clear_window(ui.theme.card); // the ground of the panels
    if (networks_.shows())
        return draw_network(ui);
    if (lessons_.shows_page())
        return draw_page(ui);
    const TickContext context = tick_context();
    const auto lit = [this] { return session_.classroom.pen() ? Tag{} : mouse_.lit(session_); };
    stage_.compose(context.place, context.texts, lit());
    if (mouse_.update(context)) // what is pointed at is lit in the same picture, what was changed is seen
        stage_.compose(context.place, context.texts, lit());
    if (is_late_)
        draw_veil(stage_.frame(), std::string(context.texts("stage.computing")), theme(settings_.theme),
                  stage_.typesetter(), context.place.design_px());
    Frame& frame = stage_.frame();
    const std::size_t items = frame.items.size();
    draw_for_class(frame);
    draw_overlay(frame, stage_overlay(context, mouse_), theme(settings_.theme), stage_.typesetter(),
                 context.place.design_px());
    show_frame(ui, context.place);
    frame.items.resize(items); // a copy of the picture is without them
}

void Application::draw() {
    if (fonts_.update(texts().language(), session_, settings_, scale_of(settings_, platform_)))
        gui_.replace_fonts();
    apply_style(theme(settings_.theme), fonts_.scale());
    gui_.begin_frame(session_.focus_in_panel);
    const Ui ui{theme(settings_.theme), fonts_.fonts(), texts(), fonts_.scale(), session_.focus_in_panel};
    run_panels(ui);
    dispatch_requests();
    draw_stage(ui);
    gui_.draw(platform_.framebuffer());
    platform_.swap();
    ++frames_drawn_;
    --session_.frames_to_draw;
}

} // namespace convlens
