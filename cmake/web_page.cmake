# Run while building: the parts of a page's script in one file without comments and indents, script.js in FOLDER, and
# its SHA-256, by which the page says that it runs no other.
set(script "")
foreach(file IN LISTS FILES)
    file(READ ${file} text)
    string(APPEND script "${text}")
endforeach()
string(REGEX REPLACE "\n[ ]+" "\n" script "${script}")
string(REGEX REPLACE "\n//[^\n]*" "" script "${script}")
string(REGEX REPLACE "\n/\\*\\*[^\n]*\\*/" "" script "${script}")
string(REGEX REPLACE "\n\n+" "\n" script "${script}")
file(WRITE ${FOLDER}/script.js "${script}")
file(SHA256 ${FOLDER}/script.js hash)
file(WRITE ${FOLDER}/script.sha256 "${hash}")
