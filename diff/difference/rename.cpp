#include "diff/difference/rename.h"

#include "diff/difference/rename_sequence.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/event_trigger.h"
#include "diff/kinds/extension.h"
#include "diff/plan/body_names.h"
#include "diff/plan/lock_reach.h"
#include "diff/plan/plan.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <set>

namespace schemawright {

namespace {

/// Inheriting tables have the same columns and checks, partitions the same row triggers.
std::vector<Lock> renameLocks(const Catalog& catalog, const ObjectKey& key)
{
    const bool ofRelation = factsOf(key.kind).place == KindFacts::Place::Relation;
    if (!ofRelation && !isRelation(key.kind))
        return {};
    const bool index = key.kind == Kind::Index;
    const LockMode mode = index ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    if (key.kind == Kind::Constraint && factsOf(ownerIn(catalog, key).kind).family == KindFacts::Family::Type)
        return {};
    ObjectKey relation = key;
    if (ofRelation && !index)
        if (const Catalog::Entry* entry = catalog.findRelation(key.schema, key.parent))
            relation = *entry->key;
    const auto* table = catalog.get<Table>(relation);
    const Constraint* constraint = table && key.kind == Kind::Constraint ? table->findConstraint(key.name) : nullptr;
    LockReach reach = LockReach::Itself;
    if (key.kind == Kind::Column || (constraint && constraint->type == ConstraintType::Check))
        reach = LockReach::Family;
    else if (key.kind == Kind::Trigger)
        reach = LockReach::Partitions;
    return {{mode, relation, reach}};
}

Hazard lostName(std::string_view rule, const std::string& name)
{
    return {std::string(rule), "Clients that use the name " + name + " fail."};
}

/// What clients lose by it; nothing where no client names the thing.
std::vector<Hazard> renameHazards(const Rename& rename)
{
    const ObjectKey& from = rename.from;
    const std::string_view rule = factsOf(from.kind).renameRule;
    std::vector<Hazard> hazards;
    if (!rule.empty() && rename.newName != from.name)
        hazards.push_back(lostName(rule, from.name));
    if (!rule.empty() && !rename.newSchema.empty())
        hazards.push_back(
            {"move-to-schema", std::format("Clients that look for {} in schema {} fail.", from.name, from.schema)});
    return hazards;
}

/// One name at a time: the other schema, or the other name, whichever is nobody's meanwhile.
std::vector<Rename> singleSteps(const Catalog& catalog, const Rename& rename)
{
    const ObjectKey& from = rename.from;
    if (rename.newSchema.empty() || rename.newName == from.name)
        return {rename};
    const auto moved = [&](const std::string& name) {
        ObjectKey key = from;
        key.name = name;
        return Rename{key, name, rename.newSchema, rename.newParent};
    };
    const auto renamed = [&](const ObjectKey& key, const std::string& name) { return Rename{key, name}; };
    if (!nameTaken(catalog, renamedKey(moved(from.name))))
        return {moved(from.name), renamed(renamedKey(moved(from.name)), rename.newName)};
    const auto isFreeHere = [&](const std::string& name) {
        return !nameTaken(catalog, renamedKey(renamed(from, name)));
    };
    if (isFreeHere(rename.newName))
        return {renamed(from, rename.newName), moved(rename.newName)};
    std::string between;
    for (int n = 1; between.empty(); ++n)
        if (const std::string name = std::format("moving_{}", n);
            isFreeHere(name) && !nameTaken(catalog, renamedKey(moved(name))))
            between = name;
    return {renamed(from, between), moved(between), renamed(renamedKey(moved(between)), rename.newName)};
}

/// Of what belongs to a relation, statistics have a schema of their own, and PostgreSQL leaves them behind.
std::set<ObjectKey> leftBehind(const Catalog& catalog, const Rename& rename)
{
    std::set<ObjectKey> keys;
    const Catalog::Entry* relation = catalog.findRelation(rename.from.schema, rename.from.name);
    if (rename.newSchema.empty() || !relation || *relation->key != rename.from)
        return keys;
    for (const Catalog::Entry& child : catalog.childrenOf(rename.from.schema, rename.from.name))
        if (const KindOps* room = kindOps(child.key->kind); room && room->move)
            keys.insert(*child.key);
    return keys;
}

Result<std::vector<Statement>> moveStatements(const Catalog& catalog, const Rename& rename, const Object& object,
                                              const std::set<ObjectKey>& along)
{
    const ObjectKey& key = rename.from;
    const KindOps* room = kindOps(key.kind);
    if (!room || !room->move)
        return fail(ErrorCode::Unsupported, "PostgreSQL cannot move " + key.display() + " to another schema",
                    hasOwnSchema(key) ? "" : "move its table or type instead");
    std::vector<Statement> statements = room->move(key, object, rename.newSchema, catalog);
    for (const ObjectKey& child : along)
        if (const Object* other = catalog.find(child))
            std::ranges::move(kindOps(child.kind)->move(child, *other, rename.newSchema, catalog),
                              std::back_inserter(statements));
    return statements;
}

Result<std::vector<Statement>> singleStatements(const Catalog& catalog, const Rename& rename,
                                                const std::set<ObjectKey>& along)
{
    const ObjectKey owner = ownerIn(catalog, rename.from);
    const Object* object = catalog.find(owner);
    if (!object)
        return fail(ErrorCode::NotFound, rename.from.display() + " cannot be renamed, because it does not exist");
    if (!rename.newSchema.empty())
        return moveStatements(catalog, rename, *object, along);
    const KindOps* room = kindOps(owner.kind);
    if (!room || !room->rename)
        return fail(ErrorCode::Unsupported, "PostgreSQL cannot rename " + rename.from.display());
    const auto isOfTheType = [&](const Catalog::Entry& entry) {
        const auto* table = entry.object->as<Table>();
        return table && table->ofType == QualifiedName{owner.schema, owner.name};
    };
    Statement renamed = statement(owner, room->rename(rename.from, *object, rename.newName));
    renamed.locks = renameLocks(catalog, rename.from);
    if (rename.from.kind == Kind::Attribute && std::ranges::any_of(catalog, isOfTheType)) {
        // This CASCADE drops nothing: it renames the columns of tables OF the type. PostgreSQL 17 manual, "ALTER TYPE".
        renamed.sql += " CASCADE";
        for (const Catalog::Entry& entry : catalog)
            if (isOfTheType(entry)) {
                renamed.locks.push_back({LockMode::AccessExclusive, *entry.key, LockReach::Family});
                const ObjectKey column = childKey(Kind::Column, entry.key->schema, entry.key->name, rename.from.name);
                renamed.hazards.push_back(lostName(factsOf(Kind::Column).renameRule, column.display()));
            }
    }
    return std::vector{std::move(renamed)};
}

/// `along`: what is moved besides, since PostgreSQL leaves it behind. `isInterim`: no client knows the name that it loses.
Result<std::vector<Statement>> statementsFor(const Catalog& catalog, const Rename& rename, std::set<ObjectKey> along,
                                             bool isInterim)
{
    std::vector<Statement> all;
    Catalog state = catalog;
    for (const Rename& single : singleSteps(catalog, rename)) {
        auto statements = singleStatements(state, single, along);
        if (!statements)
            return statements;
        Steps steps;
        steps.push_back({.statements = std::move(*statements)});
        resolveLocks(steps, state, state);
        std::ranges::move(steps.front().statements, std::back_inserter(all));
        state = renameNames(state, single);
        std::set<ObjectKey> renamed;
        for (const ObjectKey& key : along)
            renamed.insert(renamedBy(key, std::vector{single}));
        along = std::move(renamed);
    }
    if (isInterim)
        return all;
    std::vector<Hazard>& hazards = all.front().hazards;
    std::vector<Hazard> own = renameHazards(rename);
    hazards.insert(hazards.begin(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
    return all;
}

/// The statements of a plan, whose batches are of no interest.
std::vector<Statement> statementsOf(Plan plan)
{
    std::vector<Statement> statements;
    for (Batch& batch : plan.batches)
        std::ranges::move(batch.statements, std::back_inserter(statements));
    return statements;
}

/// What has been renamed so far, on a scratch database that goes along.
class RenameRun {
public:
    RenameRun(ScratchServer& scratch, const Catalog& target, const Task& task)
        : m_scratch(scratch), m_target(target), m_task(task)
    {
    }

    Result<void> start(const Catalog& catalog)
    {
        m_renamed.catalog = catalog;
        auto session = buildCatalog(m_scratch, catalog, m_task).and_then(ScratchSession::open);
        if (!session)
            return std::unexpected(std::move(session.error()));
        m_session.emplace(std::move(*session));
        return {};
    }

    /// An event trigger whose function names what is renamed would fail from the first rename on: it is disabled, and the plan enables it at last.
    Result<void> pauseEventTriggers(const std::vector<Rename>& renames)
    {
        const std::vector<ObjectKey> triggers = firingEventTriggers(m_renamed.catalog);
        if (triggers.empty())
            return {};
        BodyNames names(m_renamed.catalog);
        const auto isRenamed = [&](const ObjectKey& used) {
            return std::ranges::any_of(renames, [&](const Rename& rename) {
                const ObjectKey& from = rename.from;
                const bool isPart = from.schema == used.schema && !from.parent.empty() && from.parent == used.name;
                const bool isSchema = from.schema.empty() && from.name == used.schema;
                return from == used || isPart || isSchema;
            });
        };
        for (const ObjectKey& trigger : triggers) {
            if (std::ranges::none_of(names.usedBy(trigger), isRenamed))
                continue;
            EventTriggerPause pause = eventTriggerPause(trigger, m_renamed.catalog);
            if (auto done = run({pause.disable}); !done)
                return done;
            add({std::move(pause.disable)}, {std::move(pause.enable)});
            m_renamed.paused.push_back(trigger);
        }
        return m_renamed.paused.empty() ? Result<void>() : readAgain();
    }

    Result<void> rename(const std::vector<Rename>& sequence, std::size_t index)
    {
        const Rename& rename = sequence[index];
        if (auto made = makeSchema(rename.newSchema); !made)
            return made;
        const std::set<ObjectKey> along = leftBehind(m_renamed.catalog, rename);
        auto there = statementsFor(m_renamed.catalog, rename, along, startsBetween(sequence, index));
        if (!there)
            return std::unexpected(std::move(there.error()));
        if (auto done = run(*there); !done)
            return done;
        if (auto read = readAgain(); !read)
            return read;
        // What went along goes back; what was in that schema before stays there.
        std::set<ObjectKey> alongBack;
        for (const ObjectKey& key : along)
            alongBack.insert(renamedBy(key, std::vector{rename}));
        auto back = statementsFor(m_renamed.catalog, inverse(rename), alongBack, endsBetween(sequence, index));
        if (!back)
            return std::unexpected(std::move(back.error()));
        add(std::move(*there), std::move(*back));
        return {};
    }

    /// What depends on an extension's objects follows them by itself: no table is written, nothing else is to do.
    Result<void> moveExtensions()
    {
        for (const ObjectKey& key : movedExtensions(m_renamed.catalog, m_target)) {
            if (auto made = makeSchema(extensionSchema(m_target, key)); !made)
                return made;
            const Catalog with = m_renamed.catalog.with(key, *m_target.find(key));
            auto there = makePlan(m_renamed.catalog, with);
            auto back = makePlan(with, m_renamed.catalog);
            if (!there || !back)
                return std::unexpected(std::move(there ? back.error() : there.error()));
            std::vector<Statement> statements = statementsOf(std::move(*there));
            if (auto done = run(statements); !done)
                return done;
            add(std::move(statements), statementsOf(std::move(*back)));
            if (auto read = readAgain(); !read)
                return read;
        }
        return {};
    }

    RenamedCatalog take() { return std::move(m_renamed); }

private:
    Result<void> readAgain()
    {
        auto reading = readCatalog(m_session->connection, {}, m_task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        m_renamed.catalog = std::move(reading->catalog);
        return {};
    }

    /// The schema that something moves to is made before, where only the target has it.
    Result<void> makeSchema(const std::string& name)
    {
        const ObjectKey key = schemaKey(name);
        if (name.empty() || m_renamed.catalog.find(key))
            return {};
        const Object* schema = m_target.find(key);
        if (!schema)
            return fail(ErrorCode::NotFound, key.display() + " does not exist", "add the schema to the model first");
        const Catalog with = m_renamed.catalog.with(key, *schema);
        auto there = makePlan(m_renamed.catalog, with);
        auto back = makePlan(with, m_renamed.catalog);
        if (!there || !back)
            return std::unexpected(std::move(there ? back.error() : there.error()));
        const Catalog alone(Catalog::Entries{*with.findEntry(key)}, {});
        if (auto ensured = m_scratch.ensure(clusterNamesOf(alone)); !ensured)
            return std::unexpected(std::move(ensured.error()));
        std::vector<Statement> statements = statementsOf(std::move(*there));
        if (auto done = run(statements); !done)
            return done;
        m_renamed.catalog = with;
        m_renamed.schemas.push_back(key);
        add(std::move(statements), statementsOf(std::move(*back)));
        return {};
    }

    Result<void> run(const std::vector<Statement>& statements)
    {
        for (const Statement& statement : statements)
            if (auto done = m_session->connection.query(statement.sql, m_task.stop); !done)
                return std::unexpected(std::move(done.error()));
        return {};
    }

    void add(std::vector<Statement> there, std::vector<Statement> back)
    {
        std::ranges::move(there, std::back_inserter(m_renamed.up));
        m_renamed.down.insert(m_renamed.down.begin(), std::make_move_iterator(back.begin()),
                              std::make_move_iterator(back.end()));
    }

    ScratchServer& m_scratch;
    const Catalog& m_target;
    const Task& m_task;
    std::optional<ScratchSession> m_session;
    RenamedCatalog m_renamed;
};

} // namespace

Result<RenamedCatalog> runRenames(ScratchServer& scratch, const Catalog& catalog, const std::vector<Rename>& renames,
                                  const Catalog& target, const Task& task)
{
    const bool moves = !movedExtensions(catalog, target).empty();
    if (renames.empty() && !moves)
        return RenamedCatalog{catalog, {}, {}, {}, {}};
    const auto runWith = [&](bool moving) -> Result<RenamedCatalog> {
        RenameRun run(scratch, target, task);
        if (auto started = run.start(catalog); !started)
            return std::unexpected(std::move(started.error()));
        if (auto paused = run.pauseEventTriggers(renames); !paused)
            return std::unexpected(std::move(paused.error()));
        for (std::size_t i = 0; i < renames.size(); ++i)
            if (auto done = run.rename(renames, i); !done)
                return std::unexpected(std::move(done.error()));
        if (moving)
            if (auto done = run.moveExtensions(); !done)
                return std::unexpected(std::move(done.error()));
        return run.take();
    };
    auto renamed = runWith(moves);
    // Where an object in the other schema is in the way, the plan has to see to it.
    return !renamed && moves && renamed.error().code == ErrorCode::Sql ? runWith(false) : std::move(renamed);
}

Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog, const std::vector<Rename>& renames,
                         const Catalog& target, const Task& task)
{
    auto renamed = runRenames(scratch, catalog, renames, target, task);
    if (!renamed)
        return std::unexpected(std::move(renamed.error()));
    return std::move(renamed->catalog);
}

} // namespace schemawright
