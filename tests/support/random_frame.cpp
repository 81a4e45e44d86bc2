// Sizes and colours that make edges meet: seams, tiny boxes, thick strokes, texts that hang over.
#include "support/random_frame.h"

#include "i18n/names.h"

#include <array>
#include <cmath>
#include <tuple>

namespace convlens::test {
namespace {

struct Dice {
    std::mt19937& random;
    float real(float lo, float hi) { return lo + (hi - lo) * static_cast<float>(random() % 10000) / 10000; }
    int whole(int lo, int hi) { return lo + static_cast<int>(random() % static_cast<unsigned>(hi - lo + 1)); }
    template <class Enum> Enum any() {
        return static_cast<Enum>(whole(0, static_cast<int>(enum_count<Enum>()) - 1));
    }
    bool chance(int in) { return whole(1, in) == 1; }
    Vec2 point(Vec2 size) { return {real(-20, size.x + 20), real(-20, size.y + 20)}; }
    Color color() {
        Color c = rgb(static_cast<uint32_t>(random()) & 0xFFFFFFU);
        c.a = static_cast<uint8_t>(chance(3) ? whole(0, 255) : 255);
        return c;
    }
    /// Two edges of a parallelogram, upright ones and degenerate ones among them.
    std::pair<Vec2, Vec2> edges() {
        const Vec2 u{real(-50, 50), chance(2) ? 0 : real(-30, 30)};
        Vec2 v{u.y == 0 ? 0 : real(-30, 30), real(-50, 50)};
        if (chance(12))
            v = 1.5F * u;
        return {u, v};
    }
};

Box random_box(Dice& dice, Vec2 size) {
    Box box;
    box.origin = dice.point(size);
    std::tie(box.u, box.v) = dice.edges();
    if (dice.chance(3))
        box.origin = {std::round(box.origin.x), std::round(box.origin.y)};
    box.radius = dice.chance(3) ? dice.real(0, 12) : 0;
    box.fill = dice.color();
    box.stroke = dice.color();
    box.stroke_width = dice.chance(4) ? 0 : dice.real(0.2F, 5);
    box.dash = dice.any<Dash>();
    box.pattern = dice.any<Pattern>();
    box.ink = dice.color();
    return box;
}

Path random_path(Dice& dice, Vec2 size) {
    Path path;
    for (int i = dice.whole(0, 5); i >= 0; --i)
        path.points.push_back(dice.point(size));
    path.closed = dice.chance(2);
    path.fill = dice.color();
    path.stroke = dice.color();
    path.stroke_width = dice.real(0, 6);
    path.dash = dice.any<Dash>();
    return path;
}

Label random_label(Dice& dice, Vec2 size) {
    static const std::array<const char*, 8> texts{"0",           "12", "-7",    "卷积 Wj",
                                                  "y[1,2] = Åg", "",   "\xFF⌊", "Ậ█⌊"};
    Label label;
    label.text = texts[static_cast<std::size_t>(dice.whole(0, 7))];
    label.position = dice.point(size);
    label.size = dice.real(3, 40);
    label.face = dice.any<Face>();
    label.align_x = dice.any<AlignX>();
    label.align_y = dice.any<AlignY>();
    label.color = dice.color();
    return label;
}

Raster random_raster(Dice& dice, Vec2 size) {
    Raster raster;
    raster.origin = dice.point(size);
    std::tie(raster.u, raster.v) = dice.edges();
    raster.columns = dice.whole(1, 20);
    raster.rows = dice.whole(1, 20);
    auto values = std::make_shared<std::vector<float>>();
    for (int i = 0; i < raster.columns * raster.rows; ++i)
        values->push_back(dice.chance(9) ? NAN : dice.real(-2, 2));
    raster.values = values;
    raster.map = {-1, 0.25F, 1.5F, dice.color(), dice.color(), dice.color()};
    raster.shown = dice.chance(2) ? INT64_MAX : dice.whole(0, raster.columns * raster.rows);
    raster.blank = dice.color();
    raster.grid = dice.color();
    raster.grid_width = dice.real(0, 2);
    return raster;
}

Photo random_photo(Dice& dice, Vec2 size) {
    Photo photo;
    const Vec2 at = dice.point(size);
    photo.place = {at, at + Vec2{dice.real(-2, 60), dice.real(-2, 60)}};
    auto pixels = std::make_shared<PhotoPixels>();
    pixels->width = dice.whole(0, 40);
    pixels->height = dice.whole(1, 40);
    for (int i = 0; i < pixels->width * pixels->height; ++i) {
        const auto alpha = static_cast<uint32_t>(dice.chance(3) ? dice.whole(0, 255) : 255);
        uint32_t color = alpha;
        for (int channel = 0; channel < 3; ++channel)
            color = color << 8 | static_cast<uint32_t>(dice.whole(0, static_cast<int>(alpha)));
        pixels->colors.push_back(color);
    }
    photo.pixels = pixels;
    return photo;
}

} // namespace

Item random_item(std::mt19937& random, Vec2 size) {
    Dice dice{random};
    Item item;
    switch (dice.whole(0, 5)) {
    case 0:
        item.shape = random_path(dice, size);
        break;
    case 1:
        item.shape = random_label(dice, size);
        break;
    case 2:
        item.shape = random_raster(dice, size);
        break;
    case 3:
        item.shape = random_photo(dice, size);
        break;
    default:
        item.shape = random_box(dice, size);
        break;
    }
    if (dice.chance(3))
        item.clip = static_cast<int16_t>(dice.whole(0, 1));
    return item;
}

Frame random_frame(std::mt19937& random, Vec2 size, int items) {
    Dice dice{random};
    Frame frame;
    frame.size = size;
    frame.background = dice.chance(4) ? Color{} : rgb(0xFFFFFF);
    for (int i = 0; i < 2; ++i) {
        const Vec2 at = dice.point(size);
        frame.clips.push_back({at, at + Vec2{dice.real(10, 120), dice.real(10, 120)}});
    }
    for (int i = 0; i < items; ++i)
        frame.items.push_back(random_item(random, size));
    return frame;
}

} // namespace convlens::test
