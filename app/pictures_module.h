// The module with everything that needs cairo, fonts, OpenGL or GLFW: opened by main on first use, so that
// subcommands that answer in words start without those libraries.
#pragma once

#include "command/arguments/build_document.h"
#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

/// Answers render, export and the window; returns the exit status, throws convlens::Error.
extern "C" __attribute__((visibility("default"))) int convlens_pictures(const convlens::CommandLine& request,
                                                                        convlens::Target& target,
                                                                        const convlens::Texts& texts);
