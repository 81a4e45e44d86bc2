// Pictures of one column, for phones: all presets and lenses are whole, and their digits can be read.
#include "document/evaluate/evaluate.h"
#include "document/evaluate/reverse.h"
#include "document/presets.h"
#include "picture/crop.h"
#include "scene/animation.h"
#include "scene/base/tags.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace convlens {
namespace {

using test::system_fonts;

constexpr float width = 390;  // px, a phone's
constexpr float readable = 9; // px: of several sheets; one has at least 11

/// Of the digits in cells of X, W and Y, the smallest; 0: there are none.
float smallest_digit(const Frame& frame) {
    float smallest = 0;
    for (const Item& item : frame.items) {
        const auto* const label = std::get_if<Label>(&item.shape);
        const auto space = static_cast<TagSpace>(item.tag.space);
        const bool is_cell = space == TagSpace::x || space == TagSpace::w || space == TagSpace::y;
        if (label != nullptr && is_cell && !label->text.empty() && label->text.size() <= 2)
            smallest = smallest == 0 ? label->size : std::min(smallest, label->size);
    }
    return smallest;
}

TEST(Column, every_preset_has_all_its_parts_and_digits_that_a_phone_shows) {
    Typesetter typesetter(system_fonts());
    for (const Preset& preset : presets())
        for (const auto& lenses : {std::vector<Lens>{}, {Lens::sum, Lens::im2col, Lens::sizes}}) {
            Document document = preset.document;
            document.lenses = lenses;
            if (shows_pair(document))
                continue;
            const Results results = evaluate(document);
            Animation column(document, results, {}, system_fonts());
            column.make_column(width);
            const std::string what = document.name + " with " + std::to_string(lenses.size());
            float height = 0;
            for (const int64_t step : {int64_t{0}, results.steps / 2, results.steps - 1}) {
                const Frame frame = column.at(finished(step, results.terms_per_step));
                EXPECT_EQ(frame.size.x, width);
                EXPECT_EQ(height == 0 ? frame.size.y : height, frame.size.y) << what << ": nothing moves";
                height = frame.size.y;
                Frame wider = frame; // what would be cut off lies beyond the edges
                wider.size = {2 * width, 2 * height};
                const Rect drawn = content_of(wider, typesetter);
                EXPECT_LE(drawn.max.x, width) << what << " step " << step;
                EXPECT_LE(drawn.max.y, height) << what << " step " << step;
                const float digit = smallest_digit(frame);
                EXPECT_TRUE(digit == 0 || digit >= readable)
                    << what << " step " << step << ": " << digit << " px";
            }
            EXPECT_GE(height, lenses.empty() ? 300 : 900) << what;
        }
}

TEST(Column, nine_rows_lie_above_their_results) {
    Document document = preset_named("numerical_no_padding_no_strides")->document;
    document.input = Source();
    document.input.kind = SourceKind::small;
    document.operation.input_size = {9, 9};
    const Results results = evaluate(document);
    Animation column(document, results, {}, system_fonts());
    column.make_column(width);
    const Frame frame = column.at(finished(0, results.terms_per_step));
    const auto last_x = cell_of(frame, tag_of(TagSpace::x, 80), {});
    const auto first_y = cell_of(frame, tag_of(TagSpace::y, 0), {});
    ASSERT_TRUE(last_x && first_y);
    EXPECT_GT(first_y->origin.y, last_x->origin.y) << "beside them the cells would be too small";
    EXPECT_GE(last_x->u.x, 27) << "digits of 11 px";
}

} // namespace
} // namespace convlens
