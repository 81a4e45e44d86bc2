// Coordinates in and out, and the terms of one element.
#include "lesson/element_access.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"

#include <algorithm>
#include <utility>

namespace convlens {

Sizes to_sizes(const std::vector<int64_t>& at) {
    Sizes sizes;
    for (const int64_t coordinate : at)
        sizes.push_back(coordinate);
    return sizes;
}

bool is_inside(const std::vector<int64_t>& at, const Sizes& shape) {
    return at.size() == shape.size() &&
           std::equal(at.begin(), at.end(), shape.begin(),
                      [](int64_t a, int64_t size) { return a >= 0 && a < size; });
}

Sizes shape_in(const Operation& operation, AskedTensor of) {
    switch (of) {
    case AskedTensor::x:
    case AskedTensor::dx:
        return input_shape(operation);
    case AskedTensor::w:
    case AskedTensor::dw:
        return weight_shape(operation);
    case AskedTensor::y:
        break;
    }
    return output_shape(operation);
}

std::vector<int64_t> coordinates(int64_t flat, const Sizes& shape) {
    const Sizes at = unravel_index(flat, shape);
    return std::vector<int64_t>(at.begin(), at.end());
}

std::vector<int64_t> swapped(std::vector<int64_t> at) {
    if (at.size() >= 2)
        std::swap(at[at.size() - 1], at[at.size() - 2]);
    return at;
}

int64_t as_it_slides(const Document& scene, int64_t weight) {
    const Operation operation = operation_of(scene);
    return scene.flip_kernel && operation.kind == Kind::conv ? turned(operation, weight) : weight;
}

Results results_of(Document scene, bool gradients) {
    scene.lenses.clear();
    if (gradients)
        scene.lenses.push_back(Lens::gradients);
    return evaluate(scene);
}

int64_t winner(const Results& results, const Relation& relation, int64_t output, bool last_of_equal) {
    int64_t best = -1;
    for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
        const int64_t input = relation.term_of_output(output, i).input;
        if (input < 0)
            continue;
        const double value = (*results.x)[input];
        const double largest = best < 0 ? value : (*results.x)[best];
        if (best < 0 || value > largest || (last_of_equal && value == largest))
            best = input;
    }
    return best;
}

std::vector<Term> terms_that_read(const Relation& relation, int64_t input) {
    std::vector<Term> terms;
    if (relation.operation().padding_mode == PaddingMode::zeros) {
        for (int64_t i = 0; i < relation.terms_per_input(); ++i) {
            const Term term = relation.term_of_input(input, i);
            if (term.output >= 0)
                terms.push_back(term);
        }
    } else { // the padding repeats elements
        for (int64_t output = 0; output < relation.outputs(); ++output)
            for (int64_t i = 0; i < relation.terms_per_output(); ++i) {
                const Term term = relation.term_of_output(output, i);
                if (term.input == input)
                    terms.push_back(term);
            }
    }
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Term& a, const Term& b) { return a.output < b.output; });
    return terms;
}

std::vector<int64_t> inputs_of_output(const Relation& relation, int64_t output) {
    std::vector<int64_t> inputs;
    for (int64_t i = 0; i < relation.terms_per_output(); ++i)
        if (const int64_t input = relation.term_of_output(output, i).input; input >= 0)
            inputs.push_back(input);
    return inputs;
}

} // namespace convlens
