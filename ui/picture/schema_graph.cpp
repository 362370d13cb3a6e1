#include "ui/picture/schema_graph.h"

#include <algorithm>
#include <deque>

namespace schemawright {

SchemaGraph::SchemaGraph(const Catalog& catalog)
{
    for (const Catalog::Entry& entry : catalog) {
        const auto* table = entry.object->as<Table>();
        if (!table)
            continue;
        for (const Constraint& constraint : table->constraints) {
            if (constraint.type != ConstraintType::ForeignKey || !constraint.parentConstraint.empty())
                continue;
            const ObjectKey target = keyOf(Kind::Table, constraint.refTable.schema, constraint.refTable.name);
            const ObjectKey key = childKey(Kind::Constraint, entry.key->schema, entry.key->name, constraint.name);
            m_edges[*entry.key].push_back({target, key, true});
            m_edges[target].push_back({*entry.key, key, false});
        }
    }
}

std::set<ObjectKey> SchemaGraph::around(const std::set<ObjectKey>& tables, int depth, GraphDirection direction) const
{
    std::set<ObjectKey> reached = tables;
    std::set<ObjectKey> edge = tables;
    for (int step = 0; step < depth; ++step) {
        std::set<ObjectKey> next;
        for (const ObjectKey& table : edge) {
            const auto found = m_edges.find(table);
            if (found == m_edges.end())
                continue;
            for (const Edge& each : found->second) {
                const bool wanted =
                    direction == GraphDirection::Both || each.outward == (direction == GraphDirection::References);
                if (wanted && reached.insert(each.table).second)
                    next.insert(each.table);
            }
        }
        edge = std::move(next);
    }
    return reached;
}

std::vector<ObjectKey> SchemaGraph::path(const ObjectKey& from, const ObjectKey& to) const
{
    std::map<ObjectKey, std::pair<ObjectKey, ObjectKey>> cameBy; // table: the table before it, the foreign key
    std::deque<ObjectKey> queue{from};
    cameBy[from] = {};
    while (!queue.empty() && !cameBy.contains(to)) {
        const ObjectKey table = queue.front();
        queue.pop_front();
        const auto found = m_edges.find(table);
        if (found == m_edges.end())
            continue;
        for (const Edge& each : found->second) {
            if (cameBy.try_emplace(each.table, table, each.constraint).second)
                queue.push_back(each.table);
        }
    }
    std::vector<ObjectKey> way;
    if (!cameBy.contains(to))
        return way;
    for (ObjectKey at = to; at != from; at = cameBy.at(at).first) {
        way.push_back(at);
        way.push_back(cameBy.at(at).second);
    }
    way.push_back(from);
    std::ranges::reverse(way);
    return way;
}

} // namespace schemawright
