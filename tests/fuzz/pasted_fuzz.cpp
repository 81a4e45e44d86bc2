// libFuzzer on what is pasted: any bytes are a layer, a grid of numbers or a sentence of why not.
#include "codegen/pasted/chain.h"
#include "codegen/pasted/pasted.h"
#include "convlens/operation.h"
#include "document/grid.h"
#include "i18n/error.h"
#include "i18n/utf8.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

/// One line of UTF-8: it is shown.
void demand_a_line(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = well_formed_length(text);
        demand(length > 0 && static_cast<unsigned char>(text.front()) >= 0x20);
        text.remove_prefix(length);
    }
}

void paste_layer(std::string_view text, const Operation& present) {
    const Pasted pasted = read_code(text, present);
    demand(pasted.operation.has_value() == pasted.error_key.empty());
    demand_a_line(pasted.layer);
    for (const auto& [name, value] : pasted.error_values)
        demand_a_line(value);
    for (const KeptName& kept : pasted.kept)
        demand_a_line(kept.text);
    if (pasted.operation)
        check(*pasted.operation);
    for (const ChainLayer& layer : read_chain(text, present).layers)
        demand_a_line(layer.name);
}

void paste_grid(std::string_view text) {
    try {
        const Grid grid = read_grid(text);
        demand(static_cast<int64_t>(grid.values.size()) == grid.rows * grid.columns);
    } catch (const Error&) {
        return;
    }
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    using namespace convlens;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    paste_layer(text, make_operation(Kind::conv, {5, 6}, {3, 2}));
    paste_layer(text, make_operation(Kind::max_pool, {7}, {2}));
    paste_layer(text, make_operation(Kind::conv_transpose, {3, 4, 5}, {2, 2, 2}));
    paste_grid(text);
    return 0;
}
