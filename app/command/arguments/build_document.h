// A CommandLine's target and files to the Document that is described, traced or drawn.
#pragma once

#include "command/arguments/command_line.h"
#include "document/document.h"
#include "document/network.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace convlens {

struct Target {
    Document document;
    bool bare = false;           // one map and one kernel without items and channels: indices have D entries
    std::string scene_path;      // the scene file that was read, or empty
    std::optional<int64_t> step; // that an exported file shows; none: the scene came from elsewhere
    std::shared_ptr<const NetworkDocument> network; // of the window, in place of the document; else null
    std::string lesson; // of the window: ID, ID:PAGE or a Markdown file; empty: none
    std::string where;  // of errors: the figure's name or the file; empty: options made the operation
};

/// Looks the target up, reads its files, and checks that the operation is possible. Throws Error and
/// ImpossibleOperation.
Target build_target(const CommandLine& request);

} // namespace convlens
