// The few answers of a comparison or a choice are offered as they are; others are the truth among wrong
// ideas.
#include "lesson/offers.h"

#include "lesson/random.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

std::vector<Answer> all_answers(const Question& question) {
    std::vector<Answer> all;
    if (question.ask == Ask::compare)
        all = {Comparison::larger, Comparison::same, Comparison::smaller};
    if (question.ask == Ask::which)
        for (std::size_t i = 0; i < question.figures.size(); ++i)
            all.emplace_back(Choice{i});
    return all;
}

} // namespace

std::vector<Offer> offers_of(const Document& scene, const Question& question, uint64_t seed) {
    std::vector<WrongAnswer> wrong = wrong_answers(scene, question);
    std::vector<Offer> offers;
    for (Answer& answer : all_answers(question)) {
        const auto idea = std::find_if(wrong.begin(), wrong.end(),
                                       [&](const WrongAnswer& one) { return one.answer == answer; });
        offers.push_back({std::move(answer), idea == wrong.end() ? std::nullopt : std::optional(*idea)});
    }
    if (!offers.empty())
        return offers;
    offers.push_back({answer_of(scene, question), std::nullopt});
    for (WrongAnswer& one : wrong)
        if (offers.size() < max_offers) {
            Answer answer = one.answer;
            offers.push_back({std::move(answer), std::move(one)});
        }
    uint64_t random = seed + 1;
    for (std::size_t i = offers.size(); i > 1; --i)
        std::swap(offers[i - 1],
                  offers[static_cast<std::size_t>(random_between(random, 0, static_cast<int64_t>(i) - 1))]);
    return offers;
}

} // namespace convlens
