// Prints what our reader makes of each folder with a model and its known outputs, a line a model:
//   compare_models FOLDER...
#include "network_files/oracle.h"

#include <cstdio>
#include <span>

int main(int argc, char** argv) {
    constexpr double relative = 1e-5;
    int same = 0;
    for (const char* folder : std::span(argv + 1, argv + argc)) {
        const std::string found = convlens::oracle_difference(folder, relative);
        same += found.empty() ? 1 : 0;
        std::printf("%s\t%s\n", folder, found.empty() ? "same" : found.c_str());
    }
    std::printf("%d of %d give the known output\n", same, argc - 1);
    return 0;
}
