// bench_law [SECONDS [SEED [not-null]]]: the law of the engine on schemas made by chance, for as long as is asked (60 seconds), from a seed on (100).
// Every breach is printed with the smallest pair of schemas that shows it. `not-null`: only tables with NOT NULL constraints. SCHEMAWRIGHT_SCRATCH_URL
// names another server than the embedded one.

#include "tests/law/law.h"
#include "tests/support/scratch_fixture.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace schemawright;

int main(int argc, char** argv)
{
    const double seconds = argc > 1 ? std::atof(argv[1]) : 60;
    std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100;
    const auto begin = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const std::uint64_t first = seed;
    std::uint64_t broken = 0;
    const bool notNull = argc > 3 && argv[3] == std::string_view("not-null");
    const char* url = std::getenv("SCHEMAWRIGHT_SCRATCH_URL");
    const auto server = test::need(ScratchServer::start({.url = url ? url : ""}));
    for (; elapsed() < seconds; ++seed) {
        const std::string wrong =
            test::breachesOf(*server, seed, 20, notNull ? test::generateNotNullPair : test::generatePair);
        if (wrong.empty())
            continue;
        ++broken;
        std::printf("---------------------------------------- %s\n", wrong.c_str());
        std::fflush(stdout);
    }
    std::printf("%llu pairs of schemas from seed %llu on in %.0f seconds, %llu break the law\n",
                static_cast<unsigned long long>(seed - first), static_cast<unsigned long long>(first), elapsed(),
                static_cast<unsigned long long>(broken));
    return broken == 0 ? 0 : 1;
}
