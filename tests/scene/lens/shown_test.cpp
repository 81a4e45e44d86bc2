// Where a lens has no room for all of a tensor or a matrix, what is lit lies in the part that it shows: for
// every preset, lens and size of card, at all of a figure's steps.
#include "convlens/arithmetic.h"
#include "convlens/matrix.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/model/highlight.h"
#include "scene/model/step_terms.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

namespace convlens {
namespace {

using scene_test::lens_frame;

constexpr std::array<Vec2, 5> card_sizes{Vec2{410, 290}, {410, 590}, {640, 420}, {300, 240}, {560, 300}};

/// First and last coordinate of what was added.
struct Range {
    int64_t first = INT64_MAX, last = INT64_MIN;
    void add(int64_t at) {
        first = std::min(first, at);
        last = std::max(last, at);
    }
    int64_t count() const { return last - first + 1; }
    bool has(const Range& other) const { return other.first >= first && other.last <= last; }
};

/// Coordinates of what a tag's index names: planes (channels and depths of an item together), rows, columns.
using Coordinates = std::vector<int64_t>;

Coordinates in_tensor(int64_t flat, const Sizes& shape) {
    const std::size_t spatial = shape.size() - 2;
    const int64_t columns = shape[shape.size() - 1];
    const int64_t rows = spatial >= 2 ? shape[shape.size() - 2] : 1;
    return {flat / columns / rows, flat / columns % rows, flat % columns};
}
Coordinates in_matrix(int64_t index, int64_t columns) {
    return {index / columns, index % columns};
}

/// What of a space is lit and shown, axis by axis.
class ShownPart {
public:
    void light(const Coordinates& at) { add(lit_, at); }
    void show(const Coordinates& at) { add(shown_, at); }
    void look_at(const Coordinates& at) { focus_ = at; }
    bool any() const { return !shown_.empty() && !lit_.empty(); }

    void expect(const std::string& what) const {
        for (std::size_t a = 0; a < shown_.size(); ++a) {
            if (shown_[a].count() >= lit_[a].count()) {
                EXPECT_TRUE(shown_[a].has(lit_[a]))
                    << what << " axis " << a << " shows " << text(shown_[a]) << ", lit are " << text(lit_[a]);
            } else if (!focus_.empty()) {
                EXPECT_TRUE(shown_[a].has({focus_[a], focus_[a]}))
                    << what << " axis " << a << " shows " << text(shown_[a]) << " without " << focus_[a];
            }
        }
    }

private:
    static void add(std::vector<Range>& ranges, const Coordinates& at) {
        ranges.resize(at.size());
        for (std::size_t a = 0; a < at.size(); ++a)
            ranges[a].add(at[a]);
    }
    static std::string text(const Range& range) {
        return std::to_string(range.first) + "–" + std::to_string(range.last);
    }
    std::vector<Range> lit_, shown_;
    Coordinates focus_;
};

struct Figure {
    std::string name;
    Document document;
};

std::vector<Figure> figures() {
    std::vector<Figure> all;
    for (const Preset& preset : presets())
        all.push_back({preset.document.name, preset.document});
    const auto add = [&](const char* name, const Operation& operation) {
        Document document;
        document.operation = operation;
        all.push_back({name, document});
    };
    Operation op = make_operation(Kind::conv, {16, 16}, {3, 3});
    op.in_channels = 3;
    op.out_channels = 8;
    add("channels", op);
    op = make_operation(Kind::conv, {14, 14}, {5, 5});
    op.dilation = {2, 2};
    add("wide", op);
    op = make_operation(Kind::conv, {40}, {7});
    op.in_channels = 2;
    add("line", op);
    op = make_operation(Kind::conv_transpose, {9, 9}, {5, 5});
    op.stride = {2, 2};
    add("transposed", op);
    op = make_operation(Kind::conv, {9, 9}, {3, 3});
    op.padding_begin = op.padding_end = {2, 2};
    op.padding_mode = PaddingMode::circular;
    add("circular", op);
    return all;
}

/// The term by which a lens chooses, where the step has no room.
std::size_t focus_of_step(const Step& step, const Results& results, const Cursor& cursor) {
    const auto terms = static_cast<int64_t>(step.terms.size());
    if (takes_largest(results.operation) && is_revealed(cursor, cursor.step) && step.chosen >= 0)
        return static_cast<std::size_t>(step.chosen);
    return static_cast<std::size_t>(std::max<int64_t>(terms_done(cursor, terms) - 1, 0));
}

using Spaces = std::map<TagSpace, ShownPart>;

/// The step in the two matrices.
Spaces lit_in_matrix(Lens lens, const Results& results, const Step& step, std::size_t focus) {
    const Operation& op = results.operation;
    Spaces spaces;
    if (lens == Lens::im2col && has_im2col(op.kind)) {
        const int64_t columns = im2col_shape(op)[1];
        const int64_t per_channel = op.kernel_size.product();
        const auto groups = has_weight(op.kind) ? op.groups : op.out_channels;
        const int64_t channel = step.output / columns % op.out_channels;
        const int64_t first = channel / (op.out_channels / groups) * (op.in_channels / groups) * per_channel;
        for (int64_t t = 0; t < static_cast<int64_t>(step.terms.size()); ++t)
            spaces[TagSpace::im2col].light({first + t, step.output % columns});
        spaces[TagSpace::im2col].look_at({first + static_cast<int64_t>(focus), step.output % columns});
    }
    if (lens == Lens::unrolled && has_unrolled(op.kind)) {
        const Sizes shape = unrolled_shape(op);
        for (const StepTerm& term : step.terms)
            if (term.input >= 0)
                spaces[TagSpace::unrolled].light({step.output % shape[0], term.input % shape[1]});
        if (step.terms[focus].input >= 0)
            spaces[TagSpace::unrolled].look_at({step.output % shape[0], step.terms[focus].input % shape[1]});
    }
    return spaces;
}

/// The step in the gradients that follow the outputs.
Spaces lit_in_gradients(const Results& results, const Step& step, std::size_t focus) {
    Spaces spaces;
    const bool weighted = has_weight(results.operation.kind);
    for (const StepTerm& term : step.terms)
        if (term.input >= 0) {
            spaces[TagSpace::dx].light(in_tensor(term.input, results.x->shape));
            if (weighted)
                spaces[TagSpace::dw].light(in_tensor(term.weight, results.w->shape));
        }
    if (const StepTerm& term = step.terms[focus]; term.input >= 0) {
        spaces[TagSpace::dx].look_at(in_tensor(term.input, results.x->shape));
        if (weighted)
            spaces[TagSpace::dw].look_at(in_tensor(term.weight, results.w->shape));
    }
    spaces[TagSpace::dy].light(in_tensor(step.output, results.y->shape));
    return spaces;
}

/// Whether every space of the frame shows what is lit; returns how many were compared.
int expect_shown(const Frame& frame, Spaces spaces, const Results& results, const std::string& what) {
    for (const Item& item : frame.items) {
        const auto found = spaces.find(static_cast<TagSpace>(item.tag.space));
        if (found == spaces.end() || !std::holds_alternative<Box>(item.shape))
            continue;
        const int64_t at = item.tag.index;
        switch (found->first) {
        case TagSpace::im2col:
            found->second.show(in_matrix(at, im2col_shape(results.operation)[1]));
            break;
        case TagSpace::unrolled:
            found->second.show(in_matrix(at, unrolled_shape(results.operation)[1]));
            break;
        case TagSpace::dw:
            found->second.show(in_tensor(at, results.w->shape));
            break;
        case TagSpace::dy:
        case TagSpace::y:
            found->second.show(in_tensor(at, results.y->shape));
            break;
        default:
            found->second.show(in_tensor(at, results.x->shape));
        }
    }
    int compared = 0;
    for (const auto& [space, shown] : spaces)
        if (shown.any()) { // else it has no room for single cells
            shown.expect(what + " " + tag_space_name(static_cast<uint32_t>(space)));
            ++compared;
        }
    return compared;
}

/// Some of the steps, the first and the last among them.
std::vector<int64_t> steps_of(const Results& results) {
    constexpr int64_t max_steps = 24;
    std::vector<int64_t> steps;
    for (int64_t i = 0; i < std::min(results.steps, max_steps); ++i)
        steps.push_back(results.steps <= max_steps ? i : i * (results.steps - 1) / (max_steps - 1));
    return steps;
}

template <class Visit> void for_each_moment(const Results& results, Visit visit) {
    for (const int64_t step : steps_of(results))
        for (const Cursor& cursor :
             {after_terms(step, 0), after_terms(step, results.terms_per_step / 2 + 1),
              after_terms(step, results.terms_per_step), finished(step, results.terms_per_step)})
            visit(cursor);
}

std::string moment(const Figure& figure, const Cursor& cursor, Vec2 card) {
    return figure.name + " step " + std::to_string(cursor.step) + " terms " + std::to_string(cursor.terms) +
           " card " + std::to_string(static_cast<int>(card.x)) + "x" +
           std::to_string(static_cast<int>(card.y));
}

TEST(LensShown, the_step_in_both_matrices_and_in_the_gradients) {
    int compared = 0;
    for (Figure figure : figures()) {
        figure.document.lenses = {Lens::im2col, Lens::unrolled, Lens::gradients};
        const Results results = evaluate(figure.document);
        for_each_moment(results, [&](const Cursor& cursor) {
            const Step step = step_of(results, cursor.step);
            const std::size_t focus = focus_of_step(step, results, cursor);
            for (const Vec2 card : card_sizes)
                for (const Lens lens : figure.document.lenses) {
                    Spaces spaces = lens == Lens::gradients ? lit_in_gradients(results, step, focus)
                                                            : lit_in_matrix(lens, results, step, focus);
                    compared += expect_shown(lens_frame(figure.document, results, cursor, lens, card),
                                             std::move(spaces), results, moment(figure, cursor, card));
                }
        });
    }
    EXPECT_GT(compared, 20'000);
}

/// An element of dX gathers from every dY that it meets, one of dW from every place of X.
TEST(LensShown, what_an_element_gathers_from) {
    int compared = 0;
    for (Figure figure : figures()) {
        if (figure.document.operation.kind == Kind::max_unpool)
            continue;
        figure.document.lenses = {Lens::gradients};
        figure.document.gradients_lens.order = GradientOrder::inputs;
        const Results results = evaluate(figure.document);
        for (int64_t i = 0; i < 12; ++i) {
            const int64_t x = i * (results.x->count() - 1) / 11;
            scene_test::FrameOptions options;
            options.hover = tag_of(TagSpace::dx, x);
            const Highlight met(results, {Focus{-1, x, -1, false}});
            ShownPart gathered;
            for (int64_t y = 0; y < results.y->count(); ++y)
                if (met.y(y))
                    gathered.light(in_tensor(y, results.y->shape));
            ShownPart own;
            own.light(in_tensor(x, results.x->shape));
            for (const Vec2 card : card_sizes)
                compared += expect_shown(
                    lens_frame(figure.document, results, finished(0, results.terms_per_step), Lens::gradients,
                               card, options),
                    {{TagSpace::dy, gathered}, {TagSpace::dx, own}}, results,
                    figure.name + " element " + std::to_string(x) + " card " + std::to_string(card.y));
        }
    }
    EXPECT_GT(compared, 1000);
}

/// The last product that is done, else the first that comes.
std::size_t newest_product(const Step& step, const Cursor& cursor) {
    const auto terms = static_cast<int64_t>(step.terms.size());
    const int64_t done = terms_done(cursor, terms);
    const auto is_product = [&](int64_t t) { return step.terms[static_cast<std::size_t>(t)].input >= 0; };
    for (int64_t t = done; t-- > 0;)
        if (is_product(t))
            return static_cast<std::size_t>(t);
    for (int64_t t = done; t < terms; ++t)
        if (is_product(t))
            return static_cast<std::size_t>(t);
    return 0;
}

/// The window on the stretched Y, the result, and the row of the transposed matrix.
TEST(LensShown, the_step_in_the_three_ways) {
    int compared = 0;
    for (Figure figure : figures()) {
        if (figure.document.operation.kind != Kind::conv_transpose)
            continue;
        figure.document.lenses = {Lens::transposed};
        const Results results = evaluate(figure.document);
        for_each_moment(results, [&](const Cursor& cursor) {
            const Step step = step_of(results, cursor.step);
            ShownPart window, result;
            result.light(in_tensor(step.output, results.y->shape));
            for (const StepTerm& term : step.terms)
                if (term.input >= 0)
                    window.light(in_tensor(term.input, results.x->shape));
            for (const auto way : {TransposedWay::scatter, TransposedWay::stretched, TransposedWay::matrix})
                for (const Vec2 card : card_sizes) {
                    figure.document.transposed_lens.way = way;
                    Spaces spaces{{TagSpace::y, result}};
                    if (way == TransposedWay::stretched)
                        spaces[TagSpace::x] = window;
                    if (way == TransposedWay::matrix)
                        spaces = lit_in_matrix(Lens::unrolled, results, step, newest_product(step, cursor));
                    compared += expect_shown(
                        lens_frame(figure.document, results, cursor, Lens::transposed, card), spaces, results,
                        moment(figure, cursor, card) + " way " + std::to_string(static_cast<int>(way)));
                }
        });
    }
    EXPECT_GT(compared, 2000);
}

/// Whether a shape of this outline is there, at least so large.
bool has_outline(const Frame& frame, Color color, float least) {
    return std::any_of(frame.items.begin(), frame.items.end(), [&](const Item& item) {
        const auto* box = std::get_if<Box>(&item.shape);
        const auto* path = std::get_if<Path>(&item.shape);
        const Color stroke = box != nullptr ? box->stroke : path != nullptr ? path->stroke : Color{};
        return stroke == color && stroke.a > 0 &&
               bounds(item, frame, scene_test::typesetter()).width() >= least;
    });
}

/// On a ruler and on maps that are far too large.
TEST(LensShown, the_window_on_long_axes) {
    const Color window = theme(ThemeId::light).window;
    for (const Kind kind : {Kind::conv, Kind::max_pool, Kind::conv_transpose})
        for (const Sizes& size : {Sizes{300}, Sizes{300, 240}}) {
            Document document;
            document.operation = make_operation(kind, size, Sizes::filled(size.size(), 4));
            document.operation.stride = Sizes::filled(size.size(), 3);
            document.lenses = {Lens::sizes, Lens::reach};
            const Results results = evaluate(document);
            std::size_t items[] = {0, 0};
            for (int64_t i = 0; i < 60; ++i) {
                const Cursor cursor = finished(i * (results.steps - 1) / 59, results.terms_per_step);
                for (const Lens lens : document.lenses) {
                    const Frame frame = lens_frame(document, results, cursor, lens, {410, 290});
                    EXPECT_TRUE(has_outline(frame, window, lens == Lens::sizes ? 12 : 2))
                        << "lens " << static_cast<int>(lens) << " step " << cursor.step;
                    std::size_t& count = items[lens == Lens::sizes ? 0 : 1];
                    count = count == 0 ? frame.items.size() : count;
                    EXPECT_EQ(frame.items.size(), count) << "step " << cursor.step;
                }
            }
        }
}

/// All of them look at the same channel: that of the term.
TEST(LensShown, every_lens_shows_the_channel_of_the_term) {
    Document document = scene_test::preset_document("several_channels");
    document.lenses = {Lens::im2col, Lens::unrolled, Lens::gradients};
    const Results results = evaluate(document);
    const int64_t windows = results.output.product();
    for (const int64_t step : {0L, 13L, 17L})
        for (int64_t terms = 1; terms <= 28; ++terms) {
            const Cursor cursor = terms > 27 ? finished(step, 27) : after_terms(step, terms);
            const StepTerm term =
                step_of(results, step).terms[static_cast<std::size_t>(std::min(terms, 27L) - 1)];
            const std::pair<Lens, Tag> expected[] = {
                {Lens::im2col,
                 tag_of(TagSpace::im2col, (std::min(terms, 27L) - 1) * windows + step % windows)},
                {Lens::unrolled, tag_of(TagSpace::x, term.input)},
                {Lens::gradients, tag_of(TagSpace::dx, term.input)},
                {Lens::gradients, tag_of(TagSpace::dw, term.weight)}};
            for (const auto& [lens, tag] : expected) {
                const Frame frame = lens_frame(document, results, cursor, lens, {410, 275});
                EXPECT_TRUE(std::any_of(frame.items.begin(), frame.items.end(),
                                        [&tag = tag](const Item& item) { return item.tag == tag; }))
                    << "lens " << static_cast<int>(lens) << " step " << step << " terms " << terms;
            }
        }
}

} // namespace
} // namespace convlens
