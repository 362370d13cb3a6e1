#include "diff/plan/lock_reach.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace schemawright {

namespace {

/// Who inherits from whom, as it changes from step to step.
class Families {
public:
    Families(const Catalog& from, const Catalog& to) : m_from(from), m_to(to)
    {
        for (const Catalog::Entry& entry : from)
            if (const auto* table = entry.object->as<Table>())
                join(*entry.key, *table);
    }

    void follow(const Step& step)
    {
        for (const ObjectKey& key : step.drops)
            if (key.kind == Kind::Table)
                leave(key);
        for (const ObjectKey& key : step.leaves)
            leave(key);
        for (const auto* keys : {&step.creates, &step.joins})
            for (const ObjectKey& key : *keys)
                if (const auto* table = m_to.get<Table>(key))
                    join(key, *table);
    }

    void collect(const ObjectKey& table, std::vector<ObjectKey>& family) const
    {
        const auto found = m_children.find(table);
        if (found == m_children.end())
            return;
        for (const ObjectKey& child : found->second) {
            if (std::ranges::find(family, child) != family.end())
                continue;
            family.push_back(child);
            collect(child, family);
        }
    }

    [[nodiscard]] std::vector<ObjectKey> children(const ObjectKey& table) const
    {
        const auto found = m_children.find(table);
        return found == m_children.end() ? std::vector<ObjectKey>()
                                         : std::vector(found->second.begin(), found->second.end());
    }

    [[nodiscard]] bool isPartitioned(const ObjectKey& table) const
    {
        const auto* body = m_to.get<Table>(table);
        if (!body)
            body = m_from.get<Table>(table);
        return body && !body->partitionBy.empty();
    }

    [[nodiscard]] std::optional<ObjectKey> defaultPartition(const ObjectKey& table) const
    {
        const auto found = m_children.find(table);
        if (found == m_children.end())
            return std::nullopt;
        for (const ObjectKey& child : found->second)
            for (const Catalog* catalog : {&m_from, &m_to})
                if (const auto* body = catalog->get<Table>(child); body && body->partitionBound == "DEFAULT")
                    return child;
        return std::nullopt;
    }

    /// Was the table there before the plan, so that it may hold rows?
    [[nodiscard]] bool lasts(const ObjectKey& table) const { return m_from.get<Table>(table) != nullptr; }

private:
    void join(const ObjectKey& key, const Table& table)
    {
        if (!table.partitionOf.empty())
            m_children[keyOf(Kind::Table, table.partitionOf.schema, table.partitionOf.name)].insert(key);
        for (const QualifiedName& parent : table.inherits)
            m_children[keyOf(Kind::Table, parent.schema, parent.name)].insert(key);
    }

    /// Dropped, or separated from the parents that it has not in the end too.
    void leave(const ObjectKey& key)
    {
        for (auto& [parent, children] : m_children)
            children.erase(key);
        const auto* before = m_from.get<Table>(key);
        const auto* after = m_to.get<Table>(key);
        if (!before || !after)
            return;
        Table kept = *after;
        if (before->partitionOf != after->partitionOf || before->partitionBound != after->partitionBound)
            kept.partitionOf = {};
        std::erase_if(kept.inherits, [&](const QualifiedName& parent) {
            return std::ranges::find(before->inherits, parent) == before->inherits.end();
        });
        join(key, kept);
    }

    const Catalog& m_from;
    const Catalog& m_to;
    std::map<ObjectKey, std::set<ObjectKey>> m_children;
};

void resolve(const Families& families, Statement& statement)
{
    std::vector<Lock> locks;
    for (Lock& lock : statement.locks) {
        std::vector<ObjectKey> reached;
        switch (lock.reach) {
        case LockReach::Itself: reached = {lock.relation}; break;
        case LockReach::Children:
            reached = families.children(lock.relation);
            reached.push_back(lock.relation);
            break;
        case LockReach::Partitions:
            reached = {lock.relation};
            if (families.isPartitioned(lock.relation))
                families.collect(lock.relation, reached);
            break;
        case LockReach::Family:
            reached = {lock.relation};
            families.collect(lock.relation, reached);
            break;
        case LockReach::DefaultPartition:
        case LockReach::DefaultPartitionRead:
            if (const auto other = families.defaultPartition(lock.relation); other && *other != statement.origin) {
                reached = {*other};
                families.collect(*other, reached);
                if (lock.reach == LockReach::DefaultPartitionRead && families.lasts(*other))
                    statement.scans = true;
            }
            break;
        }
        for (ObjectKey& relation : reached) {
            const auto held = std::ranges::find(locks, relation, &Lock::relation);
            if (held == locks.end())
                locks.push_back({lock.mode, std::move(relation)});
            else
                held->mode = std::max(held->mode, lock.mode);
        }
    }
    statement.locks = std::move(locks);
}

bool reachesFurther(const Statement& statement)
{
    return std::ranges::any_of(statement.locks, [](const Lock& lock) { return lock.reach != LockReach::Itself; });
}

} // namespace

void resolveLocks(Steps& steps, const Catalog& from, const Catalog& to)
{
    if (std::ranges::none_of(steps,
                             [](const Step& step) { return std::ranges::any_of(step.statements, reachesFurther); }))
        return;
    Families families(from, to);
    for (Step& step : steps) {
        for (Statement& statement : step.statements)
            if (reachesFurther(statement))
                resolve(families, statement);
        families.follow(step);
    }
}

} // namespace schemawright
