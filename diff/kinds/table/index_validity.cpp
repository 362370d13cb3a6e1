#include "diff/kinds/table/index_validity.h"

namespace schemawright {

std::vector<ObjectKey> invalidIndexes(const Catalog& catalog)
{
    std::vector<ObjectKey> keys;
    for (const Catalog::Entry& entry : catalog)
        if (const auto* index = entry.object->as<Index>(); index && !index->valid)
            keys.push_back(*entry.key);
    return keys;
}

Catalog withValidIndexes(const Catalog& catalog)
{
    Catalog valid = catalog;
    for (const ObjectKey& key : invalidIndexes(catalog)) {
        Object object = *catalog.find(key);
        std::get<Index>(object.body).valid = true;
        valid = valid.with(key, std::move(object));
    }
    return valid;
}

} // namespace schemawright
