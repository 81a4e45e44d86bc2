// The values of options, read strictly: whole decimal numbers without junk, sizes joined by x, one of some
// names. Every function throws Error (request) that names the option, the value it had and what it may be.
#pragma once

#include "convlens/sizes.h"
#include "i18n/error.h"
#include "input/limits.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace convlens {

/// What an option was given.
struct OptionValue {
    std::string_view option; // "--stride"
    std::string_view text;
};

/// Throws Error (request) with the key, the value as {value}, and `more`.
[[noreturn]] void refuse_value(const OptionValue& value, const char* key, Error::Values more = {});
/// Decimal digits alone; absent: something else, or over 2^31 - 1.
std::optional<int64_t> number_in(std::string_view digits);

int64_t whole_number(const OptionValue& value, int64_t least, int64_t most = limits::number);
/// 1 to 3 whole numbers joined by x, such as 5x5.
Sizes size_list(const OptionValue& value);
/// 2, 4 or 6 whole numbers joined by commas: all begins, then all ends.
Sizes pad_list(const OptionValue& value);
/// 1 to 3 whole numbers from 0 on, joined by commas, such as 3,4.
Sizes place_list(const OptionValue& value);
/// A decimal number from 0 to below 1.
double share(const OptionValue& value);
/// A decimal number such as 0.05, over 0 and at most `most`; infinity where `infinite` allows the word inf.
double positive_number(const OptionValue& value, int64_t most, bool infinite);
/// Bytes: a whole number, with K, M, G or T behind it for powers of 1024.
int64_t memory_size(const OptionValue& value);
/// Place of the value among `names`.
std::size_t one_of(const OptionValue& value, std::span<const std::string_view> names);

} // namespace convlens
