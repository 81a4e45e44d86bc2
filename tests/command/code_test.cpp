// The subcommand `code`: scripts to standard output and to files.
#include "command/npy_text.h"
#include "command/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace convlens::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

std::string said(const std::string& line, const Folder& folder = {}) {
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    EXPECT_EQ(outcome.err, "") << line;
    return outcome.out;
}

TEST(Code, is_pytorch_where_nothing_is_said) {
    const std::string script = said("code numerical_padding_strides");
    EXPECT_EQ(script, said("code numerical_padding_strides --framework pytorch"));
    EXPECT_THAT(script, HasSubstr("nn.Conv2d(1, 1, 3, stride=2, padding=1, bias=False)"));
    EXPECT_THAT(script, HasSubstr("[3, 3, 2, 1, 0]"));
}

TEST(Code, notes_are_comments_in_the_language_asked_for) {
    EXPECT_THAT(said("code numerical_padding_strides --framework keras"),
                StartsWith("# padding=\"same\" is"));
    EXPECT_THAT(said("code numerical_padding_strides --framework keras --lang zh"),
                HasSubstr("# Keras 的通道"));
}

TEST(Code, json_has_the_parts) {
    for (const char* const framework : {"pytorch", "keras", "jax", "onnx", "numpy"}) {
        const json parts = json::parse(said(
            "code max-unpool --input-size 2x2 --kernel-size 2 --json --framework " + std::string(framework)));
        EXPECT_EQ(parts["framework"], framework);
        EXPECT_EQ(parts["possible"], framework != std::string("keras") && framework != std::string("jax"));
        EXPECT_THAT(parts["program"].get<std::string>(), HasSubstr("print(y"));
        EXPECT_FALSE(parts["layer"].get<std::string>().empty());
        EXPECT_TRUE(parts["notes"].is_array());
    }
}

TEST(Code, is_written_to_a_file) {
    const Folder folder;
    EXPECT_EQ(said("code dilation --framework numpy -o y.py", folder), "");
    EXPECT_EQ(folder.read("y.py"), said("code dilation --framework numpy", folder));
    EXPECT_EQ(said("code dilation --framework numpy -o -", folder), folder.read("y.py"));
    EXPECT_EQ(said("code dilation --json -o y.json", folder), "");
    EXPECT_EQ(json::parse(folder.read("y.json"))["framework"], "pytorch");
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"y.json", "y.py"}));
}

TEST(Code, takes_the_numbers_of_files) {
    const Folder folder;
    folder.write("x.npy", ramp({1, 2, 3, 3}));
    folder.write("w.npy", ramp({2, 1, 2, 2}));
    const std::string script =
        said("code conv --input x.npy --weight w.npy --groups 2 --framework jax", folder);
    EXPECT_THAT(script, HasSubstr("[16, 17, 18]"));
    EXPECT_THAT(script, HasSubstr("[7, 8]"));
    EXPECT_THAT(script, HasSubstr("feature_group_count=2"));
}

TEST(Code, refusals_are_one_line) {
    const std::pair<const char*, const char*> refusals[] = {
        {"code", "code"},
        {"code dilation --framework torch", "did you mean pytorch?"},
        {"code dilatoin", "did you mean dilation?"},
        {"code conv --input-size 3x3 --kernel-size 5", "--kernel-size 5"},
        {"code dilation -o no/such/folder/y.py", "no/such/folder/y.py"},
        {"code dilation --bias b.npy", "--bias b.npy"},
    };
    for (const auto& [line, named] : refusals) {
        const Folder folder;
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line;
        EXPECT_EQ(outcome.out, "") << line;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << line;
        EXPECT_THAT(outcome.err, HasSubstr(named)) << line;
        EXPECT_THAT(folder.names(), testing::IsEmpty()) << line;
    }
}

TEST(Code, standard_output_that_is_full_is_an_error) {
    const Folder folder;
    Surroundings full;
    full.standard_output = "/dev/full";
    const Outcome outcome = run(folder, words("code dilation"), full);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(fault_of_error_line(outcome.err), "");
}

} // namespace
} // namespace convlens::test
