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
#include <vector>

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

/// At 360 px, the width of small phones.
constexpr float small_phone = 360.0F / 390;

float smallest_type(const Frame& frame) {
    float smallest = 1000;
    for (const Item& item : frame.items)
        if (const auto* const label = std::get_if<Label>(&item.shape); label && !label->text.empty())
            smallest = std::min(smallest, label->size * small_phone);
    return smallest;
}

TEST(PageFigures, every_view_of_a_network_is_read_on_a_phone) {
    for (const NetworkView view : {NetworkView::overview, NetworkView::path, NetworkView::compare,
                                   NetworkView::strongest, NetworkView::invariance, NetworkView::occlusion})
        for (const Language language : {Language::en, Language::zh}) {
            NetworkDocument document;
            document.view = view;
            document.selected.layer = "relu2";
            const NetworkResults results = evaluate_network(document);
            const PageFigure figure = page_figure(document, results, options_in(language), system_fonts());
            const int64_t steps = network_timeline(document, results).steps();
            Typesetter typesetter(system_fonts());
            for (int64_t step = 0; step < steps; ++step) {
                const Frame narrow = figure.narrow(step);
                EXPECT_EQ(narrow.size.x, 390);
                EXPECT_EQ(narrow.size.y, figure.narrow(0).size.y) << "nothing moves from stage to stage";
                EXPECT_GE(smallest_type(narrow), 11.99F);
                for (const Item& item : narrow.items)
                    if (const auto* const label = std::get_if<Label>(&item.shape)) {
                        const float width = typesetter.width(label->text, label->face, label->size);
                        const float left = label->position.x - (label->align_x == AlignX::right    ? width
                                                                : label->align_x == AlignX::center ? width / 2
                                                                                                   : 0);
                        EXPECT_GE(left, 0) << label->text;
                        EXPECT_LE(left + width, 391) << label->text;
                        EXPECT_LE(label->position.y, narrow.size.y) << label->text;
                    }
            }
        }
}

/// Digits of cells, not the small weights on covered ones, which the sum has large.
TEST(PageFigures, digits_of_every_figure_are_read_on_a_phone) {
    const auto is_cell = [](const Item& item) {
        const auto space = static_cast<TagSpace>(item.tag.space);
        return space == TagSpace::x || space == TagSpace::w || space == TagSpace::y;
    };
    for (const Preset& preset : presets())
        for (const bool is_pair : {false, true}) {
            Document document = preset.document;
            document.pair = is_pair;
            document.lenses.clear();
            const PageFigure figure =
                page_figure(document, evaluate(document), options_in(Language::en), system_fonts());
            const Frame narrow = figure.narrow(1);
            float smallest = 1000;
            for (const Item& item : narrow.items)
                if (const auto* const label = std::get_if<Label>(&item.shape);
                    label && is_cell(item) && !label->text.starts_with("\u00d7"))
                    smallest = std::min(smallest, label->size * small_phone);
            EXPECT_GE(smallest, 12) << document.name << (is_pair ? " as a pair" : "");
        }
}

TEST(PageFigures, what_is_pinned_is_lit_in_both_figures_of_a_pair_on_a_phone) {
    Document document = preset_named("padding_strides")->document;
    document.pair = true;
    const auto narrow = [&] {
        return page_figure(document, evaluate(document), options_in(Language::en), system_fonts()).narrow(0);
    };
    const auto lower = [](const Frame& frame) { // the other figure: that of the document comes first
        std::vector<Shape> shapes;
        for (const Item& item : frame.items)
            if (const auto* const box = std::get_if<Box>(&item.shape);
                box && box->origin.y > 0.6F * frame.size.y)
                shapes.push_back(item.shape);
        return shapes;
    };
    const std::vector<Shape> without = lower(narrow());
    document.pins = {{Pin::Tensor::y, {0, 0, 1, 1}}};
    EXPECT_TRUE(lower(narrow()) != without);
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
