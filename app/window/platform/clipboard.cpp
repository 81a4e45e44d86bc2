// The picture goes through a pipe, which the program reads as its standard input.
#include "window/platform/clipboard.h"

#include "output/png/png.h"
#include "output/svg/svg.h"
#include "process/process.h"
#include "scene/base/tags.h"

#include <cstdlib>
#include <string>
#include <system_error>
#include <utility>
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

HandedPicture picture_to_clipboard(const Frame& frame, const FontSet& fonts, CopiedPicture format) {
    const bool is_svg = format == CopiedPicture::svg;
    std::string picture = is_svg ? svg_of(frame, fonts, tag_space_name) : png_of(frame, fonts);
    const std::string type = is_svg ? "image/svg+xml" : "image/png";
    const bool is_wayland = std::getenv("WAYLAND_DISPLAY") != nullptr;
    if ((is_wayland && give(picture, {"wl-copy", "--type", type})) ||
        give(picture, {"xclip", "-selection", "clipboard", "-t", type}))
        return {true, {}};
    return {false, is_svg ? std::move(picture) : std::string()};
}

} // namespace convlens
