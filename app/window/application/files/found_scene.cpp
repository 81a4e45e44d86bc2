// A scene that is impossible can be restored all the same: the stage explains it.
#include "window/application/files/found_scene.h"

#include "document/evaluate/memory.h"
#include "network/file.h"

#include <exception>

namespace convlens {

FoundScene look_at_scene(const std::string& path) {
    try {
        const Figure figure = read_figure_file(path);
        const Document* const document = std::get_if<Document>(&figure);
        return document == nullptr || issues_of(*document).empty() ? FoundScene::possible
                                                                   : FoundScene::impossible;
    } catch (const std::exception&) {
        return FoundScene::unreadable;
    }
}

} // namespace convlens
