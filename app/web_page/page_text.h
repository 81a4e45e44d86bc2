// Text within a page: markup, JSON within a script, comments. Nothing that is put in ends what it is put in.
#pragma once

#include <string>
#include <string_view>

namespace convlens {

/// For text and for attributes in double quotes.
std::string html_escaped(std::string_view text);
/// JSON text for `<script type="application/json">`: each "<" as \u003c, which only texts can have.
std::string json_for_script(std::string_view json);
/// A text as JSON, with its quotes, for the same.
std::string json_text(std::string_view text);
/// A CSS string, with its quotes.
std::string css_text(std::string_view text);

} // namespace convlens
