// A parser of just this dictionary. Each rule returns whether it held; the first that did not leaves the
// issue.
#include "engine/detail/npy_header.h"

#include <limits>

namespace convlens::detail {

namespace {

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    std::optional<NpyIssue> run(NpyDictionary& dictionary) {
        if (entries() && at_end() && has_descr_ && has_order_ && has_shape_) {
            dictionary = std::move(dictionary_);
            return std::nullopt;
        }
        return issue_ ? issue_ : malformed();
    }

private:
    NpyIssue malformed() const {
        return {.fault = NpyFault::header, .value = static_cast<int64_t>(at_ + 1), .text = {}, .shape = {}};
    }

    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
    }
    bool at_end() {
        skip_space();
        return at_ == text_.size();
    }
    bool accept(char c) {
        skip_space();
        if (at_ == text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }
    bool accept_word(std::string_view word) {
        skip_space();
        if (!text_.substr(at_).starts_with(word))
            return false;
        at_ += word.size();
        return true;
    }
    static bool once(bool& seen) {
        const bool first = !seen;
        seen = true;
        return first;
    }

    bool quoted(std::string_view& inside) {
        skip_space();
        const char quote = at_ < text_.size() ? text_[at_] : '\0';
        if (quote != '\'' && quote != '"')
            return false;
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos)
            return false;
        inside = text_.substr(at_ + 1, end - at_ - 1);
        if (inside.find('\\') != std::string_view::npos)
            return false;
        at_ = end + 1;
        return true;
    }

    bool whole_number(int64_t& value) {
        skip_space();
        const std::size_t start = at_;
        value = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
            if (value > (std::numeric_limits<int64_t>::max() - 9) / 10)
                return false;
            value = value * 10 + (text_[at_] - '0');
        }
        return at_ != start;
    }

    /// (), (5,), (5, 5), (5, 5,); (5) is a number in Python, no tuple.
    bool tuple(Sizes& shape) {
        if (!accept('('))
            return false;
        while (!accept(')')) {
            if (shape.size() == Sizes::capacity) {
                issue_ = {.fault = NpyFault::axes, .limit = Sizes::capacity, .text = {}, .shape = {}};
                return false;
            }
            int64_t size = 0;
            if (!whole_number(size))
                return false;
            if (at_ < text_.size() && text_[at_] == 'L') // Python 2's long integers
                ++at_;
            shape.push_back(size);
            if (!accept(','))
                return shape.size() > 1 && accept(')');
        }
        return true;
    }

    bool order() {
        dictionary_.fortran_order = accept_word("True");
        return dictionary_.fortran_order || accept_word("False");
    }

    bool descr() {
        skip_space();
        if (at_ < text_.size() && text_[at_] == '[') {
            issue_ = {.fault = NpyFault::structured, .text = {}, .shape = {}};
            return false;
        }
        std::string_view inside;
        if (!quoted(inside))
            return false;
        dictionary_.descr = inside;
        return true;
    }

    bool entry() {
        std::string_view key;
        if (!quoted(key) || !accept(':'))
            return false;
        if (key == "descr")
            return once(has_descr_) && descr();
        if (key == "fortran_order")
            return once(has_order_) && order();
        return key == "shape" && once(has_shape_) && tuple(dictionary_.shape);
    }

    bool entries() {
        if (!accept('{'))
            return false;
        while (!accept('}')) {
            if (!entry())
                return false;
            if (!accept(','))
                return accept('}');
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    NpyDictionary dictionary_;
    std::optional<NpyIssue> issue_;
    bool has_descr_ = false;
    bool has_order_ = false;
    bool has_shape_ = false;
};

} // namespace

std::optional<NpyIssue> parse_npy_dictionary(std::string_view text, NpyDictionary& dictionary) {
    return Parser(text).run(dictionary);
}

} // namespace convlens::detail
