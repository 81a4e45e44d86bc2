// No text is cut off, lies over another or leaves its card: every preset with every lens, at the usual sizes,
// in both languages, with numbers and with names, in the window's picture and on the stage.
#include "document/evaluate/evaluate.h"
#include "document/presets.h"
#include "scene/base/tags.h"
#include "scene/compose.h"
#include "scene/scene_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace convlens {
namespace {

struct Shown {
    Lens lens;
    bool stage;
};

std::string text_of(const Item& item) {
    return std::get<Label>(item.shape).text;
}

/// Cards of lenses.
std::vector<Rect> cards_of(const Frame& frame) {
    std::vector<Rect> cards;
    for (const Item& item : frame.items)
        if (const auto* box = std::get_if<Box>(&item.shape);
            box != nullptr && item.tag.space == static_cast<uint32_t>(TagSpace::lens) && box->radius > 4)
            cards.push_back({box->origin, box->origin + box->u + box->v});
    return cards;
}

void expect_in_cards(const Frame& frame, const std::string& what) {
    const std::vector<Rect> cards = cards_of(frame);
    for (const Item* item : scene_test::visible_labels(frame)) {
        const Rect ink = scene_test::ink(*item);
        for (const Rect& card : cards) {
            const Rect inside = intersected(ink, card);
            EXPECT_TRUE(inside.empty() ||
                        (inside.width() > ink.width() - 1 && inside.height() > ink.height() - 1))
                << what << ": '" << text_of(*item) << "' lies across the edge of a card";
        }
    }
}

class ClearText : public testing::TestWithParam<Shown> {};

TEST_P(ClearText, is_whole_and_apart_in_every_preset) {
    const auto [lens, stage] = GetParam();
    std::vector<Vec2> sizes{{1280, 720}, {1600, 900}, {1920, 1080}};
    if (!stage)
        sizes.push_back({800, 600});
    std::vector<GradientOrder> orders{GradientOrder::outputs};
    if (lens == Lens::gradients)
        orders = {GradientOrder::outputs, GradientOrder::inputs, GradientOrder::weights};
    for (const Preset& preset : presets())
        for (const CellText text : {CellText::numbers, CellText::names})
            for (const GradientOrder order : orders) {
                Document document = preset.document;
                document.lenses = {lens};
                if (lens != Lens::sum)
                    document.lenses.push_back(Lens::sum);
                document.cell_text = text;
                document.gradients_lens.order = order;
                const Results results = evaluate(document);
                for (const Vec2 size : sizes)
                    for (const Language language : {Language::en, Language::zh}) {
                        Composition composition;
                        composition.size = size;
                        composition.stage = composition.progress = stage;
                        const Frame frame = compose({document, results, after_terms(results.steps / 2, 1),
                                                     Tag{}, theme(ThemeId::light), Texts(language),
                                                     scene_test::typesetter(), composition});
                        const std::string what = document.name + " at " + std::to_string(size.x) +
                                                 (language == Language::zh ? ", zh" : ", en") +
                                                 (text == CellText::names ? ", names" : "") + ", order " +
                                                 std::to_string(static_cast<int>(order));
                        scene_test::expect_clear(frame, what);
                        expect_in_cards(frame, what);
                    }
            }
}

std::vector<Shown> all_shown() {
    std::vector<Shown> all;
    for (const Lens lens : {Lens::sum, Lens::im2col, Lens::unrolled, Lens::gradients, Lens::transposed,
                            Lens::sizes, Lens::reach, Lens::cost, Lens::code})
        for (const bool stage : {false, true})
            all.push_back({lens, stage});
    return all;
}

INSTANTIATE_TEST_SUITE_P(Lenses, ClearText, testing::ValuesIn(all_shown()));

} // namespace
} // namespace convlens
