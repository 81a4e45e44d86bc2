// The parts of the panels that are plain work on texts and names. No Dear ImGui.
#pragma once

#include "engine/operation.h"
#include "text/catalogue.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convlens {

/// Why a control goes no further, in a few words.
std::string limit_note(const Texts& texts, const std::optional<Issue>& issue);
/// What the last window leaves unread: "stride 2 leaves 1 row and 1 column unread"; empty: nothing.
std::string unread_note(const Texts& texts, const Operation& operation);

/// A size formula in its parts, for setting it as a fraction within floor brackets:
/// "⌊(5 + 2·1 − 3) / 2⌋ + 1" is before "", above "5 + 2·1 − 3", below "2", after " + 1".
struct FormulaParts {
    std::string before, above, below, after;
    bool floor = false; // none: all stands in `before`
    bool operator==(const FormulaParts&) const = default;
};
FormulaParts parts_of(std::string_view formula);

/// Names in `folder` that begin with `start`, folders first (with '/'), hidden ones only where asked for; at
/// most `most`.
std::vector<std::string> completions(const std::string& folder, const std::string& start, std::size_t most);
/// The longest text that all of them begin with.
std::string common_start(const std::vector<std::string>& names);

} // namespace convlens
