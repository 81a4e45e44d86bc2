// The kind of the file chooses the reader.
#include "input/embedded/embedded_text.h"

#include "input/embedded/byte_window.h"
#include "input/embedded/container.h"
#include "input/embedded/readers.h"

#include <algorithm>

namespace convlens {

std::optional<std::string> embedded_text(const ByteSource& file) {
    ByteWindow window(file);
    switch (container_of(
        window.view(0, static_cast<std::size_t>(std::min<uint64_t>(container_begin, file.size))))) {
    case Container::none:
        return {};
    case Container::png:
        return text_in_png(window);
    case Container::gif:
        return text_in_gif(window);
    case Container::webp:
        return text_in_webp(window);
    case Container::mp4:
        return text_in_mp4(window);
    case Container::webm:
        return text_in_webm(window);
    case Container::pdf:
        return text_in_pdf(window);
    case Container::svg:
        return text_in_svg(window);
    case Container::html:
        return text_in_html(window);
    case Container::tex:
        return text_in_tex(window);
    }
    return {};
}

} // namespace convlens
