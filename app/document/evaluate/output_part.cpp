// A part is computed as operations of their own, each with the channels of one group and item and with as
// many rows of X as its outputs read; or, where that is much, element by element.
#include "document/evaluate/output_part.h"

#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluator.h"
#include "document/evaluate/parallel.h"
#include "document/evaluate/reverse.h"
#include "document/numbers.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace convlens {
namespace {

/// Maps of one item and one group.
struct Run {
    int64_t item = 0, group = 0;
    int64_t first = 0, maps = 0; // channels of the output within the item
};

/// The input that the first `rows` rows of the output read, along the first axis.
void keep_rows(Operation& op, int64_t rows) {
    const int64_t reach = op.dilation[0] * (op.kernel_size[0] - 1);
    const int64_t begin = op.padding_begin[0];
    if (op.kind == Kind::conv_transpose) {
        op.input_size[0] = std::min(op.input_size[0], (rows - 1 + begin) / op.stride[0] + 1);
        const int64_t end = (op.input_size[0] - 1) * op.stride[0] + reach + 1 - begin - rows;
        op.padding_end[0] = std::max<int64_t>(end, 0);
        op.output_padding[0] = std::max<int64_t>(-end, 0);
        return;
    }
    const int64_t read = (rows - 1) * op.stride[0] - begin + reach + 1;
    op.input_size[0] = std::clamp<int64_t>(read, 1, op.input_size[0]);
    op.padding_end[0] = read - op.input_size[0];
}

class PartOf {
public:
    PartOf(const Results& results, int64_t rows, const Evaluator& evaluator)
        : whole_(results), op_(results.operation), rows_(rows), evaluator_(evaluator),
          in_channels_(has_weight(op_.kind) ? op_.in_channels / op_.groups : 0) {}

    Results of(const Run& run) const {
        Results part;
        part.operation = op_;
        Operation& op = part.operation;
        op.batch = op.groups = 1;
        op.out_channels = run.maps;
        op.in_channels = in_channels_ > 0 ? in_channels_ : run.maps;
        if (rows_ < whole_.output[0])
            keep_rows(op, rows_);
        part.output = output_size(op);
        part.power_mean = whole_.power_mean;
        const int64_t channel = in_channels_ > 0 ? run.group * in_channels_ : run.first;
        part.x = shared(rows_of_x(op, run.item, channel));
        if (in_channels_ > 0)
            part.w = shared(weights(op, run));
        if (whole_.bias)
            part.bias = std::make_shared<const std::vector<double>>(bias(run));
        return part;
    }

private:
    Tensor<double> rows_of_x(const Operation& op, int64_t item, int64_t channel) const {
        Tensor<double> x(input_shape(op));
        const int64_t all = op_.input_size.product(), read = op.input_size.product();
        each(op.in_channels, [&](int64_t c) {
            copy(*whole_.x, (item * op_.in_channels + channel + c) * all, read, x.data.data() + c * read);
        });
        return x;
    }

    Tensor<double> weights(const Operation& op, const Run& run) const {
        Tensor<double> w(weight_shape(op));
        const int64_t kernel = op.kernel_size.product();
        if (op.kind == Kind::conv) { // [O, C/G, k...]
            const int64_t of_map = in_channels_ * kernel;
            each(run.maps, [&](int64_t m) {
                copy(*whole_.w, (run.first + m) * of_map, of_map, w.data.data() + m * of_map);
            });
            return w;
        }
        const int64_t per_group = op_.out_channels / op_.groups; // [C, O/G, k...]
        each(in_channels_, [&](int64_t c) {
            copy(*whole_.w, ((run.group * in_channels_ + c) * per_group + run.first % per_group) * kernel,
                 run.maps * kernel, w.data.data() + c * run.maps * kernel);
        });
        return w;
    }

    std::vector<double> bias(const Run& run) const {
        std::vector<double> of_run;
        for (int64_t m = run.first; m < run.first + run.maps; ++m)
            of_run.push_back(bias_of_map(*whole_.bias, m));
        return of_run;
    }

    static void copy(const LazyTensor<double>& from, int64_t first, int64_t count, double* to) {
        for (int64_t i = 0; i < count; ++i)
            to[i] = from[first + i];
    }
    void each(int64_t count, const std::function<void(int64_t)>& work) const {
        on_threads(evaluator_.threads(), count, evaluator_.is_cancelled(), work);
    }

    const Results& whole_;
    const Operation& op_;
    int64_t rows_;
    const Evaluator& evaluator_;
    int64_t in_channels_; // of a group; 0: each map has its own
};

/// The maps of the part from `map` on that belong to one operation.
Run run_from(const Operation& op, const OutputPart& part, int64_t map) {
    const int64_t per_group = has_weight(op.kind) ? op.out_channels / op.groups : op.out_channels;
    Run run;
    run.item = map / op.out_channels;
    run.first = map % op.out_channels;
    run.group = run.first / per_group;
    run.maps = std::min((run.group + 1) * per_group - run.first, part.first_map + part.maps - map);
    return run;
}

/// Elements of Y from `first` on that have been computed.
struct Computed {
    int64_t first = 0;
    std::vector<double> y;
    std::vector<int64_t> switches;

    bool has(int64_t flat) const { return flat >= first && flat - first < static_cast<int64_t>(y.size()); }
};

Computed computed_part(const Results& results, const OutputRange& range, const Evaluator& evaluator) {
    const Operation& op = results.operation;
    const OutputPart part = part_of(op, range);
    const PartOf parts(results, part.rows, evaluator);
    Computed computed{part.first_map * results.output.product(), {}, {}};
    for (int64_t map = part.first_map; map < part.first_map + part.maps;) {
        const Run run = run_from(op, part, map);
        Results of_run = parts.of(run);
        evaluator.put_outputs(of_run);
        const std::vector<double>& y = of_run.y->kept().data;
        computed.y.insert(computed.y.end(), y.begin(), y.end());
        if (of_run.switches) {
            const std::vector<int64_t>& switches = of_run.switches->kept().data;
            computed.switches.insert(computed.switches.end(), switches.begin(), switches.end());
        }
        map += run.maps;
    }
    return computed;
}

/// What is read of it is computed, or has been.
void put_outputs_as_read(const std::shared_ptr<const Computed>& computed, const OutputRange& range,
                         Results& results) {
    const auto inputs = std::make_shared<const Results>(results);
    const auto is_wanted = [range](int64_t flat) { return flat >= range.first && flat < range.end; };
    const Sizes shape = output_shape(results.operation);
    results.y = std::make_shared<const LazyTensor<double>>(
        shape,
        [=](int64_t flat) {
            if (computed->has(flat))
                return computed->y[static_cast<std::size_t>(flat - computed->first)];
            return is_wanted(flat) ? step_by_terms(*inputs, flat).value : 0;
        },
        computed->y.empty() ? results.terms_per_step : 1);
    if (results.operation.kind != Kind::max_pool)
        return;
    results.switches = std::make_shared<const LazyTensor<int64_t>>(shape, [=](int64_t flat) -> int64_t {
        if (computed->has(flat))
            return computed->switches[static_cast<std::size_t>(flat - computed->first)];
        if (!is_wanted(flat))
            return 0;
        const Step step = step_by_terms(*inputs, flat);
        return step.terms[static_cast<std::size_t>(step.chosen)].input %
               inputs->operation.input_size.product();
    });
}

} // namespace

OutputPart part_of(const Operation& operation, const OutputRange& range) {
    const Sizes output = output_size(operation);
    const int64_t plane = output.product();
    const int64_t all = operation.batch * operation.out_channels * plane;
    const int64_t end = std::min(range.end, all);
    OutputPart part{range.first / plane, (end - 1) / plane - range.first / plane + 1, output[0]};
    // What X is folded into needs all of it, and the last window may reach past the padded end.
    const bool has_parts = operation.padding_mode == PaddingMode::zeros && operation.input_dilation[0] == 1;
    if (part.maps == 1 && has_parts)
        part.rows = (end - 1) % plane / (plane / output[0]) + 1;
    return part;
}

int64_t outputs_in(const Operation& operation, const OutputPart& part) {
    const Sizes output = output_size(operation);
    return part.maps * (output.product() / output[0]) * part.rows;
}

PartCost cost_at_once(const Operation& operation, const OutputRange& range) {
    // Fractions of a second; but where it takes as long to compute elements one by one, all that a picture
    // may.
    constexpr double many_terms = 30'000;
    const auto terms = static_cast<double>(Relation(operation).terms_per_output());
    const double times = terms > many_terms ? 4 : 1;
    const double max_terms = times * (has_weight(operation.kind) ? 4e9 : 4e7);
    const double max_numbers = times * 8e6; // each is made by itself
    const OutputPart part = part_of(operation, range);
    const double maps = static_cast<double>(part.maps);
    const double all_maps = static_cast<double>(operation.batch * operation.out_channels);
    const auto outputs = static_cast<double>(outputs_in(operation, part));
    PartCost cost{outputs, outputs * terms};
    Operation of_rows = operation;
    if (part.rows < output_size(operation)[0])
        keep_rows(of_rows, part.rows);
    const auto plane = static_cast<double>(of_rows.input_size.product());
    if (has_weight(operation.kind)) {
        const int64_t maps_of_group = operation.out_channels / operation.groups;
        const int64_t channels_of_group = operation.in_channels / operation.groups;
        const auto per_group = static_cast<double>(maps_of_group);
        const double groups = std::ceil(maps / per_group);
        cost.numbers += groups * static_cast<double>(channels_of_group) * plane;
        cost.numbers +=
            static_cast<double>(weight_shape(operation).product()) * std::min(1.0, maps / all_maps);
    } else {
        cost.numbers += maps * plane;
    }
    return cost.terms <= max_terms && cost.numbers <= max_numbers ? cost : PartCost{};
}

bool has_parts(const Document& document) {
    const Operation op = operation_of(document);
    const bool folds = op.padding_mode != PaddingMode::zeros; // entries of the matrix are sums of weights
    return op.kind != Kind::max_unpool && !shows_pair(document) && !has_lens(document, Lens::gradients) &&
           !has_lens(document, Lens::transposed) && !(folds && has_lens(document, Lens::unrolled));
}

void put_part(const Document& document, const OutputRange& range, const Evaluator& evaluator,
              Results& results) {
    const Operation& op = results.operation;
    results.x = std::make_shared<const LazyTensor<double>>(
        numbers_as_read(input_of(document), TensorRole::x, input_shape(op)));
    if (has_weight(op.kind)) {
        LazyTensor<double> w = numbers_as_read(document.weight, TensorRole::w, weight_shape(op));
        if (results.flipped)
            w = {w.shape, [op, of_document = w](int64_t flat) { return of_document[turned(op, flat)]; }};
        results.w = std::make_shared<const LazyTensor<double>>(std::move(w));
    }
    const bool at_once = cost_at_once(op, range).numbers > 0;
    put_outputs_as_read(
        std::make_shared<const Computed>(at_once ? computed_part(results, range, evaluator) : Computed{}),
        range, results);
}

} // namespace convlens
