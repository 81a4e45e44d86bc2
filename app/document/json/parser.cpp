// One pass over the text. Nothing is built but the list of values; what a scene may not have is refused as
// soon as it is seen, keys that are there twice at the end of their object.
#include "document/json/strings.h"
#include "document/json/tree.h"
#include "i18n/refuse.h"
#include "i18n/utf8.h"
#include "input/limits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace convlens {

class JsonParser {
public:
    explicit JsonParser(JsonTree& tree) : tree_(tree), text_(tree.text_) {}

    void parse() {
        reserve();
        if (text_.starts_with("\xEF\xBB\xBF")) // a byte order mark
            at_ = 3;
        skip_blank();
        value(at_, 0);
        skip_blank();
        if (at_ < text_.size())
            malformed();
    }

private:
    [[noreturn]] void malformed() const {
        const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const std::size_t start = before.rfind('\n');
        const std::size_t column =
            start == std::string_view::npos ? before.size() + 1 : before.size() - start;
        refuse("error.scene_malformed", {{"line", std::to_string(line)}, {"column", std::to_string(column)}});
    }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_blank() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')
            ++at_;
    }
    void take(char expected) {
        if (at_ >= text_.size() || text_[at_] != expected)
            malformed();
        ++at_;
    }

    /// Room for all values at once: the list is never copied. What is not used is never touched.
    void reserve() {
        std::size_t bound = 1;
        for (const char c : text_)
            bound += c == ',' || c == '[' || c == '{' ? 1 : 0;
        tree_.nodes_.reserve(std::min<std::size_t>(bound, limits::scene_values));
    }

    /// `at`: where the value, or its key, begins.
    void value(std::size_t at, int depth) {
        if (tree_.nodes_.size() == std::size_t{limits::scene_values})
            refuse("error.scene_too_many", {{"limit", std::to_string(limits::scene_values)}});
        const std::size_t node = tree_.nodes_.size();
        tree_.nodes_.push_back({static_cast<uint32_t>(at), 0});
        switch (peek()) {
        case '{':
        case '[':
            if (depth == limits::scene_depth)
                refuse("error.scene_too_deep", {{"limit", std::to_string(limits::scene_depth)}});
            if (peek() == '[')
                list(depth + 1);
            else
                object(node, depth + 1);
            break;
        case '"':
            string();
            break;
        case 't':
            word("true");
            break;
        case 'f':
            word("false");
            break;
        case 'n':
            word("null");
            break;
        default:
            number();
        }
        tree_.nodes_[node].next = static_cast<uint32_t>(tree_.nodes_.size());
    }

    void list(int depth) {
        take('[');
        skip_blank();
        if (peek() == ']') {
            ++at_;
            return;
        }
        while (true) {
            skip_blank();
            value(at_, depth);
            skip_blank();
            if (peek() != ',')
                return take(']');
            ++at_;
        }
    }

    void object(std::size_t node, int depth) {
        take('{');
        skip_blank();
        if (peek() == '}') {
            ++at_;
            return;
        }
        while (true) {
            skip_blank();
            const std::size_t key = at_;
            if (peek() != '"')
                malformed();
            string();
            skip_blank();
            take(':');
            skip_blank();
            value(key, depth);
            skip_blank();
            if (peek() != ',')
                break;
            ++at_;
        }
        take('}');
        tree_.nodes_[node].next = static_cast<uint32_t>(tree_.nodes_.size());
        refuse_repeated_key(node);
    }

    void string() {
        take('"');
        while (peek() != '"') {
            const auto byte = static_cast<unsigned char>(peek());
            if (byte == '\\') {
                escape();
            } else if (byte >= 0x80) {
                const std::size_t length = well_formed_length(text_.substr(at_));
                if (length == 0)
                    malformed();
                at_ += length;
            } else if (byte < 0x20) { // the text's end too
                malformed();
            } else {
                ++at_;
            }
        }
        ++at_;
    }

    void escape() {
        ++at_;
        if (peek() == '\0' || std::string_view("\"\\/bfnrtu").find(peek()) == std::string_view::npos)
            malformed();
        if (text_[at_++] != 'u')
            return;
        const char32_t unit = code_unit();
        if (is_low_surrogate(unit))
            malformed();
        if (!is_high_surrogate(unit))
            return;
        take('\\');
        take('u');
        if (!is_low_surrogate(code_unit()))
            malformed();
    }
    char32_t code_unit() {
        const char32_t unit = json_code_unit(text_.substr(at_));
        if (unit > 0xFFFF)
            malformed();
        at_ += 4;
        return unit;
    }

    void word(std::string_view expected) {
        if (!text_.substr(at_).starts_with(expected))
            malformed();
        at_ += expected.size();
    }

    void digits() {
        if (!is_digit(peek()))
            malformed();
        while (is_digit(peek()))
            ++at_;
    }
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    void number() {
        const std::size_t begin = at_;
        bool may_be_large = false;
        if (peek() == '-')
            ++at_;
        if (peek() == '0')
            ++at_;
        else
            digits();
        if (peek() == '.') {
            ++at_;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            may_be_large = true;
            ++at_;
            if (peek() == '+' || peek() == '-')
                ++at_;
            digits();
        }
        constexpr std::size_t always_finite = 300; // digits
        if (may_be_large || at_ - begin > always_finite)
            refuse_infinite(text_.substr(begin, at_ - begin));
    }

    static void refuse_infinite(std::string_view digits) {
        double value = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (read.ec == std::errc::result_out_of_range &&
            std::isinf(std::strtod(std::string(digits).c_str(), nullptr)))
            refuse("error.scene_number_range", {});
    }

    void refuse_repeated_key(std::size_t node) {
        const JsonObject members = JsonValue(tree_, static_cast<uint32_t>(node), 0).members();
        hashes_.clear();
        for (auto member = members.begin(); member != members.end(); ++member)
            hashes_.push_back(member.key_hash());
        std::sort(hashes_.begin(), hashes_.end());
        for (auto same = std::adjacent_find(hashes_.begin(), hashes_.end()); same != hashes_.end();
             same = std::adjacent_find(same + 1, hashes_.end()))
            refuse_repeated_key(members, *same);
    }
    /// Of the keys with this hash.
    static void refuse_repeated_key(const JsonObject& members, uint64_t hash) {
        std::vector<std::string> keys;
        for (auto member = members.begin(); member != members.end(); ++member) {
            if (member.key_hash() != hash)
                continue;
            std::string key = (*member).key;
            if (std::find(keys.begin(), keys.end(), key) != keys.end())
                refuse("error.scene_duplicate_key", {{"key", shortened(key)}});
            keys.push_back(std::move(key));
        }
    }

    JsonTree& tree_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<uint64_t> hashes_; // of one object's keys
};

JsonTree::JsonTree(std::string_view text) : text_(text) {
    if (text.size() > std::size_t{limits::scene_bytes})
        refuse("error.scene_too_large",
               {{"value", std::to_string(text.size())}, {"limit", std::to_string(limits::scene_bytes)}});
    JsonParser(*this).parse();
}

} // namespace convlens
