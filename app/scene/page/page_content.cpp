// A page that asks nothing shows all of its figure.
#include "scene/page/page_content.h"

#include "document/evaluate.h"
#include "scene/page/blanking.h"

namespace convlens {
namespace {

Cursor cursor_of(const PageContent& content, PagePhase phase) {
    if (content.question && phase == PagePhase::revealed)
        return revealed_cursor(content.results, *content.question, content.step);
    Cursor cursor = opening_cursor(content.results, content.step);
    cursor.reveal_all = !content.question;
    return cursor;
}

} // namespace

std::optional<PageContent> page_content(const Page& page) {
    if (!page.scene)
        return std::nullopt;
    const Instance written{page.scene->document, page.question.value_or(Question())};
    return page_content(page, written, page.question.has_value(), evaluate(written.scene));
}

PageContent page_content(const Page& page, const Instance& instance, bool is_asked, const Results& results) {
    PageContent content;
    content.scene = instance.scene;
    if (is_asked)
        content.question = instance.question;
    content.step = page.scene ? page.scene->step : 0;
    content.results = results;
    return content;
}

bool is_content_of(const PageContent& content, const Page& page, const Instance& instance, bool is_asked) {
    return content.scene == instance.scene && content.step == (page.scene ? page.scene->step : 0) &&
           content.question == (is_asked ? std::optional(instance.question) : std::nullopt);
}

QuestionState question_state(const PageContent& content, PagePhase phase, bool in_class) {
    QuestionState state;
    state.phase = phase;
    state.in_class = in_class;
    if (in_class && content.question)
        state.offers = offers_of(content.scene, *content.question, 0);
    return state;
}

PageInput page_input(const Lesson& lesson, std::size_t page, const PageContent* content,
                     const QuestionState& state, const PageSurface& surface) {
    PageInput input{.lesson = lesson,
                    .page = page,
                    .theme = surface.theme,
                    .texts = surface.texts,
                    .typesetter = surface.typesetter,
                    .size = surface.size,
                    .scale = surface.scale};
    input.state = state;
    if (content == nullptr)
        return input;
    input.scene = &content->scene;
    input.results = &content->results;
    input.cursor = cursor_of(*content, state.phase);
    if (content->question)
        input.question = &*content->question;
    return input;
}

} // namespace convlens
