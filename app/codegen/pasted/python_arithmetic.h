// Python's arithmetic of numbers: whole ones stay whole but for "/". Private to `codegen`.
#pragma once

#include "codegen/pasted/python_reader.h"

#include <string_view>

namespace convlens::python {

/// `sign`: + - * / // % **. Of kind `other` where it has no value: a list, a string, a division by 0. A whole
/// result over 64 bits is a number that is not whole.
Value combined(std::string_view sign, const Value& a, const Value& b);
/// "-a".
Value negated(const Value& a);
Value whole_number(int64_t whole);
/// int(a): towards 0.
Value truncated(const Value& a);

} // namespace convlens::python
