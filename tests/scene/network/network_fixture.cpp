// Built-in networks, evaluated as the program does.
#include "scene/network/network_fixture.h"

#include "network/evaluate.h"
#include "scene/network/compose_network.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace convlens::scene_test {

Frame Networked::frame(const NetworkFrameOptions& options) const {
    Composition composition;
    composition.size = options.size;
    composition.choices = options.choices;
    composition.progress = !options.choices;
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

bool has_text(const Frame& frame, const std::string& part) {
    const auto labels = visible_labels(frame);
    return std::any_of(labels.begin(), labels.end(), [&](const Item* item) {
        return std::get<Label>(item->shape).text.find(part) != std::string::npos;
    });
}

} // namespace convlens::scene_test
