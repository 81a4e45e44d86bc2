// For tests: the state as one line on standard output, whenever it changes and when F12 asks for it.
#include "window/application.h"

#include "document/names.h"
#include "window/playback.h"

#include <array>
#include <cstdio>
#include <utility>

namespace convlens {
namespace {

std::string joined(const Sizes& sizes) {
    std::string text;
    for (const int64_t size : sizes)
        text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

} // namespace

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
    if (line == reported_ && !report_wanted_)
        return;
    reported_ = line;
    std::printf("state frames=%lld%s", static_cast<long long>(frames_drawn_), line.c_str());
    if (report_wanted_)
        std::printf(" asked=1 frame_ms=%.2f key_ms=%.2f", frame_ms_, std::exchange(key_ms_, 0.0));
    std::printf("\n");
    std::fflush(stdout);
    report_wanted_ = false;
}

} // namespace convlens
