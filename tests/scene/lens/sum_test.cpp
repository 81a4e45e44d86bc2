// What the sum says against the engine's numbers.
#include "document/evaluate/evaluate.h"
#include "scene/base/tags.h"
#include "scene/model/step_terms.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens {
namespace {

using scene_test::describe;
using scene_test::frame_of;

/// Texts of the sum, in the order of the picture.
std::vector<std::string> sum_texts(const Document& document, const Results& results, const Cursor& cursor) {
    std::vector<std::string> texts;
    const Frame frame = frame_of(document, results, cursor);
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag.space == static_cast<uint32_t>(TagSpace::sum))
            texts.push_back(std::get<Label>(item->shape).text);
    return texts;
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += text + "|";
    return all;
}

TEST(Sum, ends_with_the_engines_number) {
    std::mt19937_64 random(3141);
    int sums = 0;
    for (int round = 0; round < 300; ++round) {
        Document document = random_document(random);
        if (document.operation.kind == Kind::max_unpool)
            continue;
        document.lenses = {Lens::sum};
        const Results results = evaluate(document);
        const auto step = static_cast<int64_t>(random() % static_cast<uint64_t>(results.steps));
        const auto texts = sum_texts(document, results, finished(step, results.terms_per_step));
        EXPECT_TRUE(has(texts, full_number((*results.y)[step]).text))
            << describe(document) << "step " << step << ": " << joined(texts);
        ++sums;
    }
    EXPECT_GT(sums, 200);
}

TEST(Sum, a_term_is_spelled_out_in_names_numbers_and_product) {
    const Document document = scene_test::preset_document("numerical_padding_strides");
    const auto texts = sum_texts(document, evaluate(document), after_terms(5, 5));
    EXPECT_NE(joined(texts).find("w[1,1]|·|x[2,4]| = 2·3 = 6|"), std::string::npos) << joined(texts);
}

TEST(Sum, a_true_convolution_begins_with_the_last_weight) {
    Document document = scene_test::preset_document("true_convolution");
    const Results results = evaluate(document);
    const auto texts = sum_texts(document, results, after_terms(0, 1));
    EXPECT_TRUE(has(texts, "w[2,2]")) << joined(texts);
    EXPECT_NE(joined(texts).find("x[0−u+2, 0−v+2]"), std::string::npos) << joined(texts);
    document.cell_text = CellText::names;
    EXPECT_TRUE(has(sum_texts(document, results, finished(0, 9)), "w₂₂"));
}

TEST(Sum, channels_add_up_to_the_result) {
    const Document document = scene_test::preset_document("several_channels");
    const Results results = evaluate(document);
    for (const int64_t step : {0L, 7L, 17L}) {
        const Step terms = step_of(results, step);
        std::string expected;
        std::string together;
        double sum = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            double channel = 0;
            for (std::size_t t = c * 9; t < (c + 1) * 9; ++t)
                channel += terms.terms[t].product;
            expected += (c > 0 ? ", " : "") + ("channel " + std::to_string(c)) + ": " + number_text(channel);
            together += c == 0 ? number_text(channel)
                               : (channel < 0 ? " − " : " + ") + number_text(std::abs(channel));
            sum += channel;
        }
        EXPECT_EQ(sum, (*results.y)[step]);
        Document flat = document;
        flat.view = View::flat;
        const auto texts = sum_texts(flat, results, finished(step, 27));
        EXPECT_TRUE(has(texts, expected)) << expected << " in " << joined(texts);
        EXPECT_TRUE(has(texts, together + " =  ")) << together << " in " << joined(texts);
    }
}

Document biased(int64_t channels, std::vector<double> bias) {
    Document document;
    document.operation = make_operation(Kind::conv, {4, 4}, {2, 2});
    document.operation.in_channels = channels;
    document.operation.out_channels = static_cast<int64_t>(bias.size());
    document.bias = std::move(bias);
    document.lenses = {Lens::sum};
    return document;
}

/// Texts of the frame with this tag.
std::vector<std::string> tagged(const Frame& frame, const Tag& tag) {
    std::vector<std::string> texts;
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag == tag)
            texts.push_back(std::get<Label>(item->shape).text);
    return texts;
}

TEST(Sum, ends_with_the_bias_of_the_map) {
    for (const int64_t channels : {1, 2}) {
        const Document document = biased(channels, {7, -50, 0.25});
        const Results results = evaluate(document);
        for (const int64_t map : {0, 1, 2}) {
            const int64_t step = map * 9 + 4;
            const auto texts = sum_texts(document, results, finished(step, results.terms_per_step));
            const char* const added[] = {" + 7 =  ", " − 50 =  ", " + 0.25 =  "};
            EXPECT_NE(joined(texts).find(added[map]), std::string::npos) << joined(texts);
            EXPECT_TRUE(has(texts, full_number((*results.y)[step]).text)) << joined(texts);
            const Frame frame = frame_of(document, results, after_terms(step, 2));
            const char* const number[] = {"7", "−50", "0.25"};
            const auto chips = tagged(frame, tag_of(TagSpace::bias, map));
            EXPECT_TRUE(has(chips, number[map])) << joined(chips);
            EXPECT_TRUE(has(chips, "+ b[" + std::to_string(map) + "]")) << joined(chips);
        }
    }
    const Document one = biased(1, {7});
    EXPECT_NE(joined(sum_texts(one, evaluate(one), after_terms(0, 1))).find("+ b|"), std::string::npos);
}

TEST(Sum, has_its_bias_on_the_last_page) {
    Document document = biased(1, {3});
    document.operation = make_operation(Kind::conv, {14, 14}, {12, 12});
    const Results results = evaluate(document);
    const Frame frame = frame_of(document, results, finished(0, results.terms_per_step));
    EXPECT_FALSE(tagged(frame, tag_of(TagSpace::bias, 0)).empty());
}

/// Where not all terms have room, what those before came to is written, so that what is written is true.
TEST(Sum, a_page_says_what_came_before) {
    for (const Kind kind : {Kind::conv, Kind::max_pool}) {
        Document document = scene_test::preset_document("no_padding_no_strides");
        Operation operation = document.operation;
        operation.kind = kind;
        operation.input_size = {14, 14};
        operation.kernel_size = {12, 12};
        set_operation(document, operation);
        document.view = View::flat;
        const Results results = evaluate(document);
        ASSERT_TRUE(results.issues.empty());
        const Step step = step_of(results, 4);
        int carried = 0;
        for (int64_t term = 0; term < 144; term += 11) {
            Cursor cursor = finished(4, 144);
            cursor.phase = Phase::terms;
            cursor.terms = term + 1;
            int64_t first = 144; // of the terms that are shown
            const Frame frame = frame_of(document, results, cursor);
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag.space == static_cast<uint32_t>(TagSpace::sum) && item->tag.index > 0)
                    first = std::min(first, item->tag.index - 1);
            ASSERT_LE(first, term);
            const std::string value = number_text(folded(document.operation, step, first));
            const std::string count = std::to_string(first);
            const std::string text = kind == Kind::conv
                                         ? value + " from the first " + count + " terms, plus"
                                         : "largest of the first " + count + ": " + value + ", then";
            const auto texts = sum_texts(document, results, cursor);
            EXPECT_EQ(has(texts, text), first > 0) << text << " in " << joined(texts);
            carried += first > 0 ? 1 : 0;
        }
        EXPECT_GE(carried, 5) << "all terms have room: nothing is carried";
    }
}

/// What came before is said in words, however narrow the place.
TEST(Sum, a_page_names_the_channels_that_came_before) {
    Document document;
    document.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    document.operation.in_channels = 5;
    const Results results = evaluate(document);
    const Step step = step_of(results, 3);
    for (const View view : {View::flat, View::tilted})
        for (const Vec2 size : {Vec2{1280, 720}, {760, 480}, {640, 440}})
            for (const Language language : {Language::en, Language::zh}) {
                document.view = view;
                int carried = 0;
                for (int64_t term = 0; term < 45; term += 4) {
                    scene_test::FrameOptions options;
                    options.size = size;
                    options.language = language;
                    const Frame frame =
                        scene_test::frame_of(document, results, after_terms(3, term + 1), options);
                    int64_t first = 45;
                    std::string words;
                    for (const Item* item : scene_test::visible_labels(frame))
                        if (item->tag.space == static_cast<uint32_t>(TagSpace::sum)) {
                            first = item->tag.index > 0 ? std::min(first, item->tag.index - 1) : first;
                            words += std::get<Label>(item->shape).text + "|";
                        }
                    if (first == 0 || first == 45)
                        continue;
                    ++carried;
                    const bool zh = language == Language::zh;
                    const std::string value = number_text(folded(document.operation, step, first));
                    std::string brief = zh ? "此前 " : "before: ";
                    brief += value;
                    std::string channels = zh ? "得 " : " gave ";
                    channels.append(value).append(zh ? "，再加" : ", plus");
                    std::string terms = zh ? "项之和 " : value;
                    terms += zh ? value : " from the first ";
                    EXPECT_TRUE(words.find(brief) != std::string::npos ||
                                words.find(channels) != std::string::npos ||
                                words.find(terms) != std::string::npos)
                        << size.x << " wide: " << words;
                }
                EXPECT_GT(carried, 0) << size.x << " wide";
            }
}

TEST(Sum, a_maximum_names_its_switch) {
    const Document document = scene_test::preset_document("numerical_max_pooling");
    const Results results = evaluate(document);
    for (int64_t step = 0; step < results.steps; ++step) {
        const int64_t from = (*results.switches)[step];
        const std::string place =
            "   from x[" + std::to_string(from / 5) + "," + std::to_string(from % 5) + "]";
        EXPECT_TRUE(has(sum_texts(document, results, finished(step, 9)), place)) << place;
    }
}

TEST(Sum, divisors_are_said) {
    Document document = scene_test::preset_document("average_pooling_padding");
    const auto note = [&] { return joined(sum_texts(document, evaluate(document), finished(0, 9))); };
    EXPECT_NE(note().find("Divided by 9: padding counts."), std::string::npos) << note();
    document.operation.count_include_pad = false;
    EXPECT_NE(note().find("Divided by 4: padding does not count."), std::string::npos) << note();
    document.operation.kind = Kind::lp_pool;
    document.operation.count_include_pad = true;
    document.power_mean = true;
    EXPECT_NE(note().find("Power mean: divided by 4 before the root."), std::string::npos) << note();
}

TEST(Sum, an_unpooling_says_where_values_meet) {
    const Document document = scene_test::preset_document("overlapping_max_unpooling");
    const Results results = evaluate(document);
    ASSERT_EQ((*results.switches)[0], (*results.switches)[1]);
    const auto words = [&](int64_t step) { return joined(sum_texts(document, results, finished(step, 1))); };
    EXPECT_EQ(words(0).find("already"), std::string::npos) << words(0);
    EXPECT_NE(words(1).find("x[1,2] had 3 from y[0,0] already: the last one wins."), std::string::npos)
        << words(1);
}

} // namespace
} // namespace convlens
