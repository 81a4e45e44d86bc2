# convlens_unite(DIRECTORY): every target in the folder and below it compiles the sources of one folder as one
# translation unit, in two thirds of the time. The names in its anonymous namespaces are then seen by its other files:
# docs/CONTRIBUTING.md. A file that takes in the names of an enum (`using enum`) is compiled alone.

# The linker takes whole units out of a library. Of these folders each of the two programs (app/CMakeLists.txt) takes a
# part, and only one of them has the libraries that the other part needs: united, the program that answers in words would
# load FreeType at every start (tests/project/libraries.py). With CONVLENS_UNITY=ALL they are united too, for builds
# that link neither of the two.
set(not_united app/input app/picture app/scene/base app/scene/model app/scene/spoken app/scene/words)
if(CONVLENS_UNITY STREQUAL ALL)
    set(not_united)
endif()

function(convlens_unite directory)
    get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
    foreach(target IN LISTS targets)
        get_target_property(sources ${target} SOURCES)
        if(NOT sources)
            continue()
        endif()
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
        get_target_property(base ${target} SOURCE_DIR)
        foreach(source IN LISTS sources)
            if(source MATCHES "\\.cpp$" AND NOT source MATCHES "/embedded/")
                cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${base} NORMALIZE OUTPUT_VARIABLE path)
                cmake_path(GET path PARENT_PATH folder)
                cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
                file(STRINGS ${path} taken_in REGEX "^using enum")
                if(taken_in OR folder IN_LIST not_united)
                    continue()
                endif()
                string(REPLACE "/" "_" group ${folder})
                set_source_files_properties(${path} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${group})
            endif()
        endforeach()
    endforeach()
    get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
    foreach(folder IN LISTS below)
        convlens_unite(${folder})
    endforeach()
endfunction()
