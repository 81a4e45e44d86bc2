// Built-in networks, evaluated as the program does.
#include "scene/network/network_fixture.h"

#include "network/evaluate.h"
#include "scene/base/color_maps.h"
#include "scene/network/compose_network.h"
#include "scene/network/way_back/stages.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace convlens::scene_test {

Frame Networked::frame(const NetworkFrameOptions& options) const {
    Composition composition;
    composition.size = options.size;
    composition.choices = options.choices && !options.stage;
    composition.stage = options.stage;
    composition.progress = !options.choices && !options.stage;
    return compose_network({document, results, options.cursor.value_or(finished(options.step, 1)),
                            options.hover, theme(options.theme), Texts(options.language), typesetter(),
                            composition, pictures, options.pages, nullptr,
                            options.cursor ? BackPace::cells : BackPace::stages});
}

int Networked::layer(const std::string& name) const {
    const std::vector<Layer>& layers = results.network->layers;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (layers[i].name == name)
            return static_cast<int>(i);
    throw std::runtime_error("no layer " + name);
}

Networked evaluated(const NetworkDocument& document) {
    Networked networked{document, evaluate_network(document), {}};
    networked.pictures = network_pictures(document, networked.results);
    return networked;
}

NetworkDocument digits_document(NetworkView view, const std::string& layer) {
    NetworkDocument document;
    document.view = view;
    document.selected.layer = layer;
    return document;
}

NetworkDocument face_document(NetworkView view) {
    NetworkDocument document;
    document.network.built_in = "face";
    document.input.kind = NetworkInputKind::photograph;
    document.input.photograph = "astronaut";
    document.view = view;
    return document;
}

void expect_readable(const Frame& frame, float min_type, const std::string& what) {
    expect_clear(frame, what);
    for (const Item* item : visible_labels(frame)) {
        const auto& label = std::get<Label>(item->shape);
        EXPECT_GE(label.size, min_type * 0.999F) << what << ": '" << label.text << "'";
        EXPECT_EQ(label.text.find("…"), std::string::npos) << what << ": '" << label.text << "' is cut";
    }
}

namespace {

Color blended(Color below, Color above) {
    return mixed({below.r, below.g, below.b, 255}, {above.r, above.g, above.b, 255},
                 static_cast<float>(above.a) / 255);
}

/// Of the raster's cell there; alpha 0 beside it.
Color color_at(const Raster& raster, Vec2 at) {
    const float u = (at.x - raster.origin.x) / raster.u.x, v = (at.y - raster.origin.y) / raster.v.y;
    if (u < 0 || v < 0 || u >= 1 || v >= 1)
        return {};
    const int64_t cell = static_cast<int64_t>(v * static_cast<float>(raster.rows)) * raster.columns +
                         static_cast<int64_t>(u * static_cast<float>(raster.columns));
    return cell < raster.shown ? color_of(raster.map, (*raster.values)[static_cast<std::size_t>(cell)])
                               : raster.blank;
}

/// What is painted there before the item.
Color ground_of(const Frame& frame, const Item* item, Vec2 at) {
    Color ground = frame.background;
    for (const Item* below = frame.items.data(); below != item; ++below) {
        if (const Box* box = std::get_if<Box>(&below->shape))
            ground = Rect{box->origin, box->origin + box->u + box->v}.contains(at)
                         ? blended(ground, box->fill)
                         : ground;
        else if (const Raster* raster = std::get_if<Raster>(&below->shape))
            ground = blended(ground, color_at(*raster, at));
    }
    return ground;
}

} // namespace

void expect_contrast(const Frame& frame, const std::string& what, double least) {
    for (const Item* item : visible_labels(frame)) {
        const auto& label = std::get<Label>(item->shape);
        const Color ground = ground_of(frame, item, ink(*item).center());
        const bool is_in_cell = label.face == Face::mono && label.align_x == AlignX::center;
        EXPECT_GE(contrast(blended(ground, label.color), ground), is_in_cell ? 4.5 : least)
            << what << ": '" << label.text << "'";
    }
}

bool has_text(const Frame& frame, const std::string& part) {
    const auto labels = visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(), [&](const Item* item) {
        return std::get<Label>(item->shape).text.find(part) != std::string::npos;
    });
}

int64_t steps_of(const Networked& networked) {
    return network_timeline(networked.document, networked.results).steps();
}

} // namespace convlens::scene_test
