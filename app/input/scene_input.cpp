// Puts the file's name into every error that the reader of scenes throws.
#include "input/scene_input.h"

#include "document/scene_file/embedded_scene.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "input/content_type.h"
#include "input/embedded/embedded_text.h"
#include "input/gate.h"
#include "input/image_file.h"
#include "input/limits.h"

#include <utility>

namespace convlens {
namespace {

template <class Read> auto naming(const std::string& where, const Read& read) {
    try {
        return read();
    } catch (Error& error) {
        error.where = where;
        throw;
    }
}

std::optional<EmbeddedScene> embedded_in(const std::string& path) {
    const OpenFile file = open_regular(path, limits::exported_bytes);
    const auto text = embedded_text(byte_source(file, path));
    if (!text)
        return {};
    return read_embedded_scene(*text);
}

std::optional<SceneText> scene_inside(const std::string& path) {
    auto embedded = embedded_in(path);
    if (!embedded || embedded->scene.empty())
        return {};
    return SceneText{std::move(embedded->scene), embedded->step};
}

bool may_be_exported(std::string_view type) {
    return type == "image" || type == "exported";
}

} // namespace

std::optional<SceneText> find_scene(const std::string& path) {
    const std::string type = content_type(path);
    if (type == "scene")
        return SceneText{read_file(path, limits::scene_bytes), {}};
    if (!may_be_exported(type))
        return {};
    return naming(path, [&] { return scene_inside(path); });
}

std::optional<HeldLesson> find_lesson(const std::string& path) {
    if (!may_be_exported(content_type(path)))
        return {};
    const auto embedded = naming(path, [&] { return embedded_in(path); });
    return embedded ? embedded->lesson : std::nullopt;
}

SceneText read_scene_text(const std::string& path) {
    if (auto scene = find_scene(path))
        return *std::move(scene);
    const std::string type = content_type(path);
    throw Error(Error::Fault::request,
                find_lesson(path)    ? "error.no_scene_lesson"
                : type == "image"    ? "error.no_scene_picture"
                : type == "exported" ? "error.no_scene"
                                     : "error.scene_type",
                {{"file", path}}, path);
}

Document read_scene_with_images(std::string_view json, const std::string& where) {
    return naming(where, [&] {
        return read_scene(json, [&](std::string_view bytes) { return decode_image(bytes, where); });
    });
}

Document read_scene_file(const std::string& path) {
    return read_scene_with_images(read_scene_text(path).json, path);
}

} // namespace convlens
