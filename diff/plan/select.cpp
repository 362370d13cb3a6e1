#include "diff/plan/select.h"

#include "diff/compare/compare.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/same.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace schemawright {

namespace {

/// Of the changes between two catalogs: which cannot be made without which.
class Needs {
public:
    Needs(const Catalog& from, const Catalog& to, const std::vector<Change>& changes) : m_from(from), m_to(to)
    {
        for (const Change& change : changes)
            m_changes[change.key] = &change;
    }

    /// The chosen changes and all that they need.
    [[nodiscard]] std::vector<ObjectKey> close(const std::vector<ObjectKey>& chosen) const
    {
        return reach(chosen, [this](const ObjectKey& key) { return of(*m_changes.at(key)); });
    }

    /// The changes that are left out and all that need them.
    [[nodiscard]] std::vector<ObjectKey> closeWithout(const std::vector<ObjectKey>& left) const
    {
        std::map<ObjectKey, std::vector<ObjectKey>> needing;
        for (const auto& [key, change] : m_changes)
            for (const ObjectKey& needed : of(*change))
                needing[needed].push_back(key);
        return reach(left, [&](const ObjectKey& key) { return needing[key]; });
    }

private:
    template <class Next> std::vector<ObjectKey> reach(const std::vector<ObjectKey>& start, Next&& next) const
    {
        std::set<ObjectKey> reached;
        std::deque<ObjectKey> queue;
        const auto add = [&](const ObjectKey& key) {
            if (m_changes.contains(key) && reached.insert(key).second)
                queue.push_back(key);
        };
        std::ranges::for_each(start, add);
        while (!queue.empty()) {
            const ObjectKey key = queue.front();
            queue.pop_front();
            std::ranges::for_each(next(key), add);
        }
        return {reached.begin(), reached.end()};
    }

    /// Keys of objects that differ or do not.
    [[nodiscard]] std::vector<ObjectKey> of(const Change& change) const
    {
        std::vector<ObjectKey> needed;
        if (change.after)
            addWhatItRefersTo(change, needed);
        if (change.before)
            addWhatHangsOnIt(change, needed);
        return needed;
    }

    static std::vector<ObjectKey> elements(const ObjectKey& key, const Object& object)
    {
        const KindOps* room = kindOps(key.kind);
        return room && room->elements ? room->elements(key, object) : std::vector{key};
    }

    static bool has(const Catalog& catalog, const ObjectKey& element)
    {
        const Object* owner = catalog.find(ownerOf(element));
        return owner && std::ranges::contains(elements(ownerOf(element), *owner), element);
    }

    /// What is new in the target and what the change refers to.
    void addWhatItRefersTo(const Change& change, std::vector<ObjectKey>& needed) const
    {
        for (const ObjectKey& element : elements(change.key, *change.after))
            for (const ObjectKey& other : m_to.dependencies().of(element))
                if (!has(m_from, other))
                    needed.push_back(ownerOf(other));
        if (const ObjectKey schema = schemaKey(change.key.schema); !m_from.find(schema))
            needed.push_back(schema);
        if (!change.key.parent.empty() && !m_from.findRelation(change.key.schema, change.key.parent))
            if (const Catalog::Entry* relation = m_to.findRelation(change.key.schema, change.key.parent))
                needed.push_back(*relation->key);
    }

    /// What refers to something that the change takes away.
    void addWhatHangsOnIt(const Change& change, std::vector<ObjectKey>& needed) const
    {
        for (const ObjectKey& element : elements(change.key, *change.before)) {
            if (has(m_to, element))
                continue;
            for (const ObjectKey& dependent : m_from.dependencies().on(element))
                needed.push_back(ownerOf(dependent));
        }
        if (!change.after)
            for (const Catalog::Entry& child : m_from.childrenOf(change.key.schema, change.key.name))
                needed.push_back(*child.key);
    }

    const Catalog& m_from;
    const Catalog& m_to;
    std::map<ObjectKey, const Change*> m_changes;
};

} // namespace

std::vector<ObjectKey> closeSelection(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                                      const std::vector<ObjectKey>& chosen)
{
    return Needs(from, to, changes).close(chosen);
}

std::vector<ObjectKey> closeOmission(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                                     const std::vector<ObjectKey>& omitted)
{
    return Needs(from, to, changes).closeWithout(omitted);
}

Catalog selectChanges(const Catalog& from, const Catalog& to, const std::vector<ObjectKey>& chosen)
{
    const std::set<ObjectKey> taken(chosen.begin(), chosen.end());
    Catalog::Entries entries;
    for (const Catalog::Entry& entry : from)
        if (!taken.contains(*entry.key))
            entries.push_back(entry);
    for (const Catalog::Entry& entry : to)
        if (taken.contains(*entry.key))
            entries.push_back(entry);
    // What both depend on is there: the target's edges order what is made, the source's are needed for what stays as it was.
    std::vector<Dependencies::Edge> edges = to.dependencies().edges();
    std::ranges::move(from.dependencies().edges(), std::back_inserter(edges));
    return Catalog(std::move(entries), Dependencies(std::move(edges)));
}

} // namespace schemawright
