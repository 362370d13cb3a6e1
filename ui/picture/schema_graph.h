#pragma once

#include "model/catalog.h"

#include <map>
#include <set>
#include <vector>

namespace schemawright {

enum class GraphDirection { Both, References, ReferencedBy };

/// The tables of a model and the foreign keys between them.
class SchemaGraph {
public:
    explicit SchemaGraph(const Catalog& catalog);

    /// `tables` and those that can be reached from them through at most `depth` foreign keys.
    [[nodiscard]] std::set<ObjectKey> around(const std::set<ObjectKey>& tables, int depth,
                                             GraphDirection direction = GraphDirection::Both) const;
    /// A shortest path from table to table, including both, with the foreign keys between them: table, key, table, key, table. Empty
    /// if there is none.
    [[nodiscard]] std::vector<ObjectKey> path(const ObjectKey& from, const ObjectKey& to) const;

private:
    struct Edge {
        ObjectKey table;
        ObjectKey constraint;
        bool outward = true; ///< the table where it starts has the foreign key
    };
    std::map<ObjectKey, std::vector<Edge>> m_edges;
};

} // namespace schemawright
