#include "diff/kinds/kind_ops.h"
#include "model/sql.h"

namespace schemawright {

namespace {

Result<void> readExtensions(Reader& reader)
{
    const Result<Rows> rows = reader.query("SELECT oid, extname, extnamespace FROM pg_catalog.pg_extension");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        Object object{Extension{.schema = reader.schemaName(rows->oid(r, 2))}, {}};
        object.attributes.comment = reader.comment(ClassId::Extension, oid);
        reader.add(ClassId::Extension, oid, keyOf(Kind::Extension, {}, rows->text(r, 1)), std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "EXTENSION " + quoteIdent(key.name);
}

std::vector<ObjectKey> disturbs(const ObjectKey&, const Object&, const Object&, const PlanContext&)
{
    return {}; // ALTER EXTENSION moves what belongs to it, and what depends on that follows by OID
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Extension& extension = *object.as<Extension>();
    Step step;
    step.statements.push_back(
        statement(key, "CREATE EXTENSION " + quoteIdent(key.name) + " SCHEMA " + quoteIdent(extension.schema)));
    step.creates.push_back(key);
    step.needs.push_back(schemaKey(extension.schema));
    steps.push_back(std::move(step));
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    const std::string& old = before.as<Extension>()->schema;
    const std::string& schema = after.as<Extension>()->schema;
    if (old == schema)
        return {};
    Step step;
    step.statements.push_back(
        statement(key, "ALTER EXTENSION " + quoteIdent(key.name) + " SET SCHEMA " + quoteIdent(schema)));
    step.statements.back().hazards.push_back(
        {"move-to-schema", "Clients that still look for what belongs to it in schema " + old + " break"});
    step.drops.push_back(key);
    step.creates.push_back(key);
    step.needs.push_back(schemaKey(schema));
    step.outlives.push_back(schemaKey(old));
    steps.push_back(std::move(step));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    dropByIdentity(key, object, context, steps);
    steps.back().statements.back().hazards.push_back(
        {"drop-extension", "everything that belongs to the extension goes with it"});
}

} // namespace

template <> const KindOps& kindOpsOf<Extension>()
{
    static constexpr KindOps ops{.kind = Kind::Extension,
                                 .read = readExtensions,
                                 .identity = identity,
                                 .grantTarget = nullptr,
                                 .elements = nullptr,
                                 .disturbs = disturbs,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = nullptr};
    return ops;
}

} // namespace schemawright
