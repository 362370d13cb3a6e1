# One interface target carries the warnings and the hardening of every target of ours.
add_library(schemawright_options INTERFACE)
target_include_directories(schemawright_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(schemawright_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers -Werror
    -fstack-protector-strong -fstack-clash-protection -fcf-protection)
# GCC 14, when it optimises, takes the moved-from value inside std::expected for uninitialised.
if(SCHEMAWRIGHT_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(schemawright_options INTERFACE -Wno-maybe-uninitialized)
endif()
target_compile_definitions(schemawright_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH
    SCHEMAWRIGHT_VERSION="${PROJECT_VERSION}"
    $<$<CONFIG:Release,RelWithDebInfo>:_FORTIFY_SOURCE=3>
    _GLIBCXX_ASSERTIONS)
target_link_options(schemawright_options INTERFACE -Wl,-z,relro,-z,now)
if(SCHEMAWRIGHT_SANITIZE)
    target_compile_options(schemawright_options INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(schemawright_options INTERFACE -fsanitize=address,undefined)
endif()
