// The program: a decoding child of itself where the hidden argument says so, else one command line. Pictures
// and the window lie in a module beside it, or in ../lib/convlens once installed.
#include "command/run.h"
#include "i18n/error.h"
#include "input/image_child.h"
#include "pictures_module.h"

#include <array>
#include <csignal>
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <string>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace {

std::string program_folder() {
    std::array<char, 4096> path{};
    const ssize_t length = readlink("/proc/self/exe", path.data(), path.size());
    const std::string program(path.data(), length > 0 ? static_cast<std::size_t>(length) : 0);
    return program.substr(0, program.rfind('/') + 1);
}

convlens::Pictures open_pictures() {
    const std::string folder = program_folder();
    const std::string name = "convlens-pictures.so";
    std::string installed = folder + "../" CONVLENS_MODULE_FOLDER "/" + name, beside = folder + name;
    const std::string path = access(beside.c_str(), F_OK) == 0 ? beside : installed;
    void* const module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    void* const entry = module != nullptr ? dlsym(module, "convlens_pictures") : nullptr;
    if (entry == nullptr) {
        const char* const reason = dlerror();
        // "libcairo.so.2: cannot open shared object file: No such file or directory"
        const std::string_view words = reason != nullptr ? reason : "";
        if (const auto end = words.find(": cannot open shared object file"); end != words.npos)
            throw convlens::Error(convlens::Error::Fault::work, "error.library_missing",
                                  {{"library", std::string(words.substr(0, end))}}, path);
        throw convlens::Error(convlens::Error::Fault::work, "error.no_pictures_module",
                              {{"reason", reason != nullptr ? reason : "dlopen"}}, path);
    }
    return reinterpret_cast<convlens::Pictures>(entry);
}

/// A descriptor 0 to 2 that the caller closed would be taken by the first file that is opened, and errors
/// would be written into it. What takes its place cannot be used in its direction either, so that a closed
/// output is an error.
void hold_standard_descriptors() {
    for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0)
            open("/dev/null", descriptor == STDOUT_FILENO ? O_RDONLY : O_WRONLY);
    }
}

/// Frames come and go by the hundred: what one gives back is kept for the next, a tenth of the time that an
/// animation takes; so are the tables that libwebp asks for anew with each frame. Pieces over 16 MiB go back
/// at once.
void keep_freed_memory() {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 32 << 20);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
#endif
}

} // namespace

int main(int argc, char** argv) {
    if (const int status = convlens::image_child(argc, argv); status >= 0)
        return status;
    hold_standard_descriptors();
    keep_freed_memory();
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is an error of the write
    std::signal(SIGCHLD, SIG_DFL); // a parent may ignore it; children are waited for
    std::signal(SIGINT, SIG_DFL);  // shells ignore it for what runs in the background
    const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    return convlens::run_command_line(words, open_pictures);
}
