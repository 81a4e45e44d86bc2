// Subcommand lines to Requests: every option, and each refusal.
#include "command/arguments/command_line.h"
#include "command/arguments/options.h"
#include "command/arguments/subcommands.h"
#include "document/names.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace convlens {
namespace {

/// Words between blanks; '' is an empty one.
std::vector<std::string> words_of(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word == "''" ? "" : word);
    return words;
}

CommandLine parse(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    const std::vector<std::string_view> views(words.begin(), words.end());
    return parse_command_line(views, Language::en);
}

/// "KEY WHERE" of the error, or "none".
std::string error_of(const std::string& line) {
    try {
        parse(line);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault, Error::Fault::request) << line;
        return error.key + " " + error.where;
    }
    return "none";
}

TEST(Parse, window_takes_a_target_or_none) {
    EXPECT_EQ(parse("").command, Subcommand::window);
    EXPECT_EQ(parse("padding_strides --play").target, "padding_strides");
    const CommandLine request = parse("conv --input-size 5x5 --kernel-size 3 --step 2 --size 800x600");
    EXPECT_EQ(request.operation, Kind::conv);
    EXPECT_EQ(request.step, 2);
    EXPECT_EQ(request.size, (PictureSize{800, 600}));
}

TEST(Parse, every_parameter_is_kept) {
    const Parameters p =
        parse("describe conv-transpose --input-size 5x4 --kernel-size=3 --stride 2x1 --pads 1,2,3,4 "
              "--dilation 2 --output-padding 1x0 --groups 2 --in-channels 4 --out-channels 6 --dims 2")
            .parameters;
    Parameters expected;
    expected.input_size = {5, 4};
    expected.kernel_size = {3};
    expected.stride = {2, 1};
    expected.pads = {1, 2, 3, 4};
    expected.dilation = {2};
    expected.output_padding = {1, 0};
    expected.groups = 2;
    expected.in_channels = 4;
    expected.out_channels = 6;
    expected.dims = 2;
    EXPECT_EQ(p, expected);
}

TEST(Parse, paddings_have_numbers_or_names) {
    const auto parameters = [](const std::string& padding) {
        return parse("describe conv --input-size 5x5 --kernel-size 3 --padding " + padding).parameters;
    };
    EXPECT_EQ(parameters("1x2").padding, Sizes({1, 2}));
    EXPECT_EQ(parameters("same").named_padding, NamedPadding::same_upper);
    EXPECT_EQ(parameters("same-upper").named_padding, NamedPadding::same_upper);
    EXPECT_EQ(parameters("same-lower").named_padding, NamedPadding::same_lower);
    EXPECT_EQ(parameters("valid").named_padding, NamedPadding::valid);
    EXPECT_EQ(parameters("full").named_padding, NamedPadding::full);
}

TEST(Parse, pools_have_their_options) {
    EXPECT_TRUE(parse("describe max-pool --input-size 5 --kernel-size 2 --ceil-mode").parameters.ceil_mode);
    EXPECT_EQ(parse("describe avg-pool --input-size 5 --kernel-size 2 --no-count-include-pad")
                  .parameters.count_include_pad,
              false);
    EXPECT_EQ(parse("describe avg-pool --input-size 5 --kernel-size 2 --count-include-pad")
                  .parameters.count_include_pad,
              true);
    EXPECT_EQ(parse("describe lp-pool --input-size 5 --kernel-size 2 --norm-p 1.5").parameters.norm_p, 1.5);
}

TEST(Parse, files_and_looks_are_kept) {
    const CommandLine r = parse(
        "render x.json --step 3 --term 0 --input a.png --kernel sobel-x --color --max-cells 0 "
        "--batch-item 2 --view flat --values names --digits 3 --transparent --theme dark --lang zh -o -");
    EXPECT_EQ(r.input, "a.png");
    EXPECT_EQ(r.kernel, KernelName::sobel_x);
    EXPECT_TRUE(r.color);
    EXPECT_EQ(r.max_cells, 0);
    EXPECT_EQ(r.batch_item, 2);
    EXPECT_EQ(r.term, 0);
    EXPECT_EQ(r.view, View::flat);
    EXPECT_EQ(r.cell_text, CellText::names);
    EXPECT_EQ(r.digits, 3);
    EXPECT_TRUE(r.transparent);
    EXPECT_EQ(r.theme, ThemeId::dark);
    EXPECT_EQ(r.language, Language::zh);
    EXPECT_EQ(r.output, "-");
}

TEST(Parse, movies_have_a_rate) {
    const CommandLine r =
        parse("export conv --input-size 5 --kernel-size 3 --fps 20 --seconds-per-step 0.05 -o x.gif");
    EXPECT_EQ(r.rate, (FrameRate{20, 1}));
    EXPECT_EQ(r.step_us, 50'000);
    EXPECT_EQ(error_of("export a --fps 3 --seconds-per-step 0.333333 -o x.gif"),
              "none"); // as near as microseconds are
    EXPECT_EQ(error_of("export a --fps 1 --seconds-per-step 0.9 -o x.gif"),
              "error.less_than_one_frame --seconds-per-step 0.9");
}

TEST(Parse, files_have_their_choices) {
    const CommandLine r =
        parse("export dilation --steps 2..4 --one-frame-a-step --loop no --quality 80 --width 85mm --dpi "
              "600 --crop --caption no --formula yes --no-scene --deterministic -o x.gif");
    EXPECT_EQ(r.steps, (StepRange{2, 4}));
    EXPECT_TRUE(r.one_frame_a_step && r.crop && r.no_scene && r.deterministic);
    EXPECT_EQ(r.loop, false);
    EXPECT_EQ(r.caption, false);
    EXPECT_EQ(r.formula, true);
    EXPECT_EQ(r.quality, 80);
    EXPECT_EQ(r.width_mm, 85);
    EXPECT_EQ(r.dpi, 600);
    EXPECT_EQ(parse("export conv --sweep stride=1,3 --sweep padding=0..1 -o d/").sweeps.size(), 2U);
    EXPECT_EQ(error_of("export conv --sweep stride=1,3 --sweep stride=0..1 -o d/"),
              "error.sweep_repeated --sweep");
    EXPECT_EQ(error_of("export conv --sweep strid=1,3 -o d/"), "error.choice --sweep");
    EXPECT_EQ(error_of("export dilation --fps 3 --one-frame-a-step -o x.gif"),
              "error.contradiction --one-frame-a-step");
}

TEST(Parse, help_version_and_limits_stand_anywhere) {
    EXPECT_EQ(parse("describe conv --help").command, Subcommand::help);
    EXPECT_EQ(parse("describe conv --help").help_for, Subcommand::describe);
    EXPECT_EQ(parse("-h").command, Subcommand::help);
    EXPECT_EQ(parse("--version export").command, Subcommand::version);
    EXPECT_EQ(parse("render --limits --lang zh").command, Subcommand::limits);
    EXPECT_EQ(parse("render --help --lang zh").language, Language::zh);
}

TEST(Parse, options_may_stand_before_the_subcommand) {
    EXPECT_EQ(parse("--json --lang zh describe dilation").command, Subcommand::describe);
}

TEST(Parse, languages_come_from_the_first_variable_that_is_set) {
    EXPECT_EQ(locale_language(nullptr, nullptr, "zh_CN.UTF-8"), Language::zh);
    EXPECT_EQ(locale_language("", nullptr, "zh_CN.UTF-8"), Language::zh);
    EXPECT_EQ(locale_language("C", nullptr, "zh_CN.UTF-8"), Language::en);
    EXPECT_EQ(locale_language(nullptr, "zh_TW", "en_US"), Language::zh);
    EXPECT_EQ(locale_language(nullptr, nullptr, nullptr), Language::en);
}

struct Refusal {
    const char* line;
    const char* error;
};

TEST(Parse, refusals) {
    const Refusal refusals[] = {
        {"describe conv --kernal-size 3", "error.option_unknown --kernal-size"},
        {"describe -x", "error.option_unknown -x"},
        {"describe conv --stride 1 --stride 1", "error.option_repeated --stride"},
        {"describe conv --ceil-mode=yes", "error.option_without_value --ceil-mode"},
        {"describe conv --stride", "error.option_needs_value --stride"},
        {"describe conv --stride --padding 1", "error.option_needs_value --stride"},
        {"compute conv", "error.needs_option --input"},
        {"matrix im2col conv", "error.needs_option --input"},
        {"matrix conv", "error.matrix_kind matrix"},
        {"code", "error.needs_target code"},
        {"code dilation --framework torch", "error.choice --framework"},
        {"code dilation --step 1", "error.option_of_other_command --step 1"},
        {"describe dilation --framework jax", "error.option_of_other_command --framework jax"},
        {"code dilation -o ''", "error.empty_name -o"},
        {"descrbe conv", "error.subcommand_unknown descrbe"},
        {"describe", "error.needs_target describe"},
        {"describe conv dilation", "error.too_many_words describe"},
        {"presets dilation", "error.too_many_words presets"},
        {"describe dilation --step 1", "error.option_of_other_command --step 1"},
        {"presets --size 20x20", "error.option_of_other_command --size 20x20"},
        {"describe dilation -o x", "error.option_of_other_command -o x"},
        {"describe dilation --input x.npy", "error.option_of_other_command --input x.npy"},
        {"export dilation --term 3 -o x.gif", "error.option_of_other_command --term 3"},
        {"describe max-pool --groups 2", "error.option_of_other_operation --groups 2"},
        {"describe conv --ceil-mode", "error.option_of_other_operation --ceil-mode"},
        {"describe conv --output-padding 1", "error.option_of_other_operation --output-padding 1"},
        {"describe conv-transpose --padding-mode reflect",
         "error.option_of_other_operation --padding-mode reflect"},
        {"describe max-unpool --dilation 2", "error.option_of_other_operation --dilation 2"},
        {"describe max-pool --norm-p 2", "error.option_of_other_operation --norm-p 2"},
        {"render max-pool --weight w.npy --step 0 -o x.png", "error.no_weight --weight w.npy"},
        {"render max-pool --kernel box --step 0 -o x.png", "error.no_weight --kernel box"},
        {"describe max-unpool --padding same", "error.unpool_padding --padding same"},
        {"describe conv --padding 1 --pads 1,1", "error.contradiction --padding 1"},
        {"describe conv-transpose --output-padding 1 --output-size 5",
         "error.contradiction --output-padding 1"},
        {"describe conv-transpose --padding same --output-size 5", "error.contradiction --output-size 5"},
        {"render conv --kernel box --weight w.npy --step 0 -o x.png", "error.contradiction --kernel box"},
        {"describe avg-pool --count-include-pad --no-count-include-pad",
         "error.contradiction --count-include-pad"},
        {"describe conv --input-size 5x5 --dims 1", "error.dims_contradiction --dims"},
        {"describe conv --padding samee", "error.padding --padding"},
        {"describe conv --padding ''", "error.padding --padding"},
        {"describe conv --padding -1", "error.padding --padding"},
        {"describe conv --padding-mode mirror", "error.choice --padding-mode"},
        {"describe conv --dims 4", "error.whole_number --dims"},
        {"describe conv --groups 0", "error.whole_number --groups"},
        {"trace dilation", "error.needs_option --step"},
        {"render dilation -o x.png", "error.needs_option --step"},
        {"render dilation --step 0", "error.needs_option -o"},
        {"render dilation --step 0 -o ''", "error.needs_option -o"},
        {"render dilation --step -1 -o x.png", "error.whole_number --step"},
        {"render dilation --step 0 --lenses sum,suum -o x.png", "error.choice --lenses"},
        {"render dilation --step 0 --lenses sum,cost,sum -o x.png", "error.lens_repeated --lenses"},
        {"render dilation --step 0 --lenses sum, -o x.png", "error.choice --lenses"},
        {"render dilation --step 0 --lenses all,sum -o x.png", "error.choice --lenses"},
        {"render dilation --step 0 --lenses '' -o x.png", "error.lenses_empty --lenses"},
        {"render dilation --step 0 --size 5 -o x.png", "error.picture_size --size"},
        {"render dilation --step 0 --size 1x1 -o x.png", "error.picture_size --size"},
        {"render dilation --step 0 --size 100000x100 -o x.png", "error.picture_size --size"},
        {"render dilation --step 0 --size 10x10x10 -o x.png", "error.picture_size --size"},
        {"render dilation --step 0 --input '' -o x.png", "error.empty_name --input"},
        {"render dilation --step 0 --view round -o x.png", "error.choice --view"},
        {"export", "error.needs_target export"},
        {"export --all", "error.needs_option -o"},
        {"export dilation --format gif -o x.gif", "error.needs_all --format gif"},
        {"export --all --format wepb -o d/", "error.choice --format"},
        {"export --all --fps 3 -o d/", "error.contradiction --fps 3"},
        {"export --all dilation -o d/", "error.contradiction dilation"},
        {"export dilation --fps 0 -o x.gif", "error.frame_rate --fps"},
        {"export dilation --fps 1.5.2 -o x.gif", "error.frame_rate --fps"},
        {"export dilation --seconds-per-step 0 -o x.gif", "error.positive_number --seconds-per-step"},
        {"export dilation --seconds-per-step nan -o x.gif", "error.positive_number --seconds-per-step"},
        {"--lang fr", "error.choice --lang"},
        {"--theme pink", "error.choice --theme"},
        {"--progress sometimes", "error.choice --progress"},
    };
    for (const Refusal& refusal : refusals)
        EXPECT_EQ(error_of(refusal.line), refusal.error) << refusal.line;
}

TEST(Options, each_has_a_value_form_and_a_command) {
    for (const Option& option : options()) {
        EXPECT_TRUE(option.name.starts_with('-')) << option.name;
        EXPECT_TRUE(std::any_of(subcommands().begin(), subcommands().end(), [&](const SubcommandRow& row) {
            return row.takes(option.group);
        })) << option.name;
        for (const SubcommandRow& row : subcommands())
            if (row.takes(option.group)) {
                EXPECT_EQ(option_of(option.name, row), &option)
                    << row.name << " has two options " << option.name;
            }
    }
}

TEST(Options, each_theme_of_the_table_can_be_asked_for) {
    for (const Theme& theme : themes())
        EXPECT_EQ(parse("--theme " + std::string(theme.name)).theme, theme.id);
}

} // namespace
} // namespace convlens
