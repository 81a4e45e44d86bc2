// A scene that is impossible can be restored all the same: the stage explains it.
#include "window/application/found_scene.h"

#include "document/memory.h"
#include "input/scene_input.h"

#include <exception>

namespace convlens {

FoundScene look_at_scene(const std::string& path) {
    try {
        return issues_of(read_scene_file(path)).empty() ? FoundScene::possible : FoundScene::impossible;
    } catch (const std::exception&) {
        return FoundScene::unreadable;
    }
}

} // namespace convlens
