// What a class chooses from: the truth and up to three wrong ideas, as A to D.
#pragma once

#include "lesson/answer.h"

#include <optional>
#include <vector>

namespace convlens {

struct Offer {
    Answer answer;
    std::optional<WrongAnswer> idea; // none: the truth
    bool operator==(const Offer&) const = default;
};

inline constexpr std::size_t max_offers = 4;

/// In the order that the seed gives, the same for the same seed; fewer than four where fewer differ. A
/// question with few answers (compare, which) offers all of them in their own order.
std::vector<Offer> offers_of(const Document& scene, const Question& question, uint64_t seed);

} // namespace convlens
