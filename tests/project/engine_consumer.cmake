# Installs the engine to an empty prefix, builds the example against it and runs it. Run by ctest with BUILD, SOURCE,
# FOLDER (its own, emptied first), COMPILER, FLAGS and BUILD_TYPE.
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " line)
        message(FATAL_ERROR "${line}\n${output}")
    endif()
    set(output "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${FOLDER})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${FOLDER}/prefix --component engine)
file(GLOB_RECURSE targets ${FOLDER}/prefix/*/convlensTargets.cmake)
file(READ ${targets} targets)
if(targets MATCHES "warnings|-W[a-z]")
    message(FATAL_ERROR "the installed package exports this project's warnings")
endif()
run(${CMAKE_COMMAND} -S ${SOURCE}/examples/engine_consumer -B ${FOLDER}/build -DCMAKE_PREFIX_PATH=${FOLDER}/prefix
    -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS} -DCMAKE_BUILD_TYPE=${BUILD_TYPE})
run(${CMAKE_COMMAND} --build ${FOLDER}/build)
run(${FOLDER}/build/engine_consumer)
set(expected "⌊(5 + 2·1 − 3) / 2⌋ + 1 = 3
Y = 2 8 4 32 38 14 62 68 24
dX = 2 4 8 16 4 0 0 0 0 0 32 64 38 76 14 0 0 0 0 0 62 124 68 136 24
")
if(NOT output STREQUAL expected)
    message(FATAL_ERROR "the example says\n${output}instead of\n${expected}")
endif()

# Nothing but the standard library and the system's own (sanitizers bring theirs).
run(ldd ${FOLDER}/build/engine_consumer)
string(REGEX MATCHALL "[A-Za-z0-9_+-]+\\.so" libraries "${output}")
foreach(library IN LISTS libraries)
    if(NOT library MATCHES "^(linux-vdso|ld-linux.*|libstdc\\+\\+|libc\\+\\+|libm|libc|libgcc_s|libpthread|librt|libdl|libresolv|lib[a-z]*san)\\.so$")
        message(FATAL_ERROR "the example needs ${library}")
    endif()
endforeach()
