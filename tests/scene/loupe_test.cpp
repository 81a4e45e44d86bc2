// Planes of small cells: within the picture however long they are, and the cells around the window can be
// read beside them.
#include "convlens/operation.h"
#include "document/evaluate/evaluate.h"
#include "scene/base/tags.h"
#include "scene/model/highlight.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace convlens {
namespace {

using scene_test::describe;
using scene_test::frame_of;

Document large_document(Kind kind, const Sizes& input, const Sizes& kernel, const Sizes& stride) {
    Document document = scene_test::preset_document("no_padding_no_strides");
    Operation operation;
    operation.kind = kind;
    operation.input_size = input;
    operation.kernel_size = kernel;
    operation.stride = stride;
    operation.dilation = operation.input_dilation = Sizes::filled(input.size(), 1);
    operation.padding_begin = operation.padding_end = operation.output_padding =
        Sizes::filled(input.size(), 0);
    set_operation(document, operation);
    document.view = View::flat;
    return document;
}

std::vector<Document> large_documents() {
    std::vector<Document> documents{
        large_document(Kind::conv, {100000}, {5}, {1}),
        large_document(Kind::conv, {128, 128}, {5, 5}, {1, 1}),
        large_document(Kind::conv, {40, 1000}, {3, 3}, {2, 2}),
        large_document(Kind::conv_transpose, {60, 60}, {4, 4}, {2, 2}),
        large_document(Kind::max_pool, {200, 200}, {4, 4}, {4, 4}),
    };
    for (std::size_t i = 0; i < 3; ++i) {
        documents.push_back(documents[i]);
        documents.back().lenses = {Lens::sum, Lens::im2col};
    }
    return documents;
}

TEST(Loupe, shows_the_numbers_under_the_window) {
    std::mt19937_64 random(5);
    for (const Document& document : large_documents()) {
        const Results results = evaluate(document);
        ASSERT_TRUE(results.issues.empty()) << describe(document);
        for (int round = 0; round < 4; ++round) {
            const Cursor cursor = scene_test::random_cursor(results, random);
            const Frame frame = frame_of(document, results, cursor);
            std::set<std::pair<int64_t, std::string>> shown; // elements and what is written in them
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag.space == static_cast<uint32_t>(TagSpace::x))
                    shown.insert({item->tag.index, std::get<Label>(item->shape).text});
            for (const StepTerm& term : step_of(results, cursor.step).terms)
                if (term.input >= 0) {
                    EXPECT_TRUE(shown.count({term.input, number_text(term.input_value)}))
                        << describe(document) << "step " << cursor.step << " x " << term.input;
                }
        }
    }
}

TEST(Loupe, lights_what_is_pointed_at) {
    const Document document = large_documents()[1];
    const Results results = evaluate(document);
    const Cursor cursor = finished(700, results.terms_per_step);
    const Step step = step_of(results, 700);
    const auto frames_lit = [&](Tag hover) {
        scene_test::FrameOptions options;
        options.hover = hover;
        const Color lit = lit_color(theme(options.theme));
        int count = 0;
        for (const Item& item : frame_of(document, results, cursor, options).items)
            if (const Box* box = std::get_if<Box>(&item.shape); box != nullptr && box->stroke == lit)
                count += std::hypot(box->u.x, box->u.y) > 14 && std::hypot(box->u.x, box->u.y) < 60;
        return count;
    };
    // A weight meets one element of the window here, a result all of them.
    EXPECT_EQ(frames_lit({}), 0);
    const int by_result = frames_lit(tag_of(TagSpace::y, 700));
    EXPECT_GE(by_result, 25);
    EXPECT_EQ(frames_lit(tag_of(TagSpace::x, step.terms[7].input)) > 0, true);
    EXPECT_LT(frames_lit(tag_of(TagSpace::x, step.terms[7].input)), by_result);
}

TEST(Loupe, everything_stays_in_the_picture_and_in_its_order) {
    std::mt19937_64 random(6);
    for (const Document& document : large_documents()) {
        const Results results = evaluate(document);
        const Frame first = frame_of(document, results, finished(0, results.terms_per_step));
        for (int round = 0; round < 4; ++round) {
            const Frame frame = frame_of(document, results, scene_test::random_cursor(results, random));
            ASSERT_EQ(frame.items.size(), first.items.size()) << describe(document);
            for (std::size_t n = 0; n < frame.items.size(); ++n) {
                const Item& item = frame.items[n];
                ASSERT_EQ(item.shape.index(), first.items[n].shape.index()) << describe(document) << n;
                if (const Raster* raster = std::get_if<Raster>(&item.shape); raster && raster->rows > 0) {
                    const Vec2 end = raster->origin + raster->u + raster->v;
                    EXPECT_GE(raster->origin.x, 0) << describe(document);
                    EXPECT_LE(end.x, frame.size.x) << describe(document);
                    const bool is_of_figure = item.tag.space == static_cast<uint32_t>(TagSpace::x) ||
                                              item.tag.space == static_cast<uint32_t>(TagSpace::y);
                    if (is_of_figure) {
                        EXPECT_GE(end.y - raster->origin.y, 10) << describe(document) << "a hairline";
                    }
                }
            }
        }
        scene_test::expect_clear(first, describe(document));
    }
}

} // namespace
} // namespace convlens
