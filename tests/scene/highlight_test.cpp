// What is lit together is what the Relation joins, both ways.
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "scene/base/tags.h"
#include "scene/model/highlight.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <set>

namespace convlens {
namespace {

using scene_test::describe;

struct Joins {
    std::set<std::pair<int64_t, int64_t>> yx, yw, xw;
};

/// All pairs that some product joins, by walking every term.
Joins joins_of(const Results& results) {
    Joins joins;
    const Operation& op = results.operation;
    if (op.kind == Kind::max_unpool) {
        for (int64_t x = 0; x < results.x->count(); ++x)
            joins.yx.insert(
                {x / op.input_size.product() * results.output.product() + (*results.switches)[x], x});
        return joins;
    }
    const Relation relation(op);
    for (int64_t y = 0; y < relation.outputs(); ++y)
        for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
            const Term term = relation.term_of_output(y, t);
            if (term.kind != TermKind::product)
                continue;
            joins.yx.insert({y, term.input});
            if (term.weight >= 0) {
                joins.yw.insert({y, term.weight});
                joins.xw.insert({term.input, term.weight});
            }
        }
    return joins;
}

TEST(Highlight, lights_what_the_relation_joins) {
    std::mt19937_64 random(41);
    int64_t lit = 0;
    for (int round = 0; round < 200; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        const Joins joins = joins_of(results);
        const int64_t xs = results.x->count();
        const int64_t ys = results.y->count();
        const int64_t ws = results.w ? results.w->count() : 0;
        const auto any = [&](int64_t count) {
            return static_cast<int64_t>(random() % static_cast<uint64_t>(count));
        };
        const auto of_x = Highlight(results, {Focus{-1, any(xs), -1}});
        const auto of_y = Highlight(results, {Focus{any(ys), -1, -1}});
        const int64_t x0 = of_x.foci()[0].x;
        const int64_t y0 = of_y.foci()[0].y;
        for (int64_t y = 0; y < ys; ++y) {
            ASSERT_EQ(of_x.y(y), joins.yx.contains({y, x0}))
                << describe(document) << "x " << x0 << " y " << y;
            ASSERT_EQ(of_y.y(y), y == y0) << describe(document);
        }
        for (int64_t x = 0; x < xs; ++x) {
            ASSERT_EQ(of_y.x(x), joins.yx.contains({y0, x}))
                << describe(document) << "y " << y0 << " x " << x;
            ASSERT_EQ(of_x.x(x), x == x0) << describe(document);
            lit += of_y.x(x);
        }
        for (int64_t w = 0; w < ws; ++w) {
            ASSERT_EQ(of_y.w(w), joins.yw.contains({y0, w}))
                << describe(document) << "y " << y0 << " w " << w;
            ASSERT_EQ(of_x.w(w), joins.xw.contains({x0, w}))
                << describe(document) << "x " << x0 << " w " << w;
        }
        if (ws == 0)
            continue;
        const int64_t w0 = any(ws);
        const Highlight of_w(results, {Focus{-1, -1, w0}});
        for (int64_t y = 0; y < ys; ++y)
            ASSERT_EQ(of_w.y(y), joins.yw.contains({y, w0}))
                << describe(document) << "w " << w0 << " y " << y;
        for (int64_t x = 0; x < xs; ++x)
            ASSERT_EQ(of_w.x(x), joins.xw.contains({x, w0}))
                << describe(document) << "w " << w0 << " x " << x;
        for (int64_t w = 0; w < ws; ++w)
            ASSERT_EQ(of_w.w(w), w == w0) << describe(document);
    }
    EXPECT_GT(lit, 300);
}

TEST(Highlight, is_symmetric) {
    std::mt19937_64 random(42);
    for (int round = 0; round < 60; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        for (int64_t y = 0; y < results.y->count(); y += 3) {
            const Highlight of_y(results, {Focus{y, -1, -1}});
            for (int64_t x = 0; x < results.x->count(); x += 2)
                EXPECT_EQ(of_y.x(x), Highlight(results, {Focus{-1, x, -1}}).y(y))
                    << describe(document) << "x " << x << " y " << y;
        }
    }
}

TEST(Highlight, terms_of_the_sum_and_entries_of_the_matrices_are_the_same_triples) {
    const Document document = scene_test::preset_document("numerical_padding_strides");
    const Results results = evaluate(document);
    // Step 5, term 4: y[1,2] meets x[2,4]; which, the Relation says.
    const Term term = Relation(results.operation).term_of_output(5, 4);
    const Focus expected{5, term.input, term.weight, true};
    EXPECT_EQ(focus_of(tag_of(TagSpace::sum, 5), results, 5), expected);
    EXPECT_EQ(focus_of(tag_of(TagSpace::im2col, 4 * 9 + 5), results, 0), expected);
    EXPECT_EQ(focus_of(tag_of(TagSpace::unrolled, 5 * 25 + term.input), results, 0), expected);
    const Highlight lit(results, {expected});
    EXPECT_TRUE(lit.x(term.input) && lit.w(term.weight) && lit.y(5) && lit.term(5, term.input, term.weight));
    EXPECT_FALSE(lit.x(0) || lit.w(0) || lit.y(0) || lit.term(5, 0, 0));
    EXPECT_FALSE(focus_of(tag_of(TagSpace::unrolled, 24), results, 0)) << "a structural zero names nothing";
    EXPECT_FALSE(focus_of(tag_of(TagSpace::im2col, 81), results, 0));
}

TEST(Highlight, pins_name_the_elements_that_they_were_made_from) {
    std::mt19937_64 random(43);
    for (int round = 0; round < 60; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        for (const TagSpace space : {TagSpace::x, TagSpace::y, TagSpace::w, TagSpace::dx}) {
            const auto& tensor = space == TagSpace::y   ? results.y
                                 : space == TagSpace::w ? results.w
                                                        : results.x;
            if (!tensor)
                continue;
            const Tag tag =
                tag_of(space, static_cast<int64_t>(random() % static_cast<uint64_t>(tensor->count())));
            const auto pin = pin_of(tag, results, 0);
            ASSERT_TRUE(pin) << describe(document);
            EXPECT_EQ(focus_of(*pin, results), focus_of(tag, results, 0)) << describe(document);
        }
    }
}

TEST(Highlight, pinned_elements_are_framed_in_the_picture) {
    Document document = scene_test::preset_document("numerical_padding_strides");
    const Results results = evaluate(document);
    const auto frames = [&] {
        int count = 0;
        const Frame frame = scene_test::frame_of(document, results, finished(0, 9));
        for (const Item& item : frame.items)
            if (const auto* box = std::get_if<Box>(&item.shape))
                count += box->fill.a == 0 && box->stroke == lit_color(theme(ThemeId::light));
        return count;
    };
    EXPECT_EQ(frames(), 0);
    document.pins = {{Pin::Tensor::y, {0, 0, 1, 1}}};
    EXPECT_EQ(frames(), 9 + 9 + 1); // its window, all weights, itself
}

TEST(Highlight, a_bias_and_all_of_its_map_belong_together) {
    Document document;
    document.operation = make_operation(Kind::conv, {4, 4}, {3, 3});
    document.operation.out_channels = 2;
    document.bias = {1, 2};
    const Results results = evaluate(document);
    const auto focus = focus_of(tag_of(TagSpace::bias, 1), results, 0);
    ASSERT_TRUE(focus);
    const Highlight of_bias(results, {*focus});
    const Highlight of_y(results, {Focus{6, -1, -1}});
    for (int64_t y = 0; y < 8; ++y)
        EXPECT_EQ(of_bias.y(y), y >= 4) << y;
    EXPECT_FALSE(of_bias.x(0) || of_bias.w(9));
    EXPECT_TRUE(of_bias.b(1) && of_y.b(1));
    EXPECT_FALSE(of_bias.b(0) || of_y.b(0));
    EXPECT_FALSE(pin_of(tag_of(TagSpace::bias, 1), results, 0));
    Focus outside;
    outside.b = 2;
    EXPECT_FALSE(Highlight(results, {outside}).any());
}

} // namespace
} // namespace convlens
