// A scene's text, collected key by key. Private to the writers of scenes.
#pragma once

#include "document/document.h"
#include "document/json/strings.h"
#include "document/json/tree.h"
#include "document/json/writer.h"

#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Collects lines `"key": value`, or such members in one line.
class Lines {
public:
    explicit Lines(bool in_one_line = false) : in_one_line_(in_one_line) {}
    void add(std::string_view key, const Json& value) {
        add_text(key,
                 value.dump(-1, ' ', false, Json::error_handler_t::replace)); // a name may have any bytes
    }
    /// `value` is JSON.
    void add_text(std::string_view key, std::string_view value) {
        text_ += text_.empty() ? "{" : ",";
        text_ += in_one_line_ ? "" : "\n  ";
        append_json_string(text_, key);
        text_.append(in_one_line_ ? ":" : ": ").append(value);
    }
    template <class T> void add_unless(const T& usual, std::string_view key, const T& value) {
        if (!(value == usual))
            add(key, Json(value));
    }
    std::string finish() { return text_ + (in_one_line_ ? "}" : "\n}\n"); }

private:
    bool in_one_line_;
    std::string text_;
};

inline Json sizes_json(const Sizes& sizes) {
    return Json(std::vector<int64_t>(sizes.begin(), sizes.end()));
}

inline void add_words(Lines& lines, std::string_view key, const LocalText& text) {
    if (!(text == LocalText{}))
        lines.add(key, Json{{"en", text.en}, {"zh", text.zh}});
}

/// What a newer program wrote: the text of an object, or empty.
inline void add_unknown(Lines& lines, const std::string& unknown_keys) {
    if (unknown_keys.empty())
        return;
    const JsonTree unknown(unknown_keys);
    for (const auto& [key, value] : unknown.root().members())
        lines.add_text(key, value.compact());
}

} // namespace convlens
