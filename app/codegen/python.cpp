// Python as people write it: a line where it fits, else broken after a comma.
#include "codegen/python.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace convlens::python {
namespace {

std::string enclosed(const Sizes& sizes, char open, char close) {
    std::string text(1, open);
    for (std::size_t i = 0; i < sizes.size(); ++i)
        text.append(i == 0 ? "" : ", ").append(std::to_string(sizes[i]));
    return text += close;
}

std::string pair(int64_t begin, int64_t end) {
    return "(" + std::to_string(begin) + ", " + std::to_string(end) + ")";
}

/// Appends comma-separated words, with line breaks before `width`; where the first line has begun with
/// `column` columns.
void append_wrapped(std::string& text, const std::vector<std::string>& words, std::size_t column,
                    std::size_t width, std::string_view line_break) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t needed = words[i].size() + 2; // with its comma and blank
        if (i > 0 && column + needed > width) {
            text.append(",").append(line_break);
            column = line_break.size() - 1;
        } else if (i > 0) {
            text += ", ";
        }
        text += words[i];
        column += needed;
    }
}

} // namespace

std::string number(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    if (value == 0 && std::signbit(value))
        return "-0.0";
    std::array<char, 32> buffer;
    const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return std::string(buffer.data(), written.ptr);
}

std::string tuple(const Sizes& sizes) {
    std::string text = enclosed(sizes, '(', ')');
    return sizes.size() == 1 ? text.insert(text.size() - 1, ",") : text;
}
std::string list(const Sizes& sizes) {
    return enclosed(sizes, '[', ']');
}
std::string number_or_tuple(const Sizes& sizes) {
    const bool same = std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == sizes[0]; });
    return same ? std::to_string(sizes[0]) : tuple(sizes);
}
std::string quoted(std::string_view text) {
    std::string literal = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            literal += '\\';
        literal += c == '\n' ? ' ' : c;
    }
    return literal + "\"";
}
std::string boolean(bool value) {
    return value ? "True" : "False";
}

std::string pairs(const Sizes& begin, const Sizes& end, const Pairs& form) {
    std::string text;
    const auto add = [&](const std::string& one) { text.append(text.empty() ? "" : ", ").append(one); };
    for (std::size_t i = 0; i < form.leading; ++i)
        add(pair(0, 0));
    for (std::size_t i = 0; i < begin.size(); ++i)
        add(pair(begin[i], end[i]));
    for (std::size_t i = 0; i < form.trailing; ++i)
        add(pair(0, 0));
    if (form.brackets)
        return "[" + text + "]";
    return "(" + text + (begin.size() + form.leading + form.trailing == 1 ? ",)" : ")");
}

std::string text_of(const Call& call, std::size_t width) {
    std::string text = call.before + call.name + "(";
    std::string arguments;
    append_wrapped(arguments, call.arguments, 0, std::string::npos, "");
    if (text.size() + arguments.size() + 1 + call.after.size() <= width)
        return text + arguments + ")" + call.after;
    text += "\n    ";
    append_wrapped(text, call.arguments, 4, width, "\n    ");
    return text + ")" + call.after;
}

std::string rows(const Sizes& shape, const std::function<std::string(int64_t)>& element) {
    const int64_t count = shape.product();
    const int64_t last = shape.empty() ? 1 : shape.back();
    const int64_t in_row = last > 1 ? last : count; // a column of single numbers is written in lines, too
    const auto row = [&](int64_t first) {
        std::vector<std::string> words;
        for (int64_t i = first; i < first + in_row; ++i)
            words.push_back(element(i));
        std::string text = "[";
        append_wrapped(text, words, 5, program_width, "\n     ");
        return text + "]";
    };
    if (in_row == count)
        return row(0);
    std::string text = "[\n";
    for (int64_t first = 0; first < count; first += in_row)
        text += "    " + row(first) + ",\n";
    return text + "]";
}
std::string rows(const Tensor<double>& tensor) {
    return rows(tensor.shape, [&](int64_t i) { return number(tensor[i]); });
}
std::string rows(const Tensor<int64_t>& tensor) {
    return rows(tensor.shape, [&](int64_t i) { return std::to_string(tensor[i]); });
}

std::string indented(std::string_view text, std::string_view prefix) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result.append(end == 0 ? "" : prefix).append(text.substr(0, end));
        if (end < text.size())
            result += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

} // namespace convlens::python
