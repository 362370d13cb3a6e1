#include "ui/document/followed.h"

#include "model/rename.h"

#include <optional>

namespace schemawright {

namespace {

/// The one of `kind` that is in `catalog` and not in `other`, if it is the only one.
std::optional<ObjectKey> onlyOneMissing(Kind kind, const Catalog& catalog, const Catalog& other)
{
    std::optional<ObjectKey> found;
    for (const Catalog::Entry& entry : catalog) {
        if (entry.key->kind != kind || other.find(*entry.key) != nullptr)
            continue;
        if (found)
            return std::nullopt;
        found = *entry.key;
    }
    return found;
}

/// The same of the names of a table's columns or constraints.
template <typename Part>
std::optional<std::string> onlyOneMissing(const std::vector<Part>& parts, const std::vector<Part>& others)
{
    std::optional<std::string> found;
    for (const Part& part : parts) {
        if (std::ranges::contains(others, part.name, &Part::name))
            continue;
        if (found)
            return std::nullopt;
        found = part.name;
    }
    return found;
}

/// Where `name` is the only one that went and another the only one that came, that one.
template <typename Part>
std::string nameNow(const std::string& name, const std::vector<Part>& before, const std::vector<Part>& after)
{
    const std::optional<std::string> came = onlyOneMissing(after, before);
    return came && onlyOneMissing(before, after) == name ? *came : name;
}

} // namespace

ObjectKey followed(const ObjectKey& key, const ProjectState& before, const ProjectState& after)
{
    if (key.name.empty() || hasElement(after.catalog, key))
        return key;
    if (ObjectKey now = renamedBy(key, renamesBetween(before.renames, after.renames)); hasElement(after.catalog, now))
        return now;
    // Names of what no database has are not recorded. An edit renames one thing at a time.
    ObjectKey now = key;
    const ObjectKey owner = ownerIn(before.catalog, key);
    if (after.catalog.find(owner) == nullptr) {
        const std::optional<ObjectKey> came = onlyOneMissing(owner.kind, after.catalog, before.catalog);
        if (!came || onlyOneMissing(owner.kind, before.catalog, after.catalog) != owner)
            return key;
        if (owner == key)
            return *came;
        now.schema = came->schema;
        now.parent = came->name;
        return hasElement(after.catalog, now) ? now : key;
    }
    const auto* was = before.catalog.get<Table>(owner);
    const auto* is = after.catalog.get<Table>(owner);
    if (was != nullptr && is != nullptr && owner != key) {
        now.name = key.kind == Kind::Constraint ? nameNow(key.name, was->constraints, is->constraints)
                                                : nameNow(key.name, was->columns, is->columns);
    }
    return now;
}

std::vector<ObjectKey> followed(std::vector<ObjectKey> keys, const ProjectState& before, const ProjectState& after)
{
    for (ObjectKey& key : keys)
        key = followed(key, before, after);
    return keys;
}

} // namespace schemawright
