// The rows of the table of subcommands: a new one is an enumerator, a row here, and its help text.
#include "command/arguments/subcommands.h"

#include "command/arguments/build_document.h"
#include "command/arguments/compute_options.h"
#include "command/compute.h"
#include "command/describe.h"
#include "command/exercise.h"
#include "command/help.h"
#include "command/lesson.h"
#include "command/limits_text.h"
#include "command/networks/named_network.h"
#include "command/networks/network.h"
#include "command/standard_output.h"
#include "command/target_file.h"
#include "command/write_code.h"

#include <algorithm>

namespace convlens {
namespace {

int answer_help(const CommandLine& request, const Texts& texts, OpenPictures) {
    write_standard_output(help_text(request.help_for, texts));
    return 0;
}
int answer_version(const CommandLine&, const Texts&, OpenPictures) {
    write_standard_output(version_text());
    return 0;
}
int answer_limits(const CommandLine&, const Texts& texts, OpenPictures) {
    write_standard_output(limits_text(texts));
    return 0;
}
int answer_presets(const CommandLine& request, const Texts& texts, OpenPictures) {
    write_standard_output(list_presets(request, texts));
    return 0;
}
int answer_describe(const CommandLine& request, const Texts& texts, OpenPictures) {
    write_standard_output(describe(request, build_target(request), texts));
    return 0;
}
int answer_compute(const CommandLine& request, const Texts&, OpenPictures) {
    write_computed(request);
    return 0;
}
int answer_matrix(const CommandLine& request, const Texts&, OpenPictures) {
    write_matrix(request);
    return 0;
}
int answer_trace(const CommandLine& request, const Texts& texts, OpenPictures) {
    write_standard_output(trace(request, build_target(request), texts));
    return 0;
}
int answer_code(const CommandLine& typed, const Texts& texts, OpenPictures) {
    const CommandLine request = with_network_named(typed);
    if (request.target.starts_with(network_prefix)) {
        write_network_code(request, texts);
        return 0;
    }
    write_code(request, build_target(request), texts);
    return 0;
}
int answer_lesson(const CommandLine& request, const Texts& texts, OpenPictures open_pictures) {
    if (request.lesson != LessonTask::export_slides)
        return run_lesson(request, texts);
    Target none;
    return open_pictures()(request, none, texts);
}
int answer_exercise(const CommandLine& request, const Texts& texts, OpenPictures open_pictures) {
    Target none;
    if (!request.json)
        return open_pictures()(request, none, texts);
    write_standard_output(exercises_as_json(request));
    return 0;
}
int answer_network(const CommandLine& request, const Texts& texts, OpenPictures) {
    return run_network(request, texts);
}
int answer_with_pictures(const CommandLine& typed, const Texts& texts, OpenPictures open_pictures) {
    Target target;
    const CommandLine request = with_network_named(typed);
    const bool is_network =
        request.command != Subcommand::window && request.target.starts_with(network_prefix);
    const bool has_one = request.more_targets.empty() && request.sweeps.empty() && !request.all;
    if (is_network)
        target.step = exported_step(request);
    else if (has_one)
        target = build_target(request);
    return open_pictures()(request, target, texts);
}

using enum OptionGroup;
constexpr OptionGroups figure = parameters | tensors | numbers | memory; // of what shows tensors
constexpr OptionGroups arrays = parameters | tensors | output;           // of what writes .npy files
constexpr OptionGroups pictures =
    figure | picture | size | view | network_element | network_picture | output | file | scene;

// clang-format off: a table
constexpr SubcommandRow rows[] = {
    {Subcommand::presets, OptionGroups{} | json, "presets", TargetUse::none, false, "", nullptr,
     answer_presets},
    {Subcommand::describe, parameters | json | memory, "describe", TargetUse::needed, false, "", nullptr,
     answer_describe},
    {Subcommand::compute, arrays | computation | json, "compute", TargetUse::operation, false, "",
     validate_compute, answer_compute},
    {Subcommand::matrix, arrays | memory, "matrix", TargetUse::operation, false, "", validate_matrix,
     answer_matrix},
    {Subcommand::trace, figure | step | spoken | json, "trace", TargetUse::needed, true, "", nullptr,
     answer_trace},
    {Subcommand::code, figure | framework | output | json, "code", TargetUse::needed, false, "", nullptr,
     answer_code},
    {Subcommand::lesson, json | questions | size | slides | output | memory | scene, "lesson",
     TargetUse::optional, false, "", validate_lesson, answer_lesson},
    {Subcommand::exercise, json | questions | exercise | output | scene, "exercise", TargetUse::word, false,
     "", validate_exercise, answer_exercise},
    {Subcommand::network, network | network_element | json | output | memory | scene, "network",
     TargetUse::word, false, "", validate_network, answer_network},
    {Subcommand::render, pictures | step | still, "render", TargetUse::needed, true, "frame.png", nullptr,
     answer_with_pictures},
    {Subcommand::export_movie, pictures | movie | series, "export", TargetUse::needed, false, "out.gif",
     nullptr, answer_with_pictures},
    {Subcommand::window, figure | step | picture | size | network_element | network_picture | window,
     "convlens", TargetUse::optional, false, "", nullptr, answer_with_pictures},
    {Subcommand::help, 0, "--help", TargetUse::optional, false, "", nullptr, answer_help},
    {Subcommand::version, 0, "--version", TargetUse::optional, false, "", nullptr, answer_version},
    {Subcommand::limits, 0, "--limits", TargetUse::optional, false, "", nullptr, answer_limits},
};
// clang-format on
static_assert(std::size(rows) == static_cast<std::size_t>(Subcommand::limits) + 1, "one row a subcommand");

} // namespace

std::span<const SubcommandRow> subcommands() {
    return rows;
}

const SubcommandRow& row_of(Subcommand command) {
    return *std::find_if(std::begin(rows), std::end(rows),
                         [&](const SubcommandRow& row) { return row.command == command; });
}

std::vector<std::string_view> subcommand_names() {
    std::vector<std::string_view> names;
    for (const SubcommandRow& row : rows) {
        if (row.command == Subcommand::window)
            break;
        names.push_back(row.name);
    }
    return names;
}

} // namespace convlens
