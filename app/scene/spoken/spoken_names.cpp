// Indices lose the axes in front that have a single place, as in the figure.
#include "scene/spoken/spoken_names.h"

#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "scene/words/notation.h"
#include "scene/words/number.h"

#include <algorithm>
#include <array>

namespace convlens {

SpokenNames::SpokenNames(const Operation& operation, const Texts& texts)
    : operation_(operation), texts_(texts), input_letter_(is_swapped(operation.kind) ? 'y' : 'x'),
      output_letter_(is_swapped(operation.kind) ? 'x' : 'y') {
    const auto tensor = [](const Sizes& shape) {
        std::size_t first = 0;
        while (first < 2 && first < shape.size() && shape[first] == 1)
            ++first;
        return Tensor{shape, first};
    };
    input_ = tensor(input_shape(operation));
    output_ = tensor(output_shape(operation));
    weight_ = tensor(weight_shape(operation));
    if (weight_.first_axis == 1) // both channels or none
        weight_.first_axis = 0;
}

std::string SpokenNames::say_count(std::string_view key, int64_t count, SpokenValues values) const {
    return texts_(std::string(key) + (count == 1 ? "_one" : ""), values);
}

std::string SpokenNames::element(char letter, const Tensor& tensor, int64_t flat) const {
    const Sizes all = spatial_indices(flat, tensor.shape, tensor.shape.size());
    Sizes shown;
    for (std::size_t axis = tensor.first_axis; axis < all.size(); ++axis)
        shown.push_back(all[axis]);
    return element_brackets(letter, shown);
}

std::string SpokenNames::input(int64_t flat) const {
    return element(input_letter_, input_, flat);
}
std::string SpokenNames::weight(int64_t flat) const {
    return element('w', weight_, flat);
}
std::string SpokenNames::output(int64_t flat) const {
    return element(output_letter_, output_, flat);
}

std::string SpokenNames::bias(int64_t output) const {
    return bias_brackets(map_of(output_.shape, output), operation_.out_channels);
}

std::string SpokenNames::size(const Sizes& sizes) const {
    if (sizes.size() == 1)
        return say("spoken.length", {{"count", std::to_string(sizes[0])}});
    std::string text;
    for (const int64_t side : sizes)
        text += (text.empty() ? "" : say("spoken.by")) + std::to_string(side);
    return text;
}

std::string SpokenNames::parameter(const Sizes& sizes) const {
    const bool same = sizes == Sizes::filled(sizes.size(), sizes[0]);
    std::string text;
    for (std::size_t axis = 0; axis < (same ? 1 : sizes.size()); ++axis) // an output padding may be below 0
        text += (text.empty() ? "" : say("spoken.by")) + number_text(static_cast<double>(sizes[axis]));
    return text;
}

std::string SpokenNames::is(double value) const {
    const NumberText number = full_number(value);
    return say(number.exact ? "spoken.is" : "spoken.is_about", {{"value", number.text}});
}

std::string SpokenNames::list(const std::vector<std::string>& names) const {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0)
            text += say(i + 1 == names.size() ? "spoken.and" : "spoken.comma");
        text += names[i];
    }
    return text;
}

std::string_view SpokenNames::axis_name(std::size_t axis) const {
    static constexpr std::array<std::string_view, 3> names{"slice", "row", "column"};
    const std::size_t dims = operation_.dims();
    return dims == 1 ? std::string_view("place") : names[3 - dims + axis];
}

std::string SpokenNames::places(const std::vector<CoveredPlaces>& axes) const {
    constexpr int64_t max_listed = 5;
    std::vector<std::string> parts;
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        const CoveredPlaces& covered = axes[axis];
        const std::string key = "spoken.covered_" + std::string(axis_name(axis));
        const auto at = [&](int64_t i) {
            return number_text(static_cast<double>(covered.first + i * covered.step));
        };
        std::string which = at(0);
        if (covered.count > 1 && covered.step == 1)
            which = say("spoken.from_to", {{"first", at(0)}, {"last", at(covered.count - 1)}});
        else if (covered.count > max_listed)
            which = say(
                "spoken.from_to_every",
                {{"first", at(0)}, {"last", at(covered.count - 1)}, {"step", std::to_string(covered.step)}});
        else if (covered.count > 1) {
            std::vector<std::string> all;
            for (int64_t i = 0; i < covered.count; ++i)
                all.push_back(at(i));
            which = list(all);
        }
        parts.push_back(say_count(key, covered.count, {{"places", which}}));
    }
    return list(parts);
}

std::string SpokenNames::axis_list(const Tensor& tensor, std::string_view first,
                                   std::string_view second) const {
    std::vector<std::string> names;
    for (std::size_t axis = tensor.first_axis; axis < tensor.shape.size(); ++axis)
        names.push_back(say("spoken.axis_" + std::string(axis == 0   ? first
                                                         : axis == 1 ? second
                                                                     : axis_name(axis - 2))));
    return list(names);
}

std::string SpokenNames::brackets() const {
    // The maps of input and output may differ in how many channels they have.
    std::string text = say("spoken.brackets", {{"letter", std::string(1, output_letter_)},
                                               {"axes", axis_list(output_, "item", "channel")}});
    if (input_.first_axis != output_.first_axis)
        text += say("spoken.brackets_other", {{"letter", std::string(1, input_letter_)},
                                              {"axes", axis_list(input_, "item", "channel")}});
    if (has_weight(operation_.kind) && weight_.first_axis == 0) {
        const bool transposed = operation_.kind == Kind::conv_transpose;
        text += say("spoken.brackets_other",
                    {{"letter", "w"},
                     {"axes", axis_list(weight_, transposed ? "input_channel" : "output_channel",
                                        transposed ? "output_channel" : "input_channel")}});
    }
    return text;
}

} // namespace convlens
