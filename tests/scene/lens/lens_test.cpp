// What holds for every lens: it stays in its card, keeps its items in order, and follows from the cursor
// alone.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/lens_plan.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using scene_test::describe;

/// A random document with all lenses, in a picture that has room for them.
Document with_all_lenses(std::mt19937_64& random) {
    Document document = random_document(random);
    document.lenses.clear();
    for (const auto& [name, lens] : lens_names())
        document.lenses.push_back(lens);
    return document;
}

scene_test::FrameOptions large() {
    scene_test::FrameOptions options;
    options.size = {2560, 1440};
    return options;
}

TEST(Lenses, keep_their_items_in_order_at_every_cursor) {
    std::mt19937_64 random(311);
    for (int round = 0; round < 80; ++round) {
        const Document document = with_all_lenses(random);
        const Results results = evaluate(document);
        const Frame first = frame_of(document, results, finished(0, results.terms_per_step), large());
        for (int i = 0; i < 4; ++i) {
            const Cursor cursor = scene_test::random_cursor(results, random);
            const Frame frame = frame_of(document, results, cursor, large());
            ASSERT_EQ(frame.items.size(), first.items.size()) << describe(document) << "step " << cursor.step;
            for (std::size_t n = 0; n < frame.items.size(); ++n)
                ASSERT_EQ(frame.items[n].shape.index(), first.items[n].shape.index())
                    << describe(document) << "step " << cursor.step << " item " << n;
        }
    }
}

TEST(Lenses, seeking_in_shuffled_order_equals_playing) {
    std::mt19937_64 random(312);
    for (int round = 0; round < 12; ++round) {
        const Document document = with_all_lenses(random);
        const Results results = evaluate(document);
        const Timeline timeline(StepRun{results.steps, results.terms_per_step});
        std::vector<std::pair<int64_t, std::string>> played;
        for (int64_t time = 0; time < timeline.duration_us(); time += timeline.duration_us() / 7 + 1)
            played.emplace_back(time, dump(frame_of(document, results, timeline.at(time), large())));
        std::shuffle(played.begin(), played.end(), random);
        for (const auto& [time, frame] : played)
            EXPECT_EQ(dump(frame_of(document, results, timeline.at(time), large())), frame)
                << describe(document) << "time " << time;
    }
}

TEST(Lenses, stay_within_the_picture) {
    std::mt19937_64 random(313);
    for (int round = 0; round < 40; ++round) {
        const Document document = with_all_lenses(random);
        const Results results = evaluate(document);
        const Frame frame = frame_of(document, results, scene_test::random_cursor(results, random), large());
        for (const Item& item : frame.items) {
            const Rect r = bounds(item, frame, scene_test::typesetter());
            ASSERT_TRUE(r.empty() || (r.min.x >= -2 && r.min.y >= -2 && r.max.x <= frame.size.x + 2 &&
                                      r.max.y <= frame.size.y + 2))
                << describe(document) << " item at " << r.min.x << "," << r.min.y << " to " << r.max.x << ","
                << r.max.y;
        }
    }
}

/// What a lens has to show is there; what it does not need is not its card's.
TEST(Lenses, cards_are_as_high_as_what_they_show) {
    for (const char* name :
         {"max_unpooling", "numerical_max_pooling", "numerical_padding_strides", "causal_1d"})
        for (const auto& [word, lens] : lens_names()) {
            Document document = scene_test::preset_document(name);
            document.lenses = {Lens::sum, lens};
            const Results results = evaluate(document);
            const Frame frame = scene_test::frame_of(document, results, finished(1, results.terms_per_step));
            Rect card, content;
            for (const Item& item : frame.items) {
                const Rect r = bounds(item, frame, scene_test::typesetter());
                const auto* box = std::get_if<Box>(&item.shape);
                if (box != nullptr && box->radius > 0 && box->fill == theme(ThemeId::light).card &&
                    item.tag == tag_of(TagSpace::lens, static_cast<int64_t>(lens)))
                    card = r;
                else if (!card.empty() && !r.empty() && intersected(r, card) == r)
                    content.max.y = std::max(content.max.y, r.max.y);
            }
            if (!card.empty()) {
                EXPECT_LT(card.max.y - content.max.y, 100) << name << " " << word;
            }
        }
}

TEST(Lenses, cards_do_not_overlap) {
    std::mt19937_64 random(314);
    const Document document = with_all_lenses(random);
    const Results results = evaluate(document);
    const Frame frame = frame_of(document, results, finished(0, results.terms_per_step), large());
    std::vector<Rect> cards;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape))
            if (item.tag.space == static_cast<uint32_t>(TagSpace::lens) && box->radius > 0 &&
                box->fill == theme(ThemeId::light).card && box->u.x > 200 && box->v.y > 150)
                cards.push_back({box->origin, box->origin + box->u + box->v});
    EXPECT_EQ(cards.size(), 8U);
    for (std::size_t a = 0; a < cards.size(); ++a)
        for (std::size_t b = a + 1; b < cards.size(); ++b)
            EXPECT_TRUE(intersected(cards[a], cards[b]).empty()) << a << " and " << b;
}

/// A file takes no clicks: whichever lens it shows, nothing in it looks like a button.
TEST(Lenses, have_buttons_only_where_they_can_be_clicked) {
    std::mt19937_64 random(29);
    int buttons = 0;
    for (int round = 0; round < 12; ++round) {
        const Document document = with_all_lenses(random);
        const Results results = evaluate(document);
        for (const bool choices : {false, true}) {
            Composition composition;
            composition.size = {2400, 1500};
            composition.choices = choices;
            const Frame frame = compose({document,
                                         results,
                                         Cursor{},
                                         {},
                                         theme(ThemeId::light),
                                         Texts(Language::en),
                                         scene_test::typesetter(),
                                         composition});
            const auto count = std::ranges::count_if(frame.items, [](const Item& item) {
                return item.tag.space == static_cast<uint32_t>(TagSpace::lens_choice) &&
                       std::holds_alternative<Box>(item.shape) && std::get<Box>(item.shape).v.y < 70;
            });
            EXPECT_TRUE(choices || count == 0) << count << ' ' << describe(document);
            buttons += choices ? static_cast<int>(count) : 0;
        }
    }
    EXPECT_GT(buttons, 100);
}

} // namespace
} // namespace convlens
