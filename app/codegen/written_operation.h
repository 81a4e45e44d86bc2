// A program that code_of wrote, back to the operation that its line (operation_line.h) tells. Private to
// `codegen`.
#pragma once

#include "document/document.h"

#include <optional>
#include <string_view>

namespace convlens {

struct WrittenOperation {
    Document bare; // operation, flip_kernel, power_mean and bias
    Framework framework{};
};

/// The operation of the text's line, where the text behind it is what code_of writes of that operation; none
/// where it was changed, which is then to be read as any other code.
/// Cost  linear in the text, and one program of each framework
std::optional<WrittenOperation> operation_written_in(std::string_view text);

} // namespace convlens
