// Options to requests of app/export, and the progress bar. What is refused comes in the order of the options.
#include "command/pictures/pictures.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/file_choices.h"
#include "command/arguments/picture_request.h"
#include "command/describe.h"
#include "command/lesson.h"
#include "command/pictures/fonts.h"
#include "command/pictures/progress_bar.h"
#include "document/evaluate/reverse.h"
#include "document/names.h"
#include "export/export.h"
#include "export/export_name.h"
#include "export/lesson_pictures.h"
#include "export/lesson_slides.h"
#include "i18n/refuse.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

/// Of a file's pages; the first that cannot be read is refused, by its place in the file.
LessonPictures pictures_of(const LessonToExport& asked, const std::string& target) {
    if (asked.held.text.empty())
        return {};
    ReadPictures read = read_lesson_pictures(asked.lesson, target);
    if (!read.issues.empty())
        throw error_in_file(read.issues.front(), target);
    return std::move(read.pictures);
}

} // namespace

void render(const CommandLine& request, const Target& target, const Texts& texts) {
    const int64_t step = asked_step(request, target, shown_steps(target.document));
    const int64_t terms = shown_terms(target.document);
    if (request.term && *request.term > terms)
        refuse("error.whole_number",
               {{"value", std::to_string(*request.term)}, {"least", "0"}, {"most", std::to_string(terms)}},
               "--term");
    ExportRequest picture =
        picture_request(request, target, texts, asked_format(request, ExportKind::picture));
    picture.cursor = request.term ? after_terms(step, *request.term) : finished(step, terms);
    validate(picture);
    picture.fonts = load_fonts();
    run(picture, {});
}

namespace {

/// TikZ is one figure: the last of the steps.
void export_tikz(const CommandLine& request, const Target& target, const Texts& texts) {
    ExportRequest picture =
        picture_request(request, target, texts, export_format(request.output, ExportKind::picture));
    require_length(picture.document, picture.pace, picture.places);
    const int64_t last = shown_steps(target.document) - 1;
    picture.cursor = finished(picture.pace.last_step.value_or(last), shown_terms(target.document));
    validate(picture);
    picture.fonts = load_fonts();
    run(picture, {});
}

} // namespace

void export_movie(const CommandLine& request, const Target& target, const Texts& texts) {
    if (request.output.ends_with(".tex"))
        return export_tikz(request, target, texts);
    ExportRequest movie = picture_request(request, target, texts, asked_format(request, ExportKind::movie));
    validate(movie);
    movie.fonts = load_fonts();
    ProgressBar bar(request.progress, texts);
    run(movie, bar.progress());
}

namespace {

/// With its questions, in one language or, of a built-in one, in all.
void write_lesson_page(const CommandLine& request, const LessonToExport& asked, const Texts& texts) {
    if (request.reveal && *request.reveal != LessonReveal::both)
        refuse("error.page_reveal", {{"value", std::string(name_of(lesson_reveal_names(), *request.reveal))}},
               "--reveal");
    std::vector<LessonToExport> lessons;
    for (const Language language : page_languages(request)) {
        CommandLine of_language = request;
        of_language.language = language;
        lessons.push_back(lesson_to_export(of_language));
        if (!asked.held.text.empty())
            break;
    }
    const LessonPictures pictures = pictures_of(asked, request.target);
    const PictureSize size = request.size.value_or(PictureSize{});
    LessonPage page;
    if (!request.no_scene)
        page.scene = held_slides(asked.lesson, asked.held, slides_of(asked.lesson, Reveal::no, asked.page));
    for (LessonToExport& one : lessons) {
        if (one.page)
            one.lesson.pages = {one.lesson.pages[*one.page]};
        page.lessons.push_back(&one.lesson);
    }
    page.follows_reader = lessons.size() > 1;
    page.theme = request.theme.value_or(ThemeId::light);
    page.size = {static_cast<float>(size.width), static_cast<float>(size.height)};
    page.pictures = &pictures;
    page.fonts = load_fonts();
    ProgressBar bar(request.progress, texts);
    export_lesson_page(page, request.output, bar.progress());
}

} // namespace

void export_lesson_slides(const CommandLine& request, const Texts& texts) {
    const LessonToExport asked = lesson_to_export(request);
    if (request.output.ends_with(".html"))
        return write_lesson_page(request, asked, texts);
    constexpr std::array reveals{Reveal::no, Reveal::yes, Reveal::both};
    const PictureSize size = request.size.value_or(PictureSize{});
    const bool is_one = asked.page && !request.output.ends_with('/') && !request.output.ends_with(".pdf");
    const Reveal reveal = request.reveal ? reveals[static_cast<std::size_t>(*request.reveal)]
                          : is_one       ? Reveal::no
                                         : Reveal::both;
    SlideStyle style;
    style.theme = request.theme.value_or(ThemeId::light);
    style.language = asked.lesson.language;
    style.size = {static_cast<float>(size.width), static_cast<float>(size.height)};
    const LessonPictures pictures = pictures_of(asked, request.target);
    style.pictures = &pictures;
    ProgressBar bar(request.progress, texts);
    export_lesson({asked.lesson, slides_of(asked.lesson, reveal, asked.page), style, load_fonts(),
                   request.output, asked.name, !request.no_scene, asked.held},
                  bar.progress());
}

} // namespace convlens
