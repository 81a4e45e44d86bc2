// Drawn as compose draws it, in step with the figure.
#include "scene/page/page_lenses.h"

#include "scene/lens_table.h"
#include "scene/page/page_content.h"

#include <algorithm>

namespace convlens {
namespace {

std::vector<Lens>::const_iterator front(const Document& scene) {
    return std::find_if(scene.lenses.begin(), scene.lenses.end(), has_card);
}

} // namespace

bool shows_page_lens(const Document& scene) {
    return front(scene) != scene.lenses.end();
}

void draw_page_lens(Canvas& canvas, const PageInput& input, const Rect& area) {
    Composition composition;
    composition.size = input.size;
    composition.scale = input.scale;
    Cursor cursor = input.cursor;
    cursor.step = std::clamp<int64_t>(cursor.step, 0, input.results->steps - 1);
    cursor.reveal_all = cursor.reveal_all || input.question == nullptr || input.question->ask != Ask::value;
    const SceneInput scene{*input.scene, *input.results, cursor,           input.hover,
                           input.theme,  input.texts,    input.typesetter, composition};
    const FigureModel model(*input.results, cursor.step);
    const Step step = step_of(*input.results, cursor.step);
    std::vector<Focus> foci;
    if (const auto focus = focus_of(input.hover, *input.results, cursor.step))
        foci.push_back(*focus);
    const Highlight highlight(*input.results, std::move(foci));
    lens_entry(*front(*input.scene))
        .draw(canvas, {scene, model, step, highlight, input.content->rasters}, area);
}

} // namespace convlens
