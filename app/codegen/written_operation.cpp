// The program is written anew and compared, so that a line that was left behind by an edit is not believed.
#include "codegen/written_operation.h"

#include "codegen/code.h"
#include "codegen/operation_line.h"
#include "document/names.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"

#include <algorithm>

namespace convlens {
namespace {

std::string_view without_end(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// The same lines, whatever blanks end them.
bool are_same_lines(std::string_view a, std::string_view b) {
    while (!a.empty() || !b.empty()) {
        const std::size_t end_a = std::min(a.find('\n'), a.size());
        const std::size_t end_b = std::min(b.find('\n'), b.size());
        if (without_end(a.substr(0, end_a)) != without_end(b.substr(0, end_b)))
            return false;
        a.remove_prefix(std::min(end_a + 1, a.size()));
        b.remove_prefix(std::min(end_b + 1, b.size()));
    }
    return true;
}

std::string_view from_mark(std::string_view text) {
    const std::size_t begin = text.find(operation_line_mark);
    return begin == std::string_view::npos ? std::string_view() : without_end(text.substr(begin));
}

} // namespace

std::optional<WrittenOperation> operation_written_in(std::string_view text) {
    const std::string_view written = from_mark(text);
    if (!written.starts_with(operation_line_mark)) // not there, or with nothing behind it
        return {};
    try {
        const std::size_t end = std::min(written.find('\n'), written.size());
        const Document line =
            read_scene(written.substr(operation_line_mark.size(), end - operation_line_mark.size()));
        Document document = bare_document(line.operation, line.flip_kernel, line.power_mean);
        document.bias = line.bias;
        for (const auto& [name, framework] : framework_names()) {
            const std::string program = code_of(document, framework).program;
            if (program.empty() || !are_same_lines(from_mark(program), written))
                continue;
            return WrittenOperation{document, framework};
        }
    } catch (const Error&) {
        return {};
    }
    return {};
}

} // namespace convlens
