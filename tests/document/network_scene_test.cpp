// Scenes of networks that are written and read again.
#include "document/scene_file/network_file.h"
#include "support/random_values.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iterator>
#include <random>

namespace convlens {
namespace {

using test::any_of;
using test::between;
using test::Generator;

std::shared_ptr<const std::string> any_bytes(Generator& generator) {
    std::string bytes(generator() % 40, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(generator());
    return std::make_shared<const std::string>(std::move(bytes));
}

NetworkSource any_source(Generator& generator) {
    NetworkSource source;
    source.built_in = generator() % 2 == 0 ? "digits" : "face";
    if (generator() % 3 == 0)
        source = {"", "网络 \"a\".onnx", any_bytes(generator), nullptr, nullptr};
    if (generator() % 3 == 0)
        source.weights = any_bytes(generator);
    return source;
}

/// One of the kind, and nothing of the others: that is not written.
NetworkInput any_input(Generator& generator) {
    NetworkInput input;
    input.kind = any_of<NetworkInputKind>(generator);
    if (input.kind == NetworkInputKind::sample) {
        input.sample = between(generator, 0, 1796);
    } else if (input.kind == NetworkInputKind::photograph) {
        input.photograph = generator() % 2 == 0 ? "coffee" : "astronaut";
    } else if (input.kind == NetworkInputKind::drawing) {
        for (uint32_t& row : input.drawing.rows)
            row = static_cast<uint32_t>(generator());
    } else if (input.kind == NetworkInputKind::image) {
        Image image{2, 3, 3, std::vector<uint8_t>(18), 8};
        for (uint8_t& sample : image.pixels)
            sample = static_cast<uint8_t>(generator());
        input.image = std::make_shared<const Image>(std::move(image));
    } else {
        constexpr float odd[] = {NAN, INFINITY, -INFINITY, -0.0F, 1e-45F, 3.4e38F, 0.1F, 16777216};
        Tensor<float> values(Sizes{1, 2, 2, between(generator, 1, 3)});
        for (float& value : values.data)
            value = odd[generator() % std::size(odd)];
        input.values = std::make_shared<const Tensor<float>>(std::move(values));
    }
    if (generator() % 3 == 0)
        input.size = {between(generator, 1, 99), between(generator, 1, 99)};
    return input;
}

NetworkElement any_element(Generator& generator) {
    NetworkElement element;
    if (generator() % 4 != 0)
        element.layer = "relu\"2\"";
    if (generator() % 3 == 0)
        element.channel = between(generator, 0, 20);
    if (generator() % 3 == 0)
        element.at = {between(generator, 0, 9), between(generator, 0, 9)};
    return element;
}

NetworkDocument any_network(Generator& generator) {
    NetworkDocument document;
    document.network = any_source(generator);
    document.input = any_input(generator);
    document.view = any_of<NetworkView>(generator);
    document.selected = any_element(generator);
    document.rule = any_of<BackRule>(generator);
    document.strongest = {between(generator, 1, max_strongest), generator() % 2 == 0};
    document.invariance.change = any_of<PictureChange>(generator);
    if (generator() % 2 == 0)
        document.occlusion = {between(generator, 0, 99), between(generator, 0, 9), between(generator, -1, 9)};
    if (generator() % 2 == 0)
        document.learning = {any_of<LearningTask>(generator),
                             any_of<KernelName>(generator),
                             static_cast<double>(between(generator, 0, 1'000'000)) / 1e4,
                             static_cast<double>(between(generator, 0, 1000)) / 1e3,
                             between(generator, 1, 500),
                             generator()};
    document.cell_text = any_of<CellText>(generator);
    document.digits = std::max<int64_t>(between(generator, -2, max_digits), 0);
    if (generator() % 3 == 0) {
        document.title = {"A <title> & more", "标题"};
        document.caption = {"", "说明"};
        document.export_size = {between(generator, 1, 9999), between(generator, 1, 9999)};
        document.unknown_keys = R"({"later":[1.50,"\u00e9"]})";
    }
    return document;
}

TEST(NetworkScene, ten_thousand_random_ones_come_back) {
    Generator generator(6);
    for (int round = 0; round < 10'000; ++round) {
        const NetworkDocument document = any_network(generator);
        const std::string text = write_network_scene(document);
        const NetworkDocument read = read_network_scene(
            text, [&](std::string_view) { return *document.input.image; },
            [](const NetworkSource&) { return std::shared_ptr<const Network>(); });
        ASSERT_EQ(write_network_scene(read), text) << "round " << round;
        ASSERT_EQ(read, document) << "round " << round << "\n" << text;
    }
}

} // namespace
} // namespace convlens
