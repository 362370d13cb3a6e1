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

    /// `tables` and what can be reached from them by at most `depth` foreign keys.
    [[nodiscard]] std::set<ObjectKey> around(const std::set<ObjectKey>& tables, int depth,
                                             GraphDirection direction = GraphDirection::Both) const;
    /// One of the shortest ways from table to table, both included, with the foreign keys between them: table, key, table, key, table. Empty
    /// where there is none.
    [[nodiscard]] std::vector<ObjectKey> path(const ObjectKey& from, const ObjectKey& to) const;

private:
    struct Edge {
        ObjectKey table;
        ObjectKey constraint;
        bool outward = true; ///< the table that this starts from has the foreign key
    };
    std::map<ObjectKey, std::vector<Edge>> m_edges;
};

} // namespace schemawright
