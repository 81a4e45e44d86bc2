// A part is computed as operations of their own, each with the channels of one group and item and with as
// many rows of X as its outputs read.
#include "document/output_part.h"

#include "convlens/arithmetic.h"
#include "document/evaluator.h"

#include <algorithm>
#include <utility>

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
    PartOf(const Results& results, int64_t rows)
        : whole_(results), op_(results.operation), rows_(rows),
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
        part.x = std::make_shared<const Tensor<double>>(rows_of_x(op, run.item, channel));
        if (in_channels_ > 0)
            part.w = std::make_shared<const Tensor<double>>(weights(op, run));
        return part;
    }

private:
    Tensor<double> rows_of_x(const Operation& op, int64_t item, int64_t channel) const {
        Tensor<double> x(input_shape(op));
        const int64_t all = op_.input_size.product(), kept = op.input_size.product();
        for (int64_t c = 0; c < op.in_channels; ++c)
            std::copy_n(whole_.x->data.begin() + (item * op_.in_channels + channel + c) * all, kept,
                        x.data.begin() + c * kept);
        return x;
    }

    Tensor<double> weights(const Operation& op, const Run& run) const {
        Tensor<double> w(weight_shape(op));
        const int64_t kernel = op.kernel_size.product();
        if (op.kind == Kind::conv) { // [O, C/G, k...]
            std::copy_n(whole_.w->data.begin() + run.first * in_channels_ * kernel, w.count(),
                        w.data.begin());
            return w;
        }
        const int64_t per_group = op_.out_channels / op_.groups; // [C, O/G, k...]
        for (int64_t c = 0; c < in_channels_; ++c)
            std::copy_n(whole_.w->data.begin() +
                            ((run.group * in_channels_ + c) * per_group + run.first % per_group) * kernel,
                        run.maps * kernel, w.data.begin() + c * run.maps * kernel);
        return w;
    }

    const Results& whole_;
    const Operation& op_;
    int64_t rows_;
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

/// The maps of a part into those of the whole from `map` on.
template <class T> void put(const Tensor<T>& from, int64_t map, int64_t maps, int64_t plane, Tensor<T>& to) {
    const int64_t kept = from.count() / maps;
    for (int64_t m = 0; m < maps; ++m)
        std::copy_n(from.data.begin() + m * kept, kept, to.data.begin() + (map + m) * plane);
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

void compute_part(Results& results, const OutputRange& range, const Evaluator& evaluator) {
    const Operation& op = results.operation;
    const int64_t plane = results.output.product();
    const OutputPart part = part_of(op, range);
    const PartOf parts(results, part.rows);
    Tensor<double> y(output_shape(op));
    Tensor<int64_t> switches(op.kind == Kind::max_pool ? y.shape : Sizes{0});
    for (int64_t map = part.first_map; map < part.first_map + part.maps;) {
        const Run run = run_from(op, part, map);
        Results of_run = parts.of(run);
        evaluator.put_outputs(of_run);
        put(*of_run.y, map, run.maps, plane, y);
        if (of_run.switches)
            put(*of_run.switches, map, run.maps, plane, switches);
        map += run.maps;
    }
    results.y = std::make_shared<const Tensor<double>>(std::move(y));
    if (op.kind == Kind::max_pool)
        results.switches = std::make_shared<const Tensor<int64_t>>(std::move(switches));
}

} // namespace convlens
