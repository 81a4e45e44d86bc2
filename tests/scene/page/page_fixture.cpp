// The lesson is read as a file is.
#include "scene/page/page_fixture.h"

#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"
#include "scene/page/compose_page.h"
#include "scene/page/page_content.h"
#include "scene/page/page_spoken.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

namespace convlens::scene_test {
namespace {

constexpr std::string_view all_kinds = R"(# Every kind

## Size
The window moves two cells at a time.

$`o = \lfloor \frac{i + 2p - k}{s} \rfloor + 1`$
```scene
{"preset": "padding_strides_odd", "view": "flat", "lenses": ["sizes"],
 "input_size": [10, 10]}
```
```question
{"ask": "size", "of": "y", "misconceptions": ["no-padding", "ceil", "stride-ignored"]}
```
## Value
```scene
{"preset": "numerical_padding_strides", "view": "flat", "step": 2}
```
```question
{"ask": "value", "of": "y", "at": [1, 2], "misconceptions": ["no-padding", "flipped-kernel", "stride-ignored"]}
```
## Weight's gradient
```scene
{"preset": "numerical_no_padding_no_strides", "view": "flat", "lenses": ["gradients"]}
```
```question
{"ask": "value", "of": "dw", "at": [0, 1], "misconceptions": ["flipped-kernel", "row-column-swapped"]}
```
## Input's gradient
```scene
{"preset": "numerical_no_padding_no_strides", "view": "flat", "lenses": ["gradients"]}
```
```question
{"ask": "value", "of": "dx", "at": [2, 2], "misconceptions": ["flipped-kernel", "transposed-kernel"]}
```
## Seen
```scene
{"preset": "numerical_no_padding_no_strides", "view": "flat"}
```
```question
{"ask": "cells", "which": "sees", "at": [1, 2], "misconceptions": ["row-column-swapped", "flipped-kernel"]}
```
## Fed
```scene
{"preset": "numerical_no_padding_no_strides", "view": "flat"}
```
```question
{"ask": "cells", "which": "feeds", "at": [1, 2], "misconceptions": ["row-column-swapped", "flipped-kernel"]}
```
## Winner
```scene
{"preset": "numerical_max_pooling", "view": "flat"}
```
```question
{"ask": "cells", "which": "wins", "at": [1, 1], "misconceptions": ["switch-last-of-equal", "row-column-swapped"]}
```
## Unread
```scene
{"preset": "padding_strides_odd", "view": "flat", "padding": [[0, 0], [0, 0]]}
```
```question
{"ask": "cells", "which": "unread", "misconceptions": ["stride-ignored"]}
```
## Compare
```scene
{"preset": "no_padding_no_strides", "view": "flat"}
```
```question
{"ask": "compare", "what": "size", "change": {"stride": [2, 2]}, "text": "What happens to Y?", "misconceptions": ["stride-ignored"]}
```
## Parameter
```scene
{"preset": "same_padding_no_strides", "view": "flat"}
```
```question
{"ask": "parameter", "parameter": "padding", "goal": "same-size", "misconceptions": ["one-side-padding"]}
```
## Order
```scene
{"preset": "no_padding_no_strides", "view": "flat"}
```
```question
{"ask": "order", "what": "size", "figures": [{"padding": [[2, 2], [2, 2]]}, {"stride": [2, 2]}, {"padding": [[1, 1], [1, 1]]}], "misconceptions": ["no-padding"]}
```
## Which
```scene
{"preset": "no_padding_no_strides", "view": "flat"}
```
```question
{"ask": "which", "goal": "reads-all", "figures": [{"input_size": [6, 6], "stride": [2, 2]}, {"input_size": [7, 7], "stride": [2, 2]}], "misconceptions": ["stride-ignored"]}
```
## Back
```scene
{"preset": "padding_strides_transposed", "view": "flat"}
```
```question
{"ask": "size", "of": "y", "misconceptions": ["stride-ignored", "no-padding"]}
```
)";

} // namespace

const Lesson& lesson_of_all_kinds() {
    static const Lesson lesson = [] {
        LessonText read = read_lesson(all_kinds, Language::en);
        for (const LessonIssue& issue : read.issues)
            ADD_FAILURE() << issue.place.line << ":" << issue.place.column << " " << issue.error.key;
        return read.lesson;
    }();
    return lesson;
}

namespace {

template <class Make>
auto of_page(const Lesson& lesson, std::size_t number, const PageOptions& options, Make&& make) {
    std::optional<PageContent> content = page_content(lesson.pages.at(number));
    QuestionState state;
    if (content && content->question)
        state = question_state(*content, options.phase, options.in_class);
    PageInput input = page_input(lesson, number, content ? &*content : nullptr, state,
                                 {theme(options.theme), Texts(lesson.language), typesetter(), options.size});
    if (options.change)
        options.change(input);
    if (content)
        play(*content, input.state);
    return make(input);
}

} // namespace

Frame page_frame(const Lesson& lesson, std::size_t number, const PageOptions& options) {
    return of_page(lesson, number, options, compose_page);
}

std::string page_in_words(const Lesson& lesson, std::size_t number, const PageOptions& options) {
    return of_page(lesson, number, options, spoken_page);
}

std::string answer_on(const Lesson& lesson, std::size_t number) {
    const Page& page = lesson.pages.at(number);
    return answer_text(page.scene->document, *page.question, answer_of(page.scene->document, *page.question),
                       Texts(lesson.language));
}

bool is_word(const std::string& text, const std::string& word) {
    const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.'; };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !is_part(text[at - 1]);
        const bool ends = at + word.size() == text.size() || !is_part(text[at + word.size()]);
        if (begins && ends)
            return true;
    }
    return false;
}

Lesson lesson_from(const std::string& text) {
    const LessonText read = read_lesson(text, Language::en);
    for (const LessonIssue& issue : read.issues)
        ADD_FAILURE() << issue.place.line << ": " << issue.error.key;
    return read.lesson;
}

} // namespace convlens::scene_test
