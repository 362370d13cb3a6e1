#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/index_read.h"
#include "diff/kinds/table/online.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "INDEX " + quoteName(key.schema, key.name);
}

std::string keyText(const IndexKey& key)
{
    std::string text = key.column.empty() ? std::string(key.expression) : quoteIdent(key.column);
    if (!key.collation.empty())
        text += " COLLATE " + key.collation;
    if (!key.opclass.empty())
        text += " " + key.opclass;
    if (key.descending)
        text += " DESC";
    if (key.nullsFirst != key.descending)
        text += key.nullsFirst ? " NULLS FIRST" : " NULLS LAST";
    return text;
}

std::string createSql(const ObjectKey& key, const Index& index, std::string_view modifier)
{
    std::vector<std::string> keys;
    keys.reserve(index.keys.size());
    for (const IndexKey& indexKey : index.keys)
        keys.push_back(keyText(indexKey));
    std::string sql = std::format("CREATE {}INDEX {}{} ON {}{}", index.unique ? "UNIQUE " : "", modifier,
                                  quoteIdent(key.name), index.onOnly ? "ONLY " : "", relationName(key));
    if (index.method != "btree")
        sql += " USING " + quoteIdent(index.method);
    sql += " (" + join(keys, ", ") + ")";
    if (!index.include.empty())
        sql += " INCLUDE (" + identList(index.include) + ")";
    if (index.nullsNotDistinct)
        sql += " NULLS NOT DISTINCT";
    if (!index.options.empty())
        sql += " WITH (" + optionList(index.options) + ")";
    if (!index.tablespace.empty())
        sql += " TABLESPACE " + quoteIdent(index.tablespace);
    if (!index.where.empty())
        sql += " WHERE " + index.where;
    return sql;
}

const Table* tableOf(const Catalog& catalog, const ObjectKey& key)
{
    return catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
}

bool isPartitioned(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table = tableOf(catalog, key);
    return table && !table->partitionBy.empty();
}

/// Adds the partitions below a table, of every level.
void collectPartitions(const Catalog& catalog, const ObjectKey& table, std::vector<ObjectKey>& partitions)
{
    for (const ObjectKey& dependent : catalog.dependencies().on(table)) {
        const Table* partition = catalog.get<Table>(dependent);
        if (!partition || partition->partitionOf != QualifiedName{table.schema, table.name} ||
            std::ranges::contains(partitions, dependent))
            continue;
        partitions.push_back(dependent);
        collectPartitions(catalog, dependent, partitions);
    }
}

/// The index of the partitioned table that this partition's index is attached to.
std::optional<ObjectKey> parentIndexKey(const Catalog& catalog, const ObjectKey& key, const Index& index)
{
    const Table* table = tableOf(catalog, key);
    if (index.parentIndex.empty() || !table)
        return std::nullopt;
    return childKey(Kind::Index, index.parentIndex.schema, table->partitionOf.name, index.parentIndex.name);
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

Statement attachStatement(const ObjectKey& key, const Index& index)
{
    Statement attach = statement(key,
                                 std::format("ALTER INDEX {} ATTACH PARTITION {}", quoteName(index.parentIndex),
                                             quoteName(key.schema, key.name)),
                                 {{LockMode::AccessExclusive, key}});
    return attach;
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

/// CREATE INDEX with what it locks and what may hurt.
Statement createStatement(const ObjectKey& key, const Index& index, const PlanContext& context,
                          std::string_view modifier = {})
{
    const ObjectKey relation = relationOf(context.to, key);
    const bool rows = relationHasRows(key, context);
    const bool concurrently = context.online && rows && modifier.empty() && !isPartitioned(context.to, key);
    std::vector<ObjectKey> relations{relation};
    if (!index.onOnly && isPartitioned(context.to, key))
        collectPartitions(context.to, relation, relations);
    std::vector<Lock> locks;
    for (ObjectKey& locked : relations)
        locks.push_back({concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share, std::move(locked)});
    Statement create =
        statement(key, createSql(key, index, concurrently ? "CONCURRENTLY " : modifier), std::move(locks));
    create.transactional = !concurrently;
    create.scans = rows && !index.onOnly;
    if (!rows || index.onOnly)
        return create;
    if (!concurrently)
        create.hazards.push_back(
            {"create-index-blocks-writes",
             std::format("Writes to {} are blocked until the index is built.", relation.display())});
    if (index.unique)
        create.hazards.push_back(
            {"create-unique-index-may-fail",
             std::format("Fails if rows of {} have equal values in the indexed columns.", relation.display())});
    return create;
}

/// The index's columns, as its default name has them; nullopt where an expression's part of the name is not known here.
std::optional<std::vector<std::string>> namedColumns(const Index& index)
{
    std::vector<std::string> columns;
    for (const IndexKey& indexKey : index.keys)
        columns.push_back(indexKey.column);
    columns.insert(columns.end(), index.include.begin(), index.include.end());
    return std::ranges::contains(columns, std::string()) ? std::nullopt : std::optional(std::move(columns));
}

/// CREATE INDEX on a partitioned table keeps writers out of all partitions until the last is done, and cannot run concurrently. Instead: the
/// index on the partitioned table alone, which is at once; one on each partition concurrently, under the name that PostgreSQL would have given
/// it; and those attached. PostgreSQL 17 manual, "CREATE INDEX", CONCURRENTLY. False where that cannot be: a partition comes or goes with the
/// plan, or a name is not certain.
bool createOnPartitions(const ObjectKey& key, const Index& index, const PlanContext& context,
                        std::vector<Statement>& statements)
{
    const auto columns = namedColumns(index);
    std::vector<ObjectKey> partitions;
    for (const ObjectKey& dependent : context.to.dependencies().on(keyOf(Kind::Table, key.schema, key.parent)))
        if (const Table* partition = context.to.get<Table>(dependent);
            partition && partition->partitionOf == QualifiedName{key.schema, key.parent})
            partitions.push_back(dependent);
    for (const ObjectKey& partition : partitions) {
        const Table* before = context.from.get<Table>(partition);
        if (!columns || !before || before->partitionOf != QualifiedName{key.schema, key.parent} ||
            !before->foreignServer.empty() || context.recreated.contains(partition))
            return false;
        const ObjectKey own =
            childKey(Kind::Index, partition.schema, partition.name, defaultIndexName(partition.name, *columns));
        if (context.from.findRelation(own.schema, own.name) || context.from.find(own))
            return false;
        Index part = index;
        part.onOnly = isPartitioned(context.to, own);
        part.parentIndex = {key.schema, key.name};
        if (!part.onOnly)
            std::ranges::move(tables::dropLeftover(own, own), std::back_inserter(statements));
        statements.push_back(createStatement(own, part, context));
        if (part.onOnly && !createOnPartitions(own, part, context, statements))
            return false;
        statements.push_back(attachStatement(own, part));
    }
    return true;
}

/// The statements that make an index that is not attached to another.
std::vector<Statement> madeAlone(const ObjectKey& key, const Index& index, const PlanContext& context)
{
    if (context.online && isPartitioned(context.to, key) && !index.onOnly && relationHasRows(key, context)) {
        Index only = index;
        only.onOnly = true;
        std::vector<Statement> statements{createStatement(key, only, context)};
        if (createOnPartitions(key, index, context, statements))
            return statements;
    }
    Statement made = createStatement(key, index, context);
    std::vector<Statement> statements;
    if (!made.transactional)
        statements = tables::dropLeftover(key, key);
    statements.push_back(std::move(made));
    return statements;
}

/// A partition that is new under a partitioned table that keeps its index: PostgreSQL makes or finds the partition's index when the partition
/// is attached. Where its name is known, the index is there already.
bool isMadeByAttaching(const ObjectKey& key, const ObjectKey& parentIndex, const PlanContext& context)
{
    if (!context.from.find(parentIndex) || context.recreated.contains(parentIndex))
        return false;
    const Table* before = tableOf(context.from, key);
    const Table* after = tableOf(context.to, key);
    const ObjectKey table = keyOf(Kind::Table, key.schema, key.parent);
    return after && (!before || context.recreated.contains(table) || before->partitionOf != after->partitionOf);
}

std::vector<Statement> attachedStatements(const ObjectKey& key, const Index& index, const ObjectKey& parentIndex,
                                          const PlanContext& context)
{
    if (!isMadeByAttaching(key, parentIndex, context)) {
        std::vector<Statement> statements = madeAlone(key, index, context);
        statements.push_back(attachStatement(key, index));
        return statements;
    }
    const auto columns = namedColumns(index);
    if (!columns)
        return {createStatement(key, index, context, "IF NOT EXISTS "), attachStatement(key, index)};
    const std::string name = defaultIndexName(key.parent, *columns);
    if (name == key.name)
        return {};
    return {statement(key,
                      std::format("ALTER INDEX {} RENAME TO {}", quoteName(key.schema, name), quoteIdent(key.name)),
                      {{LockMode::ShareUpdateExclusive, key}})};
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
    if (const auto parentIndex = parentIndexKey(context.to, key, index)) {
        step.statements = attachedStatements(key, index, *parentIndex, context);
        step.needs.push_back(*parentIndex);
    } else if (!isKeptByLeaving(key, index, context)) {
        step.statements = madeAlone(key, index, context);
    }
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
        step.statements.push_back(attachStatement(key, after));
        step.needs.push_back(keyOf(Kind::Table, key.schema, key.parent));
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

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Index& index = *object.as<Index>();
    // The index of a partition goes with the one that it is attached to; PostgreSQL refuses to drop it alone.
    if (!index.parentIndex.empty()) {
        steps.push_back(droppingStep(key, {}));
        return;
    }
    const ObjectKey relation = relationOf(context.from, key);
    const bool concurrently = context.online && relationHasRows(key, context) && !isPartitioned(context.from, key);
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
    dropIndex.hazards.push_back(
        {"drop-index", std::format("Queries on {} that use the index become slow.", relation.display())});
    steps.push_back(droppingStep(key, {std::move(dropIndex)}));
}

std::string recompute(const ObjectKey& element, const Object&, const PlanContext& context)
{
    return reindexSql(element.schema, element.name, context.online);
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

template <> const KindOps& kindOpsOf<Index>()
{
    return ops;
}

} // namespace schemawright
