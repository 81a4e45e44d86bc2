// Weights by name into layers and out of them, and what does not fit.
#include "input/npy_bytes.h"
#include "input/zip_bytes.h"
#include "network_files/weights_file.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

namespace convlens {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Network small_network() {
    Network network;
    Layer input, conv, norm;
    input.name = "input";
    conv.name = "conv1";
    conv.kind = LayerKind::conv;
    conv.reads = {0};
    conv.operation = make_operation(Kind::conv, {2, 2}, {1, 1});
    conv.weight = {Sizes{1, 1, 1, 1}, {3}};
    conv.bias = {Sizes{1}, {4}};
    norm.name = "bn";
    norm.kind = LayerKind::batch_norm;
    norm.reads = {1};
    norm.weight = {Sizes{1}, {1}};
    norm.bias = {Sizes{1}, {0}};
    network.layers = {input, conv, norm};
    return network;
}

std::string refused(const WeightsFile& file) {
    Network network = small_network();
    const std::string sentence = refusal([&] { set_weights(network, file); });
    EXPECT_TRUE(network == small_network()); // as it was
    return sentence;
}

TEST(WeightsFile, what_is_written_is_read_back_with_its_metadata) {
    const Network network = small_network();
    const std::string bytes =
        safetensors_of(named_weights(network), {{"command", "convlens \"x\"\n中"}, {"seed", "7"}});
    const WeightsFile file(bytes, "w");
    EXPECT_THAT(file.names(),
                testing::UnorderedElementsAre("conv1.weight", "conv1.bias", "bn.weight", "bn.bias"));
    EXPECT_EQ(file.metadata().at("command"), "convlens \"x\"\n中");
    EXPECT_EQ(file.metadata().at("seed"), "7");
    EXPECT_EQ((8 + static_cast<unsigned char>(bytes[0])) % 8, 0); // numbers begin at a multiple of 8
    Network zeros = network;
    for (Layer& layer : zeros.layers) {
        std::fill(layer.weight.data.begin(), layer.weight.data.end(), 0.0F);
        std::fill(layer.bias.data.begin(), layer.bias.data.end(), 0.0F);
    }
    set_weights(zeros, file);
    EXPECT_TRUE(zeros == network);
}

TEST(WeightsFile, running_statistics_of_pytorch_are_folded_in) {
    const Tensor<float> one(Sizes{1}, {1}), w(Sizes{1, 1, 1, 1}, {1}), mean(Sizes{1}, {2}),
        variance(Sizes{1}, {4});
    const WeightsFile file(safetensors_of({{"conv1.weight", &w},
                                           {"conv1.bias", &one},
                                           {"bn.weight", &one},
                                           {"bn.bias", &one},
                                           {"bn.running_mean", &mean},
                                           {"bn.running_var", &variance},
                                           {"bn.num_batches_tracked", &one}}),
                           "w");
    Network network = small_network();
    set_weights(network, file);
    EXPECT_NEAR(network.layers[2].weight[0], 0.5, 1e-5);
    EXPECT_NEAR(network.layers[2].bias[0], 0, 1e-5);
}

TEST(WeightsFile, arrays_of_npz) {
    const auto entry = [](const std::string& name, const std::string& shape, float number) {
        std::string raw(sizeof(float), '\0');
        std::memcpy(raw.data(), &number, raw.size());
        return ZipMember{name + ".npy", npy_bytes(npy_dictionary("<f4", shape), raw), true, 0, 8};
    };
    const TemporaryFile stored(
        zip_file({entry("conv1.weight", "(1, 1, 1, 1)", 9), entry("conv1.bias", "(1,)", 8),
                  entry("bn.weight", "(1,)", 7), entry("bn.bias", "(1,)", 6)}));
    Network network = small_network();
    set_weights(network, WeightsFile::at(stored.path()));
    EXPECT_THAT(network.layers[1].weight.data, ElementsAre(9));
    EXPECT_THAT(network.layers[2].bias.data, ElementsAre(6));
}

TEST(WeightsFile, what_does_not_fit_is_refused_in_words) {
    const Tensor<float> w(Sizes{1, 1, 3, 3}, std::vector<float>(9)), one(Sizes{1}, {1}),
        bad(Sizes{1, 1, 1, 1}, {NAN});
    EXPECT_THAT(refused({safetensors_of({{"conv1.weight", &w}, {"conv1.bias", &one}}), "w"}),
                HasSubstr("array conv1.weight has shape 1x1x3x3; 1x1x1x1 is needed (w)"));
    EXPECT_THAT(refused({safetensors_of({{"conv1.bias", &one}}), "w"}),
                HasSubstr("there is no array conv1.weight"));
    EXPECT_THAT(refused({safetensors_of({{"conv1.weight", &bad}, {"conv1.bias", &one}}), "w"}),
                HasSubstr("array conv1.weight has a number that is not finite"));
    EXPECT_THAT(refusal([] { WeightsFile("no archive", "w"); }), StartsWith("error.network_weights_kind"));
    EXPECT_THAT(refusal([] { WeightsFile::at("/nowhere"); }), StartsWith("error.cannot_read"));
}

TEST(WeightsFile, every_cut_and_flipped_byte_is_one_sentence) {
    const std::string good = safetensors_of(named_weights(small_network()), {{"a", "b"}});
    for (std::size_t at = 0; at < good.size(); ++at) {
        std::string flipped = good;
        flipped[at] ^= 0x10;
        for (const std::string& bad : {good.substr(0, at), flipped}) {
            Network network = small_network();
            refusal([&] { set_weights(network, {bad, "w"}); }); // refused or read, never worse
        }
    }
}

} // namespace
} // namespace convlens
