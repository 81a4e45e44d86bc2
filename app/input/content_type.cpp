// A scene begins with a brace behind white space, a table with a number; the others have magic numbers.
#include "input/content_type.h"

#include "input/embedded/container.h"
#include "input/gate.h"
#include "input/image_magic.h"
#include "input/number_table.h"
#include "input/safetensors.h"

#include <algorithm>
#include <limits>

namespace convlens {

std::string content_type(const std::string& path) {
    const OpenFile file = open_regular(path, std::numeric_limits<int64_t>::max());
    std::string begin(static_cast<std::size_t>(std::min<int64_t>(file.size, container_begin)), '\0');
    read_exactly(file.descriptor, begin.data(), begin.size(), path);
    if (begin.starts_with("\x93NUMPY"))
        return "npy";
    if (is_image(begin))
        return "image";
    if (begin.starts_with("PK\3\4") || begin.starts_with("PK\5\6"))
        return "npz";
    if (begins_as_safetensors(begin, static_cast<uint64_t>(file.size)))
        return "safetensors";
    const std::size_t mark = begin.starts_with("\xEF\xBB\xBF") ? 3 : 0; // a byte order mark
    const std::size_t first = begin.find_first_not_of(" \t\r\n", mark);
    if (first != std::string::npos && begin[first] == '{')
        return "scene";
    // A table with a title is none, and the message that says where the title is helps more than a refusal.
    const bool is_named_so = path.ends_with(".csv") || path.ends_with(".tsv");
    if (is_named_so || begins_as_table(begin))
        return "table";
    return container_of(begin) == Container::none ? "" : "exported";
}

} // namespace convlens
