// PyTorch's words are those of the scene files (document/names.h); numpy's have their table here.
#include "codegen/padding_words.h"

#include "document/names.h"

namespace convlens {
namespace {

constexpr std::array numpy_words{NameRow<PaddingMode>{"constant", PaddingMode::zeros},
                                 NameRow<PaddingMode>{"reflect", PaddingMode::reflect},
                                 NameRow<PaddingMode>{"edge", PaddingMode::replicate},
                                 NameRow<PaddingMode>{"wrap", PaddingMode::circular}};
static_assert(has_all_values(numpy_words));

} // namespace

std::string_view torch_padding_mode(PaddingMode mode) {
    return name_of(padding_mode_names(), mode);
}

std::optional<PaddingMode> torch_padding_mode_named(std::string_view word) {
    const auto mode = named(padding_mode_names(), word);
    return mode == PaddingMode::zeros ? std::nullopt : mode;
}

std::string torch_padding_choices() {
    return joined_names(padding_mode_names().subspan(1)); // zeros is the first
}

std::string_view numpy_padding_mode(PaddingMode mode) {
    return name_of(Names<PaddingMode>(numpy_words), mode);
}

std::optional<PaddingMode> numpy_padding_mode_named(std::string_view word) {
    return named(Names<PaddingMode>(numpy_words), word);
}
std::string numpy_padding_choices() {
    return joined_names(Names<PaddingMode>(numpy_words));
}

} // namespace convlens
