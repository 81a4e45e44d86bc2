// The scene's lines are joined; no text in it has a line's end.
#include "codegen/operation_line.h"

#include "document/scene_file/scene_file.h"

namespace convlens {

Document bare_document(const Operation& operation, bool flip_kernel, bool power_mean) {
    Document document;
    document.operation = operation;
    document.flip_kernel = flip_kernel;
    document.power_mean = power_mean;
    return document;
}

std::string operation_line(const Document& bare) {
    std::string line(operation_line_mark);
    bool is_indent = true; // the blanks that begin a line
    for (const char c : write_scene(bare)) {
        if (c == '\n' && line.back() == ',')
            line += ' ';
        is_indent = c == '\n' || (is_indent && c == ' ');
        if (!is_indent)
            line += c;
    }
    return line + "\n";
}

} // namespace convlens
