// The test program is its own decoding child, as convlens is.
#include "input/image_child.h"

#include <gtest/gtest.h>

int main(int argc, char** argv) {
    if (const int status = convlens::image_child(argc, argv); status >= 0)
        return status;
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
