// The parameters behind "More": those that the operation has, per axis where that makes sense.
#include "window/panels/panels.h"

#include "document/names.h"
#include "window/panels/widgets.h"

namespace convlens {
namespace {

void axes(const PanelInput& input, Document& draft) {
    const Texts& texts = input.ui.texts;
    if (draft.operation.dims() != 2)
        return;
    if (draft.input.kind != SourceKind::image) {
        knob_slider(input, draft,
                    {"input_rows", texts("ui.input_rows"), {Parameter::input_size, 0}, 1, 16, {}});
        knob_slider(input, draft,
                    {"input_columns", texts("ui.input_columns"), {Parameter::input_size, 1}, 1, 16, {}});
    }
    knob_slider(input, draft,
                {"kernel_rows", texts("ui.kernel_rows"), {Parameter::kernel_size, 0}, 1, 8, {}});
    knob_slider(input, draft,
                {"kernel_columns", texts("ui.kernel_columns"), {Parameter::kernel_size, 1}, 1, 8, {}});
    knob_slider(input, draft, {"stride_rows", texts("ui.stride_rows"), {Parameter::stride, 0}, 1, 6, {}});
    knob_slider(input, draft,
                {"stride_columns", texts("ui.stride_columns"), {Parameter::stride, 1}, 1, 6, {}});
    if (draft.operation.kind == Kind::max_unpool)
        return;
    knob_slider(input, draft,
                {"top", texts("ui.padding_top"), {Parameter::padding, 0, Side::begin}, 0, 6, {}});
    knob_slider(input, draft,
                {"bottom", texts("ui.padding_bottom"), {Parameter::padding, 0, Side::end}, 0, 6, {}});
    knob_slider(input, draft,
                {"left", texts("ui.padding_left"), {Parameter::padding, 1, Side::begin}, 0, 6, {}});
    knob_slider(input, draft,
                {"right", texts("ui.padding_right"), {Parameter::padding, 1, Side::end}, 0, 6, {}});
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

} // namespace

void more_parameters(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const Texts& texts = ui.texts;
    const Kind kind = draft.operation.kind;
    if (kind != Kind::max_unpool)
        knob_slider(input, draft, {"dilation", texts("ui.dilation"), {Parameter::dilation}, 1, 5, {}});
    if (kind == Kind::conv_transpose)
        knob_slider(input, draft,
                    {"output_padding", texts("ui.output_padding"), {Parameter::output_padding}, 0, 5, {}});
    if (kind == Kind::max_unpool)
        knob_slider(input, draft,
                    {"output_size", texts("ui.output_size_change"), {Parameter::output_size}, -5, 5, {}});
    axes(input, draft);
    if (kind == Kind::conv)
        padding_mode(input, draft);
    if (has_weight(kind)) {
        knob_slider(input, draft, {"groups", texts("ui.groups"), {Parameter::groups}, 1, 4, {}});
        knob_slider(input, draft,
                    {"in_channels", texts("ui.in_channels"), {Parameter::in_channels}, 1, 4, {}});
        knob_slider(input, draft,
                    {"out_channels", texts("ui.out_channels"), {Parameter::out_channels}, 1, 4, {}});
    } else {
        knob_slider(input, draft, {"channels", texts("ui.channels"), {Parameter::in_channels}, 1, 4, {}});
    }
    if (is_pool(kind))
        tick(ui, draft, "ui.ceil_mode", "ceil", &Operation::ceil_mode);
    if (kind == Kind::avg_pool)
        tick(ui, draft, "ui.count_include_pad", "include", &Operation::count_include_pad);
    if (kind == Kind::lp_pool)
        norm(input, draft);
}

} // namespace convlens
