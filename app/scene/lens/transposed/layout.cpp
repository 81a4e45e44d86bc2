// Places three matrices so that the cells of all are of one size, as large as can be; where they cannot be
// read whole, a part of each is shown.
#include "scene/lens/transposed/drawing.h"
#include "scene/lens/type.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace convlens {
namespace {

constexpr float max_cell = 40;    // units
constexpr float largest_cut = 30; // units: a part with larger cells shows too little
constexpr float min_cell = 4;     // units, without digits

float f(int64_t value) {
    return static_cast<float>(value);
}

std::vector<std::pair<std::string, TextStyle>> pieces_of(const Canvas& canvas,
                                                         const TransposedHeading& heading) {
    const float unit = canvas.unit;
    return {{heading.letter, {card_type::title * unit, Face::sans_bold, heading.color}},
            {(heading.letter.empty() ? "" : " ") + heading.words,
             {card_type::text * unit, Face::sans, canvas.theme.quiet}}};
}

} // namespace

TransposedParts::TransposedParts(Canvas& canvas, const Rect& area, std::vector<TransposedPart> parts)
    : canvas_(canvas), area_(area), parts_(std::move(parts)), head_(transposed_heading_height * canvas.unit),
      gap_(20 * canvas.unit), between_(6 * canvas.unit), cell_(std::floor(max_cell * canvas.unit)) {
    float legible = 0;
    for (const TransposedPart& part : parts_) {
        legible = std::max(legible, part.legible);
        float width = 0;
        for (const auto& [text, style] : pieces_of(canvas, part.heading))
            width += canvas.width(text, style);
        headings_.push_back(width);
    }
    if (legible == 0 || legible > largest_cut * canvas.unit) // there is nothing to read
        legible = min_cell * canvas.unit;
    legible = std::ceil(legible);
    while (!place_whole() && cell_ > legible)
        --cell_;
}

/// All of the cells, if they fit in some way.
bool TransposedParts::place_whole() {
    for (const auto arrange :
         {&TransposedParts::row, &TransposedParts::beside_each_other, &TransposedParts::column}) {
        places_ = (this->*arrange)();
        whole_ = std::all_of(places_.begin(), places_.end(), [&](const Rect& r) {
            return r.max.x <= area_.max.x + 0.5F && r.max.y <= area_.max.y + 0.5F;
        });
        if (whole_)
            return true;
    }
    return false;
}

std::vector<LensCut> TransposedParts::draw() {
    if (!whole_)
        places_ = shared();
    std::vector<LensCut> cuts;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const Rect& place = places_[i];
        cuts.push_back(lens_cut(canvas_, place, parts_[i].grid, cell_ / canvas_.unit, cell_ / canvas_.unit));
        auto pieces = pieces_of(canvas_, parts_[i].heading);
        const TextStyle quiet = pieces.back().second;
        // Decided by the longest that it becomes.
        LensCut last = cuts.back();
        last.first_row = parts_[i].grid.rows - last.rows;
        last.first_column = parts_[i].grid.columns - last.columns;
        const float range = canvas_.width(shown(i, last), quiet);
        const auto& [letter, bold] = pieces.front();
        const float room = place.width() + 0.5F; // as much as rounding may take
        const bool has_room = canvas_.width(letter, bold) + range <= room;
        if (headings_[i] + range > room && has_room)
            pieces[1].first.clear();
        pieces.emplace_back(has_room ? shown(i, cuts.back()) : std::string(), quiet);
        canvas_.run({place.min.x, place.min.y - head_ + 12 * canvas_.unit}, pieces);
    }
    return cuts;
}

std::string TransposedParts::shown(std::size_t i, const LensCut& cut) const {
    if (cut.whole || parts_[i].axes == 0)
        return {};
    const auto range = [](int64_t first, int64_t count) {
        return std::to_string(first) + "–" + std::to_string(first + count - 1);
    };
    return " [" + (parts_[i].axes == 2 ? range(cut.first_row, cut.rows) + ", " : "") +
           range(cut.first_column, cut.columns) + "]";
}

float TransposedParts::width(std::size_t i) const {
    return std::max(f(parts_[i].grid.columns) * cell_, headings_[i]);
}
float TransposedParts::height(std::size_t i) const {
    return head_ + f(parts_[i].grid.rows) * cell_;
}
Rect TransposedParts::at(std::size_t i, Vec2 corner) const {
    corner.y += head_;
    return {corner, corner + Vec2{width(i), height(i) - head_}};
}

std::vector<Rect> TransposedParts::row() const {
    std::vector<Rect> places;
    Vec2 corner = area_.min;
    for (std::size_t i = 0; i < parts_.size(); ++i, corner.x += gap_) {
        places.push_back(at(i, corner));
        corner.x += width(i);
    }
    return places;
}

std::vector<Rect> TransposedParts::column() const {
    std::vector<Rect> places;
    Vec2 corner = area_.min;
    for (std::size_t i = 0; i < parts_.size(); ++i, corner.y += between_) {
        places.push_back(at(i, corner));
        corner.y += height(i);
    }
    return places;
}

std::vector<Rect> TransposedParts::beside_each_other() const {
    if (parts_.size() < 3)
        return row();
    const bool first = parts_[0].main;
    const std::size_t main = first ? 0 : 2;
    const std::size_t upper = first ? 1 : 0;
    const float wide = std::max(width(upper), width(upper + 1));
    const float left = area_.min.x + (first ? width(main) + gap_ : 0);
    std::vector<Rect> places(3);
    places[main] = at(main, {first ? area_.min.x : left + wide + gap_, area_.min.y});
    places[upper] = at(upper, {left, area_.min.y});
    places[upper + 1] = at(upper + 1, {left, area_.min.y + height(upper) + between_});
    return places;
}

std::vector<Rect> TransposedParts::shared() const {
    const auto count = static_cast<float>(parts_.size());
    const bool rows =
        std::all_of(parts_.begin(), parts_.end(), [](const TransposedPart& p) { return p.grid.rows == 1; });
    std::vector<Rect> places(parts_.size());
    if (rows) {
        const float part = (area_.height() - (count - 1) * between_) / count;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const float y = area_.min.y + f(static_cast<int64_t>(i)) * (part + between_);
            places[i] = {{area_.min.x, y + head_}, {area_.max.x, y + part}};
        }
        return places;
    }
    // The main one has what the others leave to it, and more than half.
    const std::size_t main = parts_[0].main ? 0 : parts_.size() - 1;
    const std::size_t upper = main == 0 ? 1 : 0;
    const bool three = parts_.size() == 3;
    const float needed = std::max(width(upper), three ? width(upper + 1) : 0);
    const float wide =
        std::min(needed, std::max(0.46F * (area_.width() - gap_), area_.width() - gap_ - width(main)));
    const float left = area_.min.x + (main == 0 ? area_.width() - wide : 0);
    const Rect side{{left, area_.min.y + head_}, {left + wide, area_.max.y}};
    places[main] = {{main == 0 ? area_.min.x : left + wide + gap_, area_.min.y + head_},
                    {main == 0 ? left - gap_ : area_.max.x, area_.max.y}};
    places[upper] = side;
    if (three) {
        const float all = area_.height() - between_;
        const float high = std::min(height(upper), std::max(all / 2, all - height(upper + 1)));
        places[upper].max.y = area_.min.y + high;
        places[upper + 1] = side;
        places[upper + 1].min.y = area_.min.y + high + between_ + head_;
    }
    return places;
}

} // namespace convlens
