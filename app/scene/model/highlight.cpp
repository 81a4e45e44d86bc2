// Axes are independent of each other, so what meets an element is a product of one set for each axis; only
// unpooling, whose places come from numbers, needs lists.
#include "scene/model/highlight.h"

#include "convlens/arithmetic.h"
#include "convlens/matrix.h"
#include "convlens/relation.h"
#include "convlens/source.h"
#include "scene/base/tags.h"

#include <algorithm>

namespace convlens {
namespace {

/// Index of X on one axis that output y meets through kernel index k, or -1.
int64_t met_input(const Operation& op, std::size_t axis, int64_t y, int64_t k) {
    if (op.kind == Kind::conv_transpose) {
        const int64_t from = y + op.padding_begin[axis] - k * op.dilation[axis];
        const bool meets = from >= 0 && from % op.stride[axis] == 0;
        return meets && from / op.stride[axis] < op.input_size[axis] ? from / op.stride[axis] : -1;
    }
    const int64_t position = y * op.stride[axis] + k * op.dilation[axis] - op.padding_begin[axis];
    const bool past_end = position >= op.input_size[axis] + op.padding_end[axis];
    return past_end ? -1 : std::max<int64_t>(source_index(op, axis, position), -1);
}

bool is_in(int64_t flat, const Sizes& shape) {
    return flat >= 0 && flat < shape.product();
}

std::vector<std::vector<bool>> none_marked(const Sizes& shape) {
    std::vector<std::vector<bool>> axes;
    for (const int64_t size : shape)
        axes.emplace_back(static_cast<std::size_t>(size));
    return axes;
}

void mark(std::vector<bool>& axis, int64_t at) {
    axis[static_cast<std::size_t>(at)] = true;
}
void mark(std::vector<bool>& axis, int64_t from, int64_t count) {
    std::fill_n(axis.begin() + from, count, true);
}

} // namespace

bool Highlight::Set::has(int64_t flat) const {
    if (axes.empty())
        return std::find(list.begin(), list.end(), flat) != list.end();
    if (!is_in(flat, shape))
        return false;
    for (std::size_t a = shape.size(); a-- > 0;) {
        if (!axes[a][static_cast<std::size_t>(flat % shape[a])])
            return false;
        flat /= shape[a];
    }
    return true;
}

struct Highlight::Marking {
    const Results& results;
    const Focus& focus;
    const Operation& op = results.operation;
    const bool weighted = has_weight(op.kind), transposed = op.kind == Kind::conv_transpose;
    const int64_t c_per = weighted ? op.in_channels / op.groups : 1; // channels of a group
    const int64_t o_per = weighted ? op.out_channels / op.groups : 1;
    Sets sets{};

    Sets made() {
        if (focus.y >= 0 && results.bias && !focus.is_term)
            sets.b = focus.y / results.output.product() % op.out_channels;
        if (focus.b >= 0)
            mark_map();
        else if (focus.is_term)
            list_term();
        else if (op.kind == Kind::max_unpool)
            list_unpooled();
        else
            mark_axes();
        return std::move(sets);
    }

private:
    using Axes = std::vector<std::vector<bool>>;

    void list_term() {
        for (const auto& [set, flat] : {std::pair{&sets.x, focus.x}, {&sets.w, focus.w}, {&sets.y, focus.y}})
            if (flat >= 0)
                set->list.push_back(flat);
    }

    /// All that the bias is added to.
    void mark_map() {
        sets.b = focus.b;
        sets.y.shape = results.y->shape;
        for (const int64_t size : results.y->shape)
            sets.y.axes.emplace_back(static_cast<std::size_t>(size), true);
        sets.y.axes[1].assign(static_cast<std::size_t>(op.out_channels), false);
        mark(sets.y.axes[1], focus.b);
    }

    /// An element and the place of its switch, or a place and the elements whose switch it is.
    void list_unpooled() {
        const int64_t in_plane = op.input_size.product();
        const int64_t out_plane = results.output.product();
        if (focus.x >= 0) {
            sets.x.list.push_back(focus.x);
            sets.y.list.push_back(focus.x / in_plane * out_plane + (*results.switches)[focus.x]);
            return;
        }
        sets.y.list.push_back(focus.y);
        const int64_t plane = focus.y / out_plane;
        for (int64_t x = plane * in_plane; x < (plane + 1) * in_plane; ++x)
            if ((*results.switches)[x] == focus.y % out_plane)
                sets.x.list.push_back(x);
    }

    void mark_axes() {
        const auto prepare = [](Set& set, const Sizes& shape) {
            set.shape = shape;
            set.axes = none_marked(shape);
        };
        prepare(sets.x, results.x->shape);
        prepare(sets.y, results.y->shape);
        if (weighted)
            prepare(sets.w, results.w->shape);
        const Sizes at = focus.y >= 0   ? mark_channels(sets.y, focus.y, o_per, sets.x, c_per, !transposed)
                         : focus.x >= 0 ? mark_channels(sets.x, focus.x, c_per, sets.y, o_per, transposed)
                                        : mark_channels_of_w();
        for (std::size_t a = 0; a < op.dims(); ++a)
            mark_axis(a, at[a + 2]);
    }

    // Item of the batch and channels; each returns the coordinates of the focus. A conv's weights are
    // [O, C/G, ..], a transposed one's [C, O/G, ..].

    /// Of the map that the focus is in, and of the other one. `leads`: W's first axis is this map's channels.
    Sizes mark_channels(Set& own, int64_t flat, int64_t own_per, Set& other, int64_t other_per, bool leads) {
        const Sizes at = unravel_index(flat, own.shape);
        const int64_t first = at[1] / own_per * other_per; // of the group, in the other map
        mark(own.axes[0], at[0]);
        mark(own.axes[1], at[1]);
        mark(other.axes[0], at[0]);
        mark(other.axes[1], first, other_per);
        if (weighted) {
            Axes& w = sets.w.axes;
            leads ? mark(w[0], at[1]) : mark(w[0], first, other_per);
            leads ? mark(w[1], 0, other_per) : mark(w[1], at[1] % own_per);
        }
        return at;
    }

    Sizes mark_channels_of_w() {
        const Sizes at = unravel_index(focus.w, sets.w.shape);
        const int64_t group = at[0] / (transposed ? c_per : o_per);
        mark(sets.w.axes[0], at[0]);
        mark(sets.w.axes[1], at[1]);
        mark(sets.x.axes[0], 0, op.batch);
        mark(sets.y.axes[0], 0, op.batch);
        mark(sets.x.axes[1], transposed ? at[0] : group * c_per + at[1]);
        mark(sets.y.axes[1], transposed ? group * o_per + at[1] : at[0]);
        return at;
    }

    /// Spatial axis `a`, on which the focus is `own`.
    void mark_axis(std::size_t a, int64_t own) {
        const int64_t outputs = focus.y >= 0 ? 1 : results.output[a];
        const int64_t kernel = focus.w >= 0 ? 1 : op.kernel_size[a];
        for (int64_t i = 0; i < outputs; ++i)
            for (int64_t j = 0; j < kernel; ++j) {
                const int64_t out = focus.y >= 0 ? own : i;
                const int64_t k = focus.w >= 0 ? own : j;
                const int64_t in = met_input(op, a, out, k);
                if (in < 0 || (focus.x >= 0 && in != own))
                    continue;
                mark(sets.y.axes[a + 2], out);
                mark(sets.x.axes[a + 2], in);
                if (weighted)
                    mark(sets.w.axes[a + 2], k);
            }
        // The element itself, even where it meets nothing.
        Set& set = focus.y >= 0 ? sets.y : focus.x >= 0 ? sets.x : sets.w;
        mark(set.axes[a + 2], own);
    }
};

Highlight::Highlight(const Results& results, std::vector<Focus> foci) : foci_(std::move(foci)) {
    std::erase_if(foci_, [&](const Focus& f) {
        const auto outside = [](int64_t flat, const Sizes& shape) {
            return flat >= 0 && !is_in(flat, shape);
        };
        const Sizes w = results.w ? results.w->shape : Sizes{0};
        const int64_t maps = results.bias ? results.operation.out_channels : 0;
        if (f.b >= 0)
            return f.b >= maps;
        return (f.x < 0 && f.y < 0 && f.w < 0) || outside(f.x, results.x->shape) ||
               outside(f.y, results.y->shape) || outside(f.w, w);
    });
    for (const Focus& focus : foci_)
        sets_.push_back(Marking{results, focus}.made());
}

bool Highlight::x(int64_t flat) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const Sets& s) { return s.x.has(flat); });
}
bool Highlight::w(int64_t flat) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const Sets& s) { return s.w.has(flat); });
}
bool Highlight::y(int64_t flat) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const Sets& s) { return s.y.has(flat); });
}
bool Highlight::b(int64_t map) const {
    return std::any_of(sets_.begin(), sets_.end(), [&](const Sets& s) { return s.b == map && map >= 0; });
}

bool Highlight::term(int64_t y, int64_t x, int64_t w) const {
    return std::any_of(foci_.begin(), foci_.end(), [&](const Focus& f) {
        if (f.is_term)
            return f == Focus{y, x, w, true};
        return (f.y >= 0 && f.y == y) || (f.x >= 0 && f.x == x) || (f.w >= 0 && f.w == w);
    });
}

namespace {

std::optional<Focus> im2col_focus(int64_t entry, const Results& results, int64_t step) {
    const Operation& op = results.operation;
    if (!has_im2col(op.kind) || entry < 0 || entry >= im2col_shape(op).product())
        return std::nullopt;
    // Rows are all channels' windows: those of the step's group are its terms.
    const int64_t columns = results.output.product();
    const int64_t row = entry / columns;
    const int64_t plane = step / columns; // of (item, output channel)
    const Relation relation(op);
    const int64_t terms = relation.terms_per_output();
    const int64_t channel = plane % op.out_channels;
    const int64_t group = has_weight(op.kind) ? channel / (op.out_channels / op.groups) : channel;
    const int64_t term = row - group * terms;
    const int64_t output = plane * columns + entry % columns;
    if (term < 0 || term >= terms)
        return std::nullopt;
    const Term met = relation.term_of_output(output, term);
    return Focus{output, met.input, met.weight, true};
}

std::optional<Focus> unrolled_focus(int64_t entry, const Results& results, int64_t step) {
    const Operation& op = results.operation;
    if (!has_unrolled(op.kind))
        return std::nullopt;
    const Unrolled matrix(op);
    if (entry < 0 || entry >= matrix.rows() * matrix.columns())
        return std::nullopt;
    const int64_t row = entry / matrix.columns();
    const int64_t column = entry % matrix.columns();
    const Unrolled::Entry joined = matrix.entry(row, column);
    if (joined.weight_count == 0)
        return std::nullopt;
    const int64_t item = step / matrix.rows(); // of the batch: each has the same matrix
    return Focus{item * matrix.rows() + row, item * matrix.columns() + column, joined.weight, true};
}

} // namespace

std::optional<Focus> focus_of(const Tag& tag, const Results& results, int64_t step) {
    if (!results.issues.empty() || tag.index < 0 || tag.layer != 0)
        return std::nullopt;
    switch (static_cast<TagSpace>(tag.space)) {
    case TagSpace::x:
    case TagSpace::dx:
        return Focus{-1, tag.index, -1};
    case TagSpace::w:
    case TagSpace::dw:
        return Focus{-1, -1, tag.index};
    case TagSpace::y:
    case TagSpace::dy:
        return Focus{tag.index, -1, -1};
    case TagSpace::bias: {
        Focus focus;
        focus.b = tag.index;
        return focus;
    }
    case TagSpace::sum: {
        if (tag.index == 0)
            return std::nullopt;
        const Step shown = step_of(results, step);
        if (tag.index > static_cast<int64_t>(shown.terms.size()))
            return std::nullopt;
        const StepTerm& term = shown.terms[static_cast<std::size_t>(tag.index - 1)];
        return Focus{shown.output, term.input, term.weight, true};
    }
    case TagSpace::im2col:
        return im2col_focus(tag.index, results, step);
    case TagSpace::unrolled:
        return unrolled_focus(tag.index, results, step);
    case TagSpace::none:
    case TagSpace::padded_x:
    case TagSpace::window:
    case TagSpace::formula:
    case TagSpace::caption:
    case TagSpace::sight:
    case TagSpace::issue:
    case TagSpace::chrome:
    case TagSpace::lens:
    case TagSpace::lens_tab:
    case TagSpace::lens_choice:
    case TagSpace::link:
    case TagSpace::sheet:
    case TagSpace::network_cell:
    case TagSpace::network_map:
    case TagSpace::network_layer:
    case TagSpace::network_stage:
    case TagSpace::network_place:
    case TagSpace::network_pad:
    case TagSpace::network_weight:
    case TagSpace::network_choice:
        return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Pin> pin_of(const Tag& tag, const Results& results, int64_t step) {
    const auto focus = focus_of(tag, results, step);
    if (!focus || focus->b >= 0)
        return std::nullopt;
    const auto pin = [](Pin::Tensor tensor, int64_t flat, const Sizes& shape) -> std::optional<Pin> {
        if (!is_in(flat, shape))
            return std::nullopt;
        const Sizes at = unravel_index(flat, shape);
        return Pin{tensor, {at.begin(), at.end()}};
    };
    if (focus->x >= 0)
        return pin(Pin::Tensor::x, focus->x, results.x->shape);
    if (focus->w >= 0)
        return results.w ? pin(Pin::Tensor::w, focus->w, results.w->shape) : std::nullopt;
    return pin(Pin::Tensor::y, focus->y, results.y->shape);
}

std::optional<Focus> focus_of(const Pin& pin, const Results& results) {
    if (!results.issues.empty())
        return std::nullopt;
    const bool is_x = pin.tensor == Pin::Tensor::x;
    const bool is_w = pin.tensor == Pin::Tensor::w;
    const auto& tensor = is_x ? results.x : is_w ? results.w : results.y;
    if (!tensor || tensor->shape.size() != pin.at.size())
        return std::nullopt;
    int64_t flat = 0;
    for (std::size_t a = 0; a < pin.at.size(); ++a) {
        if (pin.at[a] < 0 || pin.at[a] >= tensor->shape[a])
            return std::nullopt;
        flat = flat * tensor->shape[a] + pin.at[a];
    }
    return is_x ? Focus{-1, flat, -1} : is_w ? Focus{-1, -1, flat} : Focus{flat, -1, -1};
}

Highlight highlighted(const SceneInput& input) {
    std::vector<Focus> foci;
    for (const Pin& pin : input.document.pins)
        if (const auto focus = focus_of(pin, input.results))
            foci.push_back(*focus);
    if (const auto focus = focus_of(input.hover, input.results, input.cursor.step))
        foci.push_back(*focus);
    return {input.results, std::move(foci)};
}

} // namespace convlens
