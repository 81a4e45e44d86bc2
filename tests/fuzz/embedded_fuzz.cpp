// libFuzzer on files that may hold a scene or a lesson: any bytes are one, none or one Error; what is found
// can be put into a file again.
#include "document/scene_file/embedded_scene.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "input/byte_source.h"
#include "input/embedded/embedded_text.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace convlens {
namespace {

void read(std::string_view bytes) {
    const auto text = embedded_text(byte_source(bytes));
    if (!text)
        return;
    const EmbeddedScene read = read_embedded_scene(*text);
    if (read.lesson && read_embedded_scene(embedded_lesson(*read.lesson, "")).lesson != read.lesson)
        std::abort();
    if (read.scene.empty())
        return;
    const Document document = read_scene(read.scene);
    const EmbeddedScene again = read_embedded_scene(embedded_scene(document, read.step));
    if (again.step != read.step || write_scene(read_scene(again.scene)) != write_scene(document))
        std::abort();
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
    try {
        convlens::read({reinterpret_cast<const char*>(data), size});
    } catch (const convlens::Error&) {
        return 0;
    }
    return 0;
}
