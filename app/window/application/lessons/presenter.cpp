// The frame is the class's, px for px; only its drawing here is smaller. So what is pointed at and drawn on
// is the same place in both windows.
#include "window/application/lessons/presenter.h"

#include "document/evaluate/evaluate.h"
#include "picture/scaled_frame.h"
#include "scene/compose.h"

#include <algorithm>
#include <cmath>

namespace convlens {

Frame first_picture(const Document& document, Vec2 size, float scale, const Theme& theme, const Texts& texts,
                    Typesetter& typesetter) {
    Document alone = document;
    alone.lenses.clear();
    const Results results = evaluate(alone, {});
    const Rasters rasters = make_rasters(results, {});
    Composition composition;
    composition.size = size;
    composition.scale = scale;
    composition.stage = true;
    composition.choices = false;
    Cursor beginning;
    beginning.phase = Phase::move;
    beginning.progress = 0;
    return compose({alone, results, beginning, {}, theme, texts, typesetter, composition, &rasters});
}

StagePlace mirrored_place(const Rect& room, Vec2 class_size, float class_scale, float pixel_ratio) {
    const float fit = std::min(room.width() / class_size.x, room.height() / class_size.y);
    const Vec2 half = class_size * (fit / 2);
    const Vec2 corner{std::round(room.center().x - half.x), std::round(room.center().y - half.y)};
    StagePlace place;
    place.rect = {corner, corner + 2 * half};
    place.ratio = 1 / fit;
    place.scale = class_scale * fit;
    place.zoom = pixel_ratio * fit;
    return place;
}

void NextPicture::draw(const std::string& name, const MakeFrame& make, const StagePlace& like,
                       const Rect& place, const Theme& theme, const Texts& texts,
                       Platform::Size framebuffer) {
    const Vec2 size{like.rect.width() * like.ratio, like.rect.height() * like.ratio};
    if (!made_ || made_->name != name || !(made_->size == size) || made_->theme != theme.id ||
        made_->language != texts.language())
        made_ = Made{name, size, theme.id, texts.language(), make(size, like.design_px())};
    const float pixel_ratio = like.zoom * like.ratio;
    const float zoom = place.width() * pixel_ratio / size.x;
    picture_.draw(scaled(made_->frame, zoom), {framebuffer.width, framebuffer.height,
                                               static_cast<int>(std::lround(place.min.x * pixel_ratio)),
                                               static_cast<int>(std::lround(place.min.y * pixel_ratio))});
}

} // namespace convlens
