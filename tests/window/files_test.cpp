// Files that are asked for now and answered later, and the figure that is saved by itself; without threads,
// so that each answer comes with its turn.
#include "window/application/files/autosave.h"
#include "window/application/files/files.h"
#include "window/application/lessons/lesson_keeper.h"

#include "document/presets.h"
#include "document/scene_file/embedded_scene.h"
#include "document/scene_file/scene_file.h"
#include "encoding/packed_text.h"
#include "i18n/error.h"
#include "window/platform/settings_file.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

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

/// Each in one line that says what it is.
TEST_F(FileRequests, to_open_what_is_no_file_of_ours_say_so) {
    fs::create_directories(folder + "/lessons.md");
    std::ofstream(folder + "/empty.json").flush();
    std::ofstream(folder + "/words.txt") << "words";
    for (const auto& [name, key] :
         {std::pair("lessons.md", "ui.is_folder"), std::pair("empty.json", "ui.empty_file"),
          std::pair("words.txt", "ui.unknown_file")}) {
        Files files(executor);
        files.open(folder + "/" + name);
        while (executor.needs_poll())
            executor.poll();
        try {
            std::rethrow_exception(files.take()->error);
        } catch (const Error& error) {
            EXPECT_EQ(error.key, key) << name;
        }
    }
}

/// What Ctrl+O and a dropped file lead to.
TEST_F(FileRequests, to_open_exported_files_give_scene_and_step) {
    const auto write = [&](const std::string& name, const std::string& text) {
        const std::string packed = text.empty() ? "" : "% convlens-scene: " + pack_text(text) + "\n";
        std::ofstream(folder + "/" + name) << "% a drawing\n" + packed + "\\begin{tikzpicture}\n";
    };
    const auto opened = [&](const std::string& name) {
        Files files(executor);
        files.open(folder + "/" + name);
        while (executor.needs_poll())
            executor.poll();
        return files.take();
    };
    const Document& document = presets()[0].document;
    write("a.tex", embedded_scene(document, 3));
    const auto figure = opened("a.tex");
    ASSERT_TRUE(figure && figure->opened && figure->opened->scene);
    EXPECT_EQ(figure->opened->scene, document);
    EXPECT_EQ(figure->opened->step, 3);
    EXPECT_FALSE(figure->opened->is_scene_file) << "saving must not write over the drawing";

    NetworkDocument network;
    network.view = NetworkView::path;
    write("b.tex", embedded_scene(network, 2));
    const auto shown = opened("b.tex");
    ASSERT_TRUE(shown && shown->opened && shown->opened->network);
    EXPECT_EQ(shown->opened->network, network);
    EXPECT_EQ(shown->opened->step, 2);

    write("c.tex", "");
    const auto none = opened("c.tex");
    ASSERT_TRUE(none && none->error);
    try {
        std::rethrow_exception(none->error);
    } catch (const Error& error) {
        EXPECT_EQ(error.key, "ui.no_scene");
    }
}

TEST_F(FileRequests, to_open_exported_lessons_give_the_lesson_and_its_page) {
    const auto opened = [&](const HeldLesson& held) {
        Files files(executor);
        const std::string path = folder + "/page.html";
        std::ofstream(path) << "<!DOCTYPE html><script type=\"application/json\" id=\"convlens-scene\">"
                            << embedded_lesson(held, embedded_scene(presets().front().document, 0))
                            << "</script>";
        files.open(path);
        while (executor.needs_poll())
            executor.poll();
        return *files.take();
    };
    HeldLesson built_in;
    built_in.id = "sizes";
    built_in.page = 2;
    const FileAnswer first = opened(built_in);
    ASSERT_TRUE(first.opened && first.opened->found_lesson && first.opened->found_lesson->built_in);
    EXPECT_FALSE(first.opened->scene) << "the lesson, not the figure of its page";
    EXPECT_EQ(first.opened->found_lesson->built_in->id, "sizes");
    EXPECT_EQ(first.opened->found_lesson->built_in->page, 2U);
    HeldLesson own;
    own.file = "mine.md";
    own.text = "# Mine\n\nWords.\n";
    const FileAnswer second = opened(own);
    ASSERT_TRUE(second.opened && second.opened->found_lesson && second.opened->found_lesson->own);
    EXPECT_EQ(second.opened->found_lesson->own->text.lesson.pages.front().title, "Mine");
    EXPECT_EQ(read_lesson_file(folder + "/page.html", Language::en).text.lesson.pages.size(), 1U)
        << "read again when the page is written again";
    HeldLesson sheet;
    sheet.exercise = "gradient";
    sheet.level = 2;
    sheet.seed = 9;
    const FileAnswer third = opened(sheet);
    ASSERT_TRUE(third.opened && third.opened->found_lesson && third.opened->found_lesson->exercises);
    EXPECT_EQ(third.opened->found_lesson->exercises, (ExerciseChoice{ExerciseKind::gradient, 2, 9}));
    built_in.id = "nothing";
    EXPECT_NE(opened(built_in).error, nullptr);
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

using KeptLesson = InFolder;

TEST_F(KeptLesson, is_tried_again_only_while_something_is_to_be_written) {
    LessonProgress progress;
    progress.answers.resize(3);
    {
        LessonKeeper keeper(executor);
        keeper.open("sizes", 3);
        keeper.put(progress);
    }
    LessonKeeper keeper(executor);
    EXPECT_EQ(keeper.open("sizes", 3), progress);
    fs::remove_all(folder);
    std::ofstream(folder) << "no folder";
    LessonProgress later = progress;
    later.page = 2;
    keeper.put(later);
    executor.poll();
    EXPECT_NE(keeper.update(10), nullptr);
    EXPECT_GT(keeper.due(), 10);
    keeper.put(progress);
    EXPECT_EQ(keeper.due(), 0) << "as it is in the file";
    fs::remove(folder);
}

class AutosavedFigure : public InFolder {
protected:
    /// The files of scenes in the folder of state.
    std::vector<std::string> scenes() const {
        std::vector<std::string> paths;
        for (const auto& entry : fs::directory_iterator(folder + "/convlens"))
            if (entry.path().extension() == ".json")
                paths.push_back(entry.path().string());
        return paths;
    }
    std::string only_scene() const {
        const auto paths = scenes();
        EXPECT_EQ(paths.size(), 1U);
        return paths.empty() ? std::string() : paths.front();
    }
    /// A file that a program without a lock has left.
    std::string leave(const std::string& name, const Document& document) const {
        fs::create_directories(folder + "/convlens");
        const std::string path = folder + "/convlens/" + name;
        std::ofstream(path) << write_scene(document);
        return path;
    }
    const Figure first = presets()[0].document, edited = presets()[1].document, other = presets()[2].document;
    static std::string text_of(const Figure& figure) { return write_scene(std::get<Document>(figure)); }
};

TEST_F(AutosavedFigure, is_written_a_moment_after_the_edit) {
    Autosave autosave(first, executor);
    EXPECT_EQ(autosave.due_at(0), 0) << "nothing was edited";
    const double due = autosave.due_at(10);
    EXPECT_GT(due, 10);
    autosave.update(edited, 10, due - 0.1);
    executor.poll();
    EXPECT_FALSE(fs::exists(folder + "/convlens"));
    autosave.update(edited, 10, due);
    executor.poll();
    EXPECT_EQ(content(only_scene()), text_of(edited));
    EXPECT_EQ(autosave.due_at(10), 0);
}

TEST_F(AutosavedFigure, is_due_again_when_it_has_been_written) {
    Autosave autosave(first, executor);
    const double due = autosave.due_at(10);
    autosave.update(edited, 10, due);
    EXPECT_EQ(autosave.due_at(due + 1), 0) << "it is being written";
    autosave.update(other, due + 1, due + 60);
    EXPECT_EQ(autosave.due_at(due + 1), 0);
    executor.poll();
    autosave.update(other, due + 1, due + 60);
    executor.poll();
    EXPECT_EQ(content(only_scene()), text_of(other));
}

TEST_F(AutosavedFigure, goes_only_in_peace_with_nothing_unsaved) {
    {
        Autosave autosave(first, executor);
        autosave.update(edited, 10, 11);
        executor.poll();
    } // an exception has left the loop
    const std::string left = only_scene();
    EXPECT_EQ(content(left), text_of(edited));
    {
        Autosave next(first, executor);
        ASSERT_TRUE(next.has_found());
        EXPECT_TRUE(next.found_ended_badly());
        next.adopt_found();
        next.update(edited, 10, 11);
        executor.poll();
        next.update(edited, 10, 12);
        next.set_saved(edited);
        next.end(edited);
    }
    EXPECT_TRUE(scenes().empty());
}

TEST_F(AutosavedFigure, that_is_unsaved_at_the_end_is_written_in_its_last_state_and_offered) {
    {
        Autosave autosave(first, executor);
        autosave.update(edited, 10, 11); // begun, and no turn came to finish it
        autosave.end(other);
    }
    EXPECT_EQ(content(only_scene()), text_of(other));
    Autosave next(first, executor);
    ASSERT_TRUE(next.has_found());
    EXPECT_FALSE(next.found_ended_badly());
    EXPECT_EQ(std::get<Document>(next.read_found()).operation, std::get<Document>(other).operation);
}

TEST_F(AutosavedFigure, that_was_only_looked_at_is_not_offered) {
    Document seen = std::get<Document>(first);
    seen.view = seen.view == View::flat ? View::tilted : View::flat;
    set_lens(seen, Lens::im2col, !has_lens(seen, Lens::im2col));
    seen.gradients_lens.order = GradientOrder::weights;
    seen.unrolled_lens.all_rows = true;
    {
        Autosave autosave(first, executor);
        autosave.update(seen, 10, 11);
        executor.poll();
        autosave.end(seen);
    }
    EXPECT_FALSE(fs::exists(folder + "/convlens") && !scenes().empty());
    Document worked_on = seen;
    set_operation(worked_on, std::get<Document>(edited).operation);
    Autosave next(first, executor);
    EXPECT_FALSE(next.has_found());
    next.end(worked_on);
    EXPECT_EQ(content(only_scene()), write_scene(worked_on)) << "an edit is kept with its view and lenses";
}

TEST_F(AutosavedFigure, that_is_covered_by_another_one_stays_kept) {
    {
        Autosave autosave(first, executor);
        autosave.cover(edited); // not written yet
        autosave.set_saved(other);
        autosave.update(other, 10, 12);
        executor.poll();
        EXPECT_EQ(content(only_scene()), text_of(edited)) << "what lies over it is no work";
        autosave.update(first, 20, 22); // now it is
        executor.poll();
        EXPECT_EQ(scenes().size(), 2U);
        autosave.uncover();
        EXPECT_EQ(content(only_scene()), text_of(edited)) << "what was given up is not offered";
        EXPECT_TRUE(autosave.is_unsaved(edited));
        EXPECT_FALSE(autosave.is_unsaved(first));
        autosave.cover(edited);
        autosave.set_saved(other);
    } // the program ends badly
    EXPECT_EQ(content(only_scene()), text_of(edited));
    {
        Autosave next(first, executor);
        ASSERT_TRUE(next.has_found());
        next.adopt_found();
        next.cover(edited);
        next.set_saved(other);
        next.end(other);
    } // in peace
    Autosave next(first, executor);
    ASSERT_TRUE(next.has_found());
    EXPECT_FALSE(next.found_ended_badly());
    EXPECT_EQ(next.read_found(), edited);
}

TEST_F(AutosavedFigure, that_is_saved_is_covered_by_nothing_to_keep) {
    {
        Autosave autosave(first, executor);
        autosave.cover(first);
        autosave.set_saved(other);
        autosave.uncover();
        EXPECT_FALSE(autosave.is_unsaved(first));
        autosave.end(first);
    }
    EXPECT_FALSE(fs::exists(folder + "/convlens") && !scenes().empty());
}

TEST_F(AutosavedFigure, is_written_when_the_program_ends_badly) {
    {
        Autosave autosave(first, executor);
        autosave.write_now(edited);
    }
    EXPECT_EQ(content(only_scene()), text_of(edited));
    EXPECT_TRUE(Autosave(first, executor).found_ended_badly());
}

TEST_F(AutosavedFigure, that_is_taken_back_is_not_offered_in_an_older_state) {
    Autosave autosave(first, executor);
    autosave.update(edited, 10, 11);
    executor.poll();
    EXPECT_EQ(scenes().size(), 1U);
    autosave.update(first, 12, 13);
    executor.poll();
    EXPECT_TRUE(scenes().empty());
}

TEST_F(AutosavedFigure, of_a_program_that_runs_is_not_taken) {
    Autosave running(first, executor);
    running.update(edited, 10, 11);
    executor.poll();
    const std::string held = only_scene();
    EXPECT_FALSE(Autosave(first, executor).has_found());
    // In a container another session may well have the same number as one that ended.
    const std::string left = leave("kept-" + std::to_string(getpid()) + ".json", std::get<Document>(other));
    fs::last_write_time(held, fs::last_write_time(left) + std::chrono::hours(1));
    Autosave next(first, executor);
    ASSERT_TRUE(next.has_found());
    EXPECT_EQ(std::get<Document>(next.read_found()).operation, std::get<Document>(other).operation);
    EXPECT_FALSE(Autosave(first, executor).has_found()) << "one session holds what it has found";
    next.forget_found();
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(held));
}

TEST_F(AutosavedFigure, that_was_found_goes_only_when_the_new_one_is_there) {
    const std::string left = leave("kept-0123456789abcdef.json", std::get<Document>(other));
    Autosave autosave(first, executor);
    autosave.update(edited, 10, 11); // edited before it was restored
    executor.poll();
    autosave.update(edited, 10, 11.1);
    EXPECT_EQ(scenes().size(), 2U);
    autosave.adopt_found();
    EXPECT_EQ(content(left), text_of(other));
    EXPECT_EQ(scenes().size(), 2U) << "the restored figure is not written yet";
    autosave.update(other, 12, 13);
    EXPECT_EQ(content(left), text_of(other));
    executor.poll();
    autosave.update(other, 12, 13.1);
    EXPECT_EQ(content(only_scene()), text_of(other));
    EXPECT_EQ(only_scene(), left);
}

TEST_F(AutosavedFigure, that_cannot_be_written_is_tried_again_and_said_once) {
    std::ofstream(folder + "/convlens") << "no folder";
    Autosave autosave(first, executor);
    EXPECT_NE(autosave.update(edited, 10, 11), nullptr);
    EXPECT_GT(autosave.due_at(10), 11);
    EXPECT_EQ(autosave.update(edited, 10, 20), nullptr) << "said once";
    fs::remove(folder + "/convlens");
    autosave.update(edited, 10, 30);
    executor.poll();
    EXPECT_EQ(content(only_scene()), text_of(edited));
}

TEST_F(AutosavedFigure, is_nowhere_without_a_home) {
    const std::string home = std::getenv("HOME") != nullptr ? std::getenv("HOME") : "/";
    for (const char* none : {"", "relative"}) {
        setenv("HOME", none, 1);
        unsetenv("XDG_STATE_HOME");
        EXPECT_EQ(state_folder(), "");
        Autosave autosave(first, executor);
        EXPECT_EQ(autosave.due_at(10), 0);
        EXPECT_EQ(autosave.update(edited, 10, 20), nullptr);
        autosave.end(edited);
    }
    unsetenv("HOME");
    unsetenv("XDG_CONFIG_HOME");
    EXPECT_EQ(state_folder(), "");
    EXPECT_EQ(settings_path(), "");
    save_settings({});
    setenv("HOME", home.c_str(), 1);
}

class SettingsOnDisk : public InFolder {
protected:
    void SetUp() override {
        InFolder::SetUp();
        setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
        fs::create_directories(folder + "/convlens");
    }
};

TEST_F(SettingsOnDisk, of_another_kind_than_a_file_hold_nothing_up) {
    ASSERT_EQ(mkfifo(settings_path().c_str(), 0600), 0);
    load_settings();
    EXPECT_THROW(save_settings({}), Error);
    fs::remove(settings_path());
    std::ofstream(settings_path()) << std::string(100'000, 'x'); // larger than any
    load_settings();
    save_settings({});
}

/// `--theme` and `--lang` are for one run, whatever else is chosen in it.
TEST_F(SettingsOnDisk, have_what_was_chosen_and_not_what_an_option_asked_for) {
    Settings settings;
    settings.language = Language::en;
    save_settings(settings);
    SettingsFile file(settings, ThemeId::projector, Language::zh);
    settings.theme = ThemeId::projector;
    settings.language = Language::zh;
    settings.in_class = true;
    file.write(settings);
    EXPECT_TRUE(load_settings().in_class);
    EXPECT_EQ(load_settings().theme, ThemeId::light);
    EXPECT_EQ(load_settings().language, Language::en);

    settings.theme = ThemeId::dark;
    file.write(settings);
    EXPECT_EQ(load_settings().theme, ThemeId::dark);
    settings.theme = ThemeId::projector; // chosen now
    file.write(settings);
    EXPECT_EQ(load_settings().theme, ThemeId::projector);
    EXPECT_EQ(load_settings().language, Language::en);
}

} // namespace
} // namespace convlens
