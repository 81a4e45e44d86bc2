// Names come from order.txt without parsing; a figure is parsed when it is first asked for, for a start of
// the program that needs one does not pay for all.
#include "document/presets.h"

#include "document/json/tree.h"
#include "document/scene_file/scene_file.h"
#include "embedded_presets.h"

#include <algorithm>
#include <cassert>
#include <mutex>
#include <vector>

namespace convlens {
namespace {

std::string_view file_content(std::string_view name) {
    for (const EmbeddedFile& file : embedded_presets())
        if (file.name == name)
            return file.content;
    assert(false && "order.txt names a file that is embedded");
    return {};
}

class PresetTable {
public:
    PresetTable() {
        std::string_view order = file_content("order.txt");
        while (!order.empty()) {
            const std::size_t end = order.find('\n');
            names.push_back(order.substr(0, end));
            order.remove_prefix(end == std::string_view::npos ? order.size() : end + 1);
        }
        parsed_.resize(names.size());
        presets.resize(names.size());
    }

    const Preset& at(std::size_t i) {
        const std::lock_guard lock(mutex_);
        if (!parsed_[i]) {
            presets[i] = parse(names[i]);
            parsed_[i] = true;
        }
        return presets[i];
    }

    std::vector<std::string_view> names;
    std::vector<Preset> presets; // those of `parsed_` are there

private:
    /// A preset is a scene with one more key, `guide`.
    static Preset parse(std::string_view name) {
        Preset preset;
        preset.document = read_scene(file_content(std::string(name) + ".json"));
        preset.document.name = name;
        if (!preset.document.unknown_keys.empty()) {
            const JsonTree unknown(preset.document.unknown_keys);
            const auto guide = unknown.root().find("guide");
            preset.guide = guide && guide->is_true();
            preset.document.unknown_keys.clear();
        }
        return preset;
    }

    std::vector<bool> parsed_;
    std::mutex mutex_;
};

PresetTable& preset_table() {
    static PresetTable table;
    return table;
}

} // namespace

std::span<const std::string_view> preset_names() {
    return preset_table().names;
}

std::span<const Preset> presets() {
    for (std::size_t i = 0; i < preset_table().names.size(); ++i)
        preset_table().at(i);
    return preset_table().presets;
}

const Preset* preset_named(std::string_view name) {
    const auto& names = preset_table().names;
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? nullptr
                                : &preset_table().at(static_cast<std::size_t>(found - names.begin()));
}

std::string_view preset_scene(std::string_view name) {
    return preset_named(name) ? file_content(std::string(name) + ".json") : std::string_view();
}

Document default_document() {
    const Preset* preset = preset_named("numerical_padding_strides");
    assert(preset);
    Document document = preset->document;
    document.lenses = {Lens::sum, Lens::im2col, Lens::gradients};
    return document;
}

} // namespace convlens
