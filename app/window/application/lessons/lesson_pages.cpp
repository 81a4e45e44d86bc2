// What a page is drawn from and told from: the figure as the editor has it, the question as the session has
// it.
#include "window/application/lessons/lessons.h"

#include "scene/base/tags.h"
#include "scene/page/compose_page.h"
#include "scene/page/page_spoken.h"
#include "window/application/messages.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {

/// Of the page's numbers, as soon as the editor has them.
void Lessons::take_results(const Editor& editor) {
    const Evaluated& shown = editor.shown();
    const AskedPage* const asked = session_->asked();
    if (!content_ && asked != nullptr && shown.results.issues.empty() && page_document_ &&
        shown.document == *page_document_ && session_->scene() == &asked->instance.scene)
        content_ = page_content(session_->shown_page(), asked->instance, asked->is_asked, shown.results);
}

/// Pages that follow one another may have one figure and another question each.
void Lessons::renew_content() {
    const AskedPage* const asked = session_->asked();
    if (asked == nullptr || (content_ && content_->scene != asked->instance.scene))
        content_.reset();
    if (content_ && !is_content_of(*content_, session_->shown_page(), asked->instance, asked->is_asked))
        content_ = page_content(session_->shown_page(), asked->instance, asked->is_asked,
                                Results(content_->results));
}

Lesson with_summary(const LessonSession& session, const Texts& texts) {
    Lesson lesson = session.lesson();
    Page page;
    page.title = texts("lesson.summary");
    const auto add = [&](Block::Kind kind, const std::string& text, const std::string& target) {
        Block block;
        block.kind = kind;
        block.pieces.push_back({Piece::Kind::text, text, target, {}});
        page.blocks.push_back(std::move(block));
    };
    std::size_t asked = 0, answered = 0;
    for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
        asked += lesson.pages[i].question ? 1 : 0;
        answered += session.answers()[i] ? 1 : 0;
    }
    add(Block::Kind::paragraph,
        texts("lesson.answered", {{"count", std::to_string(answered)}, {"all", std::to_string(asked)}}), "");
    const std::vector<std::size_t> again = session.pages_to_repeat();
    if (answered > 0)
        add(Block::Kind::paragraph, std::string(texts(again.empty() ? "lesson.none_again" : "lesson.again")),
            "");
    constexpr std::size_t max_listed = 8;
    for (std::size_t i = 0; i < std::min(again.size(), max_listed); ++i) {
        const std::string number = std::to_string(again[i] + 1);
        add(Block::Kind::item, number + "  " + lesson.pages[again[i]].title, "page:" + number);
    }
    lesson.pages.push_back(std::move(page));
    return lesson;
}

std::string Lessons::next_name() const {
    const std::size_t next = session_->page() + 1;
    if (exercises_ || next >= session_->lesson().pages.size())
        return {};
    return "page " + std::to_string(revision_) + " " + std::to_string(next) + " " +
           std::to_string(session_->seed_of(next)) + " " + std::to_string(pictures_.size()) + " " +
           (session_->mode() == LessonMode::in_class ? "in class" : "alone");
}

Frame Lessons::next_frame(const PageSurface& surface) const {
    const std::size_t next = session_->page() + 1;
    const uint64_t seed = session_->seed_of(next);
    const std::optional<PageContent> content = page_content(session_->lesson().pages[next], seed);
    QuestionState state;
    if (content && content->question)
        state = question_state(*content, PagePhase::asking, session_->mode() == LessonMode::in_class, seed);
    PageSurface on = surface;
    on.pictures = &pictures_;
    return compose_page(page_input(session_->lesson(), next, content ? &*content : nullptr, state, on));
}

/// What the page is drawn from and told from.
PageInput Lessons::page_now(const TickContext& tick, const Theme& theme, const PageOverlay& overlay) {
    const LessonSession& session = *session_;
    take_results(tick.editor);
    const Vec2 size{std::max(std::round(tick.place.rect.width() * tick.place.ratio), 16.0F),
                    std::max(std::round(tick.place.rect.height() * tick.place.ratio), 16.0F)};
    if (session.at_summary())
        summary_ = with_summary(session, tick.texts);
    const bool has_figure = content_ && !session.at_summary();
    const QuestionState state = session.question_state();
    if (has_figure)
        play(*content_, state);
    PageInput input = page_input(
        session.at_summary() ? summary_ : session.lesson(),
        session.at_summary() ? summary_.pages.size() - 1 : session.page(), has_figure ? &*content_ : nullptr,
        state, {theme, tick.texts, tick.stage.typesetter(), size, tick.place.design_px(), &pictures_});
    input.cursor = tick.editor.cursor();
    if (!session.is_open() || tick.session.hover.space == static_cast<uint32_t>(TagSpace::link))
        input.hover = tick.session.hover;
    input.overlay = overlay;
    if (exercises_)
        input.exercises = exercise_count();
    return input;
}

Frame Lessons::frame(const TickContext& tick, const Theme& theme, const PageOverlay& overlay) {
    return compose_page(page_now(tick, theme, overlay));
}

void Lessons::copy_words(const TickContext& tick) {
    ImGui::SetClipboardText(spoken_page(page_now(tick, theme(ThemeId::light), {})).c_str());
    show_message(tick.session, std::string(tick.texts("ui.page_copied")), 6);
}

} // namespace convlens
