# The engine as an installed library: find_package(convlens) gives convlens::engine, which brings nothing but the
# standard library and its threads. Component `engine` of the installation.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set_target_properties(convlens_engine PROPERTIES EXPORT_NAME engine)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/convlens)
install(TARGETS convlens_engine EXPORT convlens COMPONENT engine)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/engine/include/convlens DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT engine)
install(EXPORT convlens NAMESPACE convlens:: FILE convlensTargets.cmake DESTINATION ${package_folder}
    COMPONENT engine)
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/convlensConfig.cmake
    "include(CMakeFindDependencyMacro)\nfind_dependency(Threads)\ninclude(\${CMAKE_CURRENT_LIST_DIR}/convlensTargets.cmake)\n")
write_basic_package_version_file(convlensConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/convlensConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/convlensConfigVersion.cmake
    DESTINATION ${package_folder} COMPONENT engine)
