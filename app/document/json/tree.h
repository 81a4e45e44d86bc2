// JSON from outside as a flat list of its values, eight bytes each: where a value begins in the text, and
// which value follows it. Texts and numbers are read when they are asked for, so that the largest scene needs
// little more than its own bytes, in time that grows with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

class JsonList;
class JsonObject;
class JsonTree;
struct JsonMember;

/// A value of a JsonTree, which must outlive it.
class JsonValue {
public:
    enum class Type { null, boolean, number, text, list, object };
    Type type() const;
    bool is(Type other) const { return type() == other; }

    /// What a text says, its escapes replaced; at most about `max_bytes` of it, whole characters.
    std::string text(std::size_t max_bytes = std::string::npos) const;
    bool is_true() const;
    double number() const;
    /// Of numbers that are written without point and exponent and fit.
    std::optional<int64_t> whole() const;
    std::optional<uint64_t> unsigned_whole() const;
    /// Elements of a list, members of an object. Cost: their number.
    JsonList elements() const;
    JsonObject members() const;
    std::optional<JsonValue> find(std::string_view key) const; // of an object

    /// In one line without blanks, members in the order of their keys, the rest as it is written.
    std::string compact() const;
    /// `value` for a message: one line, control characters replaced, at most 40 characters.
    std::string shown() const;

private:
    friend class JsonTree;
    friend class JsonList;
    friend class JsonObject;
    friend class JsonParser;
    friend std::string compact_object(std::vector<JsonMember> members);
    JsonValue(const JsonTree& tree, uint32_t node, uint32_t at) : tree_(&tree), node_(node), at_(at) {}
    void append_compact(std::string& to) const;
    void append_shown(std::string& to) const;
    std::string_view token() const;

    const JsonTree* tree_;
    uint32_t node_, at_; // its place in the list of values; its first byte
};

struct JsonMember {
    std::string key;
    JsonValue value;
};

/// The places of an object's members or a list's elements, one after the other.
class JsonPlaces {
public:
    JsonPlaces(const JsonTree& tree, uint32_t node) : tree_(&tree), node_(node) {}
    JsonPlaces& operator++();
    bool operator==(const JsonPlaces& other) const { return node_ == other.node_; }
    uint32_t node() const { return node_; }

protected:
    const JsonTree* tree_;
    uint32_t node_;
};

class JsonList {
public:
    struct Iterator : JsonPlaces {
        using JsonPlaces::JsonPlaces;
        JsonValue operator*() const;
    };
    Iterator begin() const { return {*tree_, first_}; }
    Iterator end() const { return {*tree_, end_}; }
    bool empty() const { return first_ == end_; }
    std::size_t size() const;

private:
    friend class JsonValue;
    JsonList(const JsonTree& tree, uint32_t first, uint32_t end) : tree_(&tree), first_(first), end_(end) {}
    const JsonTree* tree_;
    uint32_t first_, end_;
};

class JsonObject {
public:
    struct Iterator : JsonPlaces {
        using JsonPlaces::JsonPlaces;
        JsonMember operator*() const;
        /// Of the key, for those who look for one of many.
        uint64_t key_hash() const;
    };
    Iterator begin() const { return {*tree_, first_}; }
    Iterator end() const { return {*tree_, end_}; }
    bool empty() const { return first_ == end_; }
    std::size_t size() const;
    /// The member of a place that an iterator gave.
    JsonMember at(uint32_t node) const { return *Iterator(*tree_, node); }

private:
    friend class JsonValue;
    JsonObject(const JsonTree& tree, uint32_t first, uint32_t end) : tree_(&tree), first_(first), end_(end) {}
    const JsonTree* tree_;
    uint32_t first_, end_;
};

/// An object of these as JsonValue::compact writes it; empty where there are none.
std::string compact_object(std::vector<JsonMember> members);

/// What `key_hash` gives for a key.
uint64_t json_key_hash(std::string_view key);

/// The text must outlive it.
class JsonTree {
public:
    /// Strict RFC 8259. At most limits::scene_bytes, limits::scene_depth, limits::scene_values; no key twice
    /// in an object. Throws Error; what is malformed with its line and column.
    explicit JsonTree(std::string_view text);
    JsonTree(const JsonTree&) = delete;
    JsonTree& operator=(const JsonTree&) = delete;

    JsonValue root() const { return value_of_list(0); }

private:
    friend class JsonValue;
    friend class JsonPlaces;
    friend class JsonList;
    friend class JsonObject;
    friend class JsonParser;
    struct Node {
        uint32_t at;   // of a member: where its key begins; else the value itself
        uint32_t next; // the first value behind this one and all that is in it
    };
    JsonValue value_of_list(uint32_t node) const { return {*this, node, nodes_[node].at}; }

    std::string_view text_;
    std::vector<Node> nodes_; // in the order of the text
};

} // namespace convlens
