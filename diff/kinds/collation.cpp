#include "model/kinds/collation.h"

#include "diff/kinds/base/definition.h"
#include "diff/kinds/table/retype.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "COLLATION " + quoteName(key.schema, key.name);
}

/// The catalog's columns changed with nearly every version.
std::string query(int version)
{
    return std::format(R"(
select c.oid, c.collname, c.collnamespace, c.collowner, c.collprovider, c.collisdeterministic, c.collcollate, c.collctype, {}, {}
from pg_catalog.pg_collation c
where c.oid >= 16384
order by c.oid)",
                       version >= 170000   ? "c.colllocale"
                       : version >= 150000 ? "c.colliculocale"
                                           : "case c.collprovider when 'i' then c.collcollate end",
                       version >= 160000 ? "c.collicurules" : "null");
}

std::vector<Option> definitionOf(const Rows& rows, std::size_t row)
{
    const std::string_view provider = rows.view(row, 4);
    std::vector<Option> definition;
    definition.push_back({"provider", provider == "i" ? "icu" : (provider == "b" ? "builtin" : "libc")});
    if (!rows.isNull(row, 8))
        definition.push_back({"locale", quoteLiteral(rows.view(row, 8))});
    else if (rows.view(row, 6) == rows.view(row, 7))
        definition.push_back({"locale", quoteLiteral(rows.view(row, 6))});
    else
        definition.insert(definition.end(), {{"lc_collate", quoteLiteral(rows.view(row, 6))},
                                             {"lc_ctype", quoteLiteral(rows.view(row, 7))}});
    if (!rows.flag(row, 5))
        definition.push_back({"deterministic", "false"});
    if (!rows.isNull(row, 9))
        definition.push_back({"rules", quoteLiteral(rows.view(row, 9))});
    return definition;
}

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query(reader.version()));
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (!reader.skips(ClassId::Collation, oid, schema))
            reader.add(ClassId::Collation, oid, keyOf(Kind::Collation, schema, rows->text(i, 1)),
                       {Collation{definitionOf(*rows, i)},
                        reader.attributes(ClassId::Collation, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    createByDefinition(key, object, object.as<Collation>()->definition, {}, steps);
}

bool holdsRows(const ObjectKey& key, const PlanContext& context)
{
    return std::ranges::any_of(context.from.dependencies().on(key), [](const ObjectKey& user) {
        return user.kind == Kind::Column || retypingOf(user) != nullptr;
    });
}

/// ALTER COLLATION changes nothing of the definition: a new one takes the name, and columns go over to it.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object&, const Object&, const PlanContext& context)
{
    return holdsRows(key, context) ? recollateInvalidates(key, context) : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    if (before.body == after.body)
        return {};
    const std::string sql = "CREATE " + identity(key, after) + " " + definitionList(after.as<Collation>()->definition);
    recollate(key, after, sql, context, steps);
    return {};
}

constexpr KindOps ops{.kind = Kind::Collation,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = dropByIdentity,
                      .rename = renameByIdentity,
                      .move = moveByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Collation>()
{
    return ops;
}

} // namespace schemawright
