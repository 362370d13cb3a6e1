// Holds a scratch server until it is killed: for tst_scratch, which does that.
#include "diff/scratch/scratch.h"

#include <cstdio>
#include <string_view>

#include <unistd.h>

/// scratch_holder CACHE [DATA]: prints the server's socket folder, or the error.
int main(int count, char** arguments)
{
    using namespace schemawright;
    ScratchOptions options;
    if (count > 1)
        options.cacheDir = arguments[1];
    if (count > 2)
        options.dataDir = arguments[2];
    const auto server = ScratchServer::start(options);
    if (!server) {
        std::printf("%s\n", server.error().text().c_str());
        return 1;
    }
    std::printf("%s\n", (*server)->spec().get("host").c_str());
    std::fflush(stdout);
    for (;;)
        pause();
}
