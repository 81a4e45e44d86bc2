// For tests: the state as one line on standard output, whenever it changes and when F12 asks for it.
#include "window/application/application.h"

#include "document/names.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "window/session/playback.h"

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
std::string numbers_of(const std::shared_ptr<const Tensor<double>>& tensor) {
    std::string text;
    for (int64_t i = 0; tensor && i < std::min<int64_t>(tensor->count(), max_reported); ++i) {
        std::array<char, 32> number{};
        std::snprintf(number.data(), number.size(), "%s%g", i > 0 ? "," : "", (*tensor)[i]);
        text += number.data();
    }
    return text.empty() ? "-" : text;
}

} // namespace

/// Where elements and handles are on the screen: " at_x=100,200;134,200 at_w=... at_window=x,y" (middle of
/// the window), corner_window (its lower right), corner_base (lower right of the padded plane).
std::string Application::places() {
    if (!shown_.results.issues.empty())
        return "";
    const Rect place = stage_place();
    const float ratio = platform_.pixel_ratio();
    const auto point = [&](Vec2 at) {
        const Vec2 on_screen = place.min + at * (1 / ratio);
        return std::to_string(std::lround(on_screen.x)) + "," + std::to_string(std::lround(on_screen.y));
    };
    std::string line;
    const auto elements = [&](const char* name, TagSpace space, int64_t count) {
        line += std::string(" at_") + name + "=";
        for (int64_t i = 0; i < std::min(count, max_reported); ++i)
            if (const auto box = cell_of(frame_, {static_cast<uint32_t>(space), i}, {}))
                line += point(box->origin + 0.5F * (box->u + box->v)) + ";";
    };
    const Results& results = shown_.results;
    elements("x", TagSpace::x, results.x->count());
    elements("w", TagSpace::w, results.w ? results.w->count() : 0);
    if (has_lens(shown_.document, Lens::gradients))
        elements("dy", TagSpace::dy, results.y->count());
    elements("y", TagSpace::y, results.y->count());
    const SceneInput input = scene_input(place);
    const FigureModel model(results, input.cursor.step);
    const FigurePlaces planes = figure_places(input);
    for (const Box& window : outlines_of(model, planes, {.hold = Hold::window}))
        line += " at_window=" + point(window.origin + 0.5F * (window.u + window.v)) +
                " corner_window=" + point(window.origin + window.u + window.v);
    line += " corner_base=" + point(planes.base.at(static_cast<float>(model.base.plane_rows()),
                                                   static_cast<float>(model.base.plane_columns())));
    return line;
}

void Application::report() {
    const Document& document = history_.current();
    const Operation& operation = document.operation;
    std::string line;
    const auto put = [&](const char* name, const std::string& value) {
        line += std::string(" ") + name + "=" + value;
    };
    put("kind", std::string(name_of(kind_names(), operation.kind)));
    put("input", joined(operation.input_size));
    put("kernel", joined(operation.kernel_size));
    put("stride", joined(operation.stride));
    put("padding", joined(operation.padding_begin) + ":" + joined(operation.padding_end));
    put("dilation", joined(operation.dilation));
    put("issues", std::to_string(shown_.results.issues.size()));
    put("output", joined(shown_.results.output));
    put("source", std::to_string(static_cast<int>(document.input.kind)));
    put("step", std::to_string(step_at(timeline(), session_.playhead_us)));
    put("playing", std::to_string(session_.playing ? 1 : 0));
    put("view", std::string(name_of(view_names(), document.view)));
    std::string lenses;
    for (const Lens lens : document.lenses)
        lenses.append(lenses.empty() ? "" : ",").append(name_of(lens_names(), lens));
    put("lenses", lenses.empty() ? "-" : lenses);
    put("pins", std::to_string(document.pins.size()));
    put("theme", std::string(theme(settings_.theme).name));
    put("language", texts().language() == Language::zh ? "zh" : "en");
    put("stage", std::to_string(session_.stage ? 1 : 0));
    put("blank", std::to_string(static_cast<int>(session_.blank)));
    put("panel", std::to_string(static_cast<int>(session_.file.panel)));
    put("exporting",
        std::to_string(session_.exporting.open ? 1 : 0) + std::to_string(session_.export_all > 0 ? 1 : 0));
    put("focus", std::to_string(session_.focus_in_panel ? 1 : 0));
    put("undo", std::to_string(history_.can_undo() ? 1 : 0));
    put("restore", std::to_string(session_.can_restore ? 1 : 0));
    std::array<char, 16> scale_text{};
    std::snprintf(scale_text.data(), scale_text.size(), "%.2f", scale());
    put("scale", scale_text.data());
    put("name", document.name.empty() ? "-" : document.name);
    put("message", session_.message.empty() ? "-" : "yes");
    put("entry", entry_.is_open() ? "[" + entry_.text + "]" : "-");
    put("typing", std::to_string(ImGui::GetIO().WantTextInput ? 1 : 0));
    put("painting", std::to_string(session_.painting ? 1 : 0));
    put("chosen", std::to_string(session_.chosen.space) + ":" + std::to_string(session_.chosen.index));
    put("x", numbers_of(shown_.results.x));
    put("w", numbers_of(shown_.results.w));
    if (has_lens(document, Lens::gradients) && shown_.results.issues.empty())
        put("dy", numbers_of(std::make_shared<const Tensor<double>>(
                      numbers(document.grad_output, TensorRole::dy, shown_.results.y->shape))));
    if (line == reported_ && !report_wanted_)
        return;
    reported_ = line;
    std::printf("state frames=%lld%s", static_cast<long long>(frames_drawn_), line.c_str());
    if (report_wanted_)
        std::printf("%s asked=1 frame_ms=%.2f key_ms=%.2f", places().c_str(), frame_ms_,
                    std::exchange(key_ms_, 0.0));
    std::printf("\n");
    std::fflush(stdout);
    report_wanted_ = false;
}

} // namespace convlens
