// The operation that is there before something is pasted.
#pragma once

#include "convlens/operation.h"

namespace convlens::test {

inline const Operation present = [] {
    Operation operation = make_operation(Kind::conv, {9, 8}, {3, 2});
    operation.in_channels = 4;
    operation.out_channels = 6;
    operation.batch = 2;
    return operation;
}();

} // namespace convlens::test
