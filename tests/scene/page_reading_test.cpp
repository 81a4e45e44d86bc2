// What the last row reads on a page: every number of its figure and lenses, in every lesson, language and
// theme.
#include "lesson/built_in.h"
#include "page_fixture.h"
#include "scene/base/tags.h"
#include "scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
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

bool is_matrix(Lens lens) {
    return lens == Lens::im2col || lens == Lens::unrolled || lens == Lens::transposed;
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

float least_of(const Item& item, const std::vector<LensCard>& cards, bool has_several) {
    const Label& label = std::get<Label>(item.shape);
    for (const LensCard& card : cards)
        if (is_matrix(card.lens) && card.place.contains(label.position))
            return min_of_whole;
    const bool is_weight_in_window = label.text.starts_with("×") && item.tag == Tag{};
    return has_several || is_weight_in_window ? min_of_whole : min_digits;
}

void expect_readable(const Frame& frame, bool has_several, const std::string& what) {
    const std::vector<LensCard> cards = lens_cards(frame);
    float smallest = 1e9F;
    std::string text;
    for (const Item* item : visible_labels(frame)) {
        const Label& label = std::get<Label>(item->shape);
        const bool is_in_lens = std::any_of(cards.begin(), cards.end(), [&](const LensCard& card) {
            return card.place.contains(label.position);
        });
        const bool is_weight = label.text.starts_with("×") && item->tag == Tag{};
        if (!has_digit(label.text) || !(is_element(item->tag) || is_in_lens || is_weight))
            continue;
        const float least = least_of(*item, cards, has_several) * frame.size.y;
        if (label.size / least < smallest) {
            smallest = label.size / least;
            text = label.text;
        }
    }
    EXPECT_GE(smallest, 1 - rounding) << what << ": '" << text << "'";
}

bool shows_several(const Page& page, PagePhase phase) {
    return page.question && (page.question->figures.size() > 1 ||
                             (page.question->ask == Ask::compare && phase == PagePhase::revealed));
}

TEST(PageReading, every_number_can_be_read_in_the_last_row) {
    for (const std::string_view id : lesson_ids())
        for (const Language language : {Language::en, Language::zh}) {
            const Lesson& lesson = *lesson_named(id, language);
            for (std::size_t page = 0; page < lesson.pages.size(); ++page)
                for (const PagePhase phase : {PagePhase::asking, PagePhase::revealed})
                    for (const Vec2 size : {Vec2{1280, 720}, Vec2{1920, 1080}})
                        for (const ThemeId theme : {ThemeId::light, ThemeId::dark, ThemeId::projector})
                            expect_readable(
                                page_frame(lesson, page, {.phase = phase, .size = size, .theme = theme}),
                                shows_several(lesson.pages[page], phase),
                                lesson.id + (language == Language::en ? " en" : " zh") + ":" +
                                    std::to_string(page + 1) +
                                    (phase == PagePhase::asking ? ", asking" : ", revealed"));
        }
}

} // namespace
} // namespace convlens::scene_test
