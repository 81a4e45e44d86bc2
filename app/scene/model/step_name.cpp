// The element of a step, in the figure's letters and indices.
#include "scene/model/step_name.h"

#include "scene/words/notation.h"

namespace convlens {

std::string step_name(const FigureModel& model, const Step& step) {
    const Results& results = model.results();
    const char letter = is_swapped(model.operation().kind) ? 'x' : 'y';
    const std::size_t dims = model.operation().dims();
    const Sizes& shape = results.y->shape;
    Sizes indices = spatial_indices(step.output, shape, dims);
    if (shape[0] * shape[1] > 1) { // several maps: the channel too
        Sizes all = Sizes{step.output / (shape.product() / (shape[0] * shape[1])) % shape[1]};
        for (const int64_t i : indices)
            all.push_back(i);
        indices = all;
    }
    return element_brackets(letter, indices);
}

std::string step_name(const Results& results, int64_t step) {
    return step_name(FigureModel(results, step), step_of(results, step));
}

} // namespace convlens
