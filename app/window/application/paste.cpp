// A grid of numbers becomes the tensor that is pointed at, a call becomes the operation.
#include "window/application/paste.h"

#include "codegen/pasted.h"
#include "document/grid.h"
#include "i18n/error.h"
#include "scene/words/words.h"
#include "window/application/elements.h"
#include "window/application/messages.h"

namespace convlens {
namespace {

constexpr double message_seconds = 6;

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

/// What is impossible is explained on the stage, as if it had been typed into the panel.
void paste_code(const TickContext& context, const Pasted& code) {
    if (!code.operation)
        throw Error(Error::Fault::request, code.error_key, code.error_values, "");
    Document draft = context.editor.document();
    set_operation(draft, *code.operation);
    draft.flip_kernel = draft.power_mean = false; // the layers have neither
    if (opening_view(*code.operation) == View::volumes)
        draft.view = View::volumes;
    context.editor.commit(draft);
    show_message(context.session, context.texts("ui.pasted_layer", {{"name", code.layer}}), 3);
}

/// A single number goes into the element that is pointed at, a grid becomes its tensor; X where there is
/// none.
void paste_grid(const TickContext& context, const std::string& text) {
    const Grid grid = read_grid(text);
    const Tag element = paste_target(context.session, context.editor.shown().results);
    if (element.space != 0 && grid.values.size() == 1) {
        put_number(context.editor, element, grid.values.front());
        return;
    }
    const TensorRole role = element.space != 0 ? *editable(element) : TensorRole::x;
    Document draft = context.editor.document();
    put_grid(draft, operation_of(draft), role,
             element.space != 0 ? index_in_document(context.editor.shown().results, element) : 0, grid);
    if (const auto issues = check(draft.operation); !issues.empty()) {
        show_message(context.session, describe_issue(issues.front(), draft.operation, context.texts),
                     message_seconds);
        return;
    }
    context.editor.commit(draft);
    show_message(context.session,
                 context.texts("grid.pasted", {{"rows", std::to_string(grid.rows)},
                                               {"columns", std::to_string(grid.columns)},
                                               {"name", role == TensorRole::x   ? "X"
                                                        : role == TensorRole::w ? "W"
                                                                                : "dY"}}),
                 3);
}

} // namespace

void paste(const TickContext& context, const std::string& text) {
    const Pasted code = read_code(text, operation_of(context.editor.document()));
    try {
        if (code.layer.empty() && !looks_like_code(text))
            paste_grid(context, text);
        else
            paste_code(context, code);
    } catch (const std::exception&) {
        show_message(context.session, sentence(context.texts, std::current_exception()), message_seconds);
    }
}

} // namespace convlens
