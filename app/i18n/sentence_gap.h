// What is between two sentences of a text that is put together.
#pragma once

#include "i18n/catalogue.h"

#include <string_view>

namespace convlens {

/// Nothing behind a Chinese full stop, which has its blank in itself.
inline std::string_view sentence_gap(const Texts& texts) {
    return texts.language() == Language::zh ? "" : " ";
}

} // namespace convlens
