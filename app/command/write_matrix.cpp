// im2col of an input, or the unrolled C of an operation, as a file.
#include "command/compute.h"
#include "command/output_arrays.h"
#include "convlens/arithmetic.h"
#include "convlens/matrix.h"
#include "document/evaluate/memory.h"
#include "i18n/error.h"

namespace convlens {
namespace {

using Holds = ArrayFile::Holds;

template <class T>
void write_in(const CommandLine& request, const ArrayFiles& files, const ArrayOperation& task) {
    const Operation& operation = task.operation;
    Tensor<T> given; // of the file that the entries come from; the average has none
    const bool is_im2col = *request.matrix == MatrixKind::im2col;
    if (is_im2col)
        given = files.input->numbers<T>(input_shape(operation));
    else if (files.weight)
        given = files.weight->numbers<T>(weight_shape(operation));
    OutputArrays outputs;
    const std::size_t file = outputs.open(request.output);
    outputs.write(file, is_im2col ? im2col(operation, given) : unrolled(operation, given));
    outputs.commit("");
}

} // namespace

void write_matrix(const CommandLine& request) {
    ArrayFiles files;
    if (!request.input.empty())
        files.input.emplace("--input", request.input, Holds::numbers);
    if (!request.weight.empty())
        files.weight.emplace("--weight", request.weight, Holds::numbers);
    const ArrayOperation task = array_operation(request, files);
    if (task.operation.batch != 1)
        throw Error(Error::Fault::request, "error.matrix_batch",
                    {{"value", std::to_string(task.operation.batch)}}, files.input->where());
    const bool is_im2col = *request.matrix == MatrixKind::im2col;
    require_matrix_size(is_im2col ? im2col_shape(task.operation) : unrolled_shape(task.operation),
                        *request.matrix, request.input.empty() ? "--input-size" : files.input->where());
    const Sizes shape = is_im2col ? im2col_shape(task.operation) : unrolled_shape(task.operation);
    require_memory((shape.product() + input_shape(task.operation).product()) * 8, "matrix");
    install_signal_cleanup();
    // The input's type, or that of the only file there is; an average without files is in float64.
    const ArrayFile* const typed = files.input ? &*files.input : files.weight ? &*files.weight : nullptr;
    if (typed != nullptr && typed->is_float32())
        write_in<float>(request, files, task);
    else
        write_in<double>(request, files, task);
}

} // namespace convlens
