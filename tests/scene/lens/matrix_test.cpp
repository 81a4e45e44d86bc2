// The lenses of the two matrices: their cells are the engine's, in their places, whatever the operation.
#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "document/evaluate/evaluate.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/lens/matrix/unrolled_kind.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace convlens {
namespace {

using scene_test::describe;
using scene_test::lens_frame;

constexpr Vec2 whole{9000, 9000}; // every matrix of a random document is shown whole

/// Texts of the cells of a space by their indices.
std::map<int64_t, std::string> cell_texts(const Frame& frame, TagSpace space) {
    std::map<int64_t, std::string> texts;
    for (const Item* item : scene_test::visible_labels(frame))
        if (item->tag.space == static_cast<uint32_t>(space))
            texts[item->tag.index] = std::get<Label>(item->shape).text;
    return texts;
}

std::string text_of(const Document& document, const Magnitudes& magnitudes, double value) {
    return number_format(magnitudes, static_cast<int>(document.digits), false).cell(value);
}

TEST(Im2colLens, shows_the_engines_matrix) {
    std::mt19937_64 random(41);
    int64_t compared = 0;
    for (int round = 0; round < 60; ++round) {
        Document document = random_document(random);
        document.cell_text = CellText::numbers;
        const Results results = evaluate(document);
        const Operation& op = results.operation;
        if (!has_im2col(op.kind) || im2col_shape(op)[1] > 200)
            continue;
        const Cursor cursor = scene_test::random_cursor(results, random);
        const auto texts =
            cell_texts(lens_frame(document, results, cursor, Lens::im2col, whole), TagSpace::im2col);
        const Im2col matrix(op);
        const int64_t item = cursor.step / (op.out_channels * matrix.columns());
        const int64_t first = item * op.in_channels * op.input_size.product();
        for (int64_t row = 0; row < matrix.rows(); ++row)
            for (int64_t column = 0; column < matrix.columns(); ++column) {
                const Im2col::Entry entry = matrix.entry(row, column);
                const auto found = texts.find(row * matrix.columns() + column);
                const std::string shown = found == texts.end() ? "" : found->second;
                const bool zero = entry.input < 0;
                ASSERT_TRUE(zero ? shown.empty() || shown == "0"
                                 : shown == text_of(document, results.x_magnitudes,
                                                    (*results.x)[first + entry.input]))
                    << describe(document) << "row " << row << " column " << column << " shows '" << shown
                    << "'";
                ++compared;
            }
    }
    EXPECT_GT(compared, 5000);
}

/// Products of each row as they are written: w times x, the names or the numbers.
std::multiset<std::string> written_products(const Document& document, const Results& results, int64_t row) {
    const Operation& op = results.operation;
    const Relation relation(op);
    std::multiset<std::string> products;
    const auto number = [](double value) {
        const std::string text = number_text(value);
        return value < 0 ? "(" + text + ")" : text;
    };
    for (int64_t t = 0; t < relation.terms_per_output(); ++t) {
        const Term term = relation.term_of_output(row, t);
        if (term.kind != TermKind::product)
            continue;
        const auto name = [&](char letter, int64_t flat, const Sizes& shape) {
            return element_name(letter, spatial_indices(flat, shape, op.dims()));
        };
        const char base = op.kind == Kind::conv_transpose ? 'y' : 'x';
        products.insert(document.cell_text == CellText::names
                            ? name('w', term.weight, results.w->shape) +
                                  name(base, term.input, results.x->shape)
                            : number((*results.w)[term.weight]) + "·" + number((*results.x)[term.input]));
    }
    return products;
}

TEST(UnrolledLens, writes_all_of_y_out_as_the_document_does) {
    for (const char* preset : {"no_padding_no_strides", "padding_strides", "no_padding_strides_transposed",
                               "dilation", "causal_1d"})
        for (const CellText text : {CellText::numbers, CellText::names}) {
            Document document = scene_test::preset_document(preset);
            document.cell_text = text;
            document.unrolled_lens.all_rows = true;
            const Results results = evaluate(document);
            const Frame frame = lens_frame(document, results, finished(1, results.terms_per_step),
                                           Lens::unrolled, {900, 2600});
            std::multiset<std::string> expected, shown;
            for (int64_t row = 0; row < results.steps; ++row)
                expected.merge(written_products(document, results, row));
            for (const Item* item : scene_test::visible_labels(frame))
                if (expected.contains(std::get<Label>(item->shape).text) &&
                    item->tag.space == static_cast<uint32_t>(TagSpace::unrolled))
                    shown.insert(std::get<Label>(item->shape).text);
            EXPECT_EQ(shown, expected) << preset;
        }
}

TEST(UnrolledLens, has_as_many_items_at_every_moment_when_all_of_y_is_written) {
    for (const char* preset : {"padding_strides", "no_padding_no_strides", "padding_strides_odd_transposed"})
        for (const Vec2 size : {Vec2{500, 330}, Vec2{500, 640}}) {
            Document document = scene_test::preset_document(preset);
            document.unrolled_lens.all_rows = true;
            const Results results = evaluate(document);
            std::size_t items = 0;
            std::mt19937_64 random(7);
            for (int i = 0; i < 40; ++i) {
                const Frame frame = lens_frame(document, results, scene_test::random_cursor(results, random),
                                               Lens::unrolled, size);
                items = i == 0 ? frame.items.size() : items;
                ASSERT_EQ(frame.items.size(), items) << preset << " " << size.y;
            }
        }
}

/// Whether the entries of C are what the line says: those of the named rows of the circulant of its first
/// row.
TEST(UnrolledLens, says_which_rows_of_a_circulant_it_has) {
    const Operation op = scene_test::preset_document("no_padding_no_strides").operation;
    const std::string line = unrolled_kind(Texts(Language::en), op);
    EXPECT_NE(line.find("rows 1, 2, 5, 6 of the 16 × 16 circulant"), std::string::npos) << line;
    const Unrolled matrix(op);
    const int64_t rows[] = {0, 1, 4, 5};
    for (int64_t r = 0; r < 4; ++r)
        for (int64_t c = 0; c < 16; ++c)
            EXPECT_EQ(matrix.entry(r, c).weight, matrix.entry(0, (c - rows[r] + 16) % 16).weight)
                << r << " " << c;
}

TEST(UnrolledLens, says_what_kind_of_matrix_it_is) {
    const auto line = [](Operation op) { return unrolled_kind(Texts(Language::en), op); };
    Operation op = make_operation(Kind::conv, {5, 5}, {3, 3});
    op.padding_begin = op.padding_end = {1, 1};
    EXPECT_EQ(line(op), "C is block Toeplitz with Toeplitz blocks. The padding's columns are left out.");
    op.stride = {2, 2};
    EXPECT_NE(line(op).find("the rows that the stride keeps"), std::string::npos) << line(op);
    op.stride = {1, 1};
    op.padding_mode = PaddingMode::circular;
    EXPECT_EQ(line(op), "C is block circulant with circulant blocks.");
    op.padding_mode = PaddingMode::reflect;
    EXPECT_EQ(line(op),
              "The padding puts several weights on one element, so the diagonals differ at the borders.");
    Operation one = make_operation(Kind::conv, {5}, {3});
    one.padding_begin = one.padding_end = {1};
    EXPECT_EQ(line(one).substr(0, 16), "C is Toeplitz (o");
    op.padding_mode = PaddingMode::zeros;
    op.in_channels = 2;
    EXPECT_EQ(line(op).substr(0, 25), "Each channel pair's part ");
    EXPECT_EQ(line(make_operation(Kind::max_pool, {4, 4}, {2, 2})), "");
    EXPECT_EQ(line(make_operation(Kind::conv_transpose, {2, 2}, {3, 3})),
              "Cᵀ is columns 1, 2, 5, 6 of the 16 × 16 circulant matrix with the same first column.");
}

TEST(UnrolledLens, shows_the_engines_matrix) {
    std::mt19937_64 random(42);
    int64_t compared = 0;
    for (int round = 0; round < 150; ++round) {
        Document document = random_document(random);
        document.cell_text = CellText::numbers;
        const Results results = evaluate(document);
        const Operation& op = results.operation;
        if (!has_weight(op.kind) || unrolled_shape(op)[0] > 200 || unrolled_shape(op)[1] > 200)
            continue;
        const Frame frame =
            lens_frame(document, results, scene_test::random_cursor(results, random), Lens::unrolled, whole);
        const auto texts = cell_texts(frame, TagSpace::unrolled);
        const Unrolled matrix(op);
        for (int64_t i = 0; i < matrix.rows() * matrix.columns(); ++i) {
            const double value = matrix.value(i / matrix.columns(), i % matrix.columns(), results.w->kept());
            const auto found = texts.find(i);
            ASSERT_TRUE(found != texts.end()) << describe(document) << i;
            ASSERT_EQ(found->second == "·" ? "0" : found->second,
                      text_of(document, results.w_magnitudes, value))
                << describe(document) << i;
            ++compared;
        }
    }
    EXPECT_GT(compared, 5000);
}

// The matrix that the document prints for X 4x4 and W 3x3.
TEST(UnrolledLens, is_the_documents_matrix_by_name) {
    Document document = scene_test::preset_document("no_padding_no_strides");
    document.cell_text = CellText::names;
    const Results results = evaluate(document);
    const auto texts = cell_texts(lens_frame(document, results, finished(3, 9), Lens::unrolled, {410, 290}),
                                  TagSpace::unrolled);
    const char* const printed[] = {"w₀₀ w₀₁ w₀₂ 0 w₁₀ w₁₁ w₁₂ 0 w₂₀ w₂₁ w₂₂ 0 0 0 0 0",
                                   "0 w₀₀ w₀₁ w₀₂ 0 w₁₀ w₁₁ w₁₂ 0 w₂₀ w₂₁ w₂₂ 0 0 0 0",
                                   "0 0 0 0 w₀₀ w₀₁ w₀₂ 0 w₁₀ w₁₁ w₁₂ 0 w₂₀ w₂₁ w₂₂ 0",
                                   "0 0 0 0 0 w₀₀ w₀₁ w₀₂ 0 w₁₀ w₁₁ w₁₂ 0 w₂₀ w₂₁ w₂₂"};
    for (int64_t row = 0; row < 4; ++row) {
        std::string shown;
        for (int64_t column = 0; column < 16; ++column)
            shown += (column > 0 ? " " : "") + texts.at(row * 16 + column);
        EXPECT_EQ(shown, printed[row]);
    }
}

TEST(Im2colLens, is_the_documents_matrix_by_name) {
    Document document = scene_test::preset_document("no_padding_no_strides");
    document.cell_text = CellText::names;
    const Results results = evaluate(document);
    const auto texts =
        cell_texts(lens_frame(document, results, finished(3, 9), Lens::im2col, {410, 290}), TagSpace::im2col);
    const char* const printed[] = {"x₀₀ x₀₁ x₁₀ x₁₁", "x₀₁ x₀₂ x₁₁ x₁₂", "x₀₂ x₀₃ x₁₂ x₁₃",
                                   "x₁₀ x₁₁ x₂₀ x₂₁", "x₁₁ x₁₂ x₂₁ x₂₂", "x₁₂ x₁₃ x₂₂ x₂₃",
                                   "x₂₀ x₂₁ x₃₀ x₃₁", "x₂₁ x₂₂ x₃₁ x₃₂", "x₂₂ x₂₃ x₃₂ x₃₃"};
    for (int64_t row = 0; row < 9; ++row) {
        std::string shown;
        for (int64_t column = 0; column < 4; ++column)
            shown += (column > 0 ? " " : "") + texts.at(row * 4 + column);
        EXPECT_EQ(shown, printed[row]);
    }
}

struct Place {
    Lens lens;
    Vec2 size;
};
constexpr Place places[] = {{Lens::im2col, {410, 290}},     {Lens::im2col, {410, 590}},
                            {Lens::unrolled, {410, 290}},   {Lens::unrolled, {410, 590}},
                            {Lens::transposed, {410, 290}}, {Lens::transposed, {410, 590}}};

Rect ink_of(const Item& item) {
    const auto& label = std::get<Label>(item.shape);
    const TextLayout layout = scene_test::typesetter().lay_out(label.text, label.face, label.size);
    const Vec2 origin = scene_test::typesetter().origin(label, layout);
    return inset({{origin.x, origin.y - layout.digit_height}, {origin.x + layout.width, origin.y}}, 0.5F);
}

void expect_clear(const Frame& frame, const std::string& what) {
    const Rect card = inset({{0, 0}, frame.size}, -2.5F); // of its outline
    for (const Item& item : frame.items) {
        const Rect r = bounds(item, frame, scene_test::typesetter());
        EXPECT_TRUE(r.empty() || intersected(r, card) == r) << what << "\nan item reaches " << r.min.x << ","
                                                            << r.min.y << " to " << r.max.x << "," << r.max.y;
    }
    const auto labels = scene_test::visible_labels(frame);
    std::vector<Rect> boxes;
    for (const Item* item : labels)
        boxes.push_back(ink_of(*item));
    for (std::size_t a = 0; a < boxes.size(); ++a)
        for (std::size_t b = a + 1; b < boxes.size(); ++b)
            EXPECT_TRUE(intersected(boxes[a], boxes[b]).empty())
                << what << "\n'" << std::get<Label>(labels[a]->shape).text << "' overlaps '"
                << std::get<Label>(labels[b]->shape).text << "'";
}

TEST(MatrixLenses, stay_within_their_cards_and_keep_their_items) {
    std::mt19937_64 random(43);
    for (int round = 0; round < 80; ++round) {
        Document document = random_document(random);
        const Results results = evaluate(document);
        for (const Place& place : places) {
            scene_test::FrameOptions options;
            options.language = round % 2 == 0 ? Language::en : Language::zh;
            std::size_t items = 0;
            for (int i = 0; i < 4; ++i) {
                const Cursor cursor = scene_test::random_cursor(results, random);
                const Frame frame = lens_frame(document, results, cursor, place.lens, place.size, options);
                const std::string what =
                    describe(document) + "lens " + std::to_string(static_cast<int>(place.lens)) + " height " +
                    std::to_string(place.size.y) + " step " + std::to_string(cursor.step);
                if (i == 0) {
                    items = frame.items.size();
                    expect_clear(frame, what);
                }
                ASSERT_EQ(frame.items.size(), items) << what;
            }
        }
    }
}

/// A convolution whose matrices are far too whole to be shown.
Document large_convolution() {
    Document document;
    document.operation = make_operation(Kind::conv, {256, 256}, {5, 5});
    return document;
}

TEST(MatrixLenses, show_the_part_around_the_cursor_of_a_large_matrix) {
    const Document document = large_convolution();
    const Results results = evaluate(document);
    std::mt19937_64 random(44);
    for (int i = 0; i < 40; ++i) {
        Cursor cursor = scene_test::random_cursor(results, random);
        cursor = after_terms(cursor.step, 1 + static_cast<int64_t>(random() % 25));
        const Term term = Relation(results.operation).term_of_output(cursor.step, cursor.terms);
        const int64_t columns = results.output.product();
        const std::map<Lens, Tag> entries{
            {Lens::im2col, tag_of(TagSpace::im2col, cursor.terms * columns + cursor.step)},
            {Lens::unrolled, tag_of(TagSpace::unrolled, cursor.step * 256 * 256 + term.input)}};
        for (const auto& [lens, tag] : entries) {
            const Frame frame = lens_frame(document, results, cursor, lens, {410, 290});
            EXPECT_LT(frame.items.size(), 2500U);
            const bool shown = std::any_of(frame.items.begin(), frame.items.end(),
                                           [&tag = tag](const Item& item) { return item.tag == tag; });
            EXPECT_TRUE(shown) << "lens " << static_cast<int>(lens) << " step " << cursor.step << " term "
                               << cursor.terms;
        }
    }
}

// A band of weights along the diagonal, five rows of the input wide, and nothing far from it.
TEST(UnrolledLens, shows_the_winner_of_a_maximum) {
    for (const Vec2 card : {Vec2{500, 620}, Vec2{500, 300}}) {
        Document document = scene_test::preset_document("numerical_max_pooling");
        Operation operation = document.operation;
        operation.input_size = {9, 9};
        operation.stride = {2, 2};
        set_operation(document, operation);
        const Results results = evaluate(document);
        for (int64_t step = 0; step < results.steps; ++step) {
            const Cursor cursor = finished(step, results.terms_per_step);
            const Frame frame = lens_frame(document, results, cursor, Lens::unrolled, card);
            int ones_in_row = 0;
            float row = -1; // of the result
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag == tag_of(TagSpace::y, step))
                    row = std::get<Label>(item->shape).position.y;
            for (const Item* item : scene_test::visible_labels(frame)) {
                const Label& label = std::get<Label>(item->shape);
                const bool in_row = std::abs(label.position.y - row) < 1;
                ones_in_row += in_row && label.text == "1" && item->tag.space != tag_of(TagSpace::y, 0).space;
            }
            EXPECT_EQ(ones_in_row, 1) << "step " << step << " in a card as high as " << card.y;
        }
    }
}

TEST(MatrixRasters, the_overview_of_a_large_matrix_is_a_band) {
    const Results results = evaluate(large_convolution());
    const MatrixRasters matrices(results);
    const MatrixImage& image = matrices.unrolled();
    const Unrolled matrix(results.operation);
    for (int64_t r = 0; r < image.rows; ++r) {
        const auto column = [&](int64_t row, int64_t t) {
            return Relation(results.operation).term_of_output(row, t).input * image.columns /
                   matrix.columns();
        };
        const int64_t from = r * matrix.rows() / image.rows;
        const int64_t to = (r + 1) * matrix.rows() / image.rows - 1;
        for (int64_t c = 0; c < image.columns; ++c) {
            const bool weight = !std::isnan((*image.values)[static_cast<std::size_t>(r * image.columns + c)]);
            EXPECT_TRUE(!weight || (c >= column(from, 0) && c <= column(to, 24) + 1)) << r << " " << c;
        }
        EXPECT_FALSE(
            std::isnan((*image.values)[static_cast<std::size_t>(r * image.columns + column(from, 12))]))
            << r;
    }
}

TEST(MatrixLenses, light_what_belongs_to_an_element) {
    std::mt19937_64 random(45);
    int lit = 0;
    for (int round = 0; round < 250; ++round) {
        const Document document = random_document(random);
        const Results results = evaluate(document);
        const Operation& op = results.operation;
        if (!has_unrolled(op.kind) || op.padding_mode != PaddingMode::zeros || op.batch > 1 ||
            unrolled_shape(op)[0] > 200 || unrolled_shape(op)[1] > 200)
            continue;
        const auto x = static_cast<int64_t>(random() % static_cast<uint64_t>(results.x->count()));
        scene_test::FrameOptions options;
        options.hover = tag_of(TagSpace::x, x);
        const Frame frame = lens_frame(document, results, finished(0, results.terms_per_step), Lens::unrolled,
                                       whole, options);
        const Unrolled matrix(op);
        for (std::size_t i = 0; i + 1 < frame.items.size(); ++i) {
            if (frame.items[i].tag.space != static_cast<uint32_t>(TagSpace::unrolled) ||
                !std::holds_alternative<Box>(frame.items[i].shape))
                continue;
            const int64_t index = frame.items[i].tag.index;
            const bool belongs =
                index % matrix.columns() == x && matrix.entry(index / matrix.columns(), x).weight_count > 0;
            const bool framed =
                std::get<Box>(frame.items[i + 1].shape).stroke == lit_color(theme(ThemeId::light));
            ASSERT_EQ(framed, belongs) << describe(document) << "entry " << index << " of x " << x;
            lit += framed ? 1 : 0;
        }
    }
    EXPECT_GT(lit, 20);
}

/// Boxes without a tag that lie below all others but the notes: the map and what is marked on it.
std::vector<Rect> map_of(const Frame& frame) {
    float below = 0;
    for (const Item& item : frame.items)
        if (std::holds_alternative<Box>(item.shape) &&
            item.tag.space == static_cast<uint32_t>(TagSpace::im2col))
            below = std::max(below, bounds(item, frame, scene_test::typesetter()).max.y);
    std::vector<Rect> boxes;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape); box && box->origin.y > below + 2)
            boxes.push_back({box->origin, box->origin + box->u + box->v});
    return boxes;
}

// A band for each channel, the current column on those that it reads, and around it what is shown.
TEST(Im2colLens, the_map_marks_the_column_and_what_is_shown) {
    std::mt19937_64 random(46);
    for (const int64_t groups : {1, 4}) {
        Document document;
        document.operation = make_operation(Kind::conv, {20, 20}, {3, 3});
        document.operation.in_channels = document.operation.out_channels = 4;
        document.operation.groups = groups;
        const Results results = evaluate(document);
        for (int i = 0; i < 30; ++i) {
            const Cursor cursor = scene_test::random_cursor(results, random);
            const Frame frame = lens_frame(document, results, cursor, Lens::im2col, {410, 290});
            const std::vector<Rect> map = map_of(frame);
            const std::string what = std::to_string(groups) + " groups, step " + std::to_string(cursor.step);
            ASSERT_EQ(map.size(), 4U + 2U) << what;
            const Rect& column = map[4];
            const Rect& shown = map[5];
            const float height = map[3].max.y - map[0].min.y;
            const auto share = static_cast<float>(cursor.step % (18 * 18)) / (18 * 18);
            EXPECT_NEAR((column.center().x - map[0].min.x) / map[0].width(), share, 0.01F) << what;
            EXPECT_NEAR(column.height(), height / static_cast<float>(groups), 0.1F) << what;
            EXPECT_GE(column.center().x, shown.min.x) << what;
            EXPECT_LE(column.center().x, shown.max.x) << what;
            EXPECT_FALSE(intersected(column, shown).empty()) << what;
        }
    }
}

TEST(Im2colLens, uses_its_room_and_writes_what_can_be_read) {
    int texts = 0;
    for (const char* name :
         {"numerical_padding_strides", "no_padding_no_strides", "average_pooling_padding"}) {
        const Document document = scene_test::preset_document(name);
        const Results results = evaluate(document);
        for (const float height : {290.0F, 590.0F}) {
            const Frame frame = lens_frame(document, results, finished(2, results.terms_per_step),
                                           Lens::im2col, {410, height});
            for (const Item* item : scene_test::visible_labels(frame))
                if (item->tag.space != static_cast<uint32_t>(TagSpace::lens) && item->tag.space != 0) {
                    ++texts;
                    const auto& label = std::get<Label>(item->shape);
                    EXPECT_GE(label.size, height > 300 && results.output.product() < 10 ? 13 : 11 - 0.05F)
                        << name << " height " << height << ": '" << label.text << "'";
                }
        }
    }
    EXPECT_GT(texts, 300);
}

struct Golden {
    const char* preset;
    Lens lens;
    Cursor cursor;
};

class MatrixLensGolden : public testing::TestWithParam<Golden> {};

TEST_P(MatrixLensGolden, equals_the_file) {
    const Golden& golden = GetParam();
    Document document = scene_test::preset_document(golden.preset);
    const Results results = evaluate(document);
    scene_test::expect_golden(lens_frame(document, results, golden.cursor, golden.lens, {410, 290}),
                              golden.preset +
                                  std::string(golden.lens == Lens::im2col ? "_im2col" : "_unrolled"));
}

INSTANTIATE_TEST_SUITE_P(Lenses, MatrixLensGolden,
                         testing::Values(Golden{"numerical_padding_strides", Lens::im2col, after_terms(5, 5)},
                                         Golden{"no_padding_no_strides", Lens::unrolled, after_terms(2, 6)}));

/// Windows that cover all of the input, or nearly all of it, in 1 to 3 dimensions and with channels.
TEST(Im2colLens, one_column_is_no_bar_of_the_windows_colour) {
    struct Case {
        Sizes input, kernel;
        int64_t channels;
    };
    const std::vector<Case> cases{{{7, 7}, {7, 7}, 1}, {{3}, {3}, 16},          {{4, 4, 4}, {4, 4, 4}, 1},
                                  {{5, 5}, {5, 5}, 3}, {{12, 12}, {12, 11}, 1}, {{64}, {64}, 2},
                                  {{9, 9}, {7, 7}, 8}, {{5, 5}, {3, 3}, 16}};
    for (const Case& of : cases)
        for (const Vec2 size : {Vec2{455, 250}, Vec2{455, 560}, Vec2{300, 300}}) {
            Document document;
            document.operation = make_operation(Kind::conv, of.input, of.kernel);
            document.operation.in_channels = of.channels;
            const Results results = evaluate(document);
            ASSERT_TRUE(results.issues.empty());
            const Frame frame =
                lens_frame(document, results, finished(0, results.terms_per_step), Lens::im2col, size);
            float rows = 0;
            for (const Item& item : frame.items) {
                const auto* box = std::get_if<Box>(&item.shape);
                if (box == nullptr)
                    continue;
                if (item.tag.space == static_cast<uint32_t>(TagSpace::im2col))
                    rows = std::max(rows, box->origin.y + box->v.y);
                const Theme& light = theme(ThemeId::light);
                const bool brown = box->fill == light.window || box->fill == light.w.line;
                EXPECT_FALSE(brown && box->u.x * box->v.y > 200)
                    << size.x << "x" << size.y << ", " << of.kernel.product() << " rows";
            }
            EXPECT_GT(rows, 0);
        }
}

} // namespace
} // namespace convlens
