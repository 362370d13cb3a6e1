#include "diff/workflow/drift.h"

#include "diff/read/read.h"
#include "diff/revision/revision_replay.h"
#include "diff/script/script.h"

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

/// What two changes have in common if they touch the same thing: a relation with all that belongs to it; types and routines by name, since a
/// statement need not tell the arguments.
struct Place {
    Kind database = Kind::Table; ///< of objects outside schemas, whose names are their kind's own
    std::string schema;
    std::string name;
    auto operator<=>(const Place&) const = default;
};

Place placeOf(const ObjectKey& key)
{
    const bool inSchema = !key.schema.empty();
    return {inSchema ? Kind::Table : key.kind, key.schema, key.parent.empty() ? key.name : key.parent};
}

/// The places that statements name. One without a schema may be in any.
class NamedPlaces {
public:
    void add(const ObjectKey& key)
    {
        const std::string& name = key.parent.empty() ? key.name : key.parent;
        if (key.schema.empty())
            m_names.insert(name);
        m_places.insert(placeOf(key));
    }
    [[nodiscard]] bool has(const ObjectKey& key) const
    {
        const Place place = placeOf(key);
        return m_places.contains(place) || (!place.schema.empty() && m_names.contains(place.name));
    }

private:
    std::set<Place> m_places;
    std::set<std::string> m_names;
};

void addStatements(NamedPlaces& places, const std::vector<Batch>& batches)
{
    for (const Batch& batch : batches)
        for (const Statement& statement : batch.statements) {
            const auto parsed = splitScript({{}, statement.sql});
            if (!parsed)
                continue;
            for (const ScriptStatement& each : *parsed) {
                if (each.object)
                    places.add(*each.object);
                if (each.rename)
                    places.add(each.rename->from);
            }
        }
}

void addChanges(NamedPlaces& places, const std::vector<Change>& changes)
{
    for (const Change& change : changes) {
        places.add(change.key);
        if (change.renamedFrom)
            places.add(*change.renamedFrom);
    }
}

} // namespace

Result<Drift> findDrift(Connection& connection, const std::vector<Revision>& revisions, const RevisionIds& applied,
                        const std::vector<RevisionStep>& steps, const Scope& scope, const ScratchGetter& scratch,
                        const Task& task)
{
    const auto live = readCatalog(connection, scope, task, Connections::One);
    if (!live)
        return std::unexpected(live.error());
    const auto before = replayOnly(scratch, revisions, applied, scope, task);
    if (!before)
        return std::unexpected(before.error());
    Drift drift;
    drift.changes = compare(*before, live->catalog);
    if (steps.empty())
        return drift;
    const Scope bare{{}, {}, {"owners", "grants", "comments", "labels", "tablespaces"}};
    const auto differs = compare(restrictTo(*before, bare), restrictTo(live->catalog, bare));
    if (differs.empty())
        return drift;
    RevisionIds then = applied;
    for (const RevisionStep& step : steps) {
        if (step.up)
            then.insert(step.revision.id);
        else
            then.erase(step.revision.id);
    }
    const auto after = replayOnly(scratch, revisions, then, scope, task);
    // A revision that needs what was made by other means cannot be replayed without it; its statements name what they touch.
    if (!after && after.error().code != ErrorCode::Sql)
        return std::unexpected(after.error());
    NamedPlaces places;
    if (after)
        addChanges(places, compare(*before, *after));
    for (const RevisionStep& step : steps)
        addStatements(places, step.up ? step.revision.up : step.revision.down);
    for (const Change& change : differs)
        if (places.has(change.key))
            drift.touched.push_back(change.key);
    return drift;
}

} // namespace schemawright
