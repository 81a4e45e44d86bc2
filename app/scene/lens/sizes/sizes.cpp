// The sizes lens: a chain of layers, the formula of the output size with its numbers, its steps, the axis as
// a ruler with what is left over, and the sizes that a stride cannot tell apart.

#include "scene/lens/sizes/sizes.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/sizes/chain_list.h"
#include "scene/lens/sizes/chips.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/lens/sizes/formulas.h"
#include "scene/lens/sizes/remarks.h"
#include "scene/lens/sizes/ruler.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace convlens {
namespace {

bool all_alike(const Operation& op) {
    for (std::size_t a = 1; a < op.dims(); ++a)
        if (!axes_alike(op, 0, a))
            return false;
    return true;
}

/// A part of the lens. Where not all have room, those of the highest rank go first.
struct Block {
    int rank = 0;
    float height = 0; // px, with the gap below it
    std::function<void(float y)> draw;
};

class SizesDrawing {
public:
    /// `may_be_tight`: rather than leave something out.
    SizesDrawing(Canvas& canvas, const LensScene& scene, const Rect& body, bool may_be_tight)
        : canvas_(canvas), scene_(scene), op_(scene.operation()), body_(body), unit_(canvas.unit),
          alike_(all_alike(op_)), may_be_tight_(may_be_tight), rows_(chain_rows(scene)),
          ink_(canvas.theme.text), quiet_(canvas.theme.quiet) {}

    /// Returns whether nothing had to be left out.
    bool draw() {
        const std::string words = size_remarks(scene_);
        const std::size_t lines = wrapped(canvas_, words, prose(), body_.width()).size();
        const float reserved = static_cast<float>(std::min<std::size_t>(lines, 2)) * line * unit_;
        std::vector<Block> blocks = all_blocks();
        const auto fit = [&](bool tight, FormulaSpacing spacing) {
            if (!may_be_tight_ || height_of(blocks) <= body_.height() - reserved)
                return;
            is_tight_ = tight;
            spacing_ = spacing;
            blocks = all_blocks();
        };
        fit(true, FormulaSpacing::usual);
        fit(true, FormulaSpacing::tight);
        const bool whole = leave_out(blocks, body_.height() - reserved);
        float y = body_.min.y;
        for (const Block& block : blocks) {
            block.draw(y);
            y += block.height;
        }
        bottom_ = paragraph(canvas_, words, {body_.min.x, y}, body_.width(), prose(), line * unit_,
                            lines_for(y), tag_);
        return whole && lines <= lines_for(y);
    }

    /// Where it ends, once drawn.
    float bottom() const { return bottom_; }

private:
    static constexpr float line = 18;
    static constexpr int general_rank = 7;
    static constexpr float value_size = 16; // units
    static constexpr int64_t min_rows = 6;  // of a chain, before anything else is left out
    TextStyle prose() const { return {13 * unit_, Face::sans, quiet_}; }

    std::size_t lines_for(float y) const {
        return static_cast<std::size_t>(std::max((body_.max.y - y) / (line * unit_) + 0.05F, 0.0F));
    }

    std::vector<Block> all_blocks() {
        std::vector<Block> blocks;
        const float width = body_.width();
        const auto add = [&](int rank, float height, std::function<void(float)> draw) {
            blocks.push_back({rank, height, std::move(draw)});
        };
        if (rows_ > 0)
            add(1, chain_height(canvas_, rows_) + gap(12), [&, width](float y) {
                draw_chain(canvas_, scene_, {body_.min.x, y}, width, rows_);
            });
        add(0, formulas_height(canvas_, scene_, width, {spacing_, false}) + gap(8), [&, width](float y) {
            draw_formulas(canvas_, scene_, {body_.min.x, y}, width, {spacing_, with_general_});
        });
        with_general_ = general_is_below(canvas_, scene_, width, spacing_);
        if (with_general_) {
            const float more = formulas_height(canvas_, scene_, width, {spacing_, true}) -
                               formulas_height(canvas_, scene_, width, {spacing_, false});
            add(general_rank, more, [](float) {});
        }
        if (const std::string turned = turned_rule(op_); !turned.empty())
            add(2, static_cast<float>(turned_lines(turned).size()) * turned_pitch() + gap(8),
                [&, turned](float y) { draw_turned(turned, y); });
        add(3, steps_height(), [&](float y) { draw_steps(y); });
        if (op_.dilation != Sizes::filled(op_.dims(), 1))
            add(formulas_have_hat(canvas_, scene_, width, spacing_) ? 2 : 8, 18 * unit_ + gap(6),
                [&](float y) { draw_dilated(y); });
        for (std::size_t a = alike_ ? op_.dims() - 1 : 0; a < op_.dims(); ++a)
            add(a + 1 == op_.dims() ? 4 : 9, ruler_height(scene_, a, ruler_cell(), unit_) + gap(12),
                [&, a](float y) { draw_one_ruler(a, y); });
        if (has_chips(op_) && !chips_lie_beside())
            add(6, chips_height(canvas_, scene_, width) + gap(4), [&, width](float y) {
                draw_chips(canvas_, scene_, {body_.min.x, y}, width);
            });
        return blocks;
    }

    static float height_of(const std::vector<Block>& blocks) {
        float sum = -0.5F; // rounding
        for (const Block& block : blocks)
            sum += block.height;
        return sum;
    }
    /// px from the left at which there is room beside the ruler.
    float beside_ruler() const {
        const std::size_t last = op_.dims() - 1;
        return ruler_width(scene_, last, body_.width(), ruler_cell(), unit_) + 22 * unit_;
    }
    /// Of a short axis, and where room is scarce.
    bool chips_lie_beside() {
        const float room = body_.width() - beside_ruler();
        return is_tight_ && alike_ && room > 0 && chips_height(canvas_, scene_, room) <= 27 * unit_;
    }
    float ruler_cell() const { return (is_tight_ ? 15 : 22) * unit_; }
    float gap(float usual) const { return (is_tight_ ? usual / 2 : usual) * unit_; }

    /// Takes blocks out until the others fit; a long chain is cut first. Returns whether all stay.
    bool leave_out(std::vector<Block>& blocks, float room) {
        const auto total = [&] { return height_of(blocks); };
        const bool whole = total() <= room;
        if (total() > room && rows_ > min_rows)
            cut_chain(blocks, total() - room, min_rows);
        while (total() > room && blocks.size() > 1) {
            const auto last = std::max_element(
                blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.rank < b.rank; });
            if (last->rank <= 1)
                break;
            with_general_ = with_general_ && last->rank != general_rank;
            blocks.erase(last);
        }
        if (total() > room)
            cut_chain(blocks, total() - room, 3);
        else
            grow_chain(blocks, room - total());
        return whole;
    }

    /// Fewer rows of the chain, by `over` px, not under `least`.
    void cut_chain(std::vector<Block>& blocks, float over, int64_t least) {
        for (Block& block : blocks) {
            if (block.rank != 1)
                continue;
            const float row = chain_height(canvas_, 1);
            const int64_t kept =
                std::max(std::min(rows_, least), rows_ - static_cast<int64_t>(std::ceil(over / row)));
            block.height -= row * static_cast<float>(rows_ - kept);
            rows_ = kept;
        }
    }

    /// As many rows more as there is room for.
    void grow_chain(std::vector<Block>& blocks, float free) {
        const float row = chain_height(canvas_, 1);
        const int64_t more = std::min(chain_rows(scene_) - rows_, static_cast<int64_t>(free / row));
        rows_ += more;
        for (Block& block : blocks)
            block.height += block.rank == 1 ? row * static_cast<float>(more) : 0;
    }

    std::string axis_name(std::size_t axis) const {
        if (op_.dims() == 1)
            return {};
        const char* keys[] = {"lens.depth", "ui.rows", "ui.columns"};
        return std::string(scene_.texts()(keys[3 - op_.dims() + axis]));
    }

    TextStyle turned_style() const { return {17 * unit_, Face::mono, ink_}; }
    float turned_pitch() const { return std::max(20 * unit_, 1.25F * canvas_.min_text); }

    /// p′ and s′ in one line, which may be a little smaller, or in as many as they need.
    std::vector<std::string> turned_lines(const std::string& text) {
        constexpr float min_share = 0.75F;
        static const std::string gap = "   ";
        TextStyle smallest = turned_style();
        smallest.size = std::max(min_share * smallest.size, canvas_.min_text);
        std::vector<std::string> lines{""};
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t end = std::min(text.find(gap, from), text.size());
            const std::string part = text.substr(from, end - from);
            std::string longer = lines.back();
            longer.append(longer.empty() ? "" : gap).append(part);
            if (math_width(canvas_, longer, smallest) <= body_.width() || lines.back().empty())
                lines.back() = longer;
            else
                lines.push_back(part);
            from = end + gap.size();
        }
        return lines;
    }

    void draw_turned(const std::string& text, float y) {
        const std::vector<std::string> lines = turned_lines(text);
        TextStyle style = turned_style();
        for (const std::string& part : lines)
            style.size = std::min(style.size, turned_style().size * body_.width() /
                                                  std::max(math_width(canvas_, part, turned_style()), 1.0F));
        y += 17 * unit_;
        for (const std::string& part : lines) {
            math_text(canvas_, part, {body_.min.x, y}, style, tag_);
            y += turned_pitch();
        }
    }

    float steps_height() const {
        const std::size_t rows = alike_ ? 1 : op_.dims();
        return (36 + 21 * static_cast<float>(rows - 1)) * unit_ + gap(16);
    }

    /// A column for each step of the derivation, a row for each axis that is different.
    void draw_steps(float y) {
        const std::size_t rows = alike_ ? 1 : op_.dims();
        const float names = alike_ ? 0 : 64 * unit_;
        const std::vector<float> widths = step_widths(body_.width() - names);
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t axis = alike_ ? op_.dims() - 1 : r;
            const std::vector<SizeStep> steps = size_steps(op_, axis);
            const float baseline = y + 36 * unit_ + static_cast<float>(r) * 21 * unit_;
            if (!alike_)
                canvas_.text(axis_name(axis), {body_.min.x, baseline}, prose(), tag_);
            float left = body_.min.x + names;
            for (std::size_t c = 0; c < steps.size(); ++c) {
                const float centre = left + widths[c] / 2;
                if (r == 0)
                    centred(step_label(c), {centre, y + 14 * unit_}, label_style(), widths[c]);
                draw_value(steps, c, {centre, baseline}, widths[c]);
                left += widths[c];
            }
        }
    }

    /// px of each column: all alike, or where that is too narrow for one what each needs and a share of the
    /// rest.
    std::vector<float> step_widths(float all) {
        std::vector<float> widths(size_steps(op_, 0).size());
        const float count = static_cast<float>(widths.size());
        bool are_alike = true;
        float rest = all;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const float gap = (c > 0 ? 18 : 4) * unit_;
            widths[c] = math_width(canvas_, step_label(c), label_style()) + 4 * unit_;
            for (std::size_t a = 0; a < op_.dims(); ++a)
                widths[c] = std::max(widths[c], value_width(size_steps(op_, a)[c].value) + gap);
            are_alike = are_alike && widths[c] <= all / count;
            rest -= widths[c];
        }
        for (float& width : widths)
            width = are_alike ? all / count : width + rest / count;
        return widths;
    }
    float value_width(double value) {
        return canvas_.width(number_text(value), {value_size * unit_, Face::mono_bold, {}});
    }

    /// What the hat stands for, of the last axis.
    void draw_dilated(float y) {
        const std::size_t a = op_.dims() - 1;
        const std::string hat = "k̂ = d(k − 1) + 1 = " + std::to_string(op_.dilation[a]) + "·(" +
                                std::to_string(op_.kernel_size[a]) +
                                " − 1) + 1 = " + std::to_string(dilated_kernel(op_)[a]);
        TextStyle style = label_style();
        if (const float width = math_width(canvas_, hat, style); width > body_.width())
            style.size *= body_.width() / width;
        math_text(canvas_, hat, {body_.min.x, y + 12 * unit_}, style, tag_);
    }

    TextStyle label_style() const { return {13 * unit_, Face::mono, quiet_}; }

    /// What all axes do in this step: where one of them has two paddings or a dilation, its name stands for
    /// all.
    std::string step_label(std::size_t step) const {
        std::string longest;
        for (std::size_t a = 0; a < op_.dims(); ++a)
            if (const std::string label = size_steps(op_, a)[step].label; label.size() > longest.size())
                longest = label;
        return longest;
    }

    void draw_value(const std::vector<SizeStep>& steps, std::size_t step, Vec2 at, float width) {
        const bool last = step + 1 == steps.size();
        TextStyle style{value_size * unit_, last ? Face::mono_bold : Face::mono,
                        last ? roles(op_, canvas_.theme).top.heading : ink_};
        centred(number_text(steps[step].value), at, style, width - 18 * unit_);
        if (step > 0)
            canvas_.text("→", {at.x - width / 2, at.y}, {13 * unit_, Face::sans, quiet_, AlignX::center},
                         tag_);
    }

    void centred(const std::string& text, Vec2 at, TextStyle style, float room) {
        if (const float width = math_width(canvas_, text, style); width > room)
            style.size *= room / width;
        math_text(canvas_, text, {at.x - math_width(canvas_, text, style) / 2, at.y}, style, tag_);
    }

    void draw_one_ruler(std::size_t axis, float y) {
        const float names = alike_ ? 0 : 64 * unit_;
        const float cell = ruler_cell();
        const TextStyle name{13 * unit_, Face::sans, quiet_, AlignX::left, AlignY::middle};
        canvas_.text(alike_ ? std::string() : axis_name(axis), {body_.min.x, y + cell / 2}, name, tag_);
        draw_ruler(canvas_, scene_, axis, {body_.min.x + names, y}, body_.width() - names, cell);
        if (has_chips(op_) && chips_lie_beside()) {
            const float left = beside_ruler();
            draw_chips(canvas_, scene_, {body_.min.x + left, y}, body_.width() - left);
        }
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Operation& op_;
    const Rect body_;
    const float unit_;
    const bool alike_, may_be_tight_;
    FormulaSpacing spacing_ = FormulaSpacing::usual;
    bool is_tight_ = false; // smaller gaps, a smaller ruler
    float bottom_ = 0;
    int64_t rows_;              // of the chain that are shown
    bool with_general_ = false; // the general formula below the relationship's own
    const Color ink_, quiet_;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
};

} // namespace

void choose_in_sizes(Document& document, int64_t choice) {
    if (choice >= first_chain_choice) {
        show_layer(document, choice - first_chain_choice);
        return;
    }
    Operation operation = operation_of(document);
    if (!check(operation).empty() || document.input.kind == SourceKind::image)
        return; // an image has its own size
    const Operation old = operation;
    const std::size_t last = old.dims() - 1;
    const int64_t least = is_swapped(old.kind) ? 0 : inputs_of_same_output(old, last).min;
    for (std::size_t a = 0; a < old.dims(); ++a)
        if (axes_alike(old, a, last))
            (is_swapped(old.kind) ? operation.output_padding : operation.input_size)[a] = least + choice;
    if (check(operation).empty() && !(operation == document.operation))
        set_operation(document, operation);
}

void draw_sizes_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const std::string remark =
        size_text(scene.operation().input_size) + " → " + size_text(scene.results().output);
    const Rect body = lens_card(canvas, scene, Lens::sizes, area, remark);
    SizesDrawing(canvas, scene, body, true).draw();
}

float sizes_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    SizesDrawing drawing(trial, scene, lens_body(canvas, {{0, 0}, {width, room}}), false);
    drawing.draw();
    return card_height(canvas, drawing.bottom(), room);
}

} // namespace convlens
