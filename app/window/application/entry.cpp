// Numbers that are typed into cells, and grids that are pasted. Rubbish is answered in one line and changes
// nothing.
#include "window/application/application.h"

#include "codegen/pasted.h"
#include "document/element.h"
#include "document/grid.h"
#include "i18n/error.h"
#include "scene/base/tags.h"
#include "scene/words/words.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <array>
#include <charconv>
#include <cmath>

namespace convlens {
namespace {

constexpr int max_steps = 260; // cells to a neighbour, at most
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

Vec2 middle_of(const Box& box) {
    return box.origin + 0.5F * (box.u + box.v);
}

/// The next element of the same tensor from `from` in a direction, over what lies between (other sheets,
/// inserted zeros).
std::optional<Tag> element_towards(const Frame& frame, uint32_t space, Vec2 from, Vec2 way) {
    for (int i = 1; i <= max_steps; ++i) {
        const Vec2 at = from + way * static_cast<float>(i);
        if (!Rect{{0, 0}, frame.size}.contains(at))
            return {};
        if (const Tag tag = pick(frame, at, [space](Tag t) { return t.space == space; }); tag.space != 0)
            return tag;
    }
    return {};
}

/// The last element that is met in a direction.
Vec2 end_of_row(const Frame& frame, uint32_t space, Vec2 from, Vec2 way) {
    Vec2 last = from;
    for (int i = 1; i <= max_steps; ++i)
        if (const Vec2 at = from + way * static_cast<float>(i);
            pick(frame, at, [space](Tag t) { return t.space == space; }).space != 0)
            last = at;
        else
            break;
    return last;
}

std::optional<Tag> neighbour(const Frame& frame, Tag tag, Vec2 near, EntryMove move) {
    const auto cell = cell_of(frame, tag, near);
    if (!cell)
        return {};
    const Vec2 at = middle_of(*cell);
    const Vec2 right = cell->u, down = cell->v, left = right * -1, up = down * -1;
    const auto towards = [&](Vec2 way) { return element_towards(frame, tag.space, at, way); };
    switch (move) {
    case EntryMove::none:
        return {};
    case EntryMove::up:
        return towards(up);
    case EntryMove::down:
        return towards(down);
    case EntryMove::left:
        return towards(left);
    case EntryMove::right:
        return towards(right);
    case EntryMove::next:
        if (const auto next = towards(right))
            return next;
        return element_towards(frame, tag.space, end_of_row(frame, tag.space, at, left), down);
    case EntryMove::previous:
        if (const auto previous = towards(left))
            return previous;
        return element_towards(frame, tag.space, end_of_row(frame, tag.space, at, right), up);
    }
    return {};
}

/// A call of anything but numpy's and torch's notation of numbers.
bool looks_like_code(const std::string& text) {
    const std::size_t call = text.find('(');
    const auto is_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    std::size_t start = call == std::string::npos ? 0 : call;
    while (start > 0 && is_name(text[start - 1]))
        --start;
    const std::string name = call == std::string::npos ? "" : text.substr(start, call - start);
    return !name.empty() && name != "array" && name != "tensor";
}

bool is_digit_key(int key) {
    return (key >= GLFW_KEY_0 && key <= GLFW_KEY_9) || (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9);
}

} // namespace

std::optional<TensorRole> Application::editable(Tag tag) const {
    if (tag.space == static_cast<uint32_t>(TagSpace::x))
        return TensorRole::x;
    if (tag.space == static_cast<uint32_t>(TagSpace::w))
        return TensorRole::w;
    if (tag.space == static_cast<uint32_t>(TagSpace::dy))
        return TensorRole::dy;
    return {};
}

/// Flat index in the document's own tensor: a true convolution shows W turned.
int64_t Application::index_in_document(Tag element) const {
    return *editable(element) == TensorRole::w ? weight_in_document(shown_.results, element.index)
                                               : element.index;
}

double Application::number_of(Tag element) const {
    const TensorRole role = *editable(element);
    const Document& document = history_.current();
    const Sizes shape = tensor_shape(operation_of(document), role);
    if (role == TensorRole::dy)
        return number_at(document.grad_output, role, shape, element.index);
    if (const auto edit = edited(source_of(document, role), shape, index_in_document(element)))
        return *edit;
    const auto& tensor = role == TensorRole::x ? shown_.results.x : shown_.results.w;
    return tensor && element.index < tensor->count() ? (*tensor)[element.index] : 0;
}

void Application::put_number(Tag element, double value) {
    Document draft = history_.current();
    set_number(draft, operation_of(draft), *editable(element), index_in_document(element), value);
    commit(draft);
}

/// Where typing and pasting go: what is pointed at, else what was clicked.
Tag Application::target() const {
    if (!shown_.results.issues.empty())
        return {};
    return editable(session_.hover) ? session_.hover : editable(session_.chosen) ? session_.chosen : Tag{};
}

void Application::open_entry(Tag element, Vec2 near) {
    const auto cell = cell_of(frame_, element, near);
    if (!cell)
        return;
    entry_.open(element, middle_of(*cell), number_as_typed(number_of(element)));
}

/// False: what was typed is no number, and the entry stays.
bool Application::commit_entry(EntryMove move) {
    const Tag element = entry_.element;
    const Vec2 near = entry_.near;
    if (entry_.changed)
        try {
            put_number(element, read_number(entry_.text));
        } catch (const std::exception&) {
            say(sentence(std::current_exception()), message_seconds);
            entry_.selected = true;
            return false;
        }
    entry_.close();
    if (const auto next = neighbour(frame_, element, near, move))
        open_entry(*next, near);
    return true;
}

bool Application::take_entry_key(const KeyPress& press) {
    if (!entry_.is_open())
        return takes_digits(press);
    if (press.key == GLFW_KEY_V && press.mods == GLFW_MOD_CONTROL) {
        for (const char c : platform_.clipboard().substr(0, NumberEntry::max_bytes))
            entry_.type(static_cast<unsigned char>(c) < 0x80 ? static_cast<char32_t>(c) : U'?');
        return true;
    }
    const auto key = entry_key(press);
    if (!key) // letters are typed; what has a modifier or a name of its own goes where it always goes
        return press.key < GLFW_KEY_ESCAPE && (press.mods & ~GLFW_MOD_SHIFT) == 0;
    const EntryStep step = entry_.press(*key);
    if (step.end == EntryEnd::committed)
        commit_entry(step.move);
    else if (step.end == EntryEnd::cancelled)
        entry_.close();
    return true;
}

/// A digit or a minus over an element begins a number there; with the brush a digit is its value.
bool Application::takes_digits(const KeyPress& press) {
    const bool digit = is_digit_key(press.key);
    const bool minus = press.key == GLFW_KEY_MINUS || press.key == GLFW_KEY_KP_SUBTRACT;
    const bool free = !ImGui::GetIO().WantTextInput && !session_.focus_in_panel && press.mods == 0;
    if (!free || !(digit || minus))
        return false;
    if (session_.painting && digit) {
        const int ninths = press.key - (press.key >= GLFW_KEY_KP_0 ? GLFW_KEY_KP_0 : GLFW_KEY_0);
        const bool image = history_.current().input.kind == SourceKind::image;
        requests_.push_back({Command::set_brush, image ? ninths * 255 / 9 : ninths, {}});
        return true;
    }
    const Tag element = target();
    if (element.space == 0)
        return false;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    open_entry(element, (Vec2{mouse.x, mouse.y} - stage_place().min) * platform_.pixel_ratio());
    return entry_.is_open();
}

/// A layer of PyTorch or Keras sets the operation; everything else is read as numbers.
void Application::paste() {
    const std::string text = platform_.clipboard();
    const Pasted code = read_code(text, operation_of(history_.current()));
    try {
        if (code.layer.empty() && !looks_like_code(text))
            paste_grid(text);
        else
            paste_code(code);
    } catch (const std::exception&) {
        say(sentence(std::current_exception()), message_seconds);
    }
}

/// What is impossible is explained on the stage, as if it had been typed into the panel.
void Application::paste_code(const Pasted& code) {
    if (!code.operation)
        throw Error(Error::Fault::request, code.error_key, code.error_values, "");
    Document draft = history_.current();
    set_operation(draft, *code.operation);
    draft.flip_kernel = draft.power_mean = false; // the layers have neither
    commit(draft);
    say(texts()("ui.pasted_layer", {{"name", code.layer}}), 3);
}

/// A single number goes into the element that is pointed at, a grid becomes its tensor; X where there is
/// none.
void Application::paste_grid(const std::string& text) {
    const Grid grid = read_grid(text);
    const Tag element = target();
    if (element.space != 0 && grid.values.size() == 1) {
        put_number(element, grid.values.front());
        return;
    }
    const TensorRole role = element.space != 0 ? *editable(element) : TensorRole::x;
    Document draft = history_.current();
    put_grid(draft, operation_of(draft), role, element.space != 0 ? index_in_document(element) : 0, grid);
    if (const auto issues = check(draft.operation); !issues.empty()) {
        say(describe_issue(issues.front(), draft.operation, texts()), message_seconds);
        return;
    }
    commit(draft);
    say(texts()("grid.pasted", {{"rows", std::to_string(grid.rows)},
                                {"columns", std::to_string(grid.columns)},
                                {"name", role == TensorRole::x   ? "X"
                                         : role == TensorRole::w ? "W"
                                                                 : "dY"}}),
        3);
}

} // namespace convlens
