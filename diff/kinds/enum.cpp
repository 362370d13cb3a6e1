#include "diff/kinds/base/kind_ops.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

Result<void> readEnums(Reader& reader)
{
    const Result<Rows> rows =
        reader.query("SELECT t.oid, t.typnamespace, t.typname, t.typowner, t.typacl, e.enumlabel"
                     " FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid"
                     " WHERE t.typtype = 'e' ORDER BY t.oid, e.enumsortorder");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size();) {
        const std::size_t first = r;
        const std::uint32_t oid = rows->oid(first, 0);
        Enum type;
        for (; r < rows->size() && rows->oid(r, 0) == oid; ++r) {
            if (!rows->isNull(r, 5))
                type.values.push_back(rows->text(r, 5));
        }
        const std::string& schema = reader.schemaName(rows->oid(first, 1));
        if (reader.skips(ClassId::Type, oid, schema))
            continue;
        Object object{std::move(type), reader.attributes(ClassId::Type, oid, rows->oid(first, 3), rows->view(first, 4),
                                                         rows->isNull(first, 4), 'T')};
        reader.add(ClassId::Type, oid, keyOf(Kind::Enum, schema, rows->text(first, 2)), std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "TYPE " + quoteName(key.schema, key.name);
}

/// True where ADD VALUE alone leads from one list to the other.
bool onlyAdds(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    std::size_t kept = 0;
    for (const std::string& value : after) {
        if (kept < before.size() && before[kept] == value)
            ++kept;
    }
    return kept == before.size();
}

std::string createSql(const ObjectKey& key, const Enum& type)
{
    std::vector<std::string> values;
    for (const std::string& value : type.values)
        values.push_back(quoteLiteral(value));
    return "CREATE TYPE " + quoteName(key.schema, key.name) + " AS ENUM (" + join(values, ", ") + ")";
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    if (onlyAdds(before.as<Enum>()->values, after.as<Enum>()->values))
        return {};
    return {key};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    Step step;
    step.statements.push_back(statement(key, createSql(key, *object.as<Enum>())));
    step.creates.push_back(key);
    steps.push_back(std::move(step));
}

/// A value that was added cannot be used before its transaction has ended. ALTER TYPE, "Notes".
Step addValues(const ObjectKey& key, const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    Step step;
    step.creates.push_back(key);
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (std::ranges::find(before, after[i]) != before.end())
            continue;
        std::string sql = "ALTER TYPE " + quoteName(key.schema, key.name) + " ADD VALUE " + quoteLiteral(after[i]);
        // Those before it in the list are there already; at the end, or in an empty type, no place need be said.
        const bool last =
            std::none_of(after.begin() + static_cast<std::ptrdiff_t>(i), after.end(),
                         [&](const std::string& value) { return std::ranges::find(before, value) != before.end(); });
        if (!last)
            sql += i == 0 ? " BEFORE " + quoteLiteral(before.front()) : " AFTER " + quoteLiteral(after[i - 1]);
        Statement add = statement(key, std::move(sql));
        add.transactional = false;
        step.statements.push_back(std::move(add));
    }
    return step;
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    const std::vector<std::string>& old = before.as<Enum>()->values;
    const std::vector<std::string>& now = after.as<Enum>()->values;
    if (old != now)
        steps.push_back(addValues(key, old, now));
    return {};
}

void noteRemovedValues(const Object& before, const Object& after, Statement& aside, std::span<Statement>)
{
    const std::vector<std::string>& now = after.as<Enum>()->values;
    std::vector<std::string> removed;
    for (const std::string& value : before.as<Enum>()->values)
        if (std::ranges::find(now, value) == now.end())
            removed.push_back(value);
    if (!removed.empty())
        aside.hazards.push_back(
            {"enum-value-removed", "Fails if a row has one of the removed values: " + join(removed, ", ") + "."});
}

constexpr TypeRetyping retyping{.note = noteRemovedValues};

std::string rename(const ObjectKey& key, const Object& object, const std::string& newName)
{
    if (key.kind == Kind::EnumValue)
        return "ALTER TYPE " + quoteName(key.schema, key.parent) + " RENAME VALUE " + quoteLiteral(key.name) + " TO " +
               quoteLiteral(newName);
    return renameByIdentity(key, object, newName);
}

} // namespace

template <> const KindOps& kindOpsOf<Enum>()
{
    static constexpr KindOps ops{.kind = Kind::Enum,
                                 .read = readEnums,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = dropByIdentity,
                                 .rename = rename,
                                 .move = moveByIdentity,
                                 .retyping = &retyping};
    return ops;
}

} // namespace schemawright
