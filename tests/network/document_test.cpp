// NetworkDocuments in scene files: written, read back, refused.
#include "document/scene_file/network_file.h"
#include "network/file.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using testing::HasSubstr;

NetworkDocument full_document() {
    NetworkDocument document;
    document.network.built_in = "face";
    document.input.kind = NetworkInputKind::photograph;
    document.input.photograph = "coffee";
    document.input.size = {64, 96};
    document.view = NetworkView::occlusion;
    document.selected = {"leaky3", 5, {2, 7}};
    document.rule = BackRule::guided;
    document.strongest = {4, true};
    document.invariance.change = PictureChange::rotate;
    document.occlusion = {40, 8, 3};
    document.learning = {LearningTask::kernel, KernelName::laplacian, 0.5, 0.25, 7, 99};
    document.cell_text = CellText::none;
    document.digits = 3;
    document.title = {"A", "甲"};
    document.export_size = {640, 360};
    document.unknown_keys = R"({"later":[1,2]})";
    return document;
}

TEST(NetworkScene, is_read_back_as_it_was_written) {
    const NetworkDocument document = full_document();
    const std::string text = write_network_scene(document);
    EXPECT_TRUE(is_network_scene(text));
    EXPECT_EQ(read_network_scene(text), document) << text;
    EXPECT_EQ(write_network_scene(read_network_scene(text)), text);
    EXPECT_EQ(read_network_scene(write_network_scene(NetworkDocument())), NetworkDocument());
}

TEST(NetworkScene, keeps_a_drawing_and_numbers) {
    NetworkDocument document;
    document.input.kind = NetworkInputKind::drawing;
    document.input.drawing.set_ink(0, 31, true);
    document.input.drawing.set_ink(17, 4, true);
    EXPECT_EQ(read_network_scene(write_network_scene(document)), document);
    document = {};
    document.input.kind = NetworkInputKind::values;
    document.input.values =
        std::make_shared<const Tensor<float>>(Sizes{1, 1, 2, 2}, std::vector<float>{1, 2.5F, -3, 0});
    EXPECT_EQ(read_network_scene(write_network_scene(document)), document);
}

TEST(NetworkScene, of_a_figure_is_none) {
    EXPECT_FALSE(is_network_scene(R"({"schema": 1, "operation": "conv"})"));
    EXPECT_FALSE(is_network_scene("{"));
    EXPECT_FALSE(is_network_scene("[]"));
}

TEST(NetworkScene, refuses_what_is_wrong_by_its_key) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"schema": 1})", "network"},
        {R"({"schema": 2, "network": "digits"})", "schema"},
        {R"({"schema": 1, "network": 3})", "network"},
        {R"({"schema": 1, "network": {"file": "a"}})", "network.onnx"},
        {R"({"schema": 1, "network": {"onnx": "*"}})", "network.onnx"},
        {R"({"schema": 1, "network": {"onnx": "AA==", "x": 1}})", "network.x"},
        {R"({"schema": 1, "network": "digits", "network_view": "above"})", "network_view"},
        {R"({"schema": 1, "network": "digits", "rule": "gradient"})", "rule"},
        {R"({"schema": 1, "network": "digits", "selected": {"at": [1,2,3,4]}})", "selected.at"},
        {R"({"schema": 1, "network": "digits", "selected": {"channel": -2}})", "selected.channel"},
        {R"({"schema": 1, "network": "digits", "input": {}})", "input.sample"},
        {R"({"schema": 1, "network": "digits", "input": {"drawing": ["#"]}})", "input.drawing"},
        {R"({"schema": 1, "network": "digits", "input": {"values": 1}})", "input"},
        {R"({"schema": 1, "network": "digits", "input": {"values": [1]}})", "input"},
        {R"({"schema": 1, "network": "digits", "input": {"sample": 1, "x": 2}})", "input.x"},
        {R"({"schema": 1, "network": "digits", "strongest_count": 101})", "strongest_count"},
        {R"({"schema": 1, "network": "digits", "learning": {"momentum": 2}})", "learning.momentum"},
        {R"({"schema": 1, "network": "digits", "occlusion": {"side": "a"}})", "occlusion.side"},
    };
    for (const auto& [text, key] : cases)
        EXPECT_THAT(refusal([&text = text] { read_network_scene(text); }), HasSubstr(key)) << text;
}

TEST(NetworkScene, names_a_network_that_exists) {
    EXPECT_THAT(refusal([] { read_network_text(R"({"schema": 1, "network": "vgg"})", "a.json"); }),
                testing::AllOf(HasSubstr("vgg"), HasSubstr("digits, face"), HasSubstr("a.json")));
    EXPECT_EQ(read_network_text(R"({"schema": 1, "network": "face"})", "a.json").network.built_in, "face");
}

} // namespace
} // namespace convlens
