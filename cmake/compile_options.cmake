# One interface target carries the warnings and the hardening of every target of ours.
include(CheckCXXCompilerFlag)
include(CheckIPOSupported)

add_library(schemawright_options INTERFACE)
add_library(Schemawright::options ALIAS schemawright_options)
target_include_directories(schemawright_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(schemawright_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
    $<$<BOOL:${SCHEMAWRIGHT_WERROR}>:-Werror>
    -fstack-protector-strong -fstack-clash-protection)
# Jumps land where they may: what x86-64 and arm64 have for it.
foreach(flag -fcf-protection -mbranch-protection=standard)
    string(MAKE_C_IDENTIFIER "SCHEMAWRIGHT_HAS${flag}" has)
    check_cxx_compiler_flag(${flag} ${has})
    if(${has})
        target_compile_options(schemawright_options INTERFACE ${flag})
    endif()
endforeach()
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
set(sanitizers_address -fsanitize=address,undefined)
set(sanitizers_thread -fsanitize=thread)
if(SCHEMAWRIGHT_SANITIZE)
    if(NOT sanitizers_${SCHEMAWRIGHT_SANITIZE})
        message(FATAL_ERROR "SCHEMAWRIGHT_SANITIZE is address or thread, not ${SCHEMAWRIGHT_SANITIZE}")
    endif()
    target_compile_options(schemawright_options INTERFACE
        ${sanitizers_${SCHEMAWRIGHT_SANITIZE}} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(schemawright_options INTERFACE ${sanitizers_${SCHEMAWRIGHT_SANITIZE}})
endif()
# What an input reaches is seen by tests/fuzz/driver.cpp, or by libFuzzer.
if(SCHEMAWRIGHT_FUZZ)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        target_compile_options(schemawright_options INTERFACE -fsanitize=fuzzer-no-link)
    else()
        target_compile_options(schemawright_options INTERFACE -fsanitize-coverage=trace-pc,trace-cmp)
    endif()
endif()

# What is given away is optimised as a whole, and holds no path of the machine that it was built on. lld cannot link what GCC writes for that.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(schemawright_options INTERFACE -ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
    check_ipo_supported(RESULT SCHEMAWRIGHT_LTO OUTPUT why LANGUAGES CXX)
    if(SCHEMAWRIGHT_LTO)
        set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
    else()
        message(WARNING "no link-time optimisation: ${why}")
    endif()
endif()
if(NOT CMAKE_INTERPROCEDURAL_OPTIMIZATION)
    set(CMAKE_LINKER_TYPE LLD)
endif()
