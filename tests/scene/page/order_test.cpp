// A lesson as it is gone through: what a page shows after its reveal is not what a later page asks for.
#include "document/evaluate/evaluate.h"
#include "lesson/built_in.h"
#include "lesson/element_access.h"
#include "lesson/reading/read_lesson.h"
#include "scene/base/tags.h"
#include "scene/page/page_fixture.h"
#include "scene/scene_fixture.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace convlens::scene_test {
namespace {

TagSpace space_of(AskedTensor tensor) {
    switch (tensor) {
    case AskedTensor::x:
        return TagSpace::x;
    case AskedTensor::w:
        return TagSpace::w;
    case AskedTensor::y:
        return TagSpace::y;
    case AskedTensor::dx:
        return TagSpace::dx;
    case AskedTensor::dw:
        return TagSpace::dw;
    }
    return TagSpace::none;
}

/// The element that a page asks the value of.
struct AskedElement {
    Document scene;
    Tag tag;
};

std::optional<AskedElement> asked_element(const Page& page) {
    if (!page.question || page.question->network || page.question->ask != Ask::value)
        return std::nullopt;
    const Document& scene = page.scene->document;
    const Sizes at = to_sizes(page.question->at);
    return AskedElement{scene, tag_of(space_of(page.question->of),
                                      ravel_index(at, shape_in(operation_of(scene), page.question->of)))};
}

/// The scenes that a page shows: its own, and that after a change.
std::vector<Document> shown_scenes(const Page& page) {
    std::vector<Document> scenes{page.scene->document};
    if (page.question)
        scenes.insert(scenes.end(), page.question->figures.begin(), page.question->figures.end());
    return scenes;
}

bool has_number_at(const Frame& frame, Tag tag) {
    const auto labels = visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(), [&](const Item* item) {
        const std::string& text = std::get<Label>(item->shape).text;
        return item->tag == tag && text != "?" &&
               std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    });
}

/// Pages of the lesson that show the number which `later` asks for.
std::vector<std::size_t> pages_that_tell(const Lesson& lesson, std::size_t later) {
    std::vector<std::size_t> telling;
    const auto asked = asked_element(lesson.pages[later]);
    for (std::size_t page = 0; asked && page < later; ++page) {
        const Page& shown = lesson.pages[page];
        if (!shown.scene || shown.scene->network)
            continue;
        const std::vector<Document> scenes = shown_scenes(shown);
        const bool has_its_numbers = std::any_of(scenes.begin(), scenes.end(), [&](const Document& scene) {
            return !numbers_differ(scene, asked->scene);
        });
        if (has_its_numbers &&
            has_number_at(page_frame(lesson, page, {.phase = PagePhase::revealed}), asked->tag))
            telling.push_back(page);
    }
    return telling;
}

TEST(PageOrder, no_page_tells_what_a_later_one_asks) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t later = 0; later < lesson.pages.size(); ++later)
                for (const std::size_t page : pages_that_tell(lesson, later))
                    ADD_FAILURE() << id << (language == Language::en ? " en" : " zh") << ": page " << page + 1
                                  << " tells what page " << later + 1 << " asks";
        }
}

TEST(PageOrder, a_page_that_tells_is_found) {
    const std::string scene = R"({"preset": "numerical_no_padding_no_strides", "view": "flat"})";
    const std::string asking = "```scene\n" + scene + "\n```\n```question\n" +
                               R"({"ask": "value", "of": "y", "at": [0, 1]})" + "\n```\n";
    const Lesson lesson =
        read_lesson("# A lesson\n```scene\n" + scene + "\n```\n\n## One\n" + asking + "\n## Two\n" + asking,
                    Language::en)
            .lesson;
    // The title's page keeps back by itself what a later one asks.
    EXPECT_EQ(pages_that_tell(lesson, 1), (std::vector<std::size_t>{}));
    EXPECT_EQ(pages_that_tell(lesson, 2), (std::vector<std::size_t>{1}));
}

} // namespace
} // namespace convlens::scene_test
