// What is copied as text: formulas, sums and matrices as LaTeX, numbers for a spreadsheet.
#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "process/process.h"
#include "scene/copied/latex_formula.h"
#include "scene/copied/latex_matrix.h"
#include "scene/copied/latex_sum.h"
#include "scene/copied/number_sheet.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace convlens {
namespace {

using Numbers = std::vector<double>;

Document document_of(const Operation& operation, const Numbers& x, const Numbers& w = {}) {
    Document document;
    document.operation = operation;
    document.input = values_source(input_shape(operation), x);
    if (has_weight(operation.kind))
        document.weight = values_source(weight_shape(operation), w);
    return document;
}

Numbers counting(int64_t count) {
    Numbers numbers;
    for (int64_t i = 0; i < count; ++i)
        numbers.push_back(static_cast<double>(i));
    return numbers;
}

std::string sum_of(const Document& document, int64_t step = 0) {
    const Copied copied = latex_sum(document, step_of(document, step), Texts(Language::en));
    EXPECT_EQ(copied.refusal, "");
    return copied.text;
}

Copied matrix_of(const Document& document, LatexMatrix which) {
    return latex_matrix(document, evaluate(document), which, Texts(Language::en));
}

Copied sheet_of(const Document& document, Language language = Language::en) {
    return number_sheet(evaluate(document), Texts(language));
}

/// Braces, brackets that grow and environments are closed, and every letter is one that TeX knows.
void expect_latex(const std::string& text, const std::string& what) {
    const auto count = [&](const std::string& part) {
        int64_t found = 0;
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++found;
        return found;
    };
    EXPECT_FALSE(text.empty()) << what;
    EXPECT_TRUE(
        std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }))
        << what << ": " << text;
    EXPECT_EQ(count("{") - count("\\{"), count("}") - count("\\}")) << what << ": " << text;
    EXPECT_EQ(count("\\{"), count("\\}")) << what << ": " << text;
    EXPECT_EQ(count("\\left\\l") + count("\\left("), count("\\right")) << what << ": " << text;
    EXPECT_EQ(count("\\begin{"), count("\\end{")) << what << ": " << text;
}

TEST(LatexFormula, has_the_numbers_put_in) {
    Operation op = make_operation(Kind::conv, {5, 5}, {3, 3});
    op.stride = {2, 2};
    op.padding_begin = op.padding_end = {1, 1};
    EXPECT_EQ(latex_size_formula(op), "o = \\left\\lfloor \\frac{i + 2p - k}{s} \\right\\rfloor + 1 = "
                                      "\\left\\lfloor \\frac{5 + 2 \\cdot 1 - 3}{2} \\right\\rfloor + 1 = 3");
}

TEST(LatexFormula, names_the_axes_that_differ) {
    Operation op = make_operation(Kind::conv, {5, 7}, {3, 3});
    EXPECT_EQ(latex_size_formula(op), "\\begin{aligned}\n"
                                      "o_h &= (i - k) + 1 = (5 - 3) + 1 = 3 \\\\\n"
                                      "o_w &= (i - k) + 1 = (7 - 3) + 1 = 5\n"
                                      "\\end{aligned}");
    op = make_operation(Kind::conv, {4, 5, 5}, {3, 3, 3});
    const std::string volume = latex_size_formula(op);
    for (const char* const name : {"o_d &= (i", "o_h &= (i", "o_w &= (i"})
        EXPECT_NE(volume.find(name), std::string::npos) << volume;
}

TEST(LatexFormula, has_both_paddings_ceil_and_the_primes_of_a_transposed_one) {
    Operation op = make_operation(Kind::conv, {6}, {3});
    op.padding_end = {1};
    EXPECT_EQ(latex_size_formula(op), "o = \\left\\lfloor \\frac{i + p_1 + p_2 - k}{s} \\right\\rfloor + 1 = "
                                      "\\left\\lfloor \\frac{6 + 0 + 1 - 3}{1} \\right\\rfloor + 1 = 5");
    op = make_operation(Kind::max_pool, {6}, {3});
    op.stride = {2};
    op.ceil_mode = true;
    EXPECT_NE(latex_size_formula(op).find("\\left\\lceil \\frac{6"), std::string::npos)
        << latex_size_formula(op);
    EXPECT_EQ(latex_size_formula(make_operation(Kind::conv_transpose, {2}, {3})),
              "o' = i' + (k - 1) = 2 + (3 - 1) = 4");
}

TEST(LatexSum, of_a_convolution_has_negative_numbers_in_parentheses) {
    const Document document = document_of(make_operation(Kind::conv, {3}, {2}), {1, -2, 3}, {-1, 0.5});
    EXPECT_EQ(sum_of(document), "y_{0} = (-1) \\cdot 1 + 0.5 \\cdot (-2) = -2");
    EXPECT_EQ(sum_of(document, 1), "y_{1} = (-1) \\cdot (-2) + 0.5 \\cdot 3 = 3.5");
}

TEST(LatexSum, rounds_as_the_picture_does_and_says_so) {
    const Document document = document_of(make_operation(Kind::conv, {2}, {2}), {1, 1}, {1.0 / 3, 1});
    EXPECT_EQ(sum_of(document), "y_{0} \\approx 0.333 \\cdot 1 + 1 \\cdot 1 \\approx 1.333333");
}

TEST(LatexSum, has_names_where_cells_have_names) {
    Document document = document_of(make_operation(Kind::conv, {2, 2}, {1, 2}), {1, 2, 3, 4}, {5, 6});
    document.cell_text = CellText::names;
    EXPECT_EQ(sum_of(document, 1), "y_{1,0} = w_{0,0} x_{1,0} + w_{0,1} x_{1,1} = 39");
    document.flip_kernel = true;
    EXPECT_EQ(sum_of(document, 1), "y_{1,0} = w_{0,1} x_{1,0} + w_{0,0} x_{1,1} = 38");
}

TEST(LatexSum, has_the_zeros_of_the_padding_and_all_channels) {
    Operation op = make_operation(Kind::conv, {2}, {2});
    op.in_channels = 2;
    op.out_channels = 2;
    op.padding_begin = {1};
    Document document = document_of(op, {1, 2, 3, 4}, counting(8));
    EXPECT_EQ(sum_of(document), "y_{0,0} = 0 \\cdot 0 + 1 \\cdot 1 + 2 \\cdot 0 + 3 \\cdot 3 = 10");
    document.cell_text = CellText::names;
    EXPECT_EQ(sum_of(document, 2), "y_{1,0} = w_{1,0,0} \\cdot 0 + w_{1,0,1} x_{0,0} + w_{1,1,0} \\cdot 0 + "
                                   "w_{1,1,1} x_{1,0} = 26");
}

TEST(LatexSum, of_a_volume_lies_on_several_lines_of_whole_rows) {
    const Document document =
        document_of(make_operation(Kind::conv, {3, 2, 2}, {3, 2, 2}), counting(12), Numbers(12, 1));
    EXPECT_EQ(sum_of(document),
              "\\begin{aligned}\n"
              "y_{0,0,0} &= 1 \\cdot 0 + 1 \\cdot 1 + 1 \\cdot 2 + 1 \\cdot 3 + 1 \\cdot 4 + 1 \\cdot 5 + "
              "1 \\cdot 6 + 1 \\cdot 7 \\\\\n"
              "&\\quad {} + 1 \\cdot 8 + 1 \\cdot 9 + 1 \\cdot 10 + 1 \\cdot 11 \\\\\n"
              "&= 66\n"
              "\\end{aligned}");
}

TEST(LatexSum, of_a_transposed_one_leads_from_y_to_x) {
    Document document = document_of(make_operation(Kind::conv_transpose, {2}, {2}), {3, 4}, {5, 6});
    EXPECT_EQ(sum_of(document, 1), "x_{1} = 6 \\cdot 3 + 5 \\cdot 4 = 38");
    document.cell_text = CellText::names;
    EXPECT_EQ(sum_of(document, 1), "x_{1} = w_{1} y_{0} + w_{0} y_{1} = 38");
}

TEST(LatexSum, of_pools_is_a_maximum_a_fraction_or_a_root) {
    const auto pool = [](Kind kind) { return make_operation(kind, {2, 2}, {2, 2}); };
    const Numbers x{3, -4, 0, 0};
    EXPECT_EQ(sum_of(document_of(pool(Kind::max_pool), x)), "y_{0,0} = \\max\\{3, -4, 0, 0\\} = 3");
    EXPECT_EQ(sum_of(document_of(pool(Kind::avg_pool), x)), "y_{0,0} = \\frac{3 + (-4) + 0 + 0}{4} = -0.25");
    EXPECT_EQ(sum_of(document_of(pool(Kind::lp_pool), x)),
              "y_{0,0} = \\sqrt{3^{2} + |-4|^{2} + 0^{2} + 0^{2}} = 5");
    Document document = document_of(pool(Kind::lp_pool), x);
    document.power_mean = true;
    EXPECT_EQ(sum_of(document), "y_{0,0} = \\sqrt{\\frac{3^{2} + |-4|^{2} + 0^{2} + 0^{2}}{4}} = 2.5");
    document.power_mean = false;
    document.operation.norm_p = HUGE_VAL;
    EXPECT_EQ(sum_of(document), "y_{0,0} = \\max\\{3, |-4|, 0, 0\\} = 4");
    document.operation.norm_p = 1;
    EXPECT_EQ(sum_of(document), "y_{0,0} = 3 + |-4| + 0 + 0 = 7");
    document.operation.norm_p = 3;
    document.input = values_source({1, 1, 2, 2}, {2, 0, 0, 0});
    EXPECT_EQ(sum_of(document), "y_{0,0} = \\left(2^{3} + 0^{3} + 0^{3} + 0^{3}\\right)^{1/3} = 2");
}

TEST(LatexSum, of_a_long_average_has_its_factor_in_front) {
    const Document document = document_of(make_operation(Kind::avg_pool, {12}, {12}), Numbers(12, 2));
    EXPECT_EQ(sum_of(document), "\\begin{aligned}\n"
                                "y_{0} &= \\tfrac{1}{12} \\bigl(2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 + 2 \\\\\n"
                                "&\\quad {} + 2 + 2 + 2\\bigr) \\\\\n"
                                "&= 2\n"
                                "\\end{aligned}");
}

TEST(LatexSum, leaves_out_the_padding_that_does_not_count) {
    Operation op = make_operation(Kind::max_pool, {2}, {2});
    op.padding_begin = op.padding_end = {1};
    EXPECT_EQ(sum_of(document_of(op, {-1, -2})), "y_{0} = \\max\\{-1\\} = -1");
    op.kind = Kind::avg_pool;
    EXPECT_EQ(sum_of(document_of(op, {-1, -2})), "y_{0} = \\frac{0 + (-1)}{2} = -0.5");
    op.count_include_pad = false;
    EXPECT_EQ(sum_of(document_of(op, {-1, -2})), "y_{0} = \\frac{(-1)}{1} = -1");
}

TEST(LatexSum, that_is_too_long_is_refused_in_words) {
    const Document document = document_of(make_operation(Kind::avg_pool, {257}, {257}), Numbers(257, 1));
    const Copied copied = latex_sum(document, step_of(document, 0), Texts(Language::en));
    EXPECT_EQ(copied.text, "");
    EXPECT_EQ(copied.refusal, "Not copied: the sum has 257 terms; LaTeX may have 256 at most.");
}

TEST(LatexMatrices, of_a_convolution) {
    Document document = document_of(make_operation(Kind::conv, {3}, {2}), {1, -2, 0.25}, {5, -6});
    EXPECT_EQ(matrix_of(document, LatexMatrix::im2col).text,
              "\\begin{bmatrix}\n1 & -2 \\\\\n-2 & 0.25\n\\end{bmatrix}");
    EXPECT_EQ(matrix_of(document, LatexMatrix::unrolled).text,
              "\\begin{bmatrix}\n5 & -6 & 0 \\\\\n0 & 5 & -6\n\\end{bmatrix}");
    document.cell_text = CellText::names;
    EXPECT_EQ(matrix_of(document, LatexMatrix::im2col).text,
              "\\begin{bmatrix}\nx_{0} & x_{1} \\\\\nx_{1} & x_{2}\n\\end{bmatrix}");
    EXPECT_EQ(matrix_of(document, LatexMatrix::unrolled).text,
              "\\begin{bmatrix}\nw_{0} & w_{1} & 0 \\\\\n0 & w_{0} & w_{1}\n\\end{bmatrix}");
}

TEST(LatexMatrices, of_a_transposed_one_and_of_an_average) {
    const Document transposed = document_of(make_operation(Kind::conv_transpose, {2}, {2}), {3, 4}, {5, 6});
    EXPECT_EQ(matrix_of(transposed, LatexMatrix::unrolled).text,
              "\\begin{bmatrix}\n5 & 0 \\\\\n6 & 5 \\\\\n0 & 6\n\\end{bmatrix}");
    Operation op = make_operation(Kind::avg_pool, {4}, {2});
    EXPECT_EQ(matrix_of(document_of(op, counting(4)), LatexMatrix::unrolled).text,
              "\\begin{bmatrix}\n\\frac{1}{2} & \\frac{1}{2} & 0 & 0 \\\\\n"
              "0 & 0 & \\frac{1}{2} & \\frac{1}{2}\n\\end{bmatrix}");
}

TEST(LatexMatrices, that_are_wide_say_so_to_amsmath) {
    const Document document =
        document_of(make_operation(Kind::conv, {4, 4}, {3, 3}), counting(16), counting(9));
    EXPECT_TRUE(
        matrix_of(document, LatexMatrix::unrolled)
            .text.starts_with("\\setcounter{MaxMatrixCols}{16}\n\\begin{bmatrix}\n0 & 1 & 2 & 0 & 3"));
    EXPECT_TRUE(matrix_of(document, LatexMatrix::im2col).text.starts_with("\\begin{bmatrix}\n0 & 1 & 4 & 5"));
}

TEST(LatexMatrices, are_refused_in_words) {
    const Document large = document_of(make_operation(Kind::conv, {8, 8}, {3, 3}), counting(64), counting(9));
    EXPECT_EQ(matrix_of(large, LatexMatrix::unrolled).refusal,
              "Not copied: the matrix has 36 × 64 entries; LaTeX may have 1024 at most.");
    EXPECT_EQ(matrix_of(large, LatexMatrix::unrolled).text, "");
    const Document pool = document_of(make_operation(Kind::max_pool, {4}, {2}), counting(4));
    EXPECT_EQ(matrix_of(pool, LatexMatrix::unrolled).refusal,
              "Not copied: only convolutions and average pooling have a matrix C.");
    EXPECT_NE(matrix_of(pool, LatexMatrix::im2col).text, "");
}

TEST(NumberSheet, has_a_block_for_each_plane) {
    const Document document =
        document_of(make_operation(Kind::conv, {2, 2}, {1, 2}), {1, -2, 0.1, 4e20}, {1, 0});
    EXPECT_EQ(sheet_of(document).text, "X\n1\t-2\n0.1\t4e+20\n\nW\n1\t0\n\nY\n1\n0.1\n");
}

TEST(NumberSheet, has_one_row_in_one_dimension_and_names_channels) {
    Operation op = make_operation(Kind::conv, {2}, {2});
    op.in_channels = 2;
    EXPECT_EQ(sheet_of(document_of(op, {1, 2, 3, 4}, {1, 0, 0, 1})).text,
              "X[0]\n1\t2\n\nX[1]\n3\t4\n\nW[0]\n1\t0\n\nW[1]\n0\t1\n\nY\n5\n");
    op = make_operation(Kind::max_pool, {2, 1, 2}, {2, 1, 2});
    EXPECT_EQ(sheet_of(document_of(op, {1, 2, 3, 4})).text, "X[0]\n1\t2\n\nX[1]\n3\t4\n\nY\n4\n");
}

TEST(NumberSheet, has_the_kernel_as_it_is_written_and_a_transposed_one_begins_with_y) {
    Document document = document_of(make_operation(Kind::conv, {3}, {2}), {1, 2, 3}, {1, 0});
    document.flip_kernel = true;
    EXPECT_EQ(sheet_of(document).text, "X\n1\t2\t3\n\nW\n1\t0\n\nY\n2\t3\n");
    document = document_of(make_operation(Kind::conv_transpose, {1}, {2}), {2}, {1, 3});
    EXPECT_EQ(sheet_of(document).text, "Y\n2\n\nW\n1\t3\n\nX\n2\t6\n");
}

TEST(NumberSheet, that_is_too_large_is_refused_in_both_languages) {
    Document document;
    document.operation = make_operation(Kind::max_pool, {500, 500}, {2, 2});
    EXPECT_EQ(sheet_of(document).text, "");
    EXPECT_EQ(sheet_of(document).refusal,
              "Not copied: X, W and Y have 312500 numbers; a spreadsheet may have 200000 at most.");
    EXPECT_NE(sheet_of(document, Language::zh).refusal.find("312500"), std::string::npos);
}

TEST(CopiedTexts, of_every_figure_are_latex_at_every_step) {
    for (const Preset& preset : presets())
        for (const CellText cells : {CellText::numbers, CellText::names}) {
            Document document = preset.document;
            document.cell_text = cells;
            const std::string what = document.name;
            const Results results = evaluate(document);
            expect_latex(latex_size_formula(results.operation), what);
            for (int64_t step = 0; step < results.steps; step += std::max<int64_t>(1, results.steps / 7))
                if (const Copied copied = latex_sum(document, step_of(results, step), Texts(Language::en));
                    copied.refusal.empty())
                    expect_latex(copied.text, what);
            for (const LatexMatrix which : {LatexMatrix::im2col, LatexMatrix::unrolled})
                if (const Copied copied = matrix_of(document, which); copied.refusal.empty())
                    expect_latex(copied.text, what);
        }
}

/// All that is copied of some steps of every figure, each as a formula of its own.
std::string paper() {
    std::string text = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n";
    const auto add = [&](const std::string& formula) {
        if (!formula.empty())
            text += "\\[ " + formula + " \\]\n";
    };
    for (const Preset& preset : presets())
        for (const CellText cells : {CellText::numbers, CellText::names}) {
            Document document = preset.document;
            document.cell_text = cells;
            const Results results = evaluate(document);
            add(latex_size_formula(results.operation));
            for (const int64_t step : {int64_t{0}, results.steps / 2})
                add(latex_sum(document, step_of(results, step), Texts(Language::en)).text);
            add(matrix_of(document, LatexMatrix::im2col).text);
            add(matrix_of(document, LatexMatrix::unrolled).text);
        }
    return text + "\\end{document}\n";
}

TEST(CopiedTexts, are_set_by_pdflatex_with_amsmath) {
    const std::string folder = testing::TempDir() + "convlens-copied-" + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/paper.tex") << paper();
    try {
        Process latex({"pdflatex",
                       {"pdflatex", "-interaction=nonstopmode", "-halt-on-error",
                        "-output-directory=" + folder, folder + "/paper.tex"}});
        EXPECT_TRUE(latex.wait().is_success()) << "see " << folder << "/paper.log";
    } catch (const std::system_error&) {
        GTEST_SKIP() << "there is no pdflatex";
    }
    if (!HasFailure())
        std::filesystem::remove_all(folder);
}

} // namespace
} // namespace convlens
