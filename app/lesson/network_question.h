// What a page asks about a network, and its answer: computed from what the layers give, see and let through.
#pragma once

#include "document/network.h"
#include "i18n/names.h"
#include "lesson/idea.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace convlens {

struct NetworkResults;
struct RuleDifference;

enum class NetworkAsk {
    size,        // of the chosen layer's maps
    sees,        // the elements of X that the chosen element sees
    most,        // the one element of X at which most arrives by the document's rule
    let_through, // what the rule lets through where the rules differ
    sent,        // what is sent down from the chosen element by the rule
    loss         // of what learns as the document says: after a kernel's step, or an epoch of the digits
};
Names<NetworkAsk> network_ask_names(); // size, sees, most, let-through, sent, loss

struct NetworkQuestion {
    NetworkDocument network;
    NetworkAsk ask = NetworkAsk::size;
    int64_t difference = 0; // let_through: which of the cells, 0 where y > 0 and R < 0, 1 the other kind
    /// loss: compared with what learns as the document says; none: compared with the loss at the beginning.
    std::optional<LearningView> changed;
    bool operator==(const NetworkQuestion&) const = default;
};

/// Its facts, as sentences need them.
struct NetworkFacts {
    std::string layer;
    int64_t channel = 0;
    Sizes at;
    double value = 0;          // of the chosen element
    double y = 0, arrives = 0; // let_through
};
/// Of the results of its network, evaluated with the view of its answer.
NetworkFacts network_facts(const NetworkQuestion& question, const NetworkResults& results);
NetworkFacts network_facts(const NetworkQuestion& question);

/// The view that shows what is asked, once it is revealed.
NetworkView answer_view(NetworkAsk ask);

/// Whether its answer takes much longer than a picture may: it is to be asked for beside the window's thread.
bool is_slow(const NetworkQuestion& question);

/// let_through: the cell that is asked about; null: the rules do not differ in this way.
const RuleDifference* difference_of(const NetworkQuestion& question, const NetworkResults& results);

/// Numbers, cells of X by all their coordinates, or -1, 0, 1 for smaller, same, larger.
struct NetworkCells {
    std::vector<std::vector<int64_t>> cells;
};
struct NetworkChange {
    int sign = 0;
};
using NetworkAnswer = std::variant<std::vector<double>, double, NetworkCells, NetworkChange>;

/// The truth, or what the idea would answer. None: there is none, or the idea has nothing to say.
std::optional<NetworkAnswer> network_answer(std::optional<Misconception> idea,
                                            const NetworkQuestion& question);

/// Elements of X on each axis; of cells that are asked for.
Sizes network_input_shape(const NetworkQuestion& question);

/// Other numbers of the same question: another picture of the data, another seed.
NetworkQuestion network_instance(NetworkQuestion question, uint64_t random);

} // namespace convlens
