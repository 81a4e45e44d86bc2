// The sizes lens: the relationship's own formula, p′ of transposed figures, and nothing cut where there is
// room.
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/lens/lens.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using scene_test::FrameOptions;
using testing::HasSubstr;

const Tag of_sizes = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));

bool is_of_sizes(const Tag& tag) {
    return tag == of_sizes || (tag.space == static_cast<uint32_t>(TagSpace::lens_choice) &&
                               tag.index / lens_choice_count == static_cast<int64_t>(Lens::sizes));
}

/// All that the sizes lens says, without spaces, one label after the other.
std::string all_words(const Frame& frame) {
    std::string words;
    for (const Item* item : scene_test::visible_labels(frame))
        if (is_of_sizes(item->tag))
            words += scene_test::without_spaces(std::get<Label>(item->shape).text);
    return words;
}

/// px between the lens's card and what comes below it: another card, or the frame's end.
float room_below(const Frame& frame) {
    const Box* card = nullptr;
    float next = frame.size.y - 30;
    for (const Item& item : frame.items) {
        const auto* box = std::get_if<Box>(&item.shape);
        if (box == nullptr || item.tag.space != static_cast<uint32_t>(TagSpace::lens) || box->u.x < 200)
            continue;
        if (card == nullptr && item.tag == of_sizes)
            card = box;
        else if (card != nullptr && !(item.tag == of_sizes) && box->origin.y > card->origin.y &&
                 box->origin.x < card->origin.x + card->u.x)
            next = std::min(next, box->origin.y);
    }
    return card == nullptr ? 0 : next - card->origin.y - card->v.y;
}

/// Every sentence, every size to try, p′, the rulers and the names of the steps.
std::vector<std::string> expected_words(const Document& document, const Results& results, Language language) {
    const Operation& op = results.operation;
    const Texts texts(language);
    const std::size_t last = op.dims() - 1;
    std::vector<std::string> all{padding_case(texts, op)};
    if (op.kind == Kind::conv_transpose)
        all.push_back(stretched_words(texts, op));
    else if (op.kind != Kind::max_unpool)
        all.push_back(reading_note(texts, op));
    if (op.kind == Kind::conv_transpose)
        all.push_back(padding_letters(op));
    if (!is_swapped(op.kind) && inputs_of_same_output(op, last).count() == 1)
        all.push_back(texts("lens.sizes_only", {{"input", std::to_string(op.input_size[last])},
                                                {"output", std::to_string(results.output[last])}}));
    for (const SizeStep& step : size_steps(op, last))
        if (step.label.find("k̂") == std::string::npos) // the hat is a path
            all.push_back(step.label);
    for (int64_t n = 0;
         is_swapped(op.kind) && op.stride[last] > 1 && n < std::min<int64_t>(op.stride[last], 6); ++n)
        all.push_back("a = " + std::to_string(n) + " → ");
    if (document.sizes_lens.chain.empty() && relationship(op))
        all.push_back(texts("ui.relationship", {{"number", std::to_string(*relationship(op))}}));
    return all;
}

void expect_whole(const Document& document, const FrameOptions& options, bool must_fit) {
    const Results results = evaluate(document);
    const Frame frame = scene_test::frame_of(document, results, {}, options);
    const float room = room_below(frame);
    if (room < 30 && !must_fit)
        return;
    const std::string words = all_words(frame);
    for (const std::string& expected : expected_words(document, results, options.language))
        EXPECT_THAT(words, HasSubstr(scene_test::without_spaces(expected)))
            << document.name << " " << options.size.x << "x" << options.size.y << " choices "
            << options.choices << " below it " << room;
}

TEST(SizesLens, nothing_is_cut_where_there_is_room) {
    for (const Preset& preset : presets())
        for (const Vec2 size : {Vec2{1280, 720}, Vec2{1600, 900}, Vec2{1920, 1080}})
            for (const Language language : {Language::en, Language::zh})
                for (const bool choices : {false, true}) {
                    FrameOptions options;
                    options.size = size;
                    options.language = language;
                    options.choices = choices;
                    Document document = preset.document;
                    document.lenses = {Lens::sum, Lens::sizes};
                    expect_whole(document, options, true);
                    document.lenses = {Lens::sizes, Lens::code};
                    expect_whole(document, options, false);
                }
}

TEST(SizesLens, own_formula_is_larger_than_the_general_one) {
    const std::pair<const char*, const char*> cases[] = {
        {"full_padding_no_strides", "o = i + (k − 1)"},
        {"same_padding_no_strides", "o = i"},
        {"no_padding_no_strides", "o = (i − k) + 1"},
        {"no_padding_no_strides_transposed", "o′ = i′ + (k − 1)"},
        {"full_padding_no_strides_transposed", "o′ = i′ − (k − 1)"},
        {"padding_strides_transposed", "o′ = s(i′ − 1) + k − 2p"},
    };
    for (const auto& [name, own] : cases) {
        Document document = scene_test::preset_document(name);
        const Results results = evaluate(document);
        const Frame frame =
            scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 640}, FrameOptions{});
        float size = 0, others = 0;
        bool is_live = false;
        for (const Item* item : scene_test::visible_labels(frame)) {
            const auto& label = std::get<Label>(item->shape);
            if (label.text == own)
                size = label.size;
            else if (label.text == "i + 2p − k" || label.text == "o′ = s(i′ − 1) + a + k − 2p")
                others = label.size;
            is_live =
                is_live || label.text.find("= " + std::to_string(results.output[1])) != std::string::npos;
        }
        EXPECT_GT(size, 15) << name;
        EXPECT_GT(others, 0) << name;
        EXPECT_GT(size, others) << name;
        EXPECT_TRUE(is_live) << name;
    }
}

TEST(SizesLens, transposed_figures_say_p_turned_and_unit_stride) {
    const std::pair<const char*, const char*> cases[] = {
        {"no_padding_no_strides_transposed", "s′ = 1   p′ = k − p − 1 = 2   (p = 0)"},
        {"full_padding_no_strides_transposed", "s′ = 1   p′ = k − p − 1 = 0   (p = 2)"},
        {"padding_strides_odd_transposed", "s′ = 1   p′ = k − p − 1 = 1   (p = 1)"},
        {"dilation_transposed", "s′ = 1   p′ = d(k − 1) − p = 4   (p = 0)"},
    };
    for (const auto& [name, line] : cases) {
        const Document document = scene_test::preset_document(name);
        const Results results = evaluate(document);
        EXPECT_THAT(all_words(scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 640})),
                    HasSubstr(scene_test::without_spaces(line)))
            << name;
        // The ring on the stage has the same name.
        bool is_named = false;
        const std::string ring =
            turned_letters(results.operation) + " (" + padding_letters(results.operation) + ")";
        const Frame frame = scene_test::frame_of(document, results, {});
        for (const Item* item : scene_test::visible_labels(frame))
            is_named = is_named || std::get<Label>(item->shape).text.find(ring) != std::string::npos;
        EXPECT_EQ(is_named, turned_padding(results.operation).begin != Sizes({0, 0})) << name;
    }
}

Operation transposed_of(int64_t p) {
    Operation op = make_operation(Kind::conv_transpose, {2, 2}, {3, 3});
    op.padding_begin = op.padding_end = {p, p};
    return op;
}

TEST(PaddingLetters, one_notation) {
    EXPECT_EQ(ring_change(transposed_of(0), transposed_of(1)), "p = 0 → 1, p′ = 2 → 1");
    EXPECT_EQ(ring_change(transposed_of(0), transposed_of(0)), "p = 0, p′ = 2");
    Operation uneven = transposed_of(0);
    uneven.padding_end = {1, 1};
    EXPECT_EQ(padding_letters(uneven), "p₁ = 0, p₂ = 1");
    EXPECT_EQ(turned_letters(uneven), "p′₁ = 2, p′₂ = 1");
    EXPECT_EQ(ring_change(transposed_of(0), uneven), "p₁ = 0, p₂ = 0 → 1, p′₁ = 2, p′₂ = 2 → 1");
    uneven.padding_begin = {0, 2};
    EXPECT_EQ(padding_letters(uneven), "p₁ = 0 × 2, p₂ = 1");
}

TEST(PaddingLetters, what_a_transposed_convolution_is_equal_to) {
    const Texts en(Language::en), zh(Language::zh);
    Operation op = transposed_of(1);
    op.stride = {2, 2};
    EXPECT_EQ(stretched_words(en, op),
              "Stride s′ = 1 over ĩ′ = 3: one zero between neighbours, padding p′ = 1.");
    op.output_padding = {1, 1};
    op.stride = {3, 3};
    EXPECT_EQ(stretched_words(en, op),
              "Stride s′ = 1 over ĩ′ = 4: 2 zeros between neighbours, padding p′ = 1, "
              "a = 1 more at the end.");
    EXPECT_EQ(stretched_words(zh, op),
              "等同于步长 s′ = 1 的卷积：相邻元素之间插 2 个零（ĩ′ = 4），补零 p′ = 1，末端再补 a = 1。");
    op = transposed_of(2);
    EXPECT_EQ(stretched_words(en, op), "Stride s′ = 1 over the input itself, no padding (p′ = 0).");
    op.kernel_size = {2, 2};
    EXPECT_THAT(stretched_words(en, op), HasSubstr(", crop 1."));
}

TEST(ReadingNote, counts_rows_and_columns) {
    Operation op = make_operation(Kind::conv, {6, 6}, {3, 3});
    op.stride = {2, 2};
    op.padding_begin = op.padding_end = {1, 1};
    EXPECT_EQ(reading_note(Texts(Language::en), op), "Left over: 1 row, 1 column.");
    EXPECT_EQ(reading_note(Texts(Language::zh), op), "末端剩余 1 行 1 列。");
    op.stride = {2, 1};
    EXPECT_EQ(reading_note(Texts(Language::en), op), "Left over: 1 row.");
    op.stride = {1, 3};
    op.input_size = {6, 7};
    EXPECT_EQ(reading_note(Texts(Language::en), op), "Every row and column is read.");
    op.input_size = {6, 9};
    EXPECT_EQ(reading_note(Texts(Language::en), op), "Left over: 2 columns.");
}

/// Conv, pool, Flatten and two Linears, the second with a wrong in_features.
Document chain_document() {
    Document document;
    Operation conv = make_operation(Kind::conv, {8, 8}, {3, 3});
    conv.out_channels = 2;
    Operation pool = make_operation(Kind::max_pool, {6, 6}, {2, 2});
    pool.stride = {2, 2};
    pool.in_channels = pool.out_channels = 2;
    document.operation = conv;
    document.sizes_lens.chain = {{"nn.Conv2d", conv, {2, 6, 6}, 1, {}, false},
                                 {"nn.MaxPool2d", pool, {2, 3, 3}, 2, {}, false},
                                 {"nn.Flatten", {}, {18}, 0, {}, false},
                                 {"nn.Linear", {}, {10}, 18, {}, true},
                                 {"nn.Linear", {}, {2}, 10, 12, true}};
    document.sizes_lens.layer = 0;
    document.lenses = {Lens::sizes};
    return document;
}

TEST(ChainList, layers_sizes_and_what_a_linear_needs) {
    const Document document = chain_document();
    ASSERT_FALSE(first_misfit(document.sizes_lens.chain));
    const Results results = evaluate(document);
    for (const bool choices : {false, true}) {
        FrameOptions options;
        options.choices = choices;
        const std::string words =
            all_words(scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 600}, options));
        for (const char* part : {"1×8×8", "nn.Conv2dk=3", "2×6×6", "nn.MaxPool2dk=2,s=2", "2×3×3",
                                 "nn.Flatten18", "nn.Linearin_features=1810", "in_features=10,not12", "o="})
            EXPECT_THAT(words, HasSubstr(part)) << choices;
        EXPECT_THAT(all_words(scene_test::frame_of(document, results, {}, options)),
                    HasSubstr("in_features=18"));
    }
}

TEST(ChainList, long_chains_say_what_is_left_out) {
    Document document = chain_document();
    auto& chain = document.sizes_lens.chain;
    while (chain.size() < max_chain)
        chain.push_back({"nn.Linear", {}, {2}, 2, {}, true});
    const Results results = evaluate(document);
    const std::string words =
        all_words(scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 300}));
    EXPECT_THAT(words, HasSubstr("of200"));
    EXPECT_THAT(words, HasSubstr("in_features=18"));
    EXPECT_THAT(words, HasSubstr("o="));
}

TEST(ChainList, a_click_makes_a_layer_the_figure) {
    Document document = chain_document();
    const auto click = [&](int64_t layer) {
        choose_in_lens(document, lens_choice_tag(Lens::sizes, first_chain_choice + layer).index);
    };
    const Document before = document;
    click(1);
    EXPECT_EQ(document.operation, *before.sizes_lens.chain[1].operation);
    EXPECT_EQ(document.sizes_lens.layer, 1);
    EXPECT_EQ(document.sizes_lens.chain, before.sizes_lens.chain);
    for (const int64_t none : {2, 3, 4, 5, 400}) {
        const std::string same = scene_test::describe(document);
        click(none);
        EXPECT_EQ(scene_test::describe(document), same) << none;
    }
    click(0);
    EXPECT_EQ(document.operation, before.operation);
    // Each button of the picture is the click on its own layer.
    FrameOptions options;
    options.choices = true;
    const Results results = evaluate(document);
    const Frame frame = scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 600}, options);
    int buttons = 0;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape);
            box != nullptr && is_of_sizes(item.tag) &&
            item.tag.index % lens_choice_count >= first_chain_choice)
            ++buttons;
    EXPECT_EQ(buttons, 2);
}

TEST(SizeChoices, of_a_large_stride_belong_to_no_other_lens) {
    Document document;
    document.operation = make_operation(Kind::conv_transpose, {2, 2}, {700, 700});
    document.operation.stride = {700, 700};
    document.operation.output_padding = {650, 650};
    const Results results = evaluate(document);
    FrameOptions options;
    options.choices = true;
    const Frame frame = scene_test::lens_frame(document, results, {}, Lens::sizes, {512, 600}, options);
    for (const Item& item : frame.items)
        if (item.tag.space == static_cast<uint32_t>(TagSpace::lens_choice)) {
            EXPECT_EQ(item.tag.index / lens_choice_count, static_cast<int64_t>(Lens::sizes));
            EXPECT_LT(item.tag.index % lens_choice_count, first_chain_choice);
        }
}

} // namespace
} // namespace convlens
