// The picture goes through a pipe, which the program reads as its standard input.
#include "window/platform/clipboard.h"

#include "output/png/png.h"
#include "process/process.h"

#include <cstdlib>
#include <string>
#include <system_error>
#include <vector>

namespace convlens {
namespace {

/// Both programs stay behind as the owner of the selection. False: there is no such program, or it fails.
bool give(const std::string& picture, const std::vector<std::string>& arguments) {
    try {
        Process program({arguments.front(), arguments});
        return program.write(picture) && program.wait().is_success();
    } catch (const std::system_error&) {
        return false;
    }
}

} // namespace

bool picture_to_clipboard(const Frame& frame, const FontSet& fonts) {
    const std::string picture = png_of(frame, fonts);
    const bool is_wayland = std::getenv("WAYLAND_DISPLAY") != nullptr;
    return (is_wayland && give(picture, {"wl-copy", "--type", "image/png"})) ||
           give(picture, {"xclip", "-selection", "clipboard", "-t", "image/png"});
}

} // namespace convlens
