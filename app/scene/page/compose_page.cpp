// From the top: title and place in the lesson, words with the formula, then figure and card side by side, and
// the footer. A page without a figure has its words large.
#include "scene/page/compose_page.h"

#include "scene/base/canvas.h"
#include "scene/base/tags.h"
#include "scene/page/blanking.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/overlay.h"
#include "scene/page/page_figure.h"
#include "scene/page/page_lenses.h"
#include "scene/page/page_texts.h"
#include "scene/page/page_words.h"
#include "scene/page/question_card.h"

#include <algorithm>
#include <string>

namespace convlens {
namespace {

// In units.
constexpr float margin = 56;
constexpr float title_baseline = 70, title_size = 38;
constexpr float words_top = 92;
constexpr float max_words_width = 1060;
constexpr float footer = 72;  // height
constexpr float reading = 18; // size of the smallest text
constexpr float min_formula = 17;
constexpr float max_words_share = 0.46F; // of the height, where a formula is small beside them
constexpr float max_picture = 0.22F;     // height of a picture beside a figure, of the page's

class PageComposer {
public:
    PageComposer(Frame& frame, const PageInput& input)
        : input_(input), page_(input.lesson.pages[input.page]),
          canvas_(frame, input.theme, input.typesetter,
                  std::min(input.size.x / 1280, input.size.y / 720) * input.scale),
          unit_(canvas_.unit), content_{{margin * unit_, 0},
                                        {input.size.x - margin * unit_, input.size.y - footer * unit_}} {}

    void draw() {
        const float top = input_.scene ? draw_head() : draw_words_alone();
        if (input_.scene)
            draw_body({{content_.min.x, top}, content_.max});
        draw_footer();
    }

private:
    Tag caption() const { return tag_of(TagSpace::caption, 0); }

    /// Title, place in the lesson, words; returns where the figure may begin.
    float draw_head() {
        const float right = draw_place();
        TextStyle bold{title_size * unit_, Face::sans_bold, input_.theme.text};
        const float room = right - content_.min.x - 30 * unit_;
        if (const float width = canvas_.width(page_.title, bold); width > room)
            bold.size *= room / width;
        canvas_.text(page_.title, {content_.min.x, title_baseline * unit_}, bold, caption());
        return draw_page_words({content_.min.x, words_top * unit_}) + 14 * unit_;
    }

    /// "Sizes · 6 / 9" at the right; returns its left end.
    float draw_place() {
        const TextStyle quiet{20 * unit_, Face::sans, input_.theme.quiet, AlignX::right};
        const std::string page = std::to_string(input_.page + 1);
        const std::string pages = std::to_string(input_.lesson.pages.size());
        std::string text = input_.lesson.title + " · " + page + " / " + pages;
        if (input_.exercises)
            text = input_.texts("page.exercise",
                                {{"number", page}, {"seed", std::to_string(input_.exercises->seed)}});
        else if (canvas_.width(text, quiet) > 0.34F * content_.width())
            text = page + " / " + pages;
        canvas_.text(text, {content_.max.x, title_baseline * unit_ - 5 * unit_}, quiet, caption());
        return content_.max.x - canvas_.width(text, quiet);
    }

    WordStyle word_style() const {
        return {23 * unit_, 33 * unit_, 6 * unit_, max_picture * input_.size.y, input_.pictures};
    }

    static bool is_of_words(const Block& block) {
        return block.kind == Block::Kind::paragraph || block.kind == Block::Kind::item;
    }

    /// Formula and picture beside the words, where that leaves the figure more height; returns the bottom of
    /// both.
    float draw_page_words(Vec2 at) {
        std::vector<Block> words, formulas;
        for (const Block& block : page_.blocks)
            (is_of_words(block) ? words : formulas).push_back(block);
        const float width = std::min(content_.width(), max_words_width * unit_);
        const Rect whole{at, {at.x + width, content_.max.y}};
        if (words.empty() || formulas.empty())
            return set(page_.blocks, whole);
        const float middle = at.x + 0.6F * content_.width();
        const Rect left{at, {middle, content_.max.y}};
        const Rect right{{middle + 36 * unit_, at.y - 8 * unit_}, content_.max};
        const bool is_small = formula_size(canvas_, input_.typesetter, formulas, right.width(),
                                           word_style()) < min_formula * unit_;
        const float below = bottom_of(page_.blocks, whole);
        const bool is_better_below = (is_small && below < max_words_share * input_.size.y) ||
                                     std::max(bottom_of(words, left), bottom_of(formulas, right)) > below;
        if (is_better_below)
            return set(page_.blocks, whole);
        return std::max(set(words, left), set(formulas, right));
    }

    float set(const std::vector<Block>& blocks, const Rect& area) {
        return draw_words(canvas_, input_.typesetter, blocks, area, word_style());
    }
    float bottom_of(const std::vector<Block>& blocks, const Rect& area) {
        return words_bottom(canvas_, input_.typesetter, blocks, area, word_style());
    }

    /// A title page or a summary.
    float draw_words_alone() {
        const bool is_title = input_.page == 0;
        TextStyle bold{(is_title ? 58.0F : 44.0F) * unit_, Face::sans_bold, input_.theme.text};
        if (!is_title)
            draw_place();
        const float width = std::min(content_.width(), 940 * unit_);
        std::vector<std::string> lines = wrapped(canvas_, page_.title, bold, content_.width());
        float y = (is_title ? 0.34F : 0.2F) * input_.size.y;
        for (const std::string& line : lines) {
            canvas_.text(line, {content_.min.x, y}, bold, caption());
            y += 1.2F * bold.size;
        }
        canvas_.card({{content_.min.x, y - 0.5F * bold.size},
                      {content_.min.x + 90 * unit_, y - 0.5F * bold.size + 6 * unit_}},
                     input_.theme.accent, {}, 3 * unit_);
        const Rect area{{content_.min.x, y + 6 * unit_}, {content_.min.x + width, content_.max.y}};
        std::vector<Block> words, pictures;
        for (const Block& block : page_.blocks)
            (is_picture(block) ? pictures : words).push_back(block);
        if (pictures.empty())
            return draw_large(words, area);
        return draw_with_pictures(words, pictures, area);
    }

    WordStyle large_style(const std::vector<Block>& words, const Rect& area) {
        WordStyle style{28 * unit_, 43 * unit_, 12 * unit_, 0, input_.pictures};
        while (words_bottom(canvas_, input_.typesetter, words, area, style) > content_.max.y &&
               style.size > reading * unit_) {
            style.size *= 0.94F;
            style.leading *= 0.94F;
        }
        return style;
    }
    float draw_large(const std::vector<Block>& words, const Rect& area) {
        return draw_words(canvas_, input_.typesetter, words, area, large_style(words, area));
    }

    /// Whether it is there; else its description is words.
    bool is_picture(const Block& block) const {
        return block.kind == Block::Kind::picture && input_.pictures != nullptr &&
               input_.pictures->contains(block.path);
    }

    /// The pictures below the words or to their right, wherever they are larger.
    float draw_with_pictures(const std::vector<Block>& words, const std::vector<Block>& pictures,
                             const Rect& area) {
        const float gap = 24 * unit_;
        Rect narrow = area, right = {area.min, content_.max}, below = right;
        narrow.max.x = area.min.x + 0.5F * content_.width();
        right.min.x = narrow.max.x + gap;
        below.min.y = words_bottom(canvas_, input_.typesetter, words, area, large_style(words, area)) + gap;
        const bool beside = !words.empty() && width_in(right, pictures) > width_in(below, pictures);
        const Rect& room = beside ? right : below;
        WordStyle style = large_style(words, beside ? narrow : area);
        draw_words(canvas_, input_.typesetter, words, beside ? narrow : area, style);
        style.max_picture = picture_height(room, pictures);
        return draw_words(canvas_, input_.typesetter, pictures, room, style);
    }

    /// Of each of several, one below the other.
    float picture_height(const Rect& room, const std::vector<Block>& pictures) const {
        const auto count = static_cast<float>(pictures.size());
        return std::max((room.height() - 12 * unit_ * (count - 1)) / count, 0.0F);
    }
    float width_in(const Rect& room, const std::vector<Block>& pictures) const {
        WordStyle style;
        style.pictures = input_.pictures;
        return picture_size(pictures.front(), {room.width(), picture_height(room, pictures)}, style, unit_).x;
    }

    bool has_lens() const {
        if (!shows_page_lens(*input_.scene))
            return false;
        if (!input_.question)
            return true;
        const Question& question = *input_.question;
        const bool compares_gradients = question.ask == Ask::compare && is_about_gradient(question);
        return input_.state.phase == PagePhase::revealed && !asks_about_figures(question) &&
               !compares_gradients;
    }

    /// Figure, card and lens.
    void draw_body(Rect area) {
        Canvas large = canvas_.zoomed(1.15F);
        const float gap = 30 * unit_;
        if (!input_.question) {
            if (has_lens()) {
                Rect lens = area;
                lens.min.x = area.min.x + 0.56F * area.width();
                area.max.x = lens.min.x - gap;
                draw_page_lens(large, input_, lens);
            }
            return draw_page_figure(large, input_, area);
        }
        Rect card = area;
        card.min.x = area.min.x + figure_share() * area.width() + gap / 2;
        area.max.x = card.min.x - gap;
        draw_page_figure(large, input_, area);
        if (input_.state.phase != PagePhase::stepping) // its place stays free
            draw_card_and_lens(large, card);
    }

    /// The lens below the card, where there is room for it.
    void draw_card_and_lens(Canvas& large, Rect card) {
        bool is_low = false;
        if (has_lens()) {
            const float low = low_card_height(canvas_, input_, card.width());
            Rect lens = card;
            lens.min.y += low + 14 * unit_;
            is_low = lens.height() >= min_lens_height(*input_.scene) * unit_;
            if (is_low) {
                card.max.y = card.min.y + low;
                draw_page_lens(large, input_, lens);
            }
        }
        draw_question_card(canvas_, input_, card, is_low);
    }

    float figure_share() const {
        const Question& question = *input_.question;
        if (asks_about_figures(question))
            return 0.57F;
        return 0.48F;
    }

    /// How far the class is in the lesson, and what leads on.
    void draw_footer() {
        const Theme& theme = input_.theme;
        const float y = input_.size.y - 52 * unit_;
        const Rect track{{content_.min.x, y}, {content_.max.x, y + 5 * unit_}};
        const Tag chrome = tag_of(TagSpace::chrome, 0);
        canvas_.card(track, theme.hairline, {}, 2.5F * unit_, chrome);
        Rect done = track;
        done.max.x = track.min.x + track.width() * progress();
        canvas_.card(done, theme.accent, {}, 2.5F * unit_, chrome);
        TextStyle quiet{reading * unit_, Face::sans, theme.quiet};
        const float baseline = y + 32 * unit_;
        canvas_.text(next_text(input_), {content_.min.x, baseline}, quiet, chrome);
        quiet.align_x = AlignX::right;
        canvas_.text(place_text(), {content_.max.x, baseline}, quiet, chrome);
    }

    /// "page 3 of 9"; of exercises the score.
    std::string place_text() const {
        if (!input_.exercises)
            return input_.texts("page.number", {{"page", std::to_string(input_.page + 1)},
                                                {"pages", std::to_string(input_.lesson.pages.size())}});
        if (input_.exercises->answered == 0)
            return {};
        return input_.texts("page.score", {{"right", std::to_string(input_.exercises->right)},
                                           {"answered", std::to_string(input_.exercises->answered)}});
    }

    float progress() const {
        if (const auto& exercises = input_.exercises)
            return exercises->answered == 0
                       ? 0.0F
                       : static_cast<float>(exercises->right) / static_cast<float>(exercises->answered);
        const float within = !input_.question                            ? 1
                             : input_.state.phase == PagePhase::stepping ? 0.3F
                             : input_.state.phase == PagePhase::asking   ? 0.6F
                                                                         : 1;
        return (static_cast<float>(input_.page) + within) / static_cast<float>(input_.lesson.pages.size());
    }

    const PageInput& input_;
    const Page& page_;
    Canvas canvas_;
    float unit_;
    Rect content_;
};

} // namespace

Frame compose_page(const PageInput& input) {
    Frame frame;
    frame.size = input.size;
    frame.background = input.theme.ground;
    PageComposer(frame, input).draw();
    draw_overlay(frame, input.overlay, input.theme);
    return frame;
}

} // namespace convlens
