// The numbers that questions ask for, of one scene, as they are or as somebody with a wrong idea would have
// them. "None" where the idea has nothing to say or the element is not there.
#pragma once

#include "document/document.h"
#include "lesson/answer.h"
#include "lesson/question.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace convlens {

using Idea = std::optional<Misconception>;

/// Output size along each axis.
std::vector<double> size_as(Idea idea, const Operation& operation);

/// One element of Y, dX or dW.
std::optional<double> value_as(Idea idea, const Document& scene, AskedTensor of,
                               const std::vector<int64_t>& at);

/// The cells of a rule, sorted.
std::optional<CellSet> cells_as(Idea idea, const Document& scene, CellRule rule,
                                const std::vector<int64_t>& at);

/// Weights (flat, in the document's W) or outputs, as they meet x[at] in the order of the steps.
std::optional<Order> order_as(Idea idea, const Document& scene, OrderOf of, const std::vector<int64_t>& at);

/// What is compared.
std::optional<double> quantity_as(Idea idea, const Document& scene, const Question& question);

/// Whether a scene reaches the goal of a question for a parameter or for one of several figures.
bool reaches_as(Idea idea, const Document& scene, const Question& question);

} // namespace convlens
