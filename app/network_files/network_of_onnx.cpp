// Errors get their place here.
#include "network_files/network_of_onnx.h"

#include "i18n/error.h"

namespace convlens {
namespace {

bool has_names_of_model(const WeightsFile& weights, std::string_view bytes) {
    for (const std::string_view name : onnx_array_names(bytes))
        if (weights.has(std::string(name)))
            return true;
    return false;
}

OnnxNetwork network_of(std::string_view bytes, const Sizes& input_shape, const WeightsFile* weights) {
    if (weights == nullptr || has_names_of_model(*weights, bytes))
        return read_onnx(bytes, {input_shape, weights});
    OnnxNetwork read = read_onnx(bytes, {input_shape, nullptr});
    set_weights(read.network, *weights);
    return read;
}

} // namespace

OnnxNetwork network_of_onnx(std::string_view bytes, const std::string& where, const Sizes& input_shape,
                            const WeightsFile* weights) {
    try {
        OnnxNetwork read = network_of(bytes, input_shape, weights);
        if (read.constant)
            throw Error(Error::Fault::request, "error.onnx_constant", {}, where);
        return read;
    } catch (Error& error) {
        if (error.where.empty())
            error.where = where;
        throw;
    }
}

} // namespace convlens
