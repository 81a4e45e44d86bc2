# Run at build: makes OUTPUT, a C++ table of (key, text) for each of the catalogues en.json and zh.json in DIRECTORY,
# so that no start of the program parses JSON. The catalogues have one `"key": "text"` a line, sorted by key; JSON's
# escapes there (\" \\ \n \t) are those of C++, and the compiler checks the order.
set(source "// Generated from assets/text.\n")
foreach(language en zh)
    file(READ ${DIRECTORY}/${language}.json json)
    string(REGEX REPLACE "\n *(\"[^\"\n]+\"): (\"([^\"\\\n]|\\\\[\"\\nt])*\"),?" "\n    Entry{\\1, \\2}," table "${json}")
    string(REGEX REPLACE "^{(.*)\n}\n*$" "\\1" table "${table}")
    string(APPEND source "constexpr Entry ${language}_table[] = {${table}\n};\n")
endforeach()
file(WRITE ${OUTPUT} "${source}")
