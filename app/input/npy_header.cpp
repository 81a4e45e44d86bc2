// A parser of just this dictionary: texts without escapes, True and False, a tuple of whole numbers.
#include "input/npy_header.h"

#include "text/error.h"

#include <limits>

namespace convlens {
namespace {

class Parser {
public:
    Parser(std::string_view text, const std::string& path) : text_(text), path_(path) {}

    NpyHeader run() {
        expect('{');
        while (!accept('}')) {
            entry();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skip_space();
        if (at_ != text_.size() || !(has_descr_ && has_order_ && has_shape_))
            refuse();
        return header_;
    }

private:
    [[noreturn]] void refuse() const {
        throw Error(Error::Fault::request, "error.npy_header", {{"place", std::to_string(at_ + 1)}}, path_);
    }
    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t'))
            ++at_;
    }
    bool accept(char c) {
        skip_space();
        if (at_ == text_.size() || text_[at_] != c)
            return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!accept(c))
            refuse();
    }
    bool accept_word(std::string_view word) {
        skip_space();
        if (!text_.substr(at_).starts_with(word))
            return false;
        at_ += word.size();
        return true;
    }
    void once(bool& seen) {
        if (seen)
            refuse();
        seen = true;
    }

    std::string_view quoted() {
        skip_space();
        const char quote = at_ < text_.size() ? text_[at_] : '\0';
        const std::size_t end =
            quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string_view::npos;
        if (end == std::string_view::npos)
            refuse();
        const std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
        if (inside.find('\\') != std::string_view::npos)
            refuse();
        at_ = end + 1;
        return inside;
    }

    int64_t whole_number() {
        skip_space();
        const std::size_t start = at_;
        int64_t value = 0;
        for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
            if (value > (std::numeric_limits<int64_t>::max() - 9) / 10)
                refuse();
            value = value * 10 + (text_[at_] - '0');
        }
        if (at_ == start)
            refuse();
        return value;
    }

    /// (), (5,), (5, 5), (5, 5,)
    Sizes tuple() {
        Sizes shape;
        expect('(');
        while (!accept(')')) {
            if (shape.size() == Sizes::capacity)
                throw Error(Error::Fault::request, "error.npy_axes",
                            {{"limit", std::to_string(Sizes::capacity)}}, path_);
            shape.push_back(whole_number());
            const bool comma = accept(',');
            if (!comma && (shape.size() == 1 || !accept(')')))
                refuse(); // (5) is a number in Python, no tuple
            if (!comma)
                break;
        }
        return shape;
    }

    void entry() {
        const std::string_view key = quoted();
        expect(':');
        if (key == "descr") {
            once(has_descr_);
            skip_space();
            if (at_ < text_.size() && text_[at_] == '[')
                throw Error(Error::Fault::request, "error.npy_structured", {}, path_);
            header_.descr = quoted();
        } else if (key == "fortran_order") {
            once(has_order_);
            header_.fortran_order = accept_word("True");
            if (!header_.fortran_order && !accept_word("False"))
                refuse();
        } else if (key == "shape") {
            once(has_shape_);
            header_.shape = tuple();
        } else {
            refuse();
        }
    }

    std::string_view text_;
    const std::string& path_;
    std::size_t at_ = 0;
    NpyHeader header_;
    bool has_descr_ = false, has_order_ = false, has_shape_ = false;
};

} // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& path) {
    return Parser(text, path).run();
}

} // namespace convlens
