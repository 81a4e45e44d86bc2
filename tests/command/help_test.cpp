// The help tells what the program takes: its subcommands, the endings of files, the options of each.
#include "command/help.h"

#include "command/arguments/options.h"
#include "command/arguments/subcommands.h"
#include "export/formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace convlens {
namespace {

using testing::HasSubstr;

struct Ending {
    std::string_view text;
    ExportKind kind{};
};

/// Read at compile time, so that no writer is linked. Those of folders are files of other kinds.
constexpr auto endings = [] {
    std::array<Ending, std::size(export_formats)> all;
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {export_formats[i].ending, export_formats[i].kind};
    return all;
}();

class Help : public testing::TestWithParam<Language> {
protected:
    static std::string of(Subcommand command) { return help_text(command, Texts(GetParam())); }
};

TEST_P(Help, of_the_program_has_a_line_for_every_subcommand) {
    for (const std::string_view name : subcommand_names())
        EXPECT_THAT(of(Subcommand::window), HasSubstr("\n  convlens " + std::string(name) + " ")) << name;
}

TEST_P(Help, names_every_ending_that_can_be_written) {
    for (const Ending& ending : endings) {
        const std::string name(ending.text);
        const Subcommand writes =
            ending.kind == ExportKind::picture ? Subcommand::render : Subcommand::export_movie;
        EXPECT_THAT(of(Subcommand::window), HasSubstr(name)) << name;
        EXPECT_THAT(of(writes), HasSubstr(name)) << name;
    }
    EXPECT_THAT(of(Subcommand::export_movie), HasSubstr(".tex")) << "its last step";
    for (const char* const of_folder : {"PNG", "SVG", "NAME/"})
        for (const Subcommand one : {Subcommand::window, Subcommand::export_movie})
            EXPECT_THAT(of(one), HasSubstr(of_folder));
    for (const char* const of_lesson : {".pdf", ".html", ".png", ".svg", ".tex", "DIR/"})
        EXPECT_THAT(of(Subcommand::lesson), HasSubstr(of_lesson));
}

TEST_P(Help, lists_every_option_of_a_subcommand) {
    for (const SubcommandRow& row : subcommands()) {
        if (row.command == Subcommand::help) // and what follows it: not asked for help
            break;
        for (const Option& option : options())
            if (!option.hidden && row.takes(option.group)) {
                EXPECT_THAT(of(row.command), HasSubstr("\n  " + std::string(option.name))) << row.name;
            }
    }
}

INSTANTIATE_TEST_SUITE_P(All, Help, testing::Values(Language::en, Language::zh));

} // namespace
} // namespace convlens
