// Numbers as they come into the picture: the figure, the lenses, what is pointed at and the sum say the same.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/gradients.h"
#include "document/evaluate/transposed.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/read_number.h"
#include "scene/scene_fixture.h"
#include "scene/spoken/spoken_step.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <regex>

namespace convlens {
namespace {

using scene_test::frame_of;
using scene_test::read_number;
using scene_test::texts_of;

bool has(const std::vector<std::string>& texts, const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// A trained kernel: small numbers of many digits.
Document trained(uint64_t seed, double scale, bool single = false) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal(0, scale);
    Document document;
    document.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    std::vector<double> weights(9), pixels(36);
    for (double& w : weights)
        w = single ? static_cast<float>(normal(random)) : normal(random);
    for (double& x : pixels)
        x = normal(random) * 7 / scale;
    document.weight = values_source({1, 1, 3, 3}, weights);
    document.input = values_source({1, 1, 6, 6}, pixels);
    return document;
}

/// Cells in the spaces of X, W and Y that read as 0 where the number is another.
int64_t expect_no_false_zero(const Document& document, const Results& results, const Frame& frame) {
    int64_t read_cells = 0;
    for (const Item* item : scene_test::visible_labels(frame)) {
        const auto space = static_cast<TagSpace>(item->tag.space);
        const LazyTensor<double>* tensor = space == TagSpace::x   ? results.x.get()
                                           : space == TagSpace::w ? results.w.get()
                                           : space == TagSpace::y ? results.y.get()
                                                                  : nullptr;
        const auto read = read_number(std::get<Label>(item->shape).text);
        if (tensor == nullptr || !read || item->tag.index >= tensor->count())
            continue;
        const double value = (*tensor)[item->tag.index];
        EXPECT_EQ(read->value == 0, value == 0)
            << std::get<Label>(item->shape).text << " for " << value << scene_test::describe(document);
        ++read_cells;
    }
    return read_cells;
}

/// In every order of the gradients lens: cells times the factor beside the tensor's name are its numbers.
TEST(ShownNumbers, gradients_have_a_common_factor_too) {
    for (const double scale : {1e-4, 3e-3, 3e5}) {
        int64_t scaled = 0;
        for (const GradientOrder order :
             {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights}) {
            Document document = trained(7, scale);
            std::vector<double> pixels(36);
            for (std::size_t i = 0; i < pixels.size(); ++i)
                pixels[i] = scale * static_cast<double>(1 + i % 7) * (i % 2 == 0 ? 1 : -1);
            document.input = values_source({1, 1, 6, 6}, pixels);
            document.lenses = {Lens::gradients};
            document.gradients_lens.order = order;
            const Results results = evaluate(document);
            const Gradients& g = *results.gradients;
            Cursor done = finished(15, results.terms_per_step);
            done.reveal_all = true;
            const Frame frame = frame_of(document, results, done, {.size = {1600, 900}});
            const std::vector<std::string> texts = texts_of(frame);
            int64_t cells = 0;
            for (const Item* item : scene_test::visible_labels(frame)) {
                const auto space = static_cast<TagSpace>(item->tag.space);
                const auto read = read_number(std::get<Label>(item->shape).text);
                if ((space != TagSpace::dx && space != TagSpace::dw) || !read)
                    continue;
                const bool is_x = space == TagSpace::dx;
                const double value = (is_x ? g.dx : g.dw)[item->tag.index];
                const NumberFormat format = number_format(is_x ? g.dx_magnitudes : g.dw_magnitudes, 0, false);
                EXPECT_TRUE(format.exponent == 0 || has(texts, format.factor())) << scale;
                EXPECT_NEAR(read->value * std::pow(10.0, format.exponent), value, 0.051 * std::abs(value))
                    << std::get<Label>(item->shape).text << " for " << value << " at scale " << scale;
                ++cells;
                scaled += format.exponent != 0 ? 1 : 0;
            }
            EXPECT_GE(cells, 9) << scale;
        }
        EXPECT_GE(scaled, 9) << scale;
    }
}

/// In each of the three ways, from a convolution and from a transposed one: what the card says by a letter
/// times the cells of W and of its input are the tensors' numbers.
TEST(ShownNumbers, the_transposed_lens_has_a_common_factor_too) {
    for (const Kind kind : {Kind::conv, Kind::conv_transpose})
        for (const TransposedWay way :
             {TransposedWay::scatter, TransposedWay::stretched, TransposedWay::matrix}) {
            Document document;
            document.operation = make_operation(kind, {3, 3}, {2, 2});
            std::vector<double> pixels, weights{0.001, -0.002, 0.003, 0.004};
            for (int i = 1; i <= 9; ++i)
                pixels.push_back(0.001 * i);
            document.input = values_source({1, 1, 3, 3}, pixels);
            document.weight = values_source({1, 1, 2, 2}, weights);
            document.lenses = {Lens::transposed};
            document.transposed_lens.way = way;
            const Results results = evaluate(document);
            Cursor done = finished(results.steps - 1, results.terms_per_step);
            done.reveal_all = true;
            const Frame frame = frame_of(document, results, done, {.size = {1600, 900}});
            const auto card = std::find_if(frame.items.begin(), frame.items.end(), [](const Item& item) {
                return item.tag == tag_of(TagSpace::lens, static_cast<int64_t>(Lens::transposed));
            });
            Frame lens;
            lens.size = frame.size;
            lens.items.assign(card, frame.items.end());
            std::string all;
            for (const std::string& text : texts_of(lens))
                all += text + "\n";
            const Results& transposed = results.transposed->results;
            const auto expect_cells = [&](const std::string& letter, const LazyTensor<double>& tensor,
                                          const Magnitudes& magnitudes) {
                const NumberFormat format = number_format(magnitudes, 0, false);
                ASSERT_NE(format.exponent, 0);
                EXPECT_NE(all.find(letter + " " + format.factor()), std::string::npos)
                    << letter << " in " << all << static_cast<int>(way);
                for (int64_t i = 0; way == TransposedWay::scatter && letter != "W" && i < tensor.count(); ++i)
                    EXPECT_NE(all.find(format.cell(tensor[i])), std::string::npos) << letter << i << all;
            };
            expect_cells("y", *transposed.x, transposed.x_magnitudes);
            expect_cells("x", *transposed.y, transposed.y_magnitudes);
            if (way != TransposedWay::scatter) // it shows no kernel
                expect_cells("W", *transposed.w, transposed.w_magnitudes);
            if (way == TransposedWay::stretched) {
                EXPECT_NE(all.find("turned"), std::string::npos) << all;
            }
            EXPECT_EQ(all.find("0.00"), std::string::npos) << "no cell is written in full: " << all;
            document.cell_text = CellText::names;
            for (const std::string& text : texts_of(frame_of(document, results, done, {.size = {1600, 900}})))
                EXPECT_EQ(text.find("10⁻"), std::string::npos) << text;
        }
}

TEST(ShownNumbers, nothing_near_0_reads_0_in_any_lens) {
    int64_t cells = 0;
    for (const double scale : {1e-9, 1e-4, 0.004, 0.03, 0.4, 3e5})
        for (const Lens lens : {Lens::sum, Lens::im2col, Lens::unrolled, Lens::transposed, Lens::gradients})
            for (const bool single : {false, true}) {
                Document document = trained(7, scale, single);
                document.lenses = {lens};
                const Results results = evaluate(document);
                cells += expect_no_false_zero(
                    document, results, frame_of(document, results, finished(15, results.terms_per_step)));
            }
    EXPECT_GT(cells, 3000);
}

TEST(ShownNumbers, the_gaussian_has_its_factor_by_its_name) {
    Document document = scene_test::preset_document("no_padding_no_strides");
    set_operation(document, make_operation(Kind::conv, {9, 9}, {5, 5}));
    document.weight = kernel_source(KernelName::gaussian);
    document.lenses = {Lens::im2col};
    const Results results = evaluate(document);
    const auto texts = texts_of(frame_of(document, results, finished(3, 25)));
    EXPECT_TRUE(has(texts, "W × 10⁻³"));
    for (const char* weight : {"3.9", "16", "23", "63", "94", "141"})
        EXPECT_TRUE(has(texts, weight)) << weight;
    const auto card = std::find_if(texts.begin(), texts.end(), [](const std::string& text) {
        return text.starts_with("W × 10⁻³") && text.size() > std::string("W × 10⁻³").size();
    });
    EXPECT_NE(card, texts.end()) << "the card says so too";
    document.cell_text = CellText::names;
    EXPECT_FALSE(has(texts_of(frame_of(document, results, finished(3, 25))), "W × 10⁻³"));
}

TEST(ShownNumbers, what_is_pointed_at_is_told_in_full) {
    Document document = trained(3, 0.05);
    document.operation.input_size = {6, 6};
    const Results results = evaluate(document);
    const auto told = [&](TagSpace space, int64_t index) {
        scene_test::FrameOptions options;
        options.hover = tag_of(space, index);
        return texts_of(frame_of(document, results, finished(15, 9), options));
    };
    EXPECT_TRUE(has(told(TagSpace::y, 7), "y[1,3] " + equals_text((*results.y)[7])));
    EXPECT_TRUE(has(told(TagSpace::w, 4), "w[1,1] " + equals_text((*results.w)[4])));
    EXPECT_TRUE(has(told(TagSpace::x, 8), "x[1,2] " + equals_text((*results.x)[8])));
}

/// The last line of a sum: the terms as they are shown, "=" or "≈", the result.
TEST(ShownNumbers, a_sum_says_equal_only_where_that_is_true) {
    std::mt19937_64 random(11);
    int equal = 0, about = 0;
    for (int round = 0; round < 120; ++round) {
        Document document = trained(static_cast<uint64_t>(round), std::pow(10.0, round % 7 - 4));
        if (round % 2 == 0) { // few digits
            std::vector<double> weights(9);
            for (double& w : weights)
                w = static_cast<double>(static_cast<int64_t>(random() % 2000) - 1000) /
                    (round % 4 == 0 ? 100 : 8);
            document.weight = values_source({1, 1, 3, 3}, weights);
            document.input = {};
        }
        document.digits = round % 3 == 0 ? round % 7 : 0;
        const Results results = evaluate(document);
        const auto step = static_cast<int64_t>(random() % 16);
        const Frame frame = frame_of(document, results, finished(step, 9));
        double factors = 1, sum = 0;
        int read_factors = 0;
        std::string sign, result;
        for (const Item* item : scene_test::visible_labels(frame)) {
            if (item->tag.space != static_cast<uint32_t>(TagSpace::sum))
                continue;
            const std::string& text = std::get<Label>(item->shape).text;
            const auto read = read_number(text);
            if (item->tag.index > 0 && read) {
                factors = read_factors % 2 == 0 ? read->value : factors * read->value;
                sum += read_factors++ % 2 == 1 ? factors : 0;
            } else if (text == "=  " || text == "≈  ") {
                sign = text.substr(0, text.size() - 2);
            } else if (!sign.empty() && read && result.empty()) {
                result = text;
            }
        }
        ASSERT_EQ(read_factors, 18) << round;
        ASSERT_FALSE(result.empty()) << round;
        const double value = (*results.y)[step], shown = read_number(result)->value;
        EXPECT_EQ(result, full_number(value).text);
        if (sign == "=") {
            EXPECT_NEAR(sum, shown, 1e-9 * std::max(1.0, std::abs(shown))) << round;
            EXPECT_NEAR(value, shown, 1e-13 * std::abs(shown)) << round;
        }
        (sign == "=" ? equal : about) += 1;
    }
    EXPECT_GT(equal, 20);
    EXPECT_GT(about, 20);
}

TEST(ShownNumbers, a_root_that_is_no_whole_number_is_not_said_to_be_one) {
    Document document;
    document.operation = make_operation(Kind::lp_pool, {2, 2}, {2, 2});
    document.operation.norm_p = 8;
    document.input = values_source({1, 1, 2, 2}, {12, 0, 0, 0});
    const Results results = evaluate(document);
    const auto texts = texts_of(frame_of(document, results, finished(0, 4)));
    const bool power = std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
        return text.find("429981696^(1/8) =") != std::string::npos;
    });
    EXPECT_TRUE(power);
    document.input = values_source({1, 1, 2, 2}, {11, 3, 0, 0});
    const Results other = evaluate(document);
    const auto others = texts_of(frame_of(document, other, finished(0, 4)));
    const bool about = std::any_of(others.begin(), others.end(),
                                   [](const std::string& text) { return text.ends_with("^(1/8) ≈  "); });
    EXPECT_TRUE(about);
}

/// In no picture: a minus of programs, 1e+06, or one number twice ("= −1 = −1").
TEST(ShownNumbers, are_written_as_people_write_them) {
    const std::regex program(R"((^|[^0-9A-Za-z_\]-])-[0-9∞]|[0-9]e[+-]?[0-9])");
    const std::regex twice(R"((?:=|≈) ((?:−)?[0-9.]+) (?:=|≈) \1(?:$| [^·÷0-9]))");
    std::mt19937_64 random(5);
    int64_t looked_at = 0;
    for (int round = 0; round < 60; ++round) {
        Document document = random_document(random);
        document.lenses = {Lens::sum, Lens::gradients, Lens::sizes};
        if (round % 2 == 0)
            document.lenses = {static_cast<Lens>(random() % static_cast<uint64_t>(Lens::code))};
        const Results results = evaluate(document);
        scene_test::FrameOptions options;
        options.language = round % 3 == 0 ? Language::zh : Language::en;
        options.size = {1600, 900};
        const Cursor cursor = scene_test::random_cursor(results, random);
        for (const std::string& text : texts_of(frame_of(document, results, cursor, options))) {
            EXPECT_FALSE(std::regex_search(text, program)) << text << scene_test::describe(document);
            EXPECT_FALSE(std::regex_search(text, twice)) << text << scene_test::describe(document);
            ++looked_at;
        }
    }
    EXPECT_GT(looked_at, 3000);
}

/// Unpooling may take away at the end: its output padding is below 0.
TEST(ShownNumbers, an_output_padding_below_0_has_the_minus_of_all_numbers) {
    for (const Sizes& added : {Sizes{-1}, Sizes{-1, 1}, Sizes{1, -1, 0}}) {
        Document document;
        document.operation =
            make_operation(Kind::max_unpool, Sizes::filled(added.size(), 5), Sizes::filled(added.size(), 3));
        document.operation.stride = Sizes::filled(added.size(), 3);
        document.operation.output_padding = added;
        const Results results = evaluate(document);
        for (const Language language : {Language::en, Language::zh}) {
            scene_test::FrameOptions options;
            options.language = language;
            std::string all = spoken_step(document, step_of(document, 0), Texts(language));
            for (const std::string& text : texts_of(frame_of(document, results, finished(0, 1), options)))
                all += "\n" + text;
            EXPECT_TRUE(scene_test::says(all, "−1")) << all;
            EXPECT_FALSE(scene_test::says(all, "-1")) << all;
        }
    }
}

/// A gradient of one term is that term, said once.
TEST(ShownNumbers, one_term_is_not_its_own_sum) {
    Document document = scene_test::preset_document("numerical_max_pooling");
    document.lenses = {Lens::gradients};
    document.gradients_lens.order = GradientOrder::inputs;
    const Results results = evaluate(document);
    const std::regex twice(R"((?:=|≈) ((?:−)?[0-9.]+) (?:=|≈) \1(?:$| ))");
    int sums = 0;
    for (int64_t x = 0; x < results.x->count(); ++x) {
        scene_test::FrameOptions options;
        options.hover = tag_of(TagSpace::dx, x);
        for (const std::string& text : texts_of(frame_of(document, results, finished(8, 9), options))) {
            EXPECT_FALSE(std::regex_search(text, twice)) << text;
            sums += text.starts_with("= ") ? 1 : 0;
        }
    }
    EXPECT_GT(sums, 5);
}

/// Fractions of neighbours in the unrolled matrix of an average stay apart.
TEST(ShownNumbers, fractions_never_run_together) {
    Document document = scene_test::preset_document("numerical_average_pooling");
    document.lenses = {Lens::unrolled};
    const Results results = evaluate(document);
    for (const Vec2 size : {Vec2{410, 290}, {640, 360}, {1200, 800}}) {
        const Frame frame = scene_test::lens_frame(document, results, finished(4, 9), Lens::unrolled, size);
        std::vector<std::pair<Vec2, float>> entries; // middles, widths
        for (const Item* item : scene_test::visible_labels(frame)) {
            const Label& label = std::get<Label>(item->shape);
            if (label.text.find('/') != std::string::npos && label.text.size() <= 4)
                entries.emplace_back(label.position,
                                     scene_test::typesetter().width(label.text, label.face, label.size));
        }
        for (std::size_t a = 0; a < entries.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const Vec2 between = entries[a].first - entries[b].first;
                if (std::abs(between.y) < 2) {
                    EXPECT_GE(std::abs(between.x), entries[a].second * 1.12F) << size.x;
                }
            }
    }
}

} // namespace
} // namespace convlens
