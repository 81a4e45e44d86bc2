// app/web_page/CMakeLists.txt lists them.
#include "web_page/page_asset.h"

#include "embedded_web_page.h"

#include <cassert>

namespace convlens {

std::string_view page_asset(std::string_view name) {
    for (const EmbeddedFile& file : embedded_web_page())
        if (file.name == name)
            return file.content;
    assert(false && "no such part of a page");
    return {};
}

} // namespace convlens
