// Side by side, or one below the other where a picture is higher than it is wide.
#include "scene/pair/halves.h"

#include "document/evaluate/reverse.h"
#include "scene/model/rasters.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace convlens {
namespace {

std::array<Rect, 2> halves_of(Vec2 size) {
    std::array<Rect, 2> halves{Rect{{0, 0}, size}, Rect{{0, 0}, size}};
    if (size.x >= 0.9F * size.y)
        halves[0].max.x = halves[1].min.x = std::round(size.x / 2);
    else
        halves[0].max.y = halves[1].min.y = std::round(size.y / 2);
    return halves;
}

/// X of the one is Y of the other.
Tag across(Tag tag) {
    const auto x = static_cast<uint32_t>(TagSpace::x), y = static_cast<uint32_t>(TagSpace::y);
    if (tag.space == x || tag.space == y)
        tag.space = tag.space == x ? y : x;
    else if (tag.space != static_cast<uint32_t>(TagSpace::w))
        tag = {};
    return tag;
}

/// What is pointed at as the one or the other figure knows it.
Tag hover_in(Tag hover, bool beside) {
    const bool is_beside = hover.layer == beside_layer;
    hover.layer = 0;
    return is_beside == beside ? hover : across(hover);
}

void move(Shape& shape, Vec2 by) {
    if (auto* path = std::get_if<Path>(&shape))
        for (Vec2& point : path->points)
            point = point + by;
    else if (auto* label = std::get_if<Label>(&shape))
        label->position = label->position + by;
    else if (auto* raster = std::get_if<Raster>(&shape))
        raster->origin = raster->origin + by;
    else if (auto* box = std::get_if<Box>(&shape))
        box->origin = box->origin + by;
    else if (auto* photo = std::get_if<Photo>(&shape))
        photo->place = {photo->place.min + by, photo->place.max + by};
}

void move(PlaneShare& share, Vec2 by) {
    share.strip.origin = share.strip.origin + by;
    share.map.origin = share.map.origin + by;
    share.strip_words = share.strip_words + by;
}

} // namespace

Document with_look(const Document& beside, const Document& document) {
    Document shown = beside;
    shown.view = document.view;
    shown.cell_text = document.cell_text;
    shown.digits = document.digits;
    shown.pins = document.pins;
    for (Pin& pin : shown.pins)
        if (pin.tensor != Pin::Tensor::w)
            pin.tensor = pin.tensor == Pin::Tensor::x ? Pin::Tensor::y : Pin::Tensor::x;
    return shown;
}

bool is_pair(const SceneInput& input) {
    return !input.composition.half && input.results.issues.empty() && input.results.paired &&
           input.results.paired->results.issues.empty();
}

PairHalves::PairHalves(const SceneInput& input)
    : input_(input), own_is_second_(leads_back(input.results.operation.kind)),
      places_(halves_of(input.composition.size)),
      beside_document_(with_look(input.results.paired->document, input.document)),
      own_(input), beside_{beside_document_,
                           input.results.paired->results,
                           input.beside_cursor,
                           hover_in(input.hover, true),
                           input.theme,
                           input.texts,
                           input.typesetter,
                           {},
                           input.rasters ? input.rasters->beside.get() : nullptr} {
    own_.hover = hover_in(input.hover, false);
    own_.last = nullptr;
    own_.composition = composition_of_half();
    beside_.composition = own_.composition;
    beside_.composition.base_channel = beside_.composition.top_channel = -1;
    beside_.composition.kernel_turn = 1;
}

Composition PairHalves::composition_of_half() const {
    Composition half = input_.composition;
    half.size = {places_[0].width(), places_[0].height()};
    half.half = half.formula = half.progress = true;
    half.lenses = half.choices = false;
    return half;
}

void PairHalves::set_title_height(float height) {
    own_.composition.half_title = beside_.composition.half_title = height;
}

void PairHalves::leave_out(int parts) {
    own_.composition.half_without = beside_.composition.half_without = parts;
}

std::array<Vec2, 2> PairHalves::divider() const {
    const Rect& second = places_[1];
    const bool beside = second.min.x > 0;
    const Vec2 end = beside ? Vec2{second.min.x, second.max.y} : Vec2{second.max.x, second.min.y};
    const Vec2 inset = (end - second.min) * 0.04F;
    return {second.min + inset, end - inset};
}

void add_half(Frame& frame, Frame half, Vec2 corner, bool is_beside) {
    const auto first_clip = static_cast<int16_t>(frame.clips.size());
    for (const Rect& clip : half.clips)
        frame.clips.push_back({clip.min + corner, clip.max + corner});
    for (Item& item : half.items) {
        move(item.shape, corner);
        if (item.clip >= 0)
            item.clip = static_cast<int16_t>(item.clip + first_clip);
        if (is_beside && item.tag.space != 0)
            item.tag.layer = beside_layer;
    }
    std::move(half.items.begin(), half.items.end(), std::back_inserter(frame.items));
}

FigurePlaces moved(FigurePlaces places, Vec2 by) {
    for (Stack* stack : {&places.base, &places.top, &places.weights})
        stack->origin = stack->origin + by;
    move(places.base_share, by);
    move(places.top_share, by);
    for (Vec2* at : {&places.base_heading, &places.top_heading, &places.weights_heading})
        *at = *at + by;
    for (LoupePlace* loupe : {&places.loupe, &places.weights_loupe})
        loupe->sheet.origin = loupe->sheet.origin + by;
    return places;
}

} // namespace convlens
