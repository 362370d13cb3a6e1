#include "model/kinds/statistics.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/routine.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

constexpr ClassId extendedStatistics{3381}; // pg_statistic_ext

std::string identity(const ObjectKey& key, const Object&)
{
    return "STATISTICS " + quoteName(key.schema, key.name);
}

constexpr std::string_view query = R"(
select s.oid, s.stxname, s.stxnamespace, s.stxowner, s.stxrelid, coalesce(s.stxstattarget, -1),
       pg_catalog.pg_get_statisticsobjdef_columns(s.oid),
       array(select case k when 'd' then 'ndistinct' when 'f' then 'dependencies' when 'm' then 'mcv' end
             from pg_catalog.unnest(s.stxkind) k where k <> 'e' order by k)
from pg_catalog.pg_statistic_ext s
order by s.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        const ObjectKey* table = reader.keyOf(ClassId::Relation, rows->oid(i, 4));
        if (!table || reader.skips(extendedStatistics, oid, schema))
            continue;
        Statistics statistics;
        statistics.table = {table->schema, table->name};
        statistics.columns = rows->text(i, 6);
        statistics.kinds = rows->array(i, 7);
        if (statistics.kinds.size() == 3)
            statistics.kinds.clear();
        statistics.target = static_cast<int>(rows->number(i, 5));
        const ObjectKey key =
            childKey(Kind::Statistics, schema, schema == table->schema ? table->name : std::string(), rows->text(i, 1));
        reader.add(extendedStatistics, oid, key,
                   {std::move(statistics), reader.attributes(extendedStatistics, oid, rows->oid(i, 3), {}, true, 0)});
    }
    return {};
}

Statement targetStatement(const ObjectKey& key, int target)
{
    return statement(key, std::format("ALTER STATISTICS {} SET STATISTICS {}", quoteName(key.schema, key.name), target),
                     {});
}

ObjectKey tableKey(const Statistics& statistics, const Catalog& catalog)
{
    const Catalog::Entry* table = catalog.findRelation(statistics.table.schema, statistics.table.name);
    return table ? *table->key : keyOf(Kind::Table, statistics.table.schema, statistics.table.name);
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Statistics& statistics = *object.as<Statistics>();
    Step step = creatingStep(
        key,
        {statement(key,
                   std::format("CREATE STATISTICS {}{} ON {} FROM {}", quoteName(key.schema, key.name),
                               statistics.kinds.empty() ? std::string() : " (" + join(statistics.kinds, ", ") + ")",
                               statistics.columns, quoteName(statistics.table)),
                   {{LockMode::ShareUpdateExclusive, tableKey(statistics, context.to)}})});
    if (statistics.target >= 0)
        step.statements.push_back(targetStatement(key, statistics.target));
    steps.push_back(std::move(step));
}

/// Columns are printed in the order in which the table has them, which is no difference.
bool same(const Body& a, const Body& b)
{
    const auto& before = std::get<Statistics>(a);
    Statistics after = std::get<Statistics>(b);
    const auto parts = [](const std::string& columns) {
        std::vector<std::string> out;
        for (Argument& part : splitArguments(columns))
            out.push_back(std::move(part.declaration));
        std::ranges::sort(out);
        return out;
    };
    if (parts(before.columns) != parts(after.columns))
        return false;
    after.columns = before.columns;
    return before == after;
}

/// ALTER STATISTICS changes the target only.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    Statistics altered = *before.as<Statistics>();
    altered.target = after.as<Statistics>()->target;
    return same(altered, after.body) ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    const int target = after.as<Statistics>()->target;
    if (before.as<Statistics>()->target != target)
        steps.push_back(alteringStep(key, {targetStatement(key, target)}));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const ObjectKey table = tableKey(*object.as<Statistics>(), context.from);
    steps.push_back(droppingStep(
        key, {statement(key, "DROP " + identity(key, object), {{LockMode::ShareUpdateExclusive, table}})}));
}

constexpr KindOps ops{.kind = Kind::Statistics,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity,
                      .move = moveByIdentity,
                      .same = same};

} // namespace

template <> const KindOps& kindOpsOf<Statistics>()
{
    return ops;
}

} // namespace schemawright
