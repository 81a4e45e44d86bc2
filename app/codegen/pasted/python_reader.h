// Calls with arguments in Python text: literals, their arithmetic, and names that the text gives a value.
// Reads forward once; what it does not understand it keeps as text. Private to `codegen`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace convlens::python {

/// A literal or what follows from literals, or anything else as its text.
struct Value {
    enum class Kind { number, string, boolean, none, list, other };
    Kind kind = Kind::other;
    double number = 0;            // of number; 1 of True
    std::optional<int64_t> whole; // of a number that is one in Python, too: 4 // 2, not 4 / 2
    std::vector<Value> items;     // of list: tuples, too
    std::string_view text;        // as written; of string: without its quotes
    std::string_view unknown;     // of other: the first name in it that the text gives no value
};

/// Names with their values, as far as the text says them.
using VariableNames = std::unordered_map<std::string_view, Value>;

struct Argument {
    std::string_view name; // empty: positional
    Value value;
};

struct CallText {
    std::string_view name; // with its points: "torch.nn.Conv2d"
    std::vector<Argument> arguments;
    bool closed = true; // its bracket is
    std::size_t at = 0; // where the name begins in the text
};

/// The text must outlive what is read.
class Reader {
public:
    explicit Reader(std::string_view text, const VariableNames* outer = nullptr)
        : text_(text), outer_(outer) {}

    /// The next call whose name `known` takes; calls inside another's arguments are found where the outer one
    /// is not taken.
    template <class Known> std::optional<CallText> next_call(const Known& known) {
        for (std::string_view name = next_called(); !name.empty(); name = next_called()) {
            if (known(name))
                return arguments_of(name);
            ++open_;
        }
        return {};
    }
    /// The call of what the last call gave: "(x, indices)" behind "nn.MaxUnpool2d(2)".
    std::optional<CallText> applied_call();
    /// What lies behind the last call.
    std::string_view rest() const { return text_.substr(at_); }
    /// The whole text as one value.
    Value whole_value();
    const VariableNames& names() const { return names_; }

    static std::string_view last_part(std::string_view name);

private:
    std::string_view
    next_called(); // the next name that is followed by a bracket, which is passed; empty: end
    CallText arguments_of(std::string_view name);
    void note_name(std::string_view name, std::size_t begin);
    void assign(std::string_view name);
    void parameters();
    std::string_view name();
    Value value(int depth);
    Value sum(int depth);
    Value product(int depth);
    Value signed_value(int depth);
    Value power(int depth);
    Value atom(int depth);
    Value list(int depth);
    Value number();
    Value named(int depth);
    std::string_view string();
    void skip_to_end_of_value();
    void skip_blank();
    bool at_end() const { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    std::string_view text_;
    const VariableNames* outer_;
    VariableNames names_;
    std::size_t at_ = 0;
    int open_ = 0;            // brackets around the place
    bool defines_ = false;    // behind `def`
    bool is_looping_ = false; // between `for` and `in`
};

/// The value of an expression where `names` have theirs.
Value evaluated(std::string_view text, const VariableNames& names);

} // namespace convlens::python
