// Lessons in words and JSON. What `ask` tells is for tests and other tools: the window shows no answer before
// its reveal.
#include "command/lesson.h"

#include "command/arguments/words.h"
#include "command/json_text.h"
#include "command/question_json.h"
#include "command/standard_output.h"
#include "command/target_file.h"
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "i18n/error_words.h"
#include "i18n/refuse.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/scene_input.h"
#include "lesson/built_in.h"
#include "lesson/exercise/exercises.h"
#include "lesson/held.h"
#include "lesson/reading/read_lesson.h"
#include "lesson/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace convlens {
namespace {

constexpr std::array tasks{
    NameRow<LessonTask>{"list", LessonTask::list}, NameRow<LessonTask>{"check", LessonTask::check},
    NameRow<LessonTask>{"ask", LessonTask::ask}, NameRow<LessonTask>{"export", LessonTask::export_slides}};
constexpr std::array reveals{NameRow<LessonReveal>{"no", LessonReveal::no},
                             NameRow<LessonReveal>{"yes", LessonReveal::yes},
                             NameRow<LessonReveal>{"both", LessonReveal::both}};
static_assert(has_all_values(reveals));
static_assert(has_all_values(tasks));

const Lesson& known_lesson(std::string_view id, Language language) {
    return built_in_lesson(id, language, std::string(id));
}

/// "ID:PAGE" or "ID".
struct PageTarget {
    std::string_view id;
    std::optional<std::string_view> page;
};
PageTarget page_target(const std::string& target) {
    const std::size_t colon = target.rfind(':');
    const std::string_view whole = target;
    if (colon == std::string::npos)
        return {whole, std::nullopt};
    return {whole.substr(0, colon), whole.substr(colon + 1)};
}

/// A page's place from 0, of a number from 1.
std::size_t page_number(const Lesson& lesson, std::string_view written, const std::string& target) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size() || number < 1 ||
        number > lesson.pages.size())
        refuse("error.lesson_page",
               {{"value", std::string(written)}, {"limit", std::to_string(lesson.pages.size())}}, target);
    return number - 1;
}

const Page& asked_page(const CommandLine& request) {
    const PageTarget target = page_target(request.target);
    const Lesson& lesson = known_lesson(target.id, request.language);
    return lesson.pages[page_number(lesson, target.page.value_or(""), request.target)];
}

/// The lesson of a text without errors; the first error is refused.
Lesson lesson_of_text(const std::string& text, const CommandLine& request) {
    LessonText read = read_own_lesson(text, request.language);
    if (!read.issues.empty())
        throw error_in_file(read.issues.front(), request.target);
    return std::move(read.lesson);
}

void ask(const CommandLine& request, const Texts& texts) {
    const Page& page = asked_page(request);
    if (!page.question)
        refuse("error.lesson_no_question", {{"value", page.title}}, request.target);
    const Instance instance = instance_of(page.scene->document, *page.question, request.seed);
    const Answer answer = answer_of(instance.scene, instance.question);
    OrderedJson json;
    json["kind"] = name_of(ask_names(), instance.question.ask);
    json["text"] = question_text(instance.scene, instance.question, texts);
    const auto& network = instance.question.network;
    json["scene"] =
        OrderedJson::parse(network ? write_network_scene(network->network) : write_scene(instance.scene));
    json["ask"] = ask_json(instance.question);
    json["answer"] = json_of(answer);
    if (instance.question.ask == Ask::parameter)
        for (const Answer& right : right_answers(instance.scene, instance.question))
            json["answers"].push_back(json_of(right));
    json["misconceptions"] = OrderedJson::array();
    for (const WrongAnswer& wrong : wrong_answers(instance.scene, instance.question)) {
        OrderedJson one;
        one["name"] = name_of(misconception_names(), wrong.idea);
        one["answer"] = json_of(wrong.answer);
        one["sentence"] = idea_sentence(wrong.idea, texts);
        json["misconceptions"].push_back(std::move(one));
    }
    write_standard_output(text_of(json));
}

std::string listed_as_json() {
    OrderedJson list = OrderedJson::array();
    for (const std::string_view id : lesson_ids()) {
        const Lesson& en = known_lesson(id, Language::en);
        const Lesson& zh = known_lesson(id, Language::zh);
        OrderedJson lesson{{"id", id}, {"title", {{"en", en.title}, {"zh", zh.title}}}};
        OrderedJson pages = OrderedJson::array();
        for (std::size_t i = 0; i < en.pages.size(); ++i) {
            const std::optional<Question>& question = en.pages[i].question;
            pages.push_back({{"title", {{"en", en.pages[i].title}, {"zh", zh.pages.at(i).title}}},
                             {"question", question ? OrderedJson(name_of(ask_names(), question->ask))
                                                   : OrderedJson(nullptr)}});
        }
        lesson["pages"] = std::move(pages);
        list.push_back(std::move(lesson));
    }
    return text_of(list);
}

void list(const CommandLine& request) {
    if (request.json)
        return write_standard_output(listed_as_json());
    std::string text;
    for (const std::string_view id : lesson_ids()) {
        const Lesson& lesson = known_lesson(id, request.language);
        text += std::string(id) + "  " + lesson.title + "\n";
        for (std::size_t i = 0; i < lesson.pages.size(); ++i)
            text += "  " + std::to_string(i + 1) + "  " + lesson.pages[i].title + "\n";
    }
    write_standard_output(text);
}

/// A picture that is not there or cannot be shown is wrong in the lesson.
void add_picture_issues(LessonText& read, const std::string& file) {
    for (const Page& page : read.lesson.pages)
        for (const Block& block : page.blocks)
            if (block.kind == Block::Kind::picture)
                try {
                    read_image(path_beside(file, block.path));
                } catch (const Error& error) {
                    read.issues.push_back({block.place, error});
                }
    std::ranges::stable_sort(read.issues, {}, [](const LessonIssue& issue) {
        return std::pair(issue.place.line, issue.place.column);
    });
}

/// A lesson's Markdown, or that of an own lesson that an exported file shows.
std::string text_in_file(const std::string& path) {
    if (!path.ends_with(".md"))
        if (const auto held = find_lesson(path); held && !held->text.empty())
            return held->text;
    return read_file(path, limits::lesson_bytes);
}

int check(const CommandLine& request, const Texts& texts) {
    const std::string text = text_in_file(request.target);
    LessonText read = read_own_lesson(text, request.language);
    add_picture_issues(read, request.target);
    for (const LessonIssue& issue : read.issues) {
        Error::Values words = issue.error.values;
        std::vector<std::pair<std::string_view, std::string_view>> values;
        for (auto& [name, value] : words) {
            value = value_in_words(texts, name, value);
            values.emplace_back(name, value);
        }
        const std::string line =
            one_line(request.target, 160) + ":" + std::to_string(issue.place.line) + ":" +
            std::to_string(issue.place.column) + ": " + one_line(texts.fill(issue.error.key, values), 4096) +
            (issue.error.where.empty() ? "" : " (" + one_line(issue.error.where, 160) + ")") + "\n";
        std::fwrite(line.data(), 1, line.size(), stderr);
    }
    return read.issues.empty() ? 0 : 1;
}

} // namespace

Error error_in_file(const LessonIssue& issue, const std::string& file) {
    Error error = issue.error;
    const std::string beside = error.where.empty() ? "" : ", " + error.where; // a picture
    error.where =
        file + ":" + std::to_string(issue.place.line) + ":" + std::to_string(issue.place.column) + beside;
    return error;
}

void validate_lesson_page(const std::string& target) {
    const PageTarget place = page_target(target);
    page_number(known_lesson(place.id, Language::en), place.page.value_or(""), target);
}

Names<LessonTask> lesson_task_names() {
    return tasks;
}

Names<LessonReveal> lesson_reveal_names() {
    return reveals;
}

void validate_lesson(const CommandLine& request) {
    if (!request.lesson)
        refuse("error.lesson_word",
               {{"value", request.target}, {"choices", joined_names(lesson_task_names())}}, "lesson");
    if (request.lesson != LessonTask::list && request.target.empty())
        refuse("error.lesson_target", {}, "lesson");
    if (request.lesson == LessonTask::export_slides) {
        if (request.output.empty())
            refuse("error.needs_option", {{"form", "slides.pdf"}}, "-o");
        return;
    }
    for (const auto& [option, value] : request.given)
        if (option == "-o" || option == "--size" || option == "--reveal" || option == "--no-scene")
            refuse("error.lesson_export_only", {{"value", option}}, option);
}

namespace {

std::string without_ending(std::string name) {
    name.resize(name.find('.') == 0 ? name.size() : name.find('.'));
    return name;
}

/// What an exported file shows, or a built-in lesson, or a page of one.
HeldLesson asked_lesson(const CommandLine& request) {
    const std::string& target = request.target;
    HeldLesson held;
    if (target.ends_with(".md")) {
        held.file = target.substr(target.rfind('/') + 1);
        held.text = read_file(target, limits::lesson_bytes);
    } else if (names_file(target)) {
        const auto found = find_lesson(target);
        if (!found)
            refuse("error.no_lesson", {}, target);
        held = *found;
    } else {
        const PageTarget place = page_target(target);
        held.id = place.id;
        if (place.page)
            held.page = page_number(known_lesson(place.id, request.language), *place.page, target);
    }
    return held;
}

Lesson lesson_of(const HeldLesson& held, const CommandLine& request) {
    if (!held.id.empty())
        return built_in_lesson(held.id, request.language, request.target);
    if (held.exercise.empty())
        return lesson_of_text(held.text, request);
    const ExerciseKind kind = exercise_kind_of(held, request.target);
    const auto level = static_cast<int>(held.level);
    return exercise_lesson(kind, level, exercises(kind, level, held.seed, held.count),
                           Texts(request.language));
}

} // namespace

LessonToExport lesson_to_export(const CommandLine& request) {
    LessonToExport asked;
    asked.held = asked_lesson(request);
    asked.lesson = lesson_of(asked.held, request);
    asked.name = !asked.held.id.empty()         ? asked.held.id
                 : !asked.held.exercise.empty() ? asked.held.exercise
                                                : without_ending(asked.held.file);
    if (asked.held.page)
        asked.page = page_in(asked.lesson, *asked.held.page, request.target);
    return asked;
}

int run_lesson(const CommandLine& request, const Texts& texts) {
    switch (*request.lesson) {
    case LessonTask::list:
        list(request);
        break;
    case LessonTask::check:
        return check(request, texts);
    case LessonTask::ask:
        ask(request, texts);
        break;
    case LessonTask::export_slides: // the module with the pictures
        break;
    }
    return 0;
}

} // namespace convlens
