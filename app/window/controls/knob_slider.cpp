// The range of the control, and the range of what is possible within it.
#include "window/controls/knob_slider.h"

#include "document/evaluate/memory.h"
#include "document/nearest.h"
#include "window/controls/notes.h"
#include "window/controls/widgets.h"

#include <imgui_internal.h>

namespace convlens {

bool knob_slider(const Ui& ui, Document& draft, const KnobSpec& spec) {
    const Operation& operation = draft.operation;
    SliderState state;
    state.value = value_of(operation, spec.knob);
    state.from = spec.from;
    // The range stays while the slider is held, also when the value passes a power of two.
    ImGuiStorage& storage = *ImGui::GetStateStorage();
    const ImGuiID range_id = ImGui::GetID((std::string(spec.id) + "range").c_str());
    const ImGuiID held = ImGui::GetID((std::string(spec.id) + "held").c_str());
    int to = storage.GetInt(range_id, static_cast<int>(spec.to));
    if (!storage.GetBool(held)) {
        to = static_cast<int>(spec.to);
        while (to < state.value && to < (1 << 20))
            to *= 2;
        storage.SetInt(range_id, to);
    }
    state.to = to;
    // Beyond what is drawn cell by cell each number need not be asked for.
    const auto issues = [changed = without_numbers(draft)](const Operation& wanted) mutable {
        changed.operation = wanted;
        return issues_of(changed);
    };
    const KnobRange range = to <= 512 ? range_of(operation, spec.knob, state.from, state.to, issues)
                                      : KnobRange{state.from, state.to, {}, {}};
    state.low = range.low;
    state.high = range.high;
    const std::optional<Issue> issue = state.value == range.high && range.above ? range.above
                                       : state.value == range.low               ? range.below
                                                                                : std::nullopt;
    const std::string limit = limit_note(ui.texts, issue, operation.kind);
    const bool changed = slider(ui, spec.id, spec.label, state, spec.note, limit);
    storage.SetBool(held, ImGui::GetActiveID() == ImGui::GetID(("###" + std::string(spec.id)).c_str()));
    if (changed)
        set_operation(draft, with_value(operation, spec.knob, state.value));
    return changed;
}

} // namespace convlens
