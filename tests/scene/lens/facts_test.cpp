// What the sizes, reach and cost lenses say is what the engine does: against enumeration of the Relation on
// random operations.
#include "convlens/arithmetic.h"
#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/cost/counts.h"
#include "scene/lens/lens.h"
#include "scene/lens/reach/receptive_field.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/lens_table.h"
#include "scene/model/step_name.h"
#include "scene/scene_fixture.h"
#include "scene/words/words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace convlens {
namespace {

constexpr uint64_t seeds = 400;

Document document_of(uint64_t seed) {
    std::mt19937_64 random(seed);
    return random_document(random);
}

std::string failure(const Document& document, uint64_t seed) {
    return "seed " + std::to_string(seed) + " " + scene_test::describe(document);
}

/// Coordinates along the spatial axes within one map.
std::vector<int64_t> coordinates(int64_t flat, const Sizes& sizes) {
    std::vector<int64_t> at(sizes.size());
    for (std::size_t a = sizes.size(); a-- > 0;) {
        at[a] = flat % sizes[a];
        flat /= sizes[a];
    }
    return at;
}

TEST(SizeSteps, end_at_the_output_size_of_every_axis) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        const Operation& op = document.operation;
        for (std::size_t a = 0; a < op.dims(); ++a) {
            const std::vector<SizeStep> steps = size_steps(op, a);
            EXPECT_EQ(steps.back().value, static_cast<double>(output_size(op)[a])) << failure(document, seed);
            const double before = steps[steps.size() - 2].value;
            const double added = is_swapped(op.kind)        ? static_cast<double>(op.output_padding[a])
                                 : drops_last_window(op, a) ? 0
                                                            : 1;
            EXPECT_EQ(before + added, steps.back().value) << failure(document, seed);
        }
    }
}

TEST(SizeChoices, are_sizes_that_the_stride_does_not_tell_apart) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        const Operation& op = document.operation;
        const std::size_t last = op.dims() - 1;
        for (int64_t n = 0; n < 3; ++n) {
            Document chosen = document;
            choose_in_lens(chosen, lens_choice_tag(Lens::sizes, n).index);
            ASSERT_TRUE(check(chosen.operation).empty()) << failure(chosen, seed);
            if (chosen.operation == op)
                continue; // it is chosen already, or there are not so many
            if (is_swapped(op.kind)) {
                EXPECT_EQ(chosen.operation.output_padding[last], n) << failure(document, seed);
            } else if (n < inputs_of_same_output(op, last).count()) {
                EXPECT_EQ(output_size(chosen.operation), output_size(op)) << failure(document, seed);
            }
        }
    }
}

/// Products of output channel 0 with each element of input channel 0, and whether y and x meet.
struct Met {
    std::vector<int64_t> uses;
    std::set<std::pair<int64_t, int64_t>> pairs; // y, x within their maps
};
Met enumerated(const Operation& op) {
    const Relation relation(op);
    const int64_t inputs = op.input_size.product(), outputs = output_size(op).product();
    Met met{std::vector<int64_t>(static_cast<std::size_t>(inputs)), {}};
    for (int64_t y = 0; y < outputs; ++y)
        for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
            const Term term = relation.term_of_output(y, t);
            if (term.kind != TermKind::product || term.input < 0 || term.input >= inputs)
                continue; // a zero, or another channel
            ++met.uses[static_cast<std::size_t>(term.input)];
            met.pairs.insert({y, term.input});
        }
    return met;
}

TEST(Reach, uses_and_meetings_are_the_relations) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        const Operation& op = document.operation;
        if (op.kind == Kind::max_unpool)
            continue; // which output an input meets is in its switch
        const Met met = enumerated(op);
        const Sizes out = output_size(op);
        for (int64_t x = 0; x < op.input_size.product(); ++x) {
            const auto at = coordinates(x, op.input_size);
            int64_t uses = 1;
            for (std::size_t a = 0; a < op.dims(); ++a)
                uses *= axis_uses(op, a, at[a]);
            ASSERT_EQ(uses, met.uses[static_cast<std::size_t>(x)])
                << "x " << x << " " << failure(document, seed);
            for (int64_t y = 0; y < out.product(); ++y) {
                const auto to = coordinates(y, out);
                bool together = true;
                for (std::size_t a = 0; a < op.dims(); ++a) {
                    together = together && meets(op, a, to[a], at[a]);
                    if (op.padding_mode == PaddingMode::zeros && meets(op, a, to[a], at[a])) {
                        EXPECT_TRUE(outputs_of(op, a, at[a]).has(to[a])) << failure(document, seed);
                        EXPECT_TRUE(inputs_of(op, a, {to[a], to[a]}).has(at[a])) << failure(document, seed);
                    }
                }
                ASSERT_EQ(together, met.pairs.contains({y, x}))
                    << "y " << y << " x " << x << " " << failure(document, seed);
            }
        }
    }
}

/// Positions that the positions of a layer's output read, one by one.
std::set<int64_t> read_by(const Operation& op, std::size_t a, const std::set<int64_t>& outputs) {
    std::set<int64_t> read;
    for (const int64_t y : outputs)
        for (int64_t k = 0; k < op.kernel_size[a]; ++k) {
            if (!is_swapped(op.kind)) {
                read.insert(y * op.stride[a] + k * op.dilation[a] - op.padding_begin[a]);
                continue;
            }
            const int64_t from = y + op.padding_begin[a] - k * op.dilation[a];
            if (from % op.stride[a] == 0)
                read.insert(from / op.stride[a]);
        }
    return read;
}

TEST(Reach, of_a_stack_is_that_of_its_layers_one_after_the_other) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        const Operation& op = document.operation;
        for (std::size_t a = 0; a < op.dims(); ++a)
            for (int64_t layers = 1; layers <= max_layers; ++layers) {
                const bool gaps =
                    is_swapped(op.kind) && op.dilation[a] > 1; // some inputs between are not met
                int64_t most = 0;
                for (int64_t top = 0; top < 30; ++top) {
                    std::set<int64_t> read{top};
                    for (int64_t n = 0; n < layers; ++n)
                        read = read_by(op, a, read);
                    const Span seen = seen_from(op, a, layers, top).front();
                    if (read.empty())
                        continue;
                    EXPECT_LE(seen.first, *read.begin()) << "top " << top << " " << failure(document, seed);
                    EXPECT_GE(seen.last, *read.rbegin()) << "top " << top << " " << failure(document, seed);
                    if (!gaps && (!is_swapped(op.kind) || op.stride[a] <= op.kernel_size[a])) {
                        EXPECT_EQ(seen, (Span{*read.begin(), *read.rbegin()})) << failure(document, seed);
                    }
                    most = std::max(most, seen.count());
                }
                const StackLayer last = stack_of(op, a, layers).back();
                EXPECT_EQ(last.receptive_field, most)
                    << "layers " << layers << " " << failure(document, seed);
                if (layers == 1) {
                    EXPECT_EQ(last.receptive_field, receptive_field(op)[a]) << failure(document, seed);
                }
            }
    }
}

int64_t row_value(const std::vector<CostGroup>& groups, std::size_t group, const std::string& key) {
    for (const CostRow& row : groups[group].rows)
        if (row.key == key)
            return row.value;
    return -1;
}

TEST(Cost, is_what_the_relation_and_the_matrices_have) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        Operation op = document.operation;
        const std::vector<CostGroup> groups = cost_of(op);
        op.batch = 1;
        const Relation relation(op);
        const int64_t candidates = relation.outputs() * relation.terms_per_output();
        int64_t zeros = 0;
        for (int64_t y = 0; y < relation.outputs() && op.kind != Kind::max_unpool; ++y)
            for (int64_t t = 0; t < relation.terms_per_output(); ++t)
                zeros += relation.term_of_output(y, t).kind != TermKind::product;
        const CostRow& first = groups[0].rows[0];
        if (op.kind == Kind::conv) {
            EXPECT_EQ(first.value, candidates) << failure(document, seed);
            EXPECT_EQ(first.wasted, zeros) << failure(document, seed);
        } else if (op.kind == Kind::conv_transpose) {
            EXPECT_EQ(first.value, relation.inputs() * relation.terms_per_input()) << failure(document, seed);
            EXPECT_EQ(groups[0].rows[1].value, candidates) << failure(document, seed);
            EXPECT_EQ(groups[0].rows[1].wasted, zeros) << failure(document, seed);
        } else {
            EXPECT_EQ(first.value, op.kind == Kind::max_unpool ? relation.inputs() : candidates)
                << failure(document, seed);
        }
        EXPECT_EQ(groups[1].rows[0].value, relation.weights()) << failure(document, seed);
        const int64_t dense = relation.inputs() * relation.outputs();
        EXPECT_EQ(row_value(groups, 0, "lens.cost_dense"), dense) << failure(document, seed);
        EXPECT_EQ(row_value(groups, 1, "lens.cost_dense"), dense) << failure(document, seed);
        if (has_im2col(op.kind)) {
            EXPECT_EQ(row_value(groups, 2, "lens.cost_im2col"), Im2col(op).rows() * Im2col(op).columns())
                << failure(document, seed);
        }
        if (!has_unrolled(op.kind))
            continue;
        const Unrolled matrix(op);
        int64_t structural = 0;
        for (int64_t r = 0; r < matrix.rows(); ++r)
            for (int64_t c = 0; c < matrix.columns(); ++c)
                structural += matrix.entry(r, c).weight_count == 0;
        EXPECT_EQ(groups[2].rows.back().value, matrix.rows() * matrix.columns()) << failure(document, seed);
        EXPECT_EQ(groups[2].rows.back().wasted, structural) << failure(document, seed);
    }
}

TEST(CountText, can_be_read) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(1234567), "1,234,567");
    EXPECT_EQ(count_text(12345678), "12.3 M");
    EXPECT_EQ(count_text(999'960'000), "1.0 G");
    EXPECT_EQ(count_text(INT64_MAX), "9.2 E");
}

constexpr Lens facts[] = {Lens::sizes, Lens::reach, Lens::cost, Lens::code};

/// A card of a lens: its size and the size of its texts.
struct Card {
    Vec2 size;
    float unit;
};
constexpr Card cards[] = {{{410, 290}, 0.96F}, {{410, 590}, 0.96F}, {{500, 320}, 1.125F}};

Frame lens_frame(Lens lens, const Document& document, const Results& results, const Cursor& cursor,
                 Language language, const Card& card, const Tag& hover = {}) {
    Frame frame;
    frame.size = card.size;
    Composition composition;
    const SceneInput input{
        document,   results, cursor, hover, theme(ThemeId::light), Texts(language), scene_test::typesetter(),
        composition};
    Canvas canvas(frame, input.theme, input.typesetter, card.unit);
    const FigureModel model(results, cursor.step);
    const Step step = step_of(results, cursor.step);
    const auto focus = focus_of(hover, results, cursor.step);
    const Highlight highlight(results, focus ? std::vector<Focus>{*focus} : std::vector<Focus>{});
    const Rasters rasters = make_rasters(results);
    lens_entry(lens).draw(canvas, {input, model, step, highlight, rasters}, {{0, 0}, card.size});
    return frame;
}

TEST(FactLenses, equal_their_golden_files) {
    for (const char* preset : {"padding_strides_odd", "padding_strides_odd_transposed"})
        for (const Lens lens : facts) {
            const Document document = scene_test::preset_document(preset);
            const Results results = evaluate(document);
            scene_test::expect_golden(
                lens_frame(lens, document, results, after_terms(4, 5), Language::en, cards[0]),
                std::string("lens_") + std::string(name_of(lens_names(), lens)) + "_" + preset);
        }
}

TEST(FactLenses, are_clear_and_inside_their_cards) {
    for (uint64_t seed = 0; seed < 150; ++seed) {
        const Document document = document_of(seed);
        const Results results = evaluate(document);
        std::mt19937_64 random(seed);
        const Cursor cursor = scene_test::random_cursor(results, random);
        for (const Lens lens : facts)
            for (const Card& card : cards) {
                const Frame frame = lens_frame(lens, document, results, cursor,
                                               seed % 2 == 0 ? Language::zh : Language::en, card);
                const std::string what = "lens " + std::to_string(static_cast<int>(lens)) + " " +
                                         std::to_string(card.size.y) + " " + failure(document, seed);
                scene_test::expect_clear(frame, what);
                for (const Item& item : frame.items) {
                    const Rect r = bounds(item, frame, scene_test::typesetter());
                    EXPECT_TRUE(r.empty() || (r.min.x >= -3 && r.min.y >= -3 && r.max.x <= card.size.x + 3 &&
                                              r.max.y <= card.size.y + 3))
                        << what << " item at " << r.min.x << "," << r.min.y << " to " << r.max.x << ","
                        << r.max.y;
                }
            }
    }
}

TEST(FactLenses, have_the_same_items_at_every_cursor) {
    for (uint64_t seed = 0; seed < 150; ++seed) {
        const Document document = document_of(seed);
        const Results results = evaluate(document);
        std::mt19937_64 random(seed);
        for (const Lens lens : facts) {
            const auto kinds = [&] {
                std::vector<std::size_t> list;
                const Frame frame =
                    lens_frame(lens, document, results, scene_test::random_cursor(results, random),
                               Language::en, cards[seed % 3]);
                for (const Item& item : frame.items)
                    list.push_back(item.shape.index());
                return list;
            };
            const std::vector<std::size_t> first = kinds();
            for (int i = 0; i < 4; ++i)
                EXPECT_EQ(kinds(), first)
                    << "lens " << static_cast<int>(lens) << " " << failure(document, seed);
        }
    }
}

/// Elements of x and y that meet the one that is pointed at, it among them.
struct Related {
    std::set<int64_t> x, y;
};
Related related(const Operation& op, const Tag& hover) {
    Related all;
    const auto is = [&](TagSpace space, int64_t flat) { return hover == tag_of(space, flat); };
    const Relation relation(op);
    for (int64_t y = 0; y < relation.outputs(); ++y)
        for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
            const Term term = relation.term_of_output(y, t);
            const bool product = term.kind == TermKind::product;
            const bool met = is(TagSpace::y, y) ||
                             (product && (is(TagSpace::x, term.input) || is(TagSpace::w, term.weight)));
            if (!met)
                continue;
            all.y.insert(y);
            if (product)
                all.x.insert(term.input);
        }
    if (hover.space == static_cast<uint32_t>(TagSpace::x)) { // the others of a term are no company of it
        all.x = {hover.index};
    } else if (hover.space == static_cast<uint32_t>(TagSpace::y)) {
        all.y = {hover.index};
    }
    return all;
}

TEST(ReachLens, lights_what_meets_the_element_that_is_pointed_at) {
    constexpr Card large{{3000, 3000}, 1};
    int64_t lit_cells = 0, dark_cells = 0;
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        const Operation& op = document.operation;
        if (op.kind == Kind::max_unpool)
            continue; // which output an input meets is in its switch
        const Results results = evaluate(document);
        std::mt19937_64 random(seed);
        const Cursor cursor = scene_test::random_cursor(results, random);
        const auto any = [&](const Tensor<double>& tensor) {
            return static_cast<int64_t>(random() % static_cast<uint64_t>(tensor.count()));
        };
        std::vector<Tag> hovers{tag_of(TagSpace::x, any(*results.x)), tag_of(TagSpace::y, any(*results.y))};
        if (has_weight(op.kind))
            hovers.push_back(tag_of(TagSpace::w, any(*results.w)));
        for (const Tag& hover : hovers) {
            const Frame frame =
                lens_frame(Lens::reach, document, results, cursor, Language::en, large, hover);
            const Related expected = related(op, hover);
            for (std::size_t i = 0; i + 1 < frame.items.size(); ++i) {
                const Tag tag = frame.items[i].tag;
                const bool x = tag.space == static_cast<uint32_t>(TagSpace::x);
                if (!x && tag.space != static_cast<uint32_t>(TagSpace::y))
                    continue;
                const Box& outline = std::get<Box>(frame.items[i + 1].shape);
                const bool lit = outline.stroke == lit_color(theme(ThemeId::light));
                ASSERT_EQ(lit, (x ? expected.x : expected.y).contains(tag.index))
                    << (x ? "x " : "y ") << tag.index << " pointed at " << hover.space << ":" << hover.index
                    << " " << failure(document, seed);
                ++(lit ? lit_cells : dark_cells);
            }
        }
    }
    EXPECT_GT(lit_cells, 1000);
    EXPECT_GT(dark_cells, 1000);
}

TEST(ReachLens, names_the_elements_as_the_sum_does) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
        const Document document = document_of(seed);
        if (document.operation.kind == Kind::max_unpool)
            continue; // its steps follow the other tensor
        const Results results = evaluate(document);
        std::mt19937_64 random(seed);
        const Cursor cursor = scene_test::random_cursor(results, random);
        const std::string words =
            scene_test::words_of(lens_frame(Lens::reach, document, results, cursor, Language::en, cards[1]));
        const std::string name = step_name(results, cursor.step);
        EXPECT_TRUE(words.find(name + " sees ") != std::string::npos ||
                    words.find(name + " spans ") != std::string::npos)
            << step_name(results, cursor.step) << " in\n"
            << words << failure(document, seed);
    }
}

TEST(PaddingCase, promises_only_what_the_sizes_are) {
    const Texts texts(Language::en);
    int64_t same = 0, strided = 0;
    for (uint64_t seed = 0; seed < 4 * seeds; ++seed) {
        std::mt19937_64 random(seed);
        Document document = random_document(random);
        set_padding(document.operation, random() % 2 == 0 ? NamedPadding::same_upper : NamedPadding::full);
        const Operation& op = document.operation;
        if (!check(op).empty())
            continue;
        const std::string words = padding_case(texts, op);
        const Sizes output = output_size(op);
        for (std::size_t a = 0; a < op.dims(); ++a) {
            const int64_t i = op.input_size[a], s = op.stride[a];
            if (words == texts("ui.case_same")) {
                EXPECT_EQ(output[a], i) << failure(document, seed);
            }
            if (words == texts("lens.sizes_same_strided")) {
                EXPECT_EQ(output[a], (i + s - 1) / s) << failure(document, seed);
            }
            if (words == texts("lens.sizes_same_transposed")) {
                EXPECT_EQ(output[a], i * s) << failure(document, seed);
            }
        }
        same += words == texts("ui.case_same");
        strided += words == texts("lens.sizes_same_strided");
    }
    EXPECT_GT(same, 20);
    EXPECT_GT(strided, 20);
}

} // namespace
} // namespace convlens
