// Questions, answers and wrong ideas as people read them.
#pragma once

#include "i18n/catalogue.h"
#include "lesson/answer.h"

#include <cstdint>
#include <string>
#include <vector>

namespace convlens {

/// What the page asks: its own words, or the usual ones of its kind.
std::string question_text(const Document& scene, const Question& question, const Texts& texts);

/// The usual words about a network, for who has its facts already.
std::string network_question_text(const NetworkQuestion& question, const NetworkFacts& facts,
                                  const Texts& texts);

/// "3 × 3", "larger", "w₂₂ w₂₁ ...": short, on one line. Cells as y[0,1], at most eight of them.
std::string answer_text(const Document& scene, const Question& question, const Answer& answer,
                        const Texts& texts);

/// What is right: "4, 5 or 6", "3 to 8", "7 or more" where answer.h's right_answers are several numbers.
std::string right_text(const Document& scene, const Question& question, const std::vector<Answer>& right,
                       const Texts& texts);

/// 'x', 'w' or 'y': what the scene's figure calls the tensor, which leads from Y back to X for what a
/// transposed convolution or an unpooling gives.
char tensor_letter(const Document& scene, AskedTensor of);

/// "−0.66", with the sign of formulas and at most two digits behind the point, more only where those would be
/// 0: as answers are written. A guess that is typed so fits.
std::string answer_number(double value);

/// "[0,1]": an element's coordinates, channels only where there are several.
std::string element_place(const Document& scene, const std::vector<int64_t>& at);

/// "as if there were no padding"
std::string idea_sentence(Misconception idea, const Texts& texts);

/// "stride 1 → 2": the parameters in which a figure of the question differs from the page's scene.
std::string change_text(const Document& scene, const Document& figure, const Texts& texts);

} // namespace convlens
