// Names of at least six digits.
#include "output/files/atomic_folder.h"

#include <algorithm>
#include <cstddef>

namespace convlens {

std::string frame_name(int64_t frame, std::string_view ending) {
    constexpr std::size_t digits = 6;
    std::string number = std::to_string(frame);
    number.insert(0, digits - std::min(digits, number.size()), '0');
    return "frame-" + number + std::string(ending);
}

} // namespace convlens
