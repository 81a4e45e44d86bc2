// Files that take their places together.
#include "output/files/move_all.h"

#include "output/files/atomic_file.h"
#include "output/files/staged_files.h"
#include "output/temporary_folder.h"

#include "i18n/error.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>

namespace convlens {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::put_content;
using test::TemporaryFolder;

class MovedTogether : public testing::Test {
protected:
    void SetUp() override {
        for (const char* const name : {"new1", "new2", "new3"})
            put_content(folder / name, name);
        put_content(folder / "1", "old 1");
        put_content(folder / "3", "old 3");
    }
    int move() {
        return move_all(3, [&](int64_t i) {
            const std::string number = std::to_string(i + 1);
            return FileMove{folder / ("new" + number), folder / number};
        });
    }
    TemporaryFolder folder;
};

TEST_F(MovedTogether, are_at_their_places_and_nothing_else_is_left) {
    EXPECT_EQ(move(), 0);
    for (const char* const number : {"1", "2", "3"})
        EXPECT_EQ(content_of(folder / number), std::string("new") + number);
    EXPECT_EQ(folder.entries(), 3);
}

TEST_F(MovedTogether, all_go_back_where_one_cannot_be_moved) {
    fs::remove(folder / "new3");
    EXPECT_EQ(move(), ENOENT);
    EXPECT_EQ(content_of(folder / "1"), "old 1");
    EXPECT_EQ(content_of(folder / "3"), "old 3");
    EXPECT_FALSE(fs::exists(folder / "2"));
    EXPECT_EQ(content_of(folder / "new1"), "new1");
    EXPECT_EQ(content_of(folder / "new2"), "new2");
    EXPECT_EQ(folder.entries(), 4);
}

TEST(CommittedTogether, are_as_they_were_where_the_folder_of_one_is_gone) {
    const TemporaryFolder folder, other;
    put_content(folder / "a", "old");
    {
        AtomicFile first(folder / "a"), second(other / "b");
        first.write("new");
        second.write("new");
        fs::remove_all(other.path());
        EXPECT_THROW(AtomicFile::commit_all(std::array{&first, &second}), Error);
    }
    EXPECT_EQ(content_of(folder / "a"), "old");
    EXPECT_EQ(folder.entries(), 1);
    AtomicFile first(folder / "a"), second(folder / "b");
    first.write("new");
    second.write("newer");
    AtomicFile::commit_all(std::array{&first, &second});
    EXPECT_EQ(content_of(folder / "a") + content_of(folder / "b"), "newnewer");
    EXPECT_EQ(folder.entries(), 2);
}

TEST(StagedTogether, leave_a_folder_as_it_was_where_one_is_missing) {
    const TemporaryFolder folder;
    put_content(folder / "a", "old");
    for (const std::string& place : {folder.path(), folder / "made"}) {
        {
            StagedFiles staged(place);
            put_content(staged.add("a"), "new");
            staged.add("b"); // never written
            EXPECT_THROW(staged.commit(), Error);
        }
        EXPECT_EQ(content_of(folder / "a"), "old");
        EXPECT_EQ(folder.entries(), 1);
    }
}

} // namespace
} // namespace convlens
