// The two catalogues against each other and against the fonts.
#include "document/presets.h"
#include "i18n/catalogue.h"
#include "i18n/utf8.h"
#include "picture/typesetter.h"
#include "support/source_folder.h"
#include "system_fonts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <span>

namespace convlens {
namespace {

const Texts en(Language::en), zh(Language::zh);

/// The {names} of a text.
std::multiset<std::string> names_in(std::string_view text) {
    static const std::regex name("\\{[A-Za-z_0-9]+\\}");
    const std::string owned(text);
    std::multiset<std::string> names;
    for (std::sregex_iterator at(owned.begin(), owned.end(), name), end; at != end; ++at)
        names.insert(at->str());
    return names;
}

TEST(Catalogue, both_languages_have_the_same_keys_in_order) {
    ASSERT_EQ(en.all().size(), zh.all().size());
    EXPECT_GT(en.all().size(), 100U);
    for (std::size_t i = 0; i < en.all().size(); ++i)
        EXPECT_EQ(en.all()[i].first, zh.all()[i].first);
}

TEST(Catalogue, both_languages_have_the_same_names_to_fill_in) {
    for (const auto& [key, text] : en.all()) {
        const auto of_en = names_in(text);
        const auto of_zh = names_in(zh(key));
        EXPECT_EQ(std::set(of_en.begin(), of_en.end()), std::set(of_zh.begin(), of_zh.end())) << key;
    }
}

TEST(Catalogue, braces_are_names_only) {
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all())
            EXPECT_EQ(static_cast<std::size_t>(std::count(text.begin(), text.end(), '{')),
                      names_in(text).size())
                << key;
}

TEST(Catalogue, no_text_is_empty_or_has_stray_space) {
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all()) {
            EXPECT_FALSE(text.empty()) << key;
            EXPECT_EQ(text.find('\t'), std::string_view::npos) << key;
            // Help texts are pages; a page is the only text of more than one line.
            EXPECT_TRUE(key.starts_with("help.") || text.find('\n') == std::string_view::npos) << key;
        }
}

TEST(Catalogue, chinese_texts_are_chinese) {
    int chinese = 0;
    for (const auto& [key, text] : zh.all())
        chinese += text == en(key) ? 0 : 1;
    EXPECT_GT(chinese * 10, static_cast<int>(zh.all().size()) * 8); // signs and formulas are alike
}

void expect_glyphs(Typesetter& typesetter, std::string_view text, std::string_view what) {
    for (std::string_view rest = text; !rest.empty();) {
        const char32_t character = take_character(rest);
        if (character == U'\n')
            continue;
        for (const Face face : {Face::sans, Face::sans_bold, Face::mono})
            EXPECT_GE(typesetter.font_with(character, face), 0)
                << what << " has U+" << std::hex << static_cast<uint32_t>(character) << " in: " << text;
    }
}

TEST(Catalogue, every_character_has_a_glyph) {
    Typesetter typesetter(test::system_fonts());
    EXPECT_LT(typesetter.font_with(U'\U0010FFFD', Face::sans), 0); // one that no font has
    for (const Texts& texts : {en, zh})
        for (const auto& [key, text] : texts.all())
            expect_glyphs(typesetter, text, key);
    for (const Preset& preset : presets())
        for (const LocalText& text : {preset.document.title, preset.document.caption}) {
            expect_glyphs(typesetter, text.en, preset.document.name);
            expect_glyphs(typesetter, text.zh, preset.document.name);
        }
}

struct Gone {
    std::string_view words, instead;
};

constexpr Gone gone_in_english[] = {
    {"} is no ", "is not a"},
    {"' is no ", "is not a"},
    {"” is no ", "is not a"},
    {"which is no ", "which is not a"},
    {"is no multiple", "is not a multiple"},
    {" is none that", "cannot be"},
    {"and '{value}' is none", "is not one"},
    {"stands before", "comes first"},
    {"to that tenth", "jump to n tenths"},
    {"one over the", "1/n"},
    {", for {reason}", "because"},
    {"so many t", "this many"},
};

constexpr Gone gone_in_chinese[] = {
    {"图例", "示例图"},
    {"代价", "计算量"},
    {"透镜", "视图"},
    {"逐深度", "逐通道"},
    {"直接卷积", "正向卷积"},
    {"涂印", "逐个叠加"},
    {"印出", "逐个叠加"},
    {"被涂", "覆盖"},
    {"拉伸", "插零"},
    {"撑", "插零、覆盖"},
    {"空洞 d", "空洞率 d"},
    {"空洞 {", "空洞率 {"},
    {"卷积核为偶数", "卷积核大小为偶数"},
    {"卷积核为奇数", "卷积核大小为奇数"},
    {"偶数卷积核", "大小为偶数的卷积核"},
    {"行和列零", "一行零和一列零"},
    {"批中", "批次中"},
    {"在外面", "界外"},
    {"字面数字", "具体的数"},
    {"输入大小", "输入尺寸"},
    {"输出大小", "输出尺寸"},
};

void expect_without(std::span<const Gone> gone, std::string_view text, std::string_view what) {
    for (const Gone& old : gone)
        EXPECT_EQ(text.find(old.words), std::string_view::npos)
            << what << ": '" << old.words << "' is now '" << old.instead << "' in: " << text;
}

TEST(Catalogue, words_that_went_do_not_come_back) {
    for (const auto& [key, text] : en.all())
        expect_without(gone_in_english, text, key);
    for (const auto& [key, text] : zh.all())
        expect_without(gone_in_chinese, text, key);
    for (const Preset& preset : presets())
        for (const LocalText& text : {preset.document.title, preset.document.caption}) {
            expect_without(gone_in_english, text.en, preset.document.name);
            expect_without(gone_in_chinese, text.zh, preset.document.name);
        }
    std::ifstream file(source_folder() + "/README.md");
    const std::string readme{std::istreambuf_iterator<char>(file), {}};
    EXPECT_GT(readme.size(), 1000U);
    expect_without(gone_in_chinese, readme, "README.md");
}

/// Where a number stands before a plural, it is never 1: a limit, a count that is only named from 2 on.
const std::set<std::string_view> never_one{
    "caption.groups",
    "copy.many_cells",
    "copy.many_numbers",
    "copy.many_terms",
    "error.archive_directory",
    "error.file_too_large",
    "error.gif_frame_rate",
    "error.held_text",
    "error.idx_large",
    "error.idx_long",
    "error.idx_short",
    "error.image_exact",
    "error.onnx_op_matrix",
    "ui.export_values_many",
    "error.image_pixels",
    "error.image_slow",
    "error.image_whole",
    "error.matrix_size",
    "error.network_classes",
    "error.npy_axes",
    "error.npy_elements",
    "error.npy_header_length",
    "error.npy_size",
    "error.pads_of_axes",
    "error.picture_work",
    "error.pipe_silent",
    "error.pipe_too_large",
    "error.safetensors",
    "error.scene_axes",
    "error.scene_layer_name",
    "error.scene_pins",
    "error.scene_too_deep",
    "error.scene_too_large",
    "error.scene_too_many",
    "error.too_many_bytes",
    "error.too_many_frames",
    "error.weight_groups",
    "figure.channels_of",
    "formula.left_cells",
    "formula.left_columns",
    "formula.left_rows",
    "formula.stretched",
    "gradients.zeros",
    "grid.pasted",
    "grid.size",
    "grid.too_many",
    "issue.groups_do_not_divide",
    "issue.too_many_elements",
    "lens.code_more",
    "lens.reach_no_layer",
    "lens.reach_places",
    "lesson.pages",
    "lesson.too_large",
    "network.feeds",
    "network.parameters",
    "network.sum_of",
    "network.words_conv",
    "network.words_depthwise",
    "network.words_pointwise",
    "page.epoch_steps",
    "page.truth.cells",
    "question.which.receptive-field",
    "spoken.channels_alone",
    "spoken.groups",
    "spoken.next_column",
    "spoken.next_place",
    "spoken.next_row",
    "spoken.outside",
    "spoken.outside_average",
    "spoken.rest",
    "spoken.rest_largest",
    "spoken.stretched",
    "spoken.terms",
    "stage.nearest_all",
    "stage.nearest_cells",
    "sum.carried",
    "sum.note_inserted_one",
    "transposed.even",
    "transposed.how_matrix",
    "transposed.how_matrix_bias",
    "transposed.uneven",
    "transposed.unpool_written",
};

TEST(Catalogue, a_number_that_may_be_one_has_no_plural_behind_it) {
    static const std::regex plural("\\{(?!share|all|terms|elements)[a-z_]+\\} (more |input |output "
                                   ")?(axes|bytes|cells|channels|columns|elements|entries|frames|"
                                   "groups|levels|lines|numbers|operations|parameters|pins|pixels|places|"
                                   "products|rows|seconds|sheets|steps|"
                                   "terms|times|values|zeros)\\b");
    for (const auto& [key, text] : en.all()) {
        const std::string owned(text);
        EXPECT_TRUE(never_one.contains(key) || !std::regex_search(owned, plural))
            << key << ": \"1 rows\" in: " << text;
    }
}

TEST(Catalogue, values_are_put_in_as_they_are) {
    EXPECT_EQ(en("error.cannot_read", {{"reason", "{reason} %s {0}"}}), "cannot be read: {reason} %s {0}");
    EXPECT_EQ(en("error.cannot_read", {}), "cannot be read: {reason}");
}

TEST(CatalogueDeathTest, an_unknown_key_ends_the_program) {
    EXPECT_DEATH(en("no.such.key"), "no text for the key 'no.such.key'");
}

} // namespace
} // namespace convlens
