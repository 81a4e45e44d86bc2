// Lessons in the application, turn by turn: what is left of them, what is copied, exercises. Needs a display.
#include "document/presets.h"
#include "input/scene_input.h"
#include "lesson/built_in.h"
#include "lesson/exercise/exercises.h"
#include "lesson/words.h"
#include "scene/network/network_tags.h"
#include "support/source_folder.h"
#include "support/unanswerable_lesson.h"
#include "test_fonts.h"
#include "window/application/application.h"

#include <imgui.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace convlens {
namespace {

namespace fs = std::filesystem;

class LessonTurns : public testing::Test {
protected:
    LessonTurns() : folder(testing::TempDir() + "convlens-lesson-turns-" + std::to_string(getpid())) {
        fs::create_directories(folder);
        setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
        setenv("XDG_STATE_HOME", folder.c_str(), 1);
        start_again();
    }
    /// As a new program, the one before having ended as it is.
    void start_again() {
        application.reset();
        WindowOptions options;
        options.document = presets()[0].document;
        options.fonts = test_fonts();
        options.play = false;
        options.language = Language::en;
        application.emplace(options, executor);
        turn();
    }
    ~LessonTurns() override {
        application.reset();
        fs::remove_all(folder);
    }

    void turn() {
        for (int i = 0; i < 8; ++i)
            application->tick();
    }
    void ask(Command command, int64_t argument = 0, const std::string& text = "") {
        application->ask({command, argument, text});
        turn();
    }
    /// The figure that the window has, by way of a file.
    Document figure() {
        const std::string path = folder + "/figure" + std::to_string(++files) + ".json";
        ask(FileCommand::save_file, 0, path);
        return read_scene_file(path);
    }
    /// Opens the page of a network whose question takes long, and reveals it. Returns its title.
    std::string revealed_network_page() {
        const Lesson& lesson = *lesson_named("networks", Language::en);
        std::size_t page = 0;
        while (!lesson.pages[page].question || !lesson.pages[page].question->network ||
               !is_slow(*lesson.pages[page].question->network))
            ++page;
        ask(LessonCommand::open_lesson, static_cast<int64_t>(page) + 1, "networks");
        for (int i = 0; i < 6 && copied().find("answer:") == std::string::npos; ++i)
            ask(PlaybackCommand::next_step);
        return lesson.pages[page].title;
    }
    static std::string page_after(const std::string& title) {
        const std::vector<Page>& pages = lesson_named("networks", Language::en)->pages;
        const auto page = std::ranges::find_if(pages, [&](const Page& one) { return one.title == title; });
        return std::next(page)->title;
    }
    std::string copied(FileCommand what = FileCommand::copy_spoken) {
        ImGui::SetClipboardText("");
        ask(what);
        return ImGui::GetClipboardText();
    }

    std::string folder;
    CooperativeExecutor executor;
    std::optional<Application> application;
    int files = 0;
};

TEST_F(LessonTurns, a_lesson_that_is_left_gives_the_figure_and_its_history_back) {
    const auto size = [this] { return figure().operation.input_size[0]; };
    const int64_t first = presets()[0].document.operation.input_size[0];
    ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
    for (const char* lesson : {"sizes", "gradients"}) { // one after the other, without leaving
        ask(LessonCommand::open_lesson, 3, lesson);
        for (int i = 0; i < 12; ++i)
            ask(PlaybackCommand::next_step);
    }
    ask(LessonCommand::open_exercises, 10 * static_cast<int64_t>(ExerciseKind::value) + 1);
    ask(PlaybackCommand::next_step);
    ask(LessonCommand::close_lesson);
    EXPECT_EQ(size(), first + 1);
    ask(EditCommand::undo);
    EXPECT_EQ(size(), first);
    ask(EditCommand::redo);
    EXPECT_EQ(size(), first + 1);
}

/// Work that is not saved lies below what is opened: it is kept all the while.
TEST_F(LessonTurns, unsaved_work_below_a_lesson_or_a_network_is_not_lost) {
    const int64_t first = presets()[0].document.operation.input_size[0];
    const std::pair<Command, std::string> over[] = {{LessonCommand::open_lesson, "sizes"},
                                                    {NetworkCommand::open_network, "digits"}};
    for (const auto& [command, name] : over)
        for (const bool in_peace : {false, true}) {
            ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
            ask(command, 0, name);
            ask(NetworkCommand::open_layer); // of a network
            if (in_peace)
                application->end();
            start_again();
            ask(FileCommand::restore);
            EXPECT_EQ(figure().operation.input_size[0], first + 1) << name << in_peace; // and saves it
            application->end();
            start_again();
        }
}

TEST_F(LessonTurns, what_was_kept_comes_in_place_of_a_lesson_or_a_network) {
    const int64_t first = presets()[0].document.operation.input_size[0];
    const std::pair<Command, std::string> over[] = {{LessonCommand::open_lesson, "sizes"},
                                                    {NetworkCommand::open_network, "digits"}};
    for (const auto& [command, name] : over) {
        ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
        application->end();
        start_again();
        ask(command, 0, name);
        ask(FileCommand::restore);
        application->end(); // it is the figure, and not saved
        start_again();
        ask(FileCommand::restore);
        EXPECT_EQ(figure().operation.input_size[0], first + 1) << name; // and saves it
        application->end();
        start_again();
        ask(FileCommand::restore); // there is nothing
        EXPECT_EQ(figure().operation.input_size[0], first) << name;
    }
}

TEST_F(LessonTurns, a_file_is_never_saved_over_by_what_lies_over_its_figure) {
    const std::string path = folder + "/mine.json";
    ask(FileCommand::save_file, 0, path);
    const Document saved = read_scene_file(path);
    ask(NetworkCommand::open_network, 0, "digits");
    ask(FileCommand::save); // asks for a name
    EXPECT_EQ(read_scene_file(path), saved);
    ask(LookCommand::leave);
    ask(LookCommand::leave);
    ask(NetworkCommand::close_network);
    ask(LessonCommand::open_lesson, 2, "sizes");
    ask(FileCommand::save);
    EXPECT_EQ(read_scene_file(path), saved);
    ask(LookCommand::leave);
    ask(LessonCommand::close_lesson);
    ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
    ask(FileCommand::save); // its own name again
    EXPECT_EQ(read_scene_file(path).operation.input_size[0], saved.operation.input_size[0] + 1);
}

TEST_F(LessonTurns, a_lesson_takes_the_place_of_a_network) {
    for (const bool in_layer : {false, true})
        for (const Request& lesson :
             {Request{LessonCommand::open_lesson, 2, "sizes"},
              Request{LessonCommand::open_exercises, 10 * static_cast<int64_t>(ExerciseKind::size) + 1, {}},
              Request{FileCommand::open_file, 0, source_folder() + "/docs/examples/lesson.convlens.md"}}) {
            ask(NetworkCommand::open_network, 0, "digits");
            if (in_layer)
                ask(NetworkCommand::open_layer);
            ask(lesson.command, lesson.argument, lesson.text);
            turn();
            EXPECT_NE(copied(), "") << "a page is there, and copied as words";
            ask(LessonCommand::close_lesson);
            EXPECT_EQ(figure().operation, presets()[0].document.operation);
        }
}

TEST_F(LessonTurns, a_layer_of_a_pages_network_is_stepped_as_a_figure) {
    const auto page = revealed_network_page();
    ask(LessonCommand::try_figure);
    ask(NetworkCommand::act, static_cast<int64_t>(NetworkAction::overview));
    ask(NetworkCommand::open_layer);
    ask(PlaybackCommand::next_step);
    ask(PlaybackCommand::next_step);
    EXPECT_EQ(copied().find(page), std::string::npos) << "the layer is there";
    ask(LookCommand::leave);
    ask(LookCommand::leave);
    EXPECT_NE(copied().find(page), std::string::npos) << "the page from which it came";
}

TEST_F(LessonTurns, a_right_number_that_was_guessed_is_the_figure_and_is_played_with) {
    const std::vector<Page>& pages = lesson_named("pooling", Language::en)->pages;
    const auto page = std::ranges::find_if(
        pages, [](const Page& one) { return one.question && one.question->ask == Ask::parameter; });
    ASSERT_NE(page, pages.end());
    const auto right = right_answers(page->scene->document, *page->question);
    ASSERT_GT(right.size(), 1U) << "several strides";
    ask(LessonCommand::open_lesson, page - pages.begin() + 1, "pooling");
    ask(LookCommand::toggle_motion); // none: no press ends a movement
    ask(PlaybackCommand::next_step); // a step
    ask(PlaybackCommand::next_step); // the question
    const auto number = static_cast<int64_t>(std::get<double>(right.back()));
    for (const char digit : std::to_string(number))
        ask(LessonCommand::type_guess, digit);
    ask(LessonCommand::commit_guess);
    EXPECT_NE(copied().find("answer: 4, 5 or 6"), std::string::npos) << copied();
    ask(LessonCommand::try_figure);
    EXPECT_EQ(figure().operation.stride[0], number);
}

TEST_F(LessonTurns, another_language_takes_nothing_that_was_tried) {
    ask(LessonCommand::open_lesson, 4, "convolution");
    for (int i = 0; i < 6 && copied().find("answer:") == std::string::npos; ++i)
        ask(PlaybackCommand::next_step);
    ask(LessonCommand::try_figure);
    ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
    const Document tried = figure();
    ask(LookCommand::set_language, 1);
    EXPECT_EQ(figure().operation, tried.operation);
    ask(LookCommand::leave);
    EXPECT_NE(copied().find(lesson_named("convolution", Language::zh)->pages[3].title), std::string::npos)
        << copied();
}

TEST_F(LessonTurns, a_network_that_is_not_there_yet_can_be_left) {
    application->ask({NetworkCommand::open_network, 0, "face"});
    application->ask({EditCommand::next_figure, 1, {}}); // the layer above, once there is one
    application->ask({EditCommand::previous_figure, -1, {}});
    application->ask({LookCommand::leave, 0, {}});
    turn();
    EXPECT_EQ(figure().operation, presets()[0].document.operation);
}

TEST_F(LessonTurns, an_element_of_the_input_has_no_way_back_to_open) {
    const std::string path = folder + "/input.json";
    std::ofstream(path) << R"({"schema": 1, "network": "digits", "network_view": "path", "selected":)"
                        << R"( {"layer": "input", "channel": 0, "at": [3, 3]}})";
    ask(FileCommand::open_file, 0, path);
    ask(PlaybackCommand::last_step);
    ask(NetworkCommand::open_layer);
    ask(LookCommand::leave);
    ask(NetworkCommand::close_network);
    EXPECT_EQ(figure().operation, presets()[0].document.operation);
}

TEST_F(LessonTurns, a_network_is_played_with_over_its_page) {
    const std::string title = revealed_network_page();
    ASSERT_NE(copied().find("answer: larger"), std::string::npos) << copied();
    const auto saved = [this] {
        const std::string path = folder + "/network" + std::to_string(++files) + ".json";
        ask(FileCommand::save_file, 0, path);
        std::ifstream file(path);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    for (const Command back : {Command(LookCommand::leave), Command(LessonCommand::try_figure)}) {
        ask(LessonCommand::try_figure);
        EXPECT_EQ(copied(), "") << "the page is not there";
        EXPECT_NE(saved().find("\"network_view\": \"learning\""), std::string::npos);
        ask(NetworkCommand::act, static_cast<int64_t>(NetworkAction::one_step));
        ask(NetworkCommand::act, static_cast<int64_t>(NetworkAction::path));
        ask(LookCommand::leave);
        EXPECT_EQ(copied(), "") << "from another view first to all layers";
        ask(back);
        EXPECT_NE(copied().find(title), std::string::npos);
        EXPECT_NE(copied().find("answer: larger"), std::string::npos) << "as it was left";
    }
    ask(EditCommand::parameter_up, static_cast<int64_t>(Parameter::input_size));
    EXPECT_EQ(copied(), "") << "what edits a figure leads there too";
    ask(LookCommand::leave);
    ask(PlaybackCommand::next_step);
    EXPECT_NE(copied().find(page_after(title)), std::string::npos);
}

TEST_F(LessonTurns, the_whole_page_is_copied_as_words_without_what_is_not_revealed) {
    const Texts texts(Language::en);
    ask(LessonCommand::set_class, 1);
    ask(LessonCommand::set_exercise_seed, 7);
    ask(LessonCommand::open_exercises, 10 * static_cast<int64_t>(ExerciseKind::value) + 1);
    const Page page = exercise_page(ExerciseKind::value, 1, 7, texts);
    const Document& scene = page.scene->document;
    const std::string question = question_text(scene, *page.question, texts);
    const std::string truth = answer_text(scene, *page.question, answer_of(scene, *page.question), texts);
    const std::string open = copied();
    EXPECT_NE(open.find(page.title), std::string::npos) << open;
    EXPECT_NE(open.find(question), std::string::npos) << open;
    EXPECT_NE(open.find("\nA  "), std::string::npos) << open;
    EXPECT_EQ(open.find("= " + truth), std::string::npos) << open;
    ask(PlaybackCommand::next_step);
    const std::string revealed = copied();
    EXPECT_NE(revealed.find("= " + truth), std::string::npos) << revealed;
    EXPECT_GT(revealed.size(), open.size());
}

TEST_F(LessonTurns, nothing_that_tells_the_answer_is_copied_while_a_question_is_open) {
    using enum FileCommand;
    ask(LessonCommand::set_class, 1);
    ask(LessonCommand::open_exercises, 10 * static_cast<int64_t>(ExerciseKind::value) + 1);
    for (const FileCommand what :
         {copy_code, copy_formula, copy_sum, copy_im2col, copy_unrolled, copy_numbers})
        EXPECT_EQ(copied(what), "") << static_cast<int>(what);
    ask(PlaybackCommand::next_step);
    for (const FileCommand what : {copy_code, copy_formula, copy_sum, copy_im2col, copy_numbers})
        EXPECT_NE(copied(what), "") << static_cast<int>(what);
}

TEST_F(LessonTurns, a_picture_is_copied_as_svg_where_no_program_takes_it) {
    const std::string path = std::getenv("PATH");
    setenv("PATH", folder.c_str(), 1);
    const std::string figure = copied(FileCommand::copy_svg);
    ask(LessonCommand::open_lesson, 0, "sizes");
    const std::string page = copied(FileCommand::copy_svg);
    EXPECT_EQ(copied(FileCommand::copy_picture), "");
    setenv("PATH", path.c_str(), 1);
    EXPECT_NE(figure.find("<svg"), std::string::npos);
    EXPECT_NE(page.find("<svg"), std::string::npos);
    EXPECT_NE(figure, page);
}

TEST_F(LessonTurns, pages_with_the_same_figure_ask_their_own_questions) {
    const auto page = [](const std::string& title, const std::string& question) {
        return "\n## " + title +
               "\n\nWords.\n\n```scene\n{\"preset\": "
               "\"numerical_no_padding_no_strides\"}\n```\n```question\n" +
               question + "\n```\n";
    };
    const std::string path = folder + "/own.md";
    std::ofstream(path) << "# Own\n\nWords.\n"
                        << page("One", R"({"ask": "size", "of": "y", "text": "How large?"})")
                        << page("Two", R"({"ask": "value", "at": [0, 1], "text": "Which number?"})");
    ask(LessonCommand::set_class, 1);
    ask(LessonCommand::open_lesson, 0, path);
    const std::pair<int64_t, std::string> asked[] = {
        {1, "How large?"}, {2, "Which number?"}, {1, "How large?"}};
    for (const auto& [number, question] : asked) {
        ask(LessonCommand::open_page, number);
        std::string text = copied();
        EXPECT_EQ(text.find(question), std::string::npos) << "not asked yet: " << text;
        for (int i = 0; i < 4 && text.find(question) == std::string::npos; ++i) {
            ask(PlaybackCommand::next_step);
            text = copied();
        }
        EXPECT_NE(text.find(question), std::string::npos) << number << ": " << text;
    }
}

TEST_F(LessonTurns, pages_whose_questions_have_no_answer_ask_nothing) {
    const std::string path = folder + "/own.md";
    std::ofstream(path) << test::unanswerable_lesson();
    for (const int64_t in_class : {0, 1}) {
        ask(LessonCommand::set_class, in_class);
        ask(LessonCommand::open_lesson, 1, path);
        for (const test::UnanswerablePage& page : test::unanswerable_pages()) {
            ask(EditCommand::next_figure);
            EXPECT_EQ(copied().substr(0, page.title.size()), page.title);
            EXPECT_EQ(copied().find('?'), std::string::npos) << copied();
        }
    }
}

} // namespace
} // namespace convlens
