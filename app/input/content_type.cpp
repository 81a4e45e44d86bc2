// A scene begins with a brace behind white space; the others have magic numbers.
#include "input/content_type.h"

#include "input/gate.h"
#include "input/image_magic.h"
#include "input/limits.h"

#include <algorithm>
#include <limits>

namespace convlens {

std::string content_type(const std::string& path) {
    const OpenFile file = open_regular(path, std::numeric_limits<int64_t>::max());
    std::string begin(static_cast<std::size_t>(std::min<int64_t>(file.size, 4096)), '\0');
    read_exactly(file.descriptor, begin.data(), begin.size(), path);
    if (begin.starts_with("\x93NUMPY"))
        return "npy";
    if (is_image(begin))
        return "image";
    const std::size_t first = begin.find_first_not_of(" \t\r\n");
    return first != std::string::npos && begin[first] == '{' ? "scene" : "";
}

} // namespace convlens
