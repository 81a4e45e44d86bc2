// A grid of numbers becomes the tensor that is pointed at, a call becomes the operation.
#include "window/application/files/paste.h"

#include "codegen/pasted/chain.h"
#include "codegen/pasted/pasted.h"
#include "document/grid.h"
#include "i18n/error.h"
#include "i18n/refuse.h"
#include "scene/words/number.h"
#include "scene/words/words.h"
#include "window/application/elements.h"
#include "window/application/messages.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

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

/// What the first Linear of a chain needs, and the first number of channels or features that is not what
/// comes.
std::string chain_message(const Chain& chain, const Texts& texts) {
    const auto line = [&](std::string_view key, const ChainLayer& layer) {
        return " · " + texts(key, {{"layer", layer.name},
                                   {"needed", std::to_string(layer.needed)},
                                   {"written", std::to_string(layer.written.value_or(layer.needed))}});
    };
    const auto& layers = chain.layers;
    const auto fault = std::find_if(layers.begin(), layers.end(), [](const auto& l) { return l.written; });
    const auto linear = std::find_if(layers.begin(), layers.end(), [](const auto& l) { return l.is_linear; });
    std::string message;
    if (linear != layers.end() && layers.size() > 1)
        message += line("ui.pasted_linear", *linear);
    if (fault != layers.end())
        message += line("ui.pasted_mismatch", *fault);
    if (!chain.error_key.empty() && layers.size() > 1) {
        const std::vector<std::pair<std::string_view, std::string_view>> values(chain.error_values.begin(),
                                                                                chain.error_values.end());
        message += " · " + texts.fill(chain.error_key, values);
    }
    return message;
}

/// The operation with the chain that it is a layer of, which the sizes lens lists. A chain whose text defines
/// its layers in another order begins at its own first one. Returns the name of what is the figure now.
std::string put_chain(Document& draft, const Chain& chain, const Pasted& code) {
    set_operation(draft, *code.operation);
    draft.sizes_lens = {};
    const auto& layers = chain.layers;
    if (layers.size() < 2 || first_misfit(layers))
        return code.layer;
    draft.sizes_lens.chain = layers;
    set_lens(draft, Lens::sizes, true);
    const auto same = std::find_if(layers.begin(), layers.end(),
                                   [&](const auto& layer) { return layer.operation == code.operation; });
    const auto any =
        std::find_if(layers.begin(), layers.end(), [](const auto& layer) { return layer.operation; });
    if (same != layers.end())
        draft.sizes_lens.layer = same - layers.begin();
    else if (any != layers.end())
        show_layer(draft, any - layers.begin());
    return draft.sizes_lens.layer < 0 ? code.layer
                                      : layers[static_cast<std::size_t>(draft.sizes_lens.layer)].name;
}

/// What is impossible is explained on the stage, as if it had been typed into the panel.
void paste_code(const TickContext& context, const Pasted& code, const Chain& chain) {
    if (!code.operation)
        throw Error(Error::Fault::request, code.error_key, code.error_values, "");
    Document draft = context.editor.document();
    const std::string name = put_chain(draft, chain, code);
    draft.flip_kernel = code.flip_kernel;
    draft.power_mean = code.power_mean;
    if (code.bias)
        draft.bias = *code.bias;
    if (opening_view(draft.operation) == View::volumes)
        draft.view = View::volumes;
    context.editor.commit(draft);
    std::string message = context.texts("ui.pasted_layer", {{"name", name}});
    for (const KeptName& kept : code.kept)
        message += " · " + context.texts("ui.pasted_kept", {{"argument", kept.argument},
                                                            {"text", kept.text},
                                                            {"value", std::to_string(kept.value)}});
    message += chain_message(chain, context.texts);
    show_message(context.session, message, message_seconds);
}

/// A single number goes into the element that is pointed at, a grid becomes its tensor; X where there is
/// none.
void paste_grid(const TickContext& context, const std::string& text) {
    const Grid grid = read_grid(text);
    const Tag element = paste_target(context.session, context.editor.shown().results);
    if (element.space != 0 && !shows_elements(context.editor))
        refuse("number.not_shown");
    if (element.space != 0 && grid.values.size() == 1) {
        put_number(context.editor, element, grid.values.front());
        return;
    }
    const std::optional<TensorRole> of_element = editable(element);
    const TensorRole role = of_element.value_or(TensorRole::x);
    Document draft = context.editor.document();
    put_grid(draft, operation_of(draft), role,
             of_element ? index_in_document(context.editor.shown().results, element) : 0, grid);
    if (const auto issues = check(draft.operation); !issues.empty()) {
        show_message(context.session,
                     with_minus_signs(describe_issue(issues.front(), draft.operation, context.texts)),
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
    const Operation present = operation_of(context.editor.document());
    const Pasted code = read_code(text, present);
    try {
        if (code.layer.empty() && !looks_like_code(text))
            paste_grid(context, text);
        else
            paste_code(context, code, read_chain(text, present));
    } catch (const std::exception&) {
        show_message(context.session, sentence(context.texts, std::current_exception()), message_seconds);
    }
}

} // namespace convlens
