// The impossible in words: what is wrong, and the nearest possible values to click on.
#include "scene/issues.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "document/nearest.h"
#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/words/notation.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

constexpr std::size_t max_reasons = 3;
constexpr std::size_t max_changes = 3; // that a button names one by one

bool belong_together(const Issue& a, const Issue& b) {
    return a.code == b.code && a.parameter == b.parameter;
}

/// The same but for the axis.
bool say_the_same(const Issue& a, const Issue& b) {
    Issue other = b;
    other.axis = a.axis;
    return a == other;
}

/// One parameter that differs between two documents.
struct Change {
    Parameter parameter{};
    std::string value; // "4", "4×5"
    int axis = -1;     // where one of several is changed
};

std::string joined(const Sizes& values) {
    std::string text;
    for (const int64_t value : values)
        text += (text.empty() ? "" : "×") + std::to_string(value);
    return text;
}

/// `values`: of the parameter on each axis, as it becomes.
void add_change(std::vector<Change>& changes, Parameter parameter, const std::vector<bool>& changed,
                const Sizes& values) {
    const auto count = std::count(changed.begin(), changed.end(), true);
    if (count == 0)
        return;
    const auto axis = std::find(changed.begin(), changed.end(), true) - changed.begin();
    const int64_t first = values[static_cast<std::size_t>(axis)];
    const bool alike = std::all_of(values.begin(), values.end(), [&](int64_t v) { return v == first; });
    const bool all = static_cast<std::size_t>(count) == values.size();
    if (count == 1 && !all)
        changes.push_back({parameter, std::to_string(first), static_cast<int>(axis)});
    else
        changes.push_back({parameter, alike ? std::to_string(first) : joined(values), -1});
}

void add_padding_change(std::vector<Change>& changes, const Operation& from, const Operation& to) {
    std::vector<bool> changed;
    Sizes values;
    for (std::size_t a = 0; a < to.dims(); ++a) {
        changed.push_back(from.padding_begin[a] != to.padding_begin[a] ||
                          from.padding_end[a] != to.padding_end[a]);
        values.push_back(std::max(to.padding_begin[a], to.padding_end[a]));
    }
    add_change(changes, Parameter::padding, changed, values);
}

void add_output_change(std::vector<Change>& changes, const Operation& from, const Operation& to) {
    std::vector<bool> changed;
    for (std::size_t a = 0; a < to.dims(); ++a)
        changed.push_back(from.output_padding[a] != to.output_padding[a]);
    const bool unpools = to.kind == Kind::max_unpool;
    add_change(changes, unpools ? Parameter::output_size : Parameter::output_padding, changed,
               unpools ? output_size(to) : to.output_padding);
}

std::vector<Change> changes_between(const Operation& from, const Operation& to, const Texts& texts) {
    std::vector<Change> changes;
    const auto list = [&](Parameter parameter, Sizes Operation::*field) {
        std::vector<bool> changed;
        for (std::size_t a = 0; a < to.dims(); ++a)
            changed.push_back((from.*field)[a] != (to.*field)[a]);
        add_change(changes, parameter, changed, to.*field);
    };
    const auto number = [&](Parameter parameter, int64_t Operation::*field) {
        if (from.*field != to.*field)
            changes.push_back({parameter, std::to_string(to.*field), -1});
    };
    list(Parameter::input_size, &Operation::input_size);
    list(Parameter::stride, &Operation::stride);
    list(Parameter::dilation, &Operation::dilation);
    list(Parameter::kernel_size, &Operation::kernel_size);
    add_padding_change(changes, from, to);
    add_output_change(changes, from, to);
    if (from.padding_mode != to.padding_mode)
        changes.push_back(
            {Parameter::padding_mode,
             std::string(texts("ui.mode_" + std::string(name_of(padding_mode_names(), to.padding_mode)))),
             -1});
    number(Parameter::batch, &Operation::batch);
    number(Parameter::in_channels, &Operation::in_channels);
    if (has_weight(to.kind))
        number(Parameter::out_channels, &Operation::out_channels);
    number(Parameter::groups, &Operation::groups);
    if (!(from.norm_p == to.norm_p))
        changes.push_back({Parameter::norm_p, full_number(to.norm_p).text, -1});
    return changes;
}

Reason reason_of(const std::vector<Issue>& issues, const Operation& operation, const Texts& texts) {
    Reason reason;
    const bool on_all_axes =
        issues.size() == operation.dims() &&
        std::all_of(issues.begin(), issues.end(), [&](const Issue& i) { return say_the_same(i, issues[0]); });
    for (Issue issue : issues) {
        if (on_all_axes)
            issue.axis = -1;
        const std::string sentence = with_minus_signs(describe_issue(issue, operation, texts));
        if (std::find(reason.sentences.begin(), reason.sentences.end(), sentence) == reason.sentences.end())
            reason.sentences.push_back(sentence);
    }
    return reason;
}

} // namespace

std::vector<Reason> reasons(const Results& results, const Texts& texts) {
    const std::vector<Issue>& all = results.issues;
    std::vector<Reason> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto is_of_this = [&](const Issue& issue) { return belong_together(issue, all[i]); };
        const auto here = all.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(all.begin(), here, is_of_this))
            continue; // reported already
        std::vector<Issue> same;
        std::copy_if(here, all.end(), std::back_inserter(same), is_of_this);
        found.push_back(reason_of(same, results.operation, texts));
    }
    return found;
}

std::string offer(const Document& wanted, const Document& nearest, const Texts& texts) {
    const std::vector<Change> changes = changes_between(operation_of(wanted), operation_of(nearest), texts);
    if (wanted.max_cells != nearest.max_cells)
        return texts("stage.nearest_cells", {{"nearest", std::to_string(nearest.max_cells)}});
    if (changes.size() > max_changes)
        return texts("stage.nearest_all", {{"count", std::to_string(changes.size())}});
    std::string all;
    for (const Change& change : changes) {
        const std::string one =
            texts(all.empty() ? "stage.nearest" : "stage.nearest_also",
                  {{"parameter", texts(parameter_key(change.parameter, nearest.operation.kind))},
                   {"nearest", change.value}});
        all += change.axis < 0
                   ? one
                   : texts("issue.axis", {{"sentence", one}, {"axis", std::to_string(change.axis + 1)}});
    }
    return all;
}

std::string kind_changes(Operation from, const Operation& to, const Texts& texts) {
    from.output_padding = to.output_padding; // those that have none have lost nothing
    from.norm_p = to.norm_p;
    std::string all;
    for (const Change& change : changes_between(from, to, texts)) {
        const std::string one =
            texts("ui.kind_change",
                  {{"parameter", texts(parameter_key(change.parameter, to.kind))}, {"value", change.value}});
        all += all.empty() ? "" : std::string(texts("caption.separator"));
        all += change.axis < 0
                   ? one
                   : texts("issue.axis", {{"sentence", one}, {"axis", std::to_string(change.axis + 1)}});
    }
    return all.empty() ? all : texts("ui.kind_changes", {{"changes", all}});
}

namespace {

/// A full-width minus, and a capital where the sentence begins with a parameter.
std::string as_sentence(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    for (std::size_t at = words.find(" -"); at != std::string::npos; at = words.find(" -", at + 1))
        if (at + 2 < words.size() && words[at + 2] >= '0' && words[at + 2] <= '9')
            words.replace(at + 1, 1, "−");
    return words;
}

/// What is wrong, what mends it, and the way back, on a card of its own.
class IssuesCard {
public:
    IssuesCard(Canvas& canvas, const SceneInput& input, const Rect& area)
        : canvas_(canvas), input_(input), unit_(canvas.unit), pad_(24 * unit_),
          width_(std::min(area.width(), 600 * unit_)), text_{16 * unit_, Face::sans, input.theme.text},
          offer_style_{16 * unit_, Face::sans_bold, input.theme.on_accent, AlignX::left, AlignY::middle},
          quiet_{15 * unit_, Face::sans, input.theme.quiet, AlignX::left, AlignY::middle} {
        find_lines();
        const Document* last = input.last == nullptr ? nullptr : &input.last->document;
        const std::string text = offer(input.document, nearest_possible(input.document, last), input.texts);
        offer_ = wrapped(canvas, text, offer_style_, width_ - 2 * pad_ - 32 * unit_);
        if (input.composition.can_undo)
            undo_ = input.texts("stage.or_undo");
        const float height = 2 * pad_ + 34 * unit_ + 24 * unit_ * static_cast<float>(lines_.size()) +
                             10 * unit_ + button_height() + (undo_.empty() || undo_beside() ? 0 : 30 * unit_);
        const Vec2 corner{area.center().x - width_ / 2, std::max(area.min.y, area.center().y - height / 2)};
        card_ = {corner, corner + Vec2{width_, height}};
    }

    void draw() {
        const Theme& theme = input_.theme;
        canvas_.card(card_, theme.card, theme.hairline, 10 * unit_);
        const float left = card_.min.x + pad_;
        float y = card_.min.y + pad_ + 18 * unit_;
        const TextStyle title{22 * unit_, Face::sans_bold, theme.text};
        canvas_.text(std::string(input_.texts("stage.impossible")), {left, y}, title,
                     tag_of(TagSpace::caption, 0));
        y += 34 * unit_;
        for (const std::string& line : lines_) {
            canvas_.text(line, {left, y}, text_, tag_of(TagSpace::caption, 0));
            y += 24 * unit_;
        }
        draw_button({left, y - 6 * unit_});
    }

private:
    void find_lines() {
        const std::vector<Reason> all = reasons(input_.results, input_.texts);
        for (std::size_t i = 0; i < std::min(all.size(), max_reasons); ++i)
            for (const std::string& sentence : all[i].sentences)
                for (std::string& line : wrapped(canvas_, as_sentence(sentence), text_, width_ - 2 * pad_))
                    lines_.push_back(std::move(line));
    }

    float button_height() const { return (16 + 20 * static_cast<float>(offer_.size())) * unit_; }
    float button_width() const {
        float width = 0;
        for (const std::string& line : offer_)
            width = std::max(width, canvas_.width(line, offer_style_));
        return width + 32 * unit_;
    }
    bool undo_beside() const {
        return button_width() + 14 * unit_ + canvas_.width(undo_, quiet_) <= width_ - 2 * pad_;
    }

    void draw_button(Vec2 at) {
        const Tag tag = tag_of(TagSpace::issue, 0);
        const Rect button{at, at + Vec2{button_width(), button_height()}};
        canvas_.card(button, input_.theme.accent, {}, 7 * unit_, tag);
        float y = button.min.y + 18 * unit_;
        for (const std::string& line : offer_) {
            canvas_.text(line, {button.min.x + 16 * unit_, y}, offer_style_, tag);
            y += 20 * unit_;
        }
        const Vec2 beside{button.max.x + 14 * unit_, button.center().y};
        const Vec2 below{button.min.x, button.max.y + 18 * unit_};
        canvas_.text(undo_, undo_beside() ? beside : below, quiet_);
    }

    Canvas& canvas_;
    const SceneInput& input_;
    float unit_, pad_, width_;
    TextStyle text_, offer_style_, quiet_;
    std::vector<std::string> lines_, offer_;
    std::string undo_;
    Rect card_;
};

} // namespace

void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area) {
    IssuesCard(canvas, input, area).draw();
}

} // namespace convlens
