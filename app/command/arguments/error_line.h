// What went wrong, as one line in the person's language.
#pragma once

#include "command/arguments/build_operation.h"
#include "i18n/catalogue.h"

#include <exception>
#include <string>

namespace convlens {

struct ErrorLine {
    std::string text; // WHAT (WHERE)
    int status = 1;   // of the program
};

/// Of any exception; `where`: in place of the place that it names, where not empty.
ErrorLine error_line(const std::exception_ptr& error, const Texts& texts, const std::string& where = "");

/// Why the operation cannot be, as the screen says it too, with the axis as the command line counts it.
std::string reason_in_words(const ImpossibleOperation& impossible, const Texts& texts);

} // namespace convlens
