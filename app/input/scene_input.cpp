// Puts the file's name into every error that the reader of scenes throws.
#include "input/scene_input.h"

#include "document/scene_file.h"
#include "i18n/error.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/limits.h"

namespace convlens {

Document read_scene_with_images(std::string_view json, const std::string& where) {
    try {
        return read_scene(json, [&](std::string_view bytes) { return decode_image(bytes, where); });
    } catch (Error& error) {
        error.where = where;
        throw;
    }
}

Document read_scene_file(const std::string& path) {
    return read_scene_with_images(read_file(path, limits::scene_bytes), path);
}

} // namespace convlens
