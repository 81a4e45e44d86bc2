// Documents, pairs and networks as web pages: their steps, words and languages.
#include "export/page_figures.h"

#include "document/evaluate/evaluate.h"
#include "document/evaluate/reverse.h"
#include "document/presets.h"
#include "document/scene_file/embedded_scene.h"
#include "document/scene_file/scene_file.h"
#include "export/export.h"
#include "input/byte_source.h"
#include "input/embedded/embedded_text.h"
#include "network/evaluate.h"
#include "output/temporary_folder.h"
#include "scene/base/tags.h"
#include "scene/network/way_back/stages.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using test::content_of;
using test::system_fonts;
using test::TemporaryFolder;

RenderOptions options_in(Language language) {
    RenderOptions options{ThemeId::light, language, {}};
    options.composition.size = {640, 360};
    return options;
}

bool has_label(const Frame& frame, std::string_view text) {
    return std::ranges::any_of(frame.items, [&](const Item& item) {
        const Label* const label = std::get_if<Label>(&item.shape);
        return label != nullptr && label->text.find(text) != std::string::npos;
    });
}

TEST(PageFigures, a_step_s_picture_and_words_are_of_one_language) {
    const Document document = preset_named("numerical_padding_strides")->document;
    for (const Language language : {Language::en, Language::zh}) {
        RenderOptions options = options_in(language);
        options.composition.size = {1280, 720};
        const PageFigure figure = page_figure(document, evaluate(document), options, system_fonts());
        EXPECT_EQ(figure.title, document.title.in(language));
        EXPECT_TRUE(has_label(figure.picture(4), figure.title));
        EXPECT_NE(figure.words(4).find(language == Language::en ? "Step 5 of 9: y[1,1]" : "第 5 步"),
                  std::string::npos)
            << figure.words(4);
        EXPECT_NE(figure.words(4).find("17"), std::string::npos) << "the result";
    }
}

TEST(PageFigures, of_a_pair_the_words_are_of_the_figure_that_leads) {
    Document document = preset_named("padding_strides")->document;
    document.pair = true;
    const Results results = evaluate(document);
    const int64_t steps = shown_steps(document);
    ASSERT_GT(steps, results.steps);
    const PageFigure figure = page_figure(document, results, options_in(Language::en), system_fonts());
    const Frame narrow = figure.narrow(steps - 1);
    EXPECT_EQ(narrow.size.x, 390);
    const auto x = static_cast<uint32_t>(TagSpace::x);
    const auto bottom_of = [&](int32_t layer) {
        float bottom = 0;
        for (const Item& item : narrow.items)
            if (const auto* const box = std::get_if<Box>(&item.shape);
                box && item.tag.layer == layer && item.tag.space == x)
                bottom = std::max(bottom, box->origin.y + box->v.y);
        return bottom;
    };
    EXPECT_GT(bottom_of(1), bottom_of(0) + 100) << "on phones they lie one below the other";
    EXPECT_NE(figure.words(steps - 1).find("of " + std::to_string(steps)), std::string::npos)
        << figure.words(steps - 1);
}

TEST(PageFigures, a_figure_without_a_title_is_called_by_its_operation) {
    Document document = preset_named("no_padding_no_strides")->document;
    document.title = {};
    EXPECT_EQ(page_figure(document, evaluate(document), options_in(Language::en), system_fonts()).title,
              "Convolution");
    EXPECT_EQ(page_figure(document, evaluate(document), options_in(Language::zh), system_fonts()).title,
              "卷积");
}

TEST(PageFigures, a_network_s_stages_have_words) {
    NetworkDocument document;
    document.view = NetworkView::path;
    document.selected.layer = "relu2";
    const NetworkResults results = evaluate_network(document);
    for (const Language language : {Language::en, Language::zh}) {
        const PageFigure figure = page_figure(document, results, options_in(language), system_fonts());
        EXPECT_FALSE(figure.title.empty());
        const auto stages = back_stages(*results.network, *shown_way(results, document.rule));
        for (std::size_t i = 0; i < stages.size(); ++i)
            EXPECT_NE(figure.words(static_cast<int64_t>(i))
                          .find(stage_name(Texts(language), *results.network, stages[i])),
                      std::string::npos);
    }
}

TEST(PageFigures, a_page_is_written_in_the_languages_that_are_asked_for) {
    const TemporaryFolder folder;
    ExportRequest request;
    request.document = preset_named("dilation")->document;
    request.options = options_in(Language::zh);
    request.fonts = system_fonts();
    const auto* const format =
        std::ranges::find(export_formats, std::string_view("html"), &ExportFormat::name);
    request.format = format;
    request.path = folder / "one.html";
    EXPECT_TRUE(run(request, {}));
    request.languages = languages_from(Language::zh);
    request.path = folder / "both.html";
    EXPECT_TRUE(run(request, {}));
    const std::string one = content_of(folder / "one.html"), both = content_of(folder / "both.html");
    EXPECT_NE(one.find("<html lang=\"zh\">"), std::string::npos);
    EXPECT_EQ(one.find("\"en\":{"), std::string::npos);
    EXPECT_NE(both.find("\"en\":{"), std::string::npos);
    EXPECT_LT(both.size(), one.size() * 9 / 5);
}

TEST(PageFigures, a_page_holds_its_scene_at_the_first_step_that_it_shows) {
    const TemporaryFolder folder;
    ExportRequest request;
    request.document = preset_named("dilation")->document;
    request.document.title.en = "</script><!-- \\u003c";
    request.options = options_in(Language::en);
    request.fonts = system_fonts();
    request.format = std::ranges::find(export_formats, std::string_view("html"), &ExportFormat::name);
    request.path = folder / "a.html";
    request.pace.first_step = 3;
    EXPECT_TRUE(run(request, {}));
    const std::string bytes = content_of(request.path);
    const std::optional<std::string> text = embedded_text(byte_source(bytes));
    ASSERT_TRUE(text);
    const EmbeddedScene scene = read_embedded_scene(*text);
    EXPECT_EQ(read_scene(scene.scene), request.document);
    EXPECT_EQ(scene.step, 3);
    request.holds_scene = false;
    request.path = folder / "b.html";
    EXPECT_TRUE(run(request, {}));
    const std::string without = content_of(request.path);
    EXPECT_FALSE(embedded_text(byte_source(without)));
}

} // namespace
} // namespace convlens
