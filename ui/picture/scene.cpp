#include "ui/picture/scene.h"

#include "ui/picture/card_content.h"
#include "ui/picture/place.h"
#include "ui/picture/relations.h"

#include <cmath>
#include <numeric>
#include <set>

namespace schemawright {
namespace {

constexpr double cardGap = 64;

bool isCard(const Catalog::Entry& entry, const PictureOptions& options)
{
    if (const auto* table = entry.object->as<Table>())
        return options.showPartitions || table->partitionOf.empty();
    return options.showViews && viewColumns(*entry.object);
}

/// Tints go by the schema's name, so that one more schema does not recolour the others if it can be avoided.
std::map<std::string, std::size_t> tintsOf(const std::set<std::string>& schemas)
{
    constexpr std::size_t count = std::tuple_size_v<decltype(PictureTheme::tints)> - 1; // the last is for views
    std::map<std::string, std::size_t> tints;
    std::set<std::size_t> taken;
    for (const std::string& schema : schemas) {
        std::uint32_t hash = 2166136261U;
        for (const char c : schema)
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
        std::size_t tint = schema == "public" ? 0 : hash % count;
        while (taken.size() < count && taken.contains(tint))
            tint = (tint + 1) % count;
        taken.insert(tint);
        tints.emplace(schema, tint);
    }
    return tints;
}

/// The relations that are cards, with their indexes.
std::vector<CardSource> sourcesOf(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options)
{
    std::vector<CardSource> sources;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> byName;
    for (const Catalog::Entry& entry : catalog) {
        const bool asked = diagram.allTables
                               ? isCard(entry, options)
                               : diagram.cards.contains(*entry.key) && isCard(entry, {.showPartitions = true});
        if (!asked)
            continue;
        byName.emplace(std::pair<std::string_view, std::string_view>(entry.key->schema, entry.key->name),
                       sources.size());
        sources.push_back({.relation = &entry, .indexes = {}});
    }
    for (const Catalog::Entry& entry : catalog) {
        if (entry.object->as<Index>()) {
            if (const auto found = byName.find({entry.key->schema, entry.key->parent}); found != byName.end())
                sources[found->second].indexes.push_back(&entry);
        } else if (const auto* table = entry.object->as<Table>(); table && !table->partitionOf.empty()) {
            if (const auto found = byName.find({table->partitionOf.schema, table->partitionOf.name});
                found != byName.end())
                ++sources[found->second].partitions;
        }
    }
    return sources;
}

/// For each card the cards that it has lines with.
std::vector<std::vector<std::size_t>> neighboursOf(const Scene& scene)
{
    std::vector<std::vector<std::size_t>> neighbours(scene.cards.size());
    for (const Relation& relation : scene.relations) {
        if (relation.from == relation.to)
            continue;
        neighbours[relation.from].push_back(relation.to);
        neighbours[relation.to].push_back(relation.from);
    }
    return neighbours;
}

/// All cards of a diagram that places none, in rows. Auto-arrange does better, but takes its time.
void placeInRows(Scene& scene)
{
    double area = 0;
    for (const Card& card : scene.cards)
        area += (card.content->width + cardGap) * (card.content->height + cardGap);
    const double width = std::max(900.0, std::sqrt(area * 1.6));
    Point at;
    double rowHeight = 0;
    for (Card& card : scene.cards) {
        if (at.x > 0 && at.x + card.content->width > width) {
            at = {0, at.y + rowHeight + cardGap};
            rowHeight = 0;
        }
        card.position = at;
        at.x += card.content->width + cardGap;
        rowHeight = std::max(rowHeight, card.content->height);
    }
}

/// Puts the cards without a place beside those they have lines with, or below everything.
void placeNewCards(Scene& scene, std::vector<bool> known)
{
    if (std::ranges::none_of(known, std::identity{}))
        return placeInRows(scene);
    SpaceIndex taken;
    Rect bounds;
    for (std::size_t i = 0; i < scene.cards.size(); ++i) {
        taken.set(static_cast<std::uint32_t>(i), known[i] ? scene.cards[i].rect() : Rect{});
        if (known[i])
            bounds = united(bounds, scene.cards[i].rect());
    }
    const auto neighbours = neighboursOf(scene);
    const auto put = [&](std::size_t i, Point wanted) {
        Card& card = scene.cards[i];
        card.position = freePlace(taken, wanted, card.content->width, card.content->height, cardGap);
        taken.set(static_cast<std::uint32_t>(i), card.rect());
        known[i] = true;
    };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < scene.cards.size(); ++i) {
            if (known[i])
                continue;
            const auto beside = std::ranges::find_if(neighbours[i], [&](std::size_t n) { return known[n]; });
            if (beside == neighbours[i].end())
                continue;
            const Rect rect = scene.cards[*beside].rect();
            put(i, {rect.right() + cardGap * 1.5, rect.y});
            again = true;
        }
    }
    for (std::size_t i = 0; i < scene.cards.size(); ++i) {
        if (!known[i])
            put(i, {bounds.x, bounds.bottom() + cardGap * 1.5});
    }
}

std::vector<std::size_t> allRelations(const Scene& scene)
{
    std::vector<std::size_t> all(scene.relations.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

/// The places where cards are now or were before, if something about their obstacle changed.
std::vector<Rect> changedPlaces(const Scene& scene, const Scene& previous)
{
    std::vector<Rect> places;
    auto old = previous.cards.begin();
    for (const Card& card : scene.cards) {
        for (; old != previous.cards.end() && old->key < card.key; ++old)
            places.push_back(old->rect());
        if (old == previous.cards.end() || card.key < old->key) {
            places.push_back(card.rect());
            continue;
        }
        if (old->rect() != card.rect())
            places.insert(places.end(), {old->rect(), card.rect()});
        ++old;
    }
    for (; old != previous.cards.end(); ++old)
        places.push_back(old->rect());
    return places;
}

double startHeight(const Scene& scene, const Relation& relation)
{
    const auto& rows = relation.fromRows;
    const CardContent& content = *scene.cards[relation.from].content;
    return rows.empty() ? content.titleHeight / 2 : content.rowMiddle(rows.front());
}
double endHeight(const Scene& scene, const Relation& relation)
{
    const auto& rows = relation.toRows;
    const CardContent& content = *scene.cards[relation.to].content;
    return rows.empty() ? content.titleHeight / 2 : content.rowMiddle(rows.front());
}

/// Something changed where the line may be moved aside.
bool isNear(const Relation& relation, const std::vector<Rect>& changed)
{
    constexpr double aside = 170;
    const Rect around = boundsOf(relation.route).grown(aside);
    return std::ranges::any_of(changed, [&](const Rect& place) { return place.overlaps(around); });
}

/// Takes over the routes that are still right; returns the lines that are not.
std::vector<std::size_t> keepRoutes(Scene& scene, const Scene& previous)
{
    const std::vector<Rect> changed = changedPlaces(scene, previous);
    std::vector<std::size_t> stale;
    auto old = previous.relations.begin();
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        Relation& relation = scene.relations[i];
        while (old != previous.relations.end() && old->key < relation.key)
            ++old;
        const bool known = old != previous.relations.end() && old->key == relation.key;
        const auto sameEnds = [&] {
            return previous.cards[old->from].rect() == scene.cards[relation.from].rect() &&
                   previous.cards[old->to].key == scene.cards[relation.to].key &&
                   previous.cards[old->to].rect() == scene.cards[relation.to].rect() &&
                   old->waypoints == relation.waypoints &&
                   startHeight(previous, *old) == startHeight(scene, relation) &&
                   endHeight(previous, *old) == endHeight(scene, relation);
        };
        const auto undisturbed = [&] {
            return std::ranges::none_of(changed, [&](const Rect& place) { return old->reach.touches(place); });
        };
        if (known && sameEnds() && undisturbed()) {
            relation.route = old->route;
            relation.reach = old->reach;
            if (!isNear(relation, changed))
                relation.tracks = old->tracks;
        } else {
            stale.push_back(i);
        }
    }
    return stale;
}

} // namespace

Color Card::headerColor(const PictureTheme& theme) const
{
    const bool isView = content->shape == CardShape::View || content->shape == CardShape::MaterializedView;
    const Color own = theme.tints[tint % theme.tints.size()];
    const Color base = isView ? mixed(own, theme.tints.back(), 0.75) : own;
    if (color.empty())
        return base;
    const Color chosen = colorFromText(color, base);
    return theme.dark ? mixed(chosen, {0, 0, 0, 255}, 0.3) : chosen;
}

std::optional<std::size_t> Scene::indexOf(const ObjectKey& key) const
{
    const auto found = std::ranges::lower_bound(cards, key, {}, &Card::key);
    if (found == cards.end() || found->key != key)
        return std::nullopt;
    return static_cast<std::size_t>(found - cards.begin());
}

Rect Scene::bounds() const
{
    Rect bounds;
    for (const Card& card : cards)
        bounds = united(bounds, card.rect());
    for (const Relation& relation : relations)
        bounds = united(bounds, boundsOf(relation.path).grown(1));
    for (const DiagramNote& note : notes)
        bounds = united(bounds, {note.position.x, note.position.y, note.width, note.height});
    return bounds;
}

namespace {

/// Cards with their places and lines without their way. `added` are on the diagram but have no place yet.
Scene sceneOfCards(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options, const Scene* previous,
                   const std::set<ObjectKey>& added)
{
    Scene scene{.cards = {}, .relations = {}, .notes = diagram.notes, .style = diagram.style, .options = options};
    std::vector<CardSource> sources = sourcesOf(catalog, diagram, options);
    std::set<std::string> schemas;
    for (const CardSource& source : sources)
        schemas.insert(source.relation->key->schema);
    const auto tints = tintsOf(schemas);

    std::vector<bool> known;
    for (CardSource& source : sources) {
        source.showSchema = schemas.size() > 1;
        const ObjectKey& key = *source.relation->key;
        const auto before = previous ? previous->indexOf(key) : std::nullopt;
        const Card* old = before ? &previous->cards[*before] : nullptr;
        Card card{.key = key, .tint = tints.at(key.schema)};
        CardCollapse collapse = options.collapse;
        if (const auto layout = diagram.cards.find(key); layout != diagram.cards.end()) {
            card.position = layout->second.position;
            card.color = layout->second.color;
            card.pinned = layout->second.pinned;
            card.placed = !added.contains(key);
            collapse = std::max(collapse, layout->second.collapse);
            if (diagram.style.showAliases)
                source.alias = layout->second.alias;
        } else if (old) {
            card.position = old->position;
        }
        card.content = cardContent(source, collapse, diagram.style.showTypes, old ? old->content : nullptr);
        known.push_back(card.placed || old != nullptr);
        scene.cards.push_back(std::move(card));
    }
    scene.relations = relationsOf(scene, catalog, diagram);
    if (diagram.style.notation == Notation::Idef1x) {
        for (Card& card : scene.cards)
            card.radius = 0;
        for (const Relation& relation : scene.relations) {
            if (relation.identifying)
                scene.cards[relation.from].radius = 13;
        }
    }
    if (std::ranges::contains(known, false))
        placeNewCards(scene, std::move(known));
    return scene;
}

} // namespace

Scene buildUnrouted(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options)
{
    return sceneOfCards(catalog, diagram, options, nullptr, {});
}

Scene buildScene(const Catalog& catalog, const Diagram& diagram, const PictureOptions& options, const Scene* previous)
{
    Scene scene = sceneOfCards(catalog, diagram, options, previous, {});
    const SpaceIndex index = indexOfCards(scene);
    routeRelations(scene, index, previous ? keepRoutes(scene, *previous) : allRelations(scene));
    spreadRelations(scene, index, allRelations(scene));
    return scene;
}

void settleCards(Scene& scene, SpaceIndex& index, const std::vector<std::pair<std::size_t, Point>>& moves)
{
    std::vector<Rect> changed;
    std::vector<char> moved(scene.cards.size(), 0);
    for (const auto& [card, position] : moves) {
        changed.push_back(scene.cards[card].rect());
        scene.cards[card].position = position;
        scene.cards[card].placed = true;
        changed.push_back(scene.cards[card].rect());
        index.set(static_cast<std::uint32_t>(card), scene.cards[card].rect());
        moved[card] = 1;
    }
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i < scene.relations.size(); ++i) {
        Relation& relation = scene.relations[i];
        const bool invalidated =
            std::ranges::any_of(changed, [&](const Rect& place) { return relation.reach.touches(place); });
        if (invalidated || moved[relation.from] != 0 || moved[relation.to] != 0)
            stale.push_back(i);
        if (invalidated || isNear(relation, changed))
            relation.tracks = {};
    }
    routeRelations(scene, index, stale);
    spreadRelations(scene, index, allRelations(scene));
}

std::vector<std::pair<ObjectKey, Point>> placesOf(const Catalog& catalog, const Diagram& diagram,
                                                  const std::set<ObjectKey>& added)
{
    Diagram probe = diagram;
    for (const ObjectKey& key : added)
        probe.cards.try_emplace(key);
    std::vector<std::pair<ObjectKey, Point>> places;
    for (const Card& card : sceneOfCards(catalog, probe, {}, nullptr, added).cards) {
        if (added.contains(card.key))
            places.emplace_back(card.key, card.position);
    }
    return places;
}

} // namespace schemawright
