// Uses and footprints are products over the axes, so that nothing is summed over a whole plane.
#include "scene/lens/reach/map_facts.h"

#include "convlens/arithmetic.h"
#include "scene/base/roles.h"
#include "scene/words/notation.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace convlens {
namespace {

constexpr int64_t looked_at = 1024; // elements at each end of an axis

std::string capital(char letter) {
    return std::string(1, static_cast<char>(std::toupper(letter)));
}

/// With the channel in front where there are several maps, as the sum names them.
std::string element(char letter, const Sizes& shape, int64_t channel, const Sizes& at) {
    Sizes all;
    if (shape[0] * shape[1] > 1)
        all.push_back(channel);
    for (const int64_t i : at)
        all.push_back(i);
    return element_brackets(letter, all);
}

} // namespace

ReachMap::ReachMap(const LensScene& scene) : scene_(scene), op_(scene.operation()) {
    const Roles letters = roles(op_, scene.input.theme);
    base_letter_ = letters.base_letter;
    top_letter_ = letters.top_letter;
    for (std::size_t a = 0; a < 3; ++a)
        axes_[a] = axis_of(a);
    channel_ = scene_.model.first_channel;
    choose_input();
    for (const ReachAxis& axis : axes_)
        max_uses_ *= axis.max_uses;
}

ReachAxis ReachMap::axis_of(std::size_t a) const {
    ReachAxis axis;
    if (a + op_.dims() < 3)
        return axis;
    const std::size_t own = a + op_.dims() - 3;
    const AxisModel& model = scene_.model.axes[a];
    const bool swapped = is_swapped(op_.kind);
    axis.present = true;
    axis.inputs = op_.input_size[own];
    axis.outputs = scene_.results().output[own];
    axis.lead = swapped ? 0 : model.lead;
    axis.grid = swapped ? axis.inputs : model.grid;
    axis.output = axis.input = scene_.model.output[a];
    if (op_.kind == Kind::max_unpool) { // steps follow the inputs; the window is an element's place
        axis.window = {axis.input, axis.input};
        return axis;
    }
    axis.window = inputs_of(op_, own, {axis.output, axis.output});
    if (swapped)
        axis.window = {std::max<int64_t>(axis.window.first, 0), std::min(axis.window.last, axis.inputs - 1)};
    axis.input = std::clamp((axis.window.first + axis.window.last) / 2, int64_t{0}, axis.inputs - 1);
    find_extremes(axis, own);
    return axis;
}

/// Uses repeat in the middle of a long axis, so that its ends tell.
void ReachMap::find_extremes(ReachAxis& axis, std::size_t own) const {
    axis.min_uses = axis.max_uses = axis_uses(op_, own, 0);
    axis.unused = axis.min_uses == 0;
    axis.counted = axis.inputs <= 2 * looked_at;
    for (int64_t x = 1; x < axis.inputs; ++x) {
        if (x == looked_at && !axis.counted)
            x = axis.inputs - looked_at;
        const int64_t uses = axis_uses(op_, own, x);
        axis.unused += uses == 0;
        if (uses < axis.min_uses) {
            axis.min_count = 0;
            axis.rarest.first = x;
        }
        axis.min_uses = std::min(axis.min_uses, uses);
        axis.max_uses = std::max(axis.max_uses, uses);
        if (uses == axis.min_uses) {
            ++axis.min_count;
            axis.rarest.last = x;
        }
    }
}

void ReachMap::choose_input() {
    for (const Focus& focus : scene_.highlight.foci())
        if (focus.x >= 0 && !focus.is_term)
            set_input(focus.x);
}

void ReachMap::set_input(int64_t flat) {
    const Sizes index = unravel_index(flat, scene_.results().x->shape);
    for (std::size_t a = 3 - op_.dims(); a < 3; ++a)
        axes_[a].input = index[a + op_.dims() - 1];
    channel_ = index[1];
}

int64_t ReachMap::uses_on(std::size_t a, int64_t x) const {
    const bool counted = axes_[a].present && op_.kind != Kind::max_unpool;
    return counted ? axis_uses(op_, a + op_.dims() - 3, x) : 1;
}

int64_t ReachMap::uses(int64_t row, int64_t column) const {
    return uses_on(0, input_depth()) * uses_on(1, row) * uses_on(2, column);
}

bool ReachMap::reaches_on(std::size_t a, int64_t output) const {
    return !axes_[a].present || meets(op_, a + op_.dims() - 3, output, axes_[a].input);
}

bool ReachMap::reaches(int64_t row, int64_t column) const {
    return reaches_on(0, output_depth()) && reaches_on(1, row) && reaches_on(2, column);
}

int64_t ReachMap::output_depth() const {
    if (op_.kind != Kind::max_unpool)
        return axes_[0].output;
    return scene_.step.output / (axes_[1].outputs * axes_[2].outputs) % axes_[0].outputs;
}

std::array<int64_t, 2> ReachMap::output_place() const {
    if (op_.kind != Kind::max_unpool)
        return {axes_[1].output, axes_[2].output};
    const int64_t place = scene_.step.output % (axes_[1].outputs * axes_[2].outputs);
    return {place / axes_[2].outputs, place % axes_[2].outputs};
}

LitPlaces ReachMap::lit(std::size_t a, bool inputs) const {
    const ReachAxis& axis = axes_[a];
    Places both;
    if (inputs) {
        const Places window{std::max<int64_t>(axis.window.first + axis.lead, 0),
                            std::min(axis.window.last + axis.lead, axis.grid - 1)};
        both = window;
        both.add(axis.input + axis.lead);
        return {both, window};
    }
    const int64_t output = output_place()[a - 1];
    const Span reached = candidates(a);
    both.add(output);
    if (reached.count() > 0) {
        both.add(std::max<int64_t>(reached.first, 0));
        both.add(std::min(reached.last, axis.outputs - 1));
    }
    return {both, {output, output}};
}

int64_t ReachMap::input_flat(int64_t row, int64_t column) const {
    const int64_t map = scene_.model.batch * op_.in_channels + channel_;
    return ((map * axes_[0].inputs + input_depth()) * axes_[1].inputs + row) * axes_[2].inputs + column;
}

int64_t ReachMap::output_flat(int64_t row, int64_t column) const {
    const int64_t map = scene_.model.batch * op_.out_channels + scene_.model.out_channel;
    return ((map * axes_[0].outputs + output_depth()) * axes_[1].outputs + row) * axes_[2].outputs + column;
}

std::string ReachMap::plane_name(bool inputs) const {
    const Sizes& shape = inputs ? scene_.results().x->shape : scene_.results().y->shape;
    std::string part;
    if (shape[0] * shape[1] > 1)
        part = std::to_string(inputs ? channel_ : scene_.model.out_channel);
    if (op_.dims() == 3)
        part += (part.empty() ? "" : ",") + std::to_string(inputs ? input_depth() : output_depth());
    const std::string letter = capital(inputs ? base_letter_ : top_letter_);
    return part.empty() ? letter : letter + "[" + part + "]";
}

Sizes ReachMap::spatial(bool inputs) const {
    Sizes at;
    for (std::size_t a = 3 - op_.dims(); a < 3; ++a)
        at.push_back(inputs || op_.kind == Kind::max_unpool ? axes_[a].input : axes_[a].output);
    return at;
}

std::string ReachMap::input_name() const {
    return element(base_letter_, scene_.results().x->shape, channel_, spatial(true));
}

std::string ReachMap::output_name() const {
    return element(top_letter_, scene_.results().y->shape, scene_.model.out_channel, spatial(false));
}

std::string ReachMap::field_words() const {
    if (op_.kind == Kind::max_unpool)
        return scene_.texts()("lens.reach_unpool", {{"x", input_name()}});
    Sizes all, inside;
    for (std::size_t a = 3 - op_.dims(); a < 3; ++a) {
        const Span& window = axes_[a].window;
        const Span present{std::max<int64_t>(window.first, 0), std::min(window.last, axes_[a].inputs - 1)};
        all.push_back(window.count());
        inside.push_back(std::max<int64_t>(present.count(), 0));
    }
    const int64_t read = reads(false), read_inside = reads(true);
    const bool has_gaps = read != all.product();
    const std::string key = std::string(has_gaps ? "lens.reach_spans" : "lens.reach_sees") +
                            (has_gaps        ? (read == read_inside ? "" : "_inside")
                             : all == inside ? ""
                                             : "_inside");
    return scene_.texts()(key, {{"y", output_name()},
                                {"size", size_text(all)},
                                {"x", capital(base_letter_)},
                                {"count", count_text(read)},
                                {"inside", has_gaps ? count_text(read_inside) : size_text(inside)}});
}

/// Inputs that the current output takes, gaps left out; `inside`: without those in the padding.
int64_t ReachMap::reads(bool inside) const {
    int64_t all = 1;
    for (std::size_t a = 3 - op_.dims(); a < 3; ++a)
        all *= reads_on(a, inside);
    return all;
}

int64_t ReachMap::reads_on(std::size_t a, bool inside) const {
    const ReachAxis& axis = axes_[a];
    const std::size_t own = a + op_.dims() - 3;
    if (!is_swapped(op_.kind) && !inside)
        return op_.kernel_size[own];
    int64_t count = 0;
    if (is_swapped(op_.kind)) {
        for (int64_t x = axis.window.first; x <= axis.window.last; ++x)
            count += meets(op_, own, axis.output, x);
        return count;
    }
    for (int64_t x = axis.window.first; x <= axis.window.last; x += op_.dilation[own])
        count += x >= 0 && x < axis.inputs;
    return count;
}

/// "0 ≤ i′ − i ≤ 2"; with a dilation "i′ − i = 0, 2, 4"; i′ counts what is larger, X.
std::string ReachMap::range_on(std::size_t own, char letter) const {
    const int64_t p = op_.padding_begin[own], s = op_.stride[own], d = op_.dilation[own];
    const int64_t k = op_.kernel_size[own];
    const auto number = [](int64_t n) { return number_text(static_cast<double>(n)); };
    const std::string name(1, letter);
    const std::string distance = name + "′ − " + (s == 1 ? "" : std::to_string(s)) + name;
    if (d == 1 && k > 1)
        return number(-p) + " ≤ " + distance + " ≤ " + number(k - 1 - p);
    std::string values = number(-p);
    constexpr int64_t listed = 4;
    for (int64_t u = 1; u < std::min(k, listed); ++u)
        values += ", " + number(d * u - p);
    if (k > listed)
        values += ", …, " + number(d * (k - 1) - p);
    return distance + " = " + values;
}

std::string ReachMap::range_words() const {
    if (op_.kind == Kind::max_unpool)
        return {};
    static constexpr std::string_view letters = "ijl";
    std::string small, large, ranges;
    for (std::size_t a = 0; a < op_.dims(); ++a) {
        const char letter = letters[a];
        const std::string gap = a == 0 ? "" : ",";
        small += gap + letter;
        large += gap + letter + "′";
        ranges += (a == 0 ? "" : std::string(scene_.texts()("caption.separator"))) + range_on(a, letter);
    }
    const bool swapped = is_swapped(op_.kind);
    const std::string output = std::string(1, top_letter_) + "[" + (swapped ? large : small) + "]";
    const std::string input = std::string(1, base_letter_) + "[" + (swapped ? small : large) + "]";
    const bool folds = op_.padding_mode != PaddingMode::zeros;
    return scene_.texts()(folds ? "lens.reach_range_folded" : "lens.reach_range",
                          {{"y", output}, {"x", input}, {"ranges", ranges}});
}

std::string ReachMap::footprint_words() const {
    Sizes reached;
    for (std::size_t a = 3 - op_.dims(); a < 3; ++a) {
        int64_t count = 0;
        const Span span = candidates(a);
        for (int64_t y = span.first; y <= span.last; ++y)
            count += reaches_on(a, y);
        reached.push_back(count);
    }
    return scene_.texts()(op_.kind == Kind::max_unpool ? "lens.reach_places" : "lens.reach_reaches",
                          {{"x", input_name()}, {"size", size_text(reached)}, {"y", capital(top_letter_)}});
}

/// Outputs of an axis that may be reached.
Span ReachMap::candidates(std::size_t a) const {
    if (!axes_[a].present || op_.padding_mode != PaddingMode::zeros)
        return {0, axes_[a].outputs - 1};
    return outputs_of(op_, a + op_.dims() - 3, axes_[a].input);
}

std::string ReachMap::uses_words() const {
    int64_t min_uses = 1, all = 1, used = 1;
    bool counted = true;
    for (const ReachAxis& axis : axes_) {
        min_uses *= axis.min_uses;
        all *= axis.inputs;
        used *= axis.inputs - axis.unused;
        counted = counted && axis.counted;
    }
    const std::string least = count_text(min_uses), most = count_text(max_uses_);
    if (min_uses == max_uses_)
        return scene_.texts()("lens.reach_even", {{"most", most}});
    if (!counted)
        return scene_.texts()(min_uses == 0 ? "lens.reach_unused_some" : "lens.reach_uneven",
                              {{"least", least}, {"most", most}});
    if (min_uses == 0)
        return scene_.texts()("lens.reach_unused",
                              {{"count", count_text(all - used)}, {"all", count_text(all)}, {"most", most}});
    return rarest_words(least, most);
}

/// Which inputs are used least: one, the corners or ends where it is exactly they, else how many.
std::string ReachMap::rarest_words(const std::string& least, const std::string& most) const {
    int64_t count = 1, all = 1, long_axes = 0;
    bool are_ends = true;
    Sizes first;
    for (const ReachAxis& axis : axes_) {
        count *= axis.min_count;
        all *= axis.inputs;
        long_axes += axis.inputs > 1;
        are_ends = are_ends && axis.min_count == std::min<int64_t>(axis.inputs, 2) &&
                   axis.rarest == Span{0, axis.inputs - 1};
        if (axis.present)
            first.push_back(axis.rarest.first);
    }
    const char* key = count == 1       ? "lens.reach_one"
                      : !are_ends      ? "lens.reach_few"
                      : long_axes == 1 ? "lens.reach_ends"
                                       : "lens.reach_corners";
    return scene_.texts()(key, {{"x", element(base_letter_, scene_.results().x->shape, channel_, first)},
                                {"count", count_text(count)},
                                {"all", count_text(all)},
                                {"least", least},
                                {"most", most}});
}

} // namespace convlens
