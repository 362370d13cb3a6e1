#include "diff/difference/rename_suggest.h"

#include "diff/kinds/base/kind_ops.h"
#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <map>
#include <set>
#include <tuple>

namespace schemawright {

namespace {

/// Where more pairs than these would have to be held against each other, nobody would look through the suggestions.
constexpr std::size_t mostPairs = 250'000;
constexpr double leastScore = 0.5;
/// Objects that differ in nothing but their names must be called a little alike, too: many are nothing but a name.
constexpr double leastObjectScore = 0.6;
/// Another schema speaks against it a little, and another name besides a lot.
constexpr double movedShare = 0.95;
constexpr double leastMovedScore = 0.8;

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

/// Text as it would read if what stands in one schema stood in another: what is moved may name its neighbours, and itself.
std::string inSchema(std::string text, const std::string& from, const std::string& to)
{
    if (from == to)
        return text;
    const std::string old = quoteIdent(from) + ".";
    const std::string fresh = quoteIdent(to) + ".";
    for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size()))
        text.replace(at, old.size(), fresh);
    return text;
}

double shareOf(std::size_t same, std::size_t left, std::size_t right)
{
    const std::size_t all = left + right - same;
    return all == 0 ? 0.0 : static_cast<double>(same) / static_cast<double>(all);
}

/// How much of two tables' columns (by name and type) is the same, 0..1.
double sharedColumns(const Catalog::Entry& gone, const Catalog::Entry& added)
{
    const Table& a = *gone.object->as<Table>();
    const Table& b = *added.object->as<Table>();
    std::set<std::pair<std::string, std::string>> left;
    for (const Column& column : a.columns)
        left.emplace(column.name, inSchema(column.type, gone.key->schema, added.key->schema));
    const auto same =
        std::ranges::count_if(b.columns, [&](const Column& c) { return left.contains({c.name, c.type}); });
    return shareOf(static_cast<std::size_t>(same), a.columns.size(), b.columns.size());
}

/// How much of what describes two objects in different schemas is the same, 0..1.
double sharedFields(const Catalog::Entry& gone, const Catalog::Entry& added)
{
    std::set<std::pair<std::string, std::string>> left;
    for (auto& [path, text] : describe({gone.object->body, {}}))
        left.emplace(path, inSchema(std::move(text), gone.key->schema, added.key->schema));
    const auto right = describe({added.object->body, {}});
    const auto same = std::ranges::count_if(right, [&](const auto& field) { return left.contains(field); });
    return shareOf(static_cast<std::size_t>(same), left.size(), right.size());
}

std::string_view nameOf(const std::string& value)
{
    return value;
}

template <class Part> std::string_view nameOf(const Part& part)
{
    return part.name;
}

/// How much a part that is gone and one that is new are alike, and in what.
struct Likeness {
    double score = 0;
    std::string reason;
};

Likeness likenessOf(const Column& gone, const Column& added, bool samePlace)
{
    if (gone.type != added.type)
        return {};
    const bool sameRest = gone.notNull == added.notNull && gone.defaultExpr == added.defaultExpr;
    return {0.3 + 0.35 * likeness(gone.name, added.name) + (samePlace ? 0.25 : 0.0) + (sameRest ? 0.1 : 0.0),
            "same type " + gone.type + (samePlace ? ", same position" : "") +
                (sameRest ? ", same default and NOT NULL" : "")};
}

/// Columns of views and attributes of composite types have a type and little else.
template <class Part> Likeness likenessOf(const Part& gone, const Part& added, bool samePlace)
{
    if (gone.type != added.type || gone.collation != added.collation)
        return {};
    return {0.35 + 0.35 * likeness(gone.name, added.name) + (samePlace ? 0.3 : 0.0),
            "same type " + gone.type + (samePlace ? ", same position" : "")};
}

Likeness likenessOf(const std::string& gone, const std::string& added, bool samePlace)
{
    return {0.25 + 0.4 * likeness(gone, added) + (samePlace ? 0.35 : 0.0),
            samePlace ? "same position" : "similar spelling"};
}

Likeness likenessOf(const Constraint& gone, const Constraint& added, bool)
{
    Constraint renamed = gone;
    renamed.name = added.name;
    if (renamed != added || !gone.local || !gone.parentConstraint.empty())
        return {};
    const double score = 0.5 + 0.5 * likeness(gone.name, added.name);
    return score < leastObjectScore ? Likeness{} : Likeness{score, "identical except for the name"};
}

class Suggestions {
public:
    Suggestions(const Catalog& from, const Catalog& to) : m_from(from), m_to(to) {}

    std::vector<RenameSuggestion> run()
    {
        sortOut();
        for (const auto& [group, pair] : m_groups)
            if (pair.gone.size() * pair.added.size() <= mostPairs)
                suggestObjects(pair);
        suggestSchemas();
        suggestMoves();
        for (const Catalog::Entry& old : m_from)
            if (const Object* after = m_to.find(*old.key); after && after != old.object.get())
                suggestParts(*old.key, *old.object, *after);
        return best();
    }

private:
    struct Candidate {
        RenameSuggestion suggestion;
        ObjectKey target;
    };
    /// What is gone and what is new of one kind, in one schema, of one relation, with the same arguments.
    struct Group {
        std::vector<const Catalog::Entry*> gone;
        std::vector<const Catalog::Entry*> added;
    };
    using GroupKey = std::tuple<Kind, std::string, std::string, std::string>;

    void sortOut()
    {
        const auto groupOf = [](const ObjectKey& key) { return GroupKey(key.kind, key.schema, key.parent, key.args); };
        for (const Catalog::Entry& entry : m_from)
            if (!m_to.find(*entry.key))
                m_groups[groupOf(*entry.key)].gone.push_back(&entry);
        for (const Catalog::Entry& entry : m_to)
            if (!m_from.find(*entry.key))
                m_groups[groupOf(*entry.key)].added.push_back(&entry);
    }

    void suggest(const ObjectKey& from, const ObjectKey& target, Likeness likeness)
    {
        m_candidates.push_back(
            {{moveOf(m_from, from, target.schema, target.name), likeness.score, std::move(likeness.reason)}, target});
    }

    void suggestObjects(const Group& group)
    {
        for (const Catalog::Entry* gone : group.gone)
            for (const Catalog::Entry* added : group.added)
                if (Likeness found = likenessOf(*gone, *added); found.score >= leastObjectScore)
                    suggest(*gone->key, *added->key, std::move(found));
    }

    static Likeness likenessOf(const Catalog::Entry& gone, const Catalog::Entry& added)
    {
        const double alike = likeness(gone.key->name, added.key->name);
        if (gone.key->kind == Kind::Table) {
            const double shared = sharedColumns(gone, added);
            if (shared < 0.5)
                return {};
            return {0.75 * shared + 0.25 * alike,
                    std::format("{} % of the columns are the same", static_cast<int>(shared * 100))};
        }
        const KindOps* room = kindOps(gone.key->kind);
        const auto* sequence = gone.object->as<Sequence>();
        // What is in a schema says whether it is the same one, and a serial column's sequence goes with the column.
        if (!room || !room->rename || gone.key->kind == Kind::Schema || (sequence && !sequence->ownedByTable.empty()))
            return {};
        const Body& before = gone.object->body;
        const Body& after = added.object->body;
        if (before != after && !(room->same && room->same(before, after)))
            return {};
        return {0.5 + 0.5 * alike, "identical except for the name"};
    }

    /// The names of what is in a schema, without what they belong to.
    using Contents = std::set<std::tuple<Kind, std::string, std::string, std::string>>;
    static std::map<std::string, Contents> contentsOf(const Catalog& catalog)
    {
        std::map<std::string, Contents> contents;
        for (const Catalog::Entry& entry : catalog)
            if (const ObjectKey& key = *entry.key; !key.schema.empty())
                contents[key.schema].emplace(key.kind, key.parent, key.name, key.args);
        return contents;
    }

    /// A schema that is gone and one that is new hold the same things: that is one rename, and no moves.
    void suggestSchemas()
    {
        const auto group = m_groups.find(GroupKey(Kind::Schema, "", "", ""));
        if (group == m_groups.end() || group->second.gone.empty() || group->second.added.empty())
            return;
        const auto before = contentsOf(m_from);
        const auto after = contentsOf(m_to);
        for (const Catalog::Entry* gone : group->second.gone)
            for (const Catalog::Entry* added : group->second.added) {
                const auto left = before.find(gone->key->name);
                const auto right = after.find(added->key->name);
                if (left == before.end() || right == after.end())
                    continue;
                const auto same = static_cast<std::size_t>(std::ranges::count_if(
                    left->second, [&](const auto& each) { return right->second.contains(each); }));
                const double shared = shareOf(same, left->second.size(), right->second.size());
                if (same < 2 || shared < leastScore)
                    continue;
                suggest(*gone->key, *added->key,
                        {shared, std::format("{} % of its objects are the same", static_cast<int>(shared * 100))});
                m_renamedSchemas.emplace(gone->key->name, added->key->name);
            }
    }

    /// What is gone from one schema and new in another.
    void suggestMoves()
    {
        std::map<std::pair<Kind, std::string>, Group> kinds;
        for (const auto& [key, group] : m_groups) {
            const auto& [kind, schema, parent, args] = key;
            const KindOps* room = kindOps(kind);
            if (!room || !room->move || schema.empty() || !parent.empty())
                continue;
            Group& all = kinds[{kind, args}];
            all.gone.insert(all.gone.end(), group.gone.begin(), group.gone.end());
            all.added.insert(all.added.end(), group.added.begin(), group.added.end());
        }
        for (const auto& [kind, group] : kinds) {
            std::multimap<std::string_view, const Catalog::Entry*> byName;
            for (const Catalog::Entry* added : group.added)
                byName.emplace(added->key->name, added);
            const bool all = group.gone.size() * group.added.size() <= mostPairs;
            for (const Catalog::Entry* gone : group.gone) {
                const auto [first, last] = byName.equal_range(gone->key->name);
                for (const auto& [name, added] : std::ranges::subrange(first, last))
                    suggestMove(*gone, *added);
                if (!all)
                    continue;
                for (const Catalog::Entry* added : group.added)
                    if (added->key->name != gone->key->name)
                        suggestMove(*gone, *added);
            }
        }
    }

    void suggestMove(const Catalog::Entry& gone, const Catalog::Entry& added)
    {
        const ObjectKey& from = *gone.key;
        const ObjectKey& to = *added.key;
        const auto* sequence = gone.object->as<Sequence>();
        if (from.schema == to.schema || m_renamedSchemas.contains({from.schema, to.schema}) ||
            (sequence && !sequence->ownedByTable.empty()))
            return;
        const bool table = from.kind == Kind::Table;
        const double shared = table ? sharedColumns(gone, added) : sharedFields(gone, added);
        const double score = movedShare * (0.75 * shared + 0.25 * likeness(from.name, to.name));
        if (shared < 0.5 || score < (from.name == to.name ? leastScore : leastMovedScore))
            return;
        suggest(
            from, to,
            {score, std::format("no longer in schema {}, new in schema {}, {} % of the {} the same", from.schema,
                                to.schema, static_cast<int>(shared * 100), table ? "columns are" : "definition is")});
    }

    void suggestParts(const ObjectKey& owner, const Object& before, const Object& after)
    {
        const auto both = [&]<class Body>(const Body& body, Kind kind, auto member) {
            suggestParts(owner, kind, body.*member, after.as<Body>()->*member);
        };
        if (const auto* table = before.as<Table>()) {
            both(*table, Kind::Column, &Table::columns);
            both(*table, Kind::Constraint, &Table::constraints);
        } else if (const auto* columns = viewColumns(before)) {
            suggestParts(owner, Kind::Column, *columns, *viewColumns(after));
        } else if (const auto* labels = before.as<Enum>()) {
            both(*labels, Kind::EnumValue, &Enum::values);
        } else if (const auto* composite = before.as<CompositeType>()) {
            both(*composite, Kind::Attribute, &CompositeType::attributes);
        }
    }

    template <class Part> void suggestParts(const ObjectKey& owner, Kind kind, const std::vector<Part>& before,
                                            const std::vector<Part>& after)
    {
        const auto isIn = [](const std::vector<Part>& parts, const Part& part) {
            return std::ranges::any_of(parts, [&](const Part& other) { return nameOf(other) == nameOf(part); });
        };
        const auto key = [&](const Part& part) {
            return childKey(kind, owner.schema, owner.name, std::string(nameOf(part)));
        };
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (isIn(after, before[i]))
                continue;
            for (std::size_t j = 0; j < after.size(); ++j) {
                if (isIn(before, after[j]))
                    continue;
                Likeness found = schemawright::likenessOf(before[i], after[j], i == j);
                if (found.score >= leastScore)
                    suggest(key(before[i]), key(after[j]), std::move(found));
            }
        }
    }

    /// Each thing once, the likeliest first.
    std::vector<RenameSuggestion> best()
    {
        std::ranges::stable_sort(m_candidates, std::greater{}, [](const Candidate& c) { return c.suggestion.score; });
        std::vector<RenameSuggestion> best;
        std::set<ObjectKey> taken;
        for (Candidate& candidate : m_candidates)
            if (!taken.contains(candidate.suggestion.rename.from) && !taken.contains(candidate.target)) {
                taken.insert({candidate.suggestion.rename.from, candidate.target});
                best.push_back(std::move(candidate.suggestion));
            }
        const std::vector<RenameSuggestion> all = best;
        std::erase_if(best, [&](const RenameSuggestion& each) { return followsFromParent(each.rename, all); });
        return best;
    }

    /// A column that is renamed in a parent is renamed in its partitions and children: one question for all of them.
    bool followsFromParent(const Rename& rename, const std::vector<RenameSuggestion>& all) const
    {
        const ObjectKey& key = rename.from;
        const auto* table =
            key.kind == Kind::Column ? m_from.get<Table>(keyOf(Kind::Table, key.schema, key.parent)) : nullptr;
        if (!table)
            return false;
        std::vector<QualifiedName> parents = table->inherits;
        if (!table->partitionOf.empty())
            parents.push_back(table->partitionOf);
        return std::ranges::any_of(parents, [&](const QualifiedName& parent) {
            const ObjectKey inParent = childKey(Kind::Column, parent.schema, parent.name, key.name);
            return std::ranges::any_of(all, [&](const RenameSuggestion& other) {
                return other.rename.from == inParent && other.rename.newName == rename.newName;
            });
        });
    }

    const Catalog& m_from;
    const Catalog& m_to;
    std::map<GroupKey, Group> m_groups;
    std::set<std::pair<std::string, std::string>> m_renamedSchemas;
    std::vector<Candidate> m_candidates;
};

} // namespace

std::vector<RenameSuggestion> suggestRenames(const Catalog& from, const Catalog& to)
{
    return Suggestions(from, to).run();
}

} // namespace schemawright
