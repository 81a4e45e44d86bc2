// The picture goes through a temporary file, which the program reads as its standard input.
#include "window/platform/clipboard.h"

#include "i18n/error.h"
#include "output/export.h"
#include "scene/base/tags.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace convlens {
namespace {

/// Runs a program with `file` as its standard input; false: there is no such program.
bool run(const char* const* arguments, const std::string& file) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, file.c_str(), O_RDONLY, 0);
    // Both stay behind as the owner of the selection: they must not keep our outputs open.
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error =
        posix_spawnp(&child, arguments[0], &actions, nullptr, const_cast<char* const*>(arguments), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return false;
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

bool picture_to_clipboard(const Frame& frame, const FontSet& fonts) {
    std::string folder = (std::filesystem::temp_directory_path() / "convlens-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr)
        throw Error(Error::Fault::work, "error.write_failed", {{"reason", std::strerror(errno)}}, folder);
    const std::string file = folder + "/picture.png";
    constexpr std::array wayland{"wl-copy", "--type", "image/png", static_cast<const char*>(nullptr)};
    constexpr std::array x11{"xclip", "-selection", "clipboard",
                             "-t",    "image/png",  static_cast<const char*>(nullptr)};
    bool done = false;
    std::error_code ignored;
    try {
        write_picture(frame, PictureFormat::png, file, fonts, tag_space_name);
        done =
            (std::getenv("WAYLAND_DISPLAY") != nullptr && run(wayland.data(), file)) || run(x11.data(), file);
    } catch (...) {
        std::filesystem::remove_all(folder, ignored);
        throw;
    }
    std::filesystem::remove_all(folder, ignored);
    return done;
}

} // namespace convlens
