#include "diff/plan/plan_transactions.h"

#include <algorithm>
#include <array>
#include <map>
#include <queue>
#include <set>

namespace schemawright {

namespace {

using StepId = std::uint32_t;

/// A step that makes again what another one has dropped.
struct Pair {
    StepId dropped;
    StepId made;
    ObjectKey element;
};

bool contains(const std::vector<ObjectKey>& keys, const ObjectKey& key)
{
    return std::ranges::find(keys, key) != keys.end();
}

/// What is dropped by one step and made again, put back or succeeded by another.
std::vector<Pair> pairsOf(const Steps& steps)
{
    std::map<ObjectKey, std::vector<StepId>> droppers;
    for (StepId id = 0; id < steps.size(); ++id) {
        for (const ObjectKey& key : steps[id].drops)
            if (!contains(steps[id].creates, key))
                droppers[key].push_back(id);
        for (const ObjectKey& key : steps[id].leaves)
            droppers[key].push_back(id);
    }
    std::vector<Pair> pairs;
    const auto pair = [&](const ObjectKey& key, StepId id) {
        if (const auto found = droppers.find(key); found != droppers.end())
            for (const StepId dropper : found->second)
                if (dropper != id)
                    pairs.push_back({dropper, id, key});
    };
    for (StepId id = 0; id < steps.size(); ++id)
        for (const auto* keys : {&steps[id].creates, &steps[id].joins, &steps[id].follows})
            for (const ObjectKey& key : *keys)
                pair(key, id);
    return pairs;
}

/// When steps are taken that could be taken at the same time: what takes long and makes something, what is done at once, what takes long and only
/// checks or takes away.
enum class Phase : std::size_t { Builds, AtOnce, Finishes };

Phase phaseOf(const Step& step)
{
    if (!takesLong(step))
        return Phase::AtOnce;
    const bool checks = std::ranges::all_of(step.statements, &Statement::transactional);
    return checks || step.creates.empty() ? Phase::Finishes : Phase::Builds;
}

class TransactionOrder {
public:
    TransactionOrder(const Steps& steps, StepEdges edges, const std::vector<std::uint32_t>& ranks)
        : m_steps(steps), m_edges(std::move(edges)), m_ranks(ranks), m_pairs(pairsOf(steps)), m_group(steps.size())
    {
    }

    StepOrder run()
    {
        group();
        while (closeOrGiveUp())
            group();
        return {order(), std::move(m_windows)};
    }

private:
    /// Steps that must share a transaction are one group: an edge back from what makes something to what dropped it closes a circle through
    /// everything that stands between the two. Tarjan's strongly connected components, without recursion.
    void group()
    {
        StepEdges all = m_edges;
        for (const Pair& pair : m_pairs)
            all[pair.made].push_back({pair.dropped, false});
        const auto count = static_cast<StepId>(m_steps.size());
        constexpr StepId none = ~StepId{0};
        std::vector<StepId> index(count, none);
        std::vector<StepId> low(count, 0);
        std::vector<bool> isOnStack(count, false);
        std::vector<StepId> stack;
        std::vector<std::pair<StepId, std::size_t>> way;
        StepId next = 0;
        m_members.clear();
        const auto enter = [&](StepId id) {
            index[id] = low[id] = next++;
            stack.push_back(id);
            isOnStack[id] = true;
            way.emplace_back(id, 0);
        };
        for (StepId root = 0; root < count; ++root) {
            if (index[root] != none)
                continue;
            for (enter(root); !way.empty();) {
                const StepId id = way.back().first;
                if (way.back().second < all[id].size()) {
                    const StepId to = all[id][way.back().second++].to;
                    if (index[to] == none)
                        enter(to);
                    else if (isOnStack[to])
                        low[id] = std::min(low[id], index[to]);
                    continue;
                }
                way.pop_back();
                if (!way.empty())
                    low[way.back().first] = std::min(low[way.back().first], low[id]);
                if (low[id] == index[id])
                    close(id, stack, isOnStack);
            }
        }
    }

    void close(StepId root, std::vector<StepId>& stack, std::vector<bool>& isOnStack)
    {
        m_members.emplace_back();
        for (bool more = true; more;) {
            const StepId id = stack.back();
            stack.pop_back();
            isOnStack[id] = false;
            m_group[id] = static_cast<StepId>(m_members.size() - 1);
            m_members.back().push_back(id);
            more = id != root;
        }
    }

    /// Where a step that takes long is caught in a group, first its wishes go; then the pairs around it are given up. True where something changed.
    bool closeOrGiveUp()
    {
        for (const std::vector<StepId>& members : m_members) {
            if (members.size() < 2)
                continue;
            const auto caught = std::ranges::find_if(members, [&](StepId id) { return takesLong(m_steps[id]); });
            if (caught == members.end())
                continue;
            if (!dropWishes(members))
                giveUp(*caught);
            return true;
        }
        return false;
    }

    /// Of the steps of a group that take long.
    bool dropWishes(const std::vector<StepId>& members)
    {
        bool dropped = false;
        for (const StepId id : members)
            dropped |= std::erase_if(m_edges[id], [&](const StepEdge& edge) {
                           return edge.soft && m_group[edge.to] == m_group[id] &&
                                  (takesLong(m_steps[id]) || takesLong(m_steps[edge.to]));
                       }) > 0;
        return dropped;
    }

    /// The pairs that the step stands between; where circles of several pairs hold it, all pairs of its group.
    void giveUp(StepId step)
    {
        const std::set<StepId> later = reachable(step);
        const auto isAround = [&](const Pair& pair) {
            return later.contains(pair.made) && reachable(pair.dropped).contains(step);
        };
        const auto isInGroup = [&](const Pair& pair) {
            return m_group[pair.made] == m_group[step] && m_group[pair.dropped] == m_group[step];
        };
        const bool direct = std::ranges::any_of(m_pairs, isAround);
        std::erase_if(m_pairs, [&](const Pair& pair) {
            if (direct ? !isAround(pair) : !isInGroup(pair))
                return false;
            m_windows.push_back({pair.element, pair.dropped, pair.made, step});
            return true;
        });
    }

    [[nodiscard]] std::set<StepId> reachable(StepId from) const
    {
        std::set<StepId> found;
        std::vector<StepId> open{from};
        while (!open.empty()) {
            const StepId id = open.back();
            open.pop_back();
            for (const StepEdge& edge : m_edges[id])
                if (found.insert(edge.to).second)
                    open.push_back(edge.to);
        }
        return found;
    }

    using Ready =
        std::priority_queue<std::pair<StepId, StepId>, std::vector<std::pair<StepId, StepId>>, std::greater<>>;

    /// The groups one after the other; as long as there is one of the same phase, that phase goes on, so that there are few transactions.
    [[nodiscard]] std::vector<StepId> order() const
    {
        std::vector<std::set<StepId>> after(m_members.size());
        std::vector<StepId> waiting(m_members.size(), 0);
        for (StepId id = 0; id < m_steps.size(); ++id)
            for (const StepEdge& edge : m_edges[id])
                if (m_group[id] != m_group[edge.to] && after[m_group[id]].insert(m_group[edge.to]).second)
                    ++waiting[m_group[edge.to]];
        std::array<Ready, 3> ready;
        const auto makeReady = [&](StepId group) {
            const std::vector<StepId>& members = m_members[group];
            StepId rank = m_ranks[members.front()];
            for (const StepId id : members)
                rank = std::min(rank, m_ranks[id]);
            const Phase phase = members.size() > 1 ? Phase::AtOnce : phaseOf(m_steps[members.front()]);
            ready.at(static_cast<std::size_t>(phase)).emplace(rank, group);
        };
        for (StepId group = 0; group < m_members.size(); ++group)
            if (waiting[group] == 0)
                makeReady(group);
        std::vector<StepId> result;
        result.reserve(m_steps.size());
        for (std::size_t phase = 0; result.size() < m_steps.size();) {
            if (ready.at(phase).empty()) {
                phase = static_cast<std::size_t>(
                    std::ranges::find_if(ready, [](const Ready& queue) { return !queue.empty(); }) - ready.begin());
                continue;
            }
            const StepId group = ready.at(phase).top().second;
            ready.at(phase).pop();
            takeMembers(group, result);
            for (const StepId later : after[group])
                if (--waiting[later] == 0)
                    makeReady(later);
        }
        return result;
    }

    void takeMembers(StepId group, std::vector<StepId>& result) const
    {
        std::map<StepId, StepId> waiting;
        for (const StepId id : m_members[group])
            waiting.try_emplace(id, 0);
        for (const StepId id : m_members[group])
            for (const StepEdge& edge : m_edges[id])
                if (m_group[edge.to] == group)
                    ++waiting[edge.to];
        Ready ready;
        for (const auto& [id, count] : waiting)
            if (count == 0)
                ready.emplace(m_ranks[id], id);
        while (!ready.empty()) {
            const StepId id = ready.top().second;
            ready.pop();
            result.push_back(id);
            for (const StepEdge& edge : m_edges[id])
                if (m_group[edge.to] == group && --waiting[edge.to] == 0)
                    ready.emplace(m_ranks[edge.to], edge.to);
        }
    }

    const Steps& m_steps;
    StepEdges m_edges;
    const std::vector<std::uint32_t>& m_ranks;
    std::vector<Pair> m_pairs;
    std::vector<StepId> m_group;                ///< of each step
    std::vector<std::vector<StepId>> m_members; ///< of each group
    std::vector<Window> m_windows;
};

} // namespace

bool takesLong(const Step& step)
{
    return std::ranges::any_of(step.statements,
                               [](const Statement& each) { return !each.transactional || each.apart; });
}

StepOrder orderInTransactions(const Steps& steps, StepEdges edges, const std::vector<std::uint32_t>& ranks)
{
    return TransactionOrder(steps, std::move(edges), ranks).run();
}

} // namespace schemawright
