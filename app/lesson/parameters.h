// The six parameters of a window that a question may be for or may vary, as one number on all axes.
#pragma once

#include "document/document.h"

#include <cstdint>
#include <optional>
#include <span>

namespace convlens {

/// input_size, kernel_size, stride, padding, dilation, output_padding
std::span<const Parameter> window_parameters();

/// The parameter on every axis, both ends of a padding alike.
void set_everywhere(Document& document, Parameter parameter, int64_t value);

/// Its number on the first axis; of a padding the one at the begin.
int64_t first_number(const Document& document, Parameter parameter);

} // namespace convlens
