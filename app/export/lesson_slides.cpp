// Slides are composed one after the other; the files take their names when all are there.
#include "export/lesson_slides.h"

#include "document/evaluate/memory.h"
#include "document/scene_file/embedded_scene.h"
#include "export/export_name.h"
#include "i18n/error.h"
#include "output/files/atomic_file.h"
#include "output/files/staged_files.h"
#include "output/files/write_path.h"
#include "scene/page/compose_page.h"
#include "scene/page/page_content.h"

#include <algorithm>
#include <span>
#include <utility>

namespace convlens {
namespace {

/// "page-03", "page-03.reveal": they sort in the order of showing, with their ending, in any language.
std::string slide_name(const LessonExport& request, const Slide& slide) {
    const auto pages = static_cast<int64_t>(request.lesson.pages.size());
    return "page-" + padded_number(static_cast<int64_t>(slide.page) + 1, pages, 2) +
           (slide.is_revealed ? ".reveal" : "");
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

/// What a file of these slides holds.
FileFacts facts_of(const LessonExport& request, std::span<const Slide> slides) {
    FileFacts facts;
    facts.title = slides.size() == 1 ? request.lesson.pages[slides.front().page].title : request.lesson.title;
    if (!request.holds_scene)
        return facts;
    HeldLesson held = request.held;
    if (slides.size() == 1)
        held.page = static_cast<int64_t>(slides.front().page);
    facts.scene = held_slides(request.lesson, held, slides);
    return facts;
}

void write_folder(const LessonExport& request, const std::vector<Frame>& frames, StagedFiles& staged) {
    std::string name;
    try {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            name = slide_name(request, request.slides[i]) + ".png";
            staged.add(name, png_of(frames[i], request.fonts, facts_of(request, {&request.slides[i], 1})));
        }
        name = request.name + ".pdf";
        staged.add(name, pdf_of(frames, request.fonts, facts_of(request, request.slides)));
    } catch (Error& error) {
        error.where = request.path + name; // not the name that it has until all are there
        throw;
    }
    staged.commit();
}

} // namespace

std::string held_slides(const Lesson& lesson, const HeldLesson& held, std::span<const Slide> slides) {
    std::string text;
    for (const Slide& slide : slides) {
        const std::optional<PageScene>& scene = lesson.pages[slide.page].scene;
        if (!scene)
            continue;
        const int64_t step = std::max<int64_t>(scene->step - 1, 0); // steps before it are finished
        text = scene->network ? embedded_scene(*scene->network, step) : embedded_scene(scene->document, step);
        break;
    }
    return embedded_lesson(held, std::move(text));
}

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
    const std::optional<PageContent> content = page_content(lesson.pages[slide.page]);
    QuestionState state;
    if (content && content->question)
        state = question_state(*content, slide.is_revealed ? PagePhase::revealed : PagePhase::asking, true);
    PageInput input =
        page_input(lesson, slide.page, content ? &*content : nullptr, state,
                   {theme(style.theme), Texts(style.language), typesetter, style.size, 1, style.pictures});
    input.keys = PageKeys::none;
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
    std::optional<StagedFiles> folder;
    std::optional<AtomicFile> file;
    if (is_folder)
        folder.emplace(request.path);
    else
        file.emplace(request.path);
    const std::vector<Frame> frames = frames_of(request, progress);
    if (frames.empty())
        return false;
    if (folder)
        write_folder(request, frames, *folder);
    else
        file->write_whole(
            holds_all ? pdf_of(frames, request.fonts, facts_of(request, request.slides))
                      : format->picture(frames.front(), request.fonts, facts_of(request, request.slides)));
    return true;
}

bool export_lesson_page(const LessonPage& page, const std::string& path, const Progress& progress) {
    const double pixels = static_cast<double>(page.size.x) * static_cast<double>(page.size.y);
    require_memory(static_cast<int64_t>(4 * pixels), "--size");
    AtomicFile file(path);
    const std::optional<std::string> bytes = lesson_page(page, progress);
    if (bytes)
        file.write_whole(*bytes);
    return bytes.has_value();
}

} // namespace convlens
