#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// A fuzz target is a file fuzz_NAME.cpp that defines `fuzz` by FUZZ_TARGET: for libFuzzer where the compiler is clang, else for driver.cpp.
#define FUZZ_TARGET(input)                                                                                             \
    static void fuzz(std::string_view input);                                                                          \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)                                  \
    {                                                                                                                  \
        fuzz({reinterpret_cast<const char*>(data), size});                                                             \
        return 0;                                                                                                      \
    }                                                                                                                  \
    static void fuzz(std::string_view input)

namespace schemawright::test {

/// What must hold for every input; where it does not, the program ends and the input is kept.
inline void hold(bool condition, const char* what)
{
    if (!condition) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

} // namespace schemawright::test
