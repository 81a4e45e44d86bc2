// The code lens: the operation as a framework writes it, what differs there, and the whole program to copy.

#include "scene/lens/code/code.h"

#include "codegen/code.h"
#include "document/names.h"
#include "i18n/utf8.h"
#include "scene/base/color_maps.h"
#include "scene/base/tags.h"
#include "scene/base/typeset.h"
#include "scene/lens/code/colors.h"
#include "scene/lens/type.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

class CodeDrawing {
public:
    CodeDrawing(Canvas& canvas, const LensScene& scene, const Rect& body)
        : canvas_(canvas), scene_(scene), framework_(scene.input.document.code_lens.framework),
          code_(code_of(scene.input.document, framework_)), unit_(canvas.unit), body_(body) {}

    /// Returns where it ends.
    float draw() {
        const bool choices = scene_.input.composition.choices;
        if (choices)
            draw_buttons();
        const float top = body_.min.y + (choices ? 34 : 0) * unit_;
        std::vector<std::vector<std::string>> notes; // in lines
        float notes_height = 0;
        for (const std::string& key : code_.notes) {
            notes.push_back(
                wrapped(canvas_, "· " + std::string(scene_.texts()(key)), prose(), body_.width()));
            notes_height += static_cast<float>(notes.back().size()) * 18 * unit_;
        }
        const float bottom = body_.max.y - (choices ? 20 : 0) * unit_;
        // Code first; notes have what it leaves.
        std::vector<std::string> lines = code_lines(bottom - top, notes_height);
        const auto fitting =
            static_cast<std::size_t>(std::max((bottom - top - 16 * unit_) / leading(), 1.0F));
        cut(lines, fitting);
        float y = draw_code(lines, top) + 8 * unit_;
        for (const std::vector<std::string>& note : notes) {
            const float needed = static_cast<float>(note.size()) * 18 * unit_;
            if (y + needed > bottom) // whole or not at all
                continue;
            for (const std::string& line : note) {
                canvas_.text(line, {body_.min.x, y + 13 * unit_}, prose(), tag_);
                y += 18 * unit_;
            }
        }
        y = draw_program(y + 8 * unit_, bottom);
        if (!choices)
            return y;
        TextStyle quiet = prose();
        canvas_.text(std::string(scene_.texts()("lens.code_hint")), {body_.min.x, body_.max.y - 2 * unit_},
                     quiet, tag_);
        return y + 20 * unit_;
    }

private:
    TextStyle prose() const { return {card_type::text * unit_, Face::sans, canvas_.theme.quiet}; }
    float leading() const { return size_ * 1.42F; }

    void draw_buttons() {
        std::vector<std::string> labels;
        for (const auto& [name, framework] : framework_names())
            labels.emplace_back(display_name(framework));
        const float y = body_.min.y + 11 * unit_;
        lens_choices(canvas_, scene_.input, {Lens::code, labels, static_cast<int64_t>(framework_)},
                     {body_.min.x, y});
        const LensChoice copy{Lens::code, {std::string(scene_.texts()("lens.code_copy"))}, -1, copy_choice};
        lens_choices(canvas_, scene_.input, copy, {body_.max.x - lens_choices_width(canvas_, copy), y});
    }

    static constexpr std::size_t min_lines = 12;

    /// The script around the layer, as far as there is room; returns where it ends.
    float draw_program(float top, float bottom) {
        size_ = card_type::text * unit_;
        const float room = bottom - top - 16 * unit_;
        const float column = canvas_.width("0", {size_, Face::mono, {}});
        std::vector<std::string> lines =
            broken(lines_of(code_.program), static_cast<std::size_t>((body_.width() - 20 * unit_) / column));
        const auto fitting = static_cast<std::size_t>(std::max(room / leading(), 0.0F));
        if (fitting < std::min(lines.size(), min_lines))
            return top - 8 * unit_; // a few lines of it tell nothing
        cut(lines, fitting);
        return draw_code(lines, top);
    }

    /// Says in the last line how many more there are.
    void cut(std::vector<std::string>& lines, std::size_t fitting) const {
        if (lines.size() <= fitting)
            return;
        const std::size_t more = lines.size() - fitting + 1;
        lines.resize(fitting);
        lines.back() = "# " + scene_.texts()("lens.code_more", {{"count", std::to_string(more)}});
    }

    /// Lines that fit the width, in the largest size of which they and `notes` px below fit into `room`: as
    /// they are or broken once; else in the size of a text, broken where they need it.
    std::vector<std::string> code_lines(float room, float notes) {
        const std::vector<std::string> whole = lines_of(code_.layer);
        const auto lines_in = [&](float units) {
            size_ = units * unit_;
            const float column = canvas_.width("0", {size_, Face::mono, {}});
            return broken(whole, static_cast<std::size_t>((body_.width() - 20 * unit_) / column));
        };
        for (const float units : {card_type::lead, card_type::title}) {
            std::vector<std::string> lines = lines_in(units);
            const float height = static_cast<float>(lines.size()) * leading() + 24 * unit_ + notes;
            if (height <= room && lines.size() <= 2 * whole.size())
                return lines;
        }
        return lines_in(card_type::text);
    }

    float draw_code(const std::vector<std::string>& lines, float top) {
        const Theme& theme = canvas_.theme;
        const float bottom = top + static_cast<float>(lines.size()) * leading() + 16 * unit_;
        canvas_.card({{body_.min.x, top}, {body_.max.x, bottom}}, mixed(theme.card, theme.text, 0.035F),
                     theme.hairline, 5 * unit_, tag_);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::vector<std::pair<std::string, TextStyle>> pieces;
            for (const CodePiece& piece : code_pieces(lines[i]))
                pieces.emplace_back(piece.text, TextStyle{size_, Face::mono, color_of(piece.kind)});
            canvas_.run(
                {body_.min.x + 10 * unit_, top + 8 * unit_ + (static_cast<float>(i) + 0.75F) * leading()},
                pieces, tag_);
        }
        return bottom;
    }

    Color color_of(CodePiece::Kind kind) const {
        const Theme& theme = canvas_.theme;
        switch (kind) {
        case CodePiece::Kind::plain:
            break;
        case CodePiece::Kind::number:
            return theme.x.heading;
        case CodePiece::Kind::string:
            return theme.y.heading;
        case CodePiece::Kind::argument:
            return theme.w.heading;
        case CodePiece::Kind::comment:
            return theme.quiet;
        }
        return theme.text;
    }

    Canvas& canvas_;
    const LensScene& scene_;
    const Framework framework_;
    const Code code_;
    const float unit_;
    const Rect body_;
    float size_ = 14;
    const Tag tag_ = tag_of(TagSpace::lens, static_cast<int64_t>(Lens::code));
};

} // namespace

void draw_code_lens(Canvas& canvas, const LensScene& scene, const Rect& area) {
    const bool choices = scene.input.composition.choices;
    const Rect body = lens_card(
        canvas, scene, Lens::code, area,
        choices ? std::string() : std::string(display_name(scene.input.document.code_lens.framework)));
    CodeDrawing(canvas, scene, body).draw();
}

float code_height(Canvas& canvas, const LensScene& scene, float width, float room) {
    Frame nothing;
    Canvas trial = canvas.trial(nothing, 1);
    const float bottom = CodeDrawing(trial, scene, lens_body(canvas, {{0, 0}, {width, room}})).draw();
    return card_height(canvas, bottom + 2 * canvas.unit, room);
}

void choose_in_code(Document& document, int64_t choice) {
    if (choice <= static_cast<int64_t>(Framework::numpy))
        document.code_lens.framework = static_cast<Framework>(choice);
}

} // namespace convlens
