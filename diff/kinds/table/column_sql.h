#pragma once

#include "diff/kinds/base/kind_ops.h"
#include "model/kinds/table.h"

/// A column in SQL.
namespace schemawright::tables {

/// The sequence of an identity column: its name, or PostgreSQL's default name.
[[nodiscard]] ObjectKey identitySequenceKey(const ObjectKey& table, const Column& column);

/// The sequence that numbers a column: that of its identity, or the one in its default nextval(...).
struct Counter {
    ObjectKey sequence;
    SequenceOptions options;
};
[[nodiscard]] std::optional<Counter> counterOf(const Catalog& catalog, const ObjectKey& table, const Column& column);
struct ColumnParts {
    bool defaultExpr = true;
    bool identity = true;
};

/// "total numeric(10,2) DEFAULT 0 NOT NULL", as in CREATE TABLE and ADD COLUMN.
[[nodiscard]] std::string columnDefinition(const ObjectKey& table, const Column& column, const PlanContext& context,
                                           ColumnParts parts = {});

/// " (SEQUENCE NAME x START WITH 5)"; empty if everything is the default.
[[nodiscard]] std::string identityOptions(const ObjectKey& table, const Column& column);

/// What brings back the type's own storage: DEFAULT as of PostgreSQL 16, its name before. `serverVersion`: 0 is not known.
[[nodiscard]] std::string_view standardStorage(const std::string& type, int serverVersion);

/// What CREATE TABLE of PostgreSQL 14 cannot set for a column: storage, statistics, options; as ALTER TABLE statements.
[[nodiscard]] std::vector<Statement> columnSettings(const ObjectKey& table, const Column& before, const Column& after,
                                                    int serverVersion);

/// Its comment and its privileges, and what its definition leaves out of NOT NULL.
[[nodiscard]] std::vector<Statement> columnAttributes(const ObjectKey& table, const Column& before, const Column& after,
                                                      const RoleName& owner, const PlanContext& context);

} // namespace schemawright::tables
