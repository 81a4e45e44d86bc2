// Options to requests of app/export, and the progress bar. What is refused comes in the order of the options.
#include "command/pictures.h"

#include "command/as_typed.h"
#include "command/describe.h"
#include "command/file_choices.h"
#include "command/fonts.h"
#include "command/lesson.h"
#include "command/progress_bar.h"
#include "command/refuse.h"
#include "convlens/relation.h"
#include "document/names.h"
#include "document/reverse.h"
#include "document/steps.h"
#include "export/export.h"
#include "export/export_name.h"
#include "export/figures.h"
#include "export/lesson_pictures.h"
#include "export/lesson_slides.h"

#include <algorithm>
#include <array>
#include <sys/stat.h>

namespace convlens {
namespace {

/// All but the fonts, which come later.
ExportRequest export_request(const CommandLine& request, const Target& target, const Texts& texts,
                             ExportKind kind) {
    ExportRequest result;
    result.document = target.document;
    result.document.view = request.view.value_or(result.document.view);
    result.document.cell_text = request.cell_text.value_or(result.document.cell_text);
    result.document.digits = request.digits.value_or(result.document.digits);
    result.document.lenses = request.lenses.value_or(result.document.lenses);
    result.options.theme = request.theme.value_or(ThemeId::light);
    result.options.language = texts.language();
    result.path = request.output;
    constexpr std::array<std::string_view, 4> of_length = {"--input-size", "--input", "--fps",
                                                           "--seconds-per-step"};
    const std::string typed = as_typed(of_length, request);
    constexpr std::array<std::string_view, 3> of_sizes = {"--input-size", "--input", "--in-channels"};
    const std::string typed_sizes = as_typed(of_sizes, request);
    result.places = {typed.empty() ? "--seconds-per-step" : typed, "--fps",
                     request.size || !request.lenses ? "--size" : "--lenses",
                     typed_sizes.empty() ? "--max-memory" : typed_sizes, as_typed("--steps", request)};
    result.format = &asked_format(request, kind);
    choose_file(request, result);
    return result;
}

Progress shown_by(ProgressBar& bar) {
    return [&bar](int64_t done, int64_t all) {
        bar.show(done, all);
        return true;
    };
}

/// Terms of one step; of a pair those of the figure whose steps are counted.
int64_t terms_of(const Document& document) {
    Operation operation = operation_of(document);
    if (shows_pair(document) && shown_steps(document) > steps_of(operation))
        operation = *reversed_operation(operation);
    return operation.kind == Kind::max_unpool ? 1 : Relation(operation).terms_per_output();
}

/// Of a file's pages; the first that cannot be read is refused, by its place in the file.
LessonPictures pictures_of(const LessonToExport& asked, const std::string& target) {
    if (!target.ends_with(".md"))
        return {};
    ReadPictures read = read_lesson_pictures(asked.lesson, target);
    if (!read.issues.empty())
        throw error_in_file(read.issues.front(), target);
    return std::move(read.pictures);
}

} // namespace

void render(const CommandLine& request, const Target& target, const Texts& texts) {
    const int64_t step = asked_step(request, target, shown_steps(target.document));
    const int64_t terms = terms_of(target.document);
    if (request.term && *request.term > terms)
        refuse("error.whole_number",
               {{"value", std::to_string(*request.term)}, {"least", "0"}, {"most", std::to_string(terms)}},
               "--term");
    ExportRequest picture = export_request(request, target, texts, ExportKind::picture);
    picture.cursor = request.term ? after_terms(step, *request.term) : finished(step, terms);
    validate(picture);
    picture.fonts = load_fonts();
    run(picture, {});
}

void export_movie(const CommandLine& request, const Target& target, const Texts& texts) {
    ExportRequest movie = export_request(request, target, texts, ExportKind::movie);
    validate(movie);
    movie.fonts = load_fonts();
    ProgressBar bar(request.progress);
    run(movie, shown_by(bar));
}

namespace {

/// With its questions, in one language or, of a built-in one, in all.
void write_lesson_page(const CommandLine& request, const LessonToExport& asked) {
    if (request.reveal && *request.reveal != LessonReveal::both)
        refuse("error.page_reveal", {{"value", as_typed("--reveal", request)}}, "--reveal");
    std::vector<LessonToExport> lessons;
    for (const Language language : page_languages(request)) {
        CommandLine of_language = request;
        of_language.language = language;
        lessons.push_back(lesson_to_export(of_language));
        if (request.target.ends_with(".md"))
            break;
    }
    const LessonPictures pictures = pictures_of(asked, request.target);
    const PictureSize size = request.size.value_or(PictureSize{});
    LessonPage page;
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
    ProgressBar bar(request.progress);
    export_lesson_page(page, request.output, shown_by(bar));
}

} // namespace

void export_lesson_slides(const CommandLine& request) {
    const LessonToExport asked = lesson_to_export(request);
    if (request.output.ends_with(".html"))
        return write_lesson_page(request, asked);
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
    ProgressBar bar(request.progress);
    export_lesson({asked.lesson, slides_of(asked.lesson, reveal, asked.page), style, load_fonts(),
                   request.output, asked.name},
                  shown_by(bar));
}

void export_all(const CommandLine& request, const Texts& texts) {
    if (!request.output.ends_with('/')) {
        struct stat existing = {};
        if (stat(request.output.c_str(), &existing) != 0 || !S_ISDIR(existing.st_mode))
            refuse("error.output_folder", {{"value", request.output}}, request.output);
    }
    const auto* const named =
        std::find_if(std::begin(export_formats), std::end(export_formats),
                     [&](const ExportFormat& format) { return format.name == request.format; });
    FiguresRequest figures;
    if (named != std::end(export_formats))
        figures.format = named;
    figures.theme = request.theme.value_or(ThemeId::light);
    figures.language = texts.language();
    figures.folder = request.output;
    figures.pairs = request.pair;
    figures.holds_scene = !request.no_scene;
    figures.fonts = load_fonts();
    ProgressBar bar(request.progress);
    export_figures(figures, shown_by(bar));
}

} // namespace convlens
