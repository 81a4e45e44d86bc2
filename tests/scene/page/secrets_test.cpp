// Before the reveal no page of the built-in lessons tells its answer: not in its words, not in a digit of the
// figure, whatever the window asks for; and the figure is the same whatever the hidden results are.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "lesson/built_in.h"
#include "scene/page/page_fixture.h"
#include "scene/page/question/blanking.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

namespace convlens::scene_test {
namespace {

constexpr uint64_t max_seed = 3;

/// A page with other numbers, in a lesson of its own.
Lesson with_instance(const Lesson& lesson, std::size_t page, uint64_t seed) {
    Lesson other = lesson;
    const Instance instance =
        instance_of(lesson.pages[page].scene->document, *lesson.pages[page].question, seed);
    other.pages[page].scene->document = instance.scene;
    other.pages[page].question = instance.question;
    return other;
}

template <class Check> void for_each_question(const Check& check) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 0; page < lesson.pages.size(); ++page)
                for (uint64_t seed = 0; lesson.pages[page].question && seed <= max_seed; ++seed) {
                    SCOPED_TRACE(std::string(id) + ":" + std::to_string(page + 1) +
                                 (language == Language::en ? " en" : " zh") + " seed " +
                                 std::to_string(seed));
                    check(with_instance(lesson, page, seed), page);
                }
        }
}

using Attempt = std::function<void(PageInput&)>;

/// Whatever the window could ask for before the reveal.
std::vector<Attempt> all_attempts() {
    const Attempt to_the_end = [](PageInput& input) {
        input.cursor = finished(input.results->steps - 1, input.results->terms_per_step);
    };
    return {[](PageInput&) {}, to_the_end, [](PageInput& input) { input.cursor.reveal_all = true; },
            [](PageInput& input) { input.hover = tag_of(TagSpace::y, input.results->steps / 2); },
            [to_the_end](PageInput& input) {
                input.state.phase = PagePhase::stepping;
                to_the_end(input);
                input.cursor.reveal_all = true;
            }};
}

/// Other numbers, as long, where the page hides those of Y.
Results with_other_hidden(const Results& results, int64_t first_hidden) {
    Results other = results;
    Tensor<double> y = results.y->kept();
    for (int64_t i = std::max<int64_t>(first_hidden, 0); i < y.count(); ++i) {
        double& value = y.data[static_cast<std::size_t>(i)];
        value += std::fmod(std::abs(value), 10) >= 9 || value == -1 ? -1 : 1;
    }
    other.y = shared(std::move(y));
    return other;
}

} // namespace

TEST(PageSecrets, no_label_has_a_size_that_is_asked_for) {
    for_each_question([](const Lesson& lesson, std::size_t number) {
        const Page& page = lesson.pages[number];
        if (page.question->ask != Ask::size)
            return;
        const std::string answer = answer_on(lesson, number);
        const Operation operation = operation_of(page.scene->document);
        for (const Attempt& attempt : all_attempts())
            for (const std::string& text :
                 texts_of(page_frame(lesson, number, {.in_class = false, .change = attempt}))) {
                const bool is_given =
                    text == size_text(operation.input_size) || text == size_text(operation.kernel_size);
                EXPECT_TRUE(is_given || !is_word(text, answer)) << answer << " in '" << text << "'";
            }
    });
}

TEST(PageSecrets, no_digit_lies_on_an_element_that_is_hidden) {
    for_each_question([](const Lesson& lesson, std::size_t number) {
        const Page& page = lesson.pages[number];
        const Blanking hidden = blanking_of(page.scene->document, *page.question, page.scene->step);
        for (const Attempt& attempt : all_attempts()) {
            const Frame frame = page_frame(lesson, number, {.in_class = false, .change = attempt});
            for (const Item* item : visible_labels(frame)) {
                const std::string& text = std::get<Label>(item->shape).text;
                const bool of_result =
                    item->tag.space == tag_of(TagSpace::y, 0).space && item->tag.index >= hidden.max_results;
                const bool of_gradient = item->tag.space == tag_of(TagSpace::dx, 0).space ||
                                         item->tag.space == tag_of(TagSpace::dw, 0).space;
                if ((of_result || of_gradient) && text != "?")
                    ADD_FAILURE() << text << " at " << item->tag.index;
            }
        }
    });
}

TEST(PageSecrets, the_page_is_the_same_whatever_its_hidden_results_are) {
    for_each_question([](const Lesson& lesson, std::size_t number) {
        const Page& page = lesson.pages[number];
        const Blanking hidden = blanking_of(page.scene->document, *page.question, page.scene->step);
        if (hidden.max_results == INT64_MAX)
            return;
        const Results other = with_other_hidden(evaluate(page.scene->document), hidden.max_results);
        for (const Attempt& attempt : all_attempts()) {
            const auto with_others = [&](PageInput& input) {
                attempt(input);
                input.results = &other;
            };
            EXPECT_EQ(texts_of(page_frame(lesson, number, {.in_class = false, .change = attempt})),
                      texts_of(page_frame(lesson, number, {.in_class = false, .change = with_others})));
        }
    });
}

TEST(PageSecrets, the_asked_element_has_a_sign_in_place_of_its_number) {
    for_each_question([](const Lesson& lesson, std::size_t number) {
        if (lesson.pages[number].question->ask != Ask::value)
            return;
        for (const Attempt& attempt : all_attempts()) {
            const auto texts = texts_of(page_frame(lesson, number, {.in_class = false, .change = attempt}));
            EXPECT_EQ(std::count(texts.begin(), texts.end(), "?"), 1);
        }
    });
}

} // namespace convlens::scene_test
