// Writes what check_network_programs.py runs with PyTorch:
//   write_network_program MODEL.onnx FOLDER
// FOLDER/program.py, weights.safetensors, numbers.safetensors (x and y) and written.onnx.
#include "codegen/network_code.h"
#include "i18n/error.h"
#include "input/gate.h"
#include "input/limits.h"
#include "network_files/network_of_onnx.h"
#include "network_files/write_onnx.h"

#include <cstdio>
#include <fstream>
#include <random>

namespace {

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    using namespace convlens;
    try {
        const Network network = network_of_onnx(read_file(argv[1], limits::network_bytes), argv[1]).network;
        const std::string folder = argv[2];
        Tensor<float> x(network.layers.front().shape);
        std::mt19937 random(3);
        for (float& number : x.data)
            number = static_cast<float>(random() % 2001) / 1000.0F - 1;
        const Tensor<float> y = forward(network, x).values.back();
        write(folder + "/program.py", code_of_network(network, Framework::pytorch).program);
        write(folder + "/weights.safetensors", safetensors_of(named_weights(network)));
        write(folder + "/numbers.safetensors", safetensors_of({{"x", &x}, {"y", &y}}));
        write(folder + "/written.onnx", write_onnx(network));
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.key.c_str());
        return 1;
    }
    return 0;
}
