// What a question's answer is, what each wrong idea would answer, and what fits a guess. Everything is
// computed from the scene by the engine; nothing is stored.
#pragma once

#include "document/evaluate/results.h"
#include "i18n/error.h"
#include "lesson/question.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace convlens {

enum class Comparison { larger, same, smaller };

/// Cells by all their coordinates, sorted.
using CellSet = std::vector<std::vector<int64_t>>;
/// Places in the page's list of figures (by 0), or flat indices of weights or outputs, in their order.
struct Order {
    std::vector<int64_t> items;
    bool operator==(const Order&) const = default;
};
/// A figure's place in the page's list, from 0.
struct Choice {
    std::size_t figure = 0;
    bool operator==(const Choice&) const = default;
};

/// What a question for a size has.
struct SizeAnswer {
    std::vector<double> axes; // one for each spatial axis; halves where an idea forgets to round
    bool operator==(const SizeAnswer&) const = default;
};
/// size: SizeAnswer; value and parameter: double.
using Answer = std::variant<SizeAnswer, double, CellSet, Comparison, Order, Choice>;

/// An idea with what it would answer for these numbers.
struct WrongAnswer {
    Misconception idea{};
    Answer answer;
    std::optional<Document> figure; // what the idea would be right for, to be played
    bool operator==(const WrongAnswer&) const = default;
};

/// The scene's answer; of several numbers of a parameter the smallest. Throws Error where the question has
/// none, or more than one that cannot all be right (`which` with two figures that reach the goal).
Answer answer_of(const Document& scene, const Question& question);

/// What answer_of would throw. Needs no training of a network.
std::optional<Error> lack_of_answer(const Document& scene, const Question& question);

/// Numbers of a parameter up to this one are looked at for an answer; a guess may be a larger one.
inline constexpr int64_t max_parameter = 64;

/// All that is right, answer_of first: of a parameter every number that reaches the goal, in their order.
std::vector<Answer> right_answers(const Document& scene, const Question& question);
bool is_right(const Document& scene, const Question& question, const Answer& guess);

/// The page's ideas, in its order, without those that answer what is right or what an earlier one answers, or
/// that have nothing to say about this question.
std::vector<WrongAnswer> wrong_answers(const Document& scene, const Question& question);

/// What a guess fits.
struct Judgement {
    bool right = false;
    std::optional<WrongAnswer> idea; // the first of the page's list that it fits
};
Judgement judge(const Document& scene, const Question& question, const Answer& guess);

/// The page with other numbers: seeds and what the question varies, from `seed`; 0 is the page as it is. The
/// question has an answer there, and where the page's own numbers tell two of its ideas apart, so do these.
struct Instance {
    Document scene;
    Question question;
    bool operator==(const Instance&) const = default;
};
Instance instance_of(const Document& scene, const Question& question, uint64_t seed);

} // namespace convlens
