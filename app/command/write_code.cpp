// A script with its notes as comments, or both as JSON.
#include "command/write_code.h"

#include "codegen/code.h"
#include "codegen/network_code.h"
#include "command/json_text.h"
#include "command/networks/tasks.h"
#include "command/standard_output.h"
#include "document/names.h"
#include "output/files/atomic_file.h"

#include <string>

namespace convlens {
namespace {

std::string script(const Code& code, const Texts& texts) {
    std::string text;
    for (const std::string& note : code.notes)
        text.append("# ").append(texts(note)).append("\n");
    return (text += text.empty() ? "" : "\n") + code.program;
}

std::string json(const Code& code, Framework framework, const Texts& texts) {
    OrderedJson notes = OrderedJson::array();
    for (const std::string& note : code.notes)
        notes.push_back(texts(note));
    OrderedJson json;
    json["framework"] = name_of(framework_names(), framework);
    json["possible"] = code.possible;
    json["layer"] = code.layer;
    json["program"] = code.program;
    json["notes"] = std::move(notes);
    return text_of(json);
}

void write_out(const CommandLine& request, const Code& code, Framework framework, const Texts& texts) {
    const std::string text = request.json ? json(code, framework, texts) : script(code, texts);
    if (request.output.empty()) {
        write_standard_output(text);
        return;
    }
    install_signal_cleanup();
    write_whole_file(request.output, text);
}

} // namespace

void write_code(const CommandLine& request, const Target& target, const Texts& texts) {
    const Framework framework = request.framework.value_or(Framework::pytorch);
    write_out(request, code_of(target.document, framework, request.input == "-" ? "" : request.input),
              framework, texts);
}

void write_network_code(const CommandLine& request, const Texts& texts) {
    const Framework framework = request.framework.value_or(Framework::pytorch);
    const auto network = fitted_layers(network_document(request), request.target);
    write_out(request, code_of_network(*network, framework), framework, texts);
}

} // namespace convlens
