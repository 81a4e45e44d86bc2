// One step of a network's view in words, to be heard.
#pragma once

#include "document/network.h"
#include "i18n/catalogue.h"
#include "network/results.h"

#include <cstdint>
#include <string>

namespace convlens {

/// The title; on the way back what the step goes through. Lines, the last one ended.
std::string spoken_network(const NetworkDocument& document, const NetworkResults& results, int64_t step,
                           const Texts& texts);

} // namespace convlens
