// Drawn as compose draws them on the stage. Of a matrix the whole comes before its numbers' size.
#include "scene/page/page_lenses.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/evaluate.h"
#include "lesson/element_access.h"
#include "scene/base/tags.h"
#include "scene/lens/type.h"
#include "scene/lens_table.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_content.h"
#include "scene/page/question/blanking.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr float digits = 18; // units
constexpr float digits_of_whole = 12.7F;
constexpr std::size_t max_lenses = 2;

std::vector<Lens> lenses_of(const Document& scene) {
    std::vector<Lens> lenses;
    for (const Lens lens : scene.lenses)
        if (has_card(lens) && lenses.size() < max_lenses)
            lenses.push_back(lens);
    return lenses;
}

/// Of a matrix, and of what is compared as a whole, all of it comes first.
float digits_of(Lens lens) {
    switch (lens) {
    case Lens::im2col:
    case Lens::unrolled:
    case Lens::transposed:
    case Lens::cost:
        return digits_of_whole;
    case Lens::sum:
    case Lens::gradients:
    case Lens::sizes:
    case Lens::reach:
    case Lens::code:
        break;
    }
    return digits;
}

/// The scene, after the change that was asked about and with the number that was looked for; a gradient is
/// followed as its elements gather it.
Document lens_document(const PageInput& input) {
    if (!input.question)
        return *input.scene;
    const Question& question = *input.question;
    const Document* const played = played_gradient(input);
    Document document = played != nullptr ? *played
                        : question.ask == Ask::compare || question.ask == Ask::parameter
                            ? revealed_figures(*input.scene, question, input.state.guess).back()
                            : *input.scene;
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
    const std::vector<Lens> lenses = lenses_of(document);
    const bool has_gradients = std::find(lenses.begin(), lenses.end(), Lens::gradients) != lenses.end();
    if (question.ask == Ask::cells && question.cells == CellRule::meets && has_gradients &&
        document.gradients_lens.order == GradientOrder::weights)
        return at_asked_element(results, question);
    const bool stands_still = input.state.played && is_about_gradient(question); // as its figure does
    return is_scene && !stands_still ? input.cursor : revealed_cursor(results, question, 0);
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

Composition composition_of(const PageInput& input) {
    Composition composition;
    composition.size = input.size;
    composition.scale = input.scale;
    composition.stage = true;
    return composition;
}

/// What nobody has asked yet is not told by the lesson's first page.
Cursor cursor_of(const PageInput& input, const Document& document, const Results& results, bool is_scene) {
    Cursor cursor = lens_cursor(input, document, results, is_scene);
    cursor.step = std::clamp<int64_t>(cursor.step, 0, results.steps - 1);
    cursor.reveal_all =
        cursor.reveal_all || (input.question ? input.question->ask != Ask::value : shows_all(input));
    return cursor;
}

Highlight highlight_of(const SceneInput& scene) {
    std::vector<Focus> foci;
    if (const auto focus = focus_of(scene.hover, scene.results, scene.cursor.step))
        foci.push_back(*focus);
    return Highlight(scene.results, std::move(foci));
}

} // namespace

struct PageLenses::Drawn {
    Document document;
    bool is_scene;
    Results other; // where they are not the scene's
    SceneInput input;
    FigureModel model;
    Step step;
    Highlight highlight;
    Rasters rasters;

    explicit Drawn(const PageInput& page)
        : document(lens_document(page)), is_scene(!numbers_differ(document, *page.scene)),
          other(is_scene ? Results() : evaluate(document)),
          input{document,
                is_scene ? *page.results : other,
                cursor_of(page, document, is_scene ? *page.results : other, is_scene),
                page.hover == Tag{} ? asked_tag(page) : page.hover,
                page.theme,
                page.texts,
                page.typesetter,
                composition_of(page)},
          model(input.results, input.cursor.step), step(step_of(input.results, input.cursor.step)),
          highlight(highlight_of(input)),
          rasters(is_scene ? page.content->rasters : make_rasters(input.results)) {}

    LensScene scene() const { return {input, model, step, highlight, rasters}; }
};

PageLenses::PageLenses(Canvas& canvas, const PageInput& input)
    : canvas_(canvas), input_(input), lenses_(lenses_of(*input.scene)) {}

PageLenses::~PageLenses() = default;

PageLenses::Drawn& PageLenses::drawn() {
    if (!drawn_)
        drawn_ = std::make_unique<Drawn>(input_);
    return *drawn_;
}

Canvas PageLenses::canvas_of(Canvas& canvas, Lens lens) const {
    Canvas large = canvas.zoomed(digits_of(lens) / card_type::digits);
    large.min_text = digits_of(lens) * canvas.unit;
    return large;
}

float PageLenses::min_height(std::size_t index) const {
    const Operation operation = operation_of(*input_.scene);
    const bool has_long_formula = operation.dilation != Sizes::filled(operation.dims(), 1) ||
                                  operation.padding_begin != operation.padding_end;
    const auto units = [&] {
        switch (lenses_[index]) {
        case Lens::gradients:
            return 280;
        case Lens::transposed:
            return 190;
        case Lens::reach:
            return 340;
        case Lens::sizes: // the formulas of a dilated kernel and of a way back are on two lines
            return has_long_formula ? 250 : is_swapped(operation.kind) ? 200 : 150;
        default:
            return 150;
        }
    };
    return static_cast<float>(units()) * canvas_.unit;
}

float PageLenses::needed_height(std::size_t index, float width, float room) {
    const LensEntry& entry = lens_entry(lenses_[index]);
    if (entry.needed_height == nullptr)
        return room;
    Frame nothing;
    Canvas trial = canvas_.trial(nothing, 1);
    Canvas large = canvas_of(trial, lenses_[index]);
    return entry.needed_height(large, drawn().scene(), width, room);
}

void PageLenses::draw(std::size_t index, const Rect& area) {
    Canvas large = canvas_of(canvas_, lenses_[index]);
    lens_entry(lenses_[index]).draw(large, drawn().scene(), area);
}

} // namespace convlens
