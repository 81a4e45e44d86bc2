// The impossible in words: what is wrong, and the nearest possible value to click on.
#include "scene/issues.h"

#include "scene/base/scene_input.h"
#include "scene/base/tags.h"
#include "scene/words/words.h"

#include <algorithm>
#include <cmath>

namespace convlens {
namespace {

bool belong_together(const Issue& a, const Issue& b) {
    return a.code == b.code && a.parameter == b.parameter;
}

/// The same but for the axis.
bool say_the_same(const Issue& a, const Issue& b) {
    Issue other = b;
    other.axis = a.axis;
    return a == other;
}

/// "Set kernel size to 4", "to 4×5", or "to 4 (axis 1)" where one axis of several is wrong.
std::string offer_of(const std::vector<Issue>& issues, const Operation& operation, const Texts& texts) {
    std::string nearest;
    const bool same = std::all_of(issues.begin(), issues.end(),
                                  [&](const Issue& issue) { return issue.nearest == issues[0].nearest; });
    for (const Issue& issue : issues)
        if (!issue.nearest)
            return {};
        else if (nearest.empty() || !same)
            nearest += (nearest.empty() ? "" : "×") + std::to_string(*issue.nearest);
    const std::string offer = texts(
        "stage.nearest", {{"parameter", texts(parameter_key(issues[0].parameter))}, {"nearest", nearest}});
    const bool one_of_several = issues.size() == 1 && issues[0].axis >= 0 && operation.dims() > 1;
    return one_of_several
               ? texts("issue.axis", {{"sentence", offer}, {"axis", std::to_string(issues[0].axis + 1)}})
               : offer;
}

Reason reason_of(const std::vector<Issue>& issues, const Operation& operation, const Texts& texts) {
    Reason reason;
    const bool on_all_axes =
        issues.size() == operation.dims() &&
        std::all_of(issues.begin(), issues.end(), [&](const Issue& i) { return say_the_same(i, issues[0]); });
    for (Issue issue : issues) {
        if (on_all_axes)
            issue.axis = -1;
        const std::string sentence = describe_issue(issue, operation, texts);
        if (std::find(reason.sentences.begin(), reason.sentences.end(), sentence) == reason.sentences.end())
            reason.sentences.push_back(sentence);
    }
    reason.offer = offer_of(issues, operation, texts);
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
        found.back().issue = i;
    }
    return found;
}

void draw_issues(Canvas& canvas, const SceneInput& input, const Rect& area) {
    const float unit = canvas.unit;
    const Theme& theme = input.theme;
    const float width = std::min(area.width(), 560 * unit);
    const float left = area.center().x - width / 2;
    float y = area.center().y - 80 * unit;
    const TextStyle title{22 * unit, Face::sans_bold, theme.text};
    canvas.text(std::string(input.texts("stage.impossible")), {left, y}, title, tag_of(TagSpace::caption, 0));
    y += 34 * unit;
    const TextStyle text{16 * unit, Face::sans, theme.text};
    const TextStyle offer{16 * unit, Face::sans_bold, theme.on_accent, AlignX::left, AlignY::middle};
    const std::vector<Reason> all = reasons(input.results, input.texts);
    for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 3); ++i) {
        const Reason& reason = all[i];
        for (std::string sentence : reason.sentences) {
            if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') // it begins with a parameter
                sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
            for (const std::string& line : wrapped(canvas, sentence, text, width)) {
                canvas.text(line, {left, y}, text, tag_of(TagSpace::caption, 0));
                y += 24 * unit;
            }
        }
        if (!reason.offer.empty()) {
            const Rect button{{left, y},
                              {left + canvas.width(reason.offer, offer) + 32 * unit, y + 36 * unit}};
            canvas.card(button, theme.accent, {}, 7 * unit,
                        tag_of(TagSpace::issue, static_cast<int64_t>(reason.issue)));
            canvas.text(reason.offer, {left + 16 * unit, button.center().y}, offer);
            y += 62 * unit;
        }
    }
}

} // namespace convlens
