# Run by convlens_embed: writes embedded_NAME.{h,cpp} from FILES into DIRECTORY. Any bytes:
# each file becomes an array of characters.
set(header "// Generated from the project's files.\n#pragma once\n#include <span>\n#include <string_view>\n
namespace convlens {\n#ifndef CONVLENS_EMBEDDED_FILE\n#define CONVLENS_EMBEDDED_FILE
struct EmbeddedFile {\n    std::string_view name, content;\n};\n#endif
std::span<const EmbeddedFile> embedded_${NAME}();\n} // namespace convlens\n")
set(source "#include \"embedded_${NAME}.h\"\n#include <array>\nnamespace convlens {\nnamespace {\n")
list(SORT FILES)
set(entries "")
set(count 0)
foreach(file IN LISTS FILES)
    file(READ ${file} hex HEX)
    string(LENGTH "${hex}" length)
    math(EXPR size "${length} / 2")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    get_filename_component(name ${file} NAME)
    string(APPEND source "constexpr char file_${count}[] = {${bytes}'\\0'};\n")
    string(APPEND entries "    EmbeddedFile{\"${name}\", {file_${count}, ${size}}},\n")
    math(EXPR count "${count} + 1")
endforeach()
string(APPEND source "constexpr std::array<EmbeddedFile, ${count}> files = {{\n${entries}}};\n} // namespace\n")
string(APPEND source "std::span<const EmbeddedFile> embedded_${NAME}() { return files; }\n} // namespace convlens\n")
file(MAKE_DIRECTORY ${DIRECTORY})
file(WRITE ${DIRECTORY}/embedded_${NAME}.cpp "${source}")
file(WRITE ${DIRECTORY}/embedded_${NAME}.h "${header}")
