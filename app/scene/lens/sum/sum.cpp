// Chips, total, bar and note of one step.
#include "scene/lens/sum/sum.h"

#include "scene/base/roles.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/lens/sum/choices.h"
#include "scene/lens/sum/placing.h"
#include "scene/lens/sum/words.h"
#include "scene/lens/type.h"
#include "scene/model/step_name.h"
#include "scene/model/step_terms.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr float chip_height = 30;
constexpr float lead_scale = card_type::lead / card_type::title; // of a short sum in a wide place
constexpr float row_gap = 6;
constexpr float below_chips = 76;       // total, bar and a line of words; units
constexpr float below_chips_tight = 54; // without the bar

class SumDrawing {
public:
    SumDrawing(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
               const Rect& area, bool column)
        : canvas_(canvas), input_(input), model_(model), step_(step), words_(input, model, step), area_(area),
          column_(column), op_(model.operation()), roles_(roles(op_, input.theme)), unit_(canvas.unit),
          terms_(static_cast<int64_t>(step.terms.size())), chips_(terms_ + (step.bias ? 1 : 0)),
          done_(terms_done(input.cursor, terms_)),
          finished_(input.cursor.phase == Phase::drop || input.cursor.phase == Phase::hold),
          winner_(takes_largest(op_) ? largest_term(step, done_) : -1),
          compact_(area.height() < 120 * unit_) {}

    float draw() {
        float y = area_.min.y + 20 * unit_;
        if (!model_.unpooling())
            place_chips(y + 16 * unit_);
        draw_heading(y);
        y += 16 * unit_;
        if (model_.unpooling())
            return draw_placing(canvas_, input_, step_, {{area_.min.x, y + 16 * unit_}, area_.max}) -
                   area_.min.y;
        if (compact_) {
            draw_total({area_.max.x - compact_width(), area_.min.y + 20 * unit_});
            const float end = draw_chips(y);
            if (input_.composition.choices && end + 14 * unit_ < area_.max.y)
                draw_sum_choices(canvas_, input_, {area_.max.x, area_.max.y - 8 * unit_});
            return end - area_.min.y;
        }
        y = draw_chips(y);
        y += (tight_ ? 22 : 36) * unit_;
        draw_total({area_.min.x, y});
        if (!tight_) {
            y += 16 * unit_;
            draw_bar(y);
        }
        y += (tight_ ? 22 : 24) * unit_;
        if (input_.composition.choices && !tight_ && !column_ && y < area_.max.y + unit_)
            choices_from_ = draw_sum_choices(canvas_, input_, {area_.max.x, y - 4 * unit_});
        return draw_lines(y) - area_.min.y;
    }

    /// Of all terms, and of the lines that come below them at some step; where the area is too low for that,
    /// of what has room.
    float needed_height() {
        const float whole = whole_height();
        if (whole <= area_.height() || model_.unpooling())
            return whole;
        place_chips(area_.min.y + 36 * unit_);
        if (!compact_)
            return area_.height();
        const int64_t rows = (std::min(page_.count, chips_) + page_.across - 1) / page_.across;
        const float choices = input_.composition.choices ? 26 : 0;
        return std::min(static_cast<float>(rows) * page_.pitch + (36 + choices) * unit_, area_.height());
    }

private:
    float whole_height() {
        if (model_.unpooling())
            return (36 + 22 * static_cast<float>(placing_lines(canvas_, input_, area_.width()))) * unit_;
        SumDrawing high(canvas_, input_, model_, step_, {area_.min, {area_.max.x, 1e6F}}, column_);
        high.place_chips(area_.min.y + 36 * unit_);
        const Page& page = high.page_;
        const int64_t rows = (chips_ + page.across - 1) / page.across;
        std::size_t lines = words_.has_channels() ? 1 : 0;
        lines += words_.max_note_lines();
        if (input_.composition.choices) // which lie on the first line
            lines = std::max<std::size_t>(lines, 1);
        const float below = lines > 0 ? 29 + 19 * static_cast<float>(lines - 1) : 8;
        return static_cast<float>(rows) * page.pitch + (36 + 52 + below) * unit_;
    }

    TextStyle style(float size, Face face, Color color, AlignX align = AlignX::left) const {
        return {size * unit_, face, color, align};
    }

    void draw_heading(float y) {
        const TextStyle name = style(card_type::lead, Face::mono_bold, roles_.top.heading);
        TextStyle quiet =
            style(card_type::text, page_.first > 0 ? Face::sans : Face::mono, input_.theme.quiet);
        std::string rule = page_.first > 0 ? words_.carried(page_.first) : words_.rule();
        const float room = area_.width() - canvas_.width(step_name(model_, step_), name) - 14 * unit_ -
                           (compact_ ? compact_width() : 0);
        if (page_.first > 0) { // what came before is always said
            if (canvas_.width(rule, quiet) > room)
                rule = words_.carried_briefly(page_.first);
            canvas_.fit(rule, quiet, room);
        } else if (canvas_.width(rule, quiet) > room) {
            rule.clear();
        }
        canvas_.run({area_.min.x, y}, {{step_name(model_, step_) + " ", name}, {rule, quiet}},
                    tag_of(TagSpace::sum, 0));
    }

    /// Which chips are shown, and how large.
    struct Page {
        int64_t first = 0, count = 1; // terms
        int64_t across = 1;           // chips in a row
        float chip = 0, gap = 0, pitch = 0;
    };

    /// With the total below the chips or, where that leaves room for half of the terms only, beside the
    /// heading.
    void place_chips(float top) {
        page_ = page_in(top, false);
        if (page_.count >= chips_ || column_ || model_.channels > 1)
            return;
        const bool low = std::exchange(compact_, true);
        const Page closer = page_in(top, true);
        if (closer.count >= std::min(chips_, low ? page_.count + 1 : 2 * page_.count))
            page_ = closer;
        else
            compact_ = low;
    }

    Page page_in(float top, bool dense) {
        const TextStyle text = style(card_type::title, Face::mono, input_.theme.text, AlignX::center);
        float chip = std::max(30 * unit_, static_cast<float>(words_.characters()) * canvas_.width("0", text) +
                                              (dense ? 6 : 12) * unit_);
        float gap = (dense ? 10.0F : 12.0F) * unit_;
        // A short sum in a wide place is written larger.
        const float wide = area_.width() / (static_cast<float>(chips_) * (chip + gap));
        // As far as the lines below keep their place.
        const float high = (area_.max.y - top - below_chips * unit_) / ((chip_height + row_gap) * unit_);
        chip_scale_ = column_ || compact_ ? 1 : std::min(wide, high) >= lead_scale ? lead_scale : 1.0F;
        chip *= chip_scale_;
        gap *= chip_scale_;
        const float pitch = (chip_height * chip_scale_ + row_gap) * unit_;
        const auto fitting = static_cast<int64_t>((area_.width() + gap) / (chip + gap));
        int64_t across = std::clamp<int64_t>(fitting, 1, chips_);
        const int64_t kernel_row = op_.kernel_size.back();
        if ((column_ || across < chips_) && kernel_row <= across)
            across = column_ ? kernel_row : across / kernel_row * kernel_row;
        const int64_t needed = (chips_ + across - 1) / across;
        const auto rows_with = [&](float below) {
            return std::clamp<int64_t>(
                static_cast<int64_t>((area_.max.y - top - (below - (compact_ ? row_gap : 0)) * unit_) /
                                     pitch),
                1, needed);
        };
        int64_t rows = rows_with(compact_ ? 0 : below_chips);
        tight_ = !compact_ && rows < needed && rows_with(below_chips_tight) > rows;
        if (tight_)
            rows = rows_with(below_chips_tight);
        // A page ends with a channel where one has room.
        int64_t page = across * rows;
        const int64_t channel = terms_ / std::max<int64_t>(model_.channels, 1);
        if (page < chips_ && channel > 0 && channel <= page)
            page = page / channel * channel;
        // The last page is full too.
        const int64_t last = std::max<int64_t>(chips_ - page, 0);
        const int64_t first =
            std::min(std::max<int64_t>((finished_ ? chips_ : done_) - 1, 0) / page * page, last);
        return {first, page, across, chip, gap, pitch};
    }

    float draw_chips(float top) {
        for (int64_t i = 0; i < page_.count; ++i) {
            const int64_t row = i / page_.across;
            const Vec2 at{area_.min.x + static_cast<float>(i % page_.across) * (page_.chip + page_.gap),
                          top + static_cast<float>(row) * page_.pitch};
            draw_chip(page_.first + i, {at, {at.x + page_.chip, at.y + chip_height * chip_scale_ * unit_}});
        }
        const int64_t rows = (page_.count + page_.across - 1) / page_.across;
        return top + static_cast<float>(rows) * page_.pitch;
    }

    void draw_chip(int64_t t, const Rect& rect) {
        const Theme& theme = input_.theme;
        const bool present = t < chips_, is_bias = present && t == terms_;
        const bool lit = is_bias ? input_.cursor.phase == Phase::drop
                                 : present && !finished_ && done_ > 0 && t == done_ - 1;
        const bool zero = present && !is_bias && !counts(step_.terms[static_cast<std::size_t>(t)]);
        const Tag tag = is_bias ? tag_of(TagSpace::bias, model_.out_channel) : tag_of(TagSpace::sum, t + 1);
        const bool winner = present && t == winner_;
        Box chip = box_of(rect);
        chip.radius = 5 * unit_;
        if (present) {
            chip.fill = zero && !lit ? Color{} : lit ? mixed(theme.card, theme.current, 0.08F) : theme.card;
            chip.stroke = lit ? theme.current : winner ? roles_.top.line : theme.hairline;
            chip.stroke_width = (lit || winner ? theme.bold : 1) * unit_;
            chip.dash = zero && !lit ? Dash::dashed : Dash::solid;
        }
        canvas_.add(chip, tag);
        const TermText text = is_bias ? TermText{words_.bias(), {}} : present ? words_.term(t) : TermText{};
        draw_factors(text, rect, zero, is_bias ? finished_ : t < done_, tag);
        const bool joined = present && t + 1 < chips_;
        TextStyle plus = style(card_type::text, Face::mono, theme.quiet, AlignX::center);
        plus.align_y = AlignY::middle;
        const bool goes_on = joined && t + 1 == page_.first + page_.count;
        canvas_.text(!joined              ? ""
                     : goes_on            ? "…"
                     : takes_largest(op_) ? ","
                                          : "+",
                     {rect.max.x + page_.gap / 2, rect.center().y}, plus);
    }

    /// Each factor in its tensor's colour; a longer term than the chip has room for is written smaller.
    void draw_factors(const TermText& term, const Rect& rect, bool zero, bool done, Tag tag) {
        const Theme& theme = input_.theme;
        TextStyle text = style(card_type::title * chip_scale_, Face::mono, {});
        text.align_y = AlignY::middle;
        std::string whole = term.whole();
        canvas_.fit(whole, text, rect.width() - 4 * unit_);
        const bool fits = whole == term.whole();
        float x = rect.center().x - canvas_.width(whole, text) / 2;
        const Color later = mixed(theme.ground, theme.quiet, 0.55F);
        const std::pair<std::string, Color> pieces[] = {{fits ? term.w : std::string(), theme.w.heading},
                                                        {fits ? term.sign() : whole, theme.quiet},
                                                        {fits ? term.x : std::string(), roles_.base.heading}};
        for (const auto& [piece, color] : pieces) {
            text.color = !done ? later : zero ? theme.quiet : color;
            canvas_.text(piece, {x, rect.center().y}, text, tag);
            x += piece.empty() ? 0 : canvas_.width(piece, text);
        }
    }

    /// "so far 11  term 5 of 9", then "= 13".
    std::vector<std::pair<std::string, TextStyle>> total_pieces(float room) {
        const TextStyle quiet = style(card_type::text, Face::sans, input_.theme.quiet);
        const TextStyle big = style(card_type::result, Face::mono_bold, roles_.top.heading);
        const TextStyle text = style(card_type::lead, Face::mono, input_.theme.text);
        const double value = folded(op_, step_, done_);
        const bool any = done_ > 0 && !(takes_largest(op_) && winner_ < 0);
        if (!finished_) {
            const char* so_far = takes_largest(op_) ? "sum.largest_so_far" : "sum.so_far";
            return {{std::string(input_.texts(so_far)) + "  ", quiet},
                    {any         ? full_number(value).text
                     : done_ > 0 ? "–"
                                 : "",
                     big},
                    {done_ > 0 && !compact_
                         ? "   " + input_.texts("sum.term_of", {{"term", std::to_string(done_)},
                                                                {"terms", std::to_string(terms_)}})
                         : "",
                     quiet}};
        }
        NumberText last = words_.last_operation(value);
        const NumberText result = full_number(step_.value);
        if (last.text.empty() || canvas_.width(last.text + " =  " + result.text, text) > room * 0.8F)
            last = {"", words_.terms_are_exact()};
        const bool exact = last.exact && result.exact;
        return {{last.text + (last.text.empty() ? "" : " ") + (exact ? "=  " : "≈  "), text},
                {result.text, big},
                {compact_ ? std::string() : winner_words(), quiet}};
    }

    /// Beside the chips, where the total lies at the right end of the heading.
    float compact_width() {
        float width = 0;
        for (const auto& [text, style] : total_pieces(0))
            width += text.empty() ? 0 : canvas_.width(text, style);
        return std::max(150 * unit_, width);
    }

    /// The total, then the lit term: "w[1,1]·x[1,3] = 2·3 = 6".
    void draw_total(Vec2 at) {
        const float end = canvas_.run(at, total_pieces(area_.max.x - at.x), tag_of(TagSpace::sum, 0));
        if (!column_ && !compact_)
            draw_spelled({end + 22 * unit_, at.y}, true);
    }

    /// "   from x[1,2]": the switch of a maximum.
    std::string winner_words() const {
        if (winner_ < 0)
            return {};
        return "   " + input_.texts("sum.winner", {{"place", words_.full_names(winner_).x}});
    }

    /// The lit term in full: names, numbers, product.
    void draw_spelled(Vec2 at, bool has_room) {
        const bool lit = has_room && !finished_ && done_ > 0;
        const TermText names = lit ? words_.full_names(done_ - 1) : TermText{};
        const std::string worth = lit ? words_.worth(done_ - 1) : std::string();
        TextStyle text = style(card_type::title, Face::mono, {});
        const float width = canvas_.width(names.whole() + worth, text);
        if (width > area_.max.x - at.x)
            text.size =
                std::max({text.size * (area_.max.x - at.x) / width, 0.6F * text.size, canvas_.min_text});
        const bool fits = canvas_.width(names.whole() + worth, text) <= area_.max.x - at.x + unit_;
        const auto styled = [&](Color color) {
            TextStyle s = text;
            s.color = color;
            return s;
        };
        const auto shown = [&](const std::string& s) { return fits ? s : std::string(); };
        canvas_.run(at,
                    {{shown(names.w), styled(input_.theme.w.heading)},
                     {shown(names.sign()), styled(input_.theme.quiet)},
                     {shown(names.x), styled(roles_.base.heading)},
                     {shown(worth), styled(input_.theme.text)}},
                    tag_of(TagSpace::sum, 0));
    }

    void draw_bar(float y) {
        const float height = 6 * unit_;
        const Rect track{{area_.min.x, y}, {area_.max.x, y + height}};
        canvas_.card(track, input_.theme.hairline, {}, height / 2);
        Rect filled = track;
        const float share = terms_ > 0 ? static_cast<float>(done_) / static_cast<float>(terms_) : 1;
        filled.max.x = track.min.x + std::max(track.width() * share, height);
        canvas_.card(filled, done_ > 0 ? roles_.top.line : Color{}, {}, height / 2);
    }

    /// Channels, then the lit term in a column, then the note; what has no room is left out.
    float draw_lines(float y) {
        const TextStyle quiet = style(card_type::text, Face::sans, input_.theme.quiet);
        const TextStyle plain = style(card_type::text, Face::sans, input_.theme.text);
        std::string channels = words_.channels(done_, false);
        const float width = std::min(area_.width(), choices_from_ - 14 * unit_ - area_.min.x);
        if (canvas_.width(channels, plain) > width)
            channels = words_.channels(done_, true);
        const auto room = [&] { return y < area_.max.y + unit_; };
        canvas_.text(room() && canvas_.width(channels, plain) <= width ? channels : std::string(),
                     {area_.min.x, y}, plain, tag_of(TagSpace::sum, 0));
        if (!channels.empty())
            y += 19 * unit_;
        const bool spelled = column_ && !finished_;
        if (column_)
            draw_spelled({area_.min.x, y}, spelled && room());
        const std::vector<std::string> lines =
            spelled ? std::vector<std::string>{} : wrapped(canvas_, words_.note(), quiet, width);
        // Whole or not at all.
        const float last = y + 18 * unit_ * static_cast<float>(lines.size() - 1);
        const bool fits = lines.size() <= 2 && last < area_.max.y + unit_;
        for (std::size_t i = 0; i < 2; ++i) {
            const bool shown = i < lines.size() && fits;
            canvas_.text(shown ? lines[i] : std::string(), {area_.min.x, y}, quiet, tag_of(TagSpace::sum, 0));
            if (shown)
                y += 18 * unit_;
        }
        return y;
    }

    Canvas& canvas_;
    const SceneInput& input_;
    const FigureModel& model_;
    const Step& step_;
    SumWords words_;
    Rect area_;
    bool column_;
    const Operation& op_;
    Roles roles_;
    float unit_;
    int64_t terms_;
    int64_t chips_; // the terms, and the bias behind them
    int64_t done_;  // terms
    bool finished_;
    int64_t winner_; // of a maximum, among the terms done; -1: none
    bool compact_;   // the total lies beside the heading, and bar and note are left out
    bool tight_ = false;
    float chip_scale_ = 1;
    float choices_from_ = 1e9F; // left end of the choices
    Page page_;
};

} // namespace

float draw_sum(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
               const Rect& area, bool column) {
    return SumDrawing(canvas, input, model, step, area, column).draw();
}

float needed_sum_height(Canvas& canvas, const SceneInput& input, const FigureModel& model, const Step& step,
                        Vec2 room) {
    return SumDrawing(canvas, input, model, step, {{0, 0}, room}, false).needed_height();
}

float min_sum_height(const FigureModel& model) {
    if (model.unpooling())
        return 110;
    const int64_t rows = std::min<int64_t>(model.axes[1].kernel, 5);
    return 36 * static_cast<float>(rows) + (model.channels > 1 ? 144.0F : 124.0F);
}

} // namespace convlens
