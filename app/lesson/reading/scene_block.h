// The figure of a page: a preset with the keys that differ (RFC 7396), or a whole scene.
#pragma once

#include "document/document.h"
#include "document/json/tree.h"
#include "lesson/issues.h"
#include "lesson/lesson.h"
#include "lesson/reading/markdown.h"

#include <optional>
#include <string>
#include <string_view>

namespace convlens {

/// A page's scene, and the scene file that its questions' changes start from.
struct SceneBlock {
    PageScene scene;
    std::string json;
};

/// What is wrong is an issue at its line and column, and there is no scene.
std::optional<SceneBlock> read_scene_block(const MarkdownBlock& block, LessonIssues& issues);

/// The scene with the keys of `patch`, an object. Throws Error, also where the result is impossible.
Document patched(std::string_view scene_json, const JsonValue& patch);

/// The same of a scene of a network.
NetworkDocument patched_network(std::string_view scene_json, const JsonValue& patch);

/// The place of an error in a block's JSON: that of the key that it names, else the block's first line.
TextPlace place_in_block(const MarkdownBlock& block, const Error& error);

} // namespace convlens
