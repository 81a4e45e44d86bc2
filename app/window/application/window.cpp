// The loop: wait for events, let the panels edit a draft, commit it, draw. Idle it waits and draws nothing.
#include "window/window.h"

#include "document/presets.h"
#include "i18n/error.h"
#include "window/application/application.h"
#include "window/session/playback.h"

#include <imgui.h>

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

constexpr double frame_seconds = 1.0 / 60;
constexpr int report_key = 301; // F12, in tests only
constexpr int tab_key = 258;

/// All characters that widgets may show in a language, and the words that are shown in both.
std::string characters_of(Language language) {
    std::string all;
    for (const auto& [key, text] : Texts(language).all())
        all += text;
    for (const Preset& preset : presets())
        all += preset.document.title.in(language);
    for (const Language other : {Language::en, Language::zh})
        for (const char* key : {"ui.english", "ui.chinese", "kind.conv", "kind.conv_transpose",
                                "kind.max_pool", "kind.avg_pool", "kind.lp_pool", "kind.max_unpool"})
            all += Texts(other)(key);
    return all;
}

/// Dear ImGui's context is made here too: the atlas is its.
EarlyFonts start_fonts(const WindowOptions& options, const Settings& settings) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    EarlyFonts early;
    const Language language = options.language.value_or(settings.language.value_or(options.default_language));
    early.characters = characters_of(language);
    early.scale = settings.scale; // if the screen wishes another one, they are made again
    early.fonts = std::async(std::launch::async,
                             [&files = options.fonts, characters = early.characters, scale = early.scale] {
                                 return load_fonts(files, characters, scale);
                             });
    return early;
}

} // namespace

Application::Application(const WindowOptions& options)
    : options_(options), settings_(load_settings()), written_settings_(settings_), history_(options.document),
      early_fonts_(start_fonts(options_, settings_)), platform_(options.width, options.height, true),
      typesetter_(options.fonts) {
    if (options.language)
        settings_.language = options.language;
    if (options.theme)
        settings_.theme = *options.theme;
    session_.playing = options.play && !options.step;
    session_.scene_path = options.scene_path;
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigInputTextCursorBlink = false; // nothing is drawn while nothing happens
    ImGui_ImplGlfw_InitForOpenGL(platform_.handle(), false);
    platform_.connect_imgui();
    ImGui_ImplOpenGL3_Init("#version 330 core");
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    renderer_ = std::make_unique<gl::FrameRenderer>();
    shown_.document = history_.current();
    shown_.results = evaluate(shown_.document);
    shown_.rasters = make_rasters(shown_.results);
    view_blend_ = shown_.document.view == View::flat ? 1 : 0;
    if (options.step)
        session_.playhead_us = end_of(timeline(), *options.step);
    if (!options.clipboard.empty())
        platform_.set_clipboard(options.clipboard);
    find_kept();
    last_tick_ = platform_seconds();
}

Application::~Application() {
    forget_kept(true);
    evaluating_ = {};
    opening_ = {};
    exporting_ = {};
    copying_ = {};
    keeping_ = {};
    renderer_.reset();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
}

Texts Application::texts() const {
    return Texts(settings_.language.value_or(options_.default_language));
}

float Application::scale() const {
    return settings_.scale * platform_.content_scale() / platform_.pixel_ratio();
}

void Application::build_fonts() {
    std::string wanted = characters_of(texts().language());
    if (session_.file.panel != FilePanel::none || !session_.message.empty()) {
        // Names from the disk and from files may have any characters.
        wanted += session_.message;
        for (const std::string& path : settings_.recent)
            wanted += path;
        const std::string typed(session_.file.path.data());
        const std::string folder = typed.substr(0, typed.rfind('/') + 1);
        wanted += typed;
        for (const std::string& name : completions(folder.empty() ? "." : folder, "", 200))
            wanted += name;
    }
    const bool first = early_fonts_.fonts.valid();
    if (first) {
        fonts_ = early_fonts_.fonts.get();
        font_characters_ = early_fonts_.characters;
        font_scale_ = early_fonts_.scale;
    }
    if (wanted == font_characters_ && scale() == font_scale_)
        return;
    font_characters_ = wanted;
    font_scale_ = scale();
    fonts_ = load_fonts(options_.fonts, wanted, font_scale_);
    if (first)
        return; // the first frame makes the texture
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

bool Application::is_animated() const {
    const float goal = shown_.document.view == View::flat ? 1 : 0;
    return (session_.playing && session_.blank == Blank::none) || view_blend_ != goal || kernel_turn_ < 1;
}

double Application::seconds_to_wait() const {
    if (platform_.is_hidden())
        return -1;
    if (frames_to_draw_ > 0)
        return 0;
    if (is_animated())
        return std::max(last_tick_ + frame_seconds - platform_seconds(), 0.0005);
    double until = 1e9;
    if (session_.message_until > 0)
        until = session_.message_until;
    if (kept_at_ > 0)
        until = std::min(until, kept_at_);
    return until < 1e9 ? std::max(until - platform_seconds(), 0.01) : -1;
}

void Application::take_keys(const Events& events) {
    const ImGuiIO& io = ImGui::GetIO();
    std::size_t taken = 0;
    const auto take_typed = [&](std::size_t keys) {
        for (; taken < events.typed.size() && events.typed[taken].after_keys <= keys; ++taken)
            if (entry_.is_open())
                entry_.type(events.typed[taken].character);
    };
    std::size_t keys = 0;
    for (const KeyPress& press : events.keys) {
        take_typed(keys++);
        if (take_entry_key(press))
            continue;
        const KeyContext context{
            io.WantTextInput || entry_.is_open(),
            session_.focus_in_panel ||
                ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel),
            session_.stage};
        if (const KeyBinding* binding = binding_of(press.key, press.mods, context))
            requests_.push_back({binding->command, binding->argument, {}});
        else if (options_.report && press.key == report_key)
            report_wanted_ = true;
    }
    take_typed(keys);
}

/// The clock: playing, and the movement between the views.
void Application::advance() {
    const double now = platform_seconds();
    // Never more than a few frames at once, so that nothing jumps after a pause of the machine.
    const double elapsed = std::min(now - last_tick_, 0.1);
    last_tick_ = now;
    if (session_.playing && session_.blank == Blank::none) {
        const Speed& speed = speeds[session_.speed];
        const auto elapsed_us = static_cast<int64_t>(elapsed * 1e6) * speed.times / speed.by;
        const Advance next = advanced(timeline(), session_.playhead_us, elapsed_us, session_.loop);
        session_.playhead_us = next.time_us;
        session_.playing = !next.finished;
        frames_to_draw_ = std::max(frames_to_draw_, 1);
    }
    const float goal = shown_.document.view == View::flat ? 1 : 0;
    if (view_blend_ != goal) {
        const auto step = static_cast<float>(elapsed / 0.35);
        view_blend_ = settings_.reduced_motion ? goal
                      : goal > view_blend_     ? std::min(view_blend_ + step, goal)
                                               : std::max(view_blend_ - step, goal);
        frames_to_draw_ = std::max(frames_to_draw_, 1);
    }
    if (kernel_turn_ < 1) {
        kernel_turn_ = std::min(kernel_turn_ + static_cast<float>(elapsed / 0.6), 1.0F);
        frames_to_draw_ = std::max(frames_to_draw_, 1);
    }
    if (session_.message_until > 0 && now > session_.message_until) {
        session_.message.clear();
        session_.message_until = 0;
        frames_to_draw_ = 2;
    }
}

void Application::run_panels(const Ui& ui) {
    if (session_.stage)
        return;
    Document draft = history_.current();
    const Timeline line = timeline();
    const PanelInput input{ui, session_, settings_, shown_.results, line, cursor()};
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Rect stage = stage_place();
    const auto take = [this](Requests requests) {
        requests_.insert(requests_.end(), requests.begin(), requests.end());
    };
    take(menu_bar(input, draft, {{0, 0}, {size.x, stage.min.y}}));
    take(parameter_panel(input, draft, {{0, stage.min.y}, {stage.min.x, stage.max.y}}));
    take(transport(input, draft, {{0, stage.max.y}, {size.x, size.y}}));
    take(file_panel(input, session_.file, stage));
    take(export_panel(input, session_.exporting, stage));
    take(help_panel(input, stage));
    take(message_line(input, stage));
    commit(draft);
}

void Application::draw() {
    build_fonts();
    apply_style(theme(settings_.theme), font_scale_);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = std::max(io.DeltaTime, 1e-4F);
    if (session_.focus_in_panel)
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    else
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
    ImGui::NewFrame();
    const Ui ui{theme(settings_.theme), fonts_, texts(), font_scale_, session_.focus_in_panel};
    run_panels(ui);
    const Requests requests = std::move(requests_);
    requests_.clear();
    for (const Request& request : requests)
        perform(request);
    draw_stage(ui);
    ImGui::Render();
    const Platform::Size size = platform_.framebuffer();
    glViewport(0, 0, size.width, size.height);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    platform_.swap();
    ++frames_drawn_;
    --frames_to_draw_;
}

void Application::tick(const Events& events) {
    // What is typed into one field is one gesture; Tab goes to the next field.
    const bool typing = ImGui::GetIO().WantTextInput;
    const bool key_begins = std::ranges::any_of(events.keys, [&](const KeyPress& press) {
        return !press.repeated && (!typing || press.key == tab_key);
    });
    if (events.pressed || key_begins)
        gestures_.press();
    grab_.buttons.insert(grab_.buttons.end(), events.buttons.begin(), events.buttons.end());
    if (events.wheel)
        gestures_.wheel(platform_seconds());
    if (events.any)
        frames_to_draw_ = 3;
    take_keys(events);
    for (const std::string& path : events.dropped)
        requests_.push_back({Command::open_file, 0, path});
    take_evaluation();
    take_opened();
    take_export();
    take_copy();
    advance();
    keep_document();
    // The requests of keys are carried out before anything is drawn: the picture of this tick has their
    // effect.
    const Requests requests = std::move(requests_);
    requests_.clear();
    for (const Request& request : requests)
        perform(request);
    if (platform_.is_hidden())
        frames_to_draw_ = 0;
    if (frames_to_draw_ > 0) {
        draw();
        const double taken = (platform_seconds() - last_tick_) * 1000;
        frame_ms_ += (taken - frame_ms_) * 0.1;
        if (!events.keys.empty())
            key_ms_ = std::max(key_ms_, taken);
    }
    if (options_.report)
        report();
}

int Application::run() {
    while (!platform_.should_close()) {
        tick(platform_.wait(seconds_to_wait()));
        if (options_.leave_after_first_picture && frames_drawn_ > 0) {
            glFinish();
            std::printf("first picture after %.0f ms\n", platform_seconds() * 1000);
            break;
        }
    }
    return 0;
}

int run_window(const WindowOptions& options) {
    return Application(options).run();
}

} // namespace convlens
