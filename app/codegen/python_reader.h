// Calls with literal arguments in Python text. Reads forward once; what it does not understand it keeps as
// text. Private to `codegen`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens::python {

/// A literal, or anything else as its text.
struct Value {
    enum class Kind { number, string, boolean, none, list, other };
    Kind kind = Kind::other;
    double number = 0;            // of number; 1 of True
    std::optional<int64_t> whole; // of a number that is written as one
    std::vector<Value> items;     // of list: tuples, too
    std::string_view text;        // as written; of string: without its quotes
};

struct Argument {
    std::string_view name; // empty: positional
    Value value;
};

struct CallText {
    std::string_view name; // with its points: "torch.nn.Conv2d"
    std::vector<Argument> arguments;
    bool closed = true; // its bracket is
};

/// The text must outlive what is read.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    /// The next call whose name's last part `known` takes; calls inside another's arguments are found where
    /// the outer one is not taken.
    template <class Known> std::optional<CallText> next_call(const Known& known) {
        for (std::string_view name = next_called(); !name.empty(); name = next_called())
            if (known(last_part(name)))
                return arguments_of(name);
        return {};
    }
    /// The call of what the last call gave: "(x, indices)" behind "nn.MaxUnpool2d(2)".
    std::optional<CallText> applied_call();

    static std::string_view last_part(std::string_view name);

private:
    std::string_view
    next_called(); // the next name that is followed by a bracket, which is passed; empty: end
    CallText arguments_of(std::string_view name);
    Value value(int depth);
    Value literal(int depth);
    Value number_or_name();
    Value list(int depth);
    std::string_view string();
    void skip_to_end_of_value();
    void skip_blank();
    bool at_end() const { return at_ >= text_.size(); }
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    std::string_view text_;
    std::size_t at_ = 0;
};

} // namespace convlens::python
