// The cache of resolved models: bytes that anything may have written, after the mark of the format that they must begin with.

#include "model/catalog.h"
#include "tests/fuzz/fuzz.h"

using namespace schemawright;

FUZZ_TARGET(input)
{
    static const std::string empty = serialize(Catalog());
    static const std::string mark = empty.substr(0, empty.find('\n') + 1);
    const auto catalog = deserializeCatalog(mark + std::string(input));
    if (!catalog)
        return;
    const auto again = deserializeCatalog(serialize(*catalog));
    test::hold(again.has_value(), "what was written can be read");
    test::hold(*again == *catalog, "it is the same");
    test::hold(again->dependencies().edges() == catalog->dependencies().edges(), "its dependencies are the same");
}
