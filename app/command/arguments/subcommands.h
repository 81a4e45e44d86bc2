// The one table of subcommands: the word, the options that it has, what it needs, and the function that
// answers it. Parsing, refusals, guesses and help all read it. The rows are in subcommand_table.cpp.
#pragma once

#include "command/arguments/command_line.h"
#include "i18n/catalogue.h"

#include <span>
#include <string_view>
#include <vector>

namespace convlens {

struct Target;

/// Answers Subcommand::render, export_movie and window; returns the exit status. `target` is empty for export
/// --all.
using Pictures = int (*)(const CommandLine& request, Target& target, const Texts& texts);
/// How the program gets at the pictures. Throws Error where they are not to be had.
using OpenPictures = Pictures (*)();

/// Groups of options: an option belongs to one, a subcommand takes some.
enum class OptionGroup : unsigned {
    parameters = 1U << 0, // of the operation
    tensors = 1U << 1,    // --input, --weight
    computation = 1U << 2,
    numbers = 1U << 3, // how tensors are shown
    step = 1U << 4,
    still = 1U << 5,   // of one picture
    picture = 1U << 6, // of one picture and of movies
    view = 1U << 7,
    movie = 1U << 8,
    framework = 1U << 9,
    exercise = 1U << 18,
    output = 1U << 10,
    window = 1U << 11,
    json = 1U << 12,
    everywhere = 1U << 13,
    memory = 1U << 14, // how much results and pictures may take
    questions = 1U << 15,
    size = 1U << 16,   // of pictures
    slides = 1U << 17, // of a lesson
    spoken = 1U << 19, // in words to be heard
    network = 1U << 20,
    network_element = 1U << 21, // which network and which element of it
    network_picture = 1U << 22, // of a target network:NET
    file = 1U << 23,            // of every file of pictures, and how it lies on paper
    series = 1U << 24,          // several files
    scene = 1U << 25            // whether files hold theirs
};
using OptionGroups = unsigned; // bits of OptionGroup
constexpr OptionGroups operator|(OptionGroup a, OptionGroup b) {
    return static_cast<unsigned>(a) | static_cast<unsigned>(b);
}
constexpr OptionGroups operator|(OptionGroups a, OptionGroup b) {
    return a | static_cast<unsigned>(b);
}

/// What may follow the subcommand's word.
/// `word`: one of a list that the subcommand's own validation knows.
enum class TargetUse { none, optional, needed, operation, word };

struct SubcommandRow {
    Subcommand command;
    OptionGroups options;
    std::string_view name; // its word; of the window the program's name, of the last three a flag
    TargetUse target;
    bool needs_step;
    std::string_view output_example;      // of the name that -o must have; empty: -o is not asked for
    void (*validate)(const CommandLine&); // what only this one refuses, last; null: nothing
    int (*answer)(const CommandLine& request, const Texts& texts, OpenPictures open_pictures);

    constexpr bool takes(OptionGroup group) const {
        return group == OptionGroup::everywhere || (options & static_cast<unsigned>(group)) != 0;
    }
};

/// Every row, the words first, in the order in which they are listed.
std::span<const SubcommandRow> subcommands();
const SubcommandRow& row_of(Subcommand command);
/// presets, describe, ...: what may be typed as the first word.
std::vector<std::string_view> subcommand_names();

} // namespace convlens
