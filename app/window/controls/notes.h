// Remarks at a control, in a few words: why it goes no further, what a stride leaves unread. Knows no
// Dear ImGui.
#pragma once

#include "convlens/operation.h"
#include "i18n/catalogue.h"

#include <optional>
#include <string>

namespace convlens {

/// Why a control of such an operation goes no further, in a few words.
std::string limit_note(const Texts& texts, const std::optional<Issue>& issue, Kind kind);
/// What no window reads: "left over: 1 row, 1 column", or that some between them are skipped; empty: nothing.
std::string unread_note(const Texts& texts, const Operation& operation);

} // namespace convlens
