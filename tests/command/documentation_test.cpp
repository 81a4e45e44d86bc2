// The command lines of README.md and docs/EXPORT.md run as they are.
#include "command/npy_text.h"
#include "command/program.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace convlens::test {
namespace {

/// The indented lines of a document that begin with `convlens`, without their comments.
std::vector<std::string> command_lines(const std::string& document) {
    std::ifstream file(source_folder() + "/" + document);
    EXPECT_TRUE(file.is_open()) << document;
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        if (line == "    convlens" || line.starts_with("    convlens "))
            lines.push_back(line.substr(0, line.find('#')));
    return lines;
}

/// They succeed and leave what they name after -o.
void expect_to_run(const Folder& folder, const std::string& line) {
    std::vector<std::string> arguments = words(line);
    arguments.erase(arguments.begin());
    const Outcome outcome = run(folder, arguments);
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    const auto option = std::ranges::find(arguments, "-o");
    if (option != arguments.end() && option + 1 != arguments.end()) {
        const auto target = folder.path() / *(option + 1);
        EXPECT_TRUE(std::filesystem::exists(target) && !std::filesystem::is_empty(target)) << line;
    }
}

TEST(Readme, its_command_lines_run) {
    const Folder folder;
    put_example_arrays(folder);
    int examples = 0;
    for (const std::string& line : command_lines("README.md")) {
        const bool opens_window = line == "    convlens" || line == "    convlens sizes:2" ||
                                  line.find("--play") != std::string::npos;
        if (opens_window)
            continue;
        expect_to_run(folder, line);
        ++examples;
    }
    EXPECT_GE(examples, 5);
}

TEST(FilesOut, the_recipes_run) {
    const Folder folder;
    folder.write("mine.json", R"({"schema":1,"operation":"conv","input_size":[4],"kernel_size":[2]})");
    const std::vector<std::string> lines = command_lines("docs/EXPORT.md");
    for (const std::string& line : lines)
        expect_to_run(folder, line);
    EXPECT_GE(lines.size(), 15U);
}

TEST(FilesOut, every_place_has_a_recipe) {
    std::ifstream document(source_folder() + "/docs/EXPORT.md");
    std::map<std::string, int> commands; // by the heading above them
    std::string heading;
    for (std::string line; std::getline(document, line);) {
        if (line.starts_with("#"))
            heading = line;
        else if (line.starts_with("    convlens "))
            ++commands[heading];
    }
    for (const char* const place :
         {"### Beamer", "### PowerPoint and WPS", "### Word", "### A paper's column", "### Jupyter",
          "### A course page", "### YouTube"})
        EXPECT_GE(commands[place], 1) << place;
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
