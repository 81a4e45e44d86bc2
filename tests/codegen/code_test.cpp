// What scripts and notes have in common; that they compute the same is held by run_programs.py.
#include "codegen/code.h"
#include "codegen/padding_words.h"
#include "codegen/python.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "document/presets.h"
#include "i18n/catalogue.h"
#include "support/random_document.h"

#include <algorithm>
#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <random>
#include <set>

namespace convlens {
namespace {

/// Columns of the longest line; every byte of these texts is one.
std::size_t width(const std::string& text) {
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        longest = std::max(longest, end - begin);
        begin = end + 1;
    }
    return longest;
}

TEST(Code, a_layer_fits_a_slide) {
    for (const auto& [name, framework] : framework_names())
        for (const Preset& preset : presets()) {
            const Code code = code_of(preset.document, framework);
            EXPECT_FALSE(code.layer.empty()) << name << " " << preset.document.name;
            EXPECT_LE(width(code.layer), 64U) << name << " " << preset.document.name << "\n" << code.layer;
            EXPECT_LE(std::count(code.layer.begin(), code.layer.end(), '\n'), 9) << code.layer;
            EXPECT_TRUE(code.layer.find('\t') == std::string::npos);
        }
}

TEST(Code, notes_are_texts_and_few) {
    const Texts texts(Language::en);
    std::mt19937_64 random(3);
    std::set<std::string> met;
    for (int i = 0; i < 500; ++i) {
        const Document document = random_document(random);
        for (const auto& [name, framework] : framework_names()) {
            const Code code = code_of(document, framework);
            EXPECT_LE(code.notes.size(), 5U) << name;
            for (const std::string& note : code.notes) {
                EXPECT_FALSE(texts(note).empty());
                met.insert(note);
            }
        }
    }
    EXPECT_GT(met.size(), 25U);
}

TEST(Code, a_bias_is_written_with_its_numbers) {
    const std::map<Framework, std::string> given{
        {Framework::pytorch, "layer.bias = nn.Parameter(b, requires_grad=False)"},
        {Framework::keras, "layer.set_weights([w, b])"},
        {Framework::jax, "y = y + b[:, None, None]"},
        {Framework::onnx, "[\"x\", \"w\", \"b\"]"},
        {Framework::numpy, "y = y + b[:, None, None]"}};
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    document.operation.out_channels = 3;
    document.bias = {0.5, -2};
    for (const auto& [framework, text] : given) {
        const std::string with = code_of(document, framework).program;
        EXPECT_THAT(with, testing::HasSubstr("[0.5, -2, 0]")) << with;
        EXPECT_THAT(with, testing::HasSubstr(text)) << with;
        EXPECT_EQ(with.find("bias=False"), std::string::npos) << with;
        EXPECT_LE(width(code_of(document, framework).layer), 64U);
        Document plain = document;
        plain.bias.clear();
        const std::string without = code_of(plain, framework).program;
        EXPECT_EQ(without.find("b = "), std::string::npos) << without;
        EXPECT_EQ(without.find(text), std::string::npos) << without;
    }
}

TEST(Code, an_impossible_operation_has_no_code) {
    Document document = default_document();
    document.operation.kernel_size = {50, 50};
    for (const auto& [name, framework] : framework_names()) {
        const Code code = code_of(document, framework);
        EXPECT_FALSE(code.possible) << name;
        EXPECT_EQ(code.layer + code.program, "") << name;
    }
}

TEST(Code, large_tensors_are_random_and_said_to_be) {
    Document document = default_document();
    document.operation.input_size = {2000, 2000};
    for (const auto& [name, framework] : framework_names()) {
        const Code code = code_of(document, framework);
        EXPECT_LT(code.program.size(), 3000U) << name;
        EXPECT_THAT(code.notes, testing::Contains("code.note.random")) << name;
    }
}

TEST(Code, a_picture_is_loaded) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {64, 48}, {3, 3});
    document.input =
        image_source(std::make_shared<Image>(Image{48, 64, 1, std::vector<uint8_t>(std::size_t{48} * 64)}));
    for (const auto& [name, framework] : framework_names()) {
        const Code code = code_of(document, framework, "a \"b\".png");
        EXPECT_THAT(code.program, testing::HasSubstr("Image.open(\"a \\\"b\\\".png\").convert(\"L\")"))
            << name;
        EXPECT_THAT(code.program, testing::HasSubstr("resize((48, 64), Image.BOX)")) << name;
        EXPECT_THAT(code.program, testing::HasSubstr("from PIL import Image")) << name;
        EXPECT_THAT(code.notes, testing::Not(testing::Contains("code.note.random"))) << name;
        EXPECT_THAT(code_of(document, framework).notes, testing::Contains("code.note.random")) << name;
    }
    document.input = image_source(
        std::make_shared<Image>(Image{48, 64, 3, std::vector<uint8_t>(std::size_t{48} * 64 * 3)}));
    document.color = true;
    EXPECT_THAT(code_of(document, Framework::numpy, "c.png").program,
                testing::HasSubstr(".convert(\"RGB\")"));
}

TEST(Code, numbers_are_the_shortest_that_read_back) {
    EXPECT_EQ(python::number(3), "3");
    EXPECT_EQ(python::number(0.1), "0.1");
    EXPECT_EQ(python::number(-0.0), "-0.0");
    EXPECT_EQ(python::number(INFINITY), "inf");
    EXPECT_EQ(python::number(-INFINITY), "-inf");
    EXPECT_EQ(python::number(NAN), "nan");
}

TEST(Code, numbers_that_are_not_finite_are_imported) {
    Document document = default_document();
    document.input.edits[{0, 0, 0, 0}] = INFINITY;
    for (const auto& [name, framework] : framework_names())
        EXPECT_TRUE(code_of(document, framework).program.starts_with("from math import inf, nan\n")) << name;
}

TEST(Code, frameworks_are_called_as_they_call_themselves) {
    EXPECT_EQ(display_name(Framework::pytorch), "PyTorch");
    EXPECT_EQ(display_name(Framework::keras), "Keras");
    EXPECT_EQ(display_name(Framework::jax), "JAX");
    EXPECT_EQ(display_name(Framework::onnx), "ONNX");
    EXPECT_EQ(display_name(Framework::numpy), "numpy");
}

TEST(PaddingWords, zeros_are_called_differently_by_functions_and_layers) {
    EXPECT_EQ(torch_padding_mode(PaddingMode::zeros), "zeros");
    EXPECT_EQ(torch_padding_mode_named("zeros"), std::nullopt);
    EXPECT_EQ(torch_padding_mode_named("replicate"), PaddingMode::replicate);
    EXPECT_EQ(torch_padding_mode_named("edge"), std::nullopt);
    EXPECT_EQ(torch_padding_choices(), "reflect, replicate, circular");
    EXPECT_EQ(numpy_padding_mode(PaddingMode::zeros), "constant");
    EXPECT_EQ(numpy_padding_mode(PaddingMode::replicate), "edge");
    EXPECT_EQ(numpy_padding_mode(PaddingMode::circular), "wrap");
}

} // namespace
} // namespace convlens
