// The order in which a teacher says it.
#include "scene/spoken/spoken_step.h"

#include "convlens/arithmetic.h"
#include "document/names.h"
#include "scene/spoken/spoken_names.h"
#include "scene/spoken/spoken_terms.h"
#include "scene/words/notation.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

#include <algorithm>
#include <vector>

namespace convlens {
namespace {

class Words {
public:
    Words(const Document& document, const Step& step, const Texts& texts, const SpokenNames& names,
          const Operation& operation)
        : document_(document), operation_(operation), step_(step), texts_(texts), names_(names) {}

    std::string text() const {
        std::string text = introduction() + "\n" + names_.brackets() + "\n";
        text += names_.say("spoken.step", {{"step", std::to_string(step_.step + 1)},
                                           {"steps", std::to_string(step_.steps)},
                                           {"element", target(step_.step)}}) +
                "\n";
        text += operation_.kind == Kind::max_unpool ? unpooling() : computing();
        return text + next() + "\n";
    }

private:
    std::string introduction() const {
        const std::string in = capital(names_.input_letter()), out = capital(names_.output_letter());
        std::string text = names_.say(has_weight(operation_.kind) ? "spoken.convolution" : "spoken.pooling",
                                      {{"kind", texts_(kind_key(operation_.kind))},
                                       {"in", in},
                                       {"input", names_.size(operation_.input_size)},
                                       {"kernel", names_.size(operation_.kernel_size)},
                                       {"out", out},
                                       {"output", names_.size(output_size(operation_))}});
        text += channels(in, out);
        text += names_.say("spoken.parameters", {{"list", parameters()}});
        if (document_.flip_kernel && operation_.kind == Kind::conv)
            text += names_.say("spoken.flipped");
        if (operation_.kind == Kind::conv_transpose)
            text += stretching(in);
        if (operation_.kind == Kind::max_unpool)
            text += names_.say("spoken.unpooling");
        return text;
    }

    static std::string capital(char letter) { return {static_cast<char>(letter - 'a' + 'A')}; }

    std::string channels(const std::string& in, const std::string& out) const {
        const std::string count_in = std::to_string(operation_.in_channels);
        const std::string count_out = std::to_string(operation_.out_channels);
        std::string text;
        if (operation_.batch > 1)
            text += names_.say("spoken.items", {{"count", std::to_string(operation_.batch)}});
        if (operation_.in_channels == 1 && operation_.out_channels == 1)
            return text;
        if (!has_weight(operation_.kind))
            return text + names_.say("spoken.channels_alone", {{"count", count_in}});
        text += names_.say("spoken.channels",
                           {{"in", in}, {"count_in", count_in}, {"out", out}, {"count_out", count_out}});
        if (operation_.groups > 1)
            text += names_.say("spoken.groups", {{"count", std::to_string(operation_.groups)}});
        return text;
    }

    /// "stride 2, padding 1": those that have their default are left out, but for the stride and the padding.
    std::string parameters() const {
        std::vector<std::string> all;
        const auto add = [&](std::string_view name, const std::string& value) {
            all.push_back(names_.say("spoken.parameter", {{"name", texts_(name)}, {"value", value}}));
        };
        const Sizes ones = Sizes::filled(operation_.dims(), 1), zeros = Sizes::filled(operation_.dims(), 0);
        add("parameter.stride", names_.parameter(operation_.stride));
        const std::string begin = names_.parameter(operation_.padding_begin);
        add(padding_key(operation_),
            operation_.padding_begin == operation_.padding_end
                ? begin
                : names_.say("spoken.sides",
                             {{"begin", begin}, {"end", names_.parameter(operation_.padding_end)}}));
        if (operation_.dilation != ones)
            add("parameter.dilation", names_.parameter(operation_.dilation));
        if (operation_.output_padding != zeros)
            add("parameter.output_padding", names_.parameter(operation_.output_padding));
        std::string text;
        for (const std::string& parameter : all)
            text += (text.empty() ? "" : names_.say("spoken.clause")) + parameter;
        return text;
    }

    std::string stretching(const std::string& in) const {
        Sizes between = operation_.stride;
        for (std::size_t axis = 0; axis < between.size(); ++axis)
            --between[axis];
        const bool none = between == Sizes::filled(between.size(), 0);
        const bool one = between == Sizes::filled(between.size(), 1);
        std::string text = names_.say(none  ? "spoken.unstretched"
                                      : one ? "spoken.stretched_one"
                                            : "spoken.stretched",
                                      {{"in", in}, {"zeros", names_.parameter(between)}});
        const TurnedPadding ring = turned_padding(operation_);
        const bool widens =
            std::all_of(ring.begin.begin(), ring.begin.end(), [](int64_t n) { return n > 0; });
        if (ring.begin == ring.end && widens)
            text += names_.say("spoken.ring", {{"ring", names_.parameter(ring.begin)}});
        return text;
    }

    /// What a step works on: an element of the output; of an unpooling, one of the input.
    std::string target(int64_t step) const {
        return operation_.kind == Kind::max_unpool ? names_.input(step) : names_.output(step);
    }

    Sizes target_place(int64_t step) const {
        const Sizes shape =
            operation_.kind == Kind::max_unpool ? input_shape(operation_) : output_shape(operation_);
        return spatial_indices(step, shape, operation_.dims());
    }

    /// The operation whose windows the figure shows sliding over a plane of `plane` places.
    struct Sliding {
        Sizes stride, padding, plane;
    };
    Sliding sliding() const {
        if (operation_.kind == Kind::max_unpool)
            return {operation_.stride, operation_.padding_begin, output_size(operation_)};
        if (operation_.kind != Kind::conv_transpose)
            return {operation_.stride, operation_.padding_begin, operation_.input_size};
        const Operation direct = equivalent_conv(operation_);
        Sizes stretched;
        for (std::size_t axis = 0; axis < operation_.dims(); ++axis)
            stretched.push_back(operation_.stride[axis] * (operation_.input_size[axis] - 1) + 1);
        return {direct.stride, direct.padding_begin, stretched};
    }

    /// Where the window meets the plane, axis by axis; a count of 0 where it does not.
    std::vector<CoveredPlaces> covered() const {
        const Sliding slides = sliding();
        const Sizes at = target_place(step_.step);
        std::vector<CoveredPlaces> axes;
        for (std::size_t axis = 0; axis < operation_.dims(); ++axis) {
            CoveredPlaces& places = axes.emplace_back();
            places.step = operation_.dilation[axis];
            for (int64_t k = 0; k < operation_.kernel_size[axis]; ++k) {
                const int64_t place =
                    at[axis] * slides.stride[axis] - slides.padding[axis] + k * operation_.dilation[axis];
                if (place < 0 || place >= slides.plane[axis])
                    continue;
                if (places.count++ == 0)
                    places.first = place;
            }
        }
        return axes;
    }

    std::string window() const {
        const std::vector<CoveredPlaces> axes = covered();
        int64_t inside = 1;
        for (const CoveredPlaces& places : axes)
            inside *= places.count;
        if (inside == 0)
            return names_.say("spoken.window_in_padding");
        const bool stretched = operation_.kind == Kind::conv_transpose &&
                               operation_.stride != Sizes::filled(operation_.dims(), 1);
        const std::string in = capital(names_.input_letter());
        std::string text = names_.say(stretched ? "spoken.window_stretched" : "spoken.window",
                                      {{"places", names_.places(axes)}, {"in", in}});
        const int64_t all = operation_.kernel_size.product(), outside = all - inside;
        if (outside == 0)
            return text;
        const std::string mode(name_of(padding_mode_names(), operation_.padding_mode));
        const bool zeros = operation_.padding_mode == PaddingMode::zeros;
        return text + names_.say_count("spoken.window_outside", outside,
                                       {{"count", std::to_string(outside)},
                                        {"all", std::to_string(all)},
                                        {"mode", zeros ? "" : names_.say("spoken.mode_" + mode)}});
    }

    std::string computing() const {
        const auto count = static_cast<int64_t>(step_.terms.size());
        return window() + "\n" + names_.say_count("spoken.terms", count, {{"count", std::to_string(count)}}) +
               "\n" + spoken_terms(document_, step_, names_) + spoken_result(document_, step_, names_) + "\n";
    }

    std::string unpooling() const {
        const StepTerm& term = step_.terms.front();
        const std::string is = names_.is(step_.value);
        return names_.say("spoken.unpool", {{"x", names_.input(term.input)},
                                            {"is", is},
                                            {"places", names_.places(covered())},
                                            {"out", capital(names_.output_letter())},
                                            {"y", names_.output(step_.output)}}) +
               "\n" + names_.say("spoken.unpooled", {{"y", names_.output(step_.output)}, {"is", is}}) + "\n";
    }

    std::string next() const {
        if (step_.step + 1 == step_.steps)
            return names_.say("spoken.last");
        const std::string element = target(step_.step + 1);
        const Sizes now = target_place(step_.step), then = target_place(step_.step + 1);
        const Sizes stride = sliding().stride;
        std::size_t axis = 0;
        while (axis < now.size() && then[axis] <= now[axis])
            ++axis;
        if (axis == now.size())
            return names_.say("spoken.next_map", {{"element", element}});
        const std::string key = "spoken.next_" + std::string(names_.axis_name(axis));
        return names_.say_count(key, stride[axis],
                                {{"element", element}, {"count", std::to_string(stride[axis])}});
    }

    const Document& document_;
    const Operation& operation_;
    const Step& step_;
    const Texts& texts_;
    const SpokenNames& names_;
};

} // namespace

std::string spoken_step(const Document& document, const Step& step, const Texts& texts) {
    const Operation operation = operation_of(document);
    const SpokenNames names(operation, texts);
    return Words(document, step, texts, names, operation).text();
}

} // namespace convlens
