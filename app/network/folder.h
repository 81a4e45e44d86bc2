// A folder of IDX files as labelled pictures.
#pragma once

#include "network/data.h"

#include <string>

namespace convlens {

/// train-images*, train-labels*, and where they are there t10k-images* and t10k-labels* (or test-..), as
/// MNIST names them, .gz or not; the latter are held out, else every fifth picture is. Throws Error naming
/// the folder or the file.
NetworkData read_idx_folder(const std::string& folder);

} // namespace convlens
