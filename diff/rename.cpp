#include "diff/rename.h"

#include "diff/compare.h"
#include "diff/kinds/kind_ops.h"
#include "diff/lock_reach.h"

#include <algorithm>
#include <cctype>
#include <set>

namespace schemawright {

namespace {

/// Edit distance after Levenshtein, as a likeness in 0..1.
double likeness(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    const std::size_t longest = std::max(a.size(), b.size());
    return longest == 0 ? 1.0 : 1.0 - static_cast<double>(row[b.size()]) / static_cast<double>(longest);
}

/// How much of two tables' columns (by name and type) is the same, 0..1.
double sharedColumns(const Table& a, const Table& b)
{
    std::set<std::pair<std::string, std::string>> left;
    for (const Column& column : a.columns)
        left.emplace(column.name, column.type);
    const auto same =
        std::ranges::count_if(b.columns, [&](const Column& c) { return left.contains({c.name, c.type}); });
    const std::size_t all = a.columns.size() + b.columns.size() - static_cast<std::size_t>(same);
    return all == 0 ? 0.0 : static_cast<double>(same) / static_cast<double>(all);
}

struct Candidate {
    RenameSuggestion suggestion;
    ObjectKey target;
};

void suggestTables(const Catalog& from, const Catalog& to, std::vector<Candidate>& candidates)
{
    for (const Catalog::Entry& old : from) {
        const auto* before = old.object->as<Table>();
        if (!before || to.find(*old.key))
            continue;
        for (const Catalog::Entry& fresh : to) {
            const auto* after = fresh.object->as<Table>();
            if (!after || fresh.key->schema != old.key->schema || from.find(*fresh.key))
                continue;
            const double shared = sharedColumns(*before, *after);
            const double score = 0.75 * shared + 0.25 * likeness(old.key->name, fresh.key->name);
            if (shared >= 0.5 && score >= 0.6)
                candidates.push_back(
                    {{{*old.key, fresh.key->name},
                      score,
                      std::to_string(static_cast<int>(shared * 100)) + " % of the columns are the same"},
                     *fresh.key});
        }
    }
}

void suggestColumns(const Catalog& from, const Catalog& to, std::vector<Candidate>& candidates)
{
    for (const Catalog::Entry& old : from) {
        const auto* before = old.object->as<Table>();
        const auto* after = before ? to.get<Table>(*old.key) : nullptr;
        if (!after)
            continue;
        for (const Column& gone : before->columns) {
            if (after->findColumn(gone.name))
                continue;
            for (const Column& added : after->columns) {
                if (before->findColumn(added.name) || added.type != gone.type)
                    continue;
                const auto place = [](const Table& table, const Column& column) {
                    return &column - table.columns.data();
                };
                const double alike = likeness(gone.name, added.name);
                const bool samePlace = place(*before, gone) == place(*after, added);
                const bool sameRest = gone.notNull == added.notNull && gone.defaultExpr == added.defaultExpr;
                const double score = 0.3 + 0.35 * alike + (samePlace ? 0.25 : 0.0) + (sameRest ? 0.1 : 0.0);
                if (score < 0.5)
                    continue;
                std::string reason = "same type " + gone.type;
                reason += samePlace ? ", same place" : "";
                reason += sameRest ? ", same default and NOT NULL" : "";
                const auto key = [&](const std::string& name) {
                    return childKey(Kind::Column, old.key->schema, old.key->name, name);
                };
                candidates.push_back({{{key(gone.name), added.name}, score, reason}, key(added.name)});
            }
        }
    }
}

std::vector<std::string> splitName(std::string_view text)
{
    std::vector<std::string> parts(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
            parts.back() += c;
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// Every object and part of a catalog that the words (name, relation.name, schema.name, schema.relation.name) can mean.
std::vector<ObjectKey> meanings(const Catalog& catalog, const std::vector<std::string>& words)
{
    std::vector<ObjectKey> found;
    const std::string& name = words.back();
    const auto consider = [&](const ObjectKey& key) {
        if (key.name != name)
            return;
        const bool one = words.size() == 1 && key.parent.empty();
        const bool two = words.size() == 2 && (key.parent.empty() ? key.schema == words[0] : key.parent == words[0]);
        const bool three = words.size() == 3 && !key.parent.empty() && key.schema == words[0] && key.parent == words[1];
        if (one || two || three)
            found.push_back(key);
    };
    for (const Catalog::Entry& entry : catalog) {
        consider(*entry.key);
        if (const auto* table = entry.object->as<Table>()) {
            for (const Column& column : table->columns)
                consider(childKey(Kind::Column, entry.key->schema, entry.key->name, column.name));
            for (const Constraint& constraint : table->constraints)
                consider(childKey(Kind::Constraint, entry.key->schema, entry.key->name, constraint.name));
        }
    }
    return found;
}

} // namespace

/// The rule that the rename of a kind breaks; empty for what no client names.
std::string_view renameRule(Kind kind)
{
    switch (kind) {
    case Kind::Table: return "rename-table";
    case Kind::Column: return "rename-column";
    case Kind::Schema: return "rename-schema";
    case Kind::Index:
    case Kind::Constraint:
    case Kind::Trigger:
    case Kind::Policy:
    case Kind::Rule:
    case Kind::Statistics: return {};
    default: return "rename-object";
    }
}

/// Inheriting tables have the same columns and checks, partitions the same row triggers.
std::vector<Lock> renameLocks(const Catalog& catalog, const ObjectKey& key)
{
    LockMode mode = LockMode::AccessExclusive;
    ObjectKey relation = key;
    switch (key.kind) {
    case Kind::Table:
    case Kind::View:
    case Kind::MaterializedView:
    case Kind::Sequence: break;
    case Kind::Index: mode = LockMode::ShareUpdateExclusive; break;
    case Kind::Column:
    case Kind::Constraint:
    case Kind::Trigger:
    case Kind::Policy:
    case Kind::Rule:
        if (const Catalog::Entry* entry = catalog.findRelation(key.schema, key.parent))
            relation = *entry->key;
        break;
    default: return {};
    }
    const auto* table = catalog.get<Table>(relation);
    const Constraint* constraint = table && key.kind == Kind::Constraint ? table->findConstraint(key.name) : nullptr;
    LockReach reach = LockReach::Itself;
    if (key.kind == Kind::Column || (constraint && constraint->type == ConstraintType::Check))
        reach = LockReach::Family;
    else if (key.kind == Kind::Trigger)
        reach = LockReach::Partitions;
    return {{mode, relation, reach}};
}

Result<Statement> renameStatement(const Catalog& catalog, const Rename& rename)
{
    const ObjectKey owner = ownerOf(rename.from);
    const Object* object = catalog.find(owner);
    if (!object)
        return fail(ErrorCode::NotFound, rename.from.display() + " cannot be renamed: it is not there");
    const KindOps* room = kindOps(owner.kind);
    if (!room || !room->rename)
        return fail(ErrorCode::Unsupported, "PostgreSQL cannot rename " + rename.from.display());
    Statement renamed = statement(owner, room->rename(rename.from, *object, rename.newName));
    renamed.locks = renameLocks(catalog, rename.from);
    if (const std::string_view rule = renameRule(rename.from.kind); !rule.empty())
        renamed.hazards.push_back(
            {std::string(rule), "Clients that still use the name " + rename.from.name + " break when this is applied"});
    Steps steps;
    steps.push_back({.statements = {std::move(renamed)}});
    resolveLocks(steps, catalog, catalog);
    return std::move(steps.front().statements.front());
}

Result<std::vector<Catalog>> renameStates(ScratchServer& scratch, const Catalog& catalog,
                                          const std::vector<Rename>& renames, const Task& task)
{
    std::vector<Catalog> states{catalog};
    if (renames.empty())
        return states;
    auto database = buildCatalog(scratch, catalog, task);
    if (!database)
        return std::unexpected(std::move(database.error()));
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    for (const Rename& rename : renames) {
        auto statement = renameStatement(states.back(), rename);
        if (!statement)
            return std::unexpected(std::move(statement.error()));
        if (auto done = connection->query(statement->sql, task.stop); !done)
            return std::unexpected(std::move(done.error()));
        auto reading = readCatalog(*connection, {}, task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        states.push_back(std::move(reading->catalog));
    }
    return states;
}

Result<Catalog> renameIn(ScratchServer& scratch, const Catalog& catalog, const std::vector<Rename>& renames,
                         const Task& task)
{
    auto states = renameStates(scratch, catalog, renames, task);
    if (!states)
        return std::unexpected(std::move(states.error()));
    return std::move(states->back());
}

std::vector<RenameSuggestion> suggestRenames(const Catalog& from, const Catalog& to)
{
    std::vector<Candidate> candidates;
    suggestTables(from, to, candidates);
    suggestColumns(from, to, candidates);
    std::ranges::stable_sort(candidates, std::greater{}, [](const Candidate& c) { return c.suggestion.score; });
    std::vector<RenameSuggestion> best;
    std::set<ObjectKey> taken;
    for (Candidate& candidate : candidates)
        if (!taken.contains(candidate.suggestion.rename.from) && !taken.contains(candidate.target)) {
            taken.insert({candidate.suggestion.rename.from, candidate.target});
            best.push_back(std::move(candidate.suggestion));
        }
    return best;
}

Result<Rename> parseRename(std::string_view text, const Catalog& from)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size())
        return fail(ErrorCode::Usage, "\"" + std::string(text) + "\" is no rename",
                    "write OLD=NEW, for example public.orders.state=status");
    const std::string newName = splitName(text.substr(equals + 1)).back();
    const std::vector<ObjectKey> found = meanings(from, splitName(text.substr(0, equals)));
    if (found.empty())
        return fail(ErrorCode::NotFound,
                    "There is nothing called " + std::string(text.substr(0, equals)) + " to rename");
    if (found.size() > 1) {
        std::string all;
        for (const ObjectKey& key : found)
            all += (all.empty() ? "" : ", ") + key.display();
        return fail(ErrorCode::Usage, std::string(text.substr(0, equals)) + " can mean " + all,
                    "name it with its schema and relation");
    }
    return Rename{found.front(), newName};
}

} // namespace schemawright
