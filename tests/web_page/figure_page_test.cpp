// A figure as a page: every step is convlens's own SVG, sizes are bounded, nothing breaks out of its place.
#include "web_page/figure_page.h"

#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "i18n/catalogue.h"
#include "opened_page.h"
#include "output/svg/svg.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "scene/spoken/spoken_step.h"
#include "system_fonts.h"
#include "web_page/page_asset.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>

namespace convlens {
namespace {

using test::data_of;
using test::json_part;
using test::OpenedPack;
using test::system_fonts;

PageFigure figure_of(const Document& document, Language language, Vec2 size) {
    RenderOptions options{ThemeId::light, language, {}};
    options.composition.size = size;
    options.composition.progress = true;
    const Results results = evaluate(document);
    const auto animation = std::make_shared<Animation>(document, results, options, system_fonts());
    PageFigure figure;
    figure.language = language;
    figure.title = document.title.in(language);
    figure.picture = [animation, terms = results.terms_per_step](int64_t step) {
        return animation->at(finished(step, terms));
    };
    const auto column = std::make_shared<Animation>(document, results, options, system_fonts());
    column->make_column(390);
    figure.narrow = [column, terms = results.terms_per_step](int64_t step) {
        return column->at(finished(step, terms));
    };
    figure.words = [document, results, language](int64_t step) {
        return spoken_step(document, step_of(results, step), Texts(language));
    };
    return figure;
}

FigurePage page_of(const Document& document, std::initializer_list<Language> languages,
                   Vec2 size = {1280, 720}) {
    FigurePage page;
    for (const Language language : languages)
        page.figures.push_back(figure_of(document, language, size));
    page.steps = evaluate(document).steps;
    page.fonts = system_fonts();
    return page;
}

/// A convolution in numbers with that many steps, a square.
Document with_steps(int64_t side) {
    Document document = preset_named("numerical_no_padding_no_strides")->document;
    document.input = Source();
    document.input.kind = SourceKind::small;
    document.operation.input_size = {side + 2, side + 2};
    return document;
}

TEST(FigurePage, every_step_put_together_is_the_program_s_own_svg) {
    for (const std::string_view name : {"numerical_padding_strides", "padding_strides_odd_transposed",
                                        "numerical_max_pooling", "several_channels"}) {
        const Document document = preset_named(name)->document;
        const FigurePage page = page_of(document, {Language::zh, Language::en});
        const std::string bytes = *figure_page(page, {});
        const OpenedPack pack(data_of(bytes)["packed"]);
        for (const PageFigure& figure : page.figures) {
            const std::string track = figure.language == Language::zh ? "zh" : "en";
            ASSERT_EQ(pack.texts(track + ".pictures"), static_cast<std::size_t>(page.steps));
            for (int64_t step = 0; step < page.steps; ++step) {
                const std::string own = svg_of(figure.picture(step), page.fonts, tag_space_name);
                const auto at = static_cast<std::size_t>(step);
                ASSERT_EQ(pack.text(track + ".pictures", at) + "\n", own) << name << " step " << step;
                ASSERT_EQ(pack.text(track + "-narrow.pictures", at) + "\n",
                          svg_of(figure.narrow(step), page.fonts, tag_space_name))
                    << name << " step " << step;
                ASSERT_EQ(pack.text(track + ".words", at) + "\n", figure.words(step));
            }
        }
        const std::string first = svg_of(page.figures.front().picture(0), page.fonts, tag_space_name);
        EXPECT_NE(bytes.find("\n" + first.substr(first.find("<svg"))), std::string::npos)
            << "the first picture is there without the script";
    }
}

TEST(FigurePage, sizes_stay_in_their_bounds) {
    const std::map<int64_t, std::size_t> limits = {{3, 150'000}, {7, 280'000}, {14, 500'000}}; // side, bytes
    for (const auto& [side, limit] : limits) {
        for (const View view : {View::flat, View::tilted}) {
            Document document = with_steps(side);
            document.lenses = {Lens::sum};
            document.view = view;
            const std::size_t en = figure_page(page_of(document, {Language::en}), {})->size();
            const std::size_t zh = figure_page(page_of(document, {Language::zh}), {})->size();
            const std::size_t both = figure_page(page_of(document, {Language::en, Language::zh}), {})->size();
            EXPECT_LE(en, limit) << side;
            EXPECT_LE(zh, limit) << side;
            EXPECT_LE(both, en * 9 / 5) << side;
            RecordProperty("bytes_" + std::to_string(side * side) +
                               (view == View::flat ? "_flat" : "_tilted"),
                           std::to_string(en) + " " + std::to_string(zh) + " " + std::to_string(both));
        }
    }
}

TEST(FigurePage, scene_and_title_cannot_break_out) {
    Document document = with_steps(3);
    FigurePage page = page_of(document, {Language::en});
    const std::string hostile = "</script><!--<script>alert(1)--> {data} \"'&";
    page.figures.front().title = hostile;
    page.figures.front().words = [&](int64_t) { return hostile + "\n"; };
    page.scene = nlohmann::json{{"name", hostile}}.dump();
    const std::string bytes = *figure_page(page, {});
    EXPECT_EQ(nlohmann::json::parse(json_part(bytes, "convlens-scene"))["name"], hostile);
    EXPECT_EQ(data_of(bytes)["texts"]["en"]["title"], hostile);
    EXPECT_EQ(bytes.find("<script>alert"), std::string::npos);
    EXPECT_EQ(bytes.find("<!--", bytes.find("-->")), std::string::npos);
    std::size_t scripts = 0;
    for (std::size_t at = bytes.find("</script"); at != std::string::npos;
         at = bytes.find("</script", at + 1))
        ++scripts;
    EXPECT_EQ(scripts, 3U);
    EXPECT_EQ(OpenedPack(data_of(bytes)["packed"]).text("en.words", 0), hostile);
}

/// The script would take a part of the picture for its own element.
TEST(FigurePage, no_part_of_a_picture_is_called_as_an_element_of_the_page) {
    std::string page(page_asset("shell.html"));
    ASSERT_NE(page.find("id=\"picture\""), std::string::npos);
    for (uint32_t space = 0; space <= static_cast<uint32_t>(TagSpace::bias); ++space)
        EXPECT_EQ(page.find("id=\"" + tag_space_name(space) + "\""), std::string::npos)
            << tag_space_name(space);
}

TEST(FigurePage, has_what_was_asked_for_and_no_more) {
    const Document document = with_steps(3);
    FigurePage page = page_of(document, {Language::en});
    const std::string en = *figure_page(page, {});
    EXPECT_EQ(data_of(en)["texts"].size(), 1U);
    EXPECT_EQ(en.find("convlens-scene\">"), std::string::npos);
    EXPECT_EQ(en.find("convlens hanzi\";font-weight"), std::string::npos) << "no Chinese glyphs";
    EXPECT_NE(en.find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(en.find("http-equiv=\"refresh\""), std::string::npos);
    EXPECT_EQ(*figure_page(page, {}), en) << "the same bytes twice";
    const std::string zh = *figure_page(page_of(document, {Language::zh}), {});
    EXPECT_NE(zh.find("convlens hanzi\";font-weight"), std::string::npos);
    EXPECT_NE(zh.find("<html lang=\"zh\">"), std::string::npos);
    for (const char* const licence : {"SIL Open Font License", "Inter Project Authors"})
        EXPECT_NE(en.find(licence), std::string::npos) << licence;
    EXPECT_EQ(en.find("Apache License"), std::string::npos);
    EXPECT_NE(zh.find("Apache License"), std::string::npos);
}

TEST(FigurePage, says_when_its_window_moves_and_has_no_more_pictures_for_it) {
    FigurePage page = page_of(with_steps(3), {Language::en});
    for (const auto& [slides, name] :
         {std::pair{Slides::never, "never"}, {Slides::playing, "playing"}, {Slides::always, "always"}}) {
        page.slides = slides;
        const nlohmann::json data = data_of(*figure_page(page, {}));
        EXPECT_EQ(data["slides"], name);
        EXPECT_EQ(OpenedPack(data["packed"]).texts("en.pictures"), 9U);
    }
}

TEST(FigurePage, loads_nothing_from_anywhere) {
    const std::string bytes = *figure_page(page_of(with_steps(3), {Language::en, Language::zh}), {});
    const std::string after_comment = bytes.substr(bytes.find("-->"));
    for (const char* const loads : {"src=\"", "@import", "url(http", "href=\"http", "fetch(", "url(//"})
        EXPECT_EQ(after_comment.find(loads), std::string::npos) << loads;
}

TEST(FigurePage, ends_where_progress_ends_it) {
    int64_t last = 0;
    EXPECT_FALSE(
        figure_page(page_of(with_steps(3), {Language::en, Language::zh}), [&](int64_t done, int64_t all) {
            EXPECT_EQ(all, 18);
            last = done;
            return done < 11;
        }));
    EXPECT_EQ(last, 11);
}

} // namespace
} // namespace convlens
