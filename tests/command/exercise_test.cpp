// The subcommand `exercise`: its JSON, its sheets, its refusals.
#include "command/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace convlens::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

json asked(const std::string& line) {
    const Outcome outcome = run(Folder(), words("exercise " + line + " --json"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return json::parse(outcome.out).at("exercises");
}

TEST(ExerciseJson, has_all_that_another_program_needs) {
    for (const char* const kind :
         {"size", "value", "gradient", "cells", "parameter", "compare", "pool", "transposed", "mixed"}) {
        const json list = asked(std::string(kind) + " --level 2 --count 4 --seed 8");
        ASSERT_EQ(list.size(), 4U) << kind;
        for (const json& one : list) {
            for (const char* const key : {"kind", "level", "text", "operation", "input", "weight",
                                          "grad_output", "ask", "answer", "misconceptions"})
                EXPECT_TRUE(one.contains(key)) << kind << " " << key;
            if (kind != std::string("mixed")) {
                EXPECT_EQ(one["kind"], kind);
            }
            EXPECT_EQ(one["input"].size(), one["operation"]["input_size"][0]);
            EXPECT_NE(one["text"]["en"], one["text"]["zh"]);
            EXPECT_FALSE(one["misconceptions"].empty());
            for (const json& wrong : one["misconceptions"])
                EXPECT_NE(wrong["answer"], one["answer"]);
            EXPECT_EQ(one["grad_output"].is_null(),
                      !one["ask"].contains("of") || one["ask"]["of"] == "y" || one["ask"]["kind"] != "value");
        }
    }
}

/// Sums up the first exercise from what the JSON says alone.
TEST(ExerciseJson, can_be_solved) {
    for (const json& one : asked("value --level 1 --count 20")) {
        const json &x = one["input"], &w = one["weight"];
        const std::vector<std::size_t> at = one["ask"]["at"];
        int sum = 0;
        if (x[0].is_array()) {
            for (std::size_t i = 0; i < w.size(); ++i)
                for (std::size_t j = 0; j < w[i].size(); ++j)
                    sum += x[at[2] + i][at[3] + j].get<int>() * w[i][j].get<int>();
        } else {
            for (std::size_t i = 0; i < w.size(); ++i)
                sum += x[at[2] + i].get<int>() * w[i].get<int>();
        }
        EXPECT_EQ(one["answer"], sum) << one;
    }
}

TEST(ExerciseJson, nests_channels_as_pytorch_does) {
    bool has_groups = false;
    for (const json& one : asked("value --level 3 --count 40")) {
        if (one["operation"]["groups"] != 2)
            continue;
        has_groups = true;
        EXPECT_EQ(one["input"].size(), 2U);  // [C, rows, columns]
        EXPECT_EQ(one["weight"].size(), 2U); // [O, C / G, rows, columns]
        EXPECT_EQ(one["weight"][0].size(), 1U);
        EXPECT_EQ(one["weight"][0][0].size(), 2U);
    }
    EXPECT_TRUE(has_groups);
}

TEST(ExerciseJson, the_same_seed_gives_the_same) {
    EXPECT_EQ(asked("mixed --level 3 --seed 5"), asked("mixed --level 3 --seed 5"));
    EXPECT_NE(asked("mixed --level 3 --seed 5"), asked("mixed --level 3 --seed 6"));
    EXPECT_EQ(asked("mixed --level 3").size(), 10U);
}

TEST(ExerciseSheet, is_a_pdf_of_the_paper_asked_for) {
    const Folder folder;
    for (const char* const paper : {"a4", "letter"})
        for (const char* const language : {"en", "zh"}) {
            const std::string name = std::string(paper) + language + ".pdf";
            const Outcome outcome =
                run(folder, words("exercise mixed --level 2 --paper " + std::string(paper) + " --lang " +
                                  language + " -o " + name));
            ASSERT_EQ(outcome.status, 0) << outcome.err;
            const std::string pdf = folder.read(name);
            EXPECT_THAT(pdf, StartsWith("%PDF-"));
            EXPECT_THAT(pdf, HasSubstr(paper == std::string("a4") ? "595.2" : "612"));
            const Outcome again = run(folder, words("exercise mixed --level 2 --paper " + std::string(paper) +
                                                    " --lang " + language + " -o -"));
            EXPECT_EQ(again.out, pdf);
        }
}

TEST(ExerciseRefusals, are_one_line_that_names_what_may_be) {
    struct Refusal {
        const char* line;
        const char* says;
    };
    for (const auto& [line, says] : {Refusal{"exercise", "size, value, gradient"},
                                     {"exercise sizes --level 1 --json", "size, value, gradient"},
                                     {"exercise size --json", "--level"},
                                     {"exercise size --level 0 --json", "from 1 to 3"},
                                     {"exercise size --level 4 --json", "from 1 to 3"},
                                     {"exercise size --level 1 --count 0 --json", "from 1 to 200"},
                                     {"exercise size --level 1 --count 201 --json", "from 1 to 200"},
                                     {"exercise size --level 1 --seed -1 --json", "from 0 to"},
                                     {"exercise size --level 1", "-o sheet.pdf"},
                                     {"exercise size --level 1 -o sheet.png", ".pdf"},
                                     {"exercise size --level 1 -o sheet.svg", ".pdf"},
                                     {"exercise size --level 1 -o sheet", ".pdf"},
                                     {"exercise size --level 1 -o sheets/", ".pdf"},
                                     {"exercise size --level 1 -o sheet.pdf --json", "--json"},
                                     {"exercise size --level 1 --paper a4 --json", "--json"},
                                     {"exercise size --level 1 --paper a5 -o sheet.pdf", "a4, letter"},
                                     {"exercise size value --level 1 --json", "value"},
                                     {"exercise size --level 1 --stride 2 --json", "no such option"},
                                     {"lesson list --level 1", "exercise"},
                                     {"exercise size --level 1 -o nowhere/sheet.pdf", "nowhere"}}) {
        const Folder folder;
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line;
        EXPECT_EQ(outcome.out, "") << line;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << line;
        EXPECT_THAT(outcome.err, HasSubstr(says)) << line;
        EXPECT_TRUE(folder.names().empty()) << line;
    }
}

} // namespace
} // namespace convlens::test
