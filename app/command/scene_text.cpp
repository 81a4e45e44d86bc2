#include "command/build_document.h"

#include "input/limits.h"
#include "text/error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace convlens {
namespace {

[[noreturn]] void refuse(const std::string& path, int reason) {
    throw Error(Error::Fault::request, "error.cannot_read",
                {{"reason", std::generic_category().message(reason)}}, path);
}

} // namespace

std::string read_scene_text(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe must not wait
    if (descriptor < 0)
        refuse(path, errno);
    struct Closing {
        int descriptor;
        ~Closing() { close(descriptor); }
    } const closing{descriptor};
    struct stat file = {};
    if (fstat(descriptor, &file) != 0)
        refuse(path, errno);
    if (!S_ISREG(file.st_mode))
        throw Error(Error::Fault::request, "error.not_a_file", {}, path);
    std::string text;
    std::string block(65536, '\0');
    for (ssize_t got = 0; (got = read(descriptor, block.data(), block.size())) != 0;) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            refuse(path, errno);
        text.append(block.data(), static_cast<std::size_t>(got));
        if (static_cast<int64_t>(text.size()) > limits::scene_bytes)
            throw Error(Error::Fault::request, "error.scene_too_large",
                        {{"value", std::to_string(std::max<int64_t>(file.st_size, limits::scene_bytes + 1))},
                         {"limit", std::to_string(limits::scene_bytes)}},
                        path);
    }
    return text;
}

} // namespace convlens
