// The rows, in the order of the enumeration.
#include "scene/lens_table.h"

#include "scene/lens/code/code.h"
#include "scene/lens/cost/cost.h"
#include "scene/lens/gradients/gradients.h"
#include "scene/lens/matrix/im2col.h"
#include "scene/lens/matrix/unrolled.h"
#include "scene/lens/reach/reach.h"
#include "scene/lens/sizes/sizes.h"
#include "scene/lens/sum/choices.h"
#include "scene/lens/transposed/transposed.h"

#include <algorithm>
#include <array>

namespace convlens {
namespace {

constexpr std::array lens_table{
    LensEntry{Lens::sum, nullptr, choose_in_sum},
    LensEntry{Lens::im2col, draw_im2col_lens, nullptr, 1.2F, im2col_height, im2col_width, im2col_pairs},
    LensEntry{Lens::unrolled, draw_unrolled_lens, choose_in_unrolled, 1.1F, unrolled_height, nullptr,
              unrolled_pairs},
    LensEntry{Lens::gradients, draw_gradients_lens, choose_in_gradients, 1.2F, gradients_height, nullptr,
              gradients_pairs},
    LensEntry{Lens::transposed, draw_transposed_lens, choose_in_transposed, 1.2F, transposed_height, nullptr,
              transposed_pairs},
    LensEntry{Lens::sizes, draw_sizes_lens, choose_in_sizes, 1, sizes_height},
    LensEntry{Lens::reach, draw_reach_lens, choose_in_reach, 1, reach_height, nullptr, reach_pairs},
    LensEntry{Lens::cost, draw_cost_lens, nullptr, 1, cost_height},
    LensEntry{Lens::code, draw_code_lens, choose_in_code, 1, code_height},
};

constexpr bool each_lens_has_its_row() {
    for (std::size_t i = 0; i < lens_table.size(); ++i)
        if (lens_table[i].lens != static_cast<Lens>(i))
            return false;
    return lens_table.size() == lens_count;
}
static_assert(each_lens_has_its_row());

} // namespace

const LensEntry& lens_entry(Lens lens) {
    return lens_table[static_cast<std::size_t>(lens)];
}

ColorPairs palette_pairs(const Theme& theme, const std::vector<Lens>& lenses) {
    ColorPairs all;
    const auto add = [&](const ColorPairs& pairs) { all.insert(all.end(), pairs.begin(), pairs.end()); };
    if (std::any_of(lenses.begin(), lenses.end(), has_card))
        add(lens_card_pairs(theme));
    for (const Lens lens : lenses)
        if (lens_entry(lens).pairs != nullptr)
            add(lens_entry(lens).pairs(theme));
    return all;
}

void choose_in_lens(Document& document, int64_t tag_index) {
    const LensEntry& entry = lens_entry(static_cast<Lens>(tag_index / lens_choice_count));
    if (entry.choose != nullptr)
        entry.choose(document, tag_index % lens_choice_count);
}

} // namespace convlens
