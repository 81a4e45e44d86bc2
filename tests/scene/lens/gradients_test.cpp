// The gradients lens: what it adds up to any cursor, what it shows, and that it fits.
#include "convlens/gradient.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/gradients.h"
#include "document/presets.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/lens/gradients/gradients.h"
#include "scene/lens/gradients/sums.h"
#include "scene/model/rasters.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace convlens {
namespace {

using scene_test::describe;
using scene_test::frame_of;

Document with_lens(Document document, GradientOrder order = GradientOrder::outputs) {
    document.lenses = {Lens::gradients};
    document.gradients_lens.order = order;
    return document;
}

void expect_near(double a, double b, const std::string& what) {
    EXPECT_NEAR(a, b, 1e-9 * (1 + std::abs(b))) << what;
}

TEST(GradientSums, end_at_the_engines_gradients) {
    std::mt19937_64 random(71);
    for (int round = 0; round < 120; ++round) {
        const Document document = with_lens(random_document(random));
        const Results results = evaluate(document);
        const Operation& op = results.operation;
        const Gradients& g = *results.gradients;
        const Step last = step_of(results, results.steps - 1);
        const GradientSums sums(results, last, results.terms_per_step);
        Tensor<double> dx = g.dx;
        if (has_weight(op.kind))
            dx = grad_input(op, g.dy, results.w->kept());
        for (int64_t x = 0; x < dx.count(); ++x) {
            expect_near(sums.dx(x).sum, dx[x], describe(document) + "dX " + std::to_string(x));
            double gathered = 0;
            for (const GradientTerm& term : sums.terms_of_x(x))
                gathered += term.product();
            expect_near(gathered, dx[x], describe(document) + "gathered dX " + std::to_string(x));
        }
        if (!has_weight(op.kind))
            continue;
        const Tensor<double> dw = grad_weight(op, results.x->kept(), g.dy);
        for (int64_t w = 0; w < dw.count(); ++w) {
            expect_near(sums.dw(w).sum, dw[w], describe(document) + "dW " + std::to_string(w));
            expect_near(sums.first_terms_of_w(w, sums.terms_per_weight()).sum, dw[w],
                        describe(document) + "gathered dW " + std::to_string(w));
        }
    }
}

/// The terms of all steps up to a cursor, one after the other.
struct Replayed {
    std::map<int64_t, double> dx, dw;
};
Replayed replay(const Results& results, int64_t step, int64_t done) {
    Replayed r;
    for (int64_t s = 0; s <= step; ++s) {
        const Step each = step_of(results, s);
        const double dy = results.gradients->dy[each.output];
        const int64_t terms = s < step ? results.terms_per_step : done;
        for (int64_t i = 0; i < terms; ++i) {
            const StepTerm& term = each.terms[static_cast<std::size_t>(i)];
            if (term.input < 0)
                continue;
            r.dx[term.input] += dy * slope(results, *results.gradients, each.output, term.input, term.weight);
            if (term.weight >= 0)
                r.dw[term.weight] += dy * term.input_value;
        }
    }
    return r;
}

void expect_sought(const Document& document, int64_t step, int64_t done) {
    const Results results = evaluate(document);
    const Replayed played = replay(results, step, done);
    const Step at = step_of(results, step);
    const GradientSums sums(results, at, done);
    const std::string where = describe(document) + "step " + std::to_string(step) + ", terms " +
                              std::to_string(done) + ", element ";
    const auto value = [](const std::map<int64_t, double>& map, int64_t key) {
        const auto found = map.find(key);
        return found == map.end() ? 0 : found->second;
    };
    for (int64_t x = 0; x < results.x->count(); ++x) {
        expect_near(sums.dx(x).sum, value(played.dx, x), "dX, " + where + std::to_string(x));
        EXPECT_EQ(sums.dx(x).products > 0, played.dx.contains(x)) << "dX, " << where << x;
    }
    for (int64_t w = 0; w < results.gradients->dw.count(); ++w) {
        expect_near(sums.dw(w).sum, value(played.dw, w), "dW, " + where + std::to_string(w));
        EXPECT_EQ(sums.dw(w).products > 0, played.dw.contains(w)) << "dW, " << where << w;
    }
}

TEST(GradientSums, seek_what_playing_adds_up) {
    std::mt19937_64 random(72);
    for (int round = 0; round < 80; ++round) {
        const Document document = with_lens(random_document(random));
        const Results results = evaluate(document);
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        expect_sought(document, step,
                      static_cast<int64_t>(random() % static_cast<uint64_t>(results.terms_per_step + 1)));
    }
}

TEST(GradientSums, seek_by_the_marks_of_large_maps) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose}) {
        Document document = with_lens(default_document());
        document.operation = make_operation(kind, {31, 29}, {3, 2});
        document.operation.in_channels = document.operation.out_channels = 2;
        document.operation.padding_begin = {1, 1};
        document.input = document.weight = Source{};
        const Results results = evaluate(document);
        ASSERT_GT(results.gradients->running.marks_each, 1);
        for (const int64_t part : {0, 3, 7, 11})
            expect_sought(document, results.steps * part / 12, 2);
        expect_sought(document, results.steps - 1, results.terms_per_step);
    }
}

TEST(FollowedElement, comes_to_every_element_in_order_and_ends_with_the_steps) {
    for (const int64_t steps : {1, 4, 9, 49})
        for (const int64_t elements : {1, 3, 9, 25, 60}) {
            constexpr int64_t terms = 60;
            int64_t before = 0;
            double share = 0;
            for (int64_t step = 0; step < steps; ++step)
                for (int64_t term = 0; term <= terms + 1; ++term) {
                    const FollowedElement at =
                        followed(step, steps, static_cast<double>(std::min(term, terms)) / terms,
                                 term > terms, elements);
                    const std::string where = std::to_string(elements) + " elements, step " +
                                              std::to_string(step) + " of " + std::to_string(steps) +
                                              ", term " + std::to_string(term);
                    EXPECT_TRUE(at.element == before || at.element == before + 1) << where;
                    EXPECT_TRUE(at.element > before || at.share >= share - 1e-9) << where;
                    before = at.element;
                    share = at.share;
                }
            EXPECT_EQ(before, elements - 1);
            EXPECT_NEAR(share, 1, 1e-9);
        }
}

/// Texts of cells with this tag space.
std::map<int64_t, std::string> shown(const Frame& frame, TagSpace space) {
    std::map<int64_t, std::string> texts;
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag.space == static_cast<uint32_t>(space))
            texts[item->tag.index] = std::get<Label>(item->shape).text;
    return texts;
}

TEST(GradientsLens, shows_the_engines_numbers_at_the_end) {
    std::mt19937_64 random(73);
    int64_t numbers = 0;
    for (int round = 0; round < 60; ++round)
        for (const GradientOrder order :
             {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights}) {
            Document document = with_lens(random_document(random), order);
            document.cell_text = CellText::numbers;
            const Results results = evaluate(document);
            const Frame frame =
                frame_of(document, results, finished(results.steps - 1, results.terms_per_step));
            const Gradients& g = *results.gradients;
            if (std::max({g.largest_dx, g.largest_dw, g.largest_dy}) >= 1e6)
                continue; // written with a common factor
            for (const auto& [space, tensor] :
                 {std::pair{TagSpace::dx, &g.dx}, {TagSpace::dw, &g.dw}, {TagSpace::dy, &g.dy}})
                for (const auto& [flat, text] : shown(frame, space)) {
                    const double value = (*tensor)[flat];
                    const bool same = text == NumberFormat{static_cast<int>(document.digits)}.cell(value) ||
                                      std::abs(value) < 1e-9; // sums in another order
                    EXPECT_TRUE(same) << describe(document) << "order " << static_cast<int>(order)
                                      << " element " << flat << ": " << text << ", not " << value;
                    ++numbers;
                }
        }
    EXPECT_GT(numbers, 2000);
}

TEST(GradientsLens, tells_the_sum_of_what_is_pointed_at) {
    Document document = with_lens(scene_test::preset_document("numerical_padding_strides"));
    const Results results = evaluate(document);
    for (const GradientOrder order :
         {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights}) {
        document.gradients_lens.order = order;
        for (int64_t flat = 0; flat < 9; ++flat)
            for (const TagSpace space : {TagSpace::dx, TagSpace::dw}) {
                if (order == GradientOrder::inputs && space == TagSpace::dw)
                    continue; // goes along X
                if (order == GradientOrder::weights && space == TagSpace::dx)
                    continue;
                scene_test::FrameOptions options;
                options.hover = {static_cast<uint32_t>(space), flat};
                const Frame frame = frame_of(document, results, after_terms(1, 2), options);
                const Gradients& g = *results.gradients;
                const double value = (space == TagSpace::dx ? g.dx : g.dw)[flat];
                const std::string end = "= " + number_text(value);
                const auto labels = scene_test::visible_labels(frame);
                EXPECT_TRUE(std::any_of(labels.begin(), labels.end(),
                                        [&](const Item* item) {
                                            const std::string& text = std::get<Label>(item->shape).text;
                                            return item->tag.space == static_cast<uint32_t>(TagSpace::lens) &&
                                                   text.ends_with(end);
                                        }))
                    << "element " << flat << " of " << (space == TagSpace::dx ? "dX" : "dW") << ": " << end;
            }
    }
}

/// Where a label has digits.
Rect ink(const Item& item) {
    const auto& label = std::get<Label>(item.shape);
    const TextLayout layout = scene_test::typesetter().lay_out(label.text, label.face, label.size);
    const Vec2 origin = scene_test::typesetter().origin(label, layout);
    return inset({{origin.x, origin.y - layout.digit_height}, {origin.x + layout.width, origin.y}}, 0.5F);
}

/// The card alone, as large as in the window at 1280x720 and a text size of 0.96 (regions.h).
Frame card_of(const Document& document, const Results& results, const Cursor& cursor, Vec2 size,
              Language language = Language::en) {
    const SceneInput input{
        document, results, cursor, {}, theme(ThemeId::light), Texts(language), scene_test::typesetter(), {}};
    const FigureModel model(results, cursor.step);
    const Step step = step_of(results, cursor.step);
    const Highlight none;
    const Rasters rasters = make_rasters(results);
    Frame frame;
    frame.size = size;
    Canvas canvas(frame, input.theme, input.typesetter, 0.96F);
    draw_gradients_lens(canvas, {input, model, step, none, rasters}, {{0, 0}, frame.size});
    return frame;
}

void expect_fits(const Document& document, const Cursor& cursor, Language language) {
    const Results results = evaluate(document);
    for (const Vec2 size : {Vec2{410, 290}, Vec2{410, 590}, Vec2{480, 310}}) {
        const Frame frame = card_of(document, results, cursor, size, language);
        const std::string what = describe(document) + "order " +
                                 std::to_string(static_cast<int>(document.gradients_lens.order)) + ", step " +
                                 std::to_string(cursor.step) + (language == Language::en ? ", en" : ", zh");
        for (const Item& item : frame.items) {
            const Rect r = bounds(item, frame, scene_test::typesetter());
            EXPECT_TRUE(r.empty() ||
                        (r.min.x >= -2 && r.min.y >= -2 && r.max.x <= size.x + 2 && r.max.y <= size.y + 2))
                << what << ": an item at " << r.min.x << "," << r.min.y << " to " << r.max.x << "," << r.max.y
                << " leaves the card of " << size.x << "x" << size.y;
        }
        const auto labels = scene_test::visible_labels(frame);
        for (std::size_t a = 0; a < labels.size(); ++a)
            for (std::size_t b = a + 1; b < labels.size(); ++b)
                EXPECT_TRUE(intersected(ink(*labels[a]), ink(*labels[b])).empty())
                    << what << ": '" << std::get<Label>(labels[a]->shape).text << "' overlaps '"
                    << std::get<Label>(labels[b]->shape).text << "' on a card of " << size.x << "x" << size.y;
    }
}

TEST(GradientsLens, fits_its_card_in_every_order) {
    for (const Preset& preset : presets())
        for (const GradientOrder order :
             {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights}) {
            const Document document = with_lens(preset.document, order);
            const int64_t steps = evaluate(document).steps;
            for (const Language language : {Language::en, Language::zh})
                expect_fits(document, after_terms(steps / 2, 1), language);
        }
}

TEST(GradientsLens, fits_its_card_for_random_operations) {
    std::mt19937_64 random(74);
    for (int round = 0; round < 90; ++round) {
        const Document document = with_lens(random_document(random), static_cast<GradientOrder>(round % 3));
        expect_fits(document, scene_test::random_cursor(evaluate(document), random),
                    round % 2 == 0 ? Language::zh : Language::en);
    }
}

struct GoldenLens {
    const char* name;
    const char* preset;
    GradientOrder order;
    Cursor cursor;
};

/// After a change that is meant: CONVLENS_UPDATE_GOLDEN=1.
TEST(GradientsLens, looks_as_in_the_golden_files) {
    for (const GoldenLens& golden :
         {GoldenLens{"outputs", "numerical_padding_strides", GradientOrder::outputs, after_terms(5, 5)},
          {"inputs", "numerical_padding_strides", GradientOrder::inputs, after_terms(5, 5)},
          {"weights", "numerical_padding_strides", GradientOrder::weights, after_terms(5, 5)},
          {"max_pool", "numerical_max_pooling", GradientOrder::outputs, after_terms(2, 2)}}) {
        const Document document = with_lens(scene_test::preset_document(golden.preset), golden.order);
        const Results results = evaluate(document);
        scene_test::expect_golden(card_of(document, results, golden.cursor, {410, 290}),
                                  std::string("gradients_") + golden.name);
    }
}

/// A transposed convolution leads from Y to X, in the figure and in the lens.
TEST(GradientsLens, names_the_tensors_as_the_figure_does) {
    for (const GradientOrder order :
         {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights}) {
        const Document document = with_lens(scene_test::preset_document("padding_strides_transposed"), order);
        const Results results = evaluate(document);
        std::map<std::string, uint32_t> spaces; // of the cells right below a name
        const Frame frame = frame_of(document, results, finished(results.steps - 1, 1));
        const auto labels = scene_test::visible_labels(frame);
        for (const Item* name : labels) {
            const Label& heading = std::get<Label>(name->shape);
            if (heading.text != "dX" && heading.text != "dY")
                continue;
            float nearest = 1e9F;
            for (const Item* item : labels) {
                const Vec2 away = std::get<Label>(item->shape).position - heading.position;
                const bool gradient = item->tag.space == static_cast<uint32_t>(TagSpace::dx) ||
                                      item->tag.space == static_cast<uint32_t>(TagSpace::dy);
                if (!gradient || away.y <= 0 || away.x < -1 || away.x + away.y >= nearest)
                    continue;
                nearest = away.x + away.y;
                spaces[heading.text] = item->tag.space;
            }
        }
        EXPECT_EQ(spaces.at("dX"), static_cast<uint32_t>(TagSpace::dy))
            << "order " << static_cast<int>(order);
        if (order != GradientOrder::weights) {
            EXPECT_EQ(spaces.at("dY"), static_cast<uint32_t>(TagSpace::dx));
        }
    }
}

TEST(GradientsLens, keeps_its_items_in_every_order) {
    std::mt19937_64 random(75);
    for (int round = 0; round < 60; ++round) {
        const Document document = with_lens(random_document(random), static_cast<GradientOrder>(round % 3));
        const Results results = evaluate(document);
        const Frame first = frame_of(document, results, finished(0, results.terms_per_step));
        for (int i = 0; i < 4; ++i) {
            const Cursor cursor = scene_test::random_cursor(results, random);
            const Frame frame = frame_of(document, results, cursor);
            ASSERT_EQ(frame.items.size(), first.items.size()) << describe(document) << "step " << cursor.step;
            for (std::size_t n = 0; n < frame.items.size(); ++n)
                ASSERT_EQ(frame.items[n].shape.index(), first.items[n].shape.index())
                    << describe(document) << "step " << cursor.step << " item " << n;
        }
    }
}

} // namespace
} // namespace convlens
