// Every answer is evaluated from the network anew; what a wrong idea changes is changed in the layers, or in
// the rule.
#include "lesson/network_question.h"

#include "convlens/relation.h"
#include "lesson/random.h"
#include "network/built_in.h"
#include "network/element.h"
#include "network/evaluate.h"
#include "network/learning/epoch_walk.h"
#include "network/learning/task.h"
#include "network/way_back.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace convlens {

const RuleDifference* difference_of(const NetworkQuestion& question, const NetworkResults& results) {
    for (const RuleDifference& one : results.differences)
        if ((question.difference == 0) == (one.y > 0))
            return &one;
    return nullptr;
}

namespace {

NetworkResults evaluated(const NetworkQuestion& question) {
    NetworkDocument document = question.network;
    document.view = answer_view(question.ask);
    return evaluate_network(document);
}

std::optional<NetworkAnswer> size_as(std::optional<Misconception> idea, const NetworkResults& results) {
    const int layer = results.chosen.layer;
    Network network = *results.network;
    const Sizes input = network.layers[0].shape;
    if (idea == Misconception::padding_keeps_size) {
        const Sizes& shape = network.layers[0].shape;
        return std::vector<double>{shape.begin() + 2, shape.end()};
    }
    for (Layer& one : network.layers) {
        if (!is_operation(one.kind))
            continue;
        Operation& operation = one.operation;
        if (idea == Misconception::no_padding)
            operation.padding_begin = operation.padding_end = Sizes::filled(operation.dims(), 0);
        else if (idea == Misconception::stride_ignored)
            operation.stride = Sizes::filled(operation.dims(), 1);
        else if (idea)
            return std::nullopt;
    }
    // Dense layers above fit their own sizes only.
    network.layers.resize(static_cast<std::size_t>(layer) + 1);
    if (fit(network, input))
        return std::nullopt;
    const Sizes& shape = network.layers.back().shape;
    return shape.size() < 3
               ? std::nullopt
               : std::optional<NetworkAnswer>(std::vector<double>{shape.begin() + 2, shape.end()});
}

NetworkCells cells_of(const LayerPart& part) {
    NetworkCells cells;
    Sizes count = part.end;
    for (std::size_t axis = 0; axis < count.size(); ++axis)
        count[axis] -= part.begin[axis];
    for (int64_t i = 0; i < count.product(); ++i) {
        Sizes at = unravel_index(i, count);
        for (std::size_t axis = 0; axis < at.size(); ++axis)
            at[axis] += part.begin[axis];
        cells.cells.emplace_back(at.begin(), at.end());
    }
    return cells;
}

LayerPart seen_of_input(const NetworkResults& results) {
    return seen_by(*results.network, results.chosen.layer, part_of(*results.network, results.chosen))[0];
}

/// As if what it reads were the picture: cut off where that ends.
LayerPart own_window(const NetworkResults& results) {
    const auto seen =
        seen_by(*results.network, results.chosen.layer, part_of(*results.network, results.chosen));
    const Sizes& picture = results.network->layers[0].shape;
    for (int layer = results.chosen.layer - 1; layer >= 0; --layer) {
        LayerPart part = seen[static_cast<std::size_t>(layer)];
        if (part.is_empty() || part == seen[static_cast<std::size_t>(results.chosen.layer)])
            continue;
        for (std::size_t axis = 0; axis < picture.size(); ++axis) {
            if (axis < 2) { // of a layer with several maps: all of them
                part.begin[axis] = 0;
                part.end[axis] = picture[axis];
            }
            part.end[axis] = std::min(part.end[axis], picture[axis]);
        }
        const bool is_window = part.end[2] - part.begin[2] > 1;
        if (is_window)
            return part;
    }
    return {};
}

std::optional<NetworkAnswer> seen_as(std::optional<Misconception> idea, const NetworkResults& results) {
    if (!idea)
        return cells_of(seen_of_input(results));
    const Sizes& picture = results.network->layers[0].shape;
    if (idea == Misconception::fully_connected)
        return cells_of({Sizes::filled(picture.size(), 0), picture});
    if (idea != Misconception::own_window_only)
        return std::nullopt;
    const LayerPart part = own_window(results);
    return part.begin.empty() ? std::nullopt : std::optional<NetworkAnswer>(cells_of(part));
}

NetworkCells cell(const Sizes& at) {
    NetworkCells one;
    one.cells.emplace_back(at.begin(), at.end());
    return one;
}

Sizes largest(const Tensor<float>& tensor) {
    int64_t best = 0;
    for (int64_t i = 1; i < tensor.count(); ++i)
        if (std::abs(tensor[i]) > std::abs(tensor[best]))
            best = i;
    return unravel_index(best, tensor.shape);
}

std::optional<NetworkAnswer> strongest_cell_as(std::optional<Misconception> idea,
                                               const NetworkQuestion& question,
                                               const NetworkResults& results) {
    const auto& way = results.ways[static_cast<std::size_t>(question.network.rule)];
    if (!way || way->arriving[0].data.empty())
        return std::nullopt;
    if (!idea)
        return cell(largest(way->arriving[0]));
    if (idea == Misconception::brightest_cell)
        return cell(largest(*results.x));
    if (idea != Misconception::field_centre)
        return std::nullopt;
    const LayerPart seen = seen_of_input(results);
    Sizes at = seen.begin;
    for (std::size_t axis = 2; axis < at.size(); ++axis)
        at[axis] = (seen.begin[axis] + seen.end[axis] - 1) / 2;
    return cell(at);
}

std::optional<NetworkAnswer> let_through_as(std::optional<Misconception> idea,
                                            const NetworkQuestion& question, const NetworkResults& results) {
    const RuleDifference* const cell = difference_of(question, results);
    if (cell == nullptr)
        return std::nullopt;
    const float arrives = cell->arrives[static_cast<std::size_t>(question.network.rule)];
    const Layer& relu = results.network->layers[static_cast<std::size_t>(cell->layer)];
    const auto by = [&](BackRule rule) { // what comes down is the document's, whatever the idea
        return NetworkAnswer(static_cast<double>(let_through(relu, rule, cell->y, arrives)));
    };
    if (!idea)
        return NetworkAnswer(
            static_cast<double>(cell->let_through[static_cast<std::size_t>(question.network.rule)]));
    switch (*idea) {
    case Misconception::no_rule:
        return NetworkAnswer(static_cast<double>(arrives));
    case Misconception::backprop_rule:
        return by(BackRule::backprop);
    case Misconception::deconvnet_rule:
        return by(BackRule::deconvnet);
    case Misconception::guided_rule:
        return by(BackRule::guided);
    case Misconception::sends_activation:
        return NetworkAnswer(static_cast<double>(cell->y));
    case Misconception::sends_one:
        return NetworkAnswer(1.0);
    default:
        return std::nullopt;
    }
}

/// Of the chosen element's channel.
double sum_of_map(const NetworkResults& results) {
    const Tensor<float>& values = results.activations->values[static_cast<std::size_t>(results.chosen.layer)];
    int64_t plane = 1;
    for (std::size_t axis = 2; axis < values.shape.size(); ++axis)
        plane *= values.shape[axis];
    double sum = 0;
    for (int64_t i = 0; i < plane; ++i)
        sum += static_cast<double>(values[results.chosen.channel * plane + i]);
    return sum;
}

std::optional<NetworkAnswer> sent_as(std::optional<Misconception> idea, const NetworkQuestion& question,
                                     const NetworkResults& results) {
    const double value = results.chosen.value;
    if (!idea)
        return NetworkAnswer(question.network.rule == BackRule::deconvnet ? value : 1.0);
    if (idea == Misconception::sends_one)
        return NetworkAnswer(1.0);
    if (idea == Misconception::sends_activation)
        return NetworkAnswer(value);
    if (idea == Misconception::sends_map)
        return NetworkAnswer(sum_of_map(results));
    return std::nullopt;
}

int sign_of(double change) {
    return change > 0 ? 1 : change < 0 ? -1 : 0;
}

/// How much larger the loss is than what it is compared with.
double loss_change(const NetworkQuestion& question) {
    const LearningView& view = question.network.learning;
    if (view.task == LearningTask::digits) {
        const auto walk = epoch_walk(question.changed.value_or(view));
        const double before = question.changed ? epoch_walk(view)->points.back().loss : walk->points[0].loss;
        return walk->points.back().loss - before;
    }
    const auto stepped = [](const LearningView& learning) {
        KernelWalk walk = digits_walk(learning);
        walk_step(walk);
        return walk;
    };
    const KernelWalk walk = stepped(question.changed.value_or(view));
    return walk.losses.back() - (question.changed ? stepped(view).losses.back() : walk.losses.front());
}

std::optional<NetworkAnswer> loss_as(std::optional<Misconception> idea, const NetworkQuestion& question) {
    const LearningView& view = question.network.learning;
    if (question.changed && *question.changed == view)
        return std::nullopt;
    if (!idea)
        return NetworkChange{sign_of(loss_change(question))};
    if (idea == Misconception::always_falls && !question.changed)
        return NetworkChange{-1};
    const int64_t more = question.changed ? question.changed->batch - view.batch : 0;
    if (more != 0 && view.task == LearningTask::digits) {
        if (idea == Misconception::steps_ignored)
            return NetworkChange{0};
        if (idea == Misconception::larger_batch_better)
            return NetworkChange{more > 0 ? -1 : 1};
    }
    return std::nullopt;
}

} // namespace

std::optional<NetworkAnswer> network_answer(std::optional<Misconception> idea,
                                            const NetworkQuestion& question) {
    if (question.ask == NetworkAsk::loss)
        return loss_as(idea, question);
    const NetworkResults results = evaluated(question);
    if (results.misfit)
        return std::nullopt;
    switch (question.ask) {
    case NetworkAsk::size:
        return size_as(idea, results);
    case NetworkAsk::sees:
        return seen_as(idea, results);
    case NetworkAsk::most:
        return strongest_cell_as(idea, question, results);
    case NetworkAsk::let_through:
        return let_through_as(idea, question, results);
    case NetworkAsk::sent:
        return sent_as(idea, question, results);
    case NetworkAsk::loss:
        break;
    }
    return std::nullopt;
}

NetworkFacts network_facts(const NetworkQuestion& question) {
    return question.ask == NetworkAsk::loss ? NetworkFacts() : network_facts(question, evaluated(question));
}

NetworkFacts network_facts(const NetworkQuestion& question, const NetworkResults& results) {
    NetworkFacts facts;
    if (results.misfit || question.ask == NetworkAsk::loss)
        return facts;
    facts.layer = results.network->layers[static_cast<std::size_t>(results.chosen.layer)].name;
    facts.channel = results.chosen.channel;
    facts.at = results.chosen.at;
    facts.value = results.chosen.value;
    if (question.ask == NetworkAsk::let_through)
        if (const RuleDifference* const cell = difference_of(question, results)) {
            facts.layer = results.network->layers[static_cast<std::size_t>(cell->layer)].name;
            facts.y = cell->y;
            facts.arrives = cell->arrives[static_cast<std::size_t>(question.network.rule)];
        }
    return facts;
}

NetworkView answer_view(NetworkAsk ask) {
    switch (ask) {
    case NetworkAsk::loss:
        return NetworkView::learning;
    case NetworkAsk::let_through:
        return NetworkView::compare;
    case NetworkAsk::most:
    case NetworkAsk::sent:
        return NetworkView::path;
    case NetworkAsk::size:
    case NetworkAsk::sees:
        break;
    }
    return NetworkView::overview;
}

bool is_slow(const NetworkQuestion& question) {
    return question.ask == NetworkAsk::loss && question.network.learning.task == LearningTask::digits;
}

Sizes network_input_shape(const NetworkQuestion& question) {
    const NetworkResults results = evaluated(question);
    return results.misfit ? Sizes() : results.network->layers[0].shape;
}

NetworkQuestion network_instance(NetworkQuestion question, uint64_t random) {
    if (question.ask == NetworkAsk::loss) {
        question.network.learning.seed = next_random(random) % 1000 + 1;
        if (question.changed)
            question.changed->seed = question.network.learning.seed;
        return question;
    }
    const BuiltInNetwork* const network = built_in_network(question.network.network.built_in);
    if (network != nullptr && network->data != nullptr) {
        question.network.input = {};
        question.network.input.sample = random_between(random, 0, network->data->count() - 1);
    }
    return question;
}

} // namespace convlens
