# convlens_embed(TARGET NAME FILES...): the files' bytes in the binary, as
#   std::span<const convlens::EmbeddedFile> convlens::embedded_NAME()
# declared in the generated header embedded_NAME.h, sorted by file name.
set(CONVLENS_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed.cmake)

function(convlens_embed target name)
    set(files)
    foreach(file IN LISTS ARGN)
        get_filename_component(file ${file} ABSOLUTE)
        list(APPEND files ${file})
    endforeach()
    set(directory ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    add_custom_command(
        OUTPUT ${directory}/embedded_${name}.cpp ${directory}/embedded_${name}.h
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} "-DFILES=${files}" -DDIRECTORY=${directory}
                -P ${CONVLENS_EMBED_SCRIPT}
        DEPENDS ${files} ${CONVLENS_EMBED_SCRIPT}
        VERBATIM)
    target_sources(${target} PRIVATE ${directory}/embedded_${name}.cpp ${directory}/embedded_${name}.h)
    target_include_directories(${target} PRIVATE ${directory})
endfunction()
