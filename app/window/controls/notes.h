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
/// What the last window leaves unread: "stride 2 leaves 1 row and 1 column unread"; empty: nothing.
std::string unread_note(const Texts& texts, const Operation& operation);

} // namespace convlens
