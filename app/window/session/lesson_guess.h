// A guess as it is entered: typed characters and chosen cells, and the answer that they say. Knows no
// keyboard and no picture.
#pragma once

#include "lesson/answer.h"

#include <optional>
#include <string>

namespace convlens {

/// What has been entered and not yet committed.
struct GuessEntry {
    std::string typed;
    CellSet marked; // cells, or the things of an order, as they were chosen
    bool operator==(const GuessEntry&) const = default;
    bool is_empty() const { return typed.empty() && marked.empty(); }
};

/// Takes a character where it may stand: digits; `x` or `,` between sizes; `-` and `.` of a value; of cells
/// `,` between coordinates and a space after each cell; of an order of figures their numbers from 1. False:
/// it may not stand there.
bool type_into(GuessEntry& entry, const Document& scene, const Question& question, char character);
/// Takes the last character back, or the last cell.
bool erase_from(GuessEntry& entry);
/// Chooses a cell, or lets go of it. Spatial coordinates alone stand for the first channel.
bool mark_in(GuessEntry& entry, const Document& scene, const Question& question, std::vector<int64_t> cell);

/// The guess; none where what is typed is not one yet.
std::optional<Answer> guess_of(const GuessEntry& entry, const Document& scene, const Question& question);

} // namespace convlens
