#include "diff/kinds/base/firing.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <format>

namespace schemawright {

namespace {

constexpr std::string_view createWord = "CREATE TRIGGER ";
constexpr std::string_view createConstraintWord = "CREATE CONSTRAINT TRIGGER ";

std::string identity(const ObjectKey& key, const Object&)
{
    return std::format("TRIGGER {} ON {}", quoteIdent(key.name), relationName(key));
}

// A partition's copy of its parent's trigger is the parent's; one that was enabled or disabled by itself is an object that says only that.
constexpr std::string_view query = R"(
select t.oid, t.tgrelid, t.tgname, t.tgenabled, t.tgparentid,
       case when t.tgparentid = 0 then pg_catalog.pg_get_triggerdef(t.oid) end,
       t.tgparentid <> 0 and t.tgenabled <> p.tgenabled
from pg_catalog.pg_trigger t left join pg_catalog.pg_trigger p on p.oid = t.tgparentid
where not t.tgisinternal
order by t.tgparentid, t.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const ObjectKey* relation = reader.keyOf(ClassId::Relation, rows->oid(i, 1));
        if (!relation || reader.ownedByExtension(ClassId::Trigger, oid))
            continue;
        const ObjectKey key = childKey(Kind::Trigger, relation->schema, relation->name, rows->text(i, 2));
        const std::uint32_t parent = rows->oid(i, 4);
        if (parent != 0 && !rows->flag(i, 6)) {
            if (const ObjectKey* parentKey = reader.keyOf(ClassId::Trigger, parent))
                reader.identify(ClassId::Trigger, oid, ObjectKey(*parentKey));
            continue;
        }
        reader.add(ClassId::Trigger, oid, key,
                   {Trigger{rows->text(i, 5), enabledOf(rows->view(i, 3))},
                    reader.attributes(ClassId::Trigger, oid, 0, {}, true, 0)});
    }
    return {};
}

bool isConstraint(const Trigger& trigger)
{
    return trigger.definition.starts_with(createConstraintWord);
}

/// Partitions have copies of the row triggers of a partitioned table.
Lock triggerLock(LockMode mode, const ObjectKey& key, const Trigger& trigger, const Catalog& catalog)
{
    // The copy that a partition has shows no definition.
    const bool eachRow = trigger.definition.empty() || trigger.definition.contains(" FOR EACH ROW ");
    return {mode, relationOf(catalog, key), eachRow ? LockReach::Partitions : LockReach::Itself};
}

Statement enableStatement(const ObjectKey& key, const Trigger& trigger, const Catalog& catalog)
{
    const std::string_view action = enableWords(trigger.enabled);
    return statement(key, std::format("ALTER TABLE {} {} TRIGGER {}", relationName(key), action, quoteIdent(key.name)),
                     {triggerLock(LockMode::ShareRowExclusive, key, trigger, catalog)});
}

/// CREATE TRIGGER, and what makes it fire otherwise than a new one does.
std::vector<Statement> createStatements(const ObjectKey& key, const Trigger& trigger, const PlanContext& context,
                                        std::string sql)
{
    std::vector<Statement> statements{
        statement(key, std::move(sql), {triggerLock(LockMode::ShareRowExclusive, key, trigger, context.to)})};
    if (trigger.enabled != TriggerEnabled::Origin)
        statements.push_back(enableStatement(key, trigger, context.to));
    return statements;
}

bool isInherited(const Trigger& trigger)
{
    return trigger.definition.empty();
}

/// The trigger of the same name on the tables above a partition, nearest first.
std::vector<ObjectKey> ancestors(const Catalog& catalog, const ObjectKey& key)
{
    std::vector<ObjectKey> found;
    const auto* table = catalog.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
    while (table && !table->partitionOf.empty()) {
        const QualifiedName parent = table->partitionOf;
        found.push_back(childKey(Kind::Trigger, parent.schema, parent.name, key.name));
        table = catalog.get<Table>(keyOf(Kind::Table, parent.schema, parent.name));
    }
    return found;
}

/// What is said to a partitioned table's trigger reaches its partitions: those that differ from it as before say so again. One that changes
/// itself has a step of its own.
void restatePartitions(const ObjectKey& key, const PlanContext& context, std::vector<Statement>& statements)
{
    const auto* table = context.to.get<Table>(keyOf(Kind::Table, key.schema, key.parent));
    if (!table || table->partitionBy.empty())
        return;
    for (const ObjectKey& dependent : context.to.dependencies().on(keyOf(Kind::Table, key.schema, key.parent))) {
        const auto* partition = context.to.get<Table>(dependent);
        if (!partition || partition->partitionOf != QualifiedName{key.schema, key.parent})
            continue;
        const ObjectKey copy = childKey(Kind::Trigger, dependent.schema, dependent.name, key.name);
        const auto* trigger = context.to.get<Trigger>(copy);
        const auto* old = context.from.get<Trigger>(copy);
        if (trigger && isInherited(*trigger) && old && *old == *trigger)
            statements.push_back(enableStatement(copy, *trigger, context.to));
        restatePartitions(copy, context, statements);
    }
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Trigger& trigger = *object.as<Trigger>();
    if (isInherited(trigger)) {
        Step step = creatingStep(key, {enableStatement(key, trigger, context.to)});
        step.needs = ancestors(context.to, key);
        steps.push_back(std::move(step));
        return;
    }
    steps.push_back(creatingStep(key, createStatements(key, trigger, context, trigger.definition)));
}

/// CREATE OR REPLACE TRIGGER is not for constraint triggers. PostgreSQL 17 manual, "CREATE TRIGGER".
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext&)
{
    const Trigger& before = *objectBefore.as<Trigger>();
    const Trigger& after = *objectAfter.as<Trigger>();
    const bool inPlace = before.definition == after.definition ||
                         (!isConstraint(before) && !isConstraint(after) && isInherited(before) == isInherited(after));
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Trigger& before = *objectBefore.as<Trigger>();
    const Trigger& after = *objectAfter.as<Trigger>();
    if (before.definition == after.definition && before.enabled == after.enabled)
        return {};
    if (before.definition == after.definition) {
        Step step = alteringStep(key, {enableStatement(key, after, context.to)});
        restatePartitions(key, context, step.statements);
        step.needs = ancestors(context.to, key);
        steps.push_back(std::move(step));
        return {};
    }
    // Replacing enables it: what enabled it otherwise is said again.
    std::string sql = "CREATE OR REPLACE TRIGGER " + after.definition.substr(createWord.size());
    Step step = alteringStep(key, createStatements(key, after, context, std::move(sql)));
    restatePartitions(key, context, step.statements);
    steps.push_back(std::move(step));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    if (isInherited(*object.as<Trigger>())) {
        // As the one above it is from now on; where that goes, this goes along.
        Step step = droppingStep(key, {});
        for (const ObjectKey& above : ancestors(context.to, key)) {
            const auto* trigger = context.to.get<Trigger>(above);
            if (!trigger)
                continue;
            if (context.from.find(above) && !context.recreated.contains(above))
                step.statements.push_back(enableStatement(key, *trigger, context.to));
            break;
        }
        steps.push_back(std::move(step));
        return;
    }
    const Lock lock = triggerLock(LockMode::AccessExclusive, key, *object.as<Trigger>(), context.from);
    steps.push_back(droppingStep(key, {statement(key, "DROP " + identity(key, object), {lock})}));
}

constexpr KindOps ops{.kind = Kind::Trigger,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Trigger>()
{
    return ops;
}

} // namespace schemawright
