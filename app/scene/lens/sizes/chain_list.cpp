// A row that has a figure is a button; the row of the figure is filled.
#include "scene/lens/sizes/chain_list.h"

#include "scene/base/tags.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr float row_height = 21; // units

/// "k = 5, s = 2": what differs from the simplest case.
std::string parameters_of(const Operation& op) {
    std::string text = "k = " + value_text(op.kernel_size);
    if (op.stride != Sizes::filled(op.dims(), 1))
        text += ", s = " + value_text(op.stride);
    if (op.padding_begin != Sizes::filled(op.dims(), 0) || op.padding_end != op.padding_begin)
        text += ", " + padding_letters(op);
    if (op.dilation != Sizes::filled(op.dims(), 1))
        text += ", d = " + value_text(op.dilation);
    return text;
}

class ChainDrawing {
public:
    ChainDrawing(Canvas& canvas, const LensScene& scene, Vec2 at, float width)
        : canvas_(canvas), scene_(scene), unit_(canvas.unit), at_(at), width_(width),
          chain_(scene.input.document.sizes_lens.chain) {}

    void draw(int64_t rows) {
        const auto count = static_cast<int64_t>(chain_.size());
        const bool whole = rows >= chain_rows(scene_);
        const int64_t shown = whole ? count : std::max<int64_t>(rows - 2, 1);
        const int64_t figure = std::clamp<int64_t>(scene_.input.document.sizes_lens.layer, 0, count - 1);
        const int64_t first = part_start(shown, count, {{figure, figure}}, {1, 1});
        draw_input();
        for (int64_t n = first; n < first + shown; ++n)
            draw_layer(static_cast<std::size_t>(n));
        if (!whole)
            draw_part(first, shown);
    }

private:
    const Theme& theme() const { return canvas_.theme; }
    TextStyle style(Color color, AlignX side = AlignX::left) const {
        return {13 * unit_, Face::mono, color, side, AlignY::middle};
    }
    TextStyle words() const { return {13 * unit_, Face::sans, theme().quiet, AlignX::left, AlignY::middle}; }
    float middle() const { return at_.y + row_height * unit_ / 2; }
    float left() const { return at_.x + 8 * unit_; }
    float size_right() const { return at_.x + width_ - 8 * unit_; }
    void next_row() { at_.y += row_height * unit_; }

    bool is_figure(std::size_t n) const {
        const bool chosen = static_cast<int64_t>(n) == scene_.input.document.sizes_lens.layer;
        return chosen && chain_[n].operation == scene_.operation();
    }

    /// Text within a room, smaller where it is too wide.
    void put(const std::string& text, Vec2 at, TextStyle style, float room) {
        if (const float width = canvas_.width(text, style); width > room && width > 0)
            style.size *= std::max(room, 0.0F) / width;
        canvas_.text(text, at, style, row_);
    }

    /// What comes into the first layer.
    void draw_input() {
        row_ = tag_;
        const std::optional<Operation>& first = chain_.front().operation;
        Sizes size;
        if (first) {
            size.push_back(first->in_channels);
            for (const int64_t extent : first->input_size)
                size.push_back(extent);
        }
        put(std::string(scene_.texts()("lens.chain_input")), {left(), middle()}, words(), width_ * 0.4F);
        put(size_text(size), {size_right(), middle()}, style(theme().quiet, AlignX::right), width_ * 0.5F);
        next_row();
    }

    void draw_layer(std::size_t n) {
        const ChainLayer& layer = chain_[n];
        const bool on = is_figure(n);
        const bool is_button = scene_.input.composition.choices && layer.operation && !layer.output.empty();
        row_ = is_button ? lens_choice_tag(Lens::sizes, first_chain_choice + static_cast<int64_t>(n)) : tag_;
        const Color ground = on ? mixed(theme().card, theme().accent, 0.16F) : theme().card;
        const Color edge = on ? theme().accent : is_button ? theme().hairline : Color{};
        canvas_.card({{at_.x, at_.y + unit_}, {at_.x + width_, at_.y + (row_height - 1) * unit_}}, ground,
                     edge, 4 * unit_, row_);
        TextStyle name = style(theme().text);
        name.face = on ? Face::mono_bold : Face::mono;
        const std::string size = layer.output.empty() ? std::string(scene_.texts()("lens.chain_impossible"))
                                                      : size_text(layer.output);
        TextStyle behind = style(layer.output.empty() ? theme().current : theme().text, AlignX::right);
        behind.face = name.face;
        const float size_room = canvas_.width(size, behind);
        const float room = size_right() - left() - size_room - 14 * unit_;
        const float named = std::min(canvas_.width(layer.name, name), room);
        put(layer.name, {left(), middle()}, name, room);
        TextStyle details = style(layer.written ? theme().current : theme().quiet);
        if (layer.is_linear || layer.written)
            details.face = Face::mono_bold;
        if (layer.is_linear && !layer.written)
            details.color = theme().text;
        put(details_of(layer), {left() + named + 12 * unit_, middle()}, details, room - named - 12 * unit_);
        put(size, {size_right(), middle()}, behind, width_ - 16 * unit_);
        next_row();
    }

    /// "in_features = 400", and what the text had where that is another number.
    std::string needs(const ChainLayer& layer) const {
        if (!layer.is_linear && !layer.written)
            return {};
        const std::string argument = layer.is_linear ? "in_features" : "in_channels";
        const std::string needed = argument + " = " + std::to_string(layer.needed);
        return !layer.written
                   ? needed
                   : scene_.texts()("lens.chain_not",
                                    {{"needed", needed}, {"written", std::to_string(*layer.written)}});
    }

    std::string details_of(const ChainLayer& layer) const {
        const bool is_plain = layer.operation && !layer.written;
        return is_plain ? parameters_of(*layer.operation) : needs(layer);
    }

    /// Which layers are shown, and the first Linear where it is not among them.
    void draw_part(int64_t first, int64_t shown) {
        row_ = tag_;
        std::string text = scene_.texts()("lens.chain_part", {{"first", std::to_string(first + 1)},
                                                              {"last", std::to_string(first + shown)},
                                                              {"count", std::to_string(chain_.size())}});
        const auto linear = std::find_if(chain_.begin(), chain_.end(),
                                         [](const ChainLayer& layer) { return layer.is_linear; });
        const int64_t place = linear - chain_.begin();
        if (linear != chain_.end() && (place < first || place >= first + shown))
            text += " · " + linear->name + ": " + needs(*linear);
        put(text, {left(), middle()}, words(), width_ - 16 * unit_);
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const float unit_;
    Vec2 at_;
    const float width_;
    const std::vector<ChainLayer>& chain_;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::sizes));
    Tag row_;
};

} // namespace

int64_t chain_rows(const LensScene& scene) {
    const auto layers = static_cast<int64_t>(scene.input.document.sizes_lens.chain.size());
    return layers == 0 ? 0 : layers + 1;
}

float chain_height(const Canvas& canvas, int64_t rows) {
    return row_height * canvas.unit * static_cast<float>(rows);
}

void draw_chain(Canvas& canvas, const LensScene& scene, Vec2 at, float width, int64_t rows) {
    ChainDrawing(canvas, scene, at, width).draw(rows);
}

} // namespace convlens
