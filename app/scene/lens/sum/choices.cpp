// The buttons of a sum and what each changes in the document.
#include "scene/lens/sum/choices.h"

#include "document/evaluate/results.h"
#include "scene/base/roles.h"
#include "scene/lens/lens.h"

#include <string>
#include <vector>

namespace convlens {
namespace {

enum SumChoice : int64_t { numbers_choice, names_choice, correlation_choice, convolution_choice };

} // namespace

float draw_sum_choices(Canvas& canvas, const SceneInput& input, Vec2 end) {
    const Operation& op = input.results.operation;
    const std::string base(1, roles(op, input.theme).base_letter);
    const std::vector<std::string> texts = has_weight(op.kind) ? std::vector<std::string>{"2·3", "w·" + base}
                                                               : std::vector<std::string>{"3", base};
    const std::vector<std::string> kinds{std::string(input.texts("sum.cross_correlation")),
                                         std::string(input.texts("sum.convolution"))};
    const CellText shown = input.document.cell_text;
    const int64_t text = shown == CellText::numbers ? 0 : shown == CellText::names ? 1 : -1;
    const float gap = 16 * canvas.unit;
    const LensChoice of_text{Lens::sum, texts, text, numbers_choice};
    const LensChoice of_kind{Lens::sum, kinds, input.results.flipped ? 1 : 0, correlation_choice};
    const bool flips = op.kind == Kind::conv;
    const float left =
        end.x - lens_choices_width(canvas, of_text) - (flips ? gap + lens_choices_width(canvas, of_kind) : 0);
    lens_choices(canvas, input, of_text, {left, end.y});
    if (flips)
        lens_choices(canvas, input, of_kind, {end.x - lens_choices_width(canvas, of_kind), end.y});
    return left;
}

void choose_in_sum(Document& document, int64_t choice) {
    switch (choice) {
    case numbers_choice:
        document.cell_text = CellText::numbers;
        break;
    case names_choice:
        document.cell_text = CellText::names;
        break;
    case correlation_choice:
    case convolution_choice:
        document.flip_kernel = choice == convolution_choice;
        break;
    default:
        break;
    }
}

} // namespace convlens
