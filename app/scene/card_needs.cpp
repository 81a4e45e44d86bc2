// A document has one result, so that the document stands for both.
#include "scene/card_needs.h"

#include <algorithm>

namespace convlens {
namespace {

/// Without what changes while nothing but a movement goes on.
Composition at_rest(Composition composition) {
    const Composition usual;
    composition.view_blend = usual.view_blend;
    composition.kernel_turn = usual.kernel_turn;
    return composition;
}

} // namespace

bool CardNeeds::holds(const SceneInput& input) const {
    return basis_ && basis_->theme == &input.theme && basis_->language == input.texts.language() &&
           basis_->composition == at_rest(input.composition) && basis_->document == input.document;
}

float CardNeeds::answer(const SceneInput& input, const Question& question,
                        const std::function<float()>& ask) {
    if (!holds(input)) {
        answers_.clear();
        basis_ = Basis{input.document, at_rest(input.composition), input.texts.language(), &input.theme};
    }
    const auto known = std::find_if(answers_.begin(), answers_.end(),
                                    [&](const auto& one) { return one.first == question; });
    if (known != answers_.end())
        return known->second;
    const float answer = ask();
    answers_.emplace_back(question, answer);
    return answer;
}

} // namespace convlens
