# The engine as an installed library: find_package(convlens) gives convlens::engine.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set_property(TARGET convlens_engine PROPERTY INTERFACE_INCLUDE_DIRECTORIES
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>;$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/convlens>")
set_target_properties(convlens_engine PROPERTIES EXPORT_NAME engine)
set_target_properties(convlens_warnings PROPERTIES EXPORT_NAME warnings)
# The warnings are how this project is built, no demand on those who use the engine.
install(TARGETS convlens_engine convlens_warnings EXPORT convlens)
install(DIRECTORY engine DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/convlens FILES_MATCHING PATTERN "*.h")
install(EXPORT convlens NAMESPACE convlens:: FILE convlensConfig.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/convlens)
write_basic_package_version_file(convlensConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/convlensConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/convlens)
