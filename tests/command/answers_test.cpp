// describe, trace, presets, help: what the program says.
#include "command/npy_text.h"
#include "command/program.h"
#include "input/picture_bytes.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace convlens::test {
namespace {

using nlohmann::json;

json answer(const std::string& line) {
    const Folder folder;
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    EXPECT_EQ(outcome.err, "") << line;
    json parsed = json::parse(outcome.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << line << ": " << outcome.out;
    return parsed;
}

struct GuideRow {
    const char* name;
    int input, kernel, stride, padding, dilation, output, relationship;
};

// FIGURES.md section 1, direct figures.
constexpr GuideRow direct[] = {
    {"no_padding_no_strides", 4, 3, 1, 0, 1, 2, 1},
    {"arbitrary_padding_no_strides", 5, 4, 1, 2, 1, 6, 2},
    {"same_padding_no_strides", 5, 3, 1, 1, 1, 5, 3},
    {"full_padding_no_strides", 5, 3, 1, 2, 1, 7, 4},
    {"no_padding_strides", 5, 3, 2, 0, 1, 2, 5},
    {"padding_strides", 5, 3, 2, 1, 1, 3, 6},
    {"padding_strides_odd", 6, 3, 2, 1, 1, 3, 6},
    {"dilation", 7, 3, 1, 0, 2, 3, 15},
    {"numerical_no_padding_no_strides", 5, 3, 1, 0, 1, 3, 1},
    {"numerical_padding_strides", 5, 3, 2, 1, 1, 3, 6},
    {"numerical_average_pooling", 5, 3, 1, 0, 1, 3, 7},
    {"numerical_max_pooling", 5, 3, 1, 0, 1, 3, 7},
};

TEST(Describe, direct_figures_of_the_guide) {
    for (const GuideRow& row : direct) {
        const json d = answer(std::string("describe --json ") + row.name);
        EXPECT_EQ(d["input_size"], json({row.input, row.input})) << row.name;
        EXPECT_EQ(d["kernel_size"], json({row.kernel, row.kernel})) << row.name;
        EXPECT_EQ(d["stride"], json({row.stride, row.stride})) << row.name;
        const json sides = json::array({row.padding, row.padding});
        EXPECT_EQ(d["padding"], json::array({sides, sides})) << row.name;
        EXPECT_EQ(d["dilation"], json({row.dilation, row.dilation})) << row.name;
        EXPECT_EQ(d["output_size"], json({row.output, row.output})) << row.name;
        EXPECT_EQ(d["relationship"], row.relationship) << row.name;
    }
}

// FIGURES.md section 1, transposed figures: i', o', relationship, p' and a of the equivalent convolution.
struct TransposedRow {
    const char* name;
    int input, output, relationship, stretched, padding, added;
};
constexpr TransposedRow transposed[] = {
    {"no_padding_no_strides", 2, 4, 8, 2, 2, 0},    {"arbitrary_padding_no_strides", 6, 5, 9, 6, 1, 0},
    {"same_padding_no_strides", 5, 5, 10, 5, 1, 0}, {"full_padding_no_strides", 7, 5, 11, 7, 0, 0},
    {"no_padding_strides", 2, 5, 12, 3, 2, 0},      {"padding_strides", 3, 5, 13, 5, 1, 0},
    {"padding_strides_odd", 3, 6, 14, 5, 1, 1},
};

TEST(Describe, transposed_figures_of_the_guide) {
    for (const TransposedRow& row : transposed) {
        const json d = answer(std::string("describe --json ") + row.name + "_transposed");
        EXPECT_EQ(d["operation"], "conv-transpose") << row.name;
        EXPECT_EQ(d["input_size"], json({row.input, row.input})) << row.name;
        EXPECT_EQ(d["output_size"], json({row.output, row.output})) << row.name;
        EXPECT_EQ(d["relationship"], row.relationship) << row.name;
        EXPECT_FALSE(d.contains("padded_size")) << row.name;
        EXPECT_FALSE(d.contains("unused")) << row.name;
        const json& e = d["equivalent_conv"];
        EXPECT_EQ(e["stride"], json({1, 1})) << row.name;
        EXPECT_EQ(e["input_size"], d["input_size"]) << row.name;
        EXPECT_EQ(e["stretched_size"], json({row.stretched, row.stretched})) << row.name;
        EXPECT_EQ(e["output_size"], d["output_size"]) << row.name;
        const json sides = json::array({row.padding, row.padding + row.added});
        EXPECT_EQ(e["padding"], json::array({sides, sides})) << row.name;
    }
}

TEST(Describe, has_every_key) {
    const json d = answer("describe padding_strides_odd --json");
    for (const char* const key :
         {"operation", "input_size", "kernel_size", "stride", "padding", "dilation", "output_padding",
          "padded_size", "output_size", "unused", "formula", "case", "relationship", "receptive_field",
          "multiply_adds", "multiply_adds_on_padding", "multiply_adds_on_inserted_zeros", "parameters"})
        EXPECT_TRUE(d.contains(key)) << key;
    EXPECT_EQ(d["padded_size"], json({8, 8}));
    EXPECT_EQ(d["unused"], json({1, 1}));
    EXPECT_EQ(d["multiply_adds"], 81);
    EXPECT_EQ(d["parameters"], 9);
}

TEST(Describe, options_make_operations) {
    EXPECT_EQ(answer("describe conv --input-size 7 --kernel-size 3 --json")["output_size"], json::array({5}));
    EXPECT_EQ(answer("describe conv --input-size 5x6x7 --kernel-size 3 --padding same --json")["output_size"],
              json({5, 6, 7}));
    EXPECT_EQ(
        answer("describe conv --input-size 6x6 --kernel-size 3 --stride 2 --padding same --json")["padding"],
        json::parse("[[0,1],[0,1]]"));
    EXPECT_EQ(answer("describe conv --input-size 6x6 --kernel-size 3 --stride 2 --padding same-lower --json")
                  ["padding"],
              json::parse("[[1,0],[1,0]]"));
    EXPECT_EQ(answer("describe conv --input-size 5x5 --kernel-size 3 --pads 1,2,3,4 --json")["padding"],
              json::parse("[[1,3],[2,4]]"));
    EXPECT_EQ(answer("describe max-pool --input-size 6x6 --kernel-size 2 --json")["stride"], json({2, 2}));
    EXPECT_EQ(
        answer("describe conv-transpose --input-size 3x3 --kernel-size 3 --stride 2 --output-size 8x8 --json")
            ["output_padding"],
        json({1, 1}));
    EXPECT_EQ(
        answer(
            "describe max-unpool --input-size 2x2 --kernel-size 2 --output-size 5x5 --json")["output_size"],
        json({5, 5}));
    EXPECT_EQ(answer("describe conv --input-size 5x5 --kernel-size 3 --in-channels 4 --out-channels 6 "
                     "--groups 2 --json")["parameters"],
              6 * 2 * 9);
}

TEST(Trace, golden_values_of_the_guide) {
    struct Golden {
        const char* name;
        std::vector<double> y;
    };
    const Golden figures[] = {
        {"numerical_no_padding_no_strides", {12, 12, 17, 10, 17, 19, 9, 6, 14}},
        {"numerical_padding_strides", {6, 17, 3, 8, 17, 13, 6, 4, 4}},
        {"numerical_max_pooling", {3, 3, 3, 3, 3, 3, 3, 2, 3}},
    };
    for (const Golden& figure : figures) {
        for (std::size_t step = 0; step < figure.y.size(); ++step) {
            const json t =
                answer("trace " + std::string(figure.name) + " --json --step " + std::to_string(step));
            EXPECT_EQ(t["value"], figure.y[step]) << figure.name << " step " << step;
            EXPECT_EQ(t["output_index"], json({step / 3, step % 3})) << figure.name;
            EXPECT_EQ(t["steps"], 9);
        }
    }
}

TEST(Trace, what_json_has_no_number_for_is_a_word) {
    const Folder folder;
    folder.write("x.csv", "nan,inf,-inf\n");
    folder.write("w.csv", "1\n");
    const char* const expected[] = {"nan", "inf", "-inf"};
    for (int step = 0; step < 3; ++step) {
        const Outcome outcome = run(
            folder, words("trace conv --input x.csv --weight w.csv --json --step " + std::to_string(step)));
        const auto answered = nlohmann::json::parse(outcome.out);
        EXPECT_EQ(answered["value"], expected[step]);
        EXPECT_EQ(answered["terms"][0]["input"], expected[step]);
        EXPECT_EQ(answered["terms"][0]["product"], expected[step]);
    }
}

TEST(Trace, sixteen_bits_keep_their_fractions_where_every_pixel_is_shown) {
    const Folder folder;
    folder.write("deep.png", png_file({1, 1, 16, 0, std::string("\0\x03\xE8", 3), "", "", 0}));
    const std::string line = "trace conv --input deep.png --kernel identity --kernel-size 1 --step 0 --json";
    EXPECT_EQ(nlohmann::json::parse(run(folder, words(line)).out)["value"], 4);
    EXPECT_EQ(nlohmann::json::parse(run(folder, words(line + " --max-cells 0")).out)["value"], 1000 / 257.0);
}

/// Text is for people: U+2212, and "=" only where it is true; JSON is for programs.
TEST(Trace, text_and_json_write_numbers_for_their_readers) {
    const Folder folder;
    folder.write("x.csv", "-0.1,2\n0,1\n");
    folder.write("w.csv", "0.333333333333,-7.25\n0,0\n");
    const std::string line = "trace conv --input x.csv --weight w.csv --step 0";
    const std::string text = run(folder, words(line)).out;
    for (const char* part : {"y[0,0] ≈ −14.53333\n", "x[0,0] −0.1  w[0,0] 0.3333333  ≈ −0.03333333",
                             "x[0,1] 2  w[0,1] −7.25  = −14.5", "x[1,0] 0  w[1,0] 0  = 0"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    EXPECT_EQ(text.find('-'), std::string::npos) << text;
    const std::string machine = run(folder, words(line + " --json")).out;
    EXPECT_NE(machine.find("\"product\":-14.5"), std::string::npos) << machine;
    EXPECT_EQ(machine.find("−"), std::string::npos) << machine;
}

TEST(Trace, a_step_in_words_in_both_languages) {
    const Folder folder;
    const std::string line = "trace numerical_padding_strides --step 4 --text";
    const std::string en = run(folder, words(line + " --lang en")).out;
    for (const char* part : {"Step 5 of 9: y[1,1].", "Added up, y[1,1] is 17."})
        EXPECT_NE(en.find(part), std::string::npos) << part << " in " << en;
    const std::string zh = run(folder, words(line + " --lang zh")).out;
    EXPECT_NE(zh.find("全部加起来，y[1,1] 是 17。"), std::string::npos) << zh;
    const Outcome both = run(folder, words(line + " --json"));
    EXPECT_EQ(both.status, 2);
    EXPECT_EQ(fault_of_error_line(both.err), "");
    EXPECT_NE(both.err.find("--json"), std::string::npos) << both.err;
    EXPECT_EQ(run(folder, words("describe numerical_padding_strides --text")).status, 2);
}

TEST(Trace, misses_have_no_index) {
    const json t = answer("trace numerical_padding_strides --step 0 --json");
    ASSERT_EQ(t["terms"].size(), 9U);
    const json first = t["terms"][0];
    EXPECT_EQ(first["kind"], "padding");
    EXPECT_TRUE(first["input_index"].is_null());
    EXPECT_EQ(first["weight_index"], json({0, 0}));
    EXPECT_EQ(first["product"], 0);
    const json pool = answer("trace numerical_max_pooling --step 0 --json");
    EXPECT_TRUE(pool["terms"][0]["weight_index"].is_null());
    const json hole = answer("trace no_padding_strides_transposed --step 12 --json")["terms"];
    EXPECT_TRUE(
        std::any_of(hole.begin(), hole.end(), [](const json& term) { return term["kind"] == "hole"; }));
}

TEST(Trace, several_channels_have_full_indices) {
    const json t = answer("trace conv --input-size 4x4 --kernel-size 3 --in-channels 2 --step 3 --json");
    EXPECT_EQ(t["output_index"], json({0, 0, 1, 1}));
    EXPECT_EQ(t["terms"].size(), 18U);
    EXPECT_EQ(t["terms"][9]["input_index"], json({0, 1, 1, 1}));
    EXPECT_EQ(t["terms"][9]["weight_index"], json({0, 1, 0, 0}));
}

/// Written into the folder: two maps, a bias.
std::string scene_with_bias(const Folder& folder) {
    folder.write("biased.json", R"({"schema":1,"operation":"conv","input_size":[4,4],"kernel_size":[3,3],)"
                                R"("in_channels":2,"out_channels":2,"bias":[0.5,-2]})");
    return "biased.json";
}

TEST(Trace, has_the_bias_as_the_last_term) {
    const Folder folder;
    const std::string scene = scene_with_bias(folder);
    for (int step = 0; step < 8; ++step) {
        const std::string line = "trace " + scene + " --step " + std::to_string(step);
        const json t = json::parse(run(folder, words(line + " --json")).out);
        ASSERT_EQ(t["terms"].size(), 19U);
        const json& last = t["terms"].back();
        EXPECT_EQ(last["kind"], "bias");
        EXPECT_EQ(last["product"], step < 4 ? 0.5 : -2.0);
        EXPECT_TRUE(last["input_index"].is_null() && last["weight_index"].is_null());
        double sum = 0;
        for (const json& term : t["terms"])
            sum += term["product"].get<double>();
        EXPECT_EQ(sum, t["value"].get<double>());
        const std::string said = run(folder, words(line)).out;
        EXPECT_NE(said.find(step < 4 ? "  b[0] 0.5  bias\n" : "  b[1] −2  bias\n"), std::string::npos)
            << said;
    }
    const std::string spoken = run(folder, words("trace " + scene + " --step 5 --text")).out;
    EXPECT_NE(spoken.find("the bias b[1] is −2 and is added: y[1,0,1] is "), std::string::npos) << spoken;
    const std::string chinese = run(folder, words("trace " + scene + " --step 5 --text --lang zh")).out;
    EXPECT_NE(chinese.find("偏置 b[1] 是 −2，加上它，y[1,0,1] 是 "), std::string::npos) << chinese;
}

TEST(Describe, counts_the_bias_among_the_parameters) {
    const Folder folder;
    const std::string scene = scene_with_bias(folder);
    const json d = json::parse(run(folder, words("describe " + scene + " --json")).out);
    EXPECT_EQ(d["parameters"], 2 * 2 * 9 + 2);
    EXPECT_EQ(d["bias"], json({0.5, -2.0}));
    const std::string said = run(folder, words("describe " + scene)).out;
    EXPECT_NE(said.find("parameters: 38\nbias: 0.5, −2\n"), std::string::npos) << said;
    EXPECT_FALSE(answer("describe no_padding_strides --json").contains("bias"));
}

TEST(Trace, reaches_a_late_step_of_many) {
    const json t = answer("trace conv --input-size 30000x30000 --kernel-size 3 --step 899880003 --json");
    EXPECT_EQ(t["output_index"], json({29997, 29997}));
}

TEST(Describe, says_what_is_left_over_and_both_paddings_as_the_pictures_do) {
    const Folder folder;
    const auto said = [&](const std::string& line) { return run(folder, words("describe " + line)).out; };
    const std::string left = "conv --input-size 6x7x6 --kernel-size 3 --stride 2 ";
    EXPECT_NE(said(left).find("left over: 1 slice, 1 column\n"), std::string::npos) << said(left);
    EXPECT_NE(said(left + "--lang zh").find("末端剩余：1 个切片 1 列\n"), std::string::npos);
    EXPECT_NE(said("conv --input-size 6 --kernel-size 3 --stride 2").find("left over: 1 cell\n"),
              std::string::npos);
    EXPECT_NE(said("dilation").find("left over: nothing\n"), std::string::npos);
    EXPECT_NE(said("tf_same_strides").find("padding: p₁ = 0, p₂ = 1\n"), std::string::npos);
}

TEST(Presets, all_are_described_and_traced) {
    const json list = answer("presets --json");
    std::size_t guide = 0;
    for (const json& preset : list) {
        const std::string name = preset["name"];
        guide += preset["guide"] == true ? 1 : 0;
        EXPECT_EQ(answer("describe --json " + name)["output_size"], preset["output_size"]) << name;
        const json t = answer("trace --json --step 0 " + name);
        EXPECT_FALSE(t["terms"].empty()) << name;
    }
    EXPECT_EQ(guide, 19U);
}

TEST(Help, begins_with_an_example_that_runs) {
    for (const std::string command :
         {"", "presets", "describe", "compute", "matrix", "trace", "code", "render", "export"}) {
        for (const std::string language : {"en", "zh"}) {
            const Folder folder;
            put_example_arrays(folder);
            const Outcome help = run(folder, words(command + " --help --lang " + language));
            ASSERT_EQ(help.status, 0) << command;
            std::vector<std::string> example = words(help.out.substr(0, help.out.find('\n')));
            ASSERT_FALSE(example.empty());
            EXPECT_EQ(example[0], "convlens");
            example.erase(example.begin());
            const Outcome outcome = run(folder, example);
            EXPECT_EQ(outcome.status, 0) << command << ": " << outcome.err;
        }
    }
}

TEST(Answers, are_in_the_language_asked_for) {
    const Folder folder;
    const Outcome by_option = run(folder, words("describe dilation --lang zh"));
    Surroundings chinese;
    chinese.environment = {{"LC_ALL", "zh_CN.UTF-8"}};
    const Outcome by_locale = run(folder, words("describe dilation"), chinese);
    EXPECT_NE(by_option.out.find("卷积核"), std::string::npos) << by_option.out;
    EXPECT_EQ(by_option.out, by_locale.out);
    EXPECT_EQ(run(folder, words("describe dilation --lang en"), chinese).out,
              run(folder, words("describe dilation")).out);
}

} // namespace
} // namespace convlens::test
