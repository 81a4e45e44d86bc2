// Buttons where they can be clicked; else words, the present one bold.
#include "scene/lens/sizes/chips.h"

#include "convlens/arithmetic.h"
#include "scene/base/tags.h"
#include "scene/lens/sizes/derivation.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr int64_t max_chips = 6;
constexpr float line_height = 26; // units
constexpr float gap = 6;

struct Chips {
    std::string intro;
    int64_t count = 0, chosen = 0;
    std::string letter;
    int64_t first = 0;     // number behind the letter
    int64_t leads_to = -1; // and behind an arrow; -1: nothing
    std::string label(int64_t n) const {
        return letter + " = " + std::to_string(first + n) +
               (leads_to < 0 ? std::string() : " → " + std::to_string(leads_to + n));
    }
};

Chips chips_of(const LensScene& scene) {
    const Operation& op = scene.operation();
    const std::size_t a = op.dims() - 1;
    Chips chips;
    if (is_swapped(op.kind)) {
        const OutputSizes sizes = outputs_of_input(op, a);
        chips.intro = scene.texts()("lens.sizes_outputs", {{"input", std::to_string(op.input_size[a])}});
        chips.count = sizes.count;
        chips.chosen = op.output_padding[a];
        chips.letter = "a";
        chips.leads_to = sizes.min;
    } else {
        const SizeRange sizes = inputs_of_same_output(op, a);
        chips.intro =
            scene.texts()("lens.sizes_inputs", {{"output", std::to_string(scene.results().output[a])}});
        chips.count = sizes.count();
        chips.first = sizes.min;
        chips.chosen = op.input_size[a] - sizes.min;
        chips.letter = "i";
    }
    chips.count = std::min(chips.count, first_chain_choice);
    return chips;
}

class ChipsDrawing {
public:
    ChipsDrawing(Canvas& canvas, const LensScene& scene, Vec2 at, float width)
        : canvas_(canvas), scene_(scene), unit_(canvas.unit), start_(at), at_(at), right_(at.x + width) {
        at_.y += line_height * unit_ / 2;
    }

    /// Returns the bottom.
    float draw() {
        const Chips chips = chips_of(scene_);
        const TextStyle style = words();
        canvas_.text(chips.intro, at_, style, tag_);
        at_.x += canvas_.width(chips.intro, style) + 10 * unit_;
        const int64_t shown = std::min(chips.count, max_chips);
        const int64_t first = part_start(shown, chips.count, {{chips.chosen, chips.chosen}});
        for (int64_t n = first; n < first + shown; ++n)
            draw_one(chips.label(n), n, n == chips.chosen);
        if (shown < chips.count)
            draw_word("…", words());
        return at_.y + line_height * unit_ / 2;
    }

private:
    TextStyle words() const {
        return {13 * unit_, Face::sans, canvas_.theme.quiet, AlignX::left, AlignY::middle};
    }
    void make_room(float width) {
        if (at_.x + width > right_ && at_.x > start_.x)
            at_ = {start_.x, at_.y + line_height * unit_};
    }

    void draw_word(const std::string& text, const TextStyle& style) {
        const float width = canvas_.width(text, style);
        make_room(width);
        canvas_.text(text, at_, style, tag_);
        at_.x += width + 2 * gap * unit_;
    }

    void draw_one(const std::string& label, int64_t n, bool chosen) {
        if (!scene_.input.composition.choices) {
            TextStyle style = words();
            style.face = chosen ? Face::sans_bold : Face::sans;
            style.color = chosen ? canvas_.theme.text : style.color;
            draw_word(label, style);
            return;
        }
        const LensChoice choice{Lens::sizes, {label}, chosen ? 0 : -1, n};
        make_room(lens_choices_width(canvas_, choice));
        at_.x = lens_choices(canvas_, scene_.input, choice, at_);
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const float unit_;
    const Vec2 start_;
    Vec2 at_; // left end and middle of what comes next
    const float right_;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
};

} // namespace

bool has_chips(const Operation& operation) {
    return operation.stride[operation.dims() - 1] > 1;
}

float chips_height(Canvas& canvas, const LensScene& scene, float width) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    return ChipsDrawing(trial, scene, {}, width).draw();
}

void draw_chips(Canvas& canvas, const LensScene& scene, Vec2 at, float width) {
    ChipsDrawing(canvas, scene, at, width).draw();
}

} // namespace convlens
