#include "diff/kinds/base/kind_ops.h"
#include "model/sql.h"

#include <unordered_set>

namespace schemawright {

namespace {

Result<void> readSchemas(Reader& reader)
{
    const Result<Rows> seen = reader.query("SELECT schema_name FROM information_schema.schemata");
    if (!seen)
        return std::unexpected(seen.error());
    std::unordered_set<std::string_view> visible;
    for (std::size_t r = 0; r < seen->size(); ++r)
        visible.insert(seen->view(r, 0));

    // Up to PostgreSQL 14 "public" is made otherwise. Where nobody has touched it, it is what a new database has, as it is in later versions.
    const Result<Rows> rows =
        reader.query("SELECT n.oid, n.nspname, n.nspowner, n.nspacl, n.nspname = 'public' AND n.nspowner = 10 AND "
                     "n.nspacl IS NOT DISTINCT "
                     "FROM i.initprivs AND pg_catalog.current_setting('server_version_num')::int < 150000"
                     " FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_init_privs i"
                     " ON i.classoid = 2615 AND i.objoid = n.oid AND i.objsubid = 0");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        const std::string name = rows->text(r, 1);
        if (reader.skips(ClassId::Namespace, oid, name))
            continue;
        if (!visible.contains(name))
            reader.hidden("schema " + name);
        Object object{Schema{}, reader.attributes(ClassId::Namespace, oid, rows->oid(r, 2), rows->view(r, 3),
                                                  rows->isNull(r, 3), 'n')};
        if (rows->flag(r, 4)) {
            const Attributes& untouched = baselineCatalog().find(schemaKey(name))->attributes;
            object.attributes.owner = untouched.owner;
            object.attributes.acl = untouched.acl;
        }
        reader.add(ClassId::Namespace, oid, schemaKey(name), std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "SCHEMA " + quoteIdent(key.name);
}

void create(const ObjectKey& key, const Object&, const PlanContext&, Steps& steps)
{
    Step step;
    step.statements.push_back(statement(key, "CREATE SCHEMA " + quoteIdent(key.name)));
    step.creates.push_back(key);
    steps.push_back(std::move(step));
}

/// All that a schema has are its attributes: nothing of its body can differ.
Result<void> alter(const ObjectKey&, const Object&, const Object&, const PlanContext&, Steps&)
{
    return {};
}

} // namespace

template <> const KindOps& kindOpsOf<Schema>()
{
    static constexpr KindOps ops{.kind = Kind::Schema,
                                 .read = readSchemas,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .create = create,
                                 .alter = alter,
                                 .drop = dropByIdentity,
                                 .rename = renameByIdentity};
    return ops;
}

} // namespace schemawright
