#include "diff/kinds/kind_ops.h"
#include "diff/kinds/relation_child.h"
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

// A partition's copy of its parent's trigger is the parent's, unless it was enabled or disabled by itself.
constexpr std::string_view query = R"(
select t.oid, t.tgrelid, t.tgname, t.tgenabled, t.tgparentid,
       case when t.tgparentid = 0 then pg_catalog.pg_get_triggerdef(t.oid) end,
       t.tgparentid <> 0 and t.tgenabled <> p.tgenabled
from pg_catalog.pg_trigger t left join pg_catalog.pg_trigger p on p.oid = t.tgparentid
where not t.tgisinternal
order by t.tgparentid, t.oid)";

TriggerEnabled enabledOf(std::string_view letter)
{
    if (letter == "D")
        return TriggerEnabled::Disabled;
    if (letter == "R")
        return TriggerEnabled::Replica;
    return letter == "A" ? TriggerEnabled::Always : TriggerEnabled::Origin;
}

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
        if (const std::uint32_t parent = rows->oid(i, 4); parent != 0) {
            if (const ObjectKey* parentKey = reader.keyOf(ClassId::Trigger, parent))
                reader.identify(ClassId::Trigger, oid, ObjectKey(*parentKey));
            if (rows->flag(i, 6))
                reader.unknown(key.display() + " is not enabled as its parent's is (not supported yet)");
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
    const bool eachRow = trigger.definition.contains(" FOR EACH ROW ");
    return {mode, relationOf(catalog, key), eachRow ? LockReach::Partitions : LockReach::Itself};
}

Statement enableStatement(const ObjectKey& key, const Trigger& trigger, const Catalog& catalog)
{
    std::string_view action = "ENABLE";
    switch (trigger.enabled) {
    case TriggerEnabled::Origin: break;
    case TriggerEnabled::Disabled: action = "DISABLE"; break;
    case TriggerEnabled::Replica: action = "ENABLE REPLICA"; break;
    case TriggerEnabled::Always: action = "ENABLE ALWAYS"; break;
    }
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

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Trigger& trigger = *object.as<Trigger>();
    steps.push_back(creatingStep(key, createStatements(key, trigger, context, trigger.definition)));
}

/// CREATE OR REPLACE TRIGGER is not for constraint triggers. PostgreSQL 17 manual, "CREATE TRIGGER".
std::vector<ObjectKey> disturbs(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                const PlanContext&)
{
    const Trigger& before = *objectBefore.as<Trigger>();
    const Trigger& after = *objectAfter.as<Trigger>();
    const bool inPlace = before.definition == after.definition || (!isConstraint(before) && !isConstraint(after));
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
        steps.push_back(alteringStep(key, {enableStatement(key, after, context.to)}));
        return {};
    }
    // Replacing enables it: what enabled it otherwise is said again.
    std::string sql = "CREATE OR REPLACE TRIGGER " + after.definition.substr(createWord.size());
    steps.push_back(alteringStep(key, createStatements(key, after, context, std::move(sql))));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Lock lock = triggerLock(LockMode::AccessExclusive, key, *object.as<Trigger>(), context.from);
    steps.push_back(droppingStep(key, {statement(key, "DROP " + identity(key, object), {lock})}));
}

constexpr KindOps ops{.kind = Kind::Trigger,
                      .read = read,
                      .identity = identity,
                      .grantTarget = nullptr,
                      .elements = nullptr,
                      .disturbs = disturbs,
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
