// Letters are compared as they are written, two spaces apart.
#include "scene/page/question/figure_letters.h"

#include "document/evaluate/results.h"
#include "scene/side.h"
#include "scene/words/number.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr std::string_view between = "  ";

std::vector<std::string> letters_in(const std::string& letters) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t end = 0; end != std::string::npos; from = end + between.size()) {
        end = letters.find(between, from);
        parts.push_back(letters.substr(from, end == std::string::npos ? end : end - from));
    }
    return parts;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : std::string(between)) + part;
    return text;
}

/// What sizes do not tell.
std::string other_letter(const Operation& operation, bool kinds_differ, const Texts& texts) {
    if (kinds_differ)
        return std::string(texts(kind_key(operation.kind)));
    if (operation.kind != Kind::lp_pool)
        return {};
    return "q = " + (std::isinf(operation.norm_p) ? std::string("∞") : number_text(operation.norm_p));
}

std::vector<std::vector<std::string>> letters_of(const std::vector<Document>& figures, const Texts& texts) {
    std::vector<Operation> operations;
    operations.reserve(figures.size());
    for (const Document& figure : figures)
        operations.push_back(operation_of(figure));
    const auto all_like_first = [&](const auto& property) {
        return std::all_of(operations.begin(), operations.end(), [&](const Operation& operation) {
            return property(operation) == property(operations.front());
        });
    };
    const bool kinds_differ = !all_like_first([](const Operation& operation) { return operation.kind; });
    const bool has_like_sizes =
        all_like_first([](const Operation& operation) { return size_letters(operation); });
    std::vector<std::vector<std::string>> all;
    for (const Operation& operation : operations) {
        const std::string other =
            has_like_sizes ? other_letter(operation, kinds_differ, texts) : std::string();
        all.push_back(other.empty() ? letters_in(size_letters(operation)) : std::vector<std::string>{other});
    }
    return all;
}

} // namespace

std::string figure_letters(const std::vector<Document>& figures, std::size_t index, const Texts& texts) {
    return joined(letters_of(figures, texts)[index]);
}

std::string differing_letters(const std::vector<Document>& figures, std::size_t index, const Texts& texts) {
    const std::vector<std::vector<std::string>> all = letters_of(figures, texts);
    std::vector<std::string> own;
    for (const std::string& part : all[index])
        if (std::any_of(all.begin(), all.end(), [&](const std::vector<std::string>& other) {
                return std::find(other.begin(), other.end(), part) == other.end();
            }))
            own.push_back(part);
    return joined(own.empty() ? all[index] : own);
}

} // namespace convlens
