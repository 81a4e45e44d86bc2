// From the top: title and place in the lesson, words with the formula, then figure and card side by side, and
// the footer. A page without a figure has its words large.
#include "scene/page/compose_page.h"

#include "picture/crop.h"
#include "scene/base/canvas.h"
#include "scene/base/tags.h"
#include "scene/page/overlay.h"
#include "scene/page/page_body.h"
#include "scene/page/page_content.h"
#include "scene/page/page_figure.h"
#include "scene/page/page_lenses.h"
#include "scene/page/page_texts.h"
#include "scene/page/page_words.h"
#include "scene/page/question/question_card.h"

#include <algorithm>
#include <cmath>
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
constexpr float min_formula = 21;
constexpr float min_beside = 0.85F;      // of its cells, of a figure that goes beside the words
constexpr float figure_zoom = 1.15F;     // of texts in figures
constexpr float max_words_share = 0.46F; // of the height, where a formula is small beside them
constexpr float column_margin = 24;
constexpr float max_column = 12000;  // px: nothing is as high
constexpr float max_picture = 0.22F; // height of a picture beside a figure, of the page's

class PageComposer {
public:
    PageComposer(Frame& frame, const PageInput& input)
        : input_(input), page_(input.lesson.pages[input.page]),
          canvas_(frame, input.theme, input.typesetter,
                  input.column ? input.size.x / phone_page.x
                               : std::min(input.size.x / 1280, input.size.y / 720) * input.scale),
          unit_(canvas_.unit), height_(input.column ? max_column : input.size.y) {
        const float side = (input.column ? column_margin : margin) * unit_;
        content_ = {{side, 0}, {input.size.x - side, height_ - footer * unit_}};
    }

    /// Returns the height of the picture.
    float draw() {
        if (input_.column)
            return draw_column();
        input_.scene ? draw_with_figure() : static_cast<void>(draw_words_alone());
        draw_footer();
        return height_;
    }

private:
    Tag caption() const { return tag_of(TagSpace::caption, 0); }

    float draw_column() {
        float y = input_.scene ? draw_column_head() : draw_words_alone();
        if (input_.scene)
            y = draw_column_body(y);
        height_ = std::ceil(y + footer * unit_);
        draw_footer();
        return height_;
    }

    /// The lesson above the title.
    float draw_column_head() {
        const TextStyle quiet{20 * unit_, Face::sans, input_.theme.quiet};
        canvas_.text(input_.lesson.title, {content_.min.x, 36 * unit_}, quiet, caption());
        TextStyle bold{34 * unit_, Face::sans_bold, input_.theme.text};
        float y = 40 * unit_;
        for (const std::string& line : wrapped(canvas_, page_.title, bold, content_.width())) {
            y += 1.2F * bold.size;
            canvas_.text(line, {content_.min.x, y}, bold, caption());
        }
        return set(page_.blocks, {{content_.min.x, y + 16 * unit_}, content_.max}) + 14 * unit_;
    }

    /// Figure, card and lenses; returns where they end.
    float draw_column_body(float y) {
        constexpr float max_lens = 900; // units
        const float gap = 20 * unit_;
        Canvas large = canvas_.zoomed(figure_zoom);
        y = draw_column_figure(large, y) + gap;
        const auto next = [&](float height) {
            const Rect place{{content_.min.x, y}, {content_.max.x, y + std::ceil(height)}};
            y = place.max.y + gap;
            return place;
        };
        if (input_.question && input_.state.phase != PagePhase::stepping)
            draw_question_card(canvas_, input_,
                               next(card_height_in_column(canvas_, input_, content_.width())), false);
        PageLenses lenses(canvas_, input_);
        for (std::size_t i = 0; may_show_lenses(input_) && i < lenses.count(); ++i)
            lenses.draw(i, next(lenses.needed_height(i, content_.width(), max_lens * unit_)));
        return y;
    }

    /// As high as what is drawn of it; returns its end.
    float draw_column_figure(Canvas& large, float y) {
        const Vec2 room{content_.width(), 0.8F * content_.width()};
        Frame nothing;
        nothing.size = {input_.size.x, room.y};
        Canvas trial(nothing, input_.theme, input_.typesetter, large.unit);
        draw_page_figure(trial, input_, {{content_.min.x, 0}, {content_.max.x, room.y}});
        const Rect drawn = content_of(nothing, input_.typesetter);
        const float above = std::max(std::floor(drawn.min.y), 0.0F);
        const float height = std::min(std::ceil(drawn.max.y), room.y) - above;
        draw_page_figure(large, input_, {{content_.min.x, y - above}, {content_.max.x, y - above + room.y}});
        return y + height;
    }

    /// Words in one or two columns, and where the figure may begin.
    struct Head {
        std::vector<Block> left, right;
        Rect left_area, right_area;
        BodyRoom room; // below them
    };

    void draw_with_figure() {
        draw_title();
        Canvas large = canvas_.zoomed(figure_zoom);
        PageLenses lenses(canvas_, input_);
        Head head = head_above();
        BodyPlan plan = page_body(canvas_, large, input_, lenses, head.room);
        if (input_.question == nullptr)
            put_beside_words(head, plan, large, lenses);
        set(head.left, head.left_area);
        set(head.right, head.right_area);
        draw_body(plan, large, lenses);
    }

    void draw_title() {
        const float right = draw_place();
        TextStyle bold{title_size * unit_, Face::sans_bold, input_.theme.text};
        const float room = right - content_.min.x - 30 * unit_;
        if (const float width = canvas_.width(page_.title, bold); width > room)
            bold.size *= room / width;
        canvas_.text(page_.title, {content_.min.x, title_baseline * unit_}, bold, caption());
    }

    /// Where the figure is as large there.
    void put_beside_words(Head& head, BodyPlan& plan, Canvas& large, PageLenses& lenses) {
        const Vec2 at{content_.min.x, words_top * unit_};
        const Rect left{at, {at.x + 0.5F * content_.width(), content_.max.y}};
        const Rect right{{left.max.x + 36 * unit_, at.y}, content_.max};
        if (bottom_of(page_.blocks, left) > content_.max.y)
            return;
        const BodyPlan beside = page_body_beside_words(canvas_, lenses, right);
        if (beside.lenses.size() < plan.lenses.size())
            return;
        const FigureSight above = page_figure_sight(large, input_, plan.figure);
        const FigureSight sight = page_figure_sight(large, input_, beside.figure);
        const bool is_seen = sight.is_whole >= above.is_whole && sight.has_numbers >= above.has_numbers;
        const bool is_as_large = sight.is_whole > above.is_whole || sight.cell >= min_beside * above.cell;
        if (!is_seen || !is_as_large)
            return;
        head = {page_.blocks, {}, left, {}, {}};
        plan = beside;
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

    /// Formula and picture beside the words, where that leaves the figure more height.
    Head head_above() {
        std::vector<Block> words, formulas;
        for (const Block& block : page_.blocks)
            (is_of_words(block) ? words : formulas).push_back(block);
        const Vec2 at{content_.min.x, words_top * unit_};
        const float width = std::min(content_.width(), max_words_width * unit_);
        const Rect whole{at, {at.x + width, content_.max.y}};
        const float below = bottom_of(page_.blocks, whole);
        Head in_one{page_.blocks, {}, whole, {}, room_below(below, below)};
        if (words.empty() || formulas.empty())
            return in_one;
        const float middle = at.x + 0.6F * content_.width();
        const Rect left{at, {middle, content_.max.y}};
        const Rect right{{middle + 36 * unit_, at.y - 8 * unit_}, content_.max};
        const bool is_small = formula_size(canvas_, input_.typesetter, formulas, right.width(),
                                           word_style()) < min_formula * unit_;
        const float words_end = bottom_of(words, left), formulas_end = bottom_of(formulas, right);
        const bool is_better_below = (is_small && below < max_words_share * input_.size.y) ||
                                     std::max(words_end, formulas_end) > below;
        if (is_better_below)
            return in_one;
        return {words, formulas, left, right, room_below(words_end, std::max(words_end, formulas_end))};
    }

    BodyRoom room_below(float left, float right) const {
        constexpr float gap = 14;
        return {{{content_.min.x, left + gap * unit_}, content_.max}, right + gap * unit_};
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
        if (input_.column)
            bold.size *= 0.8F;
        const std::vector<std::string> lines = wrapped(canvas_, page_.title, bold, content_.width());
        float y = (is_title && !input_.column ? 0.34F : 0.2F) * input_.size.y;
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

    void draw_body(const BodyPlan& plan, Canvas& large, PageLenses& lenses) {
        draw_page_figure(large, input_, plan.figure);
        for (std::size_t i = 0; i < plan.lenses.size(); ++i)
            lenses.draw(i, plan.lenses[i]);
        const bool is_open = input_.question && input_.state.phase != PagePhase::stepping;
        if (is_open) // else its place stays free
            draw_question_card(canvas_, input_, plan.card, plan.is_low);
    }

    /// How far the class is in the lesson, and what leads on.
    void draw_footer() {
        const Theme& theme = input_.theme;
        const float y = height_ - 52 * unit_;
        const Rect track{{content_.min.x, y}, {content_.max.x, y + 5 * unit_}};
        const Tag chrome = tag_of(TagSpace::chrome, 0);
        canvas_.card(track, theme.hairline, {}, 2.5F * unit_, chrome);
        Rect done = track;
        done.max.x = track.min.x + track.width() * progress();
        canvas_.card(done, theme.accent, {}, 2.5F * unit_, chrome);
        TextStyle quiet{reading * unit_, Face::sans, theme.quiet};
        const float baseline = y + 32 * unit_;
        if (!input_.column) // keys, which phones have not
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
    float height_; // of the picture, px
    Rect content_;
};

} // namespace

Frame compose_page(const PageInput& input) {
    Frame frame;
    frame.size = input.size;
    frame.background = input.theme.ground;
    frame.size.y = PageComposer(frame, input).draw();
    draw_overlay(frame, input.overlay, input.theme);
    return frame;
}

} // namespace convlens
