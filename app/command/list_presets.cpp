// The built-in figures with their parameters.
#include "command/describe.h"

#include "document/presets.h"

namespace convlens {

std::string list_presets(const CommandLine& request, const Texts& texts) {
    if (request.json) {
        OrderedJson list = OrderedJson::array();
        for (const Preset& preset : presets()) {
            const Document& document = preset.document;
            OrderedJson json;
            json["name"] = document.name;
            json["title"] = document.title.in(texts.language());
            json["guide"] = preset.guide;
            // The parameters come first in a description, its arithmetic is describe's business.
            const OrderedJson all = description(document.operation);
            for (const char* const key : {"operation", "input_size", "kernel_size", "stride", "padding",
                                          "dilation", "output_padding", "output_size"})
                json[key] = all.at(key);
            list.push_back(std::move(json));
        }
        return text_of(list);
    }
    std::size_t widest = 0;
    for (const Preset& preset : presets())
        widest = std::max(widest, preset.document.name.size());
    std::string text;
    for (const Preset& preset : presets()) {
        const std::string& name = preset.document.name;
        text += name + std::string(widest + 2 - name.size(), ' ') +
                preset.document.title.in(texts.language()) + "\n";
    }
    return text;
}

} // namespace convlens
