// Files that take their places together.
#include "output/files/move_all.h"

#include "i18n/error.h"
#include "output/child_status.h"
#include "output/files/atomic_file.h"
#include "output/files/staged_files.h"
#include "output/files/write_path.h"
#include "output/temporary_folder.h"
#include "process/descriptor.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::put_content;
using test::status_of_child;
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

TEST_F(MovedTogether, those_without_a_name_leave_none_where_one_cannot_be_moved) {
    const auto moved = [&](const std::string& last) {
        bool can_be_named = false;
        const Descriptor file(open_nameless_in(folder.path(), 0600, can_be_named));
        EXPECT_EQ(write_all(file.get(), "nameless"), 0);
        const FileMove moves[] = {{folder / "free1", folder / "1", {file.get(), can_be_named, 0, 8}},
                                  {folder / "free2", folder / "2", {file.get(), false, 4, 4}},
                                  {folder / last, folder / "3"}};
        return move_all(3, [&](int64_t i) { return moves[i]; });
    };
    EXPECT_EQ(moved("none"), ENOENT);
    EXPECT_EQ(content_of(folder / "1"), "old 1");
    EXPECT_EQ(folder.entries(), 5);
    EXPECT_EQ(moved("new3"), 0);
    EXPECT_EQ(content_of(folder / "1"), "nameless");
    EXPECT_EQ(content_of(folder / "2"), "less");
    EXPECT_EQ(content_of(folder / "3"), "new3");
    EXPECT_EQ(folder.entries(), 5);
}

TEST_F(MovedTogether, by_a_process_that_outlives_the_program) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const int status = status_of_child([&] {
        const pid_t program = getpid();
        outliving([&] {
            kill(program, SIGKILL);
            waitpid(program, nullptr, 0); // no child of this one: at once
            return move();
        });
    });
    close(ends[1]);
    char none = 0;
    EXPECT_EQ(read(ends[0], &none, 1), 0); // until the last process that has the other end is gone
    close(ends[0]);
    EXPECT_EQ(WTERMSIG(status), SIGKILL);
    for (const char* const number : {"1", "2", "3"})
        EXPECT_EQ(content_of(folder / number), std::string("new") + number);
    EXPECT_EQ(folder.entries(), 3);
    EXPECT_EQ(outliving([] { return ENOSPC; }), ENOSPC);
}

TEST(StagedTogether, leave_a_folder_as_it_was_where_one_cannot_be_named) {
    const TemporaryFolder folder;
    put_content(folder / "a", "old");
    for (const std::string& place : {folder.path(), folder / "made"}) {
        {
            StagedFiles staged(place);
            put_content(staged.add("a"), "new");
            staged.add("none/b", "bytes");
            EXPECT_THROW(staged.commit(), Error);
        }
        EXPECT_EQ(content_of(folder / "a"), "old");
        EXPECT_EQ(folder.entries(), 1);
    }
}

/// With so few descriptors that most wait in one file; "": all were right.
std::string staged_with(rlim_t descriptors, const std::string& place) {
    constexpr int count = 40;
    const int status = status_of_child([&] {
        const rlimit limit{descriptors, descriptors};
        setrlimit(RLIMIT_NOFILE, &limit);
        StagedFiles staged(place);
        for (int i = 0; i < count; ++i)
            staged.add(std::to_string(i), std::string(static_cast<std::size_t>(i * 1000), 'a'));
        staged.commit();
    });
    if (status != 0)
        return "status " + std::to_string(status);
    for (int i = 0; i < count; ++i)
        if (content_of(place + "/" + std::to_string(i)) !=
            std::string(static_cast<std::size_t>(i * 1000), 'a'))
            return "file " + std::to_string(i);
    return {};
}

TEST(StagedTogether, may_be_more_than_there_are_descriptors) {
    const TemporaryFolder folder;
    for (const rlim_t descriptors : {64U, 270U, 4096U}) {
        const std::string place = folder / std::to_string(descriptors);
        EXPECT_EQ(staged_with(descriptors, place), "") << "new, " << descriptors;
        EXPECT_EQ(staged_with(descriptors, place), "") << "over the old ones, " << descriptors;
    }
    EXPECT_EQ(folder.entries(), 3);
}

TEST(StagedTogether, go_one_after_another_into_a_file_without_a_name) {
    const Descriptor file(open_nameless());
    StagedFiles staged(descriptor_path(file.get()));
    staged.add("a", "one");
    staged.add("b", "two");
    staged.commit();
    EXPECT_EQ(content_of(descriptor_path(file.get())), "onetwo");
}

} // namespace
} // namespace convlens
