// One separator for the whole table: the first of tab, semicolon and comma that its first line has, else
// spaces.
#include "input/number_table.h"

#include <charconv>
#include <cstddef>

namespace convlens {
namespace {

constexpr std::string_view spaces = " \t\r\v\f";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(spaces);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::optional<double> number_in(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    if (text.starts_with('+') && !text.starts_with("+-"))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                     : std::nullopt;
}

class Lines {
public:
    explicit Lines(std::string_view text) : rest_(text) {
        if (rest_.starts_with(byte_order_mark))
            rest_.remove_prefix(byte_order_mark.size());
    }
    /// The next line with something in it; false: there is none.
    bool next(std::string_view& line) {
        while (!rest_.empty()) {
            const std::size_t end = rest_.find('\n');
            line = trimmed(rest_.substr(0, end));
            rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
            ++number_;
            if (!line.empty() && line.front() != '#')
                return true;
        }
        return false;
    }
    int64_t number() const { return number_; }

private:
    std::string_view rest_;
    int64_t number_ = 0;
};

/// ' ' for any number of spaces and tabs.
char separator_of(std::string_view line) {
    for (const char separator : {'\t', ';', ','}) {
        if (line.find(separator) != std::string_view::npos)
            return separator;
    }
    return ' ';
}

/// Takes the first field off the line.
std::string_view take_field(std::string_view& line, char separator, bool& is_last) {
    const std::size_t end = separator == ' ' ? line.find_first_of(spaces) : line.find(separator);
    is_last = end == std::string_view::npos;
    const std::string_view field = trimmed(line.substr(0, end));
    line.remove_prefix(is_last ? line.size() : end + 1);
    if (separator == ' ' && !is_last)
        line = trimmed(line);
    return field;
}

} // namespace

bool begins_as_table(std::string_view begin) {
    if (begin.find('\0') != std::string_view::npos)
        return false;
    Lines lines(begin);
    std::string_view line;
    if (!lines.next(line))
        return false;
    bool is_last = false;
    return number_in(take_field(line, separator_of(line), is_last)).has_value();
}

std::optional<TableFault> read_table(std::string_view text, Tensor<double>& table) {
    Lines lines(text);
    std::string_view line;
    std::vector<double> values;
    int64_t rows = 0, columns = 0;
    for (char separator = 0; lines.next(line); ++rows) {
        if (rows == 0)
            separator = separator_of(line);
        int64_t count = 0;
        for (bool is_last = false; !is_last; ++count) {
            const std::string_view field = take_field(line, separator, is_last);
            const std::optional<double> value = number_in(field);
            if (!value)
                return TableFault{
                    TableFault::Kind::number, lines.number(), count + 1, std::string(field), 0, 0};
            values.push_back(*value);
        }
        if (rows > 0 && count != columns)
            return TableFault{TableFault::Kind::ragged, lines.number(), 0, {}, count, columns};
        columns = count;
    }
    if (rows == 0)
        return TableFault{};
    table.shape = Sizes{rows, columns};
    table.data = std::move(values);
    return std::nullopt;
}

} // namespace convlens
