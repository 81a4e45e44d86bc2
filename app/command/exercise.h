// `convlens exercise`: exercises without end, as JSON here, as a sheet for print in the module with pictures.
#pragma once

#include "command/arguments/command_line.h"
#include "i18n/names.h"
#include "lesson/exercise/exercise.h"

#include <string>
#include <vector>

namespace convlens {

Names<Paper> paper_names(); // a4, letter

/// The kind is there, and the level, and either --json or a sheet's name. Throws Error.
void validate_exercise(const CommandLine& request);

std::vector<Exercise> requested_exercises(const CommandLine& request);

/// The JSON document of `exercise --json`, in both languages.
std::string exercises_as_json(const CommandLine& request);

} // namespace convlens
