// The examples of RFC 4648, section 10, and text that is none.
#include "encoding/base64.h"

#include <gtest/gtest.h>

namespace convlens {
namespace {

TEST(Base64, examples_of_the_specification) {
    const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
    }
}

TEST(Base64, refuses_what_is_none) {
    for (const char* const text : {"Z", "Zg=", "Zg =", "Z===", "Zm9v\n", "Zm-v"})
        EXPECT_FALSE(from_base64(text)) << text;
}

} // namespace
} // namespace convlens
