// Input sizes that lead to one output size, against trying all of them.
#include "convlens/arithmetic.h"
#include "support/operations.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(SameOutput, is_what_trying_all_sizes_finds) {
    for (uint64_t seed = 0; seed < 6000; ++seed) {
        Random random(seed);
        const Operation operation = possible_operation(random);
        for (std::size_t axis = 0; axis < operation.dims(); ++axis) {
            SizeRange expected{0, 0};
            int64_t count = 0;
            for (int64_t size = 1; size < operation.input_size[axis] + 40; ++size) {
                Operation other = operation;
                other.input_size[axis] = size;
                if (!check(other).empty() || output_size(other)[axis] != output_size(operation)[axis])
                    continue;
                expected.min = count == 0 ? size : expected.min;
                expected.max = size;
                ++count;
            }
            ASSERT_EQ(expected.count(), count) << "not side by side: " << describe(operation, seed);
            ASSERT_EQ(inputs_of_same_output(operation, axis), expected)
                << expected.min << " to " << expected.max << ", axis " << axis << ", "
                << describe(operation, seed);
        }
    }
}

} // namespace
} // namespace convlens
