// By the Relation, grouped by input or by weight: outputs ascend, so a step cuts each group in two.
#include "scene/lens/gradients/sums.h"

#include "convlens/arithmetic.h"
#include "convlens/source.h"
#include "document/evaluate/running_sums.h"
#include "scene/base/timeline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace convlens {
namespace {

/// For each index of the axis the positions that show it.
std::vector<std::vector<int64_t>> positions_of(const Operation& op, std::size_t axis) {
    std::vector<std::vector<int64_t>> positions(static_cast<std::size_t>(op.input_size[axis]));
    if (op.padding_mode == PaddingMode::zeros) {
        for (std::size_t i = 0; i < positions.size(); ++i)
            positions[i].push_back(static_cast<int64_t>(i));
        return positions;
    }
    const int64_t padded = op.input_size[axis] + op.padding_begin[axis] + op.padding_end[axis];
    for (int64_t p = 0; p < padded; ++p)
        positions[static_cast<std::size_t>(source_index(op, axis, p - op.padding_begin[axis]))].push_back(p);
    return positions;
}

} // namespace

GradientSums::GradientSums(const Results& results, const Step& step, int64_t done)
    : results_(results), gradients_(*results.gradients), op_(results.operation), step_(step), done_(done),
      relation_(results.operation) {
    for (std::size_t axis = 0; axis < op_.dims(); ++axis)
        positions_.push_back(positions_of(op_, axis));
    const auto count =
        static_cast<std::size_t>(std::min<int64_t>(done, static_cast<int64_t>(step.terms.size())));
    for (std::size_t i = 0; i < count; ++i) {
        const StepTerm& term = step.terms[i];
        if (term.weight >= 0)
            lain_.push_back(term.weight);
        if (term.input < 0)
            continue;
        by_input_.push_back({term.input, i});
        if (term.weight >= 0)
            by_weight_.push_back({term.weight, i});
    }
    std::stable_sort(by_input_.begin(), by_input_.end(), is_before);
    std::stable_sort(by_weight_.begin(), by_weight_.end(), is_before);
    std::sort(lain_.begin(), lain_.end());
}

std::span<const GradientSums::DoneTerm> GradientSums::done_with(const std::vector<DoneTerm>& terms,
                                                                int64_t element) {
    const auto [first, last] = std::equal_range(terms.begin(), terms.end(), DoneTerm{element, 0}, is_before);
    return {first, last};
}

Sizes GradientSums::spatial_index(int64_t x) const {
    Sizes indices = Sizes::filled(op_.dims(), 0);
    for (std::size_t a = op_.dims(); a-- > 0; x /= op_.input_size[a])
        indices[a] = x % op_.input_size[a];
    return indices;
}

template <class Visit> void GradientSums::for_each_position(int64_t x, Visit visit) const {
    const std::size_t dims = op_.dims();
    const Sizes at = spatial_index(x);
    const bool padded = op_.padding_mode != PaddingMode::zeros;
    Sizes choice = Sizes::filled(dims, 0);
    for (;;) {
        int64_t flat = x / op_.input_size.product(); // the plane
        for (std::size_t a = 0; a < dims; ++a)
            flat = flat * (padded ? op_.input_size[a] + op_.padding_begin[a] + op_.padding_end[a]
                                  : op_.input_size[a]) +
                   positions(a, at[a])[static_cast<std::size_t>(choice[a])];
        visit(flat);
        std::size_t axis = dims;
        while (axis-- > 0) {
            if (++choice[axis] < static_cast<int64_t>(positions(axis, at[axis]).size()))
                break;
            choice[axis] = 0;
        }
        if (axis == static_cast<std::size_t>(-1))
            return;
    }
}

/// The taps of an axis through which a position meets an output, in their order.
void GradientSums::find_meetings(std::size_t axis, int64_t position, std::vector<Meeting>& meetings) const {
    const bool swapped = is_swapped(op_.kind);
    const bool folds = op_.padding_mode != PaddingMode::zeros;
    const int64_t stride = op_.stride[axis];
    const int64_t begin = op_.padding_begin[axis];
    meetings.clear();
    for (int64_t k = 0; k < op_.kernel_size[axis]; ++k) {
        const int64_t tap = k * op_.dilation[axis];
        const int64_t at = swapped ? position * stride + tap - begin : position + (folds ? 0 : begin) - tap;
        if (at < 0 || (!swapped && at % stride != 0))
            continue;
        const int64_t y = swapped ? at : at / stride;
        if (y < results_.output[axis])
            meetings.push_back({k, y});
    }
}

/// The products of the steps before the present one, of one position that shows the element.
void GradientSums::add_terms_before(int64_t x, int64_t position, PartialSum& partial) const {
    std::array<std::vector<Meeting>, 3> met{{{{0, 0}}, {{0, 0}}, {{0, 0}}}};
    std::array<int64_t, 3> outputs{1, 1, 1};
    std::array<int64_t, 3> kernel{1, 1, 1};
    int64_t plane = position;
    for (std::size_t a = op_.dims(); a-- > 0;) {
        const std::size_t of_three = 3 - op_.dims() + a;
        const bool folds = op_.padding_mode != PaddingMode::zeros;
        const int64_t size = op_.input_size[a] + (folds ? op_.padding_begin[a] + op_.padding_end[a] : 0);
        find_meetings(a, plane % size, met[of_three]);
        plane /= size;
        outputs[of_three] = results_.output[a];
        kernel[of_three] = op_.kernel_size[a];
    }
    const bool weighted = has_weight(op_.kind);
    const int64_t groups = weighted ? op_.groups : op_.in_channels;
    const int64_t group_in = op_.in_channels / groups;
    const int64_t group_out = op_.out_channels / groups;
    const int64_t in = plane % group_in;
    const int64_t group = plane / group_in % groups;
    const int64_t item = plane / op_.in_channels;
    for (int64_t o = 0; o < group_out; ++o) {
        const int64_t map = (item * op_.out_channels + group * group_out + o) * results_.output.product();
        if (map >= step_.output)
            return; // outputs ascend
        const int64_t kernels = op_.kind == Kind::conv ? (group * group_out + o) * group_in + in
                                                       : (group * group_in + in) * group_out + o;
        const int64_t weights = kernels * op_.kernel_size.product();
        for (const Meeting& a : met[0])
            for (const Meeting& b : met[1]) {
                const int64_t row = map + (a.y * outputs[1] + b.y) * outputs[2];
                const int64_t kernel_row = weights + (a.k * kernel[1] + b.k) * kernel[2];
                for (const Meeting& c : met[2]) {
                    if (row + c.y >= step_.output)
                        continue;
                    const double factor = weighted ? (*results_.w)[kernel_row + c.k]
                                                   : slope(results_, gradients_, row + c.y, x, -1);
                    partial.sum += gradients_.dy[row + c.y] * factor;
                    ++partial.products;
                }
            }
    }
}

PartialSum GradientSums::dx(int64_t x) const {
    PartialSum partial;
    if (op_.kind == Kind::max_unpool) {
        if (x < step_.step || (x == step_.step && done_ > 0))
            partial = {gradients_.dx[x], 1};
        return partial;
    }
    for_each_position(x, [&](int64_t position) { add_terms_before(x, position, partial); });
    for (const DoneTerm& done : done_with(by_input_, x)) {
        const StepTerm& term = step_.terms[done.term];
        partial.sum +=
            gradients_.dy[step_.output] * slope(results_, gradients_, step_.output, x, term.weight);
        ++partial.products;
    }
    return partial;
}

PartialSum GradientSums::dw(int64_t w) const {
    PartialSum partial;
    int64_t from = 0;
    const RunningSums& running = gradients_.running;
    if (running.terms_apart > 0) {
        const auto first = running.marks.begin() + w * running.marks_each;
        const auto mark =
            std::partition_point(first, first + running.marks_each,
                                 [&](const RunningSums::Mark& m) { return m.outputs <= step_.output; });
        if (mark != first)
            partial = {(mark - 1)->sum, (mark - 1)->products};
        from = (mark - first) * running.terms_apart;
    }
    const WeightSum before =
        sum_of_weight(results_, gradients_.dy, w, from, step_.output, {partial.sum, partial.products});
    partial = {before.sum, before.products};
    for (const DoneTerm& done : done_with(by_weight_, w)) {
        partial.sum += gradients_.dy[step_.output] * step_.terms[done.term].input_value;
        ++partial.products;
    }
    return partial;
}

bool GradientSums::has_passed(int64_t x) const {
    const int64_t groups = has_weight(op_.kind) ? op_.groups : op_.in_channels;
    const int64_t plane = x / op_.input_size.product();
    const int64_t group = plane % op_.in_channels / (op_.in_channels / groups);
    const int64_t channel = group * (op_.out_channels / groups);
    int64_t output = plane / op_.in_channels * op_.out_channels + channel; // the first map that it is in
    const Sizes at = spatial_index(x);
    for (std::size_t a = 0; a < op_.dims(); ++a) {
        const int64_t nearest = is_swapped(op_.kind) ? at[a] * op_.stride[a] - op_.padding_begin[a]
                                                     : (at[a] + op_.padding_begin[a]) / op_.stride[a];
        output = output * results_.output[a] + std::clamp<int64_t>(nearest, 0, results_.output[a] - 1);
    }
    const bool step_is_done = done_ >= static_cast<int64_t>(step_.terms.size());
    return output < step_.output || (output == step_.output && step_is_done);
}

bool GradientSums::has_come(int64_t w) const {
    const int64_t kernel = w / op_.kernel_size.product();
    const int64_t group_in = op_.in_channels / op_.groups;
    const int64_t group_out = op_.out_channels / op_.groups;
    const int64_t channel = op_.kind == Kind::conv
                                ? kernel / group_in
                                : kernel / group_out / group_in * group_out + kernel % group_out;
    return step_.output >= channel * results_.output.product() + 1 ||
           std::binary_search(lain_.begin(), lain_.end(), w);
}

/// The weight behind a place of the kernel that slides over dY: turned back, in and out channels swapped
/// back.
int64_t GradientSums::weight_of(int64_t channel, int64_t kernel_weight) const {
    if (op_.kind == Kind::conv_transpose)
        return kernel_weight;
    const int64_t taps = op_.kernel_size.product();
    const int64_t group_in = op_.in_channels / op_.groups;
    const int64_t group_out = op_.out_channels / op_.groups;
    const int64_t out = channel / group_in * group_out + kernel_weight / taps % group_out;
    return (out * group_in + channel % group_in) * taps + (taps - 1 - kernel_weight % taps);
}

void GradientSums::place_tap(const Operation& gradient, int64_t position, int64_t tap,
                             GradientTerm& term) const {
    const Sizes positions = output_size(gradient);
    term.place = Sizes::filled(op_.dims(), 0);
    for (std::size_t a = op_.dims(); a-- > 0;) {
        term.place[a] = position % positions[a] * gradient.stride[a] +
                        tap % gradient.kernel_size[a] * gradient.dilation[a];
        position /= positions[a];
        tap /= gradient.kernel_size[a];
    }
    term.channel = tap;
}

std::vector<GradientTerm> GradientSums::terms_of_x(int64_t x) const {
    std::vector<GradientTerm> terms;
    if (op_.kind == Kind::max_unpool) {
        const int64_t y = x / op_.input_size.product() * results_.output.product() + (*results_.switches)[x];
        GradientTerm& term = terms.emplace_back();
        term.y = y;
        term.x = x;
        term.dy = gradients_.dy[y];
        term.factor = 1;
        term.is_product = true;
        return terms;
    }
    const auto add = [&](int64_t y, int64_t w, bool product) {
        GradientTerm term;
        term.y = y;
        term.x = x;
        term.w = w;
        term.is_product = product;
        if (product) {
            term.dy = gradients_.dy[y];
            term.factor = slope(results_, gradients_, y, x, w);
        }
        terms.push_back(term);
    };
    if (!has_weight(op_.kind)) {
        for (int64_t i = relation_.terms_per_input(); i-- > 0;) { // last tap first: outputs ascend
            const Term term = relation_.term_of_input(x, i);
            add(term.output, -1, term.kind == TermKind::product);
            terms.back().place = Sizes::filled(op_.dims(), 0);
            int64_t rest = term.output;
            for (std::size_t a = op_.dims(); a-- > 0; rest /= results_.output[a])
                terms.back().place[a] = rest % results_.output[a];
        }
        return terms;
    }
    const Relation gradient(grad_input_operation(op_));
    const int64_t channel = x / op_.input_size.product() % op_.in_channels;
    for_each_position(x, [&](int64_t position) {
        for (int64_t i = 0; i < gradient.terms_per_output(); ++i) {
            const Term term = gradient.term_of_output(position, i);
            add(term.input, weight_of(channel, term.weight), term.kind == TermKind::product);
            place_tap(gradient.operation(), position, i, terms.back());
        }
    });
    return terms;
}

GradientTerm GradientSums::term_of_w(int64_t w, int64_t index) const {
    const Term term = relation_.term_of_weight(w, index);
    GradientTerm result;
    result.y = term.output;
    result.x = term.input;
    result.w = w;
    result.is_product = term.kind == TermKind::product;
    if (result.is_product) {
        result.dy = gradients_.dy[term.output];
        result.factor = (*results_.x)[term.input];
    }
    return result;
}

PartialSum GradientSums::first_terms_of_w(int64_t w, int64_t count) const {
    PartialSum partial;
    int64_t from = 0;
    const RunningSums& running = gradients_.running;
    const int64_t marks =
        running.terms_apart > 0 ? std::min(count / running.terms_apart, running.marks_each) : 0;
    if (marks > 0) {
        const RunningSums::Mark& mark =
            running.marks[static_cast<std::size_t>(w * running.marks_each + marks - 1)];
        partial = {mark.sum, mark.products};
        from = marks * running.terms_apart;
    }
    for (int64_t i = from; i < count; ++i) {
        const GradientTerm term = term_of_w(w, i);
        partial.sum += term.product();
        partial.products += term.is_product ? 1 : 0;
    }
    return partial;
}

int64_t GradientSums::term_of_product(int64_t w, int64_t product) const {
    int64_t from = 0, to = terms_per_weight();
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (first_terms_of_w(w, middle + 1).products > product)
            to = middle;
        else
            from = middle + 1;
    }
    return from;
}

FollowedElement followed(int64_t step, int64_t steps, double step_share, bool step_finished,
                         int64_t elements) {
    FollowedElement result;
    if (elements >= steps) {
        const int64_t first = first_element(step, steps, elements);
        const int64_t count = first_element(step + 1, steps, elements) - first;
        const double at =
            step_finished ? static_cast<double>(count) : step_share * static_cast<double>(count);
        const auto within = std::clamp<int64_t>(static_cast<int64_t>(std::ceil(at - 1e-9)) - 1, 0, count - 1);
        result.element = first + within;
        result.share = at - static_cast<double>(within);
    } else {
        result.element = first_element(step, steps, elements);
        const int64_t first = (result.element * steps + elements - 1) / elements;
        const int64_t end = ((result.element + 1) * steps + elements - 1) / elements;
        const double at = static_cast<double>(step - first) + (step_finished ? 1 : step_share);
        result.share = at / static_cast<double>(end - first);
    }
    result.share = std::clamp(result.share, 0.0, 1.0);
    result.finished = step_finished;
    return result;
}

} // namespace convlens
