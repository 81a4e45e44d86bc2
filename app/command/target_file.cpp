// The file's content says what it shows, whatever its name.
#include "command/target_file.h"

#include "input/scene_input.h"

#include <string>

namespace convlens {

bool names_file(std::string_view target) {
    return target.find_first_of("./") != std::string_view::npos || target == "-";
}

std::optional<int64_t> exported_step(const CommandLine& request) {
    std::string path = request.target;
    if (path.starts_with(network_prefix))
        path.erase(0, network_prefix.size());
    if (!names_file(path) || path.ends_with(".onnx"))
        return {};
    const auto scene = find_scene(path);
    return scene ? scene->step : std::nullopt;
}

} // namespace convlens
