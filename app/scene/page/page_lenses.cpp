// Drawn as compose draws it, in step with the figure.
#include "scene/page/page_lenses.h"

#include "convlens/arithmetic.h"
#include "document/evaluate.h"
#include "lesson/element_access.h"
#include "scene/base/tags.h"
#include "scene/lens_table.h"
#include "scene/page/blanking.h"
#include "scene/page/page_content.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace convlens {
namespace {

std::vector<Lens>::const_iterator front(const Document& scene) {
    return std::find_if(scene.lenses.begin(), scene.lenses.end(), has_card);
}

/// The scene, after the change that was asked about and with the number that was looked for; a gradient is
/// followed as its elements gather it.
Document lens_document(const PageInput& input) {
    if (!input.question)
        return *input.scene;
    const Question& question = *input.question;
    Document document = question.ask == Ask::compare || question.ask == Ask::parameter
                            ? revealed_figures(*input.scene, question).back()
                            : *input.scene;
    if (*front(document) == Lens::im2col && document.cell_text == CellText::names)
        document.cell_text = CellText::none; // its cells are too small for them
    if (question.ask == Ask::value && question.of == AskedTensor::dx)
        document.gradients_lens.order = GradientOrder::inputs;
    if (question.ask == Ask::value && question.of == AskedTensor::dw)
        document.gradients_lens.order = GradientOrder::weights;
    return document;
}

/// The figure's, but that of a weight that is asked about where the lens goes from weight to weight.
Cursor lens_cursor(const PageInput& input, const Document& document, const Results& results, bool is_scene) {
    if (!input.question)
        return input.cursor;
    const Question& question = *input.question;
    if (question.ask == Ask::cells && question.cells == CellRule::meets &&
        *front(document) == Lens::gradients && document.gradients_lens.order == GradientOrder::weights)
        return at_asked_element(results, question);
    return is_scene ? input.cursor : revealed_cursor(results, question, 0);
}

/// An element of X or W that is asked about, whose step is none of the figure's: it is lit as if it were
/// pointed at.
Tag asked_tag(const PageInput& input) {
    if (!input.question || input.question->at.empty() || !input.results->x)
        return {};
    const Question& question = *input.question;
    const bool of_weight = question.ask == Ask::cells && question.cells == CellRule::meets;
    const bool of_input = (question.ask == Ask::cells && question.cells == CellRule::feeds) ||
                          (question.ask == Ask::order && question.order != OrderOf::figures);
    const Sizes at = to_sizes(question.at);
    if (of_weight && input.results->w)
        return tag_of(TagSpace::w,
                      weight_in_document(*input.results, ravel_index(at, input.results->w->shape)));
    return of_input ? tag_of(TagSpace::x, ravel_index(at, input.results->x->shape)) : Tag{};
}

} // namespace

bool shows_page_lens(const Document& scene) {
    return front(scene) != scene.lenses.end();
}

float min_lens_height(const Document& scene) {
    const Operation operation = operation_of(scene);
    switch (*front(scene)) {
    case Lens::gradients:
        return 200;
    case Lens::transposed:
        return 190;
    case Lens::reach:
        return 240;
    case Lens::sizes: // the formula of a dilated kernel is on two lines
        return operation.dilation == Sizes::filled(operation.dims(), 1) ? 150 : 215;
    default:
        return 150;
    }
}

void draw_page_lens(Canvas& canvas, const PageInput& input, const Rect& area) {
    Composition composition;
    composition.size = input.size;
    composition.scale = input.scale;
    const Document document = lens_document(input);
    const bool is_scene = !numbers_differ(document, *input.scene);
    const Results other = is_scene ? Results() : evaluate(document);
    const Results& results = is_scene ? *input.results : other;
    Cursor cursor = lens_cursor(input, document, results, is_scene);
    cursor.step = std::clamp<int64_t>(cursor.step, 0, results.steps - 1);
    cursor.reveal_all = cursor.reveal_all || input.question == nullptr || input.question->ask != Ask::value;
    const Tag hover = input.hover == Tag{} ? asked_tag(input) : input.hover;
    const SceneInput scene{document,    results,     cursor,           hover,
                           input.theme, input.texts, input.typesetter, composition};
    const FigureModel model(results, cursor.step);
    const Step step = step_of(results, cursor.step);
    std::vector<Focus> foci;
    if (const auto focus = focus_of(hover, results, cursor.step))
        foci.push_back(*focus);
    const Highlight highlight(results, std::move(foci));
    const Rasters rasters = is_scene ? input.content->rasters : make_rasters(results);
    lens_entry(*front(document)).draw(canvas, {scene, model, step, highlight, rasters}, area);
}

} // namespace convlens
