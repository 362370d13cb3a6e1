#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/index_make.h"
#include "diff/kinds/table/index_read.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/recompute.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

using namespace indexes;

std::string identity(const ObjectKey& key, const Object&)
{
    return "INDEX " + quoteName(key.schema, key.name);
}

Statement clusterStatement(const ObjectKey& key, const Catalog& catalog, bool on)
{
    const ObjectKey relation = relationOf(catalog, key);
    return statement(key,
                     std::format("ALTER {} {} {}", relationWord(relation), relationName(key),
                                 on ? "CLUSTER ON " + quoteIdent(key.name) : std::string("SET WITHOUT CLUSTER")),
                     {{LockMode::ShareUpdateExclusive, relation}});
}

Statement replicaIdentityStatement(const ObjectKey& key, const Catalog& catalog)
{
    return statement(
        key, std::format("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}", relationName(key), quoteIdent(key.name)),
        {{LockMode::AccessExclusive, relationOf(catalog, key)}});
}

/// "2=100" as ALTER COLUMN 2 SET STATISTICS 100.
Statement statisticsStatement(const ObjectKey& key, std::string_view column, std::string_view target)
{
    return statement(key,
                     std::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}", quoteName(key.schema, key.name),
                                 column, target),
                     {{LockMode::ShareUpdateExclusive, key}});
}

std::pair<std::string_view, std::string_view> columnAndTarget(std::string_view setting)
{
    const std::size_t equals = setting.find('=');
    return {setting.substr(0, equals), setting.substr(equals + 1)};
}

/// Has the table the index from the partitioned table that it leaves?
bool isKeptByLeaving(const ObjectKey& key, const Index& index, const PlanContext& context)
{
    const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
    const Table* before = tableOf(context.from, key);
    const Table* after = tableOf(context.to, key);
    if (!before || !after || context.recreated.contains(table) || before->partitionOf == after->partitionOf)
        return false;
    Index bare = index;
    bare.parentIndex = {};
    bare.statistics.clear();
    bare.clustered = bare.replicaIdentity = false;
    return std::ranges::any_of(unreadIndexes(context.from, table),
                               [&](const UnreadIndex& kept) { return kept.key == key && kept.index == bare; });
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Index& index = *object.as<Index>();
    Step step = creatingStep(key, {});
    // Where it was part of another one, that takes it away, and its name.
    if (const auto* before = context.from.get<Index>(key); before && !before->parentIndex.empty())
        if (auto whole = holderOf(context.from, key))
            step.follows.push_back(std::move(*whole));
    if (const auto parentIndex = parentIndexKey(context.to, key, index))
        makeAttached(key, index, *parentIndex, context, step, steps);
    else if (!isKeptByLeaving(key, index, context))
        makeAlone(key, index, context, step, steps);
    // The index of a partitioned table comes after its partitions: each would get an index of its own otherwise.
    if (isPartitioned(context.to, key))
        collectPartitions(context.to, keyOf(Kind::Table, key.schema, key.parent), step.needs);
    for (const std::string& setting : index.statistics) {
        const auto [column, target] = columnAndTarget(setting);
        step.statements.push_back(statisticsStatement(key, column, target));
    }
    if (index.clustered)
        step.statements.push_back(clusterStatement(key, context.to, true));
    if (index.replicaIdentity)
        step.statements.push_back(replicaIdentityStatement(key, context.to));
    steps.push_back(std::move(step));
}

/// True where the table that the index is on leaves its partitioned table, and the index with it.
bool leavesParent(const ObjectKey& key, const Index& before, const Index& after, const PlanContext& context)
{
    const Table* tableBefore = tableOf(context.from, key);
    const Table* tableAfter = tableOf(context.to, key);
    return !before.parentIndex.empty() && after.parentIndex.empty() && tableBefore && tableAfter &&
           !tableBefore->partitionOf.empty() && tableAfter->partitionOf.empty();
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext& context)
{
    const Index& before = *objectBefore.as<Index>();
    const Index& after = *objectAfter.as<Index>();
    // What ALTER INDEX and ALTER TABLE can change; everything else must be equal.
    Index altered = before;
    altered.options = after.options;
    altered.tablespace = after.tablespace;
    altered.clustered = after.clustered;
    altered.replicaIdentity = after.replicaIdentity;
    altered.statistics = after.statistics;
    if ((before.parentIndex.empty() && !after.parentIndex.empty()) || leavesParent(key, before, after, context))
        altered.parentIndex = after.parentIndex;
    // PostgreSQL 17: ALTER INDEX ... SET is not for partitioned indexes, and theirs is only the tablespace of partitions to come.
    const bool inPlace =
        altered == after && !(isPartitioned(context.from, key) &&
                              (before.options != after.options || before.tablespace != after.tablespace));
    if (inPlace)
        return {};
    // No statement takes an index of a partition from the one that it is attached to: both are made anew.
    const auto parentIndex = parentIndexKey(context.from, key, before);
    return parentIndex ? std::vector{key, *parentIndex} : std::vector{key};
}

void alterStatistics(const ObjectKey& key, const Index& before, const Index& after, std::vector<Statement>& statements)
{
    for (const std::string& setting : after.statistics)
        if (!std::ranges::contains(before.statistics, setting)) {
            const auto [column, target] = columnAndTarget(setting);
            statements.push_back(statisticsStatement(key, column, target));
        }
    for (const std::string& setting : before.statistics) {
        const auto column = columnAndTarget(setting).first;
        if (std::ranges::none_of(after.statistics,
                                 [&](const std::string& other) { return columnAndTarget(other).first == column; }))
            statements.push_back(statisticsStatement(key, column, "-1"));
    }
}

/// True where another index or constraint of the relation is the one that it is clustered on in the target: its own CLUSTER ON says it.
bool anotherIsClustered(const ObjectKey& key, const Catalog& catalog)
{
    const auto children = catalog.childrenOf(key.schema, key.parent);
    const Table* table = tableOf(catalog, key);
    return std::ranges::any_of(children,
                               [&](const Catalog::Entry& entry) {
                                   const auto* index = entry.object->as<Index>();
                                   return index && index->clustered && *entry.key != key;
                               }) ||
           (table && std::ranges::any_of(table->constraints, &Constraint::clustered));
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Index& before = *objectBefore.as<Index>();
    const Index& after = *objectAfter.as<Index>();
    Step step = alteringStep(key, {});
    const std::string name = quoteName(key.schema, key.name);
    for (const std::string& change : optionChanges(before.options, after.options))
        step.statements.push_back(statement(key, "ALTER INDEX " + name + " " + change,
                                            {{indexOptionsLock(before.options, after.options), key}}));
    if (before.tablespace != after.tablespace) {
        Statement move = statement(key,
                                   std::format("ALTER INDEX {} SET TABLESPACE {}", name,
                                               after.tablespace.empty() ? "pg_default" : quoteIdent(after.tablespace)),
                                   {{LockMode::AccessExclusive, key}});
        move.hazards.push_back(
            {"rewrite-index", key.display() + " is copied. Queries that could use it wait meanwhile."});
        step.statements.push_back(std::move(move));
    }
    alterStatistics(key, before, after, step.statements);
    if (before.parentIndex.empty() && !after.parentIndex.empty()) {
        // Where the table becomes a partition, that has attached the index already, and this does nothing.
        step.statements.push_back(attachStatement(key, after, &context.to));
        step.needs.push_back(keyOf(Kind::Table, key.schema, key.parent));
        step.needs.push_back(tables::joinedKey(keyOf(Kind::Table, key.schema, key.parent)));
        if (const auto parentIndex = parentIndexKey(context.to, key, after))
            step.needs.push_back(*parentIndex);
    }
    if (after.clustered && !before.clustered)
        step.statements.push_back(clusterStatement(key, context.to, true));
    if (before.clustered && !after.clustered && !anotherIsClustered(key, context.to))
        step.statements.push_back(clusterStatement(key, context.to, false));
    // Away from it leads only the table's own REPLICA IDENTITY, or another index's.
    if (after.replicaIdentity && !before.replicaIdentity)
        step.statements.push_back(replicaIdentityStatement(key, context.to));
    steps.push_back(std::move(step));
    return {};
}

/// Has the table a constraint of that name?
bool isNameOfKey(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table = tableOf(catalog, key);
    return table && table->findConstraint(key.name);
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Index& index = *object.as<Index>();
    // The index of a partition goes with the one that it is attached to; PostgreSQL refuses to drop it alone.
    const auto* now = context.to.get<Index>(key);
    const bool beside = now && isMadeBeside(key, context);
    if (!index.parentIndex.empty()) {
        Step step = droppingStep(key, {});
        if (beside)
            needBuilt(key, *now, context, step);
        steps.push_back(std::move(step));
        return;
    }
    const ObjectKey relation = relationOf(context.from, key);
    const bool forGood = now == nullptr;
    // Where a key of the table gets the name, the index goes in the transaction in which that comes.
    const bool concurrently = forGood && isBuiltConcurrently(key, context) && !isPartitioned(context.from, key) &&
                              !isNameOfKey(context.to, key);
    std::vector<ObjectKey> relations{relation};
    if (isPartitioned(context.from, key))
        collectPartitions(context.from, relation, relations);
    const LockMode mode = concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    std::vector<Lock> locks;
    for (ObjectKey& locked : relations)
        locks.push_back({mode, std::move(locked)});
    locks.push_back({mode, key});
    Statement dropIndex = statement(
        key, std::format("DROP INDEX {}{}", concurrently ? "CONCURRENTLY " : "", quoteName(key.schema, key.name)),
        std::move(locks));
    dropIndex.transactional = !concurrently;
    if (forGood)
        dropIndex.hazards.push_back(
            {"drop-index", std::format("Queries on {} that use the index become slow.", relation.display())});
    Step step = droppingStep(key, {std::move(dropIndex)});
    if (concurrently)
        step.insteadOf = key;
    if (beside)
        needBuilt(key, *now, context, step);
    steps.push_back(std::move(step));
}

Recomputation recompute(const ObjectKey& key, const Object& object, const PlanContext& context)
{
    if (!object.as<Index>()->parentIndex.empty())
        return {}; // REINDEX of the partitioned index reaches it
    return tables::reindexed(key.name, relationOf(context.to, key), context.online, context);
}

constexpr KindOps ops{.kind = Kind::Index,
                      .read = readIndexes,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity,
                      .recompute = recompute,
                      .longQueries = longIndexQueries};

} // namespace

Recomputation tables::reindexed(const std::string& name, const ObjectKey& relation, bool concurrently,
                                const PlanContext& context)
{
    const ObjectKey index = childKey(Kind::Index, relation.schema, relation.name, name);
    const auto* table = context.to.get<Table>(relation);
    const bool partitioned = table && !table->partitionBy.empty();
    Statement reindex =
        statement(index, reindexSql(index.schema, index.name, concurrently),
                  {{concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share, relation, LockReach::Partitions}});
    if (!partitioned)
        reindex.locks.push_back({concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive, index});
    // On a partitioned index each partition has a transaction of its own. PostgreSQL 17 manual, "REINDEX".
    reindex.transactional = !concurrently && !partitioned;
    reindex.scans = true;
    if (!concurrently)
        reindex.hazards.push_back(
            {"reindex-blocks", std::format("Writes to {} and reads of {} are blocked until the index is built again.",
                                           relation.display(), index.display())});
    return {.how = reindex.sql, .statements = {std::move(reindex)}};
}

template <> const KindOps& kindOpsOf<Index>()
{
    return ops;
}

} // namespace schemawright
