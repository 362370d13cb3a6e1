#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// One key of an index: a column or an expression with its options. CREATE INDEX.
struct IndexKey {
    std::string column;    ///< unquoted column name; empty for an expression
    Expression expression; ///< as the server prints it, with its parentheses; empty for a column
    std::string collation; ///< quoted and qualified; empty: the column's own
    std::string
        opclass; ///< quoted and qualified, with its options: "gin_trgm_ops", "public.x(siglen=32)"; empty: the type's default
    bool descending = false;
    bool nullsFirst = false; ///< the default is nullsFirst == descending
    bool operator==(const IndexKey&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"column", &IndexKey::column},         Field{"expression", &IndexKey::expression},
                          Field{"collation", &IndexKey::collation},   Field{"operator class", &IndexKey::opclass},
                          Field{"descending", &IndexKey::descending}, Field{"nulls first", &IndexKey::nullsFirst}};
    }
};

/// An index that does not belong to a constraint; its key's parent is the table or materialized view. CREATE INDEX.
struct Index {
    static constexpr Kind kind = Kind::Index;
    static constexpr KindFacts facts{.name = "index",
                                     .title = "Indexes",
                                     .icon = "database-index",
                                     .place = KindFacts::Place::Relation,
                                     .owner = false,
                                     .family = KindFacts::Family::Relation,
                                     .relkinds = "iI",
                                     .renameRule = {},
                                     .followsColumnType = true};
    std::string method = "btree";
    std::vector<IndexKey> keys;
    std::vector<std::string> include;
    bool unique = false;
    bool nullsNotDistinct = false;
    Expression where; ///< predicate of a partial index; empty: none
    Options options;  ///< storage parameters
    std::string tablespace;
    bool onOnly = false;       ///< of a partitioned table: partitions do not get an index from it automatically
    QualifiedName parentIndex; ///< the partitioned index (or the constraint's) that it is attached to; empty: none
    bool valid = true;         ///< false: a failed CREATE INDEX CONCURRENTLY
    bool clustered = false;
    bool replicaIdentity = false;
    std::vector<std::string> statistics; ///< "2=100": ALTER INDEX ... ALTER COLUMN 2 SET STATISTICS 100
    bool operator==(const Index&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"method", &Index::method},
                          Field{"keys", &Index::keys},
                          Field{"include", &Index::include},
                          Field{"unique", &Index::unique},
                          Field{"nulls not distinct", &Index::nullsNotDistinct},
                          Field{"where", &Index::where},
                          Field{"options", &Index::options},
                          Field{"tablespace", &Index::tablespace},
                          Field{"on only", &Index::onOnly},
                          Field{"parent index", &Index::parentIndex},
                          Field{"valid", &Index::valid},
                          Field{"clustered", &Index::clustered},
                          Field{"replica identity", &Index::replicaIdentity},
                          Field{"statistics", &Index::statistics}};
    }
};

} // namespace schemawright
