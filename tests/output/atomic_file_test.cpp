// Files and folders that appear whole or not at all.
#include "i18n/error.h"
#include "output/child_status.h"
#include "output/files/atomic_file.h"
#include "output/files/atomic_folder.h"
#include "output/files/write_path.h"
#include "output/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <optional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;
using test::content_of;
using test::put_content;
using test::status_of_child;
using test::TemporaryFolder;

// The fault of the Error that the work throws, with its key in `key`.
std::optional<Error::Fault> fault_of(const std::function<void()>& work, std::string* key = nullptr) {
    try {
        work();
    } catch (const Error& error) {
        if (key != nullptr)
            *key = error.key;
        return error.fault;
    }
    return std::nullopt;
}

void write_file(const std::string& path, const std::string& content) {
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

unsigned mode_of(const std::string& path) {
    struct stat status = {};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

TEST(AtomicFile, appears_whole_at_commit) {
    const TemporaryFolder folder;
    {
        AtomicFile file(folder / "a");
        file.write("one ");
        file.write(std::string(300'000, 'x')); // larger than any buffer
        file.write("two");
        EXPECT_FALSE(fs::exists(folder / "a"));
        file.commit();
    }
    EXPECT_EQ(content_of(folder / "a"), "one " + std::string(300'000, 'x') + "two");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, without_commit_everything_is_as_before) {
    const TemporaryFolder folder;
    put_content(folder / "old", "old");
    for (const char* name : {"old", "new"}) {
        AtomicFile file(folder / name);
        file.write(std::string(300'000, 'x'));
    }
    EXPECT_EQ(content_of(folder / "old"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, a_new_file_respects_the_umask_and_an_old_one_keeps_its_mode) {
    const TemporaryFolder folder;
    const mode_t before = umask(027);
    write_file(folder / "new", "new");
    umask(before);
    EXPECT_EQ(mode_of(folder / "new"), 0640U);
    put_content(folder / "old", "old");
    chmod((folder / "old").c_str(), 0604);
    write_file(folder / "old", "new");
    EXPECT_EQ(mode_of(folder / "old"), 0604U);
    EXPECT_EQ(content_of(folder / "old"), "new");
}

TEST(AtomicFile, links_are_followed) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "deep");
    put_content(folder / "deep/target", "old");
    fs::create_symlink("deep/target", folder / "link");
    fs::create_symlink("link", folder / "link of link");
    write_file(folder / "link of link", "new");
    EXPECT_EQ(content_of(folder / "deep/target"), "new");
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    fs::create_symlink("deep/not yet", folder / "dangling");
    write_file(folder / "dangling", "new");
    EXPECT_EQ(content_of(folder / "deep/not yet"), "new");
    EXPECT_TRUE(fs::is_symlink(folder / "dangling"));
}

TEST(AtomicFile, what_cannot_be_opened_is_a_wrong_request) {
    const TemporaryFolder folder;
    put_content(folder / "file", "");
    fs::create_symlink("circle", folder / "circle");
    for (const std::string& path :
         {folder / "none/a", folder / "file/a", folder.path(), folder / "none/", folder / "circle",
          std::string(), folder / std::string(300, 'n'), folder.path() + std::string(5000, '/') + "a/b"}) {
        std::string key;
        EXPECT_EQ(fault_of([&] { write_file(path, "x"); }, &key), Error::Fault::request) << path;
        EXPECT_EQ(key, "error.cannot_write") << path;
    }
    EXPECT_EQ(folder.entries(), 2);
}

TEST(AtomicFile, no_right_to_write) {
    if (geteuid() == 0) { // root may write everywhere: ask as somebody else
        const TemporaryFolder folder;
        chmod(folder.path().c_str(), 0555);
        const int status = status_of_child([&] {
            if (setuid(65534) != 0 ||
                fault_of([&] { write_file(folder / "a", "x"); }) != Error::Fault::request)
                _exit(1);
        });
        EXPECT_EQ(status, 0);
        EXPECT_EQ(folder.entries(), 0);
        return;
    }
    const TemporaryFolder folder;
    put_content(folder / "read only", "old");
    chmod((folder / "read only").c_str(), 0444);
    EXPECT_EQ(fault_of([&] { write_file(folder / "read only", "x"); }), Error::Fault::request);
    chmod(folder.path().c_str(), 0555);
    EXPECT_EQ(fault_of([&] { write_file(folder / "a", "x"); }), Error::Fault::request);
    EXPECT_EQ(content_of(folder / "read only"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, a_full_device_is_failed_work) {
    std::string key;
    EXPECT_EQ(fault_of([] { write_file("/dev/full", "x"); }, &key), Error::Fault::work);
    EXPECT_EQ(key, "error.write_failed");
    EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST(AtomicFile, a_full_disk_leaves_the_old_file) {
    const TemporaryFolder folder;
    put_content(folder / "a", "old");
    const int status = status_of_child([&] {
        install_signal_cleanup(); // so that the limit is an error of write() and no signal
        const rlimit limit{100'000, 100'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        if (fault_of([&] { write_file(folder / "a", std::string(500'000, 'x')); }) != Error::Fault::work)
            _exit(1);
    });
    EXPECT_EQ(status, 0);
    EXPECT_EQ(content_of(folder / "a"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, a_pipe_is_written_straight) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    std::string read;
    std::thread reader([&] { read = content_of(folder / "pipe"); });
    write_file(folder / "pipe", "through the pipe");
    reader.join();
    EXPECT_EQ(read, "through the pipe");
    EXPECT_EQ(folder.entries(), 1);
}

// What writing to standard output ends with, where that is the given descriptor (-1: closed).
int status_with_output(int descriptor) {
    return status_of_child([&] {
        std::signal(SIGPIPE, SIG_IGN);
        if (descriptor < 0)
            close(STDOUT_FILENO);
        else
            dup2(descriptor, STDOUT_FILENO);
        const auto fault = fault_of([] { write_file("-", "to standard output"); });
        _exit(!fault ? 0 : *fault == Error::Fault::work ? 1 : 2);
    });
}

TEST(AtomicFile, standard_output_is_checked) {
    const TemporaryFolder folder;
    const int good = open((folder / "out").c_str(), O_WRONLY | O_CREAT, 0600);
    EXPECT_EQ(WEXITSTATUS(status_with_output(good)), 0);
    close(good);
    EXPECT_EQ(content_of(folder / "out"), "to standard output");
    const int full = open("/dev/full", O_WRONLY);
    EXPECT_EQ(WEXITSTATUS(status_with_output(full)), 1);
    close(full);
    EXPECT_EQ(WEXITSTATUS(status_with_output(-1)), 1);
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    close(ends[0]);
    EXPECT_EQ(WEXITSTATUS(status_with_output(ends[1])), 1);
    close(ends[1]);
}

// A child that has something unfinished and then gets the signal; how it ended.
int status_of_interrupted(int signal_number, const std::function<void(const std::function<void()>&)>& begin) {
    return status_of_child([&] {
        install_signal_cleanup();
        begin([&] { kill(getpid(), signal_number); });
    });
}

TEST(AtomicFile, a_signal_removes_what_is_unfinished) {
    for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
        const TemporaryFolder folder;
        put_content(folder / "a", "old");
        const int status = status_of_interrupted(signal_number, [&](const std::function<void()>& interrupt) {
            AtomicFile finished(folder / "finished");
            finished.commit();
            AtomicFile file(folder / "a"), other(folder / "b");
            AtomicFolder frames(folder / "frames/");
            for (int frame = 0; frame < 12; ++frame)
                frames.add("bytes");
            file.write(std::string(300'000, 'x'));
            interrupt();
        });
        ASSERT_TRUE(WIFSIGNALED(status)) << strsignal(signal_number);
        EXPECT_EQ(WTERMSIG(status), signal_number);
        EXPECT_EQ(content_of(folder / "a"), "old");
        EXPECT_EQ(folder.entries(), 2) << "a and finished";
    }
}

TEST(AtomicFile, nothing_is_left_of_one_that_is_killed) {
    const TemporaryFolder folder;
    const int descriptor = open(folder.path().c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    if (descriptor < 0)
        GTEST_SKIP() << "no files without names here";
    close(descriptor);
    put_content(folder / "a", "old");
    status_of_interrupted(SIGKILL, [&](const std::function<void()>& interrupt) {
        AtomicFile file(folder / "a"), other(folder / "b", FileOrder::any), finished(folder / "c");
        AtomicFolder made(folder / "made/"), filled(folder.path());
        file.write(std::string(300'000, 'x'));
        other.write(std::string(300'000, 'x'));
        finished.finish();
        made.add("frame");
        filled.add("frame");
        interrupt();
    });
    EXPECT_EQ(content_of(folder / "a"), "old");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFile, what_was_written_is_replaced) {
    const TemporaryFolder folder;
    AtomicFile file(folder / "a", FileOrder::any);
    file.write("0123456789");
    file.overwrite(3, "abc");
    file.write("end");
    file.commit();
    EXPECT_EQ(content_of(folder / "a"), "012abc6789end");
}

TEST(AtomicFolder, appears_whole_at_commit) {
    const TemporaryFolder folder;
    AtomicFolder frames(folder / "new/");
    frames.add("one");
    frames.add("two");
    EXPECT_FALSE(fs::exists(folder / "new"));
    frames.commit();
    EXPECT_EQ(content_of(folder / "new/frame-000001.png"), "one");
    EXPECT_EQ(content_of(folder / "new/frame-000002.png"), "two");
    EXPECT_EQ(folder.entries(), 1);
}

TEST(AtomicFolder, an_existing_folder_keeps_its_other_files) {
    const TemporaryFolder folder;
    put_content(folder / "notes", "notes");
    put_content(folder / "frame-000001.png", "old");
    {
        AtomicFolder abandoned(folder.path() + "/");
        abandoned.add("abandoned");
        EXPECT_EQ(content_of(folder / "frame-000001.png"), "old");
    }
    EXPECT_EQ(folder.entries(), 2);
    {
        AtomicFolder frames(folder.path() + "/");
        frames.add("one");
        frames.add("two");
        frames.commit();
    }
    EXPECT_EQ(content_of(folder / "frame-000001.png"), "one");
    EXPECT_EQ(content_of(folder / "frame-000002.png"), "two");
    EXPECT_EQ(content_of(folder / "notes"), "notes");
    EXPECT_EQ(folder.entries(), 3);
}

TEST(AtomicFolder, a_frame_that_cannot_be_replaced_stops_before_the_first_is) {
    const TemporaryFolder folder;
    put_content(folder / "frame-000001.png", "old");
    fs::create_directory(folder / "frame-000002.png");
    {
        AtomicFolder frames(folder.path() + "/");
        frames.add("one");
        frames.add("two");
        EXPECT_EQ(fault_of([&] { frames.commit(); }), Error::Fault::work);
    }
    EXPECT_EQ(content_of(folder / "frame-000001.png"), "old");
    EXPECT_EQ(folder.entries(), 2);
}

TEST(AtomicFolder, what_cannot_be_a_folder_is_a_wrong_request) {
    const TemporaryFolder folder;
    put_content(folder / "file", "old");
    for (const std::string& path : {folder / "file/", folder / "none/frames/", std::string("/dev/null/")})
        EXPECT_EQ(fault_of([&] { AtomicFolder frames(path); }), Error::Fault::request) << path;
    EXPECT_EQ(folder.entries(), 1);
}

TEST(MadeFolder, comes_with_the_first_file_that_is_complete) {
    const TemporaryFolder folder;
    for (const FileOrder order : {FileOrder::straight, FileOrder::any}) {
        AtomicFile first(folder / "new/a", order, true), second(folder / "new/b", order, true);
        AtomicFolder frames(folder / "new/frames/", ".png", true);
        AtomicFile abandoned(folder / "new/c", order, true);
        first.write("first");
        second.write("second");
        frames.add("frame");
        EXPECT_FALSE(fs::exists(folder / "new"));
        second.commit();
        EXPECT_EQ(content_of(folder / "new/b"), "second");
        frames.commit();
        first.commit();
        EXPECT_EQ(content_of(folder / "new/a"), "first");
        EXPECT_EQ(content_of(folder / "new/frames/frame-000001.png"), "frame");
        EXPECT_EQ(std::distance(fs::directory_iterator(folder / "new"), {}), 3);
        EXPECT_EQ(folder.entries(), 1);
        fs::remove_all(folder / "new");
    }
}

TEST(MadeFolder, goes_where_its_file_cannot_be_there) {
    const TemporaryFolder folder;
    AtomicFile file(folder / ("new/" + std::string(300, 'x')), FileOrder::straight, true); // too long a name
    file.write("bytes");
    EXPECT_EQ(fault_of([&] { file.commit(); }), Error::Fault::work);
    EXPECT_EQ(folder.entries(), 0);
}

TEST(MadeFolder, is_none_where_nobody_asks) {
    const TemporaryFolder folder;
    EXPECT_EQ(fault_of([&] { AtomicFile file(folder / "new/a"); }), Error::Fault::request);
    EXPECT_EQ(fault_of([&] { AtomicFolder frames(folder / "new/frames/"); }), Error::Fault::request);
    EXPECT_EQ(fault_of([&] { AtomicFile file(folder / "none/new/a", FileOrder::straight, true); }),
              Error::Fault::request);
    EXPECT_EQ(folder.entries(), 0);
}

TEST(WritePath, numbers_in_names_sort_as_numbers) {
    EXPECT_EQ(padded_number(7, 17, 2), "07");
    EXPECT_EQ(padded_number(7, 8, 1), "7");
    EXPECT_EQ(padded_number(0, 99, 2), "00");
    EXPECT_EQ(padded_number(7, 120, 2), "007");
    EXPECT_EQ(padded_number(120, 120, 2), "120");
    EXPECT_EQ(padded_number(1'234'567, 1'234'567, 6), "1234567");
}

} // namespace
} // namespace convlens
