// Two tracks a language: pictures and words.
#include "web_page/figure_page.h"

#include "output/svg/svg.h"
#include "scene/base/tags.h"
#include "web_page/characters.h"
#include "web_page/pack.h"
#include "web_page/page_writer.h"
#include "web_page/web_fonts.h"

#include <array>
#include <string_view>

namespace convlens {
namespace {

constexpr std::array<std::string_view, 3> slides_names = {"never", "playing", "always"};

} // namespace

std::optional<std::string> figure_page(const FigurePage& page, const Progress& progress) {
    Typesetter typesetter(page.fonts);
    PageCharacters characters(typesetter);
    Pack pack;
    PageParts parts;
    parts.language = page.figures.front().language;
    parts.theme = page.theme;
    parts.scene = page.scene;
    parts.title = page.figures.front().title;
    std::string texts_json;
    int64_t done = 0;
    const int64_t all = page.steps * static_cast<int64_t>(page.figures.size());
    for (const PageFigure& figure : page.figures) {
        const std::string code(language_code(figure.language));
        const Texts texts(figure.language);
        for (int64_t step = 0; step < page.steps; ++step, ++done) {
            if (progress && !progress(done, all))
                return std::nullopt;
            const Frame frame = figure.picture(step);
            const std::string picture = svg_of(frame, page.fonts, tag_space_name);
            if (figure.narrow) {
                const Frame narrow = figure.narrow(step);
                pack.add(code + "-narrow.pictures",
                         without_last_end(svg_of(narrow, page.fonts, tag_space_name)));
                characters.add(narrow);
            }
            const std::string words = figure.words(step);
            pack.add(code + ".pictures", without_last_end(picture));
            pack.add(code + ".words", without_last_end(words));
            characters.add(frame);
            if (done == 0) {
                parts.picture = svg_element(picture);
                parts.words = without_last_end(words);
            }
        }
        for (const std::string& text : texts_of_page(texts))
            characters.add(text, Face::sans);
        characters.add("0123456789 /", Face::mono);
        texts_json.append(texts_json.empty() ? "\"" : ",\"").append(code).append("\":");
        texts_json += page_texts_json(texts, figure.title);
    }
    if (progress && !progress(all, all))
        return std::nullopt;
    parts.fonts = page_fonts(typesetter, characters);
    parts.data = "{\"count\":" + std::to_string(page.steps) +
                 ",\"step_ms\":" + std::to_string(page.step_us / 1000) +
                 ",\"loops\":" + (page.loops ? "true" : "false") + ",\"slides\":\"" +
                 std::string(slides_names[static_cast<std::size_t>(page.slides)]) +
                 "\",\"follows_reader\":" + (page.follows_reader ? "true" : "false") + ",\"texts\":{" +
                 texts_json + "},\"packed\":" + packed_json(pack) + "}";
    return page_of(parts);
}

} // namespace convlens
