// A grid. Pictures of different sizes keep one scale, so that a cell is as large in each of them.
#include "scene/contact_sheet.h"

#include "picture/crop.h"
#include "picture/scaled_frame.h"
#include "scene/base/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

// px
constexpr float margin = 24, sheet_gap = 18, caption_height = 24, caption_size = 14, sheet_title = 40,
                title_size = 20;
constexpr float max_side = 4096; // of a page that is as large as it needs to be
constexpr float wanted_aspect = 1.4F;
// Digits of figures are about 15 px high at scale 1.
constexpr std::array<float, 11> free_scales = {1,    0.95F, 0.9F, 0.85F, 0.8F, 0.75F,
                                               0.7F, 0.65F, 0.6F, 0.55F, 0.5F};
constexpr float max_scale = 1.5F, min_scale = 0.4F, paged_scale = 0.6F, scale_step = 0.05F;

Vec2 pitch(Vec2 content, float scale) {
    return {content.x * scale + sheet_gap, content.y * scale + caption_height + sheet_gap};
}

Vec2 page_of(Vec2 content, float scale, int64_t columns, int64_t rows) {
    const Vec2 step = pitch(content, scale);
    return {2 * margin - sheet_gap + static_cast<float>(columns) * step.x,
            2 * margin + sheet_title - sheet_gap + static_cast<float>(rows) * step.y};
}

int fitting(float room, float step) {
    return std::max(0, static_cast<int>(std::floor((room + sheet_gap) / step)));
}

SheetPlan grid_on(Vec2 page, Vec2 content, float scale, int64_t count) {
    const Vec2 step = pitch(content, scale);
    SheetPlan plan{page, content, scale, 0, 0, count};
    plan.columns = fitting(page.x - 2 * margin, step.x);
    plan.rows = fitting(page.y - 2 * margin - sheet_title, step.y);
    return plan;
}

/// As wide as a page is, with as few places left over as that allows.
SheetPlan free_plan(int64_t count, Vec2 content, float scale) {
    int64_t columns = 1;
    const auto rows = [&] { return (count + columns - 1) / columns; };
    const auto aspect = [&] {
        const Vec2 page = page_of(content, scale, columns, rows());
        return page.x / page.y;
    };
    while (columns < count && aspect() < wanted_aspect)
        ++columns;
    columns = (count + rows() - 1) / rows();
    const Vec2 page = page_of(content, scale, columns, rows());
    return {{std::ceil(page.x), std::ceil(page.y)},
            content,
            scale,
            static_cast<int>(columns),
            static_cast<int>(rows()),
            count};
}

/// Nothing of a picture lies outside of its place.
void put_picture(const Frame& picture, Vec2 at, float scale, Frame& page) {
    const Frame small = scaled(picture, scale);
    const Frame moved = cropped(small, {Vec2{} - at, small.size});
    const Rect place{at, at + small.size};
    const auto first_clip = static_cast<int16_t>(page.clips.size());
    page.clips.push_back(place);
    for (const Rect& clip : moved.clips)
        page.clips.push_back(intersected(clip, place));
    for (Item item : moved.items) {
        item.clip = static_cast<int16_t>(first_clip + 1 + item.clip); // -1: the place
        item.tag = {};
        page.items.push_back(std::move(item));
    }
}

/// What cannot be, in its place.
void put_fault(const std::string& fault, const Rect& place, Canvas& canvas) {
    const Theme& t = canvas.theme;
    Box box = box_of(place);
    box.fill = t.card;
    box.stroke = t.quiet;
    box.stroke_width = 1;
    box.dash = Dash::dashed;
    canvas.add(box);
    const TextStyle style{caption_size, Face::sans, t.text, AlignX::center, AlignY::middle};
    constexpr float line_height = 1.35F * caption_size;
    const float inside = place.width() - 16;
    std::vector<std::string> lines = wrapped(canvas, fault, style, inside);
    const auto room =
        static_cast<std::size_t>(std::max(1.0F, std::floor((place.height() - 8) / line_height)));
    if (lines.size() > room) {
        lines.resize(room);
        lines.back() += "…";
    }
    Vec2 at = place.center() - Vec2{0, line_height * static_cast<float>(lines.size() - 1) / 2};
    for (std::string& line : lines) {
        TextStyle fitted = style;
        canvas.fit(line, fitted, inside);
        canvas.text(line, at, fitted);
        at.y += line_height;
    }
}

} // namespace

std::optional<SheetPlan> plan_sheet(int64_t count, Vec2 content, std::optional<Vec2> page, bool many_pages) {
    if (!page) {
        for (const float scale : free_scales) {
            SheetPlan plan = free_plan(count, content, scale);
            if (std::max(plan.page.x, plan.page.y) <= max_side || scale == free_scales.back())
                return plan;
        }
    }
    const int steps = static_cast<int>(std::lround((max_scale - min_scale) / scale_step));
    for (int i = 0; i <= steps; ++i) {
        const SheetPlan plan = grid_on(*page, content, max_scale - static_cast<float>(i) * scale_step, count);
        if (plan.columns > 0 && plan.rows > 0 && plan.pages() == 1)
            return plan;
    }
    const SheetPlan paged = grid_on(*page, content, paged_scale, count);
    if (many_pages && paged.columns > 0 && paged.rows > 0)
        return paged;
    return {};
}

Frame sheet_page(const SheetPlan& plan, int64_t number, const std::function<SheetCell(int64_t)>& cell,
                 const SheetLook& look) {
    Frame page;
    page.size = plan.page;
    page.background = look.transparent ? Color{} : look.theme.ground;
    Canvas canvas(page, look.theme, look.typesetter, 1);
    const Theme& t = look.theme;
    std::string title = look.title;
    if (plan.pages() > 1)
        title.append(title.empty() ? "" : "  ")
            .append(std::to_string(number + 1))
            .append(" / ")
            .append(std::to_string(plan.pages()));
    TextStyle heading{title_size, Face::sans_bold, t.text, AlignX::left, AlignY::baseline};
    canvas.fit(title, heading, plan.page.x - 2 * margin);
    canvas.text(title, {margin, margin + title_size}, heading);
    const Vec2 step = pitch(plan.content, plan.scale);
    const Vec2 inner = plan.content * plan.scale;
    const int64_t places = int64_t{plan.columns} * plan.rows;
    const int64_t first = number * places;
    for (int64_t i = first; i < std::min(plan.count, first + places); ++i) {
        const SheetCell shown = cell(i);
        const auto column = static_cast<float>((i - first) % plan.columns);
        const int64_t row_number = (i - first) / plan.columns;
        const auto row = static_cast<float>(row_number);
        const Vec2 corner{std::round(margin + column * step.x),
                          std::round(margin + sheet_title + row * step.y)};
        std::string caption = shown.caption;
        TextStyle style{caption_size, Face::sans, t.quiet, AlignX::left, AlignY::baseline};
        canvas.fit(caption, style, inner.x);
        canvas.text(caption, corner + Vec2{0, caption_size}, style);
        const Vec2 below = corner + Vec2{0, caption_height};
        if (shown.fault.empty())
            put_picture(shown.frame, below, plan.scale, page);
        else
            put_fault(shown.fault, {below, below + inner}, canvas);
    }
    return page;
}

} // namespace convlens
