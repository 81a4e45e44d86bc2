// What a step's words call elements, sizes, numbers and stretches of rows and columns: as the figure names
// them, but to be heard.
#pragma once

#include "convlens/operation.h"
#include "i18n/catalogue.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

using SpokenValues = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Places along one axis that a window covers: `count` of them, `step` apart.
struct CoveredPlaces {
    int64_t first = 0, count = 0, step = 1;
};

class SpokenNames {
public:
    SpokenNames(const Operation& operation, const Texts& texts);

    std::string say(std::string_view key, SpokenValues values = {}) const { return texts_(key, values); }
    /// The key's form for one where `count` is 1 (KEY_one).
    std::string say_count(std::string_view key, int64_t count, SpokenValues values) const;

    char input_letter() const { return input_letter_; }
    char output_letter() const { return output_letter_; }
    /// "x[1,2]" of a flat index: the spatial indices, channel and item in front where there are several.
    std::string input(int64_t flat) const;
    std::string weight(int64_t flat) const;
    std::string output(int64_t flat) const;
    /// "b", or "b[1]" where there are several maps: what is added to element `output` of the output.
    std::string bias(int64_t output) const;

    /// "5 by 5".
    std::string size(const Sizes& sizes) const;
    /// "2", "2 by 1" where axes differ.
    std::string parameter(const Sizes& sizes) const;
    /// "is 5", "is about 0.3333333".
    std::string is(double value) const;
    /// "a, b and c".
    std::string list(const std::vector<std::string>& names) const;
    /// "rows 1 to 3 and columns 0 to 2".
    std::string places(const std::vector<CoveredPlaces>& axes) const;
    /// "row", "column" of axis `axis` as the catalogue's name: slice, row, column or place.
    std::string_view axis_name(std::size_t axis) const;
    /// What the numbers in brackets are.
    std::string brackets() const;

private:
    struct Tensor {
        Sizes shape;
        std::size_t first_axis = 0; // those before it have a single place
    };
    std::string element(char letter, const Tensor& tensor, int64_t flat) const;
    std::string axis_list(const Tensor& tensor, std::string_view first, std::string_view second) const;

    const Operation& operation_;
    const Texts& texts_;
    char input_letter_, output_letter_;
    Tensor input_, weight_, output_;
};

} // namespace convlens
