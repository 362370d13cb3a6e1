#include "diff/rename.h"

#include "diff/kinds/kind_ops.h"
#include "diff/lock_reach.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

std::vector<std::string> splitName(std::string_view text)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
            parts.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

std::string_view nameOf(const std::string& value)
{
    return value;
}

template <class Part> std::string_view nameOf(const Part& part)
{
    return part.name;
}

/// Where the first `=` outside of quoted names is.
std::size_t findEquals(std::string_view text)
{
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            quoted = !quoted;
        else if (text[i] == '=' && !quoted)
            return i;
    }
    return std::string_view::npos;
}

/// Every object and part of a catalog that the words (name, relation.name, schema.name, schema.relation.name) can mean.
std::vector<ObjectKey> meanings(const Catalog& catalog, const std::vector<std::string>& words)
{
    std::vector<ObjectKey> found;
    const std::string& name = words.back();
    const auto consider = [&](const ObjectKey& key) {
        if (key.name != name)
            return;
        const bool one = words.size() == 1 && key.parent.empty();
        const bool two = words.size() == 2 && (key.parent.empty() ? key.schema == words[0] : key.parent == words[0]);
        const bool three = words.size() == 3 && !key.parent.empty() && key.schema == words[0] && key.parent == words[1];
        if (one || two || three)
            found.push_back(key);
    };
    for (const Catalog::Entry& entry : catalog) {
        consider(*entry.key);
        const auto considerParts = [&](Kind kind, const auto& parts) {
            for (const auto& part : parts)
                consider(childKey(kind, entry.key->schema, entry.key->name, std::string(nameOf(part))));
        };
        if (const auto* table = entry.object->as<Table>()) {
            considerParts(Kind::Column, table->columns);
            considerParts(Kind::Constraint, table->constraints);
        } else if (const auto* view = entry.object->as<View>()) {
            considerParts(Kind::Column, view->columns);
        } else if (const auto* stored = entry.object->as<MaterializedView>()) {
            considerParts(Kind::Column, stored->columns);
        } else if (const auto* labels = entry.object->as<Enum>()) {
            considerParts(Kind::EnumValue, labels->values);
        } else if (const auto* composite = entry.object->as<CompositeType>()) {
            considerParts(Kind::Attribute, composite->attributes);
        }
    }
    return found;
}

} // namespace

/// The rule that the rename of a kind breaks; empty for what no client names.
std::string_view renameRule(Kind kind)
{
    switch (kind) {
    case Kind::Table: return "rename-table";
    case Kind::Column: return "rename-column";
    case Kind::Schema: return "rename-schema";
    case Kind::Index:
    case Kind::Constraint:
    case Kind::Trigger:
    case Kind::Policy:
    case Kind::Rule:
    case Kind::Statistics: return {};
    default: return "rename-object";
    }
}

/// Inheriting tables have the same columns and checks, partitions the same row triggers.
std::vector<Lock> renameLocks(const Catalog& catalog, const ObjectKey& key)
{
    LockMode mode = LockMode::AccessExclusive;
    ObjectKey relation = key;
    switch (key.kind) {
    case Kind::Table:
    case Kind::View:
    case Kind::MaterializedView:
    case Kind::Sequence: break;
    case Kind::Index: mode = LockMode::ShareUpdateExclusive; break;
    case Kind::Column:
    case Kind::Constraint:
    case Kind::Trigger:
    case Kind::Policy:
    case Kind::Rule:
        if (const Catalog::Entry* entry = catalog.findRelation(key.schema, key.parent))
            relation = *entry->key;
        break;
    default: return {};
    }
    const auto* table = catalog.get<Table>(relation);
    const Constraint* constraint = table && key.kind == Kind::Constraint ? table->findConstraint(key.name) : nullptr;
    LockReach reach = LockReach::Itself;
    if (key.kind == Kind::Column || (constraint && constraint->type == ConstraintType::Check))
        reach = LockReach::Family;
    else if (key.kind == Kind::Trigger)
        reach = LockReach::Partitions;
    return {{mode, relation, reach}};
}

Result<Statement> renameStatement(const Catalog& catalog, const Rename& rename)
{
    const ObjectKey owner = ownerIn(catalog, rename.from);
    const Object* object = catalog.find(owner);
    if (!object)
        return fail(ErrorCode::NotFound, rename.from.display() + " cannot be renamed: it is not there");
    const KindOps* room = kindOps(owner.kind);
    if (!room || !room->rename)
        return fail(ErrorCode::Unsupported, "PostgreSQL cannot rename " + rename.from.display());
    const auto isOfTheType = [&](const Catalog::Entry& entry) {
        const auto* table = entry.object->as<Table>();
        return table && table->ofType == QualifiedName{owner.schema, owner.name};
    };
    Statement renamed = statement(owner, room->rename(rename.from, *object, rename.newName));
    renamed.locks = renameLocks(catalog, rename.from);
    const auto breaks = [&](std::string_view rule, const std::string& name) {
        if (!rule.empty())
            renamed.hazards.push_back(
                {std::string(rule), "Clients that still use the name " + name + " break when this is applied"});
    };
    breaks(renameRule(rename.from.kind), rename.from.name);
    if (rename.from.kind == Kind::Attribute)
        for (const Catalog::Entry& entry : catalog)
            if (isOfTheType(entry)) {
                renamed.locks.push_back({LockMode::AccessExclusive, *entry.key, LockReach::Family});
                const ObjectKey column = childKey(Kind::Column, entry.key->schema, entry.key->name, rename.from.name);
                breaks(renameRule(Kind::Column), column.display());
            }
    // This CASCADE drops nothing: it renames the columns of tables OF the type. PostgreSQL 17 manual, "ALTER TYPE".
    if (rename.from.kind == Kind::Attribute && !renamed.locks.empty())
        renamed.sql += " CASCADE";
    Steps steps;
    steps.push_back({.statements = {std::move(renamed)}});
    resolveLocks(steps, catalog, catalog);
    return std::move(steps.front().statements.front());
}

Result<std::vector<Catalog>> renameStates(ScratchServer& scratch, const Catalog& catalog,
                                          const std::vector<Rename>& renames, const Task& task)
{
    std::vector<Catalog> states{catalog};
    if (renames.empty())
        return states;
    auto database = buildCatalog(scratch, catalog, task);
    if (!database)
        return std::unexpected(std::move(database.error()));
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    for (const Rename& rename : renames) {
        auto statement = renameStatement(states.back(), rename);
        if (!statement)
            return std::unexpected(std::move(statement.error()));
        if (auto done = connection->query(statement->sql, task.stop); !done)
            return std::unexpected(std::move(done.error()));
        auto reading = readCatalog(*connection, {}, task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        states.push_back(std::move(reading->catalog));
    }
    return states;
}

Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog, const std::vector<Rename>& renames,
                         const Task& task)
{
    auto states = renameStates(scratch, catalog, renames, task);
    if (!states)
        return std::unexpected(std::move(states.error()));
    return std::move(states->back());
}

Result<Rename> parseRename(std::string_view text, const Catalog& from)
{
    const std::size_t equals = findEquals(text);
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
        return fail(ErrorCode::Usage, "\"" + std::string(text) + "\" is no rename",
                    "write OLD=NEW, for example public.orders.state=status");
    const std::string newName = splitName(text.substr(equals + 1)).back();
    const std::vector<ObjectKey> found = meanings(from, splitName(text.substr(0, equals)));
    if (found.empty())
        return fail(ErrorCode::NotFound,
                    "There is nothing called " + std::string(text.substr(0, equals)) + " to rename");
    if (found.size() > 1) {
        std::string all;
        for (const ObjectKey& key : found)
            all += (all.empty() ? "" : ", ") + key.display();
        return fail(ErrorCode::Usage, std::string(text.substr(0, equals)) + " can mean " + all,
                    "name it with its schema and relation");
    }
    return Rename{found.front(), newName};
}

std::string renameText(const Rename& rename)
{
    const ObjectKey& key = rename.from;
    const std::string name = quoteIdent(key.name) + "=" + quoteIdent(rename.newName);
    if (key.parent.empty())
        return (key.schema.empty() ? std::string() : quoteIdent(key.schema) + ".") + name;
    return quoteName(key.schema, key.parent) + "." + name;
}

} // namespace schemawright
