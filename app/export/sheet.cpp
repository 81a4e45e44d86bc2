// Steps are measured first, then drawn one after the other; figures are measured as they are drawn.
#include "export/sheet.h"

#include "document/evaluate/evaluate.h"
#include "document/evaluate/memory.h"
#include "document/evaluate/reverse.h"
#include "document/scene_file/embedded_scene.h"
#include "export/framing.h"
#include "export/paper.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "output/files/atomic_file.h"
#include "picture/scaled_frame.h"
#include "scene/contact_sheet.h"
#include "scene/network/network_animation.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

constexpr float margin = 4; // px around the content of a picture

void require_few(int64_t count, const std::string& place) {
    if (count > limits::sheet_pictures)
        throw Error(Error::Fault::request, "error.sheet_pictures",
                    {{"value", std::to_string(count)}, {"most", std::to_string(limits::sheet_pictures)}},
                    place);
}

/// What the pages are made of.
struct Cells {
    int64_t count = 0;
    Vec2 content; // of the largest
    std::function<SheetCell(int64_t)> cell;
};

SheetPlan plan_of(const SheetRequest& request, const Cells& cells) {
    const bool is_pdf = request.picture.format->ending == ".pdf";
    const std::optional<SheetPlan> plan = plan_sheet(cells.count, cells.content, request.page, is_pdf);
    if (!plan || std::max(plan->page.x, plan->page.y) > static_cast<float>(limits::picture_side))
        throw Error(Error::Fault::request, is_pdf ? "error.sheet_page" : "error.sheet_room",
                    {{"value", std::to_string(cells.count)}}, request.picture.places.size);
    return *plan;
}

bool write_cells(const SheetRequest& request, const Cells& cells, const Progress& progress) {
    const SheetPlan plan = plan_of(request, cells);
    const ExportRequest& look = request.picture;
    const Vec2 file = file_size({plan.page, look.file_width});
    if (look.format->is_painted)
        require_memory(static_cast<int64_t>(4 * double{file.x} * double{file.y}), look.places.size);
    AtomicFile target(look.path);
    Typesetter typesetter(look.fonts);
    const SheetLook style{theme(look.options.theme), typesetter, request.title,
                          look.options.composition.transparent};
    bool goes_on = true;
    const auto counted = [&](int64_t i) {
        goes_on = goes_on && (!progress || progress(i, cells.count));
        return goes_on ? cells.cell(i) : SheetCell{};
    };
    std::vector<Frame> pages;
    for (int64_t page = 0; page < plan.pages() && goes_on; ++page)
        pages.push_back(sheet_page(plan, page, counted, style));
    if (!goes_on)
        return false;
    if (look.file_width)
        for (Frame& page : pages)
            page = scaled_to(page, *look.file_width);
    target.write_whole(pages.size() == 1 ? look.format->picture(pages.front(), look.fonts, look.file)
                                         : pdf_of(pages, look.fonts, look.file));
    return true;
}

template <class Animated>
bool write_steps(const SheetRequest& request, Animated& animation, int64_t steps, const Progress& progress) {
    Pace pace = request.picture.pace;
    pace.rate = {1, 1};
    pace.step_us = 1'000'000;
    const int64_t first = pace.first_step;
    Cells cells;
    cells.count = animation.set_pace(pace);
    const int64_t last = first + cells.count - 1;
    SheetRequest sheet = request;
    sheet.picture.file.scene = held_scene(request.picture, last);
    const auto frame = [&](int64_t i) { return animation.frame(i); };
    const Framing framing(cells.count, frame, margin, request.picture.fonts);
    cells.content = framing.framed(frame(cells.count - 1)).size;
    const Texts texts(request.picture.options.language);
    cells.cell = [&](int64_t i) {
        return SheetCell{framing.framed(frame(i)),
                         texts("progress.step",
                               {{"step", std::to_string(first + i + 1)}, {"steps", std::to_string(steps)}}),
                         {}};
    };
    return write_cells(sheet, cells, progress);
}

/// That of the first picture.
std::string first_scene(const ExportRequest& look, const std::vector<SheetFigure>& figures) {
    for (const SheetFigure& figure : figures)
        if (look.holds_scene && figure.fault.empty())
            return embedded_scene(figure.document, shown_steps(figure.document) - 1);
    return {};
}

Frame last_picture(const ExportRequest& look, const Document& document) {
    Animation animation(document, evaluate(document), look.options, look.fonts);
    Pace pace;
    pace.rate = {1, 1};
    const int64_t frames = animation.set_pace(pace);
    const auto frame = [&](int64_t) { return animation.frame(frames - 1); };
    return Framing(1, frame, margin, look.fonts).framed(frame(0));
}

} // namespace

bool write_step_sheet(const SheetRequest& request, const Progress& progress) {
    const ExportRequest& look = request.picture;
    const int64_t steps = steps_of(look);
    require_steps(steps, look.pace, look.places);
    require_few(look.pace.steps_of(steps), look.places.steps);
    if (look.network) {
        NetworkAnimation animation(*look.network, *look.network_results, look.options, look.fonts);
        return write_steps(request, animation, steps, progress);
    }
    require_memory(results_bytes(look.document, {}), look.places.memory);
    Animation animation(look.document, evaluate(look.document), look.options, look.fonts);
    return write_steps(request, animation, steps, progress);
}

bool write_figure_sheet(const SheetRequest& request, const std::vector<SheetFigure>& figures,
                        const Progress& progress) {
    constexpr Vec2 room_for_words{240, 120};
    SheetRequest sheet = request;
    sheet.picture.file.scene = first_scene(request.picture, figures);
    Cells cells;
    cells.count = static_cast<int64_t>(figures.size());
    require_few(cells.count, request.picture.places.steps);
    std::vector<Frame> frames(figures.size());
    cells.content = room_for_words;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i].fault.empty())
            continue;
        require_memory(results_bytes(figures[i].document, {}), request.picture.places.memory);
        frames[i] = last_picture(request.picture, figures[i].document);
        cells.content = {std::max(cells.content.x, frames[i].size.x),
                         std::max(cells.content.y, frames[i].size.y)};
    }
    cells.cell = [&](int64_t i) {
        const auto at = static_cast<std::size_t>(i);
        return SheetCell{std::move(frames[at]), figures[at].caption, figures[at].fault};
    };
    return write_cells(sheet, cells, progress);
}

} // namespace convlens
