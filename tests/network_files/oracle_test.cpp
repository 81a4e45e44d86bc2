// What models give is what their makers say: PyTorch's exports, and a few single operators of the ONNX
// project.
#include "network_files/oracle.h"
#include "support/source_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

namespace convlens {
namespace {

std::set<std::string> names_in(const std::string& folder, const std::string& ending) {
    std::set<std::string> names;
    for (const auto& entry :
         std::filesystem::directory_iterator(source_folder() + "/tests/network_files/" + folder))
        if (entry.path().string().ends_with(ending))
            names.insert(entry.path().string().substr(0, entry.path().string().size() - ending.size()));
    return names;
}

TEST(OnnxOracle, exports_of_pytorch_give_its_numbers) {
    const auto names = names_in("models", ".onnx");
    EXPECT_GE(names.size(), 20U);
    for (const std::string& name : names)
        EXPECT_EQ(pytorch_difference(name, 1e-5), "") << name;
}

TEST(OnnxOracle, single_operators_give_the_known_output) {
    const auto names = names_in("operators", "");
    EXPECT_GE(names.size(), 20U);
    for (const std::string& name : names)
        EXPECT_EQ(oracle_difference(name, 1e-5), "") << name;
}

} // namespace
} // namespace convlens
