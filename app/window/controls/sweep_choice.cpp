// Two rows with one parameter would set it twice: half of the figures would be the others again.
#include "window/controls/sweep_choice.h"

#include "window/controls/knob.h"

#include <algorithm>

namespace convlens {
namespace {

std::vector<Parameter> parameters_of(Kind kind) {
    std::vector<Parameter> all{Parameter::input_size, Parameter::kernel_size, Parameter::stride,
                               Parameter::padding};
    if (kind != Kind::max_unpool)
        all.push_back(Parameter::dilation);
    if (kind == Kind::conv_transpose)
        all.push_back(Parameter::output_padding);
    return all;
}

} // namespace

std::vector<Parameter> sweep_parameters(const ExportSweeps& sweeps, std::size_t row, Kind kind) {
    std::vector<Parameter> all = parameters_of(kind);
    const ExportSweep& other = sweeps[1 - row];
    if (other.is_on)
        std::erase(all, other.parameter);
    return all;
}

ExportSweep usual_sweep(Parameter parameter, const Operation& operation) {
    const bool is_size = parameter == Parameter::input_size || parameter == Parameter::kernel_size;
    const bool pads = parameter == Parameter::padding || parameter == Parameter::output_padding;
    const int64_t first = is_size ? value_of(operation, {parameter}) : pads ? 0 : 1;
    const int from = static_cast<int>(std::clamp<int64_t>(first, 0, max_swept_value - 2));
    return {parameter, from, from + 2, true};
}

void fit_sweeps(ExportSweeps& sweeps, const Operation& operation) {
    for (std::size_t row = 0; row < sweeps.size(); ++row) {
        const std::vector<Parameter> all =
            row == 0 ? parameters_of(operation.kind) : sweep_parameters(sweeps, row, operation.kind);
        if (std::find(all.begin(), all.end(), sweeps[row].parameter) != all.end())
            continue;
        sweeps[row] = usual_sweep(row == 0 ? Parameter::stride : all.front(), operation);
        sweeps[row].is_on = row == 0;
    }
}

} // namespace convlens
