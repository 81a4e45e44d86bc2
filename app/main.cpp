// The program: a decoding child of itself where the hidden argument says so, else one command line. Pictures and the
// window lie in a module beside it, or in ../lib/convlens once installed.
#include "command/run.h"
#include "input/image_file.h"
#include "pictures_module.h"
#include "text/error.h"

#include <array>
#include <dlfcn.h>
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
        throw convlens::Error(convlens::Error::Fault::work, "error.no_pictures_module",
                              {{"reason", reason != nullptr ? reason : "dlopen"}}, path);
    }
    return reinterpret_cast<convlens::Pictures>(entry);
}

} // namespace

int main(int argc, char** argv) {
    if (const int status = convlens::image_child(argc, argv); status >= 0)
        return status;
    const std::vector<std::string_view> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    return convlens::run_command_line(words, open_pictures);
}
