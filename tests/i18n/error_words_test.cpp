// What the system says, in the person's language.
#include "i18n/error_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace convlens {
namespace {

const Texts in_english(Language::en), in_chinese(Language::zh);

TEST(ErrorWords, english_is_what_the_system_says) {
    for (const int error :
         {EACCES, EBADF,        EBUSY,  EDQUOT, EEXIST, EFBIG,   EINVAL, EIO,   EISDIR, ELOOP,
          EMFILE, ENAMETOOLONG, ENOENT, ENOMEM, ENOSPC, ENOTDIR, ENXIO,  EPERM, EPIPE,  EROFS})
        EXPECT_EQ(in_words(in_english, system_reason(error)), std::strerror(error));
}

TEST(ErrorWords, chinese_has_no_english_in_it) {
    for (int error = 1; error < 134; ++error) {
        const std::string words = in_words(in_chinese, system_reason(error));
        EXPECT_TRUE(std::none_of(words.begin(), words.end(),
                                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }))
            << std::strerror(error) << ": " << words;
    }
    for (const std::string_view place : {place_memory, place_standard_output, place_window}) {
        EXPECT_NE(in_words(in_chinese, place), in_words(in_english, place));
        EXPECT_NE(in_words(in_english, place), place);
    }
}

TEST(ErrorWords, other_values_stay_as_they_are) {
    for (const std::string_view value : {"", "system", "system.nothing", "place.txt", "a, b"})
        EXPECT_EQ(in_words(in_chinese, value), value);
    EXPECT_EQ(in_words(in_english, system_reason(4095)), "system error 4095");
}

TEST(ErrorWords, only_reasons_are_put_into_words) {
    const std::string reason = system_reason(ENOENT);
    EXPECT_EQ(value_in_words(in_chinese, "reason", reason), in_chinese("system.no_such_file"));
    EXPECT_EQ(value_in_words(in_chinese, "value", reason), reason) << "what a person wrote stays";
}

TEST(ErrorWords, libraries_speak_the_language_of_the_person) {
    const std::string no_memory = cairo_reason(1, true), other = cairo_reason(11, false);
    const std::string log = driver_reason("0:7(3): error: syntax error");
    EXPECT_EQ(in_words(in_chinese, no_memory), in_words(in_chinese, system_reason(ENOMEM)));
    EXPECT_EQ(in_words(in_english, other), "cairo reports error 11");
    EXPECT_EQ(in_words(in_english, log), "0:7(3): error: syntax error");
    EXPECT_EQ(in_words(in_chinese, other), "cairo 报告错误 11");
    EXPECT_EQ(in_words(in_chinese, log).find("syntax"), std::string::npos) << in_words(in_chinese, log);
}

} // namespace
} // namespace convlens
