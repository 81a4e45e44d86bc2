// Beside the entries of the unrolled matrix: the whole of it, small, and the kernel in its tones.
#include "scene/base/element_text.h"
#include "scene/base/tags.h"
#include "scene/lens/matrix/unrolled_drawing.h"

#include <algorithm>
#include <utility>

namespace convlens {

void UnrolledDrawing::draw_overview() {
    Box ground = box_of(overview_);
    ground.fill = theme_.card;
    ground.stroke = theme_.quiet;
    ground.stroke_width = unit_;
    canvas_.add(ground);
    const MatrixImage& image = scene_.rasters.matrices->unrolled();
    Raster raster;
    raster.origin = overview_.min;
    raster.u = {overview_.width(), 0};
    raster.v = {0, overview_.height()};
    raster.rows = image.rows;
    raster.columns = image.columns;
    raster.values = image.values;
    raster.map = tones_;
    canvas_.add(std::move(raster));

    const float x = overview_.width() / f(columns_);
    const float y = overview_.height() / f(rows_);
    const float line = std::max(y, 1.5F * unit_);
    const float at = std::min(y * f(row_), overview_.height() - line);
    Box current = box_of({overview_.min + Vec2{0, at}, {overview_.max.x, overview_.min.y + at + line}});
    current.fill = with_alpha(theme_.window, 0.35F);
    canvas_.add(current);

    Rect shown{{x * f(window_.first_column), y * f(window_.first_row)}, {}};
    shown.max = shown.min + Vec2{x * f(window_.columns), y * f(window_.rows)};
    const auto widen = [&](float& low, float& high, float end) { // large enough to be found
        const float least = 7 * unit_;
        if (high - low >= least)
            return;
        const float middle = std::clamp((low + high) / 2, least / 2, std::max(least / 2, end - least / 2));
        low = middle - least / 2;
        high = middle + least / 2;
    };
    widen(shown.min.x, shown.max.x, overview_.width());
    widen(shown.min.y, shown.max.y, overview_.height());
    Box frame = box_of({shown.min + overview_.min, shown.max + overview_.min});
    frame.stroke = theme_.current;
    frame.stroke_width = 1.5F * unit_;
    canvas_.add(frame);
}

void UnrolledDrawing::draw_captions() {
    const TextStyle quiet{12.5F * unit_, Face::sans, theme_.quiet};
    Vec2 at{loupe_.min.x + margin * unit_,
            std::min(sheet_.at(f(window_.rows), 0).y + 23 * unit_, loupe_.max.y - 37 * unit_)};
    CellWindow across = window_;
    across.first_row = 0;
    across.rows = rows_;
    CellWindow down = window_;
    down.first_column = 0;
    down.columns = columns_;
    std::vector<std::string> lines{position_text(scene_.texts(), across, rows_, columns_),
                                   position_text(scene_.texts(), down, rows_, columns_)};
    std::erase(lines, "");
    // Whole notes, as many as have room.
    const float room = (loupe_.max.y - at.y) / (17 * unit_) + 1;
    const auto most = static_cast<std::size_t>(std::clamp(room, 3.0F, 6.0F));
    for (const std::string& note : notes()) {
        const std::vector<std::string> wrap = wrapped(canvas_, note, quiet, loupe_.max.x - at.x);
        if (lines.size() + wrap.size() <= most)
            lines.insert(lines.end(), wrap.begin(), wrap.end());
    }
    lines.resize(most);
    for (const std::string& line : lines) {
        canvas_.text(line, at, quiet);
        at.y += 17 * unit_;
    }
}

Sheet UnrolledDrawing::legend_sheet() const {
    const Sizes size = legend_size();
    const float left = 20 * unit_;
    const float cell = lens_cell(canvas_, {legend_.width() - left, legend_.height() - 2 * unit_}, f(size[0]),
                                 f(size[1]), 19);
    return lens_sheet(legend_.min + Vec2{left, 0}, cell);
}

Vec2 UnrolledDrawing::notes_place() const {
    if (!weighted_ || x_column_)
        return legend_.min + Vec2{0, 12 * unit_};
    const Sizes size = legend_size();
    const Sheet sheet = legend_sheet();
    const float right = sheet.at(0, f(size[1])).x + 14 * unit_;
    if (legend_.max.x - right < 110 * unit_)
        return {legend_.min.x, sheet.at(f(size[0]), 0).y + 20 * unit_};
    return {right, legend_.min.y + 12 * unit_};
}

void UnrolledDrawing::draw_legend() {
    if (weighted_ && !x_column_) {
        const Sheet sheet = legend_sheet();
        const TextStyle letter{15 * unit_, Face::mono_bold, theme_.w.heading, AlignX::right, AlignY::middle};
        canvas_.text("w", {sheet.origin.x - 6 * unit_, sheet.at(f(legend_size()[0]) / 2, 0).y}, letter);
        for (int64_t k = 0; k < kernel_; ++k)
            draw_legend_cell(sheet, k);
    }
    if (!overview_.empty()) // its notes lie below the loupe
        return;
    Vec2 at = notes_place();
    for (const std::string& note : notes()) {
        const float room = (legend_.max.y - at.y) / (17 * unit_) + 1;
        const auto lines = static_cast<std::size_t>(std::clamp(room, 0.0F, 5.0F));
        at.y = draw_note(canvas_, note, at, legend_.max.x - at.x, lines) + 4 * unit_;
    }
}

void UnrolledDrawing::draw_legend_cell(const Sheet& sheet, int64_t k) {
    const int64_t columns = op_.kernel_size.back();
    const int64_t area = columns * legend_size()[0];
    const int64_t weight = legend_weight(k);
    LensCell cell;
    cell.fill = tone(weight);
    cell.line = theme_.w.line;
    cell.text_color = ink_on(theme_, cell.fill);
    cell.text_share = text_share(canvas_, sheet.cell());
    const TextStyle digits{std::max(cell.text_share * sheet.cell(), canvas_.min_text), Face::mono, {}};
    std::string text = element_text(scene_.input, *scene_.results().w, 'w', weight);
    const bool fits = canvas_.min_text <= 0 || canvas_.width(text, digits) <= 0.9F * sheet.cell();
    if (sheet.cell() >= 12 * unit_ && fits) // on the stage they are not made smaller
        cell.text = std::move(text);
    cell.tag = tag_of(TagSpace::w, weight);
    cell.lit = scene_.highlight.w(weight);
    const float row = f(k % area / columns);
    const float column = f(k % columns + k / area * (columns + 1));
    add_lens_cell(canvas_, sheet, row, column, cell);
    add_lens_frame(canvas_, sheet, row, column, 1, 1, weight == lit_weight_ ? theme_.current : Color{},
                   frame_width(canvas_, sheet.cell()));
}

} // namespace convlens
