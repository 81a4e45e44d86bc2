// The subcommand `network`: its JSON, its files, its refusals.
#include "command/npy_text.h"
#include "command/program.h"
#include "support/source_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <filesystem>

namespace convlens::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

json answer(const Folder& folder, const std::string& line) {
    const Outcome outcome = run(folder, words("network " + line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return json::parse(outcome.out, nullptr, false);
}

Tensor<float> array(const Folder& folder, const std::string& name) {
    return read<float>(folder.read(name));
}

/// A digit that stands in the middle: 8 x 8 of 0..16 as text.
void put_digit(const Folder& folder) {
    folder.write("digit.csv", "0,0,5,13,9,1,0,0\n0,0,13,15,10,15,5,0\n0,3,15,2,0,11,8,0\n0,4,12,0,0,8,8,0\n"
                              "0,5,8,0,0,9,8,0\n0,4,11,0,1,12,7,0\n0,2,14,5,10,12,0,0\n0,0,6,13,10,0,0,0\n");
}

TEST(NetworkList, names_the_built_in_ones) {
    const json list = answer(Folder(), "list --json");
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0]["name"], "digits");
    EXPECT_EQ(list[0]["input_size"], json({1, 8, 8}));
    EXPECT_GE(std::stod(list[0]["accuracy"].get<std::string>()), 0.98);
    EXPECT_EQ(list[1]["name"], "face");
    EXPECT_NE(list[1]["title"]["en"], list[1]["title"]["zh"]);
    EXPECT_THAT(run(Folder(), words("network list --lang zh")).out, HasSubstr("人脸"));
}

TEST(NetworkDescribe, has_every_layer_with_its_sizes) {
    const json digits = answer(Folder(), "describe digits --json");
    const json& layers = digits["layers"];
    std::string names;
    for (const json& layer : layers) {
        for (const char* const key : {"name", "kind", "reads", "input_size", "output_size", "parameters",
                                      "multiply_adds", "receptive_field"})
            EXPECT_TRUE(layer.contains(key)) << layer << key;
        names += layer["name"].get<std::string>() + " ";
    }
    EXPECT_EQ(names, "input scale conv1 relu1 pool1 conv2 relu2 pool2 flatten dense softmax ");
    const json& conv2 = layers[5];
    EXPECT_EQ(conv2["kind"], "conv");
    EXPECT_EQ(conv2["reads"], json({"pool1"}));
    EXPECT_EQ(conv2["input_size"], json({8, 4, 4}));
    EXPECT_EQ(conv2["output_size"], json({16, 4, 4}));
    EXPECT_EQ(conv2["parameters"], 1168);
    EXPECT_EQ(conv2["receptive_field"], json({8, 8}));
    EXPECT_EQ(conv2["kernel_size"], json({3, 3}));
    EXPECT_EQ(conv2["padding"], json({{1, 1}, {1, 1}}));
    EXPECT_EQ(conv2["operation"], "conv");
    EXPECT_EQ(layers[9]["kind"], "dense");
    EXPECT_EQ(layers[9]["parameters"], 650);
    EXPECT_FALSE(layers[9].contains("operation"));
    EXPECT_EQ(digits["output_size"], json({10}));
}

TEST(NetworkDescribe, takes_another_size_where_the_network_does) {
    const json face = answer(Folder(), "describe face --input-size 64x96 --json");
    EXPECT_EQ(face["input_size"], json({3, 64, 96}));
    EXPECT_EQ(face["output_size"], json({25, 2, 3}));
    const Outcome refused = run(Folder(), words("network describe digits --input-size 12x8 --json"));
    EXPECT_EQ(refused.status, 2);
    EXPECT_EQ(fault_of_error_line(refused.err), "") << refused.err;
    EXPECT_THAT(refused.err, AllOf(HasSubstr("dense"), HasSubstr("9x9")));
}

TEST(NetworkOutputs, have_names_where_they_are_listed) {
    const Folder folder;
    put_digit(folder);
    const json digits = answer(folder, "run digits --input digit.csv --json");
    EXPECT_EQ(digits["top"][0]["name"], "0");
    EXPECT_FALSE(
        answer(folder, "run digits --input digit.csv --layer dense --json")["top"][0].contains("name"))
        << "scores before softmax are another layer's";
    const json face = answer(folder, "run face --input astronaut --json");
    EXPECT_EQ(face["top"][0]["index"], json({11, 0, 3}));
    EXPECT_EQ(face["top"][0]["name"], "y of the box of 92 × 113 px at (0, 3)");
    EXPECT_EQ(answer(folder, "describe face --json")["output_names"].size(), 25U);
    EXPECT_THAT(run(folder, words("network describe digits")).out, HasSubstr("Outputs, by channel: 0, 1, 2"));
    EXPECT_THAT(run(folder, words("network describe face --lang zh")).out, HasSubstr("51 × 67 像素框的得分"));
}

TEST(NetworkStrongest, of_units_has_no_place) {
    const Outcome outcome =
        run(Folder(), words("network strongest digits --layer softmax --channel 3 --count 1"));
    EXPECT_THAT(outcome.out, HasSubstr("in picture "));
    EXPECT_EQ(outcome.out.find("()"), std::string::npos) << outcome.out;
}

TEST(NetworkRun, gives_a_layer_or_all_of_them) {
    const Folder folder;
    put_digit(folder);
    const json told = answer(folder, "run digits --input digit.csv -o y.npy --all layers/ --json");
    EXPECT_EQ(told["layer"], "softmax");
    EXPECT_EQ(told["size"], json({10}));
    ASSERT_EQ(told["top"].size(), 10U);
    EXPECT_EQ(told["top"][0]["index"], 0);
    const Tensor<float> y = array(folder, "y.npy");
    EXPECT_EQ(y.shape, (Sizes{1, 10}));
    EXPECT_FLOAT_EQ(y[0], told["top"][0]["value"].get<float>());
    const Tensor<float> conv2 = array(folder, "layers/05_conv2.npy");
    EXPECT_EQ(conv2.shape, (Sizes{1, 16, 4, 4}));
    EXPECT_EQ(folder.names().size(), 2U + 11U + 1U);
    const json relu = answer(folder, "run digits --input digit.csv --layer relu2 -o r.npy --json");
    const Tensor<float> relu2 = array(folder, "r.npy");
    for (int64_t i = 0; i < relu2.count(); ++i)
        EXPECT_EQ(relu2[i], std::max(0.0F, conv2[i]));
    const json index = relu["top"][0]["index"];
    EXPECT_FLOAT_EQ(
        relu2[(index[0].get<int64_t>() * 4 + index[1].get<int64_t>()) * 4 + index[2].get<int64_t>()],
        relu["top"][0]["value"].get<float>());
}

TEST(NetworkRun, takes_pictures_and_built_in_photographs) {
    const Folder folder;
    const json face = answer(folder, "run face --input astronaut --json");
    EXPECT_EQ(face["size"], json({25, 10, 10}));
    EXPECT_EQ(face["top"].size(), 10U);
    const std::string picture = source_folder() + "/assets/photographs/astronaut.jpg";
    EXPECT_EQ(answer(folder, "run face --input " + picture + " --json"), face);
    EXPECT_EQ(answer(folder, "run face --input coffee --input-size 64x64 --json")["size"], json({25, 2, 2}));
}

TEST(NetworkProject, says_what_it_sent_down_and_gives_what_arrives) {
    const Folder folder;
    put_digit(folder);
    for (const char* const rule : {"backprop", "deconvnet", "guided"}) {
        const std::string line = "project digits --input digit.csv --layer relu2 --channel 2 --rule ";
        const json told = answer(folder, line + rule + " -o p.npy --all down/ --json");
        EXPECT_EQ(told["channel"], 2);
        EXPECT_EQ(told["at"].size(), 2U);
        EXPECT_EQ(told["rule"], rule);
        const Tensor<float> start = array(folder, "down/06_relu2.npy");
        const int64_t flat = (2 * 4 + told["at"][0].get<int64_t>()) * 4 + told["at"][1].get<int64_t>();
        const float sent = rule == std::string("deconvnet") ? told["value"].get<float>() : 1.0F;
        EXPECT_FLOAT_EQ(start[flat], sent);
        EXPECT_EQ(array(folder, "down/00_input.npy"), array(folder, "p.npy"));
        EXPECT_EQ(array(folder, "p.npy").shape, (Sizes{1, 1, 8, 8}));
    }
    const json placed =
        answer(folder, "project digits --input digit.csv --layer relu1 --channel 1 --at 3,4 -o p.png --json");
    EXPECT_EQ(placed["at"], json({3, 4}));
    EXPECT_TRUE(folder.read("p.png").starts_with("\x89PNG"));
    EXPECT_EQ(answer(folder, "project digits --input digit.csv --layer dense --channel 3 --json")["at"],
              json::array());
}

TEST(NetworkStrongest, gives_places_from_the_strongest_down) {
    const Folder folder;
    const json told = answer(folder, "strongest digits --layer relu2 --channel 3 --json -o sheet.png");
    ASSERT_EQ(told["places"].size(), 9U);
    EXPECT_EQ(told["pictures"], 1797);
    for (std::size_t i = 1; i < 9; ++i)
        EXPECT_LE(told["places"][i]["value"], told["places"][i - 1]["value"]);
    EXPECT_TRUE(folder.read("sheet.png").starts_with("\x89PNG"));
    EXPECT_EQ(answer(folder, "strongest digits --layer dense --channel 7 --count 3 --json")["places"].size(),
              3U);
    const json face = answer(folder, "strongest face --layer leaky3 --channel 1 --input chelsea --json");
    EXPECT_EQ(face["pictures"], 1);
    EXPECT_EQ(face["places"].size(), 9U);
    EXPECT_THAT(run(folder, words("network strongest face --layer leaky3 --channel 1")).out,
                HasSubstr("picture"));
}

TEST(NetworkStrongest, says_how_far_it_is_where_asked) {
    const Folder folder;
    const auto strongest = [&](const std::string& progress) {
        return run(folder, words("network strongest digits --layer relu2 --channel 3 --json" + progress));
    };
    const Outcome watched = strongest(" --progress always"), quiet = strongest("");
    EXPECT_THAT(watched.err, AllOf(HasSubstr("  0 %"), HasSubstr(" 50 %"), HasSubstr(" 99 %")));
    EXPECT_EQ(quiet.err, "");
    EXPECT_EQ(watched.out, quiet.out);
}

TEST(NetworkExport, runs_the_same_as_a_file) {
    const Folder folder;
    put_digit(folder);
    for (const std::string net : {"digits", "face"}) {
        ASSERT_EQ(run(folder, words("network export " + net + " -o net.onnx")).status, 0);
        const std::string input = net == "digits" ? "digit.csv" : "astronaut";
        answer(folder, "run " + net + " --input " + input + " -o a.npy --json");
        answer(folder, "run net.onnx --input " + input + " -o b.npy --json");
        const Tensor<float> a = array(folder, "a.npy"), b = array(folder, "b.npy");
        ASSERT_EQ(a.shape, b.shape);
        for (int64_t i = 0; i < a.count(); ++i)
            EXPECT_NEAR(a[i], b[i], 1e-5 * std::max(1.0F, std::abs(a[i]))) << net << i;
    }
}

TEST(NetworkTrain, goes_on_where_it_was_left_and_says_how_it_was_made) {
    const Folder folder;
    const auto train = [&](const std::string& rest) {
        return run(folder, words("network train digits --data digits --epochs 4 --seed 3 " + rest));
    };
    const Outcome whole = train("-o whole.safetensors --log whole.csv --threads 2");
    ASSERT_EQ(whole.status, 0) << whole.err;
    EXPECT_THAT(whole.out, HasSubstr("359"));
    ASSERT_EQ(train("-o again.safetensors --log again.csv --threads 1").status, 0);
    const auto numbers = [&](const std::string& name) {
        const std::string bytes = folder.read(name);
        uint64_t length = 0;
        std::memcpy(&length, bytes.data(), sizeof length);
        return bytes.substr(8 + length);
    };
    EXPECT_EQ(numbers("whole.safetensors"), numbers("again.safetensors"));
    EXPECT_EQ(folder.read("whole.csv"), folder.read("again.csv"));
    const std::string log = folder.read("whole.csv");
    EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 5);
    const std::string bytes = folder.read("whole.safetensors");
    const json header = json::parse(bytes.substr(8, bytes.find("}}") - 6), nullptr, false);
    EXPECT_EQ(header["__metadata__"]["seed"], "3");
    EXPECT_THAT(header["__metadata__"]["command"].get<std::string>(),
                HasSubstr("convlens network train digits --data digits --epochs 4 --seed 3"));
    EXPECT_GT(std::stod(header["__metadata__"]["accuracy"].get<std::string>()), 0.8);
    put_digit(folder);
    EXPECT_EQ(answer(folder, "run digits --weights whole.safetensors --input digit.csv --json")["layer"],
              "softmax");
}

TEST(NetworkTrain, keeps_the_last_epoch_when_it_is_interrupted_and_resumes_to_the_same_bits) {
    const Folder folder;
    const std::string line = "network train digits --data digits --epochs 150 -o w.safetensors --log w.csv";
    Surroundings interrupted;
    interrupted.signal = SIGINT;
    interrupted.signal_file = "w.safetensors";
    const Outcome outcome = run(folder, words(line), interrupted);
    EXPECT_EQ(outcome.status, 128 + SIGINT) << outcome.err;
    const Outcome resumed = run(folder, words(line + " --resume"));
    ASSERT_EQ(resumed.status, 0) << resumed.err;
    const std::string weights = folder.read("w.safetensors"), log = folder.read("w.csv");
    ASSERT_EQ(run(folder, words(line)).status, 0);
    EXPECT_EQ(folder.read("w.safetensors"), weights);
    EXPECT_EQ(folder.read("w.csv"), log);
    for (const char* const other : {"--seed 7", "--batch 40", "--learning-rate 0.5", "--momentum 0.25"}) {
        const Outcome refused = run(folder, words(line + " --resume " + other));
        EXPECT_EQ(refused.status, 2) << other;
        EXPECT_THAT(refused.err, HasSubstr("the training that goes on has")) << other;
        EXPECT_EQ(folder.read("w.safetensors"), weights) << other;
    }
}

std::string idx(const std::vector<uint32_t>& shape, const std::string& data) {
    std::string file{'\0', '\0', '\x08', static_cast<char>(shape.size())};
    for (const uint32_t size : shape)
        for (int shift = 24; shift >= 0; shift -= 8)
            file += static_cast<char>(size >> shift & 255U);
    return file + data;
}

/// 40 pictures of 16 x 16, the left half or the upper half of each bright.
void put_halves(const Folder& folder) {
    std::string pixels, labels;
    for (int picture = 0; picture < 40; ++picture) {
        labels += static_cast<char>(picture % 2);
        for (int pixel = 0; pixel < 256; ++pixel)
            pixels += static_cast<char>((picture % 2 == 0 ? pixel % 16 < 8 : pixel < 128) ? 200 + picture
                                                                                          : picture);
    }
    folder.write("halves/train-images-idx3-ubyte", idx({40, 16, 16}, pixels));
    folder.write("halves/train-labels-idx1-ubyte", idx({40}, labels));
}

TEST(NetworkTrain, learns_from_a_folder_what_then_runs_with_these_weights) {
    const Folder folder;
    std::filesystem::create_directory(folder.path() / "halves");
    put_halves(folder);
    const Outcome trained =
        run(folder, words("network train digits --data halves --epochs 20 --batch 4 -o w.safetensors"));
    ASSERT_EQ(trained.status, 0) << trained.err;
    EXPECT_THAT(trained.out, HasSubstr("accuracy 1.0000 on what was held out (8 of"));
    const json described = answer(folder, "describe digits --weights w.safetensors --json");
    EXPECT_EQ(described["input_size"], json({1, 16, 16}));
    EXPECT_EQ(described["output_size"], json({2}));
    std::string left;
    for (int row = 0; row < 16; ++row)
        left += "210,210,210,210,210,210,210,210,0,0,0,0,0,0,0,0\n";
    folder.write("left.csv", left);
    EXPECT_EQ(answer(folder, "run digits --weights w.safetensors --input left.csv --json")["top"][0]["index"],
              0);
    EXPECT_EQ(answer(folder,
                     "strongest digits --weights w.safetensors --data halves --layer relu2 --channel 0 "
                     "--json")["pictures"],
              40);
    ASSERT_EQ(run(folder, words("network export digits --weights w.safetensors -o w.onnx")).status, 0);
    EXPECT_EQ(answer(folder, "run w.onnx --input left.csv --json")["top"][0]["index"], 0);
}

TEST(NetworkCode, is_a_program_of_all_layers) {
    const Outcome outcome = run(Folder(), words("code network:digits"));
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out,
                AllOf(HasSubstr("nn.Conv2d(8, 16, 3, padding=1)"), HasSubstr("nn.Linear(64, 10)")));
    EXPECT_EQ(run(Folder(), words("code network:digit")).status, 2);
}

TEST(NetworkErrors, are_one_line_that_names_what_is_wrong) {
    const Folder folder;
    put_digit(folder);
    folder.write("broken.onnx", "not a model");
    folder.write("three.csv", "1,2,3\n4,5,6\n7,8,9\n");
    const std::pair<const char*, const char*> cases[] = {
        {"", "list, describe"},
        {"rum digits", "did you mean run"},
        {"run", "digits, face"},
        {"run digit --input digit.csv --json", "did you mean digits"},
        {"run digits --json", "--input"},
        {"run digits --input digit.csv", "-o"},
        {"run digits --input gone.npy --json", "gone.npy"},
        {"run digits --input digit.csv --layer relu3 --json", "relu2"},
        {"run digits --input digit.csv -o y.txt", ".npy"},
        {"run digits --input three.csv --json", "3x3"},
        {"run digits --input digit.csv --input-size 8x8 --json", "--input"},
        {"run digits --input digit.csv --epochs 3 --json", "train"},
        {"run digits --input digit.csv --weights digit.csv --json", "digit.csv"},
        {"run broken.onnx --input digit.csv --json", "broken.onnx"},
        {"run gone.onnx --input digit.csv --json", "gone.onnx"},
        {"project digits --input digit.csv -o p.npy", "--layer"},
        {"project digits --input digit.csv --layer relu2 --channel 16 -o p.npy", "15"},
        {"project digits --input digit.csv --layer relu2 --channel 1 --at 4,0 -o p.npy", "4x4"},
        {"project digits --input digit.csv --layer dense --channel 1 --at 0 -o p.npy", "--channel"},
        {"project digits --input digit.csv --layer relu2 --at 1,1 -o p.npy", "--channel"},
        {"project digits --input digit.csv --layer relu2 --channel 1 --at 1,1 --strongest -o p.npy",
         "--strongest"},
        {"project digits --input digit.csv --layer relu2 --channel 1 --at 1,x -o p.npy", "3,4"},
        {"project digits --input digit.csv --layer relu2 --channel 1 --rule deconv -o p.npy", "deconvnet"},
        {"strongest digits --layer relu2 --json", "--channel"},
        {"strongest digits --layer relu2 --channel 3 --count 0 --json", "--count"},
        {"strongest digits --layer relu2 --channel 3 --data nowhere --json", "nowhere"},
        {"train digits --data digits", "-o"},
        {"train digits -o w.safetensors", "--data"},
        {"train digits --data digits -o w.npz", ".safetensors"},
        {"train digits --data digits --momentum 1 -o w.safetensors", "'1'"},
        {"train digits --data digits --epochs 0 -o w.safetensors", "'0'"},
        {"train digits --data digits --resume -o w.safetensors", "w.safetensors"},
        {"train face --data digits -o w.safetensors", "gives maps"},
        {"export digits", "-o"},
        {"export digits -o d.pt", ".onnx"},
        {"list digits", "digits"},
        {"list --layer conv1", "--layer"},
        {"describe digits --json --input-size 0x0", "0x0"},
        {"describe digits --json --input-size 8", "spatial axes of the network's input: 2"},
        {"run digits --input digit.csv --json -o -", "--json"},
    };
    for (const auto& [line, words_of_error] : cases) {
        for (const char* const language : {"", " --lang zh"}) {
            const Outcome outcome = run(folder, words("network " + std::string(line) + language));
            EXPECT_EQ(outcome.status, 2) << line << outcome.out;
            EXPECT_EQ(fault_of_error_line(outcome.err), "") << line;
            EXPECT_EQ(outcome.out, "") << line;
            if (*language == '\0') {
                EXPECT_THAT(outcome.err, HasSubstr(words_of_error)) << line;
            }
        }
    }
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"broken.onnx", "digit.csv", "three.csv"}));
}

/// IDX files of so many 8 x 8 pictures.
void put_pictures(const Folder& folder, const std::string& name, char count) {
    std::filesystem::create_directory(folder.path() / name);
    const std::string size{'\0', '\0', '\0', count};
    folder.write(name + "/train-images-idx3-ubyte",
                 std::string("\0\0\x08\x03", 4) + size + std::string("\0\0\0\x08\0\0\0\x08", 8) +
                     std::string(static_cast<std::size_t>(64 * count), '\x07'));
    folder.write(name + "/train-labels-idx1-ubyte",
                 std::string("\0\0\x08\x01", 4) + size + std::string(static_cast<std::size_t>(count), '\1'));
}

TEST(LessonAsk, of_a_network_has_its_scene_and_what_changes) {
    const auto asked = [](const std::string& page) {
        return json::parse(run(Folder(), words("lesson ask networks:" + page + " --json")).out, nullptr,
                           false);
    };
    const json learns = asked("10");
    EXPECT_EQ(learns["kind"], "compare");
    EXPECT_EQ(learns["scene"]["network"], "digits");
    EXPECT_EQ(learns["scene"]["learning"]["batch"], 12);
    EXPECT_EQ(learns["ask"]["network"], "loss");
    EXPECT_EQ(learns["ask"]["change"]["learning"]["batch"], 120);
    EXPECT_EQ(learns["answer"], "larger");
    EXPECT_EQ(learns["misconceptions"].size(), 2U);
    const json sees = asked("3");
    EXPECT_EQ(sees["scene"]["selected"]["layer"], "conv2");
    EXPECT_EQ(sees["ask"], json({{"network", "sees"}}));
}

TEST(NetworkErrors, of_data_that_leave_nothing_to_learn_from_or_to_try) {
    const Folder folder;
    const auto train = [&](const std::string& data) {
        return run(folder, words("network train digits --epochs 1 -o w.safetensors --data " + data));
    };
    for (const char count : {'\1', '\4'}) {
        put_pictures(folder, "few", count);
        const Outcome few = train("few");
        EXPECT_EQ(few.status, 2);
        EXPECT_THAT(few.err, HasSubstr("pictures there: " + std::to_string(count) +
                                       "; every fifth one is held out, so at least 5 are needed (few)"));
    }
    put_pictures(folder, "five", 5);
    EXPECT_EQ(train("five").status, 0) << train("five").err;
    put_pictures(folder, "half", 9);
    folder.write("half/t10k-images-idx3-ubyte", folder.read("half/train-images-idx3-ubyte"));
    EXPECT_THAT(train("half").err,
                HasSubstr("has t10k-images-idx3-ubyte, but no file that begins with t10k-labels (half)"));
    std::filesystem::remove(folder.path() / "half/t10k-images-idx3-ubyte");
    std::filesystem::remove(folder.path() / "half/train-images-idx3-ubyte");
    EXPECT_THAT(train("half").err,
                HasSubstr("has train-labels-idx1-ubyte, but no file that begins with train-images (half)"));
}

TEST(NetworkErrors, of_a_log_that_would_take_the_place_of_the_weights) {
    const Folder folder;
    for (const char* const log : {"w.safetensors", "./w.safetensors"}) {
        const Outcome outcome =
            run(folder, words("network train digits --data digits --epochs 1 -o w.safetensors --log " +
                              std::string(log)));
        EXPECT_EQ(outcome.status, 2);
        EXPECT_THAT(outcome.err,
                    HasSubstr("is written by -o already; each result needs a file of its own (--log "));
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "w.safetensors"));
    }
}

TEST(NetworkErrors, of_options_of_networks_at_figures) {
    const Outcome outcome = run(Folder(), words("render dilation --step 1 --layer conv1 -o a.png"));
    EXPECT_EQ(outcome.status, 2);
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("network:digits"), HasSubstr("--layer conv1")));
}

TEST(NetworkPictures, every_view_is_rendered) {
    const Folder folder;
    for (const char* const view : {"overview", "path", "compare", "strongest"}) {
        const std::string line =
            "render network:digits --layer relu2 --channel 2 --network-view " + std::string(view);
        const Outcome svg = run(folder, words(line + " -o a.svg"));
        EXPECT_EQ(svg.status, 0) << view << ": " << svg.err;
        EXPECT_THAT(folder.read("a.svg"), HasSubstr("conv2")) << view;
    }
    EXPECT_EQ(
        run(folder, words("export network:digits --network-view path --layer relu2 --fps 1 -o a.gif")).status,
        0);
    EXPECT_TRUE(folder.read("a.gif").starts_with("GIF89a"));
}

TEST(NetworkPictures, what_does_not_exist_is_refused) {
    const Folder folder;
    const std::pair<const char*, const char*> refused[] = {
        {"network:digits --layer relu9", "--layer"},
        {"network:digits --layer relu2 --channel 16", "--channel"},
        {"network:digits --layer relu2 --at 4,0", "--at"},
        {"network:digits --layer relu2 --network-view path --step 9", "--step"},
        {"network:digits --network-view learning", "--network-view"},
        {"network:digit", "digits"},
    };
    for (const auto& [line, place] : refused) {
        const Outcome outcome = run(folder, words("render " + std::string(line) + " -o a.png"));
        EXPECT_EQ(outcome.status, 2) << line;
        EXPECT_THAT(outcome.err, HasSubstr(place)) << line;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }
    EXPECT_TRUE(folder.names().empty());
}

} // namespace
} // namespace convlens::test
