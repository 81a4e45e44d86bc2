// Pictures beside a lesson's file: what `lesson check` says of them, and that slides have them.
#include "command/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace convlens::test {
namespace {

using testing::HasSubstr;

/// With a picture beside a figure on its second page.
std::string lesson_with(const std::string& picture) {
    return "# Own\n\nWords.\n\n![A figure](" + picture + ")\n\n## Second\n\nWords.\n\n![A figure](" +
           picture + ")\n\n```scene\n{\"preset\": \"no_padding_strides\"}\n```\n";
}

void write_picture(const Folder& folder, const std::string& name) {
    EXPECT_EQ(run(folder, {"render", "dilation", "--step", "0", "--size", "320x240", "-o", name}).status, 0);
}

TEST(LessonPictures, are_on_the_slides) {
    const Folder folder;
    write_picture(folder, "cat.png");
    folder.write("with.md", lesson_with("cat.png"));
    EXPECT_EQ(run(folder, {"lesson", "check", "with.md"}).err, "");
    const Outcome outcome = run(folder, {"lesson", "export", "with.md", "--no-scene", "-o", "out/"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    folder.write("without.md", lesson_with("other.png"));
    write_picture(folder, "other.png");
    EXPECT_EQ(run(folder, {"lesson", "export", "without.md", "--no-scene", "-o", "other/"}).status, 0);
    EXPECT_EQ(folder.read("out/page-02.png"), folder.read("other/page-02.png")) << "the same picture";
    EXPECT_EQ(
        run(folder, {"render", "dilation", "--step", "3", "--size", "320x240", "-o", "other.png"}).status, 0);
    EXPECT_EQ(run(folder, {"lesson", "export", "without.md", "--no-scene", "-o", "third/"}).status, 0);
    EXPECT_NE(folder.read("out/page-02.png"), folder.read("third/page-02.png")) << "another picture";
}

TEST(LessonPictures, that_cannot_be_shown_are_named_with_their_place) {
    const Folder folder;
    folder.write("text.png", "no picture");
    for (const auto& [picture, reason] :
         {std::pair{"nothing.png", "No such file"}, {"text.png", "is not a PNG"}}) {
        folder.write("own.md", lesson_with(picture));
        const Outcome checked = run(folder, {"lesson", "check", "own.md"});
        EXPECT_EQ(checked.status, 1);
        EXPECT_THAT(checked.err, HasSubstr("own.md:5:1: "));
        EXPECT_THAT(checked.err, HasSubstr("own.md:11:1: "));
        EXPECT_THAT(checked.err, HasSubstr(reason));
        EXPECT_THAT(checked.err, HasSubstr(picture));
        const Outcome exported = run(folder, {"lesson", "export", "own.md", "-o", "out/"});
        EXPECT_EQ(exported.status, 2);
        EXPECT_EQ(fault_of_error_line(exported.err), "") << exported.err;
        EXPECT_THAT(exported.err, HasSubstr("own.md:5:1"));
        EXPECT_THAT(exported.err, HasSubstr(picture));
    }
}

TEST(LessonPictures, are_bounded_in_number) {
    const Folder folder;
    write_picture(folder, "cat.png");
    std::string lesson = "# Own\n\nWords.\n";
    for (int i = 0; i < 33; ++i)
        lesson += "\n![A figure](cat.png)\n";
    folder.write("own.md", lesson);
    EXPECT_THAT(run(folder, {"lesson", "check", "own.md"}).err,
                HasSubstr("own.md:69:1: a lesson has at most 32 pictures"));
}

} // namespace
} // namespace convlens::test
