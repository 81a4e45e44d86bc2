// What is written about the three ways: p', a, the crop, how evenly cells are painted, and that all agree.
#include "convlens/arithmetic.h"
#include "scene/lens/transposed/drawing.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"

#include <algorithm>
#include <numeric>

namespace convlens {
namespace {

bool all(const Sizes& sizes, int64_t value) {
    return std::all_of(sizes.begin(), sizes.end(), [&](int64_t s) { return s == value; });
}

class Facts {
public:
    explicit Facts(const TransposedScene& s) : s_(s), op_(s.operation), texts_(s.scene.texts()) {}

    std::string scatter() const { return texts_("transposed.how_stamping", {{"s", value_text(op_.stride)}}); }

    /// "p = 1 cut off · a = 1 added"; empty where neither is.
    std::string edges() const {
        std::string text;
        if (!all(op_.padding_begin, 0) || !all(op_.padding_end, 0))
            text = texts_("transposed.cut_off", {{"padding", padding_letters(op_)}});
        if (!all(op_.output_padding, 0))
            text += (text.empty() ? "" : gap()) +
                    texts_("transposed.added", {{"a", value_text(op_.output_padding)}});
        return text;
    }

    /// "zeros between: s − 1 = 1"; empty where there are none.
    std::string zeros() const {
        if (all(op_.stride, 1))
            return {};
        Sizes zeros = op_.stride;
        for (std::size_t a = 0; a < zeros.size(); ++a)
            zeros[a] -= 1;
        return texts_("transposed.zeros", {{"zeros", value_text(zeros)}});
    }

    /// The light cells among X's; empty where there are none.
    std::string partial() const {
        return has_partial_cells(s_) ? std::string(texts_("transposed.partial")) : std::string();
    }

    /// The bias is not stamped: it comes last.
    std::string bias() const {
        return s_.results.bias ? std::string(texts_("transposed.bias")) : std::string();
    }

    std::string padding_rule() const {
        const TurnedPadding ring = turned_padding(op_); // a stands for itself
        if (op_.padding_begin != op_.padding_end)
            return padding_letters(op_) + " → " + turned_letters(op_);
        const bool dilated = !all(op_.dilation, 1);
        const bool negative =
            std::any_of(ring.begin.begin(), ring.begin.end(), [](int64_t p) { return p < 0; });
        return texts_(negative ? (dilated ? "transposed.crop_dilated" : "transposed.crop")
                               : (dilated ? "transposed.padding_dilated" : "transposed.padding"),
                      {{"p", value_text(op_.padding_begin)}, {"turned", value_text(ring.begin)}});
    }

    std::string output_padding() const {
        if (all(op_.output_padding, 0))
            return {};
        return texts_(op_.dims() == 1 ? "transposed.more_at_end" : "transposed.more",
                      {{"a", value_text(op_.output_padding)}});
    }

    TransposedFact matrix() const {
        const int64_t rows = op_.out_channels * s_.results.output.product();
        const int64_t columns = op_.in_channels * op_.input_size.product();
        const auto text = [&](int64_t output) {
            const Sizes place = spatial_indices(output, s_.results.y->shape, op_.dims());
            return texts_(s_.results.bias ? "transposed.how_matrix_bias" : "transposed.how_matrix",
                          {{"rows", std::to_string(rows)},
                           {"columns", std::to_string(columns)},
                           {"m", std::to_string(output % rows + 1)},
                           {"x", element_brackets('x', place)}});
        };
        return {text(s_.output), text(s_.results.y->count() - 1)};
    }

    /// How evenly cells away from the edges are painted, and why not.
    std::string painting() const {
        int64_t least = 1;
        int64_t most = 1;
        std::string reason;
        for (std::size_t a = 0; a < op_.dims(); ++a) {
            const AxisPainting axis = axis_painting(op_, a);
            least *= axis.min;
            most *= axis.max;
            if (reason.empty() && !axis.even())
                reason = uneven(a);
        }
        if (reason.empty() && !has_inner_cells())
            return {};
        if (reason.empty())
            return texts_(most == 1 ? "transposed.even_once" : "transposed.even",
                          {{"times", std::to_string(most)}});
        return texts_("transposed.uneven",
                      {{"least", std::to_string(least)}, {"most", std::to_string(most)}, {"reason", reason}});
    }

    std::string agreement() const {
        const TransposedResults& t = s_.transposed;
        if (!t.compared)
            return std::string(texts_("transposed.not_compared"));
        if (t.largest() == 0)
            return std::string(texts_("transposed.equal"));
        return texts_(t.agree ? "transposed.agree" : "transposed.disagree",
                      {{"difference", number_text(t.largest())}});
    }

    /// What the lens leaves out of a convolution that pads with its input; empty where it pads with zeros.
    std::string padding_mode() const {
        const Operation& direct = s_.scene.operation();
        const bool none = all(direct.padding_begin, 0) && all(direct.padding_end, 0);
        if (direct.padding_mode == PaddingMode::zeros || none)
            return {};
        return std::string(texts_("transposed.padding_mode"));
    }

    /// Which channels and slices are seen; empty where there is one of each.
    TransposedFact shown() const {
        const Sizes& in = s_.results.x->shape;
        const Sizes& out = s_.results.y->shape;
        return {shown(s_.input_at, s_.output_at),
                shown(s_.place(s_.results.x->count() - 1, in), s_.place(s_.results.y->count() - 1, out))};
    }

private:
    std::string shown(const TransposedAt& in, const TransposedAt& out) const {
        std::string text;
        const auto number = [](int64_t n) { return std::to_string(n); };
        if (op_.in_channels > 1 || op_.out_channels > 1)
            text = texts_("transposed.channels", {{"in", number(in.channel)},
                                                  {"out", number(out.channel)},
                                                  {"count", number(op_.in_channels / op_.groups)}});
        if (op_.dims() == 3)
            text += (text.empty() ? "" : gap()) +
                    texts_("transposed.slices", {{"in", number(in.at[0])}, {"out", number(out.at[0])}});
        return text;
    }

    /// Whether a cell in the middle is reached by all stamps that can reach one: small inputs have none.
    bool has_inner_cells() const {
        for (std::size_t a = 0; a < op_.dims(); ++a) {
            const int64_t middle = s_.results.output[a] / 2;
            const int64_t around = op_.stride[a] * op_.dilation[a];
            bool found = false;
            for (int64_t y = std::max<int64_t>(middle - around, 0);
                 y <= std::min(middle + around, s_.results.output[a] - 1) && !found; ++y)
                found = times_painted(op_, a, y) == axis_painting(op_, a).max;
            if (!found)
                return false;
        }
        return true;
    }

    std::string gap() const { return std::string(texts_("transposed.gap")); }

    std::string uneven(std::size_t a) const {
        const int64_t s = op_.stride[a];
        const int64_t shared = std::gcd(s, op_.dilation[a]);
        if (shared > 1)
            return texts_("transposed.shared_factor",
                          {{"s", std::to_string(s)}, {"d", std::to_string(op_.dilation[a])}});
        return texts_("transposed.no_multiple",
                      {{"s", std::to_string(s)}, {"k", std::to_string(op_.kernel_size[a])}});
    }

    const TransposedScene& s_;
    const Operation& op_;
    const Texts& texts_;
};

} // namespace

bool has_partial_cells(const TransposedScene& scene) {
    const Operation& op = scene.operation;
    bool overlap = op.in_channels > op.groups;
    for (std::size_t a = 0; a < op.dims(); ++a)
        overlap = overlap || (op.input_size[a] > 1 && axis_painting(op, a).max > 1);
    return overlap;
}

std::vector<TransposedFact> transposed_facts(const TransposedScene& scene, TransposedWay way) {
    const Facts facts(scene);
    std::vector<TransposedFact> all;
    const auto add = [&](const std::string& text, int weight) { all.push_back({text, text, weight}); };
    switch (way) {
    case TransposedWay::scatter:
        add(facts.scatter(), 3);
        add(facts.partial(), 7);
        add(facts.bias(), 7);
        add(facts.edges(), 4);
        add(facts.painting(), 6);
        break;
    case TransposedWay::stretched:
        add(facts.zeros(), 5);
        add(facts.bias(), 5);
        add(facts.padding_rule(), 6);
        add(facts.output_padding(), 4);
        break;
    case TransposedWay::matrix:
        all.push_back(facts.matrix());
        all.back().weight = 6;
        break;
    }
    all.push_back(facts.shown());
    all.back().weight = 5;
    add(facts.padding_mode(), 9);
    if (scene.scene.operation().kind == Kind::conv)
        add(std::string(scene.scene.texts()("transposed.shape_not_numbers")), 7);
    add(facts.agreement(), 8);
    all.back().agreement = true;
    std::erase_if(all, [](const TransposedFact& fact) { return fact.text.empty(); });
    return all;
}

namespace {

std::string unpool_sentence(const Texts& texts, int64_t written, int64_t overwritten) {
    const std::string cells =
        texts(written == 1 ? "transposed.unpool_written_one" : "transposed.unpool_written",
              {{"written", std::to_string(written)}});
    const std::string lost = overwritten == 0 ? std::string()
                                              : texts(overwritten == 1 ? "transposed.unpool_overwritten_one"
                                                                       : "transposed.unpool_overwritten",
                                                      {{"overwritten", std::to_string(overwritten)}});
    return texts("transposed.max_unpool", {{"written", cells}, {"overwritten", lost}});
}

} // namespace

std::string transposed_sentence(const LensScene& scene) {
    const Texts& texts = scene.texts();
    switch (scene.operation().kind) {
    case Kind::conv:
    case Kind::conv_transpose:
        break;
    case Kind::max_pool:
        return std::string(texts("transposed.max_pool"));
    case Kind::avg_pool:
        return std::string(texts("transposed.avg_pool"));
    case Kind::lp_pool:
        return std::string(texts("transposed.lp_pool"));
    case Kind::max_unpool: {
        const auto& t = scene.results().transposed;
        return t ? unpool_sentence(texts, t->written, t->overwritten) : std::string();
    }
    }
    return {};
}

} // namespace convlens
