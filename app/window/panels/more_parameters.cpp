// The parameters behind "More": those that the operation has, per axis where that makes sense.
#include "window/panels/panels.h"

#include "document/names.h"
#include "scene/words/words.h"
#include "window/controls/knob_slider.h"
#include "window/controls/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace convlens {
namespace {

void axes(const PanelInput& input, Document& draft) {
    const Texts& texts = input.ui.texts;
    if (draft.operation.dims() != 2)
        return;
    if (draft.input.kind != SourceKind::image) {
        knob_slider(input.ui, draft,
                    {"input_rows", texts("ui.input_rows"), {Parameter::input_size, 0}, 1, 16, {}});
        knob_slider(input.ui, draft,
                    {"input_columns", texts("ui.input_columns"), {Parameter::input_size, 1}, 1, 16, {}});
    }
    knob_slider(input.ui, draft,
                {"kernel_rows", texts("ui.kernel_rows"), {Parameter::kernel_size, 0}, 1, 8, {}});
    knob_slider(input.ui, draft,
                {"kernel_columns", texts("ui.kernel_columns"), {Parameter::kernel_size, 1}, 1, 8, {}});
    knob_slider(input.ui, draft, {"stride_rows", texts("ui.stride_rows"), {Parameter::stride, 0}, 1, 6, {}});
    knob_slider(input.ui, draft,
                {"stride_columns", texts("ui.stride_columns"), {Parameter::stride, 1}, 1, 6, {}});
    if (draft.operation.kind == Kind::max_unpool)
        return;
    const auto side = [&](const char* key) {
        return texts(key, {{"padding", texts(padding_key(draft.operation))}});
    };
    knob_slider(input.ui, draft,
                {"top", side("ui.padding_top"), {Parameter::padding, 0, Side::begin}, 0, 6, {}});
    knob_slider(input.ui, draft,
                {"bottom", side("ui.padding_bottom"), {Parameter::padding, 0, Side::end}, 0, 6, {}});
    knob_slider(input.ui, draft,
                {"left", side("ui.padding_left"), {Parameter::padding, 1, Side::begin}, 0, 6, {}});
    knob_slider(input.ui, draft,
                {"right", side("ui.padding_right"), {Parameter::padding, 1, Side::end}, 0, 6, {}});
}

void padding_mode(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.padding_mode"), ui.theme.quiet);
    const auto label = [&](PaddingMode mode) {
        return std::string(ui.texts("ui.mode_" + std::string(name_of(padding_mode_names(), mode))));
    };
    if (!begin_choice(ui, "###padding_mode", label(draft.operation.padding_mode),
                      ImGui::GetContentRegionAvail().x))
        return;
    for (const auto& [name, mode] : padding_mode_names()) {
        Operation wanted = draft.operation;
        wanted.padding_mode = mode;
        if (ImGui::Selectable((label(mode) + "###" + std::string(name)).c_str(),
                              mode == draft.operation.padding_mode))
            set_operation(draft, wanted);
    }
    ImGui::EndCombo();
}

void tick(const Ui& ui, Document& draft, const char* key, const char* id, bool Operation::*field) {
    Operation wanted = draft.operation;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(2), ui.px(2)});
    if (ImGui::Checkbox(ui.label(key, id).c_str(), &(wanted.*field)))
        set_operation(draft, wanted);
    ImGui::PopStyleVar();
}

void norm(const PanelInput& input, Document& draft) {
    Operation wanted = draft.operation;
    words(input.ui.texts("ui.norm_p"), input.ui.theme.quiet);
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    if (ImGui::InputDouble("###norm_p", &wanted.norm_p, 0.5, 1, "%.2f"))
        set_operation(draft, wanted);
}

void flag(const Ui& ui, Document& draft, const char* key, const char* id, bool Document::*field) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(2), ui.px(2)});
    ImGui::Checkbox(ui.label(key, id).c_str(), &(draft.*field));
    ImGui::PopStyleVar();
}

/// From the sum of magnitudes to the largest one, in steps that look even.
constexpr std::array norms{
    1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 32.0, 64.0, std::numeric_limits<double>::infinity()};

std::size_t nearest_norm(double p) {
    std::size_t nearest = norms.size() - 1;
    for (std::size_t i = norms.size() - 1; i-- > 0;)
        if (p <= norms[i] * 1.0001 || std::isinf(norms[nearest]))
            nearest = std::isinf(p) ? nearest : i;
    return nearest;
}

} // namespace

void norm_slider(const PanelInput& input, Document& draft) {
    const auto last = static_cast<int64_t>(norms.size()) - 1;
    const double p = draft.operation.norm_p;
    SliderState state{static_cast<int64_t>(nearest_norm(p)), 0, last, 0, last, {}};
    char number[32];
    std::snprintf(number, sizeof number, "%.4g", p);
    state.shown = std::isinf(p) ? "∞" : number;
    if (slider(input.ui, "norm", input.ui.texts("ui.norm_p"), state, "", "")) {
        Operation wanted = draft.operation;
        wanted.norm_p = norms[static_cast<std::size_t>(std::clamp<int64_t>(state.value, 0, last))];
        set_operation(draft, wanted);
    }
    flag(input.ui, draft, "ui.power_mean", "power_mean", &Document::power_mean);
}

void more_parameters(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const Texts& texts = ui.texts;
    const Kind kind = draft.operation.kind;
    if (kind != Kind::max_unpool)
        knob_slider(input.ui, draft, {"dilation", texts("ui.dilation"), {Parameter::dilation}, 1, 5, {}});
    if (kind == Kind::conv_transpose)
        knob_slider(input.ui, draft,
                    {"output_padding", texts("ui.output_padding"), {Parameter::output_padding}, 0, 5, {}});
    if (kind == Kind::max_unpool)
        knob_slider(input.ui, draft,
                    {"output_size", texts("ui.output_size_change"), {Parameter::output_size}, -5, 5, {}});
    axes(input, draft);
    if (kind == Kind::conv) {
        padding_mode(input, draft);
        flag(ui, draft, "ui.flip_kernel", "flip", &Document::flip_kernel);
    }
    if (has_weight(kind)) {
        knob_slider(input.ui, draft, {"groups", texts("ui.groups"), {Parameter::groups}, 1, 4, {}});
        knob_slider(input.ui, draft,
                    {"in_channels", texts("ui.in_channels"), {Parameter::in_channels}, 1, 4, {}});
        knob_slider(input.ui, draft,
                    {"out_channels", texts("ui.out_channels"), {Parameter::out_channels}, 1, 4, {}});
    } else {
        knob_slider(input.ui, draft, {"channels", texts("ui.channels"), {Parameter::in_channels}, 1, 4, {}});
    }
    if (is_pool(kind))
        tick(ui, draft, "ui.ceil_mode", "ceil", &Operation::ceil_mode);
    if (kind == Kind::avg_pool)
        tick(ui, draft, "ui.count_include_pad", "include", &Operation::count_include_pad);
    if (kind == Kind::lp_pool)
        norm(input, draft);
}

} // namespace convlens
