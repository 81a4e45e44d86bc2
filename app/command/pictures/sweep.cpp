// Each combination is a command line with other parameters.
#include "command/pictures/sweep.h"

#include "command/arguments/options.h"
#include "document/evaluate/reverse.h"
#include "document/names.h"
#include "i18n/refuse.h"
#include "input/limits.h"
#include "input/shape_text.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

Sizes joined(const Sizes& begin, const Sizes& end) {
    Sizes all = begin;
    for (std::size_t i = 0; i < end.size(); ++i)
        all.push_back(end[i]);
    return all;
}

/// Those of an operation that is there, as options would give them.
Parameters parameters_of(const Operation& operation) {
    Parameters parameters;
    parameters.input_size = operation.input_size;
    parameters.kernel_size = operation.kernel_size;
    parameters.stride = operation.stride;
    parameters.pads = joined(operation.padding_begin, operation.padding_end);
    parameters.dims = static_cast<int64_t>(operation.dims());
    parameters.in_channels = operation.in_channels;
    if (operation.kind != Kind::max_unpool)
        parameters.dilation = operation.dilation;
    if (operation.kind == Kind::conv_transpose)
        parameters.output_padding = operation.output_padding;
    if (operation.kind == Kind::conv)
        parameters.padding_mode = operation.padding_mode;
    if (has_weight(operation.kind)) {
        parameters.groups = operation.groups;
        parameters.out_channels = operation.out_channels;
    }
    if (operation.kind == Kind::lp_pool)
        parameters.norm_p = operation.norm_p;
    if (operation.kind == Kind::avg_pool)
        parameters.count_include_pad = operation.count_include_pad;
    parameters.ceil_mode = operation.ceil_mode;
    return parameters;
}

/// What says the same as the option in other words gives way.
void make_way(const std::string& name, Parameters& parameters) {
    if (name == "padding") {
        parameters.pads.reset();
        parameters.named_padding.reset();
    } else if (name == "pads") {
        parameters.padding.reset();
        parameters.named_padding.reset();
    } else if (name == "output-padding") {
        parameters.output_size.reset();
    } else if (name == "output-size") {
        parameters.output_padding.reset();
    }
}

void put(const Sweep& sweep, const std::string& value, CommandLine& request) {
    const std::string name = "--" + sweep.name;
    make_way(sweep.name, request.parameters);
    option_named(name)->set(request, {name, value});
    std::erase_if(request.given, [&](const auto& given) { return given.first == name; });
    request.given.emplace_back(name, value);
}

/// A figure or a scene whose operation has the parameters that are swept.
Target changed_figure(const CommandLine& request, const Target& figure) {
    const Operation before = operation_of(figure.document);
    const Layout layout = layout_of(before.kind, request.parameters, {});
    Operation operation = build_operation(before.kind, request.parameters, layout, false);
    operation.batch = before.batch;
    require_possible(operation, request, "");
    Target target = figure;
    set_operation(target.document, operation);
    return target;
}

std::string caption_of(const Sweep& sweep, const std::string& value, const Texts& texts) {
    if (sweep.name == "dims")
        return sweep.name + " " + value;
    std::string key = "parameter." + (sweep.name == "pads" ? "padding" : sweep.name);
    std::replace(key.begin(), key.end(), '-', '_');
    return std::string(texts(key)) + " " + value;
}

class Points {
public:
    Points(const CommandLine& request, const Texts& texts) : texts_(texts), base_(request) {
        if (request.operation) {
            require_parameters(*request.operation);
            return;
        }
        CommandLine figure = request;
        figure.sweeps.clear();
        figure_ = build_target(figure);
        const Operation operation = operation_of(figure_->document);
        require_parameters(operation.kind);
        base_.parameters = parameters_of(operation);
    }

    std::vector<SweepPoint> all() {
        std::vector<SweepPoint> points;
        std::vector<std::size_t> at(base_.sweeps.size(), 0);
        while (true) {
            points.push_back(point(at));
            std::size_t axis = at.size();
            while (axis > 0 && ++at[axis - 1] == base_.sweeps[axis - 1].values.size())
                at[--axis] = 0;
            if (axis == 0)
                return points;
        }
    }

private:
    /// Of the operation, each of them.
    void require_parameters(Kind kind) const {
        for (const Sweep& sweep : base_.sweeps)
            if ((option_named("--" + sweep.name)->operations & bit(kind)) == 0)
                refuse("error.sweep_operation",
                       {{"value", sweep.name}, {"operation", std::string(name_of(kind_names(), kind))}},
                       "--sweep");
    }

    SweepPoint point(const std::vector<std::size_t>& at) {
        SweepPoint result;
        CommandLine request = base_;
        for (std::size_t i = 0; i < at.size(); ++i) {
            const Sweep& sweep = base_.sweeps[i];
            const std::string& value = sweep.values[at[i]];
            put(sweep, value, request);
            result.name += (i > 0 ? "_" : "") + sweep.name + "-" + value;
            result.caption += (i > 0 ? " · " : "") + caption_of(sweep, value, texts_);
        }
        std::replace(result.name.begin(), result.name.end(), ',', '-');
        try {
            result.target = figure_ ? changed_figure(request, *figure_) : build_target(request);
        } catch (const ImpossibleOperation& impossible) {
            result.impossible = impossible;
        }
        return result;
    }

    const Texts& texts_;
    CommandLine base_;
    std::optional<Target> figure_; // where the target is no operation
};

} // namespace

std::vector<SweepPoint> sweep_points(const CommandLine& request, const Texts& texts) {
    int64_t count = 1;
    for (const Sweep& sweep : request.sweeps)
        count = std::min(count * static_cast<int64_t>(sweep.values.size()), limits::batch_files + 1);
    if (count > limits::batch_files)
        refuse("error.batch_files",
               {{"value", ">" + std::to_string(limits::batch_files)},
                {"most", std::to_string(limits::batch_files)}},
               "--sweep");
    return Points(request, texts).all();
}

} // namespace convlens
