// The parts of the panels that are plain work on texts and names. No Dear ImGui.
#pragma once

#include "convlens/operation.h"
#include "i18n/catalogue.h"

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

/// Names in `folder` that begin with `start`, folders first (with '/'), hidden ones only where asked for; at
/// most `most`.
std::vector<std::string> completions(const std::string& folder, const std::string& start, std::size_t most);
/// The longest text that all of them begin with.
std::string common_start(const std::vector<std::string>& names);

} // namespace convlens
