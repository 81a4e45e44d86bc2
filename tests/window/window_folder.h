// Tests of the window: each has a folder of its own, for what is kept, settings and files.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace convlens::test {

class WindowFolder : public testing::Test {
protected:
    void SetUp() override {
        const auto* const info = testing::UnitTest::GetInstance()->current_test_info();
        folder = testing::TempDir() + "convlens-" + info->test_suite_name() + "-" + std::to_string(getpid());
        std::filesystem::remove_all(folder);
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::string write(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories(std::filesystem::path(folder + "/" + name).parent_path());
        std::ofstream(folder + "/" + name, std::ios::binary) << content;
        return folder + "/" + name;
    }
    std::string content(const std::string& name) const {
        std::ifstream file(folder + "/" + name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string folder;
};

} // namespace convlens::test
