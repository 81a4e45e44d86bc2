// What cannot be shown: in words, over the figure before, with a button that leads out.
#include "scene/issues.h"

#include "document/evaluate/evaluate.h"
#include "document/nearest.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/scene_fixture.h"
#include "scene/words/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using testing::HasSubstr;

Document conv(const Sizes& input, const Sizes& kernel) {
    Document document;
    document.operation = make_operation(Kind::conv, input, kernel);
    return document;
}

std::string offer_of(const Document& wanted, Language language = Language::en) {
    return offer(wanted, nearest_possible(wanted, nullptr), Texts(language));
}

TEST(Reasons, say_what_is_wrong_on_all_axes_once) {
    const Texts texts(Language::en);
    std::vector<Reason> found = reasons(evaluate(conv({4, 4}, {7, 7})), texts);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sentences.size(), 1U);
    EXPECT_EQ(found[0].sentences[0].find("axis"), std::string::npos) << found[0].sentences[0];
    found = reasons(evaluate(conv({4, 5}, {7, 7})), texts);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].sentences.size(), 2U) << "the axes differ";
}

TEST(Offer, names_what_it_changes) {
    EXPECT_EQ(offer_of(conv({4, 4}, {7, 7})), "Set kernel size to 4");
    EXPECT_EQ(offer_of(conv({4, 5}, {7, 7})), "Set kernel size to 4×5");
    EXPECT_EQ(offer_of(conv({4, 5}, {3, 7})), "Set kernel size to 5 (axis 2)");
    Document two = conv({5, 5}, {99, 99});
    two.operation.stride = {-3, -3};
    EXPECT_EQ(offer_of(two), "Set stride to 1 and kernel size to 5");
    EXPECT_EQ(offer_of(two, Language::zh), "把步长改为 1，把卷积核尺寸改为 5");
    Document norm = conv({4, 4}, {2, 2});
    norm.operation = make_operation(Kind::lp_pool, {4, 4}, {2, 2});
    norm.operation.norm_p = -2;
    EXPECT_EQ(offer_of(norm), "Set norm q to 1");
    Document mode = conv({4, 4}, {2, 2});
    mode.operation = make_operation(Kind::max_pool, {4, 4}, {2, 2});
    mode.operation.padding_mode = PaddingMode::reflect;
    EXPECT_EQ(offer_of(mode), "Set padding mode to zeros");
    Document unpool;
    unpool.operation = make_operation(Kind::max_unpool, {3, 3}, {2, 2});
    unpool.operation.output_padding = {5, 5};
    EXPECT_EQ(offer_of(unpool), "Set output size to 7");
}

struct Dimmed {
    Document document, last;
    Results results = evaluate(document), last_results = evaluate(last);

    Frame frame(bool can_undo, bool has_last, Vec2 size = {1044, 616}) const {
        Composition composition;
        composition.size = size;
        composition.can_undo = can_undo;
        const SceneInput before{last,
                                last_results,
                                Cursor{},
                                {},
                                theme(ThemeId::light),
                                Texts(Language::en),
                                scene_test::typesetter(),
                                composition};
        SceneInput input{document,
                         results,
                         Cursor{},
                         {},
                         theme(ThemeId::light),
                         Texts(Language::en),
                         scene_test::typesetter(),
                         composition};
        input.last = has_last ? &before : nullptr;
        return compose(input);
    }
};

bool has_button(const Frame& frame) {
    return std::ranges::any_of(frame.items, [](const Item& item) {
        return item.tag == tag_of(TagSpace::issue, 0) && std::holds_alternative<Box>(item.shape);
    });
}

TEST(Impossible, lies_over_the_last_figure_which_cannot_be_pointed_at) {
    const Dimmed shown{conv({5, 5}, {99, 99}), conv({5, 5}, {3, 3})};
    const Frame alone = shown.frame(true, false), over = shown.frame(true, true);
    EXPECT_GT(over.items.size(), alone.items.size() + 50) << "the figure";
    for (const Item& item : over.items)
        EXPECT_TRUE(item.tag.space == 0 || item.tag.space == static_cast<uint32_t>(TagSpace::issue) ||
                    item.tag.space == static_cast<uint32_t>(TagSpace::caption))
            << item.tag.space;
}

TEST(Impossible, writes_numbers_as_the_figure_does) {
    Dimmed shown{conv({5, 5}, {3, 3}), conv({5, 5}, {3, 3})};
    shown.document.operation.stride = {-3, -3};
    shown.results = evaluate(shown.document);
    EXPECT_THAT(scene_test::words_of(shown.frame(false, true)), HasSubstr("Stride −3 is"));
}

TEST(Impossible, mentions_the_way_back_where_there_is_one) {
    const Dimmed shown{conv({5, 5}, {99, 99}), conv({5, 5}, {3, 3})};
    EXPECT_THAT(scene_test::words_of(shown.frame(true, true)), HasSubstr("Ctrl+Z"));
    EXPECT_THAT(scene_test::words_of(shown.frame(false, true)), testing::Not(HasSubstr("Ctrl+Z")));
}

/// Whatever is typed into any of the controls, in any kind and size of the window: words and a button within
/// it.
TEST(Impossible, always_has_a_button) {
    constexpr int64_t typed[] = {-7, 0, 99, 100'000, 99'999'999'999};
    constexpr Kind kinds[] = {Kind::conv,     Kind::conv_transpose, Kind::max_pool,
                              Kind::avg_pool, Kind::lp_pool,        Kind::max_unpool};
    int impossible = 0;
    for (const Kind kind : kinds)
        for (const auto list : {&Operation::input_size, &Operation::kernel_size, &Operation::stride,
                                &Operation::padding_begin, &Operation::dilation, &Operation::output_padding})
            for (const int64_t value : typed)
                for (const Vec2 size : {Vec2{1044, 616}, Vec2{404, 296}}) {
                    Dimmed shown;
                    shown.last.operation = shown.document.operation = make_operation(kind, {5, 5}, {3, 3});
                    shown.document.operation.*list = {value, value};
                    shown.results = evaluate(shown.document);
                    shown.last_results = evaluate(shown.last);
                    if (shown.results.issues.empty())
                        continue;
                    ++impossible;
                    const Frame frame = shown.frame(true, true, size);
                    EXPECT_TRUE(has_button(frame)) << static_cast<int>(kind) << ' ' << value;
                    for (const Item& item : frame.items)
                        if (item.tag.space == static_cast<uint32_t>(TagSpace::issue)) {
                            const Rect place = bounds(item, frame, scene_test::typesetter());
                            EXPECT_TRUE(place.min.x >= 0 && place.max.x <= size.x && place.max.y <= size.y)
                                << static_cast<int>(kind) << ' ' << value << ' ' << size.x;
                        }
                }
    EXPECT_GT(impossible, 100);
}

/// valid, same and full are lit by the case that the text names too: at most one of them, and after a press
/// the one that was pressed, or one that is the same padding here.
TEST(PaddingNames, say_what_is_true) {
    const Texts texts(Language::en);
    int64_t same = 0;
    for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool, Kind::lp_pool})
        for (int64_t i = 1; i <= 9; ++i)
            for (int64_t k = 1; k <= 5; ++k)
                for (int64_t s = 1; s <= 4; ++s)
                    for (int64_t d = 1; d <= 3; ++d)
                        for (const auto& [padding, named] :
                             {std::pair{NamedPadding::valid, NamedCase::valid},
                              std::pair{NamedPadding::same_upper, NamedCase::same},
                              std::pair{NamedPadding::full, NamedCase::full}}) {
                            Operation o = make_operation(kind, {i, i}, {k, k});
                            o.stride = {s, s};
                            o.dilation = {d, d};
                            set_padding(o, padding);
                            if (!check(o).empty())
                                continue;
                            const NamedCase lit = true_case(o);
                            Operation other = o;
                            set_padding(other, lit == NamedCase::valid  ? NamedPadding::valid
                                               : lit == NamedCase::full ? NamedPadding::full
                                                                        : NamedPadding::same_upper);
                            const bool alike =
                                other.padding_begin == o.padding_begin && other.padding_end == o.padding_end;
                            EXPECT_TRUE(lit == named || (lit != NamedCase::arbitrary && alike))
                                << "kind " << static_cast<int>(kind) << " i " << i << " k " << k << " s " << s
                                << " d " << d << " pressed " << static_cast<int>(named) << " lit "
                                << static_cast<int>(lit);
                            const std::string words = padding_case(texts, o);
                            EXPECT_EQ(lit == NamedCase::valid, words == texts("ui.case_valid"));
                            EXPECT_EQ(lit == NamedCase::full, words == texts("ui.case_full"));
                            same += lit == NamedCase::same;
                        }
    EXPECT_GT(same, 300);
}

TEST(PaddingNames, half_padding_is_same_where_the_sizes_are) {
    Operation o = make_operation(Kind::conv, {4, 4}, {3, 3});
    o.stride = {2, 2};
    o.padding_begin = o.padding_end = {1, 1};
    EXPECT_EQ(true_case(o), NamedCase::same);
    o = make_operation(Kind::conv, {4, 4}, {2, 2});
    o.stride = {2, 2};
    EXPECT_EQ(true_case(o), NamedCase::valid) << "same is no other padding";
    o = make_operation(Kind::conv_transpose, {4, 4}, {3, 3});
    o.stride = {2, 2};
    o.padding_begin = o.padding_end = {1, 1};
    EXPECT_EQ(true_case(o), NamedCase::arbitrary) << "7 is not 2 times 4";
    o.output_padding = {1, 1};
    EXPECT_EQ(true_case(o), NamedCase::same);
}

} // namespace
} // namespace convlens
