// Cells lie where their centres lie over X, so that the gaps between them are the jumps.
#include "scene/lens/reach/stack.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/reach/receptive_field.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr int64_t max_cells = 64; // of a layer, else it is a bar
constexpr float max_row = 40;     // units, of a layer
constexpr float words = 76;       // units, of the texts below

std::string subscript(int64_t n) {
    std::string digits;
    for (const char digit : std::to_string(n)) {
        digits += "\xE2\x82";
        digits += static_cast<char>(0x80 + (digit - '0'));
    }
    return digits;
}

class StackDrawing {
public:
    StackDrawing(Canvas& canvas, const LensScene& scene, const Rect& area)
        : canvas_(canvas), scene_(scene), op_(scene.operation()), unit_(canvas.unit), area_(area),
          layers_(scene.input.document.reach_lens.layers), axis_(op_.dims() - 1),
          stack_(stack_of(op_, axis_, layers_)), most_(max_seen(op_, axis_, layers_)),
          spans_(seen_from(op_, axis_, layers_, top_element())) {}

    void draw() {
        const auto rows = static_cast<float>(layers_ + 1);
        const float row = std::min(max_row * unit_, (area_.height() - words * unit_) / rows);
        place();
        const float top = area_.min.y;
        for (int64_t n = layers_; n >= 0; --n)
            draw_layer(n, top + static_cast<float>(layers_ - n) * row, row);
        draw_words(top + rows * row + 6 * unit_);
    }

private:
    /// The element of the last layer that lies over the same share of it as the current output over Y.
    int64_t top_element() const {
        const int64_t y = scene_.model.output[2];
        const int64_t first = std::max<int64_t>(scene_.model.axes[2].outputs, 1);
        const int64_t last = std::max<int64_t>(stack_.back().size, 1);
        return std::clamp<int64_t>(y * last / first, 0, last - 1);
    }

    double centre(int64_t layer, int64_t element) const {
        const StackLayer& l = stack_[static_cast<std::size_t>(layer)];
        return l.offset + l.jump * static_cast<double>(element);
    }

    /// From X's steps to px: the widest layer fills the width between the names and the numbers.
    void place() {
        left_ = area_.min.x + 62 * unit_;
        right_ = area_.max.x - 54 * unit_;
        double wide = 1, narrow = 1;
        for (std::size_t n = 0; n < stack_.size(); ++n) {
            wide = std::max(wide, static_cast<double>(most_[n] - 1) * stack_[n].jump + stack_[n].jump);
            narrow = std::min(narrow, stack_[n].jump);
            bars_ = bars_ || most_[n] > max_cells;
        }
        const float step =
            std::min(22 * unit_ / static_cast<float>(narrow), (right_ - left_) / static_cast<float>(wide));
        scale_ = step;
        cell_ = step * static_cast<float>(narrow);
        bars_ = bars_ || cell_ < 4 * unit_;
        const Span& bottom = spans_.front();
        middle_ = (centre(0, bottom.first) + centre(0, bottom.last)) / 2;
    }

    float x_of(double at) const { return (left_ + right_) / 2 + static_cast<float>(at - middle_) * scale_; }
    float edge(int64_t layer, bool last) const {
        const Span& span = spans_[static_cast<std::size_t>(layer)];
        const float x = x_of(centre(layer, last ? span.last : span.first));
        return std::clamp(x + (last ? 0.5F : -0.5F) * cell_, left_ - 4 * unit_, right_ + 4 * unit_);
    }

    void draw_layer(int64_t n, float top, float row) {
        const float high = std::clamp(std::min(cell_, row * 0.6F), 9 * unit_, 24 * unit_);
        const float y = top + (row - high) / 2;
        draw_names(n, y + high / 2);
        if (n > 0)
            draw_sides(n, y + high, y + row);
        const std::size_t at = static_cast<std::size_t>(n);
        if (bars_) {
            canvas_.card({{edge(n, false), y}, {std::max(edge(n, true), edge(n, false) + 2), y + high}},
                         colors(n).fill, colors(n).line, 2 * unit_, tag_);
            return;
        }
        for (int64_t i = 0; i < most_[at]; ++i)
            draw_cell(n, spans_[at].first + i, i < spans_[at].count(), y, high);
    }

    const TensorColors& colors(int64_t n) const {
        const Roles names = roles(op_, canvas_.theme);
        return n == 0 ? names.base : names.top;
    }

    void draw_cell(int64_t n, int64_t element, bool present, float y, float high) {
        const Theme& theme = canvas_.theme;
        const int64_t size = stack_[static_cast<std::size_t>(n)].size;
        const bool padding = size > 0 && (element < 0 || element >= size);
        const float x = x_of(centre(n, element)) - cell_ / 2;
        Box box = box_of({{x, y}, {x + cell_, y + high}});
        if (present) {
            box.fill = padding ? theme.padding_fill : n == layers_ ? colors(n).lit : colors(n).fill;
            box.stroke = padding ? theme.hole_ink : colors(n).line;
            box.stroke_width = theme.line * unit_;
            box.pattern = padding ? Pattern::hatched : Pattern::none;
            box.ink = theme.padding_ink;
            box.dash = padding ? Dash::dashed : Dash::solid;
        }
        canvas_.add(box, tag_);
    }

    /// What the layer sees of the next one: a lit area between them.
    void draw_sides(int64_t n, float from, float to) {
        Path path;
        path.points = {
            {edge(n, false), from}, {edge(n, true), from}, {edge(n - 1, true), to}, {edge(n - 1, false), to}};
        path.closed = true;
        if (spans_[static_cast<std::size_t>(n) - 1].count() > 0)
            path.fill = mixed(canvas_.theme.card, canvas_.theme.window, 0.14F);
        canvas_.add(path, tag_);
    }

    std::string bottom_name() const {
        return std::string(1, static_cast<char>(std::toupper(roles(op_, canvas_.theme).base_letter)));
    }

    void draw_names(int64_t n, float y) {
        const Theme& theme = canvas_.theme;
        const TextStyle name{13 * unit_, Face::sans, colors(n).heading, AlignX::left, AlignY::middle};
        const TextStyle number{13 * unit_, Face::mono, theme.text, AlignX::right, AlignY::middle};
        canvas_.text(n == 0 ? bottom_name()
                            : scene_.texts()("lens.reach_layer", {{"number", std::to_string(n)}}),
                     {area_.min.x, y}, name, tag_);
        canvas_.text(count_text(most_[static_cast<std::size_t>(n)]), {area_.max.x, y}, number, tag_);
    }

    void draw_words(float y) {
        const TextStyle math{14 * unit_, Face::mono, canvas_.theme.text};
        for (const std::string& line : {reach_line(), jump_line()}) {
            TextStyle style = math;
            if (const float width = math_width(canvas_, line, style); width > area_.width())
                style.size *= area_.width() / width;
            math_text(canvas_, line, {area_.min.x, y + 14 * unit_}, style, tag_);
            y += 20 * unit_;
        }
        const TextStyle prose{13 * unit_, Face::sans, canvas_.theme.quiet};
        paragraph(canvas_, sentence(), {area_.min.x, y}, area_.width(), prose, 18 * unit_, 2, tag_);
    }

    bool swapped() const { return stack_.back().jump < 1 || is_swapped(op_.kind); }

    /// "r₂ = r₁ + (k̂ − 1)·j₁ = 3 + 2·2 = 7"; transposed: "r₂ = ⌈(r₁ + k̂ − 1) / s⌉ = ⌈(2 + 2) / 2⌉ = 2".
    std::string reach_line() const {
        const int64_t window = dilated_kernel(op_)[axis_];
        const StackLayer& below = stack_[stack_.size() - 2];
        const std::string last = subscript(layers_), before = subscript(layers_ - 1);
        const std::string value = " = " + count_text(stack_.back().receptive_field);
        if (swapped())
            return "r" + last + " = ⌈(r" + before + " + k̂ − 1) / s⌉ = ⌈(" +
                   count_text(below.receptive_field) + " + " + std::to_string(window - 1) + ") / " +
                   std::to_string(op_.stride[axis_]) + "⌉" + value;
        return "r" + last + " = r" + before + " + (k̂ − 1)·j" + before + " = " +
               count_text(below.receptive_field) + " + " + std::to_string(window - 1) + "·" +
               number_text(below.jump) + value;
    }

    std::string jump_line() const {
        const StackLayer& below = stack_[stack_.size() - 2];
        const std::string last = subscript(layers_), before = subscript(layers_ - 1);
        const std::string s = std::to_string(op_.stride[axis_]);
        const std::string sign = swapped() ? " / " : "·";
        return "j" + last + " = j" + before + sign + "s = " + number_text(below.jump, 4) + sign + s + " = " +
               number_text(stack_.back().jump, 4);
    }

    std::string sentence() const {
        for (std::size_t n = 1; n < stack_.size(); ++n)
            if (stack_[n].size <= 0)
                return scene_.texts()("lens.reach_no_layer",
                                      {{"number", std::to_string(n)},
                                       {"size", std::to_string(stack_[n - 1].size)},
                                       {"least", std::to_string(dilated_kernel(op_)[axis_])}});
        std::string sizes;
        for (const StackLayer& layer : stack_)
            sizes += (sizes.empty() ? "" : " → ") + std::to_string(layer.size);
        return scene_.texts()("lens.reach_sizes", {{"sizes", sizes}, {"tensor", bottom_name()}});
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    const float unit_;
    const Rect area_;
    const int64_t layers_;
    const std::size_t axis_;
    const std::vector<StackLayer> stack_; // of the last axis
    const std::vector<int64_t> most_;
    const std::vector<Span> spans_; // what the top element sees now
    float left_ = 0, right_ = 0, scale_ = 1, cell_ = 1;
    double middle_ = 0;
    bool bars_ = false;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::reach));
};

} // namespace

float reach_stack_height(const LensScene& scene) {
    return max_row * static_cast<float>(scene.input.document.reach_lens.layers + 1) + words + 6;
}

void draw_reach_stack(Canvas& canvas, const LensScene& scene, const Rect& area) {
    StackDrawing(canvas, scene, area).draw();
}

} // namespace convlens
