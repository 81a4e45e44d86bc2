// The line at the lower edge of the stage, and errors as sentences.
#pragma once

#include "i18n/catalogue.h"
#include "window/session/session.h"

#include <exception>
#include <string>

namespace convlens {

/// Shows a line for so many seconds; 0: until another one is shown.
void show_message(Session& session, const std::string& message, double seconds);
/// Takes it away.
void clear_message(Session& session);
/// An Error in the person's language, with its place; of other exceptions what they say.
std::string sentence(const Texts& texts, const std::exception_ptr& thrown);

} // namespace convlens
