#include "diff/plan/plan_order.h"

#include "diff/plan/array_casts.h"
#include "diff/plan/value_edges.h"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_map>

namespace schemawright {

namespace {

using StepId = std::uint32_t;

struct KeyHash {
    std::size_t operator()(const ObjectKey& key) const
    {
        const std::hash<std::string> hash;
        std::size_t all = static_cast<std::size_t>(key.kind);
        for (const std::string* part : {&key.schema, &key.parent, &key.name, &key.args})
            all = all * 1000003U ^ hash(*part);
        return all;
    }
};

using StepsByKey = std::unordered_map<ObjectKey, std::vector<StepId>, KeyHash>;

/// Names that several kinds share: what is dropped must be gone before another kind takes its name.
/// PostgreSQL 17 manual, "CREATE TABLE": the name must be distinct from any other relation's in the schema; "pg_type": row types.
std::vector<std::string> nameSlots(const ObjectKey& key)
{
    const std::string name = key.schema + '\0' + key.name;
    const KindFacts& facts = factsOf(key.kind);
    std::vector<std::string> slots;
    if (isRelation(key.kind) || facts.rowType || key.kind == Kind::Constraint) // a unique constraint has an index
        slots.push_back("relation" + name);
    if (facts.family == KindFacts::Family::Type || facts.rowType)
        slots.push_back("type" + name);
    if (isRoutine(key.kind))
        slots.push_back("routine" + name + '\0' + key.args);
    return slots;
}

/// The elements that an element needs though pg_depend's reading leaves it out: its schema and its relation.
std::vector<ObjectKey> impliedReferences(const ObjectKey& key)
{
    std::vector<ObjectKey> keys;
    if (!key.schema.empty())
        keys.push_back(schemaKey(key.schema));
    if (!key.parent.empty())
        for (const Kind kind : tablesAndViews())
            keys.push_back(keyOf(kind, key.schema, key.parent));
    if (key.kind == Kind::Default)
        keys.push_back(childKey(Kind::Column, key.schema, key.parent, key.name));
    return keys;
}

/// An index, trigger or constraint of a partitioned table also stands for its copies on the partitions, which go with the partitions.
bool isOnPartitionOf(const Catalog& catalog, const ObjectKey& key, const ObjectKey& referenced)
{
    if (key.parent.empty() || (referenced.kind != Kind::Table && referenced.parent.empty()))
        return false;
    const QualifiedName own{key.schema, key.parent};
    QualifiedName relation{referenced.schema, referenced.kind == Kind::Table ? referenced.name : referenced.parent};
    while (relation != own) {
        const auto* table = catalog.get<Table>(keyOf(Kind::Table, relation.schema, relation.name));
        if (!table || table->partitionOf.empty())
            return false;
        relation = table->partitionOf;
    }
    return referenced.kind == Kind::Table ? referenced.name != key.parent : referenced.parent != key.parent;
}

class Graph {
public:
    Graph(const Steps& steps, const Catalog& from, const Catalog& to, const std::vector<StatementOrder>& learned)
        : m_steps(steps), m_edges(steps.size()), m_waiting(steps.size(), 0)
    {
        for (StepId id = 0; id < steps.size(); ++id) {
            for (const ObjectKey& key : steps[id].creates)
                m_creators[key].push_back(id);
            for (const ObjectKey& key : steps[id].drops)
                m_droppers[key].push_back(id);
            if (steps[id].completes)
                m_completed.insert(*steps[id].completes);
        }
        for (StepId id = 0; id < steps.size(); ++id) {
            addCreateEdges(id, to.dependencies());
            addDropEdges(id, from);
        }
        addNameEdges();
        addFamilyEdges(from, to);
        addValueEdges(m_steps, from, to, m_edges);
        addLearnedEdges(learned);
    }

    Result<std::vector<StepId>> order()
    {
        std::vector<StepId> result;
        auto sorted = sort(result);
        // An alteration in place lets go of its old form and puts up the new one in one statement: edges that come from it are wishes, the
        // others are laws. Only the wishes that stand against each other are given up, and guesses from the text of bodies before them.
        while (result.size() < m_steps.size() &&
               (dropEdgesOfCircles(sorted, &StepEdge::guess) || dropEdgesOfCircles(sorted, &StepEdge::soft) ||
                dropEdgesOfCircles(sorted, &StepEdge::learned))) {
            result.clear();
            sorted = sort(result);
        }
        if (result.size() < m_steps.size())
            return std::unexpected(cycle(sorted));
        return result;
    }

    /// Those that are left once `order` has found one.
    [[nodiscard]] const StepEdges& edges() const { return m_edges; }

    /// The place of each step in the order that there would be without edges.
    [[nodiscard]] std::vector<StepId> ranks() const
    {
        std::vector<Rank> sorted;
        sorted.reserve(m_steps.size());
        for (StepId id = 0; id < m_steps.size(); ++id)
            sorted.push_back(rank(id));
        std::ranges::sort(sorted);
        std::vector<StepId> places(m_steps.size());
        for (StepId place = 0; place < sorted.size(); ++place)
            places[std::get<StepId>(sorted[place])] = place;
        return places;
    }

private:
    using Rank = std::tuple<bool, int, bool, int, StepId>;

    static bool contains(const std::vector<ObjectKey>& keys, const ObjectKey& key)
    {
        return std::ranges::find(keys, key) != keys.end();
    }

    bool inPlace(StepId id, const ObjectKey& key) const
    {
        return contains(m_steps[id].drops, key) && contains(m_steps[id].creates, key);
    }

    void edge(StepId before, StepId after, bool soft)
    {
        if (before != after)
            m_edges[before].push_back({after, soft});
    }

    /// Steps that create `referenced` come before `id`.
    void after(StepId id, const ObjectKey& referenced, bool soft = false)
    {
        if (const auto found = m_creators.find(referenced); found != m_creators.end())
            for (const StepId creator : found->second)
                edge(creator, id, soft || inPlace(creator, referenced));
    }

    /// Steps that drop `referenced` come after `id`.
    void before(StepId id, const ObjectKey& referenced, bool soft)
    {
        if (const auto found = m_droppers.find(referenced); found != m_droppers.end())
            for (const StepId dropper : found->second)
                edge(id, dropper, soft || inPlace(dropper, referenced));
    }

    void addCreateEdges(StepId id, const Dependencies& dependencies)
    {
        for (const ObjectKey& key : m_steps[id].creates) {
            const bool soft = inPlace(id, key);
            for (const ObjectKey& referenced : impliedReferences(key))
                after(id, referenced, soft);
            // OWNED BY is a step of its own, which says so in `needs`: the sequence itself comes before the column's default.
            // A shell needs nothing yet.
            if (const auto index = dependencies.indexOf(key);
                index && key.kind != Kind::Sequence && !m_completed.contains(key))
                for (const auto& [dependent, referenced] : dependencies.forward(*index))
                    after(id, dependencies.element(referenced), soft);
        }
        for (const ObjectKey& needed : m_steps[id].needs)
            after(id, needed);
        for (const ObjectKey& gone : m_steps[id].follows)
            if (const auto found = m_droppers.find(gone); found != m_droppers.end())
                for (const StepId dropper : found->second)
                    edge(dropper, id, false);
        for (const ObjectKey& later : m_steps[id].precedes)
            if (const auto found = m_creators.find(later); found != m_creators.end())
                for (const StepId creator : found->second)
                    edge(id, creator, false);
    }

    void addDropEdges(StepId id, const Catalog& from)
    {
        const Dependencies& dependencies = from.dependencies();
        for (const ObjectKey& later : m_steps[id].outlives)
            if (const auto found = m_droppers.find(later); found != m_droppers.end())
                for (const StepId dropper : found->second)
                    edge(id, dropper, false);
        for (const ObjectKey& key : m_steps[id].drops) {
            const bool soft = inPlace(id, key);
            for (const ObjectKey& referenced : impliedReferences(key))
                before(id, referenced, soft);
            if (const auto index = dependencies.indexOf(key))
                for (const auto& [dependent, referenced] : dependencies.forward(*index))
                    if (!isOnPartitionOf(from, key, dependencies.element(referenced)))
                        before(id, dependencies.element(referenced), soft);
            if (const auto found = m_creators.find(key); found != m_creators.end())
                for (const StepId creator : found->second)
                    // Where both alter it in place, they go in the order in which their room wrote them.
                    if (id < creator || !soft || !contains(m_steps[creator].drops, key))
                        edge(id, creator, false);
        }
    }

    void addNameEdges()
    {
        std::unordered_map<std::string, std::vector<std::pair<StepId, const ObjectKey*>>> freed;
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const ObjectKey& key : m_steps[id].drops)
                for (std::string& slot : nameSlots(key))
                    freed[std::move(slot)].emplace_back(id, &key);
        if (freed.empty())
            return;
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const ObjectKey& key : m_steps[id].creates)
                for (const std::string& slot : nameSlots(key))
                    if (const auto found = freed.find(slot); found != freed.end())
                        for (const auto& [dropper, dropped] : found->second)
                            if (*dropped != key && !inPlace(dropper, *dropped))
                                edge(dropper, id, false);
    }

    void addLearnedEdges(const std::vector<StatementOrder>& learned)
    {
        if (learned.empty())
            return;
        std::unordered_map<std::string, std::vector<StepId>> steps;
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const Statement& statement : m_steps[id].statements)
                steps[withInLists(statement.sql)].push_back(id);
        for (const StatementOrder& order : learned)
            for (const StepId before : steps[order.before])
                for (const StepId after : steps[order.after])
                    if (before != after)
                        m_edges[before].push_back({.to = after, .soft = false, .learned = true});
    }

    static std::optional<QualifiedName> partitionedTableOf(const Catalog& catalog, const ObjectKey& key)
    {
        const auto* table = key.kind == Kind::Table ? catalog.get<Table>(key) : nullptr;
        return table && !table->partitionOf.empty() ? std::optional(table->partitionOf) : std::nullopt;
    }

    static bool inheritsFrom(const Catalog& catalog, const ObjectKey& key, const ObjectKey& ancestor)
    {
        const auto* table = catalog.get<Table>(key);
        return table && std::ranges::any_of(table->inherits, [&](const QualifiedName& name) {
                   const ObjectKey parent = keyOf(Kind::Table, name.schema, name.name);
                   return parent == ancestor || inheritsFrom(catalog, parent, ancestor);
               });
    }

    /// What leaves a family makes room: bounds of partitions that come must not overlap those that go, and a table cannot inherit from
    /// one that still inherits from it.
    void addFamilyEdges(const Catalog& from, const Catalog& to)
    {
        std::vector<std::pair<StepId, ObjectKey>> leaving;
        std::map<QualifiedName, std::vector<std::pair<StepId, bool>>> rooms; // whether the partition is dropped
        for (StepId id = 0; id < m_steps.size(); ++id) {
            for (const ObjectKey& key : m_steps[id].leaves) {
                leaving.emplace_back(id, key);
                if (const auto parent = partitionedTableOf(from, key))
                    rooms[*parent].emplace_back(id, false);
            }
            for (const ObjectKey& key : m_steps[id].drops)
                if (const auto parent = partitionedTableOf(from, key); parent && !inPlace(id, key))
                    rooms[*parent].emplace_back(id, true);
        }
        for (StepId id = 0; id < m_steps.size(); ++id) {
            const auto afterRooms = [&](const ObjectKey& key) {
                const auto parent = partitionedTableOf(to, key);
                const auto found = parent ? rooms.find(*parent) : rooms.end();
                if (found != rooms.end())
                    for (const auto& [leaver, dropped] : found->second)
                        edge(leaver, id, dropped);
            };
            std::ranges::for_each(m_steps[id].joins, afterRooms);
            std::ranges::for_each(m_steps[id].creates, afterRooms);
            for (const ObjectKey& key : m_steps[id].joins)
                for (const auto& [leaver, other] : leaving)
                    if (other == key || (inheritsFrom(from, other, key) && inheritsFrom(to, key, other)))
                        edge(leaver, id, false);
        }
    }

    [[nodiscard]] Rank rank(StepId id) const
    {
        const Step& step = m_steps[id];
        const bool transactional = std::ranges::all_of(step.statements, &Statement::transactional);
        const bool creates = step.drops.empty() || !step.creates.empty();
        // Drops go the other way round: what is created last is dropped first.
        const Kind kind = step.statements.empty() ? Kind::Schema : step.statements.front().origin.kind;
        const int order = static_cast<int>(kind);
        // What must be outside transactions splits them least before all others, or after them.
        const bool comes = transactional || step.place > 0;
        return {comes, step.place, creates, creates ? order : -order, id};
    }

    std::vector<std::uint32_t> sort(std::vector<StepId>& result)
    {
        std::ranges::fill(m_waiting, 0U);
        for (const auto& edges : m_edges)
            for (const StepEdge& e : edges)
                ++m_waiting[e.to];
        const auto later = [](const Rank& a, const Rank& b) { return a > b; };
        std::priority_queue<Rank, std::vector<Rank>, decltype(later)> ready(later);
        for (StepId id = 0; id < m_steps.size(); ++id)
            if (m_waiting[id] == 0)
                ready.push(rank(id));
        std::vector<std::uint32_t> left = m_waiting;
        while (!ready.empty()) {
            const StepId id = std::get<StepId>(ready.top());
            ready.pop();
            result.push_back(id);
            for (const StepEdge& e : m_edges[id])
                if (--left[e.to] == 0)
                    ready.push(rank(e.to));
        }
        return left;
    }

    /// The steps that wait for each other, or stand between two such circles: of those that could not be placed, what is left once nothing
    /// more ends a way.
    [[nodiscard]] std::vector<bool> circles(const std::vector<std::uint32_t>& left) const
    {
        std::vector<bool> inside(m_steps.size());
        std::vector<std::vector<StepId>> before(m_steps.size());
        std::vector<std::uint32_t> after(m_steps.size(), 0);
        for (StepId id = 0; id < m_steps.size(); ++id)
            inside[id] = left[id] > 0;
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const StepEdge& e : m_edges[id])
                if (inside[id] && inside[e.to]) {
                    before[e.to].push_back(id);
                    ++after[id];
                }
        std::vector<StepId> ends;
        for (StepId id = 0; id < m_steps.size(); ++id)
            if (inside[id] && after[id] == 0)
                ends.push_back(id);
        while (!ends.empty()) {
            const StepId end = ends.back();
            ends.pop_back();
            inside[end] = false;
            for (const StepId id : before[end])
                if (--after[id] == 0)
                    ends.push_back(id);
        }
        return inside;
    }

    /// Of those that are soft, or guesses. False where there are none.
    bool dropEdgesOfCircles(const std::vector<std::uint32_t>& left, bool StepEdge::* kind)
    {
        const std::vector<bool> inside = circles(left);
        bool dropped = false;
        for (StepId id = 0; id < m_steps.size(); ++id)
            if (inside[id])
                dropped |= std::erase_if(m_edges[id], [&](const StepEdge& e) { return e.*kind && inside[e.to]; }) > 0;
        return dropped;
    }

    /// Names the objects of one circle among the steps that could not be placed.
    [[nodiscard]] Error cycle(const std::vector<std::uint32_t>& left) const
    {
        std::vector<std::optional<StepId>> waitsFor(m_steps.size());
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const StepEdge& e : m_edges[id])
                if (left[id] > 0 && left[e.to] > 0)
                    waitsFor[e.to] = id;
        const auto stuck = std::ranges::find_if(left, [](std::uint32_t count) { return count > 0; });
        std::vector<StepId> way{static_cast<StepId>(stuck - left.begin())};
        while (waitsFor[way.back()] && std::ranges::find(way, *waitsFor[way.back()]) == way.end())
            way.push_back(*waitsFor[way.back()]);
        if (waitsFor[way.back()])
            way.erase(way.begin(), std::ranges::find(way, *waitsFor[way.back()]));
        std::string names;
        for (const StepId id : way)
            if (!m_steps[id].statements.empty())
                names += (names.empty() ? "" : ", ") + m_steps[id].statements.front().origin.display();
        Error error;
        error.code = ErrorCode::Unsupported;
        error.message = "the statements cannot be ordered, because these objects depend on each other: " + names;
        error.hint = "split the change into two revisions";
        return error;
    }

    const Steps& m_steps;
    StepsByKey m_creators;
    StepsByKey m_droppers;
    std::set<ObjectKey> m_completed; ///< stand as shells before they are whole
    StepEdges m_edges;
    std::vector<std::uint32_t> m_waiting;
};

} // namespace

Result<std::vector<Window>> orderSteps(Steps& steps, const Catalog& from, const Catalog& to,
                                       const std::vector<StatementOrder>& learned)
{
    Graph graph(steps, from, to, learned);
    auto order = graph.order();
    if (!order)
        return std::unexpected(std::move(order.error()));
    std::vector<Window> windows;
    if (std::ranges::any_of(steps, takesLong)) {
        StepOrder together = orderInTransactions(steps, graph.edges(), graph.ranks());
        *order = std::move(together.order);
        windows = std::move(together.windows);
    }
    std::vector<StepId> places(steps.size());
    Steps sorted;
    sorted.reserve(steps.size());
    for (const StepId id : *order) {
        places[id] = static_cast<StepId>(sorted.size());
        sorted.push_back(std::move(steps[id]));
    }
    steps = std::move(sorted);
    for (Window& window : windows)
        for (StepId* id : {&window.dropped, &window.made, &window.between})
            *id = places[*id];
    return windows;
}

} // namespace schemawright
