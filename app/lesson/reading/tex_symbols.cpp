// Tables; a letter of the alphabet or a digit stands for itself and is in none.
#include "lesson/reading/tex_symbols.h"

#include <algorithm>
#include <span>

namespace convlens {
namespace {

using enum TexClass;
using Kind = TexNode::Kind;

constexpr TexSymbol signs[] = {
    {"+", "+", binary},      {"-", "−", binary},
    {"=", "=", relation},    {"<", "<", relation},
    {">", ">", relation},    {"(", "(", open},
    {")", ")", close},       {"[", "[", open},
    {"]", "]", close},       {",", ",", punctuation},
    {";", ";", punctuation}, {"/", "/"},
    {"!", "!", close},       {"|", "|"},
};

constexpr TexSymbol commands[] = {
    {"\\sum", "∑", operation},
    {"\\max", "max", operation, Kind::name},
    {"\\min", "min", operation, Kind::name},
    {"\\bmod", "mod", binary, Kind::name},
    {"\\partial", "∂"},
    {"\\cdot", "·", binary},
    {"\\times", "×", binary},
    {"\\le", "≤", relation},
    {"\\ge", "≥", relation},
    {"\\ne", "≠", relation},
    {"\\approx", "≈", relation},
    {"\\in", "∈", relation},
    {"\\to", "→", relation},
    {"\\rightarrow", "→", relation},
    {"\\infty", "∞"},
    {"\\cdots", "⋯", inner},
    {"\\dots", "…", inner},
    {"\\vdots", "⋮"},
    {"\\top", "⊤"},
    {"\\{", "{", open},
    {"\\}", "}", close},
};

constexpr TexSymbol greek[] = {
    {"\\alpha", "α"},      {"\\beta", "β"},    {"\\gamma", "γ"},  {"\\delta", "δ"},  {"\\epsilon", "ϵ"},
    {"\\varepsilon", "ε"}, {"\\zeta", "ζ"},    {"\\eta", "η"},    {"\\theta", "θ"},  {"\\vartheta", "ϑ"},
    {"\\iota", "ι"},       {"\\kappa", "κ"},   {"\\lambda", "λ"}, {"\\mu", "μ"},     {"\\nu", "ν"},
    {"\\xi", "ξ"},         {"\\pi", "π"},      {"\\rho", "ρ"},    {"\\sigma", "σ"},  {"\\varsigma", "ς"},
    {"\\tau", "τ"},        {"\\upsilon", "υ"}, {"\\phi", "ϕ"},    {"\\varphi", "φ"}, {"\\chi", "χ"},
    {"\\psi", "ψ"},        {"\\omega", "ω"},   {"\\Gamma", "Γ"},  {"\\Delta", "Δ"},  {"\\Theta", "Θ"},
    {"\\Lambda", "Λ"},     {"\\Xi", "Ξ"},      {"\\Pi", "Π"},     {"\\Sigma", "Σ"},  {"\\Upsilon", "Υ"},
    {"\\Phi", "Φ"},        {"\\Psi", "Ψ"},     {"\\Omega", "Ω"},
};

constexpr TexSymbol delimiters[] = {
    {"(", "("},       {")", ")"},       {"[", "["},        {"]", "]"},        {"|", "|"},
    {"\\{", "{"},     {"\\}", "}"},     {"\\lfloor", "⌊"}, {"\\rfloor", "⌋"}, {"\\lceil", "⌈"},
    {"\\rceil", "⌉"}, {"\\lvert", "|"}, {"\\rvert", "|"},
};

constexpr std::string_view with_arguments =
    R"(\frac \sqrt \hat \tilde \text \mathrm \left \right \begin{pmatrix} \end{pmatrix})"
    R"( \lfloor \rfloor \lceil \rceil \lvert \rvert \quad \, \;)";

const TexSymbol* found(std::span<const TexSymbol> table, std::string_view tex) {
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const TexSymbol& s) { return s.tex == tex; });
    return at == table.end() ? nullptr : &*at;
}

} // namespace

const TexSymbol* tex_symbol(std::string_view tex) {
    for (const std::span<const TexSymbol> table :
         {std::span<const TexSymbol>(signs), std::span<const TexSymbol>(commands),
          std::span<const TexSymbol>(greek)})
        if (const TexSymbol* symbol = found(table, tex))
            return symbol;
    return nullptr;
}

std::string tex_commands() {
    std::string list(with_arguments);
    for (const TexSymbol& command : commands)
        list.append(" ").append(command.tex);
    return list;
}

std::string tex_delimiters() {
    std::string list;
    for (const TexSymbol& delimiter : delimiters)
        list.append(list.empty() ? "" : " ").append(delimiter.tex);
    return list;
}

std::string_view tex_delimiter(std::string_view tex) {
    const TexSymbol* delimiter = found(delimiters, tex);
    return delimiter ? delimiter->shown : std::string_view();
}

} // namespace convlens
