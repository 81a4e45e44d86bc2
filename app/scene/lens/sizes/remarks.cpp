// Each sentence is true of the sizes that are there.
#include "scene/lens/sizes/remarks.h"

#include "convlens/arithmetic.h"
#include "scene/lens/sizes/chips.h"
#include "scene/lens/sizes/derivation.h"
#include "scene/words/padding_letters.h"
#include "scene/words/words.h"

namespace convlens {

std::string size_remarks(const LensScene& scene) {
    const Texts& texts = scene.texts();
    const Operation& op = scene.operation();
    const std::size_t a = op.dims() - 1;
    std::string text;
    if (op.kind == Kind::conv_transpose)
        text += stretched_words(texts, op);
    else if (op.kind == Kind::max_unpool)
        text += texts("lens.sizes_unpool");
    else
        text += reading_note(texts, op) +
                (has_chips(op) ? std::string(texts("lens.sizes_picks")) : std::string());
    if (!is_swapped(op.kind) && inputs_of_same_output(op, a).count() == 1)
        text += texts("lens.sizes_only", {{"input", std::to_string(op.input_size[a])},
                                          {"output", std::to_string(scene.results().output[a])}});
    if (drops_last_window(op, a))
        text += texts("lens.sizes_dropped");
    return text;
}

} // namespace convlens
