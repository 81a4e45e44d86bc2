// "New numbers": seeds and parameters are drawn from the instance's seed until the question still has its
// point.
#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "document/numbers.h"
#include "i18n/error.h"
#include "lesson/answer.h"
#include "lesson/element_access.h"
#include "lesson/parameters.h"
#include "lesson/random.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr int tries = 200;

/// Other numbers of the same kind; written ones become small whole numbers.
Source other_numbers(Source source, uint64_t& random) {
    const uint64_t seed = next_random(random) % 100'000;
    if (source.kind == SourceKind::values)
        source = Source();
    if (source.kind == SourceKind::small) {
        source.seed = seed;
        source.edits.clear();
    }
    return source;
}

/// Figures share what they have in common with the page's scene.
void replace(Document& figure, const Document& before, const Document& after, Source Document::*source) {
    if (figure.*source == before.*source)
        figure.*source = after.*source;
}

/// Whether Y itself is taken for its gradient, to be sent back.
bool sends_back_output(const Document& scene) {
    if (scene.grad_output.kind != SourceKind::values)
        return false;
    const Results results = results_of(scene, false);
    return results.y &&
           results.y->kept().data == numbers(scene.grad_output, TensorRole::dy, results.y->shape).data;
}

void vary(Instance& instance, uint64_t& random) {
    const Document before = instance.scene;
    if (instance.question.network) {
        instance.question.network = network_instance(*instance.question.network, next_random(random));
        return;
    }
    for (Source Document::*source :
         {&Document::input, &Document::weight, &Document::grad_output, &Document::unpool_plane}) {
        instance.scene.*source = other_numbers(instance.scene.*source, random);
        for (Document& figure : instance.question.figures)
            replace(figure, before, instance.scene, source);
    }
    for (const Vary& range : instance.question.vary) {
        const int64_t value = random_between(random, range.min, range.max);
        const int64_t old = first_number(before, range.parameter);
        set_everywhere(instance.scene, range.parameter, value);
        for (Document& figure : instance.question.figures)
            if (first_number(figure, range.parameter) == old)
                set_everywhere(figure, range.parameter, value);
    }
    if (sends_back_output(before) && issues_of(instance.scene).empty()) {
        const Results results = results_of(instance.scene, false);
        instance.scene.grad_output = values_source(results.y->shape, results.y->kept().data);
    }
}

bool is_possible(const Instance& instance) {
    const auto possible = [](const Document& document) { return issues_of(document).empty(); };
    return possible(instance.scene) &&
           std::all_of(instance.question.figures.begin(), instance.question.figures.end(), possible);
}

std::size_t wanted_ideas(const Document& scene, const Question& question) {
    return std::min<std::size_t>(2, wrong_answers(scene, question).size());
}

} // namespace

Instance instance_of(const Document& scene, const Question& question, uint64_t seed) {
    Instance page{scene, question};
    if (seed == 0)
        return page;
    const std::size_t ideas = wanted_ideas(scene, question);
    uint64_t random = seed;
    for (int i = 0; i < tries; ++i) {
        Instance drawn = page;
        vary(drawn, random);
        if (drawn == page || !is_possible(drawn))
            continue;
        try {
            if (wrong_answers(drawn.scene, drawn.question).size() >= ideas)
                return drawn;
        } catch (const Error&) { // these numbers have no answer
        }
    }
    return page;
}

} // namespace convlens
