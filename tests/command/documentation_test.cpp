// The command lines of README.md run as they are.
#include "command/npy_text.h"
#include "command/program.h"
#include "support/source_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace convlens::test {
namespace {

TEST(Readme, its_command_lines_run) {
    std::ifstream readme(source_folder() + "/README.md");
    ASSERT_TRUE(readme.is_open());
    const Folder folder;
    put_example_arrays(folder);
    int examples = 0;
    for (std::string line; std::getline(readme, line);) {
        const bool opens_window = line == "    convlens" || line.find("--play") != std::string::npos;
        if (!line.starts_with("    convlens ") || opens_window)
            continue;
        std::vector<std::string> arguments = words(line.substr(0, line.find('#')));
        arguments.erase(arguments.begin());
        const Outcome outcome = run(folder, arguments);
        EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
        ++examples;
    }
    EXPECT_GE(examples, 5);
}

} // namespace
} // namespace convlens::test
