// Files that are asked for now and answered later, and the figure that is saved by itself; without threads,
// so that each answer comes with its turn.
#include "window/application/autosave.h"
#include "window/application/files.h"

#include "document/presets.h"
#include "document/scene_file.h"
#include "i18n/error.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;

class InFolder : public testing::Test {
protected:
    void SetUp() override {
        folder = testing::TempDir() + "convlens-files-" + std::to_string(getpid());
        fs::create_directories(folder);
        setenv("XDG_STATE_HOME", folder.c_str(), 1);
    }
    void TearDown() override { fs::remove_all(folder); }
    static std::string content(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::string folder;
    CooperativeExecutor executor;
};

class FileRequests : public InFolder {};

TEST_F(FileRequests, to_save_are_answered_in_a_later_turn) {
    Files files(executor);
    const std::string path = folder + "/a.json";
    files.save(path, "one");
    EXPECT_FALSE(files.take());
    EXPECT_FALSE(fs::exists(path));
    executor.poll();
    const auto answer = files.take();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->path, path);
    EXPECT_FALSE(answer->opened);
    EXPECT_EQ(answer->error, nullptr);
    EXPECT_EQ(content(path), "one");
    EXPECT_FALSE(files.take());
}

TEST_F(FileRequests, to_save_keep_their_order_and_each_has_its_answer) {
    Files files(executor);
    const std::string path = folder + "/a.json";
    files.save(path, "one");
    files.save(path, "two");
    int answers = 0;
    for (int turn = 0; turn < 4; ++turn) {
        executor.poll();
        answers += files.take() ? 1 : 0;
    }
    EXPECT_EQ(answers, 2);
    EXPECT_EQ(content(path), "two");
}

TEST_F(FileRequests, to_save_outlive_the_window) {
    {
        Files files(executor);
        files.save(folder + "/a", "one");
        files.save(folder + "/b", "two");
    }
    EXPECT_EQ(content(folder + "/a"), "one");
    EXPECT_EQ(content(folder + "/b"), "two");
}

TEST_F(FileRequests, say_why_they_failed) {
    Files files(executor);
    files.save(folder + "/no/such/folder/a", "one");
    executor.poll();
    EXPECT_THROW(std::rethrow_exception(files.take()->error), Error);
    files.open(folder + "/missing.json");
    executor.poll();
    EXPECT_THROW(std::rethrow_exception(files.take()->error), Error);
}

TEST_F(FileRequests, to_open_are_answered_for_the_last_one_only) {
    Document document = presets()[0].document;
    std::ofstream(folder + "/a.json") << write_scene(document);
    Files files(executor);
    files.open(folder + "/missing.json");
    files.open(folder + "/a.json");
    while (executor.needs_poll())
        executor.poll();
    const auto answer = files.take();
    ASSERT_TRUE(answer && answer->opened && answer->opened->scene);
    EXPECT_EQ(answer->opened->scene->operation, document.operation);
    EXPECT_FALSE(files.take());
}

TEST_F(FileRequests, that_choose_show_the_panel_with_a_place_to_begin) {
    Session session;
    choose_file(session, FilePanel::open);
    EXPECT_EQ(session.file.panel, FilePanel::open);
    EXPECT_EQ(std::string(session.file.path.data()), default_folder());
    session.scene_path = "/tmp/x.json";
    choose_file(session, FilePanel::save);
    EXPECT_EQ(std::string(session.file.path.data()), "/tmp/x.json");
}

class AutosavedFigure : public InFolder {
protected:
    std::string own_file() const { return folder + "/convlens/kept-" + std::to_string(getpid()) + ".json"; }
};

TEST_F(AutosavedFigure, is_written_a_moment_after_the_edit) {
    const Figure first = presets()[0].document, edited = presets()[1].document;
    Autosave autosave(first, executor);
    EXPECT_EQ(autosave.due_at(0), 0) << "nothing was edited";
    const double due = autosave.due_at(10);
    EXPECT_GT(due, 10);
    autosave.update(edited, 10, due - 0.1);
    executor.poll();
    EXPECT_FALSE(fs::exists(own_file()));
    autosave.update(edited, 10, due);
    executor.poll();
    EXPECT_EQ(content(own_file()), write_scene(std::get<Document>(edited)));
    EXPECT_EQ(autosave.due_at(10), 0);
    autosave.forget_own();
    EXPECT_FALSE(fs::exists(own_file()));
}

TEST_F(AutosavedFigure, that_is_as_it_was_saved_is_not_written_again) {
    const Figure first = presets()[0].document;
    Autosave autosave(first, executor);
    autosave.update(first, 10, 100);
    executor.poll();
    EXPECT_FALSE(fs::exists(own_file()));
}

TEST_F(AutosavedFigure, of_a_process_that_is_no_more_is_found) {
    fs::create_directories(folder + "/convlens");
    const std::string left = folder + "/convlens/kept-999999999.json";
    std::ofstream(left) << write_scene(presets()[2].document);
    std::ofstream(own_file()) << "of a process that lives";
    fs::last_write_time(own_file(), fs::last_write_time(left) + std::chrono::hours(1));
    Autosave autosave(presets()[0].document, executor);
    ASSERT_TRUE(autosave.has_found());
    EXPECT_EQ(std::get<Document>(autosave.read_found()).operation, presets()[2].document.operation);
    autosave.forget_found();
    EXPECT_FALSE(autosave.has_found());
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(own_file()));
}

} // namespace
} // namespace convlens
