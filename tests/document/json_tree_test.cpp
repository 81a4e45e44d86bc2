// The reader of JSON against nlohmann's, and what it costs.
#include "document/json/tree.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace convlens {
namespace {

using Type = JsonValue::Type;

/// The key of the error, or "" where the text is read.
std::string refusal(std::string_view text) {
    try {
        const JsonTree tree(text);
    } catch (const Error& error) {
        return error.key;
    }
    return "";
}

void expect_same(const JsonValue& own, const nlohmann::json& other) {
    switch (own.type()) {
    case Type::null:
        EXPECT_TRUE(other.is_null());
        return;
    case Type::boolean:
        EXPECT_EQ(own.is_true(), other.get<bool>());
        return;
    case Type::number:
        EXPECT_EQ(own.number(), other.get<double>());
        if (other.is_number_integer() && !(other.is_number_unsigned() && other.get<uint64_t>() > INT64_MAX))
            EXPECT_EQ(own.whole(), other.get<int64_t>());
        else
            EXPECT_FALSE(own.whole());
        return;
    case Type::text:
        EXPECT_EQ(own.text(), other.get<std::string>());
        return;
    case Type::list: {
        ASSERT_EQ(own.elements().size(), other.size());
        auto element = other.begin();
        for (const JsonValue value : own.elements())
            expect_same(value, *element++);
        return;
    }
    case Type::object:
        ASSERT_EQ(own.members().size(), other.size());
        for (const auto& [key, value] : own.members()) {
            ASSERT_TRUE(other.contains(key));
            expect_same(value, other[key]);
        }
    }
}

/// Both read the text, or both refuse it; nlohmann's takes keys twice and any depth.
void expect_like_nlohmann(const std::string& text) {
    const nlohmann::json other = nlohmann::json::parse(text, nullptr, false);
    const std::string key = refusal(text);
    if (key == "error.scene_duplicate_key" || key == "error.scene_too_deep")
        return;
    ASSERT_EQ(key.empty(), !other.is_discarded()) << text << " " << key;
    if (!key.empty())
        return;
    const JsonTree tree(text);
    expect_same(tree.root(), other);
    EXPECT_EQ(nlohmann::json::parse(tree.root().compact()), other) << text;
}

TEST(JsonTree, reads_what_nlohmann_reads_and_nothing_else) {
    const std::string texts[] = {"0",
                                 "-0",
                                 "-",
                                 "01",
                                 "1.",
                                 ".5",
                                 "1.5",
                                 "-1.5e+3",
                                 "1e",
                                 "1e5",
                                 "1E-400",
                                 "1e999",
                                 "-1e999",
                                 "+1",
                                 "9223372036854775807",
                                 "9223372036854775808",
                                 "18446744073709551616",
                                 std::string(400, '9'),
                                 "true",
                                 "tru",
                                 "truer",
                                 "null",
                                 "nul",
                                 "false",
                                 "NaN",
                                 "Infinity",
                                 "\"\"",
                                 "\"",
                                 "\"a",
                                 "\"\\u00e9\"",
                                 "\"\\u00E\"",
                                 "\"\\uD83D\\uDE00\"",
                                 "\"\\uD83D\"",
                                 "\"\\uDE00\"",
                                 "\"\\uD83Dx\"",
                                 "\"\\uD83D\\n\"",
                                 "\"\\uD83D\\u0041\"",
                                 "\"\\x\"",
                                 "\"\\\"\"",
                                 "\"\\\\\"",
                                 "\"\\",
                                 "\"\x01\"",
                                 "\"\t\"",
                                 "\"\\t\\b\\f\\n\\r\\/\"",
                                 "\"\xC3\xA9\"",
                                 "\"\xC3\"",
                                 "\"\xED\xA0\x80\"",
                                 "\"\xF4\x90\x80\x80\"",
                                 "\"\xC0\x80\"",
                                 "\"\xF0\x9F\x98\x80\"",
                                 "\"\x7F\"",
                                 "[]",
                                 "[",
                                 "]",
                                 "[1",
                                 "[1,",
                                 "[1,]",
                                 "[,1]",
                                 "[1 2]",
                                 "[[],[[]],{}]",
                                 " [ 1 , 2 ] ",
                                 "[1]]",
                                 "{}",
                                 "{",
                                 "{\"a\"}",
                                 "{\"a\":}",
                                 "{\"a\":1,}",
                                 "{,}",
                                 "{1:2}",
                                 "{\"a\" : [ 1 ] , \"b\":\t{}}",
                                 "{\"\":0}",
                                 "{\"\\u0061\":1,\"b\":2}",
                                 "\xEF\xBB\xBF[1]",
                                 "\xEF\xBB[1]",
                                 "",
                                 " ",
                                 "1 2",
                                 "// a",
                                 "[1] x",
                                 std::string("[0\0]", 4),
                                 std::string("\0", 1),
                                 "\v1",
                                 "{\"a\":1}\n"};
    for (const std::string& text : texts)
        expect_like_nlohmann(text);
}

TEST(JsonTree, agrees_with_nlohmann_on_texts_of_random_pieces) {
    const std::string pieces[] = {"{",        "}",    "[",       "]",      ",",    ":",    "\"a\"", "\"b\"",
                                  "\"\\u00",  "\"",   "1",       "-2.5e3", "true", "null", " ",     "\\",
                                  "\xC3\xA9", "\xFF", "{\"k\":", "[1,2,",  "e9",   "0"};
    std::mt19937_64 random(5);
    for (int round = 0; round < 100'000; ++round) {
        std::string text;
        for (uint64_t length = 1 + random() % 12; length > 0; --length)
            text += pieces[random() % std::size(pieces)];
        expect_like_nlohmann(text);
        if (HasFailure())
            return;
    }
}

TEST(JsonTree, a_key_twice_is_found_however_it_is_written) {
    EXPECT_EQ(refusal(R"({"a":1,"\u0061":2})"), "error.scene_duplicate_key");
    EXPECT_EQ(refusal(R"({"a":1,"A":2})"), "");
    std::string many = "{";
    for (int i = 0; i < 100'000; ++i)
        many += "\"" + std::to_string(i) + "\":[],";
    EXPECT_EQ(refusal(many + "\"x\":0}"), "");
    EXPECT_EQ(refusal(many + "\"77777\":0}"), "error.scene_duplicate_key");
}

TEST(JsonTree, at_most_so_many_values) {
    const auto zeros = [](int64_t count) {
        std::string text = "[";
        for (int64_t i = 0; i < count; ++i)
            text += "0,";
        text.back() = ']';
        return text;
    };
    EXPECT_EQ(refusal(zeros(limits::scene_values - 1)), "") << "and the list around them";
    EXPECT_EQ(refusal(zeros(limits::scene_values)), "error.scene_too_many");
}

TEST(JsonTree, a_message_shows_the_beginning_only) {
    const std::string text = "[[1,2],{\"a\":1},\"" + std::string(1000, 'x') + "\",3]";
    EXPECT_EQ(JsonTree(text).root().shown(), "[[1,2],{...},\"" + std::string(26, 'x') + "...");
}

} // namespace
} // namespace convlens
