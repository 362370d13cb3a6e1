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

/// Of a choice: who must come along with whom.
class Selection {
public:
    Selection(const Catalog& from, const Catalog& to, const std::vector<Change>& changes) : m_from(from), m_to(to)
    {
        for (const Change& change : changes)
            m_changes[change.key] = &change;
    }

    std::vector<ObjectKey> close(const std::vector<ObjectKey>& chosen)
    {
        for (const ObjectKey& key : chosen)
            choose(key);
        while (!m_queue.empty()) {
            const Change& change = *m_changes.at(m_queue.front());
            m_queue.pop_front();
            if (change.after)
                chooseWhatItNeeds(change);
            if (change.before)
                chooseWhatHangsOnIt(change);
        }
        return {m_chosen.begin(), m_chosen.end()};
    }

private:
    void choose(const ObjectKey& key)
    {
        if (m_changes.contains(key) && m_chosen.insert(key).second)
            m_queue.push_back(key);
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
    void chooseWhatItNeeds(const Change& change)
    {
        for (const ObjectKey& element : elements(change.key, *change.after))
            for (const ObjectKey& needed : m_to.dependencies().of(element))
                if (!has(m_from, needed))
                    choose(ownerOf(needed));
        if (const ObjectKey schema = schemaKey(change.key.schema); !m_from.find(schema))
            choose(schema);
        if (!change.key.parent.empty() && !m_from.findRelation(change.key.schema, change.key.parent))
            if (const Catalog::Entry* relation = m_to.findRelation(change.key.schema, change.key.parent))
                choose(*relation->key);
    }

    /// What refers to something that the change takes away.
    void chooseWhatHangsOnIt(const Change& change)
    {
        for (const ObjectKey& element : elements(change.key, *change.before)) {
            if (has(m_to, element))
                continue;
            for (const ObjectKey& dependent : m_from.dependencies().on(element))
                choose(ownerOf(dependent));
        }
        if (!change.after)
            for (const Catalog::Entry& child : m_from.childrenOf(change.key.schema, change.key.name))
                choose(*child.key);
    }

    const Catalog& m_from;
    const Catalog& m_to;
    std::map<ObjectKey, const Change*> m_changes;
    std::set<ObjectKey> m_chosen;
    std::deque<ObjectKey> m_queue;
};

} // namespace

std::vector<ObjectKey> closeSelection(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                                      const std::vector<ObjectKey>& chosen)
{
    return Selection(from, to, changes).close(chosen);
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
