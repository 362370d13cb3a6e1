#include "diff/kinds/table/index_make.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/index_read.h"
#include "diff/kinds/table/online.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::indexes {

namespace {

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

} // namespace

const Table* tableOf(const Catalog& catalog, const ObjectKey& key)
{
    return catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
}

bool isPartitioned(const Catalog& catalog, const ObjectKey& key)
{
    const Table* table = tableOf(catalog, key);
    return table && !table->partitionBy.empty();
}

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

std::optional<ObjectKey> parentIndexKey(const Catalog& catalog, const ObjectKey& key, const Index& index)
{
    const Table* table = tableOf(catalog, key);
    if (index.parentIndex.empty() || !table)
        return std::nullopt;
    return childKey(Kind::Index, index.parentIndex.schema, table->partitionOf.name, index.parentIndex.name);
}

Statement attachStatement(const ObjectKey& key, const Index& index, const Catalog* above)
{
    std::vector<Lock> locks{{LockMode::AccessExclusive, key}};
    const auto partitionedOf = [&](const ObjectKey& table) -> std::optional<ObjectKey> {
        const Table* body = above ? above->get<Table>(table) : nullptr;
        if (!body || body->partitionOf.empty())
            return std::nullopt;
        return keyOf(Kind::Table, body->partitionOf.schema, body->partitionOf.name);
    };
    auto table = partitionedOf(keyOf(Kind::Table, key.schema, key.parent));
    while (table && (table = partitionedOf(*table)))
        locks.push_back({LockMode::AccessExclusive, *table});
    return statement(key,
                     std::format("ALTER INDEX {} ATTACH PARTITION {}", quoteName(index.parentIndex),
                                 quoteName(key.schema, key.name)),
                     std::move(locks));
}

namespace {

/// The index's columns, as its default name has them; nullopt where an expression's part of the name is not known here.
std::optional<std::vector<std::string>> namedColumns(const Index& index)
{
    std::vector<std::string> columns;
    for (const IndexKey& indexKey : index.keys)
        columns.push_back(indexKey.column);
    columns.insert(columns.end(), index.include.begin(), index.include.end());
    return std::ranges::contains(columns, std::string()) ? std::nullopt : std::optional(std::move(columns));
}

/// The index of a partitioned table that stands for the index of that name of one of its partitions (see index_read.h); nullopt: none does.
std::optional<ObjectKey> standsFor(const Catalog& catalog, const ObjectKey& own)
{
    const Table* table = tableOf(catalog, own);
    while (table && !table->partitionOf.empty()) {
        const QualifiedName& parent = table->partitionOf;
        for (const Catalog::Entry& entry : catalog.childrenOf(parent.schema, parent.name)) {
            const auto* index = entry.object->as<Index>();
            const auto columns = index && !index->onOnly ? namedColumns(*index) : std::nullopt;
            if (columns && defaultIndexName(own.parent, *columns) == own.name)
                return *entry.key;
        }
        table = catalog.get<Table>(keyOf(Kind::Table, parent.schema, parent.name));
    }
    return std::nullopt;
}

} // namespace

std::optional<ObjectKey> holderOf(const Catalog& catalog, const ObjectKey& own)
{
    const auto* index = catalog.get<Index>(own);
    if (!index)
        return standsFor(catalog, own);
    const auto whole = parentIndexKey(catalog, own, *index);
    if (!whole)
        return own;
    const auto above = holderOf(catalog, *whole);
    return above ? above : whole;
}

bool isBuiltConcurrently(const ObjectKey& key, const PlanContext& context)
{
    return context.online && relationHasRows(key, context) && !context.inOneGo.contains(key);
}

bool isMadeBeside(const ObjectKey& key, const PlanContext& context)
{
    return context.recreated.contains(key) && isBuiltConcurrently(key, context) &&
           tables::standsOnItsOwn(key, context) && relationOf(context.from, key) == relationOf(context.to, key);
}

namespace {

/// CREATE INDEX with what it locks and what may hurt; `gently`: concurrently, where the plan is online.
Statement createStatement(const ObjectKey& key, const Index& index, const PlanContext& context,
                          std::string_view modifier = {}, bool gently = true)
{
    const ObjectKey relation = relationOf(context.to, key);
    const bool rows = relationHasRows(key, context);
    const bool concurrently = gently && context.online && rows && modifier.empty() && !isPartitioned(context.to, key);
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

/// CREATE INDEX CONCURRENTLY in a step of its own. `element`: the index that it is, or will be.
Step buildStep(const ObjectKey& key, const Index& index, const ObjectKey& element, const PlanContext& context)
{
    Step step = creatingStep(key, tables::dropLeftover(key, key));
    step.statements.push_back(createStatement(key, index, context));
    step.needs = context.to.dependencies().of(element);
    step.insteadOf = element;
    return step;
}

Statement renameStatement(const ObjectKey& key, const std::string& from)
{
    return statement(key, std::format("ALTER INDEX {} RENAME TO {}", quoteName(key.schema, from), quoteIdent(key.name)),
                     {{LockMode::ShareUpdateExclusive, childKey(Kind::Index, key.schema, key.parent, from)}});
}

/// The indexes of partitions, under the names that PostgreSQL would have given them.
struct OnPartitions {
    Steps build;
    std::vector<Statement> attach;  ///< what makes them one
    std::vector<ObjectKey> built;   ///< what must be there before that
    std::vector<ObjectKey> follows; ///< and what must be gone
};

bool goesAway(const ObjectKey& index, const PlanContext& context)
{
    return !context.to.find(index) || context.recreated.contains(index);
}

/// Puts one index of a partition into the plan, under another name where its own is not free yet. False: nothing that goes has it.
bool placeOnPartition(const ObjectKey& own, const Index& part, const ObjectKey& whole, const PlanContext& context,
                      OnPartitions& parts)
{
    const auto holder = holderOf(context.from, own);
    if ((holder && !goesAway(*holder, context)) || context.from.findRelation(own.schema, own.name))
        return false;
    if (holder)
        parts.follows.push_back(*holder);
    if (part.onOnly) {
        parts.attach.push_back(createStatement(own, part, context, {}, false));
        return true;
    }
    ObjectKey built = own;
    if (holder) {
        built.name = context.names.index(own);
        parts.attach.push_back(renameStatement(own, built.name));
    }
    Step step = buildStep(built, part, whole, context);
    step.needs.push_back(keyOf(Kind::Table, own.schema, own.parent));
    parts.built.push_back(std::move(built));
    parts.build.push_back(std::move(step));
    return true;
}

/// CREATE INDEX on a partitioned table keeps writers out of all partitions until the last is done, and cannot run concurrently. Instead: one on
/// each partition concurrently; then the index on the partitioned table alone, which is at once, and those attached. PostgreSQL 17
/// manual, "CREATE INDEX", CONCURRENTLY. False where that cannot be: a partition comes or goes with the plan, or a name is not certain.
bool buildOnPartitions(const ObjectKey& key, const Index& index, const ObjectKey& whole, const PlanContext& context,
                       OnPartitions& parts)
{
    const auto columns = namedColumns(index);
    for (const ObjectKey& partition : context.to.dependencies().on(keyOf(Kind::Table, key.schema, key.parent))) {
        const QualifiedName parent{key.schema, key.parent};
        const Table* after = context.to.get<Table>(partition);
        if (!after || after->partitionOf != parent)
            continue;
        const Table* before = context.from.get<Table>(partition);
        if (!columns || !before || before->partitionOf != parent || !before->foreignServer.empty() ||
            context.recreated.contains(partition))
            return false;
        const ObjectKey own =
            childKey(Kind::Index, partition.schema, partition.name, defaultIndexName(partition.name, *columns));
        Index part = index;
        part.onOnly = isPartitioned(context.to, own);
        part.parentIndex = {key.schema, key.name};
        if (!placeOnPartition(own, part, whole, context, parts) ||
            (part.onOnly && !buildOnPartitions(own, part, whole, context, parts)))
            return false;
        parts.attach.push_back(attachStatement(own, part));
    }
    return true;
}

/// The partitions' indexes and what makes them one; nullopt: there is no such way.
std::optional<OnPartitions> onPartitions(const ObjectKey& key, const Index& index, const PlanContext& context)
{
    OnPartitions parts;
    Index only = index;
    only.onOnly = true;
    parts.attach.push_back(createStatement(key, only, context, {}, false));
    return buildOnPartitions(key, index, key, context, parts) ? std::optional(std::move(parts)) : std::nullopt;
}

bool isWholeOfPartitions(const ObjectKey& key, const Index& index, const PlanContext& context)
{
    return isPartitioned(context.to, key) && !index.onOnly;
}

/// The index on one table, built concurrently; `step` gives it its name where that is not free yet.
void buildAlone(const ObjectKey& key, const Index& index, bool beside, const PlanContext& context, Step& step,
                Steps& steps)
{
    ObjectKey built = key;
    const auto holder = holderOf(context.from, key);
    if (beside || holder || context.names.isRelation(key.schema, key.name)) {
        built.name = context.names.index(key);
        step.statements.push_back(renameStatement(key, built.name));
        if (holder)
            step.follows.push_back(*holder);
    }
    Step build = buildStep(built, index, key, context);
    if (built == key && step.statements.empty() && step.needs.empty()) { // nothing more need be done at once
        step = std::move(build);
        return;
    }
    step.needs.push_back(built);
    steps.push_back(std::move(build));
}

} // namespace

namespace {

/// PostgreSQL attaches an equal index of a partition to a new one of the partitioned table instead of building another: those that go are to be
/// gone. CREATE INDEX, "ON ONLY".
void followEqual(const ObjectKey& key, const Index& index, const PlanContext& context, Step& step)
{
    std::vector<ObjectKey> partitions;
    collectPartitions(context.from, keyOf(Kind::Table, key.schema, key.parent), partitions);
    for (const ObjectKey& partition : partitions)
        for (const Catalog::Entry& entry : context.from.childrenOf(partition.schema, partition.name)) {
            const auto* old = entry.object->as<Index>();
            if (old && old->parentIndex.empty() && goesAway(*entry.key, context) && old->method == index.method &&
                old->keys == index.keys && old->include == index.include && old->unique == index.unique &&
                old->where == index.where)
                step.follows.push_back(*entry.key);
        }
}

} // namespace

void makeAlone(const ObjectKey& key, const Index& index, const PlanContext& context, Step& step, Steps& steps)
{
    const bool beside = isMadeBeside(key, context);
    const bool isNew = !context.from.find(key);
    if (isBuiltConcurrently(key, context) && (beside || isNew)) {
        if (!isPartitioned(context.to, key)) {
            buildAlone(key, index, beside, context, step, steps);
            return;
        }
        auto parts = index.onOnly ? std::nullopt : onPartitions(key, index, context);
        if (parts) {
            std::ranges::move(parts->build, std::back_inserter(steps));
            std::ranges::move(parts->built, std::back_inserter(step.needs));
            std::ranges::move(parts->attach, std::back_inserter(step.statements));
            std::ranges::move(parts->follows, std::back_inserter(step.follows));
            return;
        }
    }
    step.statements.push_back(createStatement(key, index, context, {}, false));
    if (isPartitioned(context.to, key) && !index.onOnly)
        followEqual(key, index, context, step);
}

namespace {

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

} // namespace

void makeAttached(const ObjectKey& key, const Index& index, const ObjectKey& parentIndex, const PlanContext& context,
                  Step& step, Steps& steps)
{
    step.needs.push_back(parentIndex);
    if (!isMadeByAttaching(key, parentIndex, context)) {
        step.needs.push_back(tables::joinedKey(keyOf(Kind::Table, key.schema, key.parent)));
        makeAlone(key, index, context, step, steps);
        step.statements.push_back(attachStatement(key, index, &context.to));
        return;
    }
    const auto columns = namedColumns(index);
    if (!columns)
        step.statements = {createStatement(key, index, context, "IF NOT EXISTS "),
                           attachStatement(key, index, &context.to)};
    else if (const std::string name = defaultIndexName(key.parent, *columns); name != key.name)
        step.statements.push_back(renameStatement(key, name));
}

void needBuilt(const ObjectKey& key, const Index& now, const PlanContext& context, Step& step)
{
    if (isWholeOfPartitions(key, now, context)) {
        if (const auto parts = onPartitions(key, now, context))
            step.needs = parts->built;
    } else if (!isPartitioned(context.to, key)) {
        ObjectKey built = key;
        built.name = context.names.index(key);
        step.needs.push_back(std::move(built));
    }
}

} // namespace schemawright::indexes
