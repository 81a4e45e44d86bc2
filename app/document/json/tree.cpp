// The views on the list of values; parser.cpp makes it.
#include "document/json/tree.h"

#include "document/json/strings.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t max_shown_bytes = 200; // 40 characters and more

JsonValue::Type type_of(char first) {
    switch (first) {
    case '{':
        return JsonValue::Type::object;
    case '[':
        return JsonValue::Type::list;
    case '"':
        return JsonValue::Type::text;
    case 't':
    case 'f':
        return JsonValue::Type::boolean;
    case 'n':
        return JsonValue::Type::null;
    default:
        return JsonValue::Type::number;
    }
}

template <class Whole> std::optional<Whole> whole_of(std::string_view token) {
    Whole value{};
    const auto read = std::from_chars(token.data(), token.data() + token.size(), value);
    if (read.ec != std::errc() || read.ptr != token.data() + token.size())
        return std::nullopt;
    return value;
}

} // namespace

JsonValue::Type JsonValue::type() const {
    return type_of(tree_->text_[at_]);
}

/// A text with its quotes, a number or a word, as it is written.
std::string_view JsonValue::token() const {
    const std::string_view rest = tree_->text_.substr(at_);
    return rest.front() == '"' ? json_string(rest) : rest.substr(0, rest.find_first_of(",]} \t\r\n"));
}

std::string JsonValue::text(std::size_t max_bytes) const {
    return json_unescaped(token(), max_bytes);
}

bool JsonValue::is_true() const {
    return tree_->text_[at_] == 't';
}

double JsonValue::number() const {
    const std::string_view digits = token();
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc() ? value : std::strtod(std::string(digits).c_str(), nullptr); // near zero
}

std::optional<int64_t> JsonValue::whole() const {
    return whole_of<int64_t>(token());
}

std::optional<uint64_t> JsonValue::unsigned_whole() const {
    return whole_of<uint64_t>(token());
}

JsonList JsonValue::elements() const {
    return {*tree_, node_ + 1, tree_->nodes_[node_].next};
}

JsonObject JsonValue::members() const {
    return {*tree_, node_ + 1, tree_->nodes_[node_].next};
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
    for (const JsonMember& member : members())
        if (member.key == key)
            return member.value;
    return std::nullopt;
}

std::string JsonValue::compact() const {
    std::string text;
    append_compact(text);
    return text;
}

void JsonValue::append_compact(std::string& to) const {
    const char* before = "";
    if (is(Type::list)) {
        to += '[';
        for (const JsonValue element : elements()) {
            to += std::exchange(before, ",");
            element.append_compact(to);
        }
        to += ']';
    } else if (is(Type::object)) {
        std::vector<JsonMember> all;
        for (JsonMember member : members())
            all.push_back(std::move(member));
        to += all.empty() ? "{}" : compact_object(std::move(all));
    } else {
        to += token();
    }
}

std::string compact_object(std::vector<JsonMember> members) {
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    std::string text;
    for (const JsonMember& member : members) {
        text += text.empty() ? '{' : ',';
        append_json_string(text, member.key);
        text += ':';
        member.value.append_compact(text);
    }
    return members.empty() ? text : text + '}';
}

std::string JsonValue::shown() const {
    if (is(Type::text))
        return quoted_short(text(max_shown_bytes));
    std::string beginning;
    append_shown(beginning);
    return shortened(beginning);
}

/// As much as a message needs: of what is long the beginning, of objects that they are some.
void JsonValue::append_shown(std::string& to) const {
    if (is(Type::object)) {
        to += "{...}";
    } else if (is(Type::list)) {
        const char* before = "[";
        for (const JsonValue element : elements()) {
            to += std::exchange(before, ",");
            element.append_shown(to);
            if (to.size() > max_shown_bytes)
                return;
        }
        to += before[0] == '[' ? "[]" : "]";
    } else {
        to += token().substr(0, max_shown_bytes);
    }
}

JsonPlaces& JsonPlaces::operator++() {
    node_ = tree_->nodes_[node_].next;
    return *this;
}

JsonValue JsonList::Iterator::operator*() const {
    return tree_->value_of_list(node_);
}

std::size_t JsonList::size() const {
    std::size_t count = 0;
    for (Iterator at = begin(); at != end(); ++at)
        ++count;
    return count;
}

JsonMember JsonObject::Iterator::operator*() const {
    const uint32_t at = tree_->nodes_[node_].at;
    const std::string_view key = json_string(tree_->text_.substr(at));
    const std::size_t value = tree_->text_.find_first_not_of(" \t\r\n:", at + key.size());
    return {json_unescaped(key), {*tree_, node_, static_cast<uint32_t>(value)}};
}

uint64_t JsonObject::Iterator::key_hash() const {
    const std::string_view key = json_string(tree_->text_.substr(tree_->nodes_[node_].at));
    const bool is_plain = key.find('\\') == std::string_view::npos;
    return is_plain ? json_key_hash(key.substr(1, key.size() - 2)) : json_key_hash(json_unescaped(key));
}

std::size_t JsonObject::size() const {
    std::size_t count = 0;
    for (Iterator at = begin(); at != end(); ++at)
        ++count;
    return count;
}

uint64_t json_key_hash(std::string_view key) {
    return std::hash<std::string_view>()(key);
}

} // namespace convlens
