// Names of at least six digits.
#include "output/files/atomic_folder.h"

#include "output/files/write_path.h"

namespace convlens {

std::string frame_name(int64_t frame, std::string_view ending) {
    return "frame-" + padded_number(frame, frame, 6) + std::string(ending);
}

} // namespace convlens
