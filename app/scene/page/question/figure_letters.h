// The letters by which figures are told apart.
#pragma once

#include "document/document.h"
#include "i18n/catalogue.h"

#include <cstddef>
#include <string>
#include <vector>

namespace convlens {

/// "i = 4  k = 2  s = 2  p = 0"; of figures whose sizes are alike what else differs: "q = 2", the kind of
/// pooling.
std::string figure_letters(const std::vector<Document>& figures, std::size_t index, const Texts& texts);

/// Of the same only what another figure has not: "k = 3".
std::string differing_letters(const std::vector<Document>& figures, std::size_t index, const Texts& texts);

} // namespace convlens
