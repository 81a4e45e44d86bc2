// What the reach lens says about its maps is so: against enumeration of the Relation.
#include "convlens/arithmetic.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/roles.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using testing::HasSubstr;

std::string words_of(const Document& document, const Cursor& cursor = {}) {
    const Results results = evaluate(document);
    const Frame frame = scene_test::lens_frame(document, results, cursor, Lens::reach, {520, 420});
    std::string words;
    for (const Item* item : scene_test::visible_labels(frame))
        words += std::get<Label>(item->shape).text + "\n";
    return words;
}

/// Products of output channel 0 with each element of input channel 0.
std::vector<int64_t> uses_of(const Operation& op) {
    const Relation relation(op);
    std::vector<int64_t> uses(static_cast<std::size_t>(op.input_size.product()));
    for (int64_t y = 0; y < output_size(op).product(); ++y)
        for (int64_t t = 0; t < relation.terms_per_output(); ++t)
            if (const Term term = relation.term_of_output(y, t);
                term.kind == TermKind::product && term.input >= 0 &&
                term.input < static_cast<int64_t>(uses.size()))
                ++uses[static_cast<std::size_t>(term.input)];
    return uses;
}

bool is_corner(int64_t flat, const Sizes& sizes) {
    for (std::size_t a = sizes.size(); a-- > 0; flat /= sizes[a])
        if (flat % sizes[a] != 0 && flat % sizes[a] != sizes[a] - 1)
            return false;
    return true;
}

/// The sentence that is true, by looking at every input.
std::string true_sentence(const Operation& op) {
    const std::vector<int64_t> uses = uses_of(op);
    const int64_t least = *std::min_element(uses.begin(), uses.end());
    const int64_t most = *std::max_element(uses.begin(), uses.end());
    const auto count = std::count(uses.begin(), uses.end(), least);
    const std::string others = ", others up to " + std::to_string(most) + "×.";
    const std::string share = std::to_string(count) + " of " + std::to_string(uses.size()) + " are ";
    if (least == most)
        return "Every input is used equally often: " + std::to_string(most) + "×.";
    if (least == 0)
        return share + "never used" + others;
    const std::string rest = " used least: " + std::to_string(least) + "×" + others;
    bool are_corners = true;
    int64_t place = 0;
    for (std::size_t x = 0; x < uses.size(); ++x) {
        are_corners = are_corners && (uses[x] == least) == is_corner(static_cast<int64_t>(x), op.input_size);
        if (uses[x] == least)
            place = static_cast<int64_t>(x);
    }
    if (count == 1) {
        std::string name;
        for (const int64_t i : spatial_indices(place, input_shape(op), op.dims()))
            name += (name.empty() ? "" : ",") + std::to_string(i);
        return name + "] is" + rest;
    }
    const auto long_axes =
        std::count_if(op.input_size.begin(), op.input_size.end(), [](int64_t n) { return n > 1; });
    return are_corners ? (long_axes == 1 ? "The ends are" : "The corners are") + rest
                       : share + rest.substr(1);
}

TEST(ReachWords, of_every_figure_are_true) {
    for (const Preset& preset : presets()) {
        if (preset.document.operation.kind == Kind::max_unpool)
            continue;
        EXPECT_THAT(words_of(preset.document), HasSubstr(true_sentence(preset.document.operation)))
            << preset.document.name;
    }
}

TEST(ReachWords, of_any_operation_are_true) {
    for (uint64_t seed = 0; seed < 400; ++seed) {
        std::mt19937_64 random(seed);
        Document document = random_document(random);
        document.reach_lens.layers = 1;
        if (document.operation.kind == Kind::max_unpool)
            continue;
        EXPECT_THAT(words_of(document), HasSubstr(true_sentence(document.operation)))
            << "seed " << seed << " " << scene_test::describe(document);
    }
}

TEST(ReachWords, index_ranges) {
    const std::pair<const char*, const char*> cases[] = {
        {"no_padding_no_strides", "y[i,j] uses x[i′,j′] where 0 ≤ i′ − i ≤ 2, 0 ≤ j′ − j ≤ 2."},
        {"same_padding_no_strides", "y[i,j] uses x[i′,j′] where −1 ≤ i′ − i ≤ 1, −1 ≤ j′ − j ≤ 1."},
        {"padding_strides", "y[i,j] uses x[i′,j′] where −1 ≤ i′ − 2i ≤ 1, −1 ≤ j′ − 2j ≤ 1."},
        {"dilation", "y[i,j] uses x[i′,j′] where i′ − i = 0, 2, 4, j′ − j = 0, 2, 4."},
        {"pointwise", "y[i,j] uses x[i′,j′] where i′ − i = 0, j′ − j = 0."},
        {"no_padding_strides_transposed", "x[i′,j′] uses y[i,j] where 0 ≤ i′ − 2i ≤ 2, 0 ≤ j′ − 2j ≤ 2."},
        {"causal_1d", "y[i] uses x[i′] where "},
    };
    for (const auto& [name, sentence] : cases)
        EXPECT_THAT(words_of(scene_test::preset_document(name)), HasSubstr(sentence)) << name;
}

TEST(ReachWords, windows_with_gaps_span_more_than_they_read) {
    EXPECT_THAT(words_of(scene_test::preset_document("dilation")),
                HasSubstr("y[0,0] spans 5 × 5 of X, reads 9: its receptive field."));
    Document padded = scene_test::preset_document("dilation");
    padded.operation.padding_begin = padded.operation.padding_end = {2, 2};
    EXPECT_THAT(words_of(padded), HasSubstr("y[0,0] spans 5 × 5, reads 9, 4 of them in X."));
    EXPECT_THAT(words_of(scene_test::preset_document("padding_strides")),
                HasSubstr("y[0,0] sees 3 × 3, partly in X: 2 × 2."));
}

} // namespace
} // namespace convlens
