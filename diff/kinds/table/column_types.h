#pragma once

#include "model/catalog.h"
#include "model/kinds/table.h"

/// What is known of types and expressions by their names.
namespace schemawright::tables {

/// "numeric(10,2)[]" as its name, its modifiers and whether it is an array; "timestamp(3) with time zone" has the name without the 3.
struct TypeText {
    std::string name;
    std::vector<int> modifiers;
    bool array = false;
};
[[nodiscard]] TypeText typeText(const std::string& type);
/// Digits of a second's fraction, 0 to 6. PostgreSQL 17 manual, "Date/Time Types".
[[nodiscard]] int secondDigits(const TypeText& type);
/// Whether every interval of the first type is one of the second.
[[nodiscard]] bool widensInterval(const TypeText& from, const TypeText& to);

/// Whether ALTER COLUMN ... TYPE keeps the rows unchanged. PostgreSQL 17 manual, "ALTER TABLE", Notes. In a session whose
/// time zone is UTC, adding a time zone to a timestamp keeps them, too, but the session is unknown here.
[[nodiscard]] bool keepsRows(const std::string& from, const std::string& to);

/// If the rows are kept: whether values keep their meaning.
[[nodiscard]] bool readsAlike(const std::string& from, const std::string& to);

/// If the rows are kept: whether the indexes on the column are kept, because both types have the same order.
[[nodiscard]] bool keepsIndexes(const std::string& from, const std::string& to);

/// "numeric" of "numeric(10,2)"; empty for an array.
[[nodiscard]] std::string withoutModifiers(const std::string& type);

/// Whether there is an assignment cast, as far as the names show. PostgreSQL 17 manual, "Type Conversion".
[[nodiscard]] bool castsByAssignment(const std::string& from, const std::string& to);

/// Whether the default can be kept while the column is retyped, because the server would print it identically on a new column.
[[nodiscard]] bool keepsDefault(const std::string& from, const std::string& to);

/// Whether ADD COLUMN would compute the default for every row, by the names of its functions and the functions of the catalog.
[[nodiscard]] bool isVolatile(const ObjectKey& table, const Column& column, const Catalog& catalog);

} // namespace schemawright::tables
