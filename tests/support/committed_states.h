#pragma once

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/difference/rename.h"
#include "diff/difference/rename_sequence.h"
#include "diff/difference/rename_text.h"
#include "diff/kinds/base/same.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "tests/support/scratch_fixture.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

/// The law of the states that a plan commits on its way: none is weaker than both ends. Policies and row security, constraints, indexes (valid),
/// triggers (enabled), privileges, views, rules, defaults, publications, columns and partitions that are present in both ends are present in
/// between, each in the form of one of the ends; and where something goes and its like comes under another name, one of the two is there.
namespace schemawright::test {

/// Something that a state lacks: "index public.t_i is gone".
struct Breach {
    ObjectKey what;
    std::string how;
    [[nodiscard]] std::string text() const { return what.display() + " " + how; }
};

/// Holds one committed state against the two ends of a plan.
class StateLaw {
public:
    StateLaw(const Catalog& from, const Catalog& to) : m_from(from), m_to(to) {}

    [[nodiscard]] std::vector<Breach> breaches(const Catalog& state)
    {
        m_found.clear();
        for (const Catalog::Entry& entry : m_from)
            if (const Object* wanted = m_to.find(*entry.key))
                holdObject(*entry.key, *entry.object, *wanted, state.find(*entry.key));
        holdSuccessors(state);
        holdPolicies(state);
        return std::move(m_found);
    }

private:
    void breach(const ObjectKey& what, std::string how) { m_found.push_back({what, std::move(how)}); }

    static ObjectKey part(Kind kind, const ObjectKey& table, const std::string& name)
    {
        return childKey(kind, table.schema, table.name, name);
    }

    static bool isFormBound(Kind kind)
    {
        return kind == Kind::Policy || kind == Kind::Index || kind == Kind::Trigger || kind == Kind::Rule ||
               kind == Kind::View || kind == Kind::MaterializedView || kind == Kind::Function ||
               kind == Kind::EventTrigger;
    }

    void holdObject(const ObjectKey& key, const Object& before, const Object& after, const Object* now)
    {
        // An index that is not valid is none.
        const auto isNone = [](const Object& object) { return object.as<Index>() && !object.as<Index>()->valid; };
        if (isNone(before) || isNone(after))
            return;
        if (!now) {
            breach(key, "is gone");
            return;
        }
        holdGrants(key, before.attributes.acl, after.attributes.acl, now->attributes.acl);
        if (const auto* table = now->as<Table>())
            holdTable(key, *before.as<Table>(), *after.as<Table>(), *table);
        else if (const auto* publication = now->as<Publication>())
            holdPublication(key, *before.as<Publication>(), *after.as<Publication>(), *publication);
        else if (const auto* trigger = now->as<Trigger>(); trigger && trigger->enabled == TriggerEnabled::Disabled &&
                                                           before.as<Trigger>()->enabled != TriggerEnabled::Disabled &&
                                                           after.as<Trigger>()->enabled != TriggerEnabled::Disabled)
            breach(key, "is disabled");
        else if (isFormBound(key.kind) && !sameElement(key, *now, before) && !sameElement(key, *now, after))
            breach(key, "has neither its old nor its new form");
    }

    /// What both ends grant is granted. A list that is not said is the kind's own: the owner's privileges, which nobody takes away.
    void holdGrants(const ObjectKey& key, const Acl& before, const Acl& after, const Acl& now)
    {
        if (!before || !after)
            return;
        for (const Grant& old : *before)
            for (const Grant& wanted : *after) {
                if (old.grantee != wanted.grantee || old.grantor != wanted.grantor)
                    continue;
                for (const char privilege : old.privileges) {
                    const bool has = now && std::ranges::any_of(*now, [&](const Grant& grant) {
                                         return grant.grantee == old.grantee && grant.privileges.contains(privilege);
                                     });
                    if (wanted.privileges.contains(privilege) && !has)
                        breach(key, std::string("lacks the privilege ") + privilege + " of " + old.grantee);
                }
            }
    }

    void holdTable(const ObjectKey& key, const Table& before, const Table& after, const Table& now)
    {
        if (before.rowSecurity && after.rowSecurity && !now.rowSecurity)
            breach(key, "has no row security");
        if (before.forceRowSecurity && after.forceRowSecurity && !now.forceRowSecurity)
            breach(key, "does not force row security");
        if (!before.partitionOf.empty() && !after.partitionOf.empty() && now.partitionOf != before.partitionOf &&
            now.partitionOf != after.partitionOf)
            breach(key, "is detached: its rows are not among those of its table");
        for (const QualifiedName& parent : before.inherits)
            if (std::ranges::contains(after.inherits, parent) && !std::ranges::contains(now.inherits, parent))
                breach(key, "does not inherit from " + parent.name);
        if (now.replicaIdentity != before.replicaIdentity && now.replicaIdentity != after.replicaIdentity)
            breach(key, "has another replica identity");
        for (const Column& column : before.columns)
            if (const Column* wanted = after.findColumn(column.name))
                holdColumn(key, column, *wanted, now.findColumn(column.name));
        for (const Constraint& constraint : before.constraints)
            if (const Constraint* wanted = after.findConstraint(constraint.name))
                holdConstraint(key, constraint, *wanted, now.findConstraint(constraint.name));
    }

    void holdColumn(const ObjectKey& table, const Column& before, const Column& after, const Column* now)
    {
        const ObjectKey key = part(Kind::Column, table, before.name);
        if (!now) {
            breach(key, "is gone");
            return;
        }
        if (before.notNull && after.notNull && !now->notNull)
            breach(key, "takes nulls");
        if (before.identity != Identity::None && after.identity != Identity::None && now->identity == Identity::None)
            breach(key, "has no identity");
        const bool hasDefault = !before.defaultExpr.empty() && !after.defaultExpr.empty() &&
                                (before.generated == Generated::No) == (after.generated == Generated::No);
        if (hasDefault && now->defaultExpr != before.defaultExpr && now->defaultExpr != after.defaultExpr)
            breach(part(Kind::Default, table, before.name), "is gone");
        holdGrants(key, before.acl, after.acl, now->acl);
    }

    /// Only what it demands, not where it came from and what is said of it.
    static Constraint demand(Constraint constraint)
    {
        constraint.local = true;
        constraint.notValid = false;
        constraint.parentConstraint.clear();
        constraint.tablespace.clear();
        constraint.indexOptions.clear();
        constraint.clustered = constraint.replicaIdentity = false;
        constraint.comment.clear();
        constraint.indexComment.clear();
        return constraint;
    }

    void holdConstraint(const ObjectKey& table, const Constraint& before, const Constraint& after,
                        const Constraint* now)
    {
        const ObjectKey key = part(Kind::Constraint, table, before.name);
        if (!now) {
            breach(key, "is gone");
            return;
        }
        const bool sameBothEnds = demand(before) == demand(after);
        if (demand(*now) != demand(before) && demand(*now) != demand(after))
            breach(key, "has neither its old nor its new form");
        // One that was dropped and made again in the same transaction has been kept by everybody, though the server no longer says so.
        else if (now->notValid && !before.notValid && !after.notValid && !sameBothEnds)
            breach(key, "has not been validated: rows may contradict it and its old form");
    }

    void holdPublication(const ObjectKey& key, const Publication& before, const Publication& after,
                         const Publication& now)
    {
        const auto lacks = [&](const auto& ours, const auto& theirs, const auto& its) {
            return std::ranges::any_of(ours, [&](const auto& member) {
                return std::ranges::contains(theirs, member) && !std::ranges::contains(its, member);
            });
        };
        if ((before.allTables && after.allTables && !now.allTables) ||
            lacks(before.schemas, after.schemas, now.schemas) || lacks(before.tables, after.tables, now.tables))
            breach(key, "lacks a member that both ends have");
    }

    // ---- What policies say together ---------------------------------------------------------------------------------------------

    static bool hasPoliciesOf(const Catalog& end, const Catalog& state, const ObjectKey& table)
    {
        const auto haveEqual = [&](const Catalog& some, const Catalog& others) {
            return std::ranges::all_of(some.childrenOf(table.schema, table.name), [&](const Catalog::Entry& entry) {
                const Object* other = others.find(*entry.key);
                return entry.key->kind != Kind::Policy || (other && sameElement(*entry.key, *entry.object, *other));
            });
        };
        return haveEqual(end, state) && haveEqual(state, end);
    }

    /// Some of the old policies and some of the new ones may let rows through that neither all the old nor all the new ones do.
    void holdPolicies(const Catalog& state)
    {
        for (const Catalog::Entry& entry : m_from) {
            const auto* before = entry.object->as<Table>();
            const auto* after = m_to.get<Table>(*entry.key);
            if (before && after && before->rowSecurity && after->rowSecurity && state.find(*entry.key) &&
                !hasPoliciesOf(m_from, state, *entry.key) && !hasPoliciesOf(m_to, state, *entry.key))
                breach(*entry.key, "has the policies of neither end");
        }
    }

    // ---- What goes under one name and comes under another ------------------------------------------------------------------

    void holdSuccessors(const Catalog& state)
    {
        for (const Catalog::Entry& entry : m_from) {
            const Kind kind = entry.key->kind;
            if (kind == Kind::Policy || kind == Kind::Index || kind == Kind::Trigger)
                holdSuccessor(entry, state);
            const auto* before = entry.object->as<Table>();
            const auto* after = m_to.get<Table>(*entry.key);
            const auto* now = state.get<Table>(*entry.key);
            if (before && after && now)
                holdSuccessors(*entry.key, *before, *after, *now);
        }
    }

    void holdSuccessor(const Catalog::Entry& entry, const Catalog& state)
    {
        if (m_to.find(*entry.key) || state.find(*entry.key))
            return;
        for (const Catalog::Entry& other : m_to.childrenOf(entry.key->schema, entry.key->parent))
            if (other.key->kind == entry.key->kind && !m_from.find(*other.key) &&
                other.object->body == entry.object->body) {
                const Object* now = state.find(*other.key);
                if (!now || now->body != other.object->body)
                    breach(*entry.key, "is gone, and " + other.key->display() + " is not there yet");
                return;
            }
    }

    void holdSuccessors(const ObjectKey& key, const Table& before, const Table& after, const Table& now)
    {
        for (const Constraint& old : before.constraints) {
            if (after.findConstraint(old.name) || now.findConstraint(old.name))
                continue;
            for (const Constraint& other : after.constraints) {
                Constraint renamed = other;
                renamed.name = old.name;
                if (!before.findConstraint(other.name) && demand(renamed) == demand(old)) {
                    if (!now.findConstraint(other.name))
                        breach(part(Kind::Constraint, key, old.name),
                               "is gone, and " + other.name + " is not there yet");
                    break;
                }
            }
        }
    }

    const Catalog& m_from;
    const Catalog& m_to;
    std::vector<Breach> m_found;
};

/// Runs online plans batch by batch and holds every state that they commit against the law.
class CommittedStates {
public:
    explicit CommittedStates(ScratchFixture& scratch) : m_scratch(scratch) {}

    /// Both ways between what two SQL texts make; what broke the law, or failed. Unsupported changes are passed over.
    std::string walk(const std::string& before, const std::string& after,
                     const std::vector<std::string>& renameTexts = {})
    {
        ScratchServer& server = m_scratch.server();
        const Catalog from = need(resolveSql(server, {{"before.sql", before}})).catalog;
        const Catalog to = need(resolveSql(server, {{"after.sql", after}})).catalog;
        std::vector<Rename> renames;
        for (const std::string& text : renameTexts)
            renames.push_back(need(parseRename(text, from)));
        renames = inSequence(from, renames);
        auto difference = makeDifference(from, to, renames, &server, {.online = true, .moveRows = true});
        if (!difference) {
            if (difference.error().code != ErrorCode::Unsupported && !failsAnyway(from, to, renames))
                return difference.error().text();
            ++m_refused;
            return {};
        }
        const Catalog renamed = renames.empty() ? from : need(runRenames(server, from, renames, to)).catalog;
        need(server.ensure(clusterNamesOf(to)));
        const ScratchDatabase database = need(buildCatalog(server, from));
        Connection connection = need(database.connect());
        StateLaw law(renamed, to);
        std::string wrong = walkPlan(connection, difference->up, law, "up", to);
        if (wrong.empty())
            wrong = walkPlan(connection, difference->down, law, "down", from);
        if (m_stopped && failsAnyway(from, to, renames)) {
            ++m_refused;
            return {};
        }
        if (!wrong.empty())
            wrong += "\nup:\n" + planScript(difference->up) + "\ndown:\n" + planScript(difference->down);
        ++m_plans;
        return wrong;
    }

    /// How much has been walked, in a sentence.
    [[nodiscard]] std::string summary() const
    {
        return std::to_string(m_plans) + " pairs walked up and down: " + std::to_string(m_states) +
               " committed states, " + std::to_string(m_between) + " of them between the ends; " +
               std::to_string(m_windows) + " windows told beforehand; " + std::to_string(m_refused) +
               " pairs that no plan leads between, online or not";
    }

private:
    /// Does a hazard of the plan name the window?
    static bool isTold(const Plan& plan, const ObjectKey& what)
    {
        for (const Batch& batch : plan.batches)
            for (const Statement& statement : batch.statements)
                for (const Hazard& hazard : statement.hazards)
                    if (hazard.rule.starts_with("window-") && hazard.message.contains(what.display()))
                        return true;
        return false;
    }

    /// Is it nothing that --online has to do with?
    bool failsAnyway(const Catalog& from, const Catalog& to, const std::vector<Rename>& renames)
    {
        const auto difference = makeDifference(from, to, renames, &m_scratch.server());
        if (!difference)
            return true;
        const ScratchDatabase database = need(buildCatalog(m_scratch.server(), from));
        Connection connection = need(database.connect());
        return !runOnScratch(connection, difference->up) || !runOnScratch(connection, difference->down);
    }

    std::string walkPlan(Connection& connection, const Plan& plan, StateLaw& law, const std::string& way,
                         const Catalog& end)
    {
        need(connection.query("RESET ALL"));
        need(connection.query("SET check_function_bodies = off"));
        m_stopped = false;
        std::string wrong;
        for (std::size_t i = 0; i < plan.batches.size(); ++i) {
            const Batch& batch = plan.batches[i];
            if (batch.transactional)
                need(connection.query("BEGIN"));
            for (const Statement& statement : batch.statements)
                if (auto done = connection.query(statement.sql); !done) {
                    m_stopped = true;
                    return way + ": " + done.error().text() + " at: " + statement.sql;
                }
            if (batch.transactional)
                need(connection.query("COMMIT"));
            ++m_states;
            const Catalog state = need(readCatalog(connection)).catalog;
            if (i + 1 == plan.batches.size()) {
                for (const Change& change : compare(state, end))
                    wrong += way + ", in the end: " + change.key.display() + " differs\n";
                break;
            }
            ++m_between;
            for (const Breach& breach : law.breaches(state)) {
                if (isTold(plan, breach.what))
                    ++m_windows;
                else
                    wrong += way + ", after part " + std::to_string(i + 1) + ": " + breach.text() + "\n";
            }
        }
        return wrong;
    }

    ScratchFixture& m_scratch;
    bool m_stopped = false; ///< PostgreSQL refused a statement
    std::size_t m_plans = 0;
    std::size_t m_refused = 0;
    std::size_t m_states = 0;
    std::size_t m_between = 0;
    std::size_t m_windows = 0;
};

} // namespace schemawright::test
