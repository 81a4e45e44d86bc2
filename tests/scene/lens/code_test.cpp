// The code lens shows the layer as the framework's program has it, whole; and its buttons choose.
#include "codegen/code.h"
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "i18n/utf8.h"
#include "scene/base/tags.h"
#include "scene/lens/code/colors.h"
#include "scene/lens/lens.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

TEST(CodePieces, together_are_the_line) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
        std::mt19937_64 random(seed);
        const Document document = random_document(random);
        for (const auto& [name, framework] : framework_names())
            for (const std::string& line : lines_of(code_of(document, framework).program)) {
                std::string together;
                for (const CodePiece& piece : code_pieces(line))
                    together += piece.text;
                EXPECT_EQ(together, line) << name << " seed " << seed;
            }
    }
}

TEST(CodePieces, know_numbers_strings_arguments_and_comments) {
    using Kind = CodePiece::Kind;
    const std::vector<CodePiece> expected{{Kind::plain, "f("},     {Kind::argument, "pad"},
                                          {Kind::plain, "="},      {Kind::string, "\"same\""},
                                          {Kind::plain, ", x2, "}, {Kind::number, "1.5"},
                                          {Kind::plain, ")  "},    {Kind::comment, "# 3 of \"4\""}};
    EXPECT_EQ(code_pieces("f(pad=\"same\", x2, 1.5)  # 3 of \"4\""), expected);
}

TEST(BrokenLines, fit_and_lose_nothing) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
        std::mt19937_64 random(seed);
        const Document document = random_document(random);
        for (const auto& [name, framework] : framework_names()) {
            const std::string layer = code_of(document, framework).layer;
            std::string together;
            for (const std::string& line : broken(lines_of(layer), 40)) {
                EXPECT_LE(character_count(line), 40U) << line;
                together += line;
            }
            EXPECT_EQ(scene_test::without_spaces(together), scene_test::without_spaces(layer))
                << name << " seed " << seed;
        }
    }
}

TEST(BrokenLines, comments_stay_on_one_line) {
    EXPECT_EQ(broken({"    f(alpha, beta)  # of (N, C, H, W)"}, 24),
              (std::vector<std::string>{"    f(alpha, beta)", "    # of (N, C, H, W)"}));
    EXPECT_EQ(broken({"# weights come before it"}, 12), (std::vector<std::string>{"# weights c…"}));
    EXPECT_EQ(broken({"f(\"# 1\", beta)"}, 12), (std::vector<std::string>{"f(\"# 1\",", "    beta)"}));
    for (uint64_t seed = 0; seed < 60; ++seed) {
        std::mt19937_64 random(seed);
        const Document document = random_document(random);
        for (const auto& [name, framework] : framework_names()) {
            const std::vector<std::string> lines = lines_of(code_of(document, framework).program);
            const auto comments = [](const std::vector<std::string>& of) {
                return std::count_if(of.begin(), of.end(), [](const std::string& line) {
                    return code_pieces(line).back().kind == CodePiece::Kind::comment;
                });
            };
            std::vector<std::string> filled;
            std::copy_if(lines.begin(), lines.end(), std::back_inserter(filled),
                         [](const std::string& line) { return !line.empty(); });
            EXPECT_EQ(comments(broken(filled, 40)), comments(filled)) << name << " seed " << seed;
        }
    }
}

TEST(CodeLens, shows_the_whole_layer_of_the_chosen_framework) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
        std::mt19937_64 random(seed);
        Document document = random_document(random);
        const Results results = evaluate(document);
        document.lenses = {Lens::code};
        for (const auto& [name, framework] : framework_names()) {
            choose_in_lens(document, lens_choice_tag(Lens::code, static_cast<int64_t>(framework)).index);
            ASSERT_EQ(document.code_lens.framework, framework);
            scene_test::FrameOptions options;
            options.size = {1600, 2400}; // room for every line
            std::string shown;
            const Frame frame = frame_of(document, results, finished(0, results.terms_per_step), options);
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag == Tag{static_cast<uint32_t>(TagSpace::lens), static_cast<int64_t>(Lens::code)})
                    shown += std::get<Label>(item->shape).text;
            EXPECT_NE(scene_test::without_spaces(shown).find(
                          scene_test::without_spaces(code_of(document, framework).layer)),
                      std::string::npos)
                << name << " seed " << seed << "\n"
                << scene_test::describe(document);
        }
        const Document before = document;
        choose_in_lens(document, lens_choice_tag(Lens::code, copy_choice).index);
        EXPECT_EQ(document, before) << "copying changes no document";
    }
}

} // namespace
} // namespace convlens
