// A page that asks nothing shows all of its figure, unless that tells what comes.
#include "scene/page/page_content.h"

#include "document/evaluate/evaluate.h"
#include "scene/page/gradient_figure.h"
#include "scene/side.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

Cursor cursor_of(const PageInput& input, const PageContent& content) {
    if (content.question && input.state.phase == PagePhase::revealed)
        return revealed_cursor(content.results, *content.question, content.step);
    Cursor cursor = opening_cursor(content.results, content.step);
    cursor.reveal_all = shows_all(input);
    return cursor;
}

/// A value of this scene's numbers, whatever lenses show them.
bool asks_for_number_of(const Page& page, const Document& scene) {
    if (!page.question || !page.scene ||
        (page.question->ask != Ask::value && page.question->quantity != Quantity::value))
        return false;
    Document other = page.scene->document;
    other.lenses = scene.lenses;
    return !numbers_differ(other, scene);
}

/// The scene's own results where the numbers are the same.
ShownFigure shown_figure(const Document& document, const PageContent& content) {
    if (!numbers_differ(document, content.scene))
        return {document, content.results, content.rasters};
    Results results = evaluate(document);
    Rasters rasters = make_rasters(results);
    return {document, std::move(results), std::move(rasters)};
}

/// Those side by side have no room for several sheets: nothing of them is needed but the document.
std::vector<ShownFigure> shown_figures(const std::vector<Document>& documents, const PageContent& content) {
    std::vector<ShownFigure> figures;
    figures.reserve(documents.size());
    for (const Document& document : documents)
        figures.push_back(documents.size() > 1 && has_volumes(operation_of(document))
                              ? ShownFigure{document, {}, {}}
                              : shown_figure(document, content));
    return figures;
}

void add_question(PageContent& content, const Question& question) {
    content.question = question;
    content.right = right_answers(content.scene, question);
    content.truth = content.right.front();
    content.blanking = blanking_of(content.scene, question, content.step);
    content.asked = shown_figures(asked_figures(content.scene, question), content);
    content.revealed = shown_figures(revealed_figures(content.scene, question), content);
    if (!is_about_gradient(question))
        return;
    Document document = content.scene;
    document.lenses = {Lens::gradients};
    content.gradients = evaluate(document);
}

} // namespace

std::optional<PageContent> page_content(const Page& page, uint64_t seed) {
    if (!page.scene)
        return std::nullopt;
    const Document& scene = page.scene->document;
    const Instance instance =
        page.question ? instance_of(scene, *page.question, seed) : Instance{scene, Question()};
    const bool is_asked = page.question && !lack_of_answer(instance.scene, instance.question);
    return page_content(page, instance, is_asked, evaluate(instance.scene));
}

PageContent page_content(const Page& page, const Instance& instance, bool is_asked, const Results& results) {
    PageContent content;
    content.scene = instance.scene;
    content.step = page.scene ? page.scene->step : 0;
    content.results = results;
    content.rasters = make_rasters(results);
    if (is_asked)
        add_question(content, instance.question);
    if (page.scene && page.scene->network)
        content.network =
            shown_network(*page.scene->network, is_asked ? &*content.question->network : nullptr);
    return content;
}

bool is_content_of(const PageContent& content, const Page& page, const Instance& instance, bool is_asked) {
    return content.scene == instance.scene && content.step == (page.scene ? page.scene->step : 0) &&
           content.question == (is_asked ? std::optional(instance.question) : std::nullopt);
}

void play(PageContent& content, const QuestionState& state) {
    const bool is_revealed =
        content.question && state.phase == PagePhase::revealed; // none is looked for before
    if (is_revealed && content.question->ask == Ask::parameter) {
        const auto figures = revealed_figures(content.scene, *content.question, state.guess);
        if (!(content.revealed.front().document == figures.front()))
            content.revealed = shown_figures(figures, content);
    }
    if (!state.played || !state.played->figure)
        content.played.reset();
    else if (!content.played || !(content.played->document == *state.played->figure))
        content.played = shown_figure(*state.played->figure, content);
}

QuestionState question_state(const PageContent& content, PagePhase phase, bool in_class, uint64_t seed) {
    QuestionState state;
    state.phase = phase;
    state.in_class = in_class;
    if (in_class && content.question)
        state.offers = offers_of(content.scene, *content.question, seed);
    return state;
}

bool shows_all(const PageInput& input) {
    const std::vector<Page>& pages = input.lesson.pages;
    return input.question == nullptr && input.scene != nullptr &&
           std::none_of(pages.begin() + static_cast<std::ptrdiff_t>(input.page), pages.end(),
                        [&](const Page& later) { return asks_for_number_of(later, *input.scene); });
}

PageInput page_input(const Lesson& lesson, std::size_t page, const PageContent* content,
                     const QuestionState& state, const PageSurface& surface) {
    PageInput input{.lesson = lesson,
                    .page = page,
                    .theme = surface.theme,
                    .texts = surface.texts,
                    .typesetter = surface.typesetter,
                    .size = surface.size,
                    .scale = surface.scale,
                    .pictures = surface.pictures,
                    .column = surface.column};
    input.state = state;
    if (content == nullptr)
        return input;
    input.scene = &content->scene;
    input.results = &content->results;
    input.content = content;
    if (content->question)
        input.question = &*content->question;
    input.cursor = cursor_of(input, *content);
    return input;
}

} // namespace convlens
