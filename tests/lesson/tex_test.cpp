// Formulas as trees: each construct, and where what is wrong is.
#include "lesson/reading/tex.h"

#include "input/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens {
namespace {

using Kind = TexNode::Kind;
using enum TexClass;

TexNode of(Kind kind, std::vector<TexNode> children, std::string text = "", TexClass part = ordinary) {
    TexNode node;
    node.kind = kind;
    node.part = part;
    node.text = std::move(text);
    node.children = std::move(children);
    return node;
}
TexNode row(std::vector<TexNode> children = {}) {
    return of(Kind::row, std::move(children));
}
TexNode letter(std::string text) {
    return of(Kind::letter, {}, std::move(text));
}
TexNode upright(std::string text) {
    TexNode node = letter(std::move(text));
    node.upright = true;
    return node;
}
TexNode sign(std::string text, TexClass part = ordinary) {
    return of(Kind::symbol, {}, std::move(text), part);
}
TexNode fence(std::string opening, std::string closing, TexNode inside) {
    TexNode node = of(Kind::fence, {std::move(inside)}, std::move(opening), inner);
    node.closing = std::move(closing);
    return node;
}
TexNode matrix(int columns, std::vector<TexNode> cells) {
    TexNode node = of(Kind::matrix, std::move(cells), "", inner);
    node.columns = columns;
    return node;
}
TexNode space(int mu) {
    TexNode node = of(Kind::space, {});
    node.mu = mu;
    return node;
}

struct Read {
    const char* tex;
    std::vector<TexNode> tree; // the row's children
};
void PrintTo(const Read& read, std::ostream* out) {
    *out << read.tex;
}

class TexConstruct : public testing::TestWithParam<Read> {};

TEST_P(TexConstruct, is_a_tree) {
    const TexText read = read_tex(GetParam().tex);
    ASSERT_FALSE(read.issue) << read.issue->column << ' ' << read.issue->error.key;
    EXPECT_EQ(read.tree, row(GetParam().tree));
}

const TexNode x = letter("x"), i = letter("i"), one = sign("1"), two = sign("2");

INSTANTIATE_TEST_SUITE_P(
    Kinds, TexConstruct,
    testing::Values(
        Read{"", {}}, Read{" x \n\t1 ", {x, one}}, Read{"12", {one, two}}, Read{"1.2", {one, sign("."), two}},
        Read{"x-1=2", {x, sign("−", binary), one, sign("=", relation), two}},
        Read{"(x]", {sign("(", open), x, sign("]", close)}},
        Read{"x,1;2/1!|",
             {x, sign(",", punctuation), one, sign(";", punctuation), two, sign("/"), one, sign("!", close),
              sign("|")}},
        Read{"<>+", {sign("<", relation), sign(">", relation), sign("+", binary)}},
        Read{"{x1}", {row({x, one})}}, Read{"{}", {row()}},
        Read{"x_1", {of(Kind::scripts, {x, row({one}), row()})}},
        Read{"x_12", {of(Kind::scripts, {x, row({one}), row()}), two}},
        Read{"x^{1i}", {of(Kind::scripts, {x, row(), row({one, i})})}},
        Read{"x^2_i", {of(Kind::scripts, {x, row({i}), row({two})})}},
        Read{"x_i^2", {of(Kind::scripts, {x, row({i}), row({two})})}},
        Read{"x_{i_1}", {of(Kind::scripts, {x, row({of(Kind::scripts, {i, row({one}), row()})}), row()})}},
        Read{"x'", {of(Kind::scripts, {x, row(), row({sign("′")})})}},
        Read{"x''_i", {of(Kind::scripts, {x, row({i}), row({sign("′"), sign("′")})})}},
        Read{"x_i'^2", {of(Kind::scripts, {x, row({i}), row({sign("′"), two})})}},
        Read{"{}_1", {of(Kind::scripts, {row(), row({one}), row()})}},
        Read{"\\frac{x}{12}", {of(Kind::fraction, {row({x}), row({one, two})}, "", inner)}},
        Read{"\\frac12", {of(Kind::fraction, {row({one}), row({two})}, "", inner)}},
        Read{"\\sqrt{x1}", {of(Kind::root, {row({x, one}), row()})}},
        Read{"\\sqrt[i]x", {of(Kind::root, {row({x}), row({i})})}},
        Read{"\\lfloor x \\rfloor", {fence("⌊", "⌋", row({x}))}},
        Read{"\\lceil{x}\\rceil", {fence("⌈", "⌉", row({row({x})}))}},
        Read{"\\lvert x\\rvert", {fence("|", "|", row({x}))}},
        Read{"\\left(x\\right]", {fence("(", "]", row({x}))}},
        Read{"\\left\\{ x \\right|", {fence("{", "|", row({x}))}},
        Read{"\\left\\lfloor x\\right\\rfloor", {fence("⌊", "⌋", row({x}))}},
        Read{"\\sum_{i}^2", {of(Kind::scripts, {sign("∑", operation), row({i}), row({two})}, "", operation)}},
        Read{"\\max\\min", {of(Kind::name, {}, "max", operation), of(Kind::name, {}, "min", operation)}},
        Read{"\\bmod", {of(Kind::name, {}, "mod", binary)}},
        Read{"\\partial x\\infty\\top", {sign("∂"), x, sign("∞"), sign("⊤")}},
        Read{"\\cdot\\times", {sign("·", binary), sign("×", binary)}},
        Read{"\\le\\ge\\ne\\approx\\in",
             {sign("≤", relation), sign("≥", relation), sign("≠", relation), sign("≈", relation),
              sign("∈", relation)}},
        Read{"\\to\\rightarrow", {sign("→", relation), sign("→", relation)}},
        Read{"\\hat k\\tilde{i}'",
             {of(Kind::accent, {row({letter("k")})}, "hat"),
              of(Kind::scripts, {of(Kind::accent, {row({i})}, "tilde"), row(), row({sign("′")})})}},
        Read{"\\cdots\\dots\\vdots", {sign("⋯", inner), sign("…", inner), sign("⋮")}},
        Read{"\\{\\}", {sign("{", open), sign("}", close)}},
        Read{"\\quad\\,\\;", {space(18), space(3), space(5)}},
        Read{"\\mathrm{ad 1}x", {row({upright("a"), upright("d"), one}), x}},
        Read{"\\text{a 特征，b}", {of(Kind::words, {}, "a 特征，b")}},
        Read{"\\alpha\\varepsilon\\Omega", {sign("α"), sign("ε"), sign("Ω")}},
        Read{"\\begin{pmatrix} x & 1 \\\\ & 2 \\end{pmatrix}",
             {matrix(2, {row({x}), row({one}), row(), row({two})})}},
        Read{"\\begin{pmatrix}x\\\\1\\\\\\end{pmatrix}", {matrix(1, {row({x}), row({one})})}}));

struct Wrong {
    std::string tex;
    std::size_t column;
    const char* key;
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.tex.substr(0, 60);
}

class WrongTex : public testing::TestWithParam<Wrong> {};

TEST_P(WrongTex, is_one_issue_at_its_column) {
    const TexText read = read_tex(GetParam().tex);
    ASSERT_TRUE(read.issue);
    EXPECT_EQ(read.issue->error.key, GetParam().key);
    EXPECT_EQ(read.issue->column, GetParam().column);
    EXPECT_EQ(read.tree, TexNode());
}

std::string times(int count, std::string_view text) {
    std::string all;
    for (int n = 0; n < count; ++n)
        all += text;
    return all;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, WrongTex,
    testing::Values(
        Wrong{"x + \\foo", 5, "tex.command"}, Wrong{"\\Frac{1}{2}", 1, "tex.command"},
        Wrong{"x \\leq 1", 3, "tex.command"}, Wrong{"a \\: b", 3, "tex.command"},
        Wrong{"a + \\", 5, "tex.backslash"}, Wrong{"x*2", 2, "tex.character"},
        Wrong{"a:b", 2, "tex.character"}, Wrong{".5", 1, "tex.character"}, Wrong{"x.", 2, "tex.character"},
        Wrong{"a $ b", 3, "tex.character"}, Wrong{"x # y", 3, "tex.character"},
        Wrong{"a~b", 2, "tex.character"}, Wrong{"o = \"", 5, "tex.character"},
        Wrong{"核 = k", 1, "tex.character"}, Wrong{"k × k", 3, "tex.character"},
        Wrong{"a\x01", 2, "tex.character"}, Wrong{std::string("a\0b", 3), 2, "tex.not_utf8"},
        Wrong{"ab\xFF", 3, "tex.not_utf8"}, Wrong{"ab\xC3", 3, "tex.not_utf8"},
        Wrong{"\xC0\xAF", 1, "tex.not_utf8"}, Wrong{"x_{i", 3, "tex.unclosed"},
        Wrong{"a{b{c}", 2, "tex.unclosed"}, Wrong{"x_i}", 4, "tex.closes_nothing"},
        Wrong{"a \\right)", 3, "tex.closes_nothing"}, Wrong{"a\\rfloor", 2, "tex.closes_nothing"},
        Wrong{"a\\end{pmatrix}", 2, "tex.closes_nothing"}, Wrong{"1+\\left( x", 3, "tex.unclosed"},
        Wrong{"\\left( x )", 1, "tex.unclosed"}, Wrong{"{\\left( x }", 11, "tex.mismatch"},
        Wrong{"\\left x \\right)", 7, "tex.delimiter"}, Wrong{"\\left( x \\right", 10, "tex.delimiter"},
        Wrong{"\\left", 1, "tex.delimiter"}, Wrong{"\\lfloor x", 1, "tex.unclosed"},
        Wrong{"\\lfloor x \\rceil", 11, "tex.mismatch"}, Wrong{"{\\lceil x}", 10, "tex.mismatch"},
        Wrong{"a & b", 3, "tex.outside_matrix"}, Wrong{"a \\\\ b", 3, "tex.outside_matrix"},
        Wrong{"\\frac{a & b}{c}", 9, "tex.outside_matrix"},
        Wrong{"\\begin{pmatrix} {a & b} \\end{pmatrix}", 20, "tex.outside_matrix"},
        Wrong{"\\begin{matrix} a \\end{matrix}", 8, "tex.environment"},
        Wrong{"\\begin{pmatrix} a \\end{matrix}", 24, "tex.environment"},
        Wrong{"\\begin pmatrix", 1, "tex.missing_argument"}, Wrong{"\\begin{pmatrix", 7, "tex.unclosed"},
        Wrong{"\\begin{pmatrix} a & b", 1, "tex.unclosed"},
        Wrong{"\\begin{pmatrix} a & b }", 23, "tex.mismatch"},
        Wrong{"\\begin{pmatrix} a & b \\\\\n c \\end{pmatrix}", 27, "tex.ragged"},
        Wrong{"\\begin{pmatrix} a \\\\ b & c \\end{pmatrix}", 22, "tex.ragged"},
        Wrong{"\\frac{a}", 1, "tex.missing_argument"}, Wrong{"a + \\frac", 5, "tex.missing_argument"},
        Wrong{"x_", 2, "tex.missing_argument"}, Wrong{"x_^2", 2, "tex.missing_argument"},
        Wrong{"\\hat", 1, "tex.missing_argument"}, Wrong{"\\sqrt[2]", 1, "tex.missing_argument"},
        Wrong{"\\sqrt[2 x", 6, "tex.unclosed"}, Wrong{"\\mathrm x", 1, "tex.missing_argument"},
        Wrong{"\\text x", 1, "tex.missing_argument"}, Wrong{"\\text{abc", 6, "tex.unclosed"},
        Wrong{"\\text{a$b}", 8, "tex.in_text"}, Wrong{"\\text{a{b}}", 8, "tex.in_text"},
        Wrong{"\\text{\\alpha}", 7, "tex.in_text"}, Wrong{"_i", 1, "tex.no_base"},
        Wrong{"a = {^2}", 6, "tex.no_base"}, Wrong{"{'}", 2, "tex.no_base"},
        Wrong{"x_1_2", 4, "tex.double_script"}, Wrong{"x^1^2", 4, "tex.double_script"},
        Wrong{"x^2'", 4, "tex.double_script"},
        Wrong{times(30, "{") + times(30, "}"), static_cast<std::size_t>(limits::tex_depth + 1),
              "tex.too_deep"},
        Wrong{times(200, "\\hat"), 97, "tex.too_deep"}, Wrong{times(200, "x_{"), 37, "tex.too_deep"},
        Wrong{times(900, "x'"), 1501, "tex.too_many"}, Wrong{times(2001, "x"), 2001, "tex.too_long"}));

} // namespace
} // namespace convlens
