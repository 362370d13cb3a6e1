#include "ui/picture/relations.h"

#include "ui/picture/line_shape.h"
#include "ui/picture/router.h"
#include "ui/picture/tracks.h"

#include <atomic>
#include <thread>

namespace schemawright {
namespace {

bool sameColumns(std::vector<std::string> a, std::vector<std::string> b)
{
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

/// At most one row can have a given value in these columns: a key consists of them or of some of them.
bool isUnique(const Table& table, const std::vector<std::string>& columns)
{
    return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
        const bool key = constraint.type == ConstraintType::PrimaryKey || constraint.type == ConstraintType::Unique;
        return key && sameColumns(constraint.columns, columns);
    });
}

bool hasUniqueIndex(const CardContent& content, const std::vector<std::string>& columns)
{
    return std::ranges::any_of(content.sources, [&](const std::shared_ptr<const Object>& object) {
        const auto* index = object->as<Index>();
        if (!index || !index->unique || !index->where.empty())
            return false;
        std::vector<std::string> keys;
        for (const IndexKey& key : index->keys)
            keys.push_back(key.column);
        return sameColumns(keys, columns);
    });
}

bool mayBeNull(const Table& table, const std::vector<std::string>& columns)
{
    const Constraint* key = table.primaryKey();
    return std::ranges::any_of(columns, [&](const std::string& name) {
        const Column* column = table.findColumn(name);
        return column && !column->notNull && !(key && std::ranges::contains(key->columns, name));
    });
}

bool isIdentifying(const Table& table, const std::vector<std::string>& columns)
{
    const Constraint* key = table.primaryKey();
    return key && std::ranges::all_of(
                      columns, [&](const std::string& name) { return std::ranges::contains(key->columns, name); });
}

std::vector<std::size_t> rowsOf(const CardContent& content, const std::vector<std::string>& columns)
{
    std::vector<std::size_t> rows;
    for (const std::string& column : columns) {
        if (const auto row = content.rowOf(column))
            rows.push_back(*row);
    }
    std::ranges::sort(rows);
    return rows;
}

/// The height at which a line meets a card: the first of its rows, else the title.
double heightAt(const Card& card, const std::vector<std::size_t>& rows)
{
    const double inside = rows.empty() ? card.content->titleHeight / 2 : card.content->rowMiddle(rows.front());
    return card.position.y + inside;
}

void routeRelation(const Scene& scene, Router& router, Relation& relation)
{
    const Card& from = scene.cards[relation.from];
    const Card& to = scene.cards[relation.to];
    const double fromY = heightAt(from, relation.fromRows);
    const double toY = heightAt(to, relation.toRows);
    if (!relation.waypoints.empty()) {
        relation.route = routeThrough(from.rect(), fromY, to.rect(), toY, relation.waypoints);
        relation.reach = {};
        return;
    }
    Route route =
        router.find({static_cast<std::uint32_t>(relation.from), fromY}, {static_cast<std::uint32_t>(relation.to), toY});
    relation.route = std::move(route.points);
    relation.reach = std::move(route.reach);
}

} // namespace

std::vector<Relation> relationsOf(const Scene& scene, const Catalog& catalog, const Diagram& diagram)
{
    std::vector<Relation> relations;
    for (std::size_t from = 0; from < scene.cards.size(); ++from) {
        const Card& card = scene.cards[from];
        const auto* table = card.content->sources.front()->as<Table>();
        if (!table)
            continue;
        for (const Constraint& constraint : table->constraints) {
            // What a partition has from its parent is drawn at the parent.
            if (constraint.type != ConstraintType::ForeignKey || !constraint.parentConstraint.empty())
                continue;
            const auto to = scene.indexOf(keyOf(Kind::Table, constraint.refTable.schema, constraint.refTable.name));
            if (!to)
                continue;
            Relation relation{.key = childKey(Kind::Constraint, card.key.schema, card.key.name, constraint.name),
                              .from = from,
                              .to = *to};
            std::vector<std::string> referenced = constraint.refColumns;
            if (referenced.empty()) {
                const auto* target = catalog.get<Table>(scene.cards[*to].key);
                if (const Constraint* key = target ? target->primaryKey() : nullptr)
                    referenced = key->columns;
            }
            relation.fromRows = rowsOf(*card.content, constraint.columns);
            relation.toRows = rowsOf(*scene.cards[*to].content, referenced);
            const bool unique =
                isUnique(*table, constraint.columns) || hasUniqueIndex(*card.content, constraint.columns);
            relation.fromEnd = unique ? LineEnd::ZeroOrOne : LineEnd::ZeroOrMany;
            relation.toEnd = mayBeNull(*table, constraint.columns) ? LineEnd::ZeroOrOne : LineEnd::One;
            relation.identifying = isIdentifying(*table, constraint.columns);
            if (const auto found = diagram.waypoints.find(relation.key); found != diagram.waypoints.end())
                relation.waypoints = found->second;
            if (const auto verb = diagram.verbs.find(relation.key);
                diagram.style.showVerbs && verb != diagram.verbs.end())
                relation.verb = oneLine(verb->second);
            relations.push_back(std::move(relation));
        }
    }
    std::ranges::sort(relations, {}, &Relation::key);
    return relations;
}

SpaceIndex indexOfCards(const Scene& scene)
{
    SpaceIndex index;
    index.reserve(scene.cards.size());
    for (std::size_t i = 0; i < scene.cards.size(); ++i)
        index.set(static_cast<std::uint32_t>(i), scene.cards[i].rect());
    return index;
}

void routeRelations(Scene& scene, const SpaceIndex& cards, const std::vector<std::size_t>& which)
{
    constexpr std::size_t portion = 16; // lines that a thread takes at a time
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        Router router(cards);
        for (std::size_t begin = next.fetch_add(portion); begin < which.size(); begin = next.fetch_add(portion)) {
            for (std::size_t i = begin; i < std::min(begin + portion, which.size()); ++i)
                routeRelation(scene, router, scene.relations[which[i]]);
        }
    };
    // No line asks where another runs, so that they can be found side by side.
    const std::size_t useful = which.size() / (4 * portion);
    std::vector<std::jthread> helpers;
    while (helpers.size() + 1 < std::min<std::size_t>(useful, std::thread::hardware_concurrency()))
        helpers.emplace_back(work);
    work();
}

void spreadRelations(Scene& scene, const SpaceIndex& cards, const std::vector<std::size_t>& which)
{
    std::vector<TrackLine> lines;
    lines.reserve(which.size());
    for (const std::size_t i : which) {
        Relation& relation = scene.relations[i];
        relation.path = relation.route;
        if (!relation.waypoints.empty())
            continue;
        const std::uint64_t row = relation.toRows.empty() ? 0 : relation.toRows.front() + 1;
        lines.push_back({&relation.path, static_cast<std::uint64_t>(relation.to) << 20U | row, &relation.tracks});
    }
    spreadTracks(cards, lines);
    for (const std::size_t i : which) {
        Relation& relation = scene.relations[i];
        if (relation.waypoints.empty())
            relation.path = withoutSpikes(std::move(relation.path));
        else
            simplify(relation.path);
    }
}

} // namespace schemawright
