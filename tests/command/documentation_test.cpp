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
        const bool opens_window = line == "    convlens" || line == "    convlens sizes:2" ||
                                  line.find("--play") != std::string::npos;
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

/// The example of docs/LESSONS.md is a lesson as it is.
TEST(Lessons, the_example_of_the_document_has_no_fault) {
    std::ifstream document(source_folder() + "/docs/LESSONS.md");
    ASSERT_TRUE(document.is_open());
    std::string example;
    bool is_within = false;
    for (std::string line; std::getline(document, line);) {
        if (line.starts_with("````"))
            is_within = line == "````markdown";
        else if (is_within)
            example += line + "\n";
    }
    ASSERT_FALSE(example.empty());
    const Folder folder;
    folder.write("example.md", example);
    const Outcome outcome = run(folder, {"lesson", "check", "example.md"});
    EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
    folder.write("broken.md", example + "```question\n{}\n```\n");
    EXPECT_NE(run(folder, {"lesson", "check", "broken.md"}).status, 0);
}

} // namespace
} // namespace convlens::test
