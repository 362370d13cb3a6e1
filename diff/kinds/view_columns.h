#pragma once

#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/reader.h"
#include "diff/kinds/base/statement.h"
#include "model/kinds/view.h"

#include <unordered_map>

/// Shared by views and materialized views: their columns.
namespace schemawright {

/// The columns of every relation of that kind ('v' or 'm'), by relation OID, in order; without privileges, which need the owner.
struct ViewColumns {
    std::vector<ViewColumn> columns;
    std::vector<std::string> acls;     ///< attacl in text form; empty if null
    std::vector<std::string> settings; ///< of a materialized view: "name STORAGE EXTERNAL"...
};
[[nodiscard]] Result<std::unordered_map<std::uint32_t, ViewColumns>> readViewColumns(Reader& reader, char relationKind);
/// The columns with their privileges.
[[nodiscard]] std::vector<ViewColumn> takeColumns(ViewColumns& columns, const Reader& reader, std::uint32_t owner);

/// The text of pg_get_viewdef without its final semicolon, leading space and the names of columns that have no meaning, as PostgreSQL 16 and later
/// print it. `version`: server_version_num of the server that printed it.
[[nodiscard]] std::string viewQuery(std::string_view definition, int version);

/// Whether `after` starts with the columns of `before`: the same names, types and collations.
[[nodiscard]] bool onlyAppends(const std::vector<ViewColumn>& before, const std::vector<ViewColumn>& after);

/// COMMENT ON COLUMN and GRANT on columns; columns of `before` are matched by name.
[[nodiscard]] std::vector<Statement> columnAttributeStatements(const ObjectKey& view,
                                                               const std::vector<ViewColumn>& before,
                                                               const std::vector<ViewColumn>& after,
                                                               std::string_view owner);

/// ALTER VIEW or MATERIALIZED VIEW ... RENAME; `key` may be a column.
[[nodiscard]] std::string renameView(const ObjectKey& key, const Object& object, const std::string& newName);

/// Whether the views differ at most in what their queries' text does not mean.
template <class T> [[nodiscard]] bool sameView(const Body& a, const Body& b)
{
    const T& before = std::get<T>(a);
    T after = std::get<T>(b);
    if (!sameQuery(before.query, after.query))
        return false;
    after.query = before.query;
    return before == after;
}

} // namespace schemawright
