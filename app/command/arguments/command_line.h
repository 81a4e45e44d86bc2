// What one command line asks for, as values. Made by parse_command_line from the words alone: no file is
// opened and no figure looked up for it.
#pragma once

#include "codegen/code.h"
#include "command/arguments/network_request.h"
#include "convlens/arithmetic.h"
#include "convlens/fast.h"
#include "document/document.h"
#include "i18n/catalogue.h"
#include "picture/frame_rate.h"
#include "picture/theme.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convlens {

enum class Subcommand {
    window,
    presets,
    describe,
    compute,
    matrix,
    trace,
    code,
    lesson,
    exercise,
    network,
    render,
    export_movie,
    help,
    version,
    limits
};
enum class MatrixKind { im2col, unrolled };
/// Of a sheet of exercises.
enum class Paper { a4, letter };
/// What `convlens lesson` does.
enum class LessonTask { list, check, ask, export_slides };
/// Which slides `convlens lesson export` writes of a page that asks.
enum class LessonReveal { no, yes, both };

/// The parameters of an operation that were given; what is absent has its default, which may depend on files.
struct Parameters {
    std::optional<Sizes> input_size, kernel_size, stride, padding, pads, dilation, output_padding,
        output_size;
    std::optional<NamedPadding> named_padding;
    std::optional<PaddingMode> padding_mode;
    std::optional<int64_t> groups, in_channels, out_channels, dims;
    std::optional<bool> count_include_pad;
    std::optional<double> norm_p;
    bool ceil_mode = false;
    bool operator==(const Parameters&) const = default;
};

struct PictureSize {
    int width = 1280, height = 720; // px
    bool operator==(const PictureSize&) const = default;
};

/// Steps from 0, the last included; absent: to the end.
struct StepRange {
    int64_t first = 0;
    std::optional<int64_t> last;
    bool operator==(const StepRange&) const = default;
};

/// Values that an option takes in turn: --sweep stride=1..3.
struct Sweep {
    std::string name; // of the option, without its dashes
    std::vector<std::string> values;
    bool operator==(const Sweep&) const = default;
};

struct CommandLine {
    Subcommand command = Subcommand::window;
    Subcommand help_for = Subcommand::window; // of Subcommand::help

    std::string target;                    // operation, figure or file; empty: none
    std::vector<std::string> more_targets; // of export, behind the first
    std::optional<Kind> operation;         // of the target, where it is one
    Parameters parameters;
    std::vector<std::pair<std::string, std::string>> given; // options in their order, values as written
    std::string parameter_given; // the first option that only an operation has; empty: none

    std::string input, weight; // files; empty: none
    std::optional<KernelName> kernel;
    bool color = false;
    std::optional<int64_t> max_cells, batch_item;

    std::string bias, indices, grad_output, grad_input, grad_weight, grad_bias; // of compute: files
    std::optional<Method> method;
    std::optional<int64_t> threads, repeat;
    std::optional<MatrixKind> matrix;   // of Subcommand::matrix
    std::optional<Framework> framework; // of Subcommand::code
    std::optional<LessonTask> lesson;   // of Subcommand::lesson; the target is a file or ID:PAGE
    uint64_t seed = 0;
    std::optional<LessonReveal> reveal; // of lesson export
    int64_t level = 0, count = 10;      // of exercises; level 0: not given
    std::optional<Paper> paper;
    NetworkRequest network; // of Subcommand::network, and of a target network:NET

    std::optional<int64_t> step, term;
    std::optional<PictureSize> size;
    std::optional<View> view;
    std::optional<CellText> cell_text;
    std::optional<int64_t> digits;
    std::optional<std::vector<Lens>> lenses;
    bool pair = false; // the figure beside the one that leads back
    bool transparent = false;
    bool outline_text = false; // of SVG
    bool play = false;
    bool leave_after_first_picture = false; // hidden, for measuring the start
    bool all = false;                       // export: every figure
    std::string format;                     // of export --all
    FrameRate rate;                         // of an animation
    int64_t step_us = 1'000'000;            // of an animation
    std::optional<StepRange> steps;
    bool one_frame_a_step = false;
    std::optional<bool> phases, loop, caption, formula;
    std::optional<int64_t> quality;
    std::optional<double> width_mm; // on paper
    std::optional<int64_t> dpi;
    bool crop = false, no_scene = false, deterministic = false;
    bool sheet = false;          // all steps on one page
    std::vector<Sweep> sweeps;   // in their order
    bool resume = false;         // of many files: those that are there are left
    std::optional<int64_t> jobs; // files that are written at the same time
    std::string output;          // file, folder with / at the end, or -

    Language language = Language::en;
    bool language_given = false;
    std::optional<ThemeId> theme;
    std::optional<int64_t> max_memory; // bytes
    std::optional<bool> progress;      // absent: where standard error is a terminal
    bool json = false;
    bool text = false; // trace: in words, to be read aloud
    bool operator==(const CommandLine&) const = default;
};

/// `words` are the arguments after the program's name, `language` the one of the locale. Throws Error
/// (request).
CommandLine parse_command_line(std::span<const std::string_view> words, Language language);

/// The language asked for by --lang anywhere in the line, for errors of the very line that has it; else
/// `otherwise`.
Language language_of(std::span<const std::string_view> words, Language otherwise);

/// Language of LC_ALL, LC_MESSAGES, LANG: the first of them that is set. Null: not set.
Language locale_language(const char* lc_all, const char* lc_messages, const char* lang);

/// The subcommand's name on the command line; "convlens" for the window.
std::string_view command_name(Subcommand command);

} // namespace convlens
