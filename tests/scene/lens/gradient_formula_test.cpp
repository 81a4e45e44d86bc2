// What the gradients lens writes: every term of a sum, in numbers and in names, and what is a convolution of
// what.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/gradients.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/lens/gradients/gradients.h"
#include "scene/scene_fixture.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

using scene_test::visible_labels;

constexpr GradientOrder orders[] = {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights};
constexpr Vec2 tall{490, 630}; // a column of a window of 1280x720

struct Shown {
    Document document;
    Results results;
    Frame frame;
};

Shown shown(Document document, GradientOrder order, const Cursor& cursor, Tag hover = {},
            Language language = Language::en, Vec2 size = tall) {
    document.lenses = {Lens::gradients};
    document.gradients_lens.order = order;
    Results results = evaluate(document);
    scene_test::FrameOptions options;
    options.hover = hover;
    options.language = language;
    Frame frame = scene_test::lens_frame(document, results, cursor, Lens::gradients, size, options);
    return {std::move(document), std::move(results), std::move(frame)};
}

Shown shown(const char* preset, GradientOrder order, const Cursor& cursor, CellText text, Tag hover = {}) {
    Document document = scene_test::preset_document(preset);
    document.cell_text = text;
    return shown(document, order, cursor, hover);
}

/// All that is no cell, without spaces, in the order in which it is drawn.
std::string written(const Frame& frame) {
    std::string text;
    for (const Item* item : visible_labels(frame))
        if (item->tag.space == static_cast<uint32_t>(TagSpace::lens))
            text += std::get<Label>(item->shape).text;
    std::erase(text, ' ');
    return text;
}

int count_of(const std::string& text, const std::string& part) {
    int count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

void expect_written(const Frame& frame, const std::string& part) {
    EXPECT_NE(written(frame).find(part), std::string::npos) << part << " is not in\n" << written(frame);
}

Tag gradient(TagSpace space, int64_t element) {
    return tag_of(space, element);
}

TEST(GradientFormula, has_the_four_terms_of_the_document_in_names) {
    const std::pair<int64_t, const char*> all[] = {
        {0, "∂J/∂w₀₀=Σ∂J/∂y·∂y/∂w₀₀=∂J/∂y₀₀·x₀₀+∂J/∂y₀₁·x₀₁+∂J/∂y₁₀·x₁₀+∂J/∂y₁₁·x₁₁"},
        {1, "=∂J/∂y₀₀·x₀₁+∂J/∂y₀₁·x₀₂+∂J/∂y₁₀·x₁₁+∂J/∂y₁₁·x₁₂"},
        {2, "=∂J/∂y₀₀·x₀₂+∂J/∂y₀₁·x₀₃+∂J/∂y₁₀·x₁₂+∂J/∂y₁₁·x₁₃"},
        {3, "=∂J/∂y₀₀·x₁₀+∂J/∂y₀₁·x₁₁+∂J/∂y₁₀·x₂₀+∂J/∂y₁₁·x₂₁"}};
    for (const auto& [element, formula] : all)
        for (const GradientOrder order : {GradientOrder::outputs, GradientOrder::weights})
            expect_written(shown("no_padding_no_strides", order, after_terms(0, 1), CellText::names,
                                 gradient(TagSpace::dw, element))
                               .frame,
                           formula);
    expect_written(shown("no_padding_no_strides", GradientOrder::inputs, after_terms(0, 1), CellText::names,
                         gradient(TagSpace::dx, 5))
                       .frame,
                   "=∂J/∂y₀₀·w₁₁+∂J/∂y₀₁·w₁₀+∂J/∂y₁₀·w₀₁+∂J/∂y₁₁·w₀₀=");
}

TEST(GradientFormula, names_what_other_operations_sum) {
    const auto text = [](const char* preset, GradientOrder order, Tag element) {
        return shown(preset, order, finished(0, 1), CellText::names, element).frame;
    };
    expect_written(text("padding_strides_transposed", GradientOrder::weights, gradient(TagSpace::dw, 4)),
                   "∂J/∂w₁₁=Σ∂J/∂x·∂x/∂w₁₁=∂J/∂x₀₀·y₀₀");
    expect_written(text("numerical_average_pooling", GradientOrder::inputs, gradient(TagSpace::dx, 0)),
                   "∂J/∂x₀₀=Σ∂J/∂y·∂y/∂x₀₀=∂J/∂y₀₀÷9≈−0.1111111");
    expect_written(text("lp_pooling", GradientOrder::inputs, gradient(TagSpace::dx, 0)),
                   "=∂J/∂y₀₀·∂y₀₀/∂x₀₀=−0.6");
    expect_written(text("max_unpooling", GradientOrder::outputs, {}), "∂J/∂y₀₀=∂J/∂x");
    expect_written(text("several_channels", GradientOrder::weights, gradient(TagSpace::dw, 9)),
                   "∂J/∂w₀₁₀₀=Σ∂J/∂y·∂y/∂w₀₁₀₀=∂J/∂y₀₀₀·x₁₀₀");
    expect_written(text("true_convolution", GradientOrder::weights, gradient(TagSpace::dw, 0)),
                   "∂J/∂w₂₂=Σ∂J/∂y·∂y/∂w₂₂=∂J/∂y₀₀·x₀₀");
}

/// "=-1·3+0·(-1)=-3": what it comes to, and how many terms it has.
struct Read {
    double sum = 0;
    int64_t terms = 0;
};
Read read_sum(std::string text) {
    for (auto at = text.find("−"); at != std::string::npos; at = text.find("−"))
        text.replace(at, std::string("−").size(), "-");
    std::erase_if(text, [](char c) { return c == '(' || c == ')'; });
    Read read;
    const char* at = text.c_str();
    while (*at != 0) {
        char* end = nullptr;
        double value = std::strtod(at, &end);
        if (std::string_view(end).starts_with("·"))
            value *= std::strtod(end + std::string("·").size(), &end);
        else if (std::string_view(end).starts_with("÷"))
            value /= std::strtod(end + std::string("÷").size(), &end);
        read.sum += value;
        ++read.terms;
        at = *end == '+' ? end + 1 : end;
        if (at == end)
            break;
    }
    return read;
}

TEST(GradientFormula, has_all_terms_in_numbers_and_comes_to_the_gradient) {
    int64_t sums = 0;
    for (const char* preset :
         {"no_padding_no_strides", "numerical_padding_strides", "padding_strides_transposed", "grouped",
          "several_channels", "causal_1d", "convolution_3d", "numerical_max_pooling",
          "numerical_average_pooling", "dilation_transposed", "true_convolution"}) {
        const Document document = scene_test::preset_document(preset);
        for (const GradientOrder order : {GradientOrder::inputs, GradientOrder::weights}) {
            const bool of_weight = order == GradientOrder::weights;
            if (of_weight && !has_weight(document.operation.kind))
                continue;
            const TagSpace space = of_weight ? TagSpace::dw : TagSpace::dx;
            Document with = document;
            with.lenses = {Lens::gradients};
            const Results results = evaluate(with);
            const Tensor<double>& tensor = of_weight ? results.gradients->dw : results.gradients->dx;
            for (int64_t i = 0; i < tensor.count(); i += 1 + tensor.count() / 7) {
                const Shown s =
                    shown(document, order, finished(0, 1), gradient(space, i), Language::en, {490, 1200});
                const std::string all = written(s.frame);
                const auto head = all.find("∂J/∂", all.find("Σ") + 1);
                const auto from = all.find('=', all.find("/∂", head + 5));
                const std::string what = std::string(preset) + " element " + std::to_string(i) + "\n" + all;
                if (all.find("Σ") == std::string::npos)
                    continue; // nothing flows to it
                ASSERT_NE(from, std::string::npos) << what;
                const auto to = std::min(all.find('=', from + 1), all.find("≈", from + 1));
                ASSERT_NE(to, std::string::npos) << what;
                const Read read = read_sum(all.substr(from + 1, to - from - 1));
                EXPECT_NEAR(read.sum, tensor[i], 0.02 * static_cast<double>(read.terms)) << what;
                std::string total = equals_text(tensor[i]);
                std::erase(total, ' ');
                EXPECT_TRUE(all.substr(to).starts_with(total)) << what;
                ++sums;
            }
        }
    }
    EXPECT_GT(sums, 80);
}

TEST(GradientFormula, of_too_many_terms_goes_in_pages_that_follow_the_terms) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {24, 24}, {3, 3});
    document.input = document.weight = Source{};
    document.lenses = {Lens::gradients};
    const int64_t steps = evaluate(document).steps;
    for (const int64_t step : {steps / 18, steps / 3, steps - 30}) {
        const Shown s = shown(document, GradientOrder::weights, after_terms(step, 5));
        EXPECT_NE(written(s.frame).find("fromthefirst"), std::string::npos) << written(s.frame);
        const auto labels = visible_labels(s.frame);
        EXPECT_TRUE(std::any_of(labels.begin(), labels.end(),
                                [&](const Item* item) {
                                    const Label& label = std::get<Label>(item->shape);
                                    return label.face == Face::mono_bold &&
                                           label.color == theme(ThemeId::light).current;
                                }))
            << "no term is lit at step " << step;
    }
}

TEST(GradientFormula, says_once_what_dy_is) {
    for (const Preset& preset : presets())
        for (const GradientOrder order : orders)
            for (const Language language : {Language::en, Language::zh}) {
                const Shown s = shown(preset.document, order, finished(0, 1), {}, language);
                const bool swapped = is_swapped(s.results.operation.kind);
                EXPECT_EQ(count_of(written(s.frame), swapped ? "dX=∂J/∂X" : "dY=∂J/∂Y"), 1)
                    << preset.document.name << "\n"
                    << written(s.frame);
            }
}

bool has_label(const Frame& frame, const std::string& text) {
    const auto labels = visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(),
                       [&](const Item* item) { return std::get<Label>(item->shape).text == text; });
}

TEST(GradientFormula, says_what_is_a_convolution_of_what) {
    const auto frame = [](const char* preset, GradientOrder order) {
        return shown(preset, order, after_terms(0, 1), CellText::numbers).frame;
    };
    EXPECT_TRUE(has_label(frame("numerical_padding_strides", GradientOrder::weights),
                          "dW = conv(X, dY, padding 1, dilation 2)"));
    EXPECT_TRUE(has_label(frame("padding_strides_odd_transposed", GradientOrder::weights),
                          "dW = conv(dX, Y, p₁ = 1, p₂ = 0, dilation 2)"));
    EXPECT_TRUE(has_label(frame("numerical_padding_strides", GradientOrder::inputs),
                          "one zero between the elements of dY"));
    expect_written(frame("numerical_padding_strides", GradientOrder::inputs),
                   "dX=conv(dY,Wreverse,padding1)");
    expect_written(frame("several_channels", GradientOrder::weights), "dW[o,c]=conv(X[c],dY[o],padding0)");
    expect_written(frame("true_convolution", GradientOrder::weights), "dWreverse=conv(X,dY,padding0)");
    expect_written(frame("true_convolution", GradientOrder::inputs), "dX=conv(dY,W,padding2)");
    const std::string flow = written(
        shown("numerical_padding_strides", GradientOrder::outputs, finished(2, 9), CellText::numbers).frame);
    EXPECT_NE(flow.find("dW+=∂J/∂y₀₂·X(window)"), std::string::npos) << flow;
    EXPECT_EQ(flow.find("·X="), std::string::npos) << "not the whole of X: " << flow;
}

TEST(GradientFormula, calls_a_negative_padding_a_crop) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    document.operation.stride = {2, 2};
    expect_written(shown(document, GradientOrder::weights, after_terms(0, 1)).frame,
                   "dW=conv(X,dY,crop1attheend,dilation2)");
}

/// Texts of the cells of a tensor in the order in which they are drawn.
std::vector<std::string> cells(const Frame& frame, TagSpace space) {
    std::vector<std::string> texts;
    for (const Item* item : visible_labels(frame))
        if (item->tag.space == static_cast<uint32_t>(space))
            texts.push_back(std::get<Label>(item->shape).text);
    return texts;
}

TEST(GradientCells, have_names_where_the_document_has) {
    const Shown s = shown("no_padding_no_strides", GradientOrder::inputs, finished(3, 9), CellText::names);
    const std::vector<std::string> reversed{"w₂₂", "w₂₁", "w₂₀", "w₁₂", "w₁₁", "w₁₀", "w₀₂", "w₀₁", "w₀₀"};
    const std::vector<std::string> drawn = cells(s.frame, TagSpace::w);
    ASSERT_GE(drawn.size(), reversed.size());
    EXPECT_EQ(std::vector(drawn.end() - 9, drawn.end()), reversed);
    const std::vector<std::string> dx = cells(s.frame, TagSpace::dx);
    ASSERT_EQ(dx.size(), 32U) << "a numerator and a denominator each";
    EXPECT_EQ(dx[0] + dx[1] + dx[30] + dx[31], "∂J∂x₀₀∂J∂x₃₃");
}

TEST(GradientCells, that_no_window_reaches_are_0_when_their_turn_has_come) {
    Document document = default_document();
    document.operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    document.operation.stride = {2, 2};
    document.lenses = {Lens::gradients};
    const Results results = evaluate(document);
    const auto text = [&](const Cursor& cursor, int64_t element) {
        const Shown s = shown(document, GradientOrder::outputs, cursor);
        for (const Item* item : visible_labels(s.frame))
            if (item->tag == tag_of(TagSpace::dx, element))
                return std::get<Label>(item->shape).text;
        return std::string();
    };
    const int64_t right = 5, below = 35; // of the first row; of the last one
    EXPECT_EQ(text(finished(0, results.terms_per_step), right), "");
    EXPECT_EQ(text(finished(1, results.terms_per_step), right), "0");
    EXPECT_EQ(text(finished(1, results.terms_per_step), below), "");
    EXPECT_EQ(text(finished(3, results.terms_per_step), below), "0");
}

TEST(GradientCells, have_none_for_a_bias_that_is_not_there) {
    for (const GradientOrder order : orders)
        EXPECT_FALSE(has_label(
            shown("numerical_padding_strides", order, finished(3, 9), CellText::numbers).frame, "db"));
}

TEST(GradientCells, keep_the_colours_of_the_figure) {
    for (const char* preset : {"padding_strides_odd_transposed", "no_padding_no_strides"}) {
        const Shown s = shown(preset, GradientOrder::weights, after_terms(0, 1), CellText::numbers);
        const Theme& colors = theme(ThemeId::light);
        const bool swapped = is_swapped(s.results.operation.kind);
        int found = 0;
        for (const Item& item : s.frame.items)
            if (const Box* box = std::get_if<Box>(&item.shape);
                box != nullptr && item.tag.space == static_cast<uint32_t>(TagSpace::x)) {
                const TensorColors& own = swapped ? colors.y : colors.x;
                EXPECT_TRUE(box->fill == own.fill || box->fill == own.lit) << preset;
                ++found;
            }
        EXPECT_GT(found, 0) << preset;
    }
}

TEST(GradientCells, use_the_width_of_their_card) {
    for (const Preset& preset : presets())
        for (const GradientOrder order : orders) {
            const Shown s = shown(preset.document, order, finished(0, 1), {}, Language::en, {490, 1200});
            float right = 0, low = 1e9F, high = 0, cell = 0;
            for (const Item& item : s.frame.items)
                if (const Box* box = std::get_if<Box>(&item.shape); box != nullptr && box->radius == 0) {
                    const Rect r = bounds(item, s.frame, scene_test::typesetter());
                    right = std::max(right, r.max.x);
                    low = std::min(low, r.min.y);
                    high = std::max(high, r.max.y);
                    if (item.tag.space == static_cast<uint32_t>(TagSpace::dx))
                        cell = box->u.x;
                }
            EXPECT_TRUE(right > 0.85F * tall.x || cell > 0.1F * tall.x || high - low > 0.5F * tall.x)
                << preset.document.name << " order " << static_cast<int>(order) << ": up to " << right
                << ", cells of " << cell;
        }
}

TEST(GradientCells, can_be_read_on_the_stage) {
    constexpr float min_digits = 18; // px
    for (const Preset& preset : presets())
        for (const GradientOrder order : orders)
            for (const bool with_sum : {false, true}) {
                Document document = preset.document;
                document.cell_text = CellText::numbers;
                document.gradients_lens.order = order;
                document.lenses = {Lens::gradients};
                if (with_sum)
                    document.lenses.push_back(Lens::sum);
                const Results results = evaluate(document);
                Composition composition;
                composition.stage = composition.progress = true;
                const Frame frame = compose(
                    {document, results, finished(results.steps / 2, results.terms_per_step), Tag{},
                     theme(ThemeId::light), Texts(Language::en), scene_test::typesetter(), composition});
                int numbers = 0;
                for (const Item* item : visible_labels(frame))
                    if (item->tag.space == static_cast<uint32_t>(TagSpace::dx) ||
                        item->tag.space == static_cast<uint32_t>(TagSpace::dw)) {
                        const Label& label = std::get<Label>(item->shape);
                        EXPECT_GE(label.size, min_digits - 0.05F)
                            << document.name << " order " << static_cast<int>(order) << ": " << label.text;
                        ++numbers;
                    }
                EXPECT_GT(numbers, 0) << document.name << " order " << static_cast<int>(order);
            }
}

TEST(GradientChoices, are_the_orders_and_the_switch_of_the_sum) {
    Document document = default_document();
    choose_in_gradients(document, 2);
    EXPECT_EQ(document.gradients_lens.order, GradientOrder::weights);
    choose_in_gradients(document, 4);
    EXPECT_EQ(document.cell_text, CellText::names);
    choose_in_gradients(document, 3);
    EXPECT_EQ(document.cell_text, CellText::numbers);
    EXPECT_EQ(document.gradients_lens.order, GradientOrder::weights);
}

} // namespace
} // namespace convlens
