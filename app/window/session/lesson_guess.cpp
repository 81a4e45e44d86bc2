// Each kind of question reads what was entered in its own way; nothing here knows the truth.
#include "window/session/lesson_guess.h"

#include "document/evaluate/results.h"
#include "lesson/asked_cells.h"
#include "lesson/element_access.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace convlens {
namespace {

constexpr std::size_t max_typed = 24;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The numbers between separators; none where one is not a number.
std::optional<std::vector<double>> numbers_in(std::string_view text, char separator) {
    std::vector<double> numbers;
    while (true) {
        const std::string_view word = text.substr(0, text.find(separator));
        double number = 0;
        const auto [end, error] =
            std::from_chars(word.data(), word.data() + word.size(), number, std::chars_format::fixed);
        if (error != std::errc() || end != word.data() + word.size())
            return std::nullopt;
        numbers.push_back(number);
        if (word.size() == text.size())
            return numbers;
        text.remove_prefix(word.size() + 1);
    }
}

std::optional<Answer> size_of(const std::string& typed, std::size_t dims) {
    auto numbers = numbers_in(typed, 'x');
    if (!numbers || (numbers->size() != dims && numbers->size() != 1))
        return std::nullopt;
    numbers->resize(dims, numbers->front()); // one number stands for all axes
    return SizeAnswer{*std::move(numbers)};
}

std::optional<Answer> number_of(const std::string& typed) {
    const auto numbers = numbers_in(typed, ' ');
    if (!numbers || numbers->size() != 1)
        return std::nullopt;
    return numbers->front();
}

std::optional<Answer> order_of(const CellSet& marked, const Document& scene, const Question& question) {
    Order order;
    if (question.order == OrderOf::figures) {
        if (marked.size() != question.figures.size())
            return std::nullopt;
        for (const auto& item : marked)
            order.items.push_back(item.front());
        return order;
    }
    const Sizes shape = cells_shape(scene, question);
    for (const auto& cell : marked)
        order.items.push_back(flat_cell(cell, shape));
    return order;
}

/// Two axes of one number of digits each, "1,2": the cell is complete.
bool is_whole_cell(const std::string& typed, std::size_t dims) {
    return numbers_in(typed, ',') &&
           static_cast<std::size_t>(std::count(typed.begin(), typed.end(), ',')) + 1 == dims;
}

bool mark_typed(GuessEntry& entry, const Document& scene, const Question& question) {
    const auto numbers = numbers_in(entry.typed, ',');
    if (!numbers)
        return false;
    std::vector<int64_t> cell;
    for (const double number : *numbers)
        cell.push_back(static_cast<int64_t>(number));
    if (!mark_in(entry, scene, question, std::move(cell)))
        return false;
    entry.typed.clear();
    return true;
}

bool may_follow(const std::string& typed, char character, Ask ask) {
    const char last = typed.empty() ? '\0' : typed.back();
    if (is_digit(character))
        return true;
    const std::string_view word = std::string_view(typed).substr(typed.rfind('x') + 1);
    const bool is_one_number = ask == Ask::value || ask == Ask::parameter;
    if (character == '.')
        return (ask == Ask::size || is_one_number) && is_digit(last) &&
               word.find('.') == std::string_view::npos;
    if (character == ',') // a second number: seen, and no answer
        return is_one_number && is_digit(last);
    if (character == '-')
        return ask == Ask::value && typed.empty();
    return character == 'x' && ask == Ask::size && is_digit(last);
}

} // namespace

bool type_into(GuessEntry& entry, const Document& scene, const Question& question, char character) {
    if (asks_for_cells(question)) {
        if (character == ' ')
            return mark_typed(entry, scene, question);
        const bool follows = character == ',' && !entry.typed.empty() && is_digit(entry.typed.back());
        if ((!is_digit(character) && !follows) || entry.typed.size() >= max_typed)
            return false;
        entry.typed += character;
        return true;
    }
    if (question.ask == Ask::order)
        return is_digit(character) && mark_in(entry, scene, question, {character - '1'});
    if (question.ask == Ask::size && character == ',')
        character = 'x';
    if (entry.typed.size() >= max_typed || !may_follow(entry.typed, character, question.ask))
        return false;
    entry.typed += character;
    return true;
}

bool erase_from(GuessEntry& entry) {
    if (!entry.typed.empty())
        entry.typed.pop_back();
    else if (!entry.marked.empty())
        entry.marked.pop_back();
    else
        return false;
    return true;
}

bool mark_in(GuessEntry& entry, const Document& scene, const Question& question, std::vector<int64_t> cell) {
    Sizes shape = cells_shape(scene, question);
    if (question.ask == Ask::order && question.order == OrderOf::figures)
        shape = {static_cast<int64_t>(question.figures.size())};
    if (shape.empty() || cell.empty() || cell.size() > shape.size())
        return false;
    cell.insert(cell.begin(), shape.size() - cell.size(), 0);
    if (!is_inside(cell, shape))
        return false;
    if (std::erase(entry.marked, cell) == 0)
        entry.marked.push_back(std::move(cell));
    return true;
}

std::optional<Answer> guess_of(const GuessEntry& entry, const Document& scene, const Question& question) {
    const std::size_t dims = operation_of(scene).dims();
    GuessEntry whole = entry;
    if (question.ask == Ask::cells && whole.marked.empty() && whole.typed == "0")
        return CellSet(); // none is
    if (asks_for_cells(question) && !whole.typed.empty() &&
        (!is_whole_cell(whole.typed, dims) || !mark_typed(whole, scene, question)))
        return std::nullopt;
    switch (question.ask) {
    case Ask::size:
        return size_of(whole.typed, dims);
    case Ask::value:
    case Ask::parameter:
        return number_of(whole.typed);
    case Ask::cells:
        if (whole.marked.empty())
            return std::nullopt;
        std::sort(whole.marked.begin(), whole.marked.end());
        return whole.marked;
    case Ask::order:
        return whole.marked.empty() ? std::nullopt : order_of(whole.marked, scene, question);
    case Ask::compare:
    case Ask::which:
        break; // chosen among offers
    }
    return std::nullopt;
}

} // namespace convlens
