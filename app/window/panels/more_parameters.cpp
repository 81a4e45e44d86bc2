// The parameters behind "More": those that the operation has, per axis where that makes sense.
#include "window/panels/panels.h"

#include "document/dimensions.h"
#include "document/element.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "scene/words/words.h"
#include "window/controls/knob_slider.h"
#include "window/controls/widgets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

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
                {"kernel_rows",
                 texts(window_key(draft.operation.kind, "ui.kernel_rows", "ui.window_rows")),
                 {Parameter::kernel_size, 0},
                 1,
                 8,
                 {}});
    knob_slider(input.ui, draft,
                {"kernel_columns",
                 texts(window_key(draft.operation.kind, "ui.kernel_columns", "ui.window_columns")),
                 {Parameter::kernel_size, 1},
                 1,
                 8,
                 {}});
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

void dimensions(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.dimensions"), ui.theme.quiet);
    const float gap = ui.px(6), width = (ImGui::GetContentRegionAvail().x - 2 * gap) / 3;
    for (const std::size_t dims : {1U, 2U, 3U}) {
        if (dims > 1)
            ImGui::SameLine(0, gap);
        const std::string key = "ui.dims_" + std::to_string(dims);
        if (button(ui, ui.label(key, key), width, draft.operation.dims() == dims))
            set_dimensions(draft, dims);
    }
    ImGui::Dummy({1, ui.px(3)});
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

void flag(const Ui& ui, Document& draft, const char* key, const char* id, bool Document::*field) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(2), ui.px(2)});
    ImGui::Checkbox(ui.label(key, id).c_str(), &(draft.*field));
    ImGui::PopStyleVar();
}

/// Switched on it is 1 in every map; its numbers are changed in the figure.
void bias(const Ui& ui, Document& draft) {
    constexpr int64_t max_maps = 1024;
    const Operation operation = operation_of(draft);
    bool is_on = !bias_of(draft, operation).empty();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(2), ui.px(2)});
    if (ImGui::Checkbox(ui.label("ui.bias", "bias").c_str(), &is_on))
        draft.bias.assign(
            is_on ? static_cast<std::size_t>(std::clamp<int64_t>(operation.out_channels, 1, max_maps)) : 0,
            1);
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

std::string norm_text(double p) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), p);
    return std::isinf(p) ? "inf" : std::string(text.data(), end.ptr);
}

/// "0.5", "inf"; none: it is no number.
std::optional<double> norm_of(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    const std::string word =
        first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') + 1 - first);
    if (word == "inf" || word == "Inf" || word == "infinity" || word == "∞")
        return std::numeric_limits<double>::infinity();
    try {
        return read_number(word);
    } catch (const std::exception&) {
        return {};
    }
}

/// A text field in the slider's place. True: `p` is what was typed.
bool typed_norm(const PanelInput& input, ImGuiID typing, double& p) {
    const Ui& ui = input.ui;
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImVec2 start = ImGui::GetCursorScreenPos();
    words(ui.texts("ui.norm_p"), ui.theme.quiet);
    ImGui::SetCursorScreenPos({start.x, start.y + ui.px(16)});
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(6), ui.px(1)});
    if (storage.GetInt(typing) == 1)
        ImGui::SetKeyboardFocusHere();
    storage.SetInt(typing, 2);
    std::array<char, 32> text{};
    norm_text(p).copy(text.data(), text.size() - 1);
    static_assert(sizeof(double) == 2 * sizeof(int));
    std::array<int, 2> kept{storage.GetInt(typing + 1), storage.GetInt(typing + 2)};
    if (ImGui::InputText("###norm_typed", text.data(), text.size(), ImGuiInputTextFlags_AutoSelectAll)) {
        const double typed = norm_of(text.data()).value_or(p);
        std::memcpy(kept.data(), &typed, sizeof typed);
        storage.SetInt(typing + 1, kept[0]);
        storage.SetInt(typing + 2, kept[1]);
    }
    typing_frame(ui);
    const bool ended = ImGui::IsItemDeactivated(), edited = ImGui::IsItemDeactivatedAfterEdit();
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({start.x, start.y + ui.px(35)});
    ImGui::Dummy({1, ui.px(9)});
    if (ended)
        storage.SetInt(typing, 0);
    if (edited)
        std::memcpy(&p, kept.data(), sizeof p);
    return edited;
}

} // namespace

void norm_slider(const PanelInput& input, Document& draft) {
    const auto last = static_cast<int64_t>(norms.size()) - 1;
    Operation wanted = draft.operation;
    const ImGuiID typing = ImGui::GetID("norm_typing");
    if (ImGui::GetStateStorage()->GetInt(typing) != 0) {
        if (typed_norm(input, typing, wanted.norm_p))
            set_operation(draft, wanted);
    } else {
        SliderState state{static_cast<int64_t>(nearest_norm(wanted.norm_p)), 0, last, 0, last, {}};
        state.shown = std::isinf(wanted.norm_p) ? "∞" : norm_text(wanted.norm_p);
        if (slider(input.ui, "norm", input.ui.texts("ui.norm_p"), state, "", "")) {
            wanted.norm_p = norms[static_cast<std::size_t>(std::clamp<int64_t>(state.value, 0, last))];
            set_operation(draft, wanted);
        }
        if (state.number_pressed)
            ImGui::GetStateStorage()->SetInt(typing, 1);
    }
    flag(input.ui, draft, "ui.power_mean", "power_mean", &Document::power_mean);
    hint(input.ui, input.ui.texts("sum.note_springenberg"));
}

void more_parameters(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const Texts& texts = ui.texts;
    const Kind kind = draft.operation.kind;
    dimensions(input, draft);
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
        bias(ui, draft);
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
}

} // namespace convlens
