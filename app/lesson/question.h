// What a page asks. The answer is no part of it: answer.h computes it from the page's scene.
#pragma once

#include "convlens/operation.h"
#include "document/document.h"
#include "i18n/names.h"
#include "lesson/idea.h"
#include "lesson/network_question.h"
#include "lesson/place.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// The form of the answer.
enum class Ask {
    size,      // one number for each spatial axis
    value,     // one element of Y, dX, dW or X
    cells,     // a set of cells of a tensor
    compare,   // larger, the same or smaller after a change
    parameter, // a number of a parameter that reaches a goal
    order,     // the listed things in their order
    which      // one of the listed figures
};
enum class AskedTensor { x, w, y, dx, dw };
/// cells: which of them.
enum class CellRule {
    sees,  // those of X that y[at] reads
    feeds, // those of Y that x[at] touches
    meets, // those of X that w[at] meets
    wins,  // max_pool: the one of X that is y[at]
    unread // those of X that no window reads
};
/// compare and order: what is compared.
enum class Quantity {
    size,            // elements of Y
    value,           // the value of the asked element
    weights,         // numbers that are learned
    multiplications, // multiply-adds of a forward pass
    receptive_field  // elements of X that one of Y sees
};
/// order, without figures: the weights that meet x[at], or the elements of Y that x[at] feeds, as time goes
/// by.
enum class OrderOf { figures, weights, outputs };
/// which: what the figure that is looked for has and the others lack.
enum class Goal { size, same_size, reads_all, checkerboard, receptive_field };

Names<Ask> ask_names();
Names<AskedTensor> asked_tensor_names();
Names<CellRule> cell_rule_names();
Names<Quantity> quantity_names();
Names<OrderOf> order_names();
Names<Goal> goal_names();

/// "New numbers": what another instance may have in place of the page's numbers. Seeds always differ.
struct Vary {
    Parameter parameter{}; // input_size, kernel_size, stride, padding, dilation or output_padding
    int64_t min = 0, max = 0;
    bool operator==(const Vary&) const = default;
};

struct Question {
    Ask ask = Ask::size;
    std::string text; // empty: the usual words of its kind
    AskedTensor of = AskedTensor::y;
    std::vector<int64_t> at; // all coordinates of the element, where one is asked about
    CellRule cells = CellRule::sees;
    Quantity quantity = Quantity::size;
    OrderOf order = OrderOf::figures;
    Goal goal = Goal::same_size;
    Sizes goal_size;               // goal size
    int64_t goal_number = 0;       // goal receptive_field: cells along each axis
    Parameter parameter{};         // of a question for one
    std::vector<Document> figures; // compare: after the change, one; order, which: those to choose from
    std::vector<Misconception> misconceptions; // in the page's order
    std::vector<Vary> vary;
    std::optional<NetworkQuestion> network; // about a network: then the scene has no part in it
    TextPlace place;
    bool operator==(const Question&) const = default;
};

} // namespace convlens
