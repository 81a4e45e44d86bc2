// Whatever is put into a page does not end what it is put into.
#include "web_page/page_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace convlens {
namespace {

constexpr const char* hostile = "</script><!-- --> <script>alert(\"1\")</script> & '\\ \x01\n\u2028 卷积";

TEST(PageText, json_within_a_script_has_no_markup_and_says_the_same) {
    const std::string text = json_text(hostile);
    EXPECT_EQ(text.find('<'), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json(hostile));
    const std::string json = nlohmann::json{{"name", hostile}}.dump();
    const std::string escaped = json_for_script(json);
    EXPECT_EQ(escaped.find('<'), std::string::npos);
    EXPECT_EQ(nlohmann::json::parse(escaped), nlohmann::json::parse(json));
}

TEST(PageText, markup_is_escaped_for_attributes_and_text) {
    EXPECT_EQ(html_escaped("a<b>\"&c"), "a&lt;b&gt;&quot;&amp;c");
}

TEST(PageText, a_css_string_ends_where_it_should) {
    EXPECT_EQ(css_text("Inter 1"), "\"Inter 1\"");
    const std::string text = css_text("\"}</style>\\");
    EXPECT_EQ(text.find_first_of("<>}\\\""), 0U);
    EXPECT_EQ(text, "\"\\22 \\7d \\3c \\2f style\\3e \\5c \"");
}

} // namespace
} // namespace convlens
