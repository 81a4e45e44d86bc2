// The terms of a step one by one, and what they come to.
#pragma once

#include "document/document.h"
#include "document/evaluate/results.h"
#include "scene/spoken/spoken_names.h"

#include <string>

namespace convlens {

/// A line for each term; neighbours that meet the padding or inserted zeros share one. Of more than
/// `max_spoken_terms` lines the middle ones are counted and summed up.
std::string spoken_terms(const Document& document, const Step& step, const SpokenNames& names);
inline constexpr std::size_t max_spoken_terms = 16;

/// What the terms come to: "Added up, y[1,1] is 6."
std::string spoken_result(const Document& document, const Step& step, const SpokenNames& names);

} // namespace convlens
