// Chains of layers in pasted text: the sizes behind each layer, and what a Linear needs.
#include "codegen/pasted/chain.h"
#include "codegen/pasted/pasted.h"
#include "document/scene_file/scene_file.h"
#include "support/operations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace convlens {
namespace {

using testing::ElementsAre;

Operation of_size(int64_t channels, const Sizes& size) {
    Operation operation = make_operation(Kind::conv, size, Sizes::filled(size.size(), 1));
    operation.in_channels = channels;
    return operation;
}

/// "nn.Conv2d 6x28x28" of every layer, with "needs N" where the text has another number.
std::vector<std::string> lines_of(const Chain& chain) {
    std::vector<std::string> lines;
    for (const ChainLayer& layer : chain.layers) {
        std::string line = layer.name + " ";
        for (std::size_t a = 0; a < layer.output.size(); ++a)
            line += (a == 0 ? "" : "x") + std::to_string(layer.output[a]);
        if (layer.written)
            line += " needs " + std::to_string(layer.needed);
        lines.push_back(line);
    }
    return lines;
}
std::vector<std::string> read(const char* text, const Operation& present) {
    const Chain chain = read_chain(text, present);
    EXPECT_EQ(chain.error_key, "") << text;
    return lines_of(chain);
}

TEST(Chain, sequential_to_linear) {
    const char* const text = R"(net = nn.Sequential(
    nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.Sigmoid(),
    nn.AvgPool2d(kernel_size=2, stride=2),
    nn.Conv2d(6, 16, kernel_size=5), nn.BatchNorm2d(16), nn.Sigmoid(),
    nn.AvgPool2d(kernel_size=2, stride=2), nn.Flatten(),
    nn.Linear(16 * 5 * 5, 120), nn.ReLU(), nn.Linear(100, 10))
)";
    EXPECT_THAT(read(text, of_size(1, {28, 28})),
                ElementsAre("nn.Conv2d 6x28x28", "nn.AvgPool2d 6x14x14", "nn.Conv2d 16x10x10",
                            "nn.AvgPool2d 16x5x5", "nn.Flatten 400", "nn.Linear 120",
                            "nn.Linear 10 needs 120"));
}

TEST(Chain, the_order_is_that_of_forward) {
    const char* const text = R"(class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pool = nn.MaxPool2d(2, 2)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.conv1 = nn.Conv2d(3, 6, 5)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = torch.flatten(x, 1)
        return self.fc1(x)
)";
    const std::vector<std::string> lines = {"nn.Conv2d 6x28x28",  "nn.MaxPool2d 6x14x14",
                                            "nn.Conv2d 16x10x10", "nn.MaxPool2d 16x5x5",
                                            "torch.flatten 400",  "nn.Linear 120"};
    EXPECT_EQ(read(text, of_size(1, {32, 32})), lines);
    std::vector<std::string> small = lines;
    small = read(text, of_size(3, {28, 28}));
    EXPECT_EQ(small.back(), "nn.Linear 120 needs 256");
}

TEST(Chain, functions_of_functions) {
    EXPECT_THAT(
        read("c = nn.Conv2d(1, 10, 5)\nx = F.relu(F.max_pool2d(c(x), 2))\nx = x.view(-1, 1440)\n"
             "f = nn.Linear(320, 50)\nx = f(x)",
             of_size(1, {28, 28})),
        ElementsAre("nn.Conv2d 10x24x24", "F.max_pool2d 10x12x12", "x.view 1440", "nn.Linear 50 needs 1440"));
}

TEST(Chain, keras) {
    EXPECT_THAT(read(R"(model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)),
    layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
    layers.MaxPooling2D(pool_size=(2, 2)),
    layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
    layers.MaxPooling2D(pool_size=(2, 2)),
    layers.Flatten(), layers.Dropout(0.5), layers.Dense(10, activation="softmax")]))",
                     of_size(3, {9, 9})),
                ElementsAre("layers.Conv2D 32x26x26", "layers.MaxPooling2D 32x13x13",
                            "layers.Conv2D 64x11x11", "layers.MaxPooling2D 64x5x5", "layers.Flatten 1600",
                            "layers.Dense 10"));
}

TEST(Chain, other_shapes) {
    EXPECT_THAT(read("nn.ZeroPad2d(1), nn.Conv2d(3, 8, 3, stride=2), nn.Upsample(scale_factor=2), "
                     "nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(), nn.Linear(8, 2)",
                     of_size(3, {16, 16})),
                ElementsAre("nn.Conv2d 8x8x8", "nn.Upsample 8x16x16", "nn.AdaptiveAvgPool2d 8x1x1",
                            "nn.Flatten 8", "nn.Linear 2"));
    EXPECT_THAT(read("nn.Conv2d(3, 8, 3), nn.Conv2d(6, 4, 3)", of_size(3, {9, 9})),
                ElementsAre("nn.Conv2d 8x7x7", "nn.Conv2d 4x5x5 needs 8"));
}

TEST(Chain, ends_where_it_cannot_go_on) {
    const std::pair<const char*, const char*> cases[] = {
        {"nn.Conv2d(3, 8, 3), nn.Conv2d(8, 8, 9)", "code.error.chain_impossible"},
        {"nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Conv2d(8, 8, 3)", "code.error.flat_chain"},
        {"nn.Conv2d(3, 8, 3), nn.Conv1d(8, 8, 3)", "code.error.chain_axes"},
        {"nn.Conv2d(3, 8, 3), nn.Conv2d(8, 8, k)", "code.error.unknown_name"},
    };
    for (const auto& [text, key] : cases) {
        const Chain chain = read_chain(text, of_size(3, {9, 9}));
        EXPECT_EQ(chain.error_key, key) << text;
        ASSERT_FALSE(chain.layers.empty()) << text;
        EXPECT_EQ(chain.layers.front().output, (Sizes{8, 7, 7})) << text;
    }
}

TEST(Chain, of_an_input_without_elements_is_refused) {
    for (const char* text : {"x = Input(shape=(5, 5, 0))\ny = Flatten()(x)\nz = Dense(2)(y)",
                             "x = Input(shape=(None, 0, 3))\ny = Flatten()(x)\nz = Dense(2)(y)"}) {
        const Chain chain = read_chain(text, of_size(3, {9, 9}));
        EXPECT_EQ(chain.error_key, "code.error.chain_impossible") << text;
    }
}

TEST(Chain, anything_may_be_pasted) {
    const std::string pieces[] = {"nn.Conv2d(",
                                  "Flatten(",
                                  "x.view(",
                                  "nn.Linear(",
                                  "(",
                                  ")",
                                  ",",
                                  "3",
                                  "c=",
                                  "c(",
                                  "Upsample(2",
                                  "Dense(",
                                  "2147483647",
                                  "def f(",
                                  "F.max_pool2d(",
                                  "\n",
                                  "nn.Sequential(",
                                  "Input(",
                                  "[",
                                  "]",
                                  "-1",
                                  "nn.Conv2d(3, 3, 3, padding=1)",
                                  "nn.ZeroPad2d(1)",
                                  "nn.ZeroPad2d(-1)",
                                  "nn.MaxPool2d(2)",
                                  "nn.ConvTranspose2d(3, 2, 2, 2)",
                                  "Dense(4)",
                                  "GlobalAveragePooling2D()"};
    std::mt19937_64 random(3);
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (uint64_t length = random() % 30; length > 0; --length)
            text += pieces[random() % std::size(pieces)];
        const Chain chain = read_chain(text, of_size(3, {9, 9}));
        EXPECT_LE(chain.layers.size(), max_chain) << text;
        Document document;
        document.operation = of_size(1, {3});
        document.sizes_lens.chain = chain.layers;
        EXPECT_EQ(first_misfit(chain.layers), std::nullopt) << text;
        EXPECT_EQ(read_scene(write_scene(document)), document) << text << "\n" << write_scene(document);
    }
    for (const std::string& piece : pieces) {
        std::string text;
        while (text.size() + piece.size() <= max_pasted)
            text += piece;
        read_chain(text, of_size(3, {9, 9}));
    }
}

} // namespace
} // namespace convlens
