// The transposed lens: its numbers are the engine's, its stamps those of the Relation, and its card holds all
// of it, on random documents and on the figures of transposed convolutions.
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/transposed.h"
#include "document/presets.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/lens/transposed/drawing.h"
#include "scene/lens_plan.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace convlens {
namespace {

constexpr std::array ways{TransposedWay::scatter, TransposedWay::stretched, TransposedWay::matrix};

Document with_lens(Document document, TransposedWay way) {
    document.lenses = {Lens::sum, Lens::transposed};
    document.transposed_lens.way = way;
    return document;
}

/// The lens's items: from its card on, which is the last lens.
std::vector<const Item*> items_of_lens(const Frame& frame) {
    const Tag card = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::transposed));
    std::vector<const Item*> items;
    for (const Item& item : frame.items)
        if (!items.empty() || item.tag == card)
            items.push_back(&item);
    return items;
}

/// The scene of a cursor, as compose makes it, for what the lens knows without drawing.
template <class Act>
void with_scene(const Document& document, const Results& results, const Cursor& cursor, const Act& act) {
    const SceneInput input{
        document, results, cursor, {}, theme(ThemeId::light), Texts(Language::en), scene_test::typesetter(),
        {}};
    const FigureModel model(results, cursor.step);
    const Step step = step_of(results, cursor.step);
    const Highlight highlight;
    const Rasters rasters = make_rasters(results);
    act(TransposedScene({input, model, step, highlight, rasters}));
}

Document random_weighted(std::mt19937_64& random) {
    for (;;) {
        Document document = random_document(random);
        if (has_weight(operation_of(document).kind))
            return with_lens(document, ways[random() % 3]);
    }
}

TEST(LensTransposed, every_cursor_has_the_same_items) {
    std::mt19937_64 random(51);
    for (int i = 0; i < 120; ++i) {
        Document document = random_document(random);
        document.lenses = {Lens::transposed};
        const Results results = evaluate(document);
        const Frame first =
            scene_test::frame_of(document, results, scene_test::random_cursor(results, random));
        for (int c = 0; c < 3; ++c) {
            const Frame next =
                scene_test::frame_of(document, results, scene_test::random_cursor(results, random));
            ASSERT_EQ(first.items.size(), next.items.size()) << scene_test::describe(document);
            for (std::size_t n = 0; n < first.items.size(); ++n)
                ASSERT_EQ(first.items[n].shape.index(), next.items[n].shape.index())
                    << "item " << n << " of " << scene_test::describe(document);
        }
    }
}

/// Of a label; else empty.
std::string text_of(const Item& item) {
    const auto* label = std::get_if<Label>(&item.shape);
    return label == nullptr ? "" : label->text;
}

TEST(LensTransposed, stays_on_its_card) {
    std::mt19937_64 random(52);
    for (int i = 0; i < 150; ++i) {
        Document document = random_document(random);
        document.lenses = {Lens::transposed};
        if (i % 2 == 0)
            document.lenses.push_back(Lens::sizes);
        const Results results = evaluate(document);
        scene_test::FrameOptions options;
        options.language = i % 3 == 0 ? Language::zh : Language::en;
        const Frame frame =
            scene_test::frame_of(document, results, scene_test::random_cursor(results, random), options);
        const auto items = items_of_lens(frame);
        ASSERT_FALSE(items.empty());
        Rect card = bounds(*items[0], frame, scene_test::typesetter());
        card = inset(card, -1);
        for (std::size_t n = 0; n < items.size(); ++n) {
            if (items[n]->tag == tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes)))
                break;
            const Rect r = bounds(*items[n], frame, scene_test::typesetter());
            EXPECT_TRUE(r.empty() || (r.min.x >= card.min.x && r.min.y >= card.min.y &&
                                      r.max.x <= card.max.x && r.max.y <= card.max.y))
                << "item " << n << " '" << text_of(*items[n]) << "' at " << r.min.x << "," << r.min.y
                << " to " << r.max.x << "," << r.max.y << " of card " << card.min.x << "," << card.min.y
                << " to " << card.max.x << "," << card.max.y << ": " << scene_test::describe(document);
        }
    }
}

TEST(LensTransposed, texts_are_clear_of_each_other) {
    for (const Preset& preset : presets())
        for (const TransposedWay way : ways)
            for (const Language language : {Language::en, Language::zh}) {
                const Document document = with_lens(preset.document, way);
                const Results results = evaluate(document);
                scene_test::FrameOptions options;
                options.language = language;
                const Frame frame =
                    scene_test::frame_of(document, results, after_terms(results.steps / 2, 1), options);
                std::vector<std::pair<Rect, std::string>> boxes;
                for (const Item* item : items_of_lens(frame))
                    if (const auto* label = std::get_if<Label>(&item->shape))
                        if (label->color.a > 0 && !label->text.empty()) {
                            const TextLayout layout =
                                scene_test::typesetter().lay_out(label->text, label->face, label->size);
                            const Vec2 at = scene_test::typesetter().origin(*label, layout);
                            boxes.emplace_back(
                                inset({{at.x, at.y - layout.digit_height}, {at.x + layout.width, at.y}},
                                      0.5F),
                                label->text);
                        }
                for (std::size_t a = 0; a < boxes.size(); ++a)
                    for (std::size_t b = a + 1; b < boxes.size(); ++b)
                        EXPECT_TRUE(intersected(boxes[a].first, boxes[b].first).empty())
                            << document.name << " way " << static_cast<int>(way) << ": '" << boxes[a].second
                            << "' overlaps '" << boxes[b].second << "'";
            }
}

TEST(LensTransposed, outputs_up_to_the_current_one_have_all_their_stamps) {
    std::mt19937_64 random(53);
    int checked = 0;
    for (int i = 0; i < 80; ++i) {
        const Document document = random_weighted(random);
        const Results results = evaluate(document);
        if (results.operation.kind != Kind::conv_transpose)
            continue;
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        with_scene(document, results, finished(step, results.terms_per_step), [&](const TransposedScene& s) {
            EXPECT_EQ(s.output, step);
            const int64_t plane = results.output.product();
            for (int64_t y = step / plane * plane; y <= step; ++y, ++checked)
                EXPECT_NEAR(s.so_far(y).value_or(0), (*results.y)[y], 1e-9)
                    << "output " << y << " at step " << step << ": " << scene_test::describe(document);
        });
    }
    EXPECT_GT(checked, 500);
}

TEST(LensTransposed, stamps_of_a_conv_add_up_in_the_order_of_its_steps) {
    std::mt19937_64 random(54);
    int checked = 0;
    for (int i = 0; i < 80; ++i) {
        const Document document = random_weighted(random);
        const Results results = evaluate(document);
        if (results.operation.kind != Kind::conv)
            continue;
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        const Operation& op = results.transposed->results.operation;
        const Relation relation(op);
        std::vector<double> sums(static_cast<std::size_t>(relation.outputs()));
        for (int64_t x = 0; x <= step; ++x)
            for (int64_t t = 0; t < relation.terms_per_input(); ++t)
                if (const Term term = relation.term_of_input(x, t); term.kind == TermKind::product)
                    sums[static_cast<std::size_t>(term.output)] +=
                        (*results.y)[x] * (*results.w)[term.weight];
        with_scene(document, results, finished(step, results.terms_per_step), [&](const TransposedScene& s) {
            EXPECT_EQ(s.input, step);
            for (int64_t y = 0; y < relation.outputs(); ++y, ++checked) {
                EXPECT_NEAR(s.so_far(y).value_or(0), sums[static_cast<std::size_t>(y)], 1e-9)
                    << "output " << y << " at step " << step << ": " << scene_test::describe(document);
                if (s.complete(y)) {
                    EXPECT_NEAR(s.so_far(y).value_or(0), (*s.results.y)[y], 1e-9)
                        << "output " << y << " at step " << step << ": " << scene_test::describe(document);
                }
            }
        });
    }
    EXPECT_GT(checked, 500);
}

/// Later outputs show the stamps that those up to the step have had, as long as more are to come.
TEST(LensTransposed, stamps_of_a_transposed_conv_paint_ahead_without_telling_results) {
    std::mt19937_64 random(57);
    int partial = 0;
    for (int i = 0; i < 120; ++i) {
        const Document document = random_weighted(random);
        const Results results = evaluate(document);
        if (results.operation.kind != Kind::conv_transpose)
            continue;
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        const Relation relation(results.transposed->results.operation);
        const int64_t plane = results.output.product();
        const auto place_of = [&](const Term& term) {
            return term.input % results.operation.input_size.product();
        };
        int64_t newest = -1;
        for (int64_t y = step / plane * plane; y <= step; ++y)
            for (int64_t t = 0; t < relation.terms_per_output(); ++t)
                if (const Term term = relation.term_of_output(y, t); term.kind == TermKind::product)
                    newest = std::max(newest, place_of(term));
        with_scene(document, results, finished(step, results.terms_per_step), [&](const TransposedScene& s) {
            for (int64_t y = step + 1; y < relation.outputs(); ++y) {
                double sum = 0;
                bool any = false, more = false;
                for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
                    const Term term = relation.term_of_output(y, t);
                    if (term.kind != TermKind::product)
                        continue;
                    any = any || place_of(term) <= newest;
                    more = more || place_of(term) > newest;
                    sum +=
                        place_of(term) <= newest ? (*results.x)[term.input] * (*results.w)[term.weight] : 0;
                }
                const bool shown = any && more && y / plane == step / plane;
                partial += shown;
                EXPECT_EQ(s.so_far(y).has_value(), shown)
                    << "output " << y << " at step " << step << ": " << scene_test::describe(document);
                if (shown) {
                    EXPECT_NEAR(s.so_far(y).value_or(0), sum, 1e-9)
                        << "output " << y << " at step " << step << ": " << scene_test::describe(document);
                }
            }
        });
    }
    EXPECT_GT(partial, 20);
}

TEST(LensTransposed, the_lit_term_is_the_figures_and_its_share_the_relations) {
    std::mt19937_64 random(55);
    for (int i = 0; i < 150; ++i) {
        const Document document = random_weighted(random);
        const Results results = evaluate(document);
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        const auto lit = static_cast<int64_t>(random() % static_cast<uint64_t>(results.terms_per_step));
        const Term met = Relation(results.operation).term_of_output(step, lit);
        with_scene(document, results, after_terms(step, lit + 1), [&](const TransposedScene& s) {
            const bool conv = results.operation.kind == Kind::conv;
            if (met.kind == TermKind::product && results.operation.padding_mode == PaddingMode::zeros) {
                EXPECT_EQ(s.output, conv ? met.input : met.output) << scene_test::describe(document);
                EXPECT_EQ(s.input, conv ? met.output : met.input) << scene_test::describe(document);
                EXPECT_GE(s.term, 0) << scene_test::describe(document);
            }
            // Every output of the transposed convolution: the stamp reaches it where the Relation says so.
            const Relation relation(s.operation);
            for (int64_t y = 0; y < relation.outputs(); ++y) {
                int64_t weight = -1;
                for (int64_t t = 0; t < relation.terms_per_output(); ++t)
                    if (const Term term = relation.term_of_output(y, t);
                        term.kind == TermKind::product && term.input == s.input)
                        weight = term.weight;
                ASSERT_EQ(s.share(s.place(y, s.results.y->shape)).weight, weight)
                    << "output " << y << ": " << scene_test::describe(document);
            }
        });
    }
}

// A class is asked what comes next: the picture does not depend on results that are not there yet.
TEST(LensTransposed, shows_no_result_before_its_step) {
    std::mt19937_64 random(56);
    int hidden = 0;
    for (int i = 0; i < 120; ++i) {
        const Document document = random_weighted(random);
        const Results results = evaluate(document);
        const Cursor cursor = scene_test::random_cursor(results, random);
        if (cursor.reveal_all)
            continue;
        const Frame frame = scene_test::frame_of(document, results, cursor);
        for (const Item* item : items_of_lens(frame)) {
            const auto* label = std::get_if<Label>(&item->shape);
            if (results.operation.kind != Kind::conv || !label ||
                item->tag.space != static_cast<uint32_t>(TagSpace::y) || is_revealed(cursor, item->tag.index))
                continue;
            ++hidden;
            EXPECT_EQ(label->text, "") << "output " << item->tag.index << " at step " << cursor.step << ": "
                                       << scene_test::describe(document);
        }
        if (results.operation.kind != Kind::conv_transpose)
            continue;
        // The same numbers in another order behind the step: the same picture.
        Results other = results;
        Tensor<double> y = *results.y;
        std::reverse(y.data.begin() + cursor.step + 1, y.data.end());
        auto transposed = std::make_shared<TransposedResults>(*results.transposed);
        other.y = transposed->results.y = shared(std::move(y));
        other.transposed = transposed;
        const auto lens_of = [&](const Results& of) {
            const Frame composed = scene_test::frame_of(document, of, cursor);
            Frame lens = composed;
            lens.items.clear();
            for (const Item* item : items_of_lens(composed))
                lens.items.push_back(*item);
            return dump(lens);
        };
        EXPECT_EQ(lens_of(results), lens_of(other))
            << "step " << cursor.step << ": " << scene_test::describe(document);
    }
    EXPECT_GT(hidden, 100);
}

TEST(LensTransposed, a_convs_stamp_has_no_numbers_before_its_result) {
    const Document document =
        with_lens(scene_test::preset_document("numerical_padding_strides"), TransposedWay::scatter);
    const Results results = evaluate(document);
    const auto sums = [&](const Cursor& cursor) {
        int count = 0;
        const Frame frame = scene_test::frame_of(document, results, cursor);
        for (const Item* item : items_of_lens(frame))
            if (const auto* label = std::get_if<Label>(&item->shape))
                count += !label->text.empty() && label->text[0] == '+' ? 1 : 0;
        return count;
    };
    for (int64_t step = 0; step < results.steps; ++step)
        EXPECT_EQ(sums(after_terms(step, 5)), 0) << "step " << step;
    EXPECT_GT(sums(finished(2, results.terms_per_step)), 0);
}

TEST(LensTransposed, texts_are_large_enough_to_be_read) {
    const std::vector<std::vector<Lens>> sets{{Lens::sum, Lens::transposed},
                                              {Lens::sum, Lens::unrolled, Lens::transposed}};
    int texts = 0;
    for (const Preset& preset : presets())
        for (const TransposedWay way : ways)
            for (const auto& lenses : sets)
                for (const Vec2 size : {Vec2{1280, 720}, {1920, 1080}, {2560, 1440}}) {
                    Document document = with_lens(preset.document, way);
                    document.lenses = lenses;
                    const Results results = evaluate(document);
                    scene_test::FrameOptions options;
                    options.size = size;
                    options.language = texts % 2 == 0 ? Language::en : Language::zh;
                    const Frame frame =
                        scene_test::frame_of(document, results, after_terms(results.steps / 2, 1), options);
                    Composition composition;
                    composition.size = size;
                    const float unit = lens_plan(composition, document).unit;
                    const auto items = items_of_lens(frame);
                    const Rect card = bounds(*items[0], frame, scene_test::typesetter());
                    for (const Item* item : items)
                        if (const auto* label = std::get_if<Label>(&item->shape);
                            label && !label->text.empty() && label->color.a > 0 &&
                            card.contains(label->position)) {
                            ++texts;
                            EXPECT_GE(label->size, 11 * unit - 0.05F)
                                << "'" << label->text << "' of " << document.name << " at " << size.x;
                        }
                }
    EXPECT_GT(texts, 5000);
}

TEST(LensTransposed, stands_still_while_the_steps_go_by) {
    for (const char* name : {"padding_strides_transposed", "no_padding_strides_transposed",
                             "arbitrary_padding_no_strides_transposed", "numerical_padding_strides"})
        for (const TransposedWay way : {TransposedWay::scatter, TransposedWay::stretched}) {
            const Document document = with_lens(scene_test::preset_document(name), way);
            const Results results = evaluate(document);
            const auto boxes = [&](int64_t step) {
                std::vector<std::pair<Tag, Vec2>> found;
                const Frame frame =
                    scene_test::frame_of(document, results, finished(step, results.terms_per_step));
                for (const Item* item : items_of_lens(frame))
                    if (const auto* box = std::get_if<Box>(&item->shape); box && item->tag.space != 0)
                        found.emplace_back(item->tag, box->origin);
                return found;
            };
            const auto first = boxes(0);
            for (int64_t step = 1; step < results.steps; ++step)
                ASSERT_TRUE(boxes(step) == first) << name << " step " << step;
        }
}

TEST(LensTransposed, says_that_a_padding_mode_is_left_out) {
    Document document;
    document.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    document.operation.padding_begin = document.operation.padding_end = {1, 1};
    for (const Language language : {Language::en, Language::zh})
        for (const PaddingMode mode : {PaddingMode::zeros, PaddingMode::reflect, PaddingMode::circular}) {
            document.operation.padding_mode = mode;
            document.lenses = {Lens::sum, Lens::unrolled, Lens::transposed};
            const Results results = evaluate(document);
            scene_test::FrameOptions options;
            options.language = language;
            const Frame frame = scene_test::frame_of(document, results, finished(4, 9), options);
            std::string said;
            for (const Item* item : items_of_lens(frame))
                if (const auto* label = std::get_if<Label>(&item->shape))
                    said += label->text + " ";
            const std::string sentence(Texts(language)("transposed.padding_mode"));
            EXPECT_EQ(said.find(sentence) != std::string::npos, mode != PaddingMode::zeros) << said;
        }
}

/// The text of the last label with this tag and ink.
std::string shown(const std::vector<const Item*>& items, const Tag& tag) {
    std::string text;
    for (const Item* item : items)
        if (const auto* label = std::get_if<Label>(&item->shape); label && item->tag == tag)
            text = label->text;
    return text;
}

TEST(LensTransposed, results_are_the_engines) {
    for (const char* name : {"padding_strides_transposed", "padding_strides_odd_transposed",
                             "no_padding_strides_transposed", "arbitrary_padding_no_strides_transposed"}) {
        const Document document = with_lens(scene_test::preset_document(name), TransposedWay::stretched);
        const Results results = evaluate(document);
        const Frame frame =
            scene_test::frame_of(document, results, finished(results.steps - 1, results.terms_per_step));
        const auto items = items_of_lens(frame);
        for (int64_t y = 0; y < results.y->count(); ++y)
            EXPECT_EQ(shown(items, tag_of(TagSpace::y, y)), number_text((*results.y)[y]))
                << name << ", output " << y;
    }
}

TEST(LensTransposed, pointing_at_an_input_lights_its_stamp) {
    for (const char* name : {"padding_strides_transposed", "numerical_padding_strides"}) {
        const Document document = with_lens(scene_test::preset_document(name), TransposedWay::scatter);
        const Results results = evaluate(document);
        const bool conv = results.operation.kind == Kind::conv;
        const TagSpace in = conv ? TagSpace::y : TagSpace::x;
        const TagSpace out = conv ? TagSpace::x : TagSpace::y;
        const Operation& op = results.transposed->results.operation;
        const Relation relation(op);
        for (int64_t x = 0; x < relation.inputs(); ++x) {
            std::set<int64_t> painted;
            for (int64_t t = 0; t < relation.terms_per_input(); ++t)
                if (const Term term = relation.term_of_input(x, t); term.kind == TermKind::product)
                    painted.insert(term.output);
            scene_test::FrameOptions options;
            options.hover = tag_of(in, x);
            const Frame frame =
                scene_test::frame_of(document, results, finished(0, results.terms_per_step), options);
            const auto items = items_of_lens(frame);
            // A cell's highlight is the frame behind it.
            int cells = 0;
            for (std::size_t n = 0; n + 1 < items.size(); ++n) {
                if (!std::holds_alternative<Box>(items[n]->shape) ||
                    items[n]->tag.space != static_cast<uint32_t>(out))
                    continue;
                const auto& frame_box = std::get<Box>(items[n + 1]->shape);
                EXPECT_EQ(frame_box.stroke == lit_color(theme(ThemeId::light)),
                          painted.count(items[n]->tag.index) > 0)
                    << name << ", input " << x << ", output " << items[n]->tag.index;
                ++cells;
            }
            EXPECT_GE(cells, relation.outputs()) << name;
        }
    }
}

struct TransposedGolden {
    const char* preset;
    TransposedWay way;
    Cursor cursor;
};

/// The lens's items as text. After a change that is meant, run with CONVLENS_UPDATE_GOLDEN=1 and read the
/// diff.
TEST(LensTransposed, equals_its_golden_files) {
    for (const TransposedGolden& golden :
         {TransposedGolden{"padding_strides_odd_transposed", TransposedWay::scatter, after_terms(14, 5)},
          TransposedGolden{"no_padding_strides_transposed", TransposedWay::stretched, finished(12, 9)},
          TransposedGolden{"numerical_padding_strides", TransposedWay::matrix, after_terms(4, 5)}}) {
        const Document document = with_lens(scene_test::preset_document(golden.preset), golden.way);
        const Results results = evaluate(document);
        const Frame frame = scene_test::frame_of(document, results, golden.cursor);
        Frame lens = frame;
        lens.items.clear();
        for (const Item* item : items_of_lens(frame))
            lens.items.push_back(*item);
        scene_test::expect_golden(lens, std::string("lens_transposed_") + golden.preset);
    }
}

bool is_number(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789+-−.") == std::string::npos;
}

TEST(LensTransposed, mixes_no_numbers_with_names) {
    int names = 0;
    for (const Preset& preset : presets())
        for (const TransposedWay way : ways) {
            Document document = with_lens(preset.document, way);
            document.cell_text = CellText::names;
            const Results results = evaluate(document);
            if (!has_weight(results.operation.kind))
                continue;
            const int64_t step = results.steps / 2;
            const Frame frame =
                scene_test::lens_frame(document, results, after_terms(step, 2), Lens::transposed, {900, 700});
            std::map<std::pair<uint32_t, int64_t>, int> numbers; // of one element
            for (const Item* item : scene_test::visible_labels(frame)) {
                const std::string& text = std::get<Label>(item->shape).text;
                if (item->tag.space == 0 || item->tag.space == static_cast<uint32_t>(TagSpace::lens))
                    continue;
                names += is_number(text) ? 0 : 1;
                if (!is_number(text))
                    continue;
                EXPECT_EQ(way, TransposedWay::scatter) << document.name << ": " << text;
                EXPECT_NE(text.front(), '+') << document.name;
                // How often it is covered, in a matrix of its own.
                const std::pair element{item->tag.space, item->tag.index};
                EXPECT_EQ(++numbers[element], 1) << document.name << ": " << text;
            }
        }
    EXPECT_GT(names, 1000);
}

TEST(LensTransposed, counts_rows_from_one_as_the_other_matrices_do) {
    Document document =
        with_lens(scene_test::preset_document("full_padding_no_strides_transposed"), TransposedWay::matrix);
    document.operation.input_size = {9, 9};
    set_operation(document, document.operation);
    const Results results = evaluate(document);
    const Frame frame =
        scene_test::lens_frame(document, results, after_terms(0, 1), Lens::transposed, {420, 260});
    bool part = false, row = false;
    for (const Item* item : scene_test::visible_labels(frame)) {
        const std::string& text = std::get<Label>(item->shape).text;
        part = part || text.find("rows 1–") != std::string::npos;
        row = row || text.find("row 1 times y gives x[0,0]") != std::string::npos;
    }
    EXPECT_TRUE(part && row);
}

TEST(LensTransposed, says_what_cells_are_that_are_filled_ahead_of_their_turn) {
    for (const Preset& preset : presets())
        for (const Language language : {Language::en, Language::zh}) {
            const Document document = with_lens(preset.document, TransposedWay::scatter);
            const Results results = evaluate(document);
            if (!has_weight(results.operation.kind))
                continue;
            scene_test::FrameOptions options;
            options.language = language;
            bool ahead = false;
            for (int64_t step = 0; step < std::min<int64_t>(results.steps, 12); ++step)
                with_scene(document, results, after_terms(step, 1), [&](const TransposedScene& scene) {
                    for (int64_t x = 0; x < scene.results.y->count(); ++x)
                        ahead = ahead || (scene.so_far(x) && !scene.complete(x) && x != scene.output);
                });
            bool told = false;
            const std::string words(Texts(language)("transposed.partial"));
            const Frame frame = scene_test::lens_frame(document, results, after_terms(0, 1), Lens::transposed,
                                                       {480, 310}, options);
            for (const Item* item : scene_test::visible_labels(frame))
                told = told || std::get<Label>(item->shape).text.find(words) != std::string::npos;
            EXPECT_EQ(told, ahead) << document.name;
        }
}

} // namespace
} // namespace convlens
