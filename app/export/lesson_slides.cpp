// Slides are composed one after the other; the files take their names when all are there.
#include "export/lesson_slides.h"

#include "document/evaluate.h"
#include "document/memory.h"
#include "export/export_name.h"
#include "i18n/error.h"
#include "lesson/offers.h"
#include "output/files/atomic_file.h"
#include "output/files/staged_files.h"
#include "scene/page/blanking.h"
#include "scene/page/compose_page.h"

#include <utility>

namespace convlens {
namespace {

/// "page-03", "page-03-reveal"
std::string slide_name(const LessonExport& request, const Slide& slide) {
    const std::size_t digits = std::max<std::size_t>(std::to_string(request.lesson.pages.size()).size(), 2);
    std::string number = std::to_string(slide.page + 1);
    number.insert(0, digits - std::min(digits, number.size()), '0');
    return "page-" + number + (slide.is_revealed ? "-reveal" : "");
}

void write_file(const std::string& path, const std::string& bytes) {
    AtomicFile file(path);
    file.write(bytes);
    file.commit();
}

/// All slides, or nothing where it was ended.
std::vector<Frame> frames_of(const LessonExport& request, const Progress& progress) {
    Typesetter typesetter(request.fonts);
    std::vector<Frame> frames;
    const auto all = static_cast<int64_t>(request.slides.size());
    for (const Slide& slide : request.slides) {
        frames.push_back(slide_frame(request.lesson, slide, request.style, typesetter));
        if (progress && !progress(static_cast<int64_t>(frames.size()), all))
            return {};
    }
    return frames;
}

void write_folder(const LessonExport& request, const std::vector<Frame>& frames) {
    StagedFiles staged(request.path);
    std::string name;
    try {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            name = slide_name(request, request.slides[i]) + ".png";
            write_file(staged.add(name), png_of(frames[i], request.fonts));
        }
        name = request.name + ".pdf";
        write_file(staged.add(name), pdf_of(frames, request.fonts));
    } catch (Error& error) {
        error.where = request.path + name; // not the name that it has until all are there
        throw;
    }
    staged.commit();
}

} // namespace

std::vector<Slide> slides_of(const Lesson& lesson, Reveal reveal, std::optional<std::size_t> page) {
    std::vector<Slide> slides;
    for (std::size_t i = 0; i < lesson.pages.size(); ++i) {
        if (page && *page != i)
            continue;
        const bool asks = lesson.pages[i].question.has_value();
        if (!asks || reveal != Reveal::yes)
            slides.push_back({i, false});
        if (asks && reveal != Reveal::no)
            slides.push_back({i, true});
    }
    return slides;
}

Frame slide_frame(const Lesson& lesson, const Slide& slide, const SlideStyle& style, Typesetter& typesetter) {
    const Page& page = lesson.pages[slide.page];
    PageInput input{.lesson = lesson,
                    .page = slide.page,
                    .theme = theme(style.theme),
                    .texts = Texts(style.language),
                    .typesetter = typesetter,
                    .size = style.size};
    Results results;
    if (page.scene) {
        results = evaluate(page.scene->document);
        input.scene = &page.scene->document;
        input.results = &results;
        input.cursor = opening_cursor(results, page.scene->step);
    }
    if (page.scene && page.question) {
        input.question = &*page.question;
        input.state.in_class = true;
        input.state.phase = slide.is_revealed ? PagePhase::revealed : PagePhase::asking;
        input.state.offers = offers_of(*input.scene, *page.question, 0);
        if (slide.is_revealed)
            input.cursor = revealed_cursor(results, *page.question, page.scene->step);
    } else if (page.scene) {
        input.cursor.reveal_all = true;
    }
    return compose_page(input);
}

bool export_lesson(const LessonExport& request, const Progress& progress) {
    const bool is_folder = request.path.ends_with('/');
    const ExportFormat* const format =
        is_folder ? nullptr : &export_format(request.path, ExportKind::picture);
    const double pixels =
        static_cast<double>(request.style.size.x) * static_cast<double>(request.style.size.y);
    require_memory(static_cast<int64_t>(4 * pixels), "--size");
    const bool holds_all = is_folder || format->ending == ".pdf";
    if (!holds_all && request.slides.size() > 1)
        throw Error(Error::Fault::request, "error.lesson_slides",
                    {{"value", std::to_string(request.slides.size())}}, request.path);
    const std::vector<Frame> frames = frames_of(request, progress);
    if (frames.empty())
        return false;
    if (is_folder)
        write_folder(request, frames);
    else
        write_file(request.path, holds_all ? pdf_of(frames, request.fonts)
                                           : format->picture(frames.front(), request.fonts));
    return true;
}

} // namespace convlens
