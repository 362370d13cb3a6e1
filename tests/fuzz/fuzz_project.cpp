// schemawright.toml: what it names stays in the project's folder.

#include "model/project.h"
#include "tests/fuzz/fuzz.h"

using namespace schemawright;

FUZZ_TARGET(input)
{
    const auto config = parseProjectConfig(input, "/project");
    if (!config) {
        test::hold(!config.error().message.empty(), "an error says what is wrong");
        return;
    }
    test::hold(!config->databases.empty(), "there is a database");
    for (const DatabaseConfig& database : config->databases) {
        const std::string folder = database.folder.lexically_normal().string();
        test::hold(folder == "/project" || folder.starts_with("/project/"), "a folder is within the project");
    }
}
