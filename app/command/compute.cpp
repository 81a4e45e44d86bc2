// From files to arrays, the work, and back to files; everything that can be refused is looked at before any
// numbers are read, and the outputs are opened before the work.
#include "command/compute.h"

#include "command/arguments/build_operation.h"
#include "command/arguments/compute_options.h"
#include "command/computation.h"
#include "command/json_text.h"
#include "command/output_arrays.h"
#include "convlens/arithmetic.h"
#include "convlens/matrix.h"
#include "document/evaluate/parallel.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using Holds = ArrayFile::Holds;

WantedArrays wanted_of(const CommandLine& request) {
    WantedArrays wanted;
    wanted.y = wants_output(request);
    wanted.indices = request.operation == Kind::max_pool && !request.indices.empty();
    wanted.dx = !request.grad_input.empty();
    wanted.dw = !request.grad_weight.empty();
    wanted.db = !request.grad_bias.empty();
    return wanted;
}

ArrayFiles open_files(const CommandLine& request) {
    ArrayFiles files;
    files.input.emplace("--input", request.input, Holds::numbers);
    if (!request.weight.empty())
        files.weight.emplace("--weight", request.weight, Holds::numbers);
    if (!request.bias.empty())
        files.bias.emplace("--bias", request.bias, Holds::numbers);
    if (request.operation == Kind::max_unpool)
        files.indices.emplace("--indices", request.indices, Holds::positions);
    if (!request.grad_output.empty())
        files.grad_output.emplace("--grad-output", request.grad_output, Holds::numbers);
    return files;
}

/// As a file has it: without items and channels where the layout is bare.
Sizes file_shape(const Sizes& full, const Layout& layout) {
    if (!layout.bare)
        return full;
    Sizes shape;
    for (std::size_t axis = 2; axis < full.size(); ++axis)
        shape.push_back(full[axis]);
    return shape;
}

void require_shapes(const ArrayFiles& files, const ArrayOperation& task) {
    if (files.bias)
        files.bias->require_shape(Sizes{task.operation.out_channels});
    if (files.indices)
        files.indices->require_shape(files.input->shape());
    if (files.grad_output)
        files.grad_output->require_shape(file_shape(output_shape(task.operation), task.layout));
}

void require_method(const CommandLine& request, const Operation& operation) {
    if (!has_weight(operation.kind) ||
        (!wants_output(request) && request.grad_input.empty() && request.grad_weight.empty()))
        return;
    if (request.method == Method::im2col)
        require_matrix_size(im2col_shape(operation), MatrixKind::im2col, "--method im2col");
    if (request.method == Method::unrolled)
        require_matrix_size(unrolled_shape(operation), MatrixKind::unrolled, "--method unrolled");
}

void require_positions(const Tensor<int64_t>& indices, const Operation& operation, const ArrayFile& file) {
    const int64_t plane = output_size(operation).product();
    const auto wrong = std::find_if(indices.data.begin(), indices.data.end(),
                                    [&](int64_t index) { return index < 0 || index >= plane; });
    if (wrong != indices.data.end())
        throw Error(Error::Fault::request, *wrong < 0 ? "error.position_below" : "error.position",
                    {{"value", std::to_string(*wrong)},
                     {"place", std::to_string(wrong - indices.data.begin())},
                     {"most", std::to_string(plane - 1)}},
                    file.where());
}

template <class T>
Arrays<T> read_arrays(const ArrayFiles& files, const Needed& needed, const ArrayOperation& task) {
    const Operation& operation = task.operation;
    Arrays<T> arrays;
    if (needed.indices) {
        arrays.indices = files.indices->numbers<int64_t>(input_shape(operation));
        require_positions(arrays.indices, operation, *files.indices);
    }
    if (needed.x)
        arrays.x = files.input->numbers<T>(input_shape(operation));
    if (needed.w)
        arrays.w = files.weight->numbers<T>(weight_shape(operation));
    if (needed.bias && files.bias)
        arrays.bias = files.bias->numbers<T>(Sizes{operation.out_channels});
    if (needed.dy)
        arrays.dy = files.grad_output->numbers<T>(output_shape(operation));
    return arrays;
}

FastOptions fast_options(const CommandLine& request) {
    FastOptions options;
    options.threads = static_cast<int>(request.threads.value_or(processors()));
    options.method = request.method.value_or(Method::automatic);
    return options;
}

template <class T>
std::vector<double> run(const CommandLine& request, const Operation& operation, const WantedArrays& wanted,
                        Arrays<T>& arrays) {
    const FastOptions options = fast_options(request);
    std::vector<double> seconds;
    for (int64_t run = 0; run < request.repeat.value_or(1); ++run) {
        const auto start = std::chrono::steady_clock::now();
        compute(operation, wanted, options, arrays);
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return seconds;
}

/// One result with the name that it goes to; a name that is empty or of an input takes nothing.
template <class T> struct Result {
    const std::string* path;
    Tensor<T>* tensor;
    bool keeps_shape; // db has the shape of the bias, also where all else is bare
};

template <class T>
void compute_in(const CommandLine& request, const ArrayFiles& files, const ArrayOperation& task) {
    const WantedArrays wanted = wanted_of(request);
    Arrays<T> arrays = read_arrays<T>(files, needed_for(task.operation.kind, wanted), task);
    const std::string no_indices;
    const std::string& indices = wanted.indices ? request.indices : no_indices;
    Result<T> results[] = {{&request.output, &arrays.y, false},
                           {&request.grad_input, &arrays.dx, false},
                           {&request.grad_weight, &arrays.dw, false},
                           {&request.grad_bias, &arrays.db, true}};
    OutputArrays::require_different({{"-o", request.output},
                                     {"--indices", indices},
                                     {"--grad-input", request.grad_input},
                                     {"--grad-weight", request.grad_weight},
                                     {"--grad-bias", request.grad_bias}});
    OutputArrays outputs;
    for (const Result<T>& result : results)
        outputs.open(*result.path);
    const std::size_t indices_file = outputs.open(indices);
    const std::vector<double> seconds = run(request, task.operation, wanted, arrays);
    for (Result<T>& result : results) {
        if (!result.keeps_shape && result.tensor->count() > 0)
            result.tensor->shape = file_shape(result.tensor->shape, task.layout);
    }
    if (wanted.indices)
        arrays.indices.shape = file_shape(arrays.indices.shape, task.layout);
    // Standard output last: what went there cannot be taken back.
    for (const bool stream : {false, true}) {
        for (std::size_t i = 0; i < std::size(results); ++i) {
            if ((*results[i].path == "-") == stream)
                outputs.write(i, *results[i].tensor);
        }
        if ((indices == "-") == stream)
            outputs.write(indices_file, arrays.indices);
    }
    outputs.commit(request.json ? text_of({{"seconds", seconds}}) : "");
}

} // namespace

ArrayOperation array_operation(const CommandLine& request, const ArrayFiles& files) {
    FileShapes shapes;
    if (files.input)
        shapes.input = files.input->shape();
    if (files.weight)
        shapes.weight = files.weight->shape();
    try {
        ArrayOperation task;
        task.layout = layout_of(*request.operation, request.parameters, shapes);
        task.operation = build_operation(*request.operation, request.parameters, task.layout, false);
        if (task.layout.input)
            task.operation.batch = (*task.layout.input)[0];
        require_possible(task.operation, request, "");
        return task;
    } catch (Error& error) {
        error.where = files.where(error.where);
        throw;
    } catch (ImpossibleOperation& impossible) {
        impossible.where = files.where(impossible.where);
        throw;
    }
}

void require_matrix_size(const Sizes& shape, MatrixKind kind, const std::string& where) {
    if (shape.product() > limits::matrix_entries)
        throw Error(Error::Fault::request, "error.matrix_size",
                    {{"matrix", std::string(name_of(matrix_kind_names(), kind))},
                     {"rows", std::to_string(shape[0])},
                     {"columns", std::to_string(shape[1])},
                     {"most", std::to_string(limits::matrix_entries)}},
                    where);
}

void write_computed(const CommandLine& request) {
    const ArrayFiles files = open_files(request);
    const ArrayOperation task = array_operation(request, files);
    require_shapes(files, task);
    require_method(request, task.operation);
    install_signal_cleanup();
    if (files.input->is_float32())
        compute_in<float>(request, files, task);
    else
        compute_in<double>(request, files, task);
}

} // namespace convlens
