// Documents and frames for the tests of this folder.
#include "scene_fixture.h"

#include "document/presets.h"
#include "document/scene_file.h"
#include "system_fonts.h"

#include <stdexcept>

namespace convlens::scene_test {

Typesetter& typesetter() {
    static Typesetter shared(test::system_fonts());
    return shared;
}

Frame frame_of(const Document& document, const Results& results, const Cursor& cursor, const Look& look) {
    Composition composition;
    composition.size = look.size;
    composition.progress = look.progress;
    return compose({document, results, cursor, look.hover, theme(look.theme), Texts(look.language),
                    typesetter(), composition});
}

Document preset_document(const std::string& name) {
    const Preset* preset = preset_named(name);
    if (preset == nullptr)
        throw std::runtime_error("no preset " + name);
    return preset->document;
}

std::string describe(const Document& document) {
    return write_scene(document);
}

Cursor random_cursor(const Results& results, std::mt19937_64& random) {
    Timeline timeline;
    timeline.steps = results.steps;
    timeline.terms_per_step = results.terms_per_step;
    return timeline.at(static_cast<int64_t>(random() % static_cast<uint64_t>(timeline.duration_us() + 1)));
}

std::vector<const Item*> visible_labels(const Frame& frame) {
    std::vector<const Item*> labels;
    for (const Item& item : frame.items)
        if (const auto* label = std::get_if<Label>(&item.shape))
            if (label->color.a > 0 && !label->text.empty())
                labels.push_back(&item);
    return labels;
}

} // namespace convlens::scene_test
