// The text that lies inside exported files.
#include "document/scene_file/embedded_scene.h"

#include "document/presets.h"
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "support/random_document.h"
#include "support/temporary_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using testing::StartsWith;

TEST(EmbeddedScene, scene_and_step_come_back) {
    std::mt19937_64 generator(5);
    for (int round = 0; round < 300; ++round) {
        const Document document = random_document(generator);
        const int64_t step = static_cast<int64_t>(generator() % 1000) << (round % 40);
        const EmbeddedScene read = read_embedded_scene(embedded_scene(document, step));
        EXPECT_EQ(read.step, step);
        EXPECT_EQ(read_scene(read.scene), document);
    }
}

TEST(EmbeddedScene, a_network_comes_back) {
    NetworkDocument document;
    document.network.built_in = "digits";
    document.view = NetworkView::path;
    document.selected = {"relu2", 3, {1, 2}};
    const EmbeddedScene read = read_embedded_scene(embedded_scene(document, 2));
    EXPECT_TRUE(is_network_scene(read.scene));
    EXPECT_EQ(read_network_scene(read.scene), document);
    EXPECT_EQ(read.step, 2);
}

TEST(EmbeddedScene, the_text_is_as_documented) {
    Document document;
    document.operation = make_operation(Kind::max_pool, {4}, {2});
    EXPECT_EQ(
        embedded_scene(document, 3),
        "{\"convlens\": 1, \"step\": 3, \"scene\": {\n  \"schema\": 1,\n  \"operation\": \"max-pool\",\n"
        "  \"input_size\": [4],\n  \"kernel_size\": [2],\n  \"view\": \"flat\"\n}}");
}

TEST(EmbeddedScene, what_is_too_large_for_a_scene_is_left_out) {
    Document document;
    document.operation = make_operation(Kind::conv, {3'000'000}, {3});
    document.input = values_source({1, 1, 3'000'000}, std::vector<double>(3'000'000, 0.123456789));
    EXPECT_EQ(embedded_scene(document, 0), "");
}

TEST(EmbeddedScene, what_is_wrong_is_refused) {
    const auto refused = [](std::string_view text) { return refusal([&] { read_embedded_scene(text); }); };
    const std::pair<const char*, const char*> wrong[] = {
        {"", "error.scene_malformed"},
        {"[]", "error.scene_not_object"},
        {R"({"step": 0, "scene": {}})", "error.scene_missing"},
        {R"({"convlens": 1, "scene": {}})", "error.scene_missing"},
        {R"({"convlens": 1, "step": 0})", "error.scene_missing"},
        {R"({"convlens": 2, "step": 0, "scene": {}})", "error.embedded_newer"},
        {R"({"convlens": 0, "step": 0, "scene": {}})", "error.scene_integer"},
        {R"({"convlens": 1, "step": -1, "scene": {}})", "error.scene_integer"},
        {R"({"convlens": 1, "step": 1.5, "scene": {}})", "error.scene_integer"},
        {R"({"convlens": 1, "step": 0, "scene": []})", "error.scene_object"},
        {R"({"convlens": 1, "step": 0, "step": 0, "scene": {}})", "error.scene_duplicate_key"}};
    for (const auto& [text, key] : wrong)
        EXPECT_THAT(refused(text), StartsWith(key)) << text;
    EXPECT_EQ(read_embedded_scene(R"({"convlens": 1, "later": [], "step": 7, "scene": {}})").step, 7);
}

std::vector<HeldLesson> lessons() {
    HeldLesson built_in, page, own, exercises;
    built_in.id = "sizes";
    page = built_in;
    page.page = 2;
    own.file = "mine.md";
    own.text = "# \"Mine\" </script>\n\n$x$ \\u003c 卷积\n";
    exercises.exercise = "value";
    exercises.level = 3;
    exercises.seed = UINT64_MAX;
    exercises.count = 200;
    return {built_in, page, own, exercises};
}

TEST(EmbeddedLesson, comes_back_with_the_scene_or_without) {
    Document document;
    document.operation = make_operation(Kind::conv, {4, 4}, {2, 2});
    for (const HeldLesson& lesson : lessons()) {
        const EmbeddedScene read = read_embedded_scene(embedded_lesson(lesson, embedded_scene(document, 3)));
        EXPECT_EQ(read.lesson, lesson);
        EXPECT_EQ(read.step, 3);
        EXPECT_EQ(read_scene(read.scene), document);
        const EmbeddedScene alone = read_embedded_scene(embedded_lesson(lesson, ""));
        EXPECT_EQ(alone.lesson, lesson);
        EXPECT_EQ(alone.scene, "");
    }
}

TEST(EmbeddedLesson, the_text_is_as_documented) {
    const auto text = [](std::size_t i) { return embedded_lesson(lessons()[i], ""); };
    EXPECT_EQ(text(1), R"({"convlens": 1, "step": 0, "lesson": {"id": "sizes", "page": 3}})");
    EXPECT_EQ(text(3), R"({"convlens": 1, "step": 0, "lesson": {"exercise": "value", "level": 3, )"
                       R"("seed": 18446744073709551615, "count": 200}})");
}

TEST(EmbeddedLesson, what_is_too_large_is_left_out) {
    HeldLesson own;
    own.file = "a.md";
    own.text = std::string(std::size_t{limits::scene_bytes}, 'a');
    EXPECT_EQ(embedded_lesson(own, ""), "");
}

TEST(EmbeddedLesson, what_is_wrong_is_refused) {
    const auto refused = [](const std::string& lesson) {
        return refusal([&] {
            read_embedded_scene(R"({"convlens": 1, "step": 0, "scene": {}, "lesson": )" + lesson + "}");
        });
    };
    const std::string long_name(256, 'a'), long_text(std::size_t{limits::lesson_bytes} + 1, 'a');
    const std::pair<std::string, const char*> wrong[] = {
        {"[]", "error.scene_object"},
        {"{}", "error.held_kind"},
        {R"({"id": "a", "exercise": "b", "level": 1, "seed": 1, "count": 1})", "error.held_kind"},
        {R"({"id": ""})", "error.scene_layer_name"},
        {R"({"id": "a\nb"})", "error.scene_layer_name"},
        {R"({"id": 1})", "error.scene_text"},
        {R"({"id": ")" + long_name + "\"}", "error.scene_layer_name"},
        {R"({"id": "a", "page": 0})", "error.scene_integer"},
        {R"({"id": "a", "page": 1.5})", "error.scene_integer"},
        {R"({"text": "a"})", "error.scene_missing"},
        {R"({"text": ")" + long_text + R"(", "file": "a.md"})", "error.held_text"},
        {R"({"exercise": "value", "level": 1, "seed": 1})", "error.scene_missing"},
        {R"({"exercise": "value", "level": 1, "seed": -1, "count": 1})", "error.scene"},
        {R"({"exercise": "value", "level": 0, "seed": 1, "count": 1})", "error.scene_integer"},
        {R"({"exercise": "value", "level": 1, "seed": 1, "count": 201})", "error.scene_integer"}};
    for (const auto& [lesson, key] : wrong)
        EXPECT_THAT(refused(lesson), StartsWith(key)) << lesson.substr(0, 80);
    const auto read = read_embedded_scene(
        R"({"convlens": 1, "step": 0, "lesson": {"text": "a", "file": "../b/c.md", "later": 1}})");
    EXPECT_EQ(read.lesson->file, "c.md") << "a file's name leads nowhere";
}

} // namespace
} // namespace convlens
