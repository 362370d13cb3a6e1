#include "diff/difference/difference.h"

#include "diff/difference/rename_sequence.h"
#include "diff/kinds/extension.h"
#include "diff/kinds/table/index_validity.h"
#include "diff/kinds/table/not_null_inherit.h"
#include "diff/lint/plan_hazards.h"
#include "diff/plan/timeouts.h"
#include "diff/server/hash.h"

#include <algorithm>
#include <future>
#include <map>

namespace schemawright {

namespace {

void prepend(Plan& plan, std::vector<Statement> statements)
{
    if (statements.empty())
        return;
    if (plan.batches.empty() || !plan.batches.front().transactional)
        plan.batches.insert(plan.batches.begin(), Batch{});
    auto& first = plan.batches.front().statements;
    first.insert(first.begin(), std::make_move_iterator(statements.begin()), std::make_move_iterator(statements.end()));
}

void append(Plan& plan, std::vector<Statement> statements)
{
    if (statements.empty())
        return;
    if (plan.batches.empty() || !plan.batches.back().transactional)
        plan.batches.push_back({});
    std::ranges::move(statements, std::back_inserter(plan.batches.back().statements));
}

std::string renameWords(const Rename& rename)
{
    const std::string& name = rename.from.name;
    if (rename.newSchema.empty())
        return name + " renamed to " + rename.newName;
    const std::string moved = name + " moved from schema " + rename.from.schema + " to " + rename.newSchema;
    return rename.newName == name ? moved : moved + " and renamed to " + rename.newName;
}

/// Shows a schema that was created because an object moves there as an addition.
void noteSchemas(std::vector<Change>& changes, const std::vector<ObjectKey>& schemas, const Catalog& to)
{
    for (const ObjectKey& schema : schemas) {
        const Catalog::Entry* after = to.findEntry(schema);
        const auto place = std::ranges::lower_bound(changes, schema, {}, &Change::key);
        if (place != changes.end() && place->key == schema)
            *place = Change{schema, nullptr, after->object, std::nullopt, {}};
        else
            changes.insert(place, Change{schema, nullptr, after->object, std::nullopt, {}});
    }
}

/// Extensions that the renaming has moved already.
void noteExtensions(std::vector<Change>& changes, const Catalog& from, const Catalog& renamed, const Catalog& to)
{
    for (const ObjectKey& key : movedExtensions(from, to)) {
        const std::string schema = extensionSchema(from, key);
        const std::string now = extensionSchema(renamed, key);
        const auto place = std::ranges::lower_bound(changes, key, {}, &Change::key);
        if (now != schema && (place == changes.end() || place->key != key))
            changes.insert(place, Change{key,
                                         from.findEntry(key)->object,
                                         to.findEntry(key)->object,
                                         std::nullopt,
                                         {"schema: " + schema + " -> " + now}});
    }
}

/// An event trigger that is only disabled for a while does not change.
void forgetPauses(Difference& difference, const std::vector<ObjectKey>& paused)
{
    std::erase_if(difference.changes, [&](const Change& change) {
        const Object* before = difference.from.find(change.key);
        const Object* after = difference.to.find(change.key);
        return before && after && std::ranges::contains(paused, change.key) && *before == *after;
    });
}

/// Renames in the list of changes: on the change of the object, or as a change of their own where nothing else differs.
void noteRenames(Difference& difference, const Catalog& renamed)
{
    const std::vector<ObjectKey> keys = finalKeys(difference.from, difference.renames);
    std::map<ObjectKey, ObjectKey> starts; // where something has come from that has a name for a while only
    for (std::size_t i = 0; i < difference.renames.size(); ++i) {
        Rename rename = difference.renames[i];
        const ObjectKey& key = keys[i];
        if (endsBetween(difference.renames, i)) {
            starts.emplace(key, rename.from);
            continue;
        }
        if (const auto start = starts.find(key); start != starts.end())
            rename.from = start->second;
        const ObjectKey owner = ownerIn(difference.to, key);
        auto change = std::ranges::find(difference.changes, owner, &Change::key);
        if (change == difference.changes.end()) {
            const Catalog::Entry* before = renamed.findEntry(owner);
            const Catalog::Entry* after = difference.to.findEntry(owner);
            if (!before || !after)
                continue;
            change = difference.changes.insert(std::ranges::lower_bound(difference.changes, owner, {}, &Change::key),
                                               Change{owner, before->object, after->object, std::nullopt, {}});
        }
        if (owner == key)
            change->renamedFrom = rename.from;
        const std::string what = owner == key ? std::string() : std::string(kindName(key.kind)) + " ";
        change->details.insert(change->details.begin(), what + renameWords(rename));
    }
}

std::vector<std::string> whatIsLost(const Plan& up)
{
    std::vector<std::string> sentences;
    for (const Batch& batch : up.batches)
        for (const Statement& statement : batch.statements)
            if (statement.losesData)
                sentences.push_back("The down script cannot restore the data that this statement loses: " +
                                    statement.sql.substr(0, statement.sql.find('\n')));
    return sentences;
}

/// The name in the source of a table that has been renamed on the way.
ObjectKey inSource(const std::vector<Rename>& renames, ObjectKey key)
{
    for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
        if (key == renamedKey(*rename)) {
            key = rename->from;
        } else if (rename->from.kind == Kind::Schema && key.schema == rename->newName) {
            key.schema = rename->from.name;
        }
    }
    return key;
}

} // namespace

void noteSizes(Difference& difference, const std::map<ObjectKey, RelationSize>& sizes)
{
    for (Batch& batch : difference.up.batches)
        for (Statement& statement : batch.statements)
            for (const Lock& lock : statement.locks) {
                auto size = sizes.find(lock.relation);
                if (size == sizes.end())
                    size = sizes.find(inSource(difference.renames, lock.relation));
                if (size == sizes.end())
                    continue;
                statement.bytes += size->second.bytes;
                if (size->second.rows >= 0)
                    statement.rows = std::max<std::int64_t>(statement.rows, 0) + size->second.rows;
            }
}

Result<Difference> makeDifference(const Catalog& from, const Catalog& to, const std::vector<Rename>& renames,
                                  ScratchServer* scratch, const PlanOptions& options, const Task& task)
{
    if (renames.empty() && !(scratch && !movedExtensions(from, to).empty()))
        return makeDifference(from, to, renames, RenamedCatalog{from, {}, {}, {}, {}}, options);
    if (!scratch)
        return fail(ErrorCode::ScratchUnavailable, "renames need a scratch server, and none is available");
    return runRenames(*scratch, from, renames, to, task).and_then([&](const RenamedCatalog& renamed) {
        return makeDifference(from, to, renames, renamed, options);
    });
}

Result<Difference> makeDifference(const Catalog& from, const Catalog& wanted, const std::vector<Rename>& renames,
                                  const RenamedCatalog& renaming, const PlanOptions& options)
{
    const Catalog to = withValidIndexes(wanted);
    const Catalog& renamed = renaming.catalog;
    Comparison comparison = compareBothWays(renamed, to);

    // The way back is planned meanwhile: neither knows of the other.
    const Catalog back = withValidIndexes(renamed);
    const Catalog left = tables::withLeftNotNullNames(renamed, to);
    auto wayBack = std::async(std::launch::async, [&] {
        PlanOptions downOptions = options;
        downOptions.learned = options.learnedDown;
        const bool compared = back.sameAs(renamed) && left.sameAs(to);
        return makePlan(left, back, compared ? comparison.down : compare(left, back), downOptions);
    });
    auto up = makePlan(renamed, to, comparison.up, options);
    auto down = wayBack.get();
    if (!up)
        return std::unexpected(std::move(up.error()));
    if (!down)
        return std::unexpected(std::move(down.error()));
    prepend(*up, renaming.up);
    append(*down, renaming.down);
    if (options.online) {
        addTimeouts(*up);
        addTimeouts(*down);
    }
    auto hazardsOfDown = std::async(std::launch::async, [&] { addHazards(*down, to, from); });
    addHazards(*up, from, to);
    hazardsOfDown.get();
    if (!up->empty()) {
        auto target = std::async(std::launch::async, [&] { return catalogHash(to); });
        up->fromHash = catalogHash(from);
        const Catalog valid = withValidIndexes(from);
        down->toHash = valid.sameAs(from) ? up->fromHash : catalogHash(valid);
        up->toHash = down->fromHash = target.get();
    }
    Difference difference{from, to, renames, std::move(comparison.up), std::move(*up), std::move(*down), {}, {}};
    difference.serverVersion = options.serverVersion;
    difference.options = options;
    difference.renaming = renaming;
    forgetPauses(difference, renaming.paused);
    noteSchemas(difference.changes, renaming.schemas, to);
    noteExtensions(difference.changes, from, renamed, to);
    noteRenames(difference, renamed);
    if (!difference.changes.empty())
        difference.suggestions = suggestRenames(renamed, to);
    difference.irreversible = whatIsLost(difference.up);
    return difference;
}

Result<Difference> reordered(const Difference& difference, const std::vector<StatementOrder>& up,
                             const std::vector<StatementOrder>& down)
{
    PlanOptions options = difference.options;
    std::ranges::copy(up, std::back_inserter(options.learned));
    std::ranges::copy(down, std::back_inserter(options.learnedDown));
    auto again = makeDifference(difference.from, difference.to, difference.renames, difference.renaming, options);
    if (!again)
        return again;
    std::map<std::string_view, const Statement*> sized;
    for (const Batch& batch : difference.up.batches)
        for (const Statement& statement : batch.statements)
            sized.emplace(statement.sql, &statement);
    for (Batch& batch : again->up.batches)
        for (Statement& statement : batch.statements)
            if (const auto found = sized.find(statement.sql); found != sized.end()) {
                statement.rows = found->second->rows;
                statement.bytes = found->second->bytes;
            }
    return again;
}

} // namespace schemawright
