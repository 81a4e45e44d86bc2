// Rubbish is answered in one line and changes nothing.
#include "window/application/mouse/number_typing.h"

#include "document/grid.h"
#include "i18n/refuse.h"
#include "window/application/elements.h"
#include "window/application/messages.h"
#include "window/application/neighbours.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>

#include <array>
#include <charconv>

namespace convlens {
namespace {

constexpr double message_seconds = 6;

std::string number_as_typed(double value) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value + 0.0);
    return {text.data(), end.ptr};
}

std::optional<EntryKey> entry_key(const KeyPress& press) {
    const bool plain = (press.mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) == 0;
    if (press.key == GLFW_KEY_A && press.mods == GLFW_MOD_CONTROL)
        return EntryKey::select_all;
    if (!plain)
        return {};
    switch (press.key) {
    case GLFW_KEY_ENTER:
    case GLFW_KEY_KP_ENTER:
        return EntryKey::enter;
    case GLFW_KEY_TAB:
        return (press.mods & GLFW_MOD_SHIFT) != 0 ? EntryKey::back_tab : EntryKey::tab;
    case GLFW_KEY_UP:
        return EntryKey::up;
    case GLFW_KEY_DOWN:
        return EntryKey::down;
    case GLFW_KEY_LEFT:
        return EntryKey::left;
    case GLFW_KEY_RIGHT:
        return EntryKey::right;
    case GLFW_KEY_ESCAPE:
        return EntryKey::escape;
    case GLFW_KEY_BACKSPACE:
    case GLFW_KEY_DELETE:
        return EntryKey::backspace;
    default:
        return {};
    }
}

bool is_digit_key(int key) {
    return (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) || (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9);
}

/// A digit or a minus begins a number in the element that was selected; with the brush a digit is its value.
/// In stage mode digits go to a tenth.
bool takes_digits(const TickContext& context, const KeyPress& press) {
    const bool digit = is_digit_key(press.key);
    const bool minus = press.key == GLFW_KEY_MINUS || press.key == GLFW_KEY_KP_SUBTRACT;
    const bool free = !ImGui::GetIO().WantTextInput && !context.session.focus_in_panel &&
                      !context.session.stage && press.mods == 0;
    if (!free || !(digit || minus))
        return false;
    if (context.session.painting && digit) {
        const int ninths = press.key - (press.key >= GLFW_KEY_KP_0 ? GLFW_KEY_KP_0 : GLFW_KEY_0);
        const bool image = context.editor.document().input.kind == SourceKind::image;
        context.requests.push_back({LookCommand::set_brush, image ? ninths * 255 / 9 : ninths, {}});
        return true;
    }
    const Tag element = typing_target(context.session, context.editor.shown().results);
    if (element.space == 0)
        return false;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    open_entry(context, element,
               context.session.cell.space != 0 ? Vec2{} : context.place.to_frame({mouse.x, mouse.y}));
    return context.session.entry.is_open();
}

} // namespace

void open_entry(const TickContext& context, Tag element, Vec2 near) {
    const auto cell = cell_of(context.stage.frame(), element, near);
    if (!cell || !shows_elements(context.editor))
        return;
    context.session.entry.open(element, middle_of(*cell),
                               number_as_typed(number_of(context.editor, element)));
}

bool commit_entry(const TickContext& context, EntryMove move) {
    NumberEntry& entry = context.session.entry;
    const Tag element = entry.element;
    const Vec2 near = entry.near;
    if (entry.changed)
        try {
            if (!put_number(context.editor, element, read_number(entry.text)))
                refuse("number.not_shown");
        } catch (const std::exception&) {
            show_message(context.session, sentence(context.texts, std::current_exception()), message_seconds);
            entry.selected = true;
            return false;
        }
    entry.close();
    const auto next = neighbour(context.stage.frame(), element, near, move);
    if (next)
        open_entry(context, *next, near);
    if (context.session.cell.space != 0)
        context.session.cell = next.value_or(element);
    return true;
}

bool take_entry_key(const TickContext& context, const KeyPress& press, const Platform& platform) {
    NumberEntry& entry = context.session.entry;
    if (!entry.is_open())
        return takes_digits(context, press);
    if (press.key == GLFW_KEY_V && press.mods == GLFW_MOD_CONTROL) {
        for (const char c : platform.clipboard().substr(0, NumberEntry::max_bytes))
            entry.type(static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'?');
        return true;
    }
    const auto key = entry_key(press);
    if (!key) // letters are typed; what has a modifier or a name of its own goes where it always goes
        return press.key < GLFW_KEY_ESCAPE && (press.mods & ~GLFW_MOD_SHIFT) == 0;
    const EntryStep step = entry.press(*key);
    if (step.end == EntryEnd::committed)
        commit_entry(context, step.move);
    else if (step.end == EntryEnd::cancelled)
        entry.close();
    return true;
}

} // namespace convlens
