// libFuzzer on ONNX files: any bytes are a network or one Error; a network is fitted, can be run, and where
// it can be written is read back with the same shapes.
#include "document/evaluate/memory.h"
#include "i18n/error.h"
#include "network_files/read_onnx.h"
#include "network_files/write_onnx.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace convlens {
namespace {

constexpr int64_t max_memory = 64LL << 20;
constexpr int64_t max_elements = 20'000, max_products = 2'000'000; // of a network that is run

void demand(bool holds) {
    if (!holds)
        std::abort();
}

bool is_small(const Network& network) {
    int64_t elements = 0, products = 0;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
        elements += network.layers[i].shape.product();
        products += multiply_adds(network, static_cast<int>(i));
        if (elements > max_elements || products > max_products)
            return false;
    }
    return true;
}

void read(std::string_view bytes) {
    const OnnxNetwork read = read_onnx(bytes);
    demand(!read.network.layers.empty());
    for (const Layer& layer : read.network.layers) {
        demand(!layer.shape.empty() && layer.shape.product() > 0);
        for (const int from : layer.reads)
            demand(from >= 0 && &read.network.layers[static_cast<std::size_t>(from)] < &layer);
    }
    if (!is_small(read.network))
        return;
    const Tensor<float> x(read.network.layers.front().shape);
    demand(forward(read.network, x).values.back().shape == read.network.layers.back().shape);
    const std::string written = write_onnx(read.network);
    demand(read_onnx(written).network.layers.back().shape == read.network.layers.back().shape);
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    convlens::set_memory_budget(convlens::max_memory);
    try {
        convlens::read({reinterpret_cast<const char*>(data), size});
    } catch (const convlens::Error&) {
        return 0;
    }
    return 0;
}
