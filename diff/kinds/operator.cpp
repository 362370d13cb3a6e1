#include "model/kinds/operator.h"

#include "diff/kinds/base/definition.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>

namespace schemawright {

namespace {

/// An operator's name is no identifier: it stands unquoted, its schema before it.
std::string operatorName(const ObjectKey& key)
{
    return quoteIdent(key.schema) + "." + key.name;
}

std::string identity(const ObjectKey& key, const Object&)
{
    return std::format("OPERATOR {} ({})", operatorName(key), key.args);
}

// An operator that was named before it was made (a commutator) is a shell without function. pg_depend knows nothing of commutators and
// negators, which therefore need no order.
constexpr std::string_view query = R"(
select o.oid, o.oprname, o.oprnamespace, o.oprowner,
       case when o.oprleft = 0 then 'NONE' else pg_catalog.format_type(o.oprleft, null) end || ', ' || pg_catalog.format_type(o.oprright, null),
       o.oprcode::regproc,
       case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) end, pg_catalog.format_type(o.oprright, null),
       (select 'OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || c.oprname || ')'
        from pg_catalog.pg_operator c join pg_catalog.pg_namespace n on n.oid = c.oprnamespace where c.oid = o.oprcom),
       (select 'OPERATOR(' || pg_catalog.quote_ident(n.nspname) || '.' || c.oprname || ')'
        from pg_catalog.pg_operator c join pg_catalog.pg_namespace n on n.oid = c.oprnamespace where c.oid = o.oprnegate),
       nullif(o.oprrest, 0)::regproc, nullif(o.oprjoin, 0)::regproc,
       case when o.oprcanhash then 'true' end, case when o.oprcanmerge then 'true' end
from pg_catalog.pg_operator o
where o.oid >= 16384 and o.oprcode <> 0
order by o.oid)";

constexpr std::array<std::string_view, 9> parameters{"function", "leftarg", "rightarg", "commutator", "negator",
                                                     "restrict", "join",    "hashes",   "merges"};

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::Operator, oid, schema))
            continue;
        Operator body;
        for (std::size_t k = 0; k < parameters.size(); ++k)
            if (!rows->isNull(i, 5 + k))
                body.definition.push_back({std::string(parameters[k]), rows->text(i, 5 + k)});
        reader.add(ClassId::Operator, oid, {Kind::Operator, schema, {}, rows->text(i, 1), rows->text(i, 4)},
                   {std::move(body), reader.attributes(ClassId::Operator, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const std::string list = definitionList(object.as<Operator>()->definition);
    steps.push_back(
        creatingStep(key, {statement(key, std::format("CREATE OPERATOR {} {}", operatorName(key), list), {})}));
}

/// "RESTRICT = f, JOIN = NONE": what ALTER OPERATOR ... SET can say of the difference; nullopt where it cannot say all of it. Since PostgreSQL
/// 17 HASHES and MERGES can be added; commutators and negators concern another operator, too.
std::optional<std::vector<std::string>> settings(const Operator& before, const Operator& after, int serverVersion)
{
    std::vector<std::string> out;
    for (const std::string_view parameter : parameters) {
        const auto valueIn = [&](const Operator& body) -> std::string {
            const auto found = std::ranges::find(body.definition, parameter, &Option::name);
            return found == body.definition.end() ? std::string() : found->value;
        };
        const std::string old = valueIn(before);
        const std::string now = valueIn(after);
        if (old == now)
            continue;
        const bool estimator = parameter == "restrict" || parameter == "join";
        const bool added = (parameter == "hashes" || parameter == "merges") && old.empty() && serverVersion >= 170000;
        if (!estimator && !added)
            return std::nullopt;
        out.push_back(std::string(parameter) + " = " + (now.empty() ? "NONE" : now));
    }
    return out;
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after,
                                   const PlanContext& context)
{
    return settings(*before.as<Operator>(), *after.as<Operator>(), context.serverVersion) ? std::vector<ObjectKey>{}
                                                                                          : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    const auto changes = settings(*before.as<Operator>(), *after.as<Operator>(), context.serverVersion);
    if (changes && !changes->empty())
        steps.push_back(alteringStep(
            key, {statement(key, std::format("ALTER {} SET ({})", identity(key, after), join(*changes, ", ")), {})}));
    return {};
}

constexpr KindOps ops{.kind = Kind::Operator,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = dropByIdentity,
                      .move = moveByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Operator>()
{
    return ops;
}

} // namespace schemawright
