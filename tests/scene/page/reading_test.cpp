// What the last row reads on a page: every number of its figure and lenses, in every lesson, language and
// theme.
#include "document/evaluate/evaluate.h"
#include "lesson/built_in.h"
#include "scene/base/tags.h"
#include "scene/model/model.h"
#include "scene/page/page_fixture.h"
#include "scene/page/part_figure.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace convlens::scene_test {
namespace {

// Of the picture's height.
constexpr float min_digits = 18.0F / 720;
/// Where a whole matrix, or a figure as a whole beside others, is the point; of the weights in the window's
/// cells.
constexpr float min_of_whole = 12.0F / 720;
constexpr float rounding = 0.01F; // px

bool has_digit(const std::string& text) {
    for (const char* digit : {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"}) // x₁₂
        if (text.find(digit) != std::string::npos)
            return true;
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_of(Tag tag, TagSpace space) {
    return tag.space == static_cast<uint32_t>(space);
}

bool is_element(Tag tag) {
    for (const TagSpace space : {TagSpace::x, TagSpace::w, TagSpace::y, TagSpace::dx, TagSpace::dw,
                                 TagSpace::dy, TagSpace::im2col, TagSpace::unrolled, TagSpace::network_cell})
        if (is_of(tag, space))
            return true;
    return false;
}

/// "×2" or, where cells have names, "w₀₁".
bool is_weight_in_window(const Item& item) {
    const std::string& text = std::get<Label>(item.shape).text;
    return item.tag == Tag{} && (text.starts_with("×") || text.starts_with("w₀") || text.starts_with("w₁") ||
                                 text.starts_with("w₂"));
}

/// All of it is looked at.
bool is_whole(Lens lens) {
    return lens == Lens::im2col || lens == Lens::unrolled || lens == Lens::transposed || lens == Lens::cost;
}

struct LensCard {
    Lens lens{};
    Rect place;
};

std::vector<LensCard> lens_cards(const Frame& frame) {
    std::vector<LensCard> cards;
    for (const Item& item : frame.items)
        if (const Box* box = std::get_if<Box>(&item.shape); box && is_of(item.tag, TagSpace::lens))
            cards.push_back(
                {static_cast<Lens>(item.tag.index), {box->origin, box->origin + box->u + box->v}});
    return cards;
}

float least_of(const Item& item, const std::vector<LensCard>& cards, bool is_of_whole) {
    const Label& label = std::get<Label>(item.shape);
    for (const LensCard& card : cards)
        if (is_whole(card.lens) && card.place.contains(label.position))
            return min_of_whole;
    return is_of_whole || is_weight_in_window(item) ? min_of_whole : min_digits;
}

void expect_readable(const Frame& frame, bool is_of_whole, const std::string& what) {
    const std::vector<LensCard> cards = lens_cards(frame);
    float smallest = 1e9F;
    std::string text;
    for (const Item* item : visible_labels(frame)) {
        const Label& label = std::get<Label>(item->shape);
        const bool is_in_lens = std::any_of(cards.begin(), cards.end(), [&](const LensCard& card) {
            return card.place.contains(label.position);
        });
        const bool is_weight = is_weight_in_window(*item);
        if (!has_digit(label.text) || !(is_element(item->tag) || is_in_lens || is_weight))
            continue;
        const float least = least_of(*item, cards, is_of_whole) * frame.size.y;
        if (label.size / least < smallest) {
            smallest = label.size / least;
            text = label.text;
        }
    }
    EXPECT_GE(smallest, 1 - rounding) << what << ": '" << text << "'";
}

/// Several figures, or planes of so many columns that it is the whole that is looked at.
bool shows_a_whole(const Page& page, PagePhase phase) {
    if (page.question && (page.question->figures.size() > 1 ||
                          (page.question->ask == Ask::compare && phase == PagePhase::revealed)))
        return true;
    if (!page.scene || page.scene->network)
        return false;
    const Results results = evaluate(page.scene->document);
    const FigureModel model(results, 0);
    return std::max(model.base.columns, model.top.columns) > max_read_columns;
}

using Check = std::function<void(const Frame&, bool is_of_whole, const std::string& what)>;

void for_each_page(const Check& check) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 0; page < lesson.pages.size(); ++page)
                for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed}) {
                    const bool is_of_whole = shows_a_whole(lesson.pages[page], phase);
                    const std::string what = lesson.id + (language == Language::en ? " en:" : " zh:") +
                                             std::to_string(page + 1) +
                                             (phase == PagePhase::asking ? ", asking" : ", revealed");
                    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}})
                        for (const ThemeId theme : {ThemeId::light, ThemeId::dark, ThemeId::projector})
                            check(page_frame(lesson, page, {.phase = phase, .size = size, .theme = theme}),
                                  is_of_whole, what);
                }
        }
}

TEST(PageReading, every_number_can_be_read_in_the_last_row) {
    for_each_page(expect_readable);
}

TEST(PageReading, nothing_but_the_footer_lies_at_the_bottom) {
    constexpr float footer = 70.0F / 720;
    for_each_page([](const Frame& frame, bool, const std::string& what) {
        for (const Item* item : visible_labels(frame)) {
            const Label& label = std::get<Label>(item->shape);
            EXPECT_TRUE(is_of(item->tag, TagSpace::chrome) || label.position.y < (1 - footer) * frame.size.y)
                << what << ": '" << label.text << "'";
        }
    });
}

} // namespace
} // namespace convlens::scene_test
