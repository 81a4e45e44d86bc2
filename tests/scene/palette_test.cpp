// The colours of a movie are fixed before its first frame: whatever a lens paints lies on a pair of them.
#include "document/evaluate/evaluate.h"
#include "document/names.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "scene/lens_table.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

namespace convlens {
namespace {

using ColorPairs = std::vector<std::pair<Color, Color>>;

// Of 255, in each channel: a mixture need not be the same to the bit, and less so at the edges of texts.
constexpr float near_enough = 7;
constexpr float near_enough_at_edges = 15;

/// How far a colour is from the nearest mixture of a pair.
float distance(Color color, const ColorPairs& pairs) {
    const auto channels = [](Color c) {
        return std::array{static_cast<float>(c.r), static_cast<float>(c.g), static_cast<float>(c.b)};
    };
    const auto c = channels(color);
    float best = 255;
    for (const auto& [ink, ground] : pairs) {
        const auto a = channels(ink), b = channels(ground);
        float along = 0, length = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            along += (c[i] - a[i]) * (b[i] - a[i]);
            length += (b[i] - a[i]) * (b[i] - a[i]);
        }
        const float t = length > 0 ? std::clamp(along / length, 0.0F, 1.0F) : 0;
        float off = 0;
        for (std::size_t i = 0; i < 3; ++i)
            off = std::max(off, std::abs(a[i] + (b[i] - a[i]) * t - c[i]));
        best = std::min(best, off);
    }
    return best;
}

Color over(Color ink, Color ground) {
    const float alpha = static_cast<float>(ink.a) / 255;
    ink.a = ground.a = 255;
    return mixed(ground, ink, alpha);
}

bool covers(const Box& box, Vec2 point) {
    const float area = box.u.x * box.v.y - box.u.y * box.v.x;
    if (area == 0)
        return false;
    const Vec2 d = point - box.origin;
    const float right = (d.x * box.v.y - d.y * box.v.x) / area, down = (box.u.x * d.y - box.u.y * d.x) / area;
    return right >= 0 && right <= 1 && down >= 0 && down <= 1;
}

Box box_of(const Raster& raster) {
    Box box;
    box.origin = raster.origin;
    box.u = raster.u;
    box.v = raster.v;
    return box;
}

/// What the boxes before item `end` leave at a point; none where a raster lies there.
std::optional<Color> ground_at(const Frame& frame, std::size_t end, Vec2 point) {
    std::optional<Color> ground = frame.background;
    for (std::size_t i = 0; i < end; ++i) {
        const Shape& shape = frame.items[i].shape;
        if (const auto* box = std::get_if<Box>(&shape); box && covers(*box, point))
            ground = box->fill.a == 255 ? box->fill
                     : ground           ? std::optional(over(box->fill, *ground))
                                        : ground;
        if (const auto* raster = std::get_if<Raster>(&shape); raster && covers(box_of(*raster), point))
            ground = std::nullopt;
    }
    return ground;
}

struct Painted {
    Color color;
    bool edge = false; // between an ink and its ground
};

/// Every colour that an item paints in full, and of a text what lies halfway to its ground.
std::vector<Painted> painted(const Frame& frame, std::size_t n) {
    std::vector<Painted> colors;
    const auto add = [&](Color ink, Vec2 at) {
        if (ink.a == 255)
            colors.push_back({ink});
        else if (const auto ground = ground_at(frame, n, at); ink.a > 0 && ground)
            colors.push_back({over(ink, *ground)});
    };
    const Shape& shape = frame.items[n].shape;
    if (const auto* box = std::get_if<Box>(&shape)) {
        const Vec2 middle = box->origin + box->u * 0.5F + box->v * 0.5F;
        add(box->fill, middle);
        if (box->stroke_width > 0)
            add(box->stroke, middle);
        if (box->pattern != Pattern::none)
            add(box->fill.a == 255 ? over(box->ink, box->fill) : box->ink, middle);
    } else if (const auto* path = std::get_if<Path>(&shape); path && !path->points.empty()) {
        const Vec2 middle = path->points[path->points.size() / 2];
        add(path->fill, middle);
        add(path->stroke, middle);
    } else if (const auto* label = std::get_if<Label>(&shape); label && !label->text.empty()) {
        add(label->color, label->position);
        if (const auto ground = ground_at(frame, n, label->position); label->color.a > 0 && ground)
            colors.push_back({mixed(*ground, over(label->color, *ground), 0.5F), true});
    } else if (const auto* raster = std::get_if<Raster>(&shape); raster && raster->values) {
        const ColorMap& map = raster->map;
        for (const Color color : {map.low, mixed(map.low, map.middle, 0.5F), map.middle,
                                  mixed(map.middle, map.high, 0.5F), map.high, raster->blank})
            add(color, raster->origin);
    }
    return colors;
}

/// Figures of every kind of operation, small and large, with what lies in an image.
std::vector<Document> figures() {
    std::vector<Document> documents;
    for (const char* name :
         {"numerical_padding_strides", "padding_strides_odd_transposed", "dilation", "numerical_max_pooling",
          "average_pooling_padding", "lp_pooling", "overlapping_max_unpooling", "grouped", "convolution_3d",
          "checkerboard_transposed"})
        documents.push_back(scene_test::preset_document(name));
    Document large = documents.front();
    large.operation = make_operation(Kind::conv, {96, 96}, {5, 5});
    documents.push_back(large);
    Document image = documents.front();
    image.operation = make_operation(Kind::conv, {12, 12}, {3, 3});
    image.input.kind = SourceKind::image;
    documents.push_back(image);
    for (const std::size_t several : {7U, 8U}) { // in volumes, too
        documents.push_back(documents[several]);
        documents.back().view = View::volumes;
    }
    return documents;
}

/// The lens alone, once in each of its choices.
std::vector<Document> choices_of(Document document, Lens lens) {
    document.lenses = {lens};
    document.pins = {{Pin::Tensor::x, std::vector<int64_t>(document.operation.dims() + 2, 0)}};
    std::vector<Document> documents{document};
    if (lens_entry(lens).choose == nullptr)
        return documents;
    for (int64_t choice = 0; choice < 5; ++choice) {
        Document chosen = document;
        lens_entry(lens).choose(chosen, choice);
        if (std::find(documents.begin(), documents.end(), chosen) == documents.end())
            documents.push_back(chosen);
    }
    return documents;
}

std::string text_of(Color c) {
    char text[8];
    std::snprintf(text, sizeof text, "#%02X%02X%02X", c.r, c.g, c.b);
    return text;
}

/// A line for each colour of the frame that lies on no pair.
void add_missing(const Frame& frame, const ColorPairs& pairs, const Theme& colors,
                 std::set<std::string>& missing) {
    static constexpr std::array shapes{" (box)", " (path)", " (label)", " (raster)"};
    std::set<std::pair<uint32_t, bool>> known;
    for (std::size_t n = 0; n < frame.items.size(); ++n)
        for (const auto& [color, edge] : painted(frame, n)) {
            if (!known.insert({static_cast<uint32_t>(color.r << 16 | color.g << 8 | color.b), edge}).second)
                continue;
            const float off = distance(color, pairs);
            if (off > (edge ? near_enough_at_edges : near_enough))
                missing.insert(std::string(colors.name) + " " + text_of(color) + " is " +
                               std::to_string(off) + " off, of a shape of " +
                               tag_space_name(frame.items[n].tag.space) +
                               shapes[frame.items[n].shape.index()] + (edge ? " edge" : ""));
        }
}

class LensColors : public testing::TestWithParam<Lens> {};

TEST_P(LensColors, lie_on_a_pair_of_the_movies_palette) {
    const Lens lens = GetParam();
    std::set<std::string> missing;
    for (const Document& figure : figures())
        for (const Document& document : choices_of(figure, lens)) {
            const Results results = evaluate(document);
            ASSERT_TRUE(results.issues.empty()) << scene_test::describe(document);
            for (const Theme& colors : themes()) {
                RenderOptions options;
                options.theme = colors.id;
                Animation animation(document, results, options, scene_test::fonts());
                const ColorPairs pairs = animation.palette_pairs();
                for (const Cursor& cursor :
                     {finished(0, results.terms_per_step), after_terms(results.steps / 2, 2),
                      finished(results.steps - 1, results.terms_per_step)})
                    add_missing(animation.at(cursor), pairs, colors, missing);
            }
        }
    std::string lines;
    for (const std::string& line : missing)
        lines += "\n" + line;
    EXPECT_TRUE(missing.empty()) << lines;
}

std::vector<Lens> all_lenses() {
    std::vector<Lens> lenses;
    for (const auto& [name, lens] : lens_names())
        lenses.push_back(lens);
    return lenses;
}

INSTANTIATE_TEST_SUITE_P(EachLens, LensColors, testing::ValuesIn(all_lenses()),
                         [](const auto& lens) { return std::string(name_of(lens_names(), lens.param)); });

} // namespace
} // namespace convlens
