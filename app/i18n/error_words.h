// What an Error carries from the system and from the program, not from the person: reasons and places as keys
// of the catalogue, so that each front end writes them in the person's language.
#pragma once

#include "i18n/catalogue.h"
#include "i18n/error.h"

#include <string>
#include <string_view>

namespace convlens {

inline constexpr std::string_view place_memory = "place.memory";
inline constexpr std::string_view place_standard_output = "place.standard_output";
inline constexpr std::string_view place_window = "place.window";

/// An errno as a value for {reason}.
std::string system_reason(int error);

/// What cairo's status is as a value for {reason}.
std::string cairo_reason(int status, bool is_out_of_memory);
/// What a driver says, in English: shown in English only.
std::string driver_reason(std::string_view words);

/// A reason or a place in words: those of this file from the catalogue, others as they are.
std::string in_words(const Texts& texts, std::string_view value);
/// A value of an Error by its name: reasons in words, others as they are.
std::string value_in_words(const Texts& texts, std::string_view name, std::string_view value);

} // namespace convlens
