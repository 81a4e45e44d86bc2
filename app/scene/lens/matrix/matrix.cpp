// Texts, windows and tones of the lenses of matrices.
#include "scene/lens/matrix/matrix.h"

#include "i18n/utf8.h"
#include "scene/base/element_text.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/lens/type.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr int64_t looked_at = 48; // elements of a tensor that tell how long its numbers are

std::size_t longest_text(const LensScene& scene, const LazyTensor<double>& tensor, char letter) {
    if (tensor.count() == 0)
        return 0;
    if (scene.input.document.cell_text == CellText::names)
        return character_count(element_text(scene.input, tensor, letter, tensor.count() - 1));
    std::size_t most = 0;
    for (int64_t i = 0; i < std::min(tensor.count(), looked_at); ++i)
        most = std::max(most, character_count(element_text(scene.input, tensor, letter, i)));
    return most;
}

} // namespace

LensCell element_cell(const TensorColors& colors, std::string text, float text_share) {
    LensCell cell;
    cell.fill = colors.fill;
    cell.line = colors.line;
    cell.text_color = colors.text;
    cell.text = std::move(text);
    cell.text_share = text_share;
    return cell;
}

LensCell result_cell(const LensScene& scene, const Roles& named, int64_t flat, bool digits,
                     float text_share) {
    const bool shown = is_revealed(scene.cursor(), flat);
    const bool has_text = shown && digits;
    LensCell cell = element_cell(
        named.top,
        has_text ? element_text(scene.input, *scene.results().y, named.top_letter, flat) : std::string(),
        text_share);
    if (!shown)
        cell.fill = scene.input.theme.empty;
    cell.tag = tag_of(TagSpace::y, flat);
    cell.lit = scene.highlight.y(flat);
    return cell;
}

float legible_cell(const LensScene& scene, std::size_t min_characters) {
    constexpr float smallest = 13; // units
    constexpr float uncaptioned = 10;
    const bool stage = scene.input.composition.stage;                    // where nothing is written smaller
    const float by_character = stage ? 0.67F * card_type::digits : 5.2F; // a digit is then 8 units high
    const std::size_t max_characters = stage ? 5 : 3;
    if (scene.input.document.cell_text == CellText::none)
        return uncaptioned;
    const Roles named = roles(scene.operation(), scene.input.theme);
    const Results& results = scene.results();
    std::size_t most = std::max(min_characters, longest_text(scene, *results.x, named.base_letter));
    if (results.w)
        most = std::max(most, longest_text(scene, *results.w, 'w'));
    // One long number must not cost the others their place: it is written smaller, and so may results be,
    // which are read one at a time.
    most = std::clamp<std::size_t>(most, min_characters, max_characters);
    const auto of_result =
        static_cast<float>(std::min(longest_text(scene, *results.y, named.top_letter), max_characters + 1));
    return std::clamp(std::max(static_cast<float>(most) * by_character, of_result * 0.85F * by_character),
                      smallest, stage ? 40.0F : 30.0F);
}

float text_share(const Canvas& canvas, float cell) {
    return cell < 18 * canvas.unit ? 0.62F : 0.5F;
}

float frame_width(const Canvas& canvas, float cell) {
    return std::min(canvas.theme.bold, std::max(1.5F, 0.17F * cell / canvas.unit));
}

std::string share_text(const Texts& texts, int64_t part, int64_t whole) {
    constexpr int64_t readable = 99'999;
    if (whole <= readable)
        return texts("matrix.share", {{"part", count_text(part)}, {"whole", count_text(whole)}});
    // Never rounded up to all of them.
    const double percent = 100 * static_cast<double>(part) / static_cast<double>(whole);
    const double shown = std::floor(percent * 100) / 100;
    return texts("matrix.percent", {{"percent", number_text(shown) + " %"}, {"whole", count_text(whole)}});
}

Color ink_on(const Theme& theme, Color ground) {
    if (contrast(theme.w.text, ground) >= 4.5)
        return theme.w.text;
    return contrast(ground, rgb(0)) >= contrast(ground, rgb(0xFFFFFF)) ? rgb(0) : rgb(0xFFFFFF);
}

float draw_note(Canvas& canvas, const std::string& note, Vec2 at, float width, std::size_t most) {
    const TextStyle quiet{card_type::text * canvas.unit, Face::sans, canvas.theme.quiet};
    const std::vector<std::string> lines = wrapped(canvas, note, quiet, width);
    if (lines.size() > most) // whole or not at all
        return at.y;
    for (const std::string& line : lines) {
        canvas.text(line, at, quiet);
        at.y += 17 * canvas.unit;
    }
    return at.y;
}

std::string fitting_notes(Canvas& canvas, const std::vector<std::string>& notes, float width) {
    const TextStyle quiet{card_type::text * canvas.unit, Face::sans, canvas.theme.quiet};
    std::string line;
    for (const std::string& note : notes) {
        std::string longer = line;
        longer.append(line.empty() ? "" : " · ").append(note);
        if (canvas.width(longer, quiet) <= width)
            line = std::move(longer);
    }
    return line;
}

} // namespace convlens
