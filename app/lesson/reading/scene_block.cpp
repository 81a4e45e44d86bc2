// Blocks are read by the strict reader of scenes first, which limits their depth and size; what is merged is
// small.
#include "lesson/reading/scene_block.h"

#include "document/evaluate/memory.h"
#include "document/evaluate/results.h"
#include "document/json/reader.h"
#include "document/names.h"
#include "document/presets.h"
#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/refuse.h"
#include "network/built_in.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace convlens {
namespace {

using Json = nlohmann::json;

/// Throws Error of what makes it impossible.
void require_possible(const Document& document) {
    const std::vector<Issue> issues = issues_of(document);
    if (issues.empty())
        return;
    const Issue& issue = issues.front();
    const std::string name(name_of(parameter_names(), issue.parameter));
    refuse(issue.nearest ? "lesson.impossible_nearest" : "lesson.impossible",
           {{"key", name},
            {"value", std::to_string(issue.value)},
            {"nearest", std::to_string(issue.nearest.value_or(0))}});
}

/// Name, title and caption belong to the preset as it is.
Document named_as_is(Document document, const Preset* preset) {
    if (preset && preset->document.operation == document.operation) {
        document.name = preset->document.name;
    } else if (preset) {
        document.title = {};
        document.caption = {};
        document.name.clear();
    }
    return document;
}

Document read_possible(const std::string& json) {
    Document document = read_scene(json);
    document.unknown_keys.clear();
    require_possible(document);
    return document;
}

const Preset& known_preset(const JsonValue& value) {
    const std::string name = text(value, "preset");
    const Preset* preset = preset_named(name);
    if (!preset)
        refuse("lesson.preset", {{"key", "preset"}, {"value", value.shown()}});
    return *preset;
}

int64_t number_after(const Error& error, std::string_view name) {
    int64_t number = 1;
    for (const auto& [value_name, value] : error.values)
        if (value_name == name)
            std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

/// Of a network nothing moves, and no operation is asked about.
SceneBlock network_scene_of(const MarkdownBlock& block) {
    SceneBlock read;
    Json scene = Json::parse(block.text);
    scene["schema"] = 1;
    read.json = scene.dump();
    read.scene.network = read_network_scene(read.json);
    read.scene.network->unknown_keys.clear();
    const BuiltInNetwork* const network = built_in_network(read.scene.network->network.built_in);
    if (network == nullptr)
        refuse("lesson.network", {{"key", "network"}});
    read.scene.document.operation = make_operation(Kind::conv, {1, 1}, {1, 1});
    read.scene.step = 0;
    read.scene.place = block.place;
    return read;
}

SceneBlock scene_of(const MarkdownBlock& block) {
    const JsonTree tree(block.text);
    const JsonObject members = object(tree.root(), "scene");
    for (const auto& [key, value] : members)
        if (key == "network")
            return network_scene_of(block);
    const Preset* preset = nullptr;
    Json patch = Json::parse(block.text);
    SceneBlock read;
    Json scene = Json::object();
    int64_t step = 0;
    for (const auto& [key, value] : members) {
        if (key == "preset") {
            preset = &known_preset(value);
            scene = Json::parse(preset_scene(preset->document.name));
        } else if (key == "step") {
            step = integer(value, key, 0, max_number);
        }
    }
    patch.erase("preset");
    patch.erase("step");
    scene.erase("guide");
    scene.merge_patch(patch);
    read.json = scene.dump();
    read.scene.document = named_as_is(read_possible(read.json), preset);
    read.scene.step = step;
    read.scene.place = block.place;
    const Operation operation = operation_of(read.scene.document);
    const int64_t steps = step_count(operation);
    if (step > steps)
        refuse("lesson.step",
               {{"key", "step"}, {"value", std::to_string(step)}, {"limit", std::to_string(steps)}});
    return read;
}

std::string merged(std::string_view scene_json, const JsonValue& patch) {
    object(patch, "change");
    Json scene = Json::parse(scene_json);
    scene.merge_patch(Json::parse(patch.compact()));
    return scene.dump();
}

} // namespace

std::optional<SceneBlock> read_scene_block(const MarkdownBlock& block, LessonIssues& issues) {
    try {
        return scene_of(block);
    } catch (const Error& error) {
        issues.add(place_in_block(block, error), error);
        return std::nullopt;
    }
}

NetworkDocument patched_network(std::string_view scene_json, const JsonValue& patch) {
    return read_network_scene(merged(scene_json, patch));
}

Document patched(std::string_view scene_json, const JsonValue& patch) {
    Document document = read_possible(merged(scene_json, patch));
    document.title = {};
    document.caption = {};
    return document;
}

TextPlace place_in_block(const MarkdownBlock& block, const Error& error) {
    if (error.key == "error.scene_malformed") {
        // The end of the text may lie behind its last line.
        const auto lines = std::count(block.text.begin(), block.text.end(), '\n');
        const auto line = static_cast<std::size_t>(
            std::min<int64_t>(number_after(error, "line"), std::max<int64_t>(lines, 1)));
        const auto column = static_cast<std::size_t>(number_after(error, "column"));
        return {block.place.line + line - 1, line == 1 ? block.place.column + column - 1 : column};
    }
    std::string key;
    for (const auto& [name, value] : error.values)
        if (name == "key")
            key = value.substr(value.rfind('.') + 1); // "input.seed": the innermost
    std::erase(key, '"');
    const std::size_t found = key.empty() ? std::string::npos : block.text.find('"' + key + '"');
    if (found == std::string::npos)
        return block.place;
    const std::string_view before = std::string_view(block.text).substr(0, found);
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t line_start = before.rfind('\n') + 1; // 0 where there is none
    return {block.place.line + lines, (lines == 0 ? block.place.column : 1) + found - line_start};
}

} // namespace convlens
