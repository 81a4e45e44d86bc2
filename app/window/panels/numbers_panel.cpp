// Where the numbers come from: patterns and seeds of X, kernels and typed weights of W, and how cells show
// them.
#include "window/panels/panels.h"

#include "document/element.h"
#include "document/names.h"
#include "i18n/error.h"
#include "scene/words/notation.h"
#include "window/controls/widgets.h"
#include "window/session/keys.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>

namespace convlens {
namespace {

std::string key_of(const char* group, std::string_view name) {
    std::string key(name);
    std::replace(key.begin(), key.end(), '-', '_');
    return group + key;
}

std::string pattern_label(const Ui& ui, SourceKind kind) {
    switch (kind) {
    case SourceKind::values:
        return std::string(ui.texts("ui.source_values"));
    case SourceKind::image:
        return std::string(ui.texts("ui.source_image"));
    case SourceKind::kernel:
        return {};
    case SourceKind::small:
    case SourceKind::ramp:
    case SourceKind::impulse:
    case SourceKind::checkerboard:
    case SourceKind::constant:
        break;
    }
    return std::string(ui.texts(key_of("ui.pattern_", name_of(pattern_names(), kind))));
}

void use_pattern(Source& source, SourceKind kind) {
    source.kind = kind;
    source.edits.clear();
}

void patterns(const Ui& ui, const char* id, Source& source) {
    for (const auto& [name, kind] : pattern_names())
        if (ImGui::Selectable((pattern_label(ui, kind) + "###" + id + std::string(name)).c_str(),
                              source.kind == kind))
            use_pattern(source, kind);
}

/// Numbers that came from a file or by pasting, while the source still has them.
void stored_numbers(const Ui& ui, const char* id, Source& source, SourceKind kind) {
    const bool has = kind == SourceKind::image ? source.image != nullptr : source.values != nullptr;
    if (has && ImGui::Selectable((pattern_label(ui, kind) + "###" + id).c_str()))
        use_pattern(source, kind);
}

void new_numbers(const Ui& ui, const char* id, Source& source) {
    if (source.kind != SourceKind::small)
        return;
    if (button(ui, ui.label("ui.new_numbers", id), ImGui::GetContentRegionAvail().x)) {
        ++source.seed;
        source.edits.clear();
    }
}

void input_numbers(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.numbers_x"), ui.theme.x.heading);
    if (begin_choice(ui, "###x_source", pattern_label(ui, draft.input.kind),
                     ImGui::GetContentRegionAvail().x)) {
        stored_numbers(ui, "x_image", draft.input, SourceKind::image);
        stored_numbers(ui, "x_values", draft.input, SourceKind::values);
        patterns(ui, "x", draft.input);
        ImGui::EndCombo();
    }
    new_numbers(ui, "x_new", draft.input);
    if (draft.input.kind == SourceKind::image)
        ImGui::Checkbox(ui.label("ui.color", "color").c_str(), &draft.color);
}

/// dY, where its lens is on.
void grad_numbers(const PanelInput& input, Document& draft) {
    if (!has_lens(draft, Lens::gradients))
        return;
    const Ui& ui = input.ui;
    words(ui.texts("ui.numbers_dy"), ui.theme.gradient.heading);
    if (begin_choice(ui, "###dy_source", pattern_label(ui, draft.grad_output.kind),
                     ImGui::GetContentRegionAvail().x)) {
        stored_numbers(ui, "dy_values", draft.grad_output, SourceKind::values);
        patterns(ui, "dy", draft.grad_output);
        ImGui::EndCombo();
    }
    new_numbers(ui, "dy_new", draft.grad_output);
}

/// A named kernel is square and odd, three at least.
void use_kernel(Document& draft, KernelName name) {
    draft.weight.kind = SourceKind::kernel;
    draft.weight.kernel_name = name;
    draft.weight.edits.clear();
    Operation wanted = draft.operation;
    const Sizes& kernel = wanted.kernel_size;
    const bool fits = kernel.size() == 2 && kernel[0] == kernel[1] && kernel[0] % 2 == 1 && kernel[0] >= 3;
    if (fits || name == KernelName::identity || name == KernelName::box)
        return;
    wanted.kernel_size = Sizes::filled(kernel.size(), 3);
    if (check(wanted).empty())
        set_operation(draft, wanted);
}

void weight_source(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.numbers_w"), ui.theme.w.heading);
    const auto kernel_label = [&](KernelName name) {
        return std::string(ui.texts(key_of("ui.kernel_", name_of(kernel_names(), name))));
    };
    const std::string present = draft.weight.kind == SourceKind::kernel
                                    ? kernel_label(draft.weight.kernel_name)
                                    : pattern_label(ui, draft.weight.kind);
    if (begin_choice(ui, "###w_source", present, ImGui::GetContentRegionAvail().x)) {
        for (const auto& [name, kernel] : kernel_names())
            if (ImGui::Selectable((kernel_label(kernel) + "###k" + std::string(name)).c_str(),
                                  draft.weight.kind == SourceKind::kernel &&
                                      draft.weight.kernel_name == kernel))
                use_kernel(draft, kernel);
        stored_numbers(ui, "w_values", draft.weight, SourceKind::values);
        patterns(ui, "w", draft.weight);
        ImGui::EndCombo();
    }
    new_numbers(ui, "w_new", draft.weight);
}

/// A number to type over, with as many digits as have room; nothing as long as what is typed is none.
std::optional<double> number_field(const char* id, double value) {
    std::array<char, 48> field{};
    const float room = ImGui::CalcItemWidth() - 2 * ImGui::GetStyle().FramePadding.x;
    std::string shown;
    for (int digits = 4; digits > 0; --digits) {
        std::snprintf(field.data(), field.size(), "%.*g", digits, value);
        shown = with_minus_signs(field.data());
        if (ImGui::CalcTextSize(shown.c_str()).x <= room)
            break;
    }
    field.fill(0);
    shown.copy(field.data(), field.size() - 1);
    if (!ImGui::InputText(id, field.data(), field.size(), ImGuiInputTextFlags_AutoSelectAll))
        return {};
    try {
        return read_number(field.data());
    } catch (const Error&) {
        return {};
    }
}

/// The first plane of W, to type into.
void weight_grid(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const auto& w = input.results.w;
    if (!w || w->shape.size() != 4 || input.results.operation.kernel_size != draft.operation.kernel_size)
        return;
    const int64_t rows = w->shape[2], columns = w->shape[3];
    if (rows > 7 || columns > 7)
        return;
    const WithFont mono(ui.fonts.mono);
    const float gap = ui.px(3),
                width = (ImGui::GetContentRegionAvail().x - gap * static_cast<float>(columns - 1)) /
                        static_cast<float>(columns);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ui.px(3), ui.px(3)});
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t column = 0; column < columns; ++column) {
            if (column > 0)
                ImGui::SameLine();
            const double value = (*w)[weight_in_document(input.results, row * columns + column)];
            ImGui::SetNextItemWidth(width);
            ImGui::PushID(static_cast<int>(row * columns + column));
            const auto typed = number_field("###weight", value);
            typing_frame(ui);
            if (typed)
                draft.weight.edits[{0, 0, row, column}] = *typed;
            hint(ui, element_brackets('w', {row, column}) + " " + equals_text(value));
            ImGui::PopID();
        }
    ImGui::PopStyleVar(2);
}

/// The brush: a switch, and its value while it is in the hand.
void brush(const PanelInput& input, const Document& draft, Requests& requests) {
    const Ui& ui = input.ui;
    if (button(ui, ui.label("ui.paint", "paint"), ImGui::GetContentRegionAvail().x, input.session.painting))
        requests.push_back({LookCommand::toggle_paint, 0, {}});
    hint(ui, shortcut_text(LookCommand::toggle_paint));
    if (!input.session.painting)
        return;
    const int64_t most = draft.input.kind == SourceKind::image ? 255 : 9;
    SliderState state{static_cast<int64_t>(std::lround(input.session.brush)), 0, most, 0, most};
    if (slider(ui, "brush", ui.texts("ui.brush"), state, "", ""))
        requests.push_back(
            {LookCommand::set_brush, std::clamp<int64_t>(state.value, -1'000'000, 1'000'000), {}});
}

void reset_edits(const PanelInput& input, Document& draft) {
    if (draft.input.edits.empty() && draft.weight.edits.empty() && draft.grad_output.edits.empty())
        return;
    ImGui::SetCursorPosX(input.ui.px(9));
    if (!link(input.ui, input.ui.label("ui.reset_edits", "reset_edits"), true))
        return;
    for (Source* source : {&draft.input, &draft.weight, &draft.grad_output})
        source->edits.clear();
}

void cell_text(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    words(ui.texts("ui.cells_show"), ui.theme.quiet);
    const float gap = ui.px(6), width = (ImGui::GetContentRegionAvail().x - 2 * gap) / 3;
    bool first = true;
    for (const auto& [name, text] : cell_text_names()) {
        if (!first)
            ImGui::SameLine(0, gap);
        first = false;
        if (button(ui, ui.label(key_of("ui.cells_", name), "cells" + std::string(name)), width,
                   draft.cell_text == text))
            draft.cell_text = text;
    }
}

/// Of numbers that are not whole.
void digits(const PanelInput& input, Document& draft) {
    const Ui& ui = input.ui;
    const auto label = [&](int64_t count) {
        return count == 0 ? std::string(ui.texts("ui.digits_auto"))
                          : ui.texts("ui.digits_count", {{"count", std::to_string(count)}});
    };
    words(ui.texts("ui.digits"), ui.theme.quiet);
    if (!begin_choice(ui, "###digits", label(draft.digits), ImGui::GetContentRegionAvail().x))
        return;
    for (int64_t count = 0; count <= max_digits; ++count)
        if (ImGui::Selectable((label(count) + "###digits" + std::to_string(count)).c_str(),
                              draft.digits == count))
            draft.digits = count;
    ImGui::EndCombo();
}

} // namespace

Requests numbers_panel(const PanelInput& input, Document& draft) {
    Requests requests;
    input_numbers(input, draft);
    brush(input, draft, requests);
    if (has_weight(draft.operation.kind)) {
        weight_source(input, draft);
        weight_grid(input, draft);
    }
    grad_numbers(input, draft);
    reset_edits(input, draft);
    cell_text(input, draft);
    if (draft.cell_text == CellText::numbers)
        digits(input, draft);
    return requests;
}

} // namespace convlens
