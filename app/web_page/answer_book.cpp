// page/questions.js makes the same texts of what is typed.
#include "web_page/answer_book.h"

#include "encoding/base64.h"
#include "input/limits.h"
#include "lesson/asked_cells.h"
#include "lesson/words.h"
#include "web_page/page_text.h"
#include "web_page/sealed.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>

namespace convlens {
namespace {

constexpr std::string_view right_mark = "=";
constexpr std::string_view larger_parameter = "more"; // the guess of any number over max_parameter

std::optional<std::vector<double>> numbers_of(const Answer& answer) {
    if (const auto* const size = std::get_if<SizeAnswer>(&answer))
        return size->axes;
    if (const double* const value = std::get_if<double>(&answer); value && std::isfinite(*value))
        return std::vector{*value};
    return std::nullopt;
}

/// What rounds to the number, or lies half a hundredth beside it.
std::vector<int64_t> hundredths(double number) {
    constexpr double largest = 1e12;
    std::vector<int64_t> found;
    if (std::abs(number) > largest)
        return found;
    const auto nearest = static_cast<int64_t>(std::floor(number * 100));
    for (int64_t one = nearest - 1; one <= nearest + 2; ++one)
        if (std::abs(static_cast<double>(one) / 100 - number) <= 0.005 + 1e-9)
            found.push_back(one);
    return found;
}

class Book {
public:
    Book(std::string_view salt, const Sizes& cells, const Texts& texts)
        : salt_(salt), cells_(cells), texts_(texts) {}

    /// Of several that a guess fits the first counts.
    void add(const std::string& guess, std::string_view fits) {
        const std::string key = std::string(salt_) + "/" + guess;
        std::array<char, 12> name{};
        std::snprintf(name.data(), name.size(), "%x", hash_of(key));
        entries_.try_emplace(name.data(), to_base64(sealed(fits, key + "/")));
    }

    void add(const Answer& answer, std::string_view fits) {
        for (const std::string& guess : typed_guesses(answer))
            add(guess, fits);
        if (const std::string guess = chosen_guess(answer, cells_); !guess.empty())
            add(guess, fits);
    }

    std::string sentence(const std::optional<WrongAnswer>& wrong) const {
        return wrong ? idea_sentence(wrong->idea, texts_) : std::string(right_mark);
    }

    std::string json() const {
        std::string json;
        for (const auto& [name, entry] : entries_)
            json.append(json.empty() ? "{\"" : ",\"").append(name).append("\":\"").append(entry).append("\"");
        return (json.empty() ? "{" : json) + "}";
    }

private:
    std::string_view salt_;
    const Sizes& cells_;
    const Texts& texts_;
    std::map<std::string, std::string> entries_;
};

} // namespace

std::size_t typed_numbers(const Answer& truth) {
    const auto numbers = numbers_of(truth);
    return numbers ? numbers->size() : 0;
}

std::vector<std::string> typed_guesses(const Answer& answer) {
    const auto numbers = numbers_of(answer);
    if (!numbers)
        return {};
    std::vector<std::string> guesses = {""};
    for (const double number : *numbers) {
        std::vector<std::string> longer;
        for (const std::string& begun : guesses)
            for (const int64_t one : hundredths(number))
                longer.push_back(begun + (begun.empty() ? "" : "x") + std::to_string(one));
        guesses = std::move(longer);
    }
    return guesses;
}

std::string chosen_guess(const Answer& answer, const Sizes& shape) {
    if (shape.empty())
        return {};
    std::vector<int64_t> flats;
    if (const auto* const cells = std::get_if<CellSet>(&answer)) {
        for (const std::vector<int64_t>& at : *cells)
            flats.push_back(flat_cell(at, shape));
        std::sort(flats.begin(), flats.end());
    } else if (const auto* const order = std::get_if<Order>(&answer)) {
        flats = order->items;
    } else {
        return {};
    }
    std::string guess = "#";
    for (const int64_t flat : flats)
        guess += (guess.size() > 1 ? "," : "") + std::to_string(flat);
    return guess;
}

std::string fits_json(const PageContent& content, const std::vector<Offer>& offers, std::string_view salt,
                      const Texts& texts) {
    const Sizes cells = cells_shape(content.scene, *content.question);
    Book book(salt, cells, texts);
    for (std::size_t i = 0; i < offers.size(); ++i)
        if (offers[i].idea || offers[i].answer == *content.truth)
            book.add(std::string(1, static_cast<char>('A' + i)), book.sentence(offers[i].idea));
    for (const Answer& right : content.right)
        book.add(right, right_mark);
    if (content.question->ask == Ask::parameter &&
        is_right(content.scene, *content.question, static_cast<double>(limits::lesson_size)))
        book.add(std::string(larger_parameter), right_mark);
    for (const WrongAnswer& wrong : wrong_answers(content.scene, *content.question))
        book.add(wrong.answer, book.sentence(wrong));
    return book.json();
}

} // namespace convlens
