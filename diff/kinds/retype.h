#pragma once

#include "diff/kinds/kind_ops.h"

#include <functional>

namespace schemawright {

/// PostgreSQL cannot take a value out of an enum, nor change a domain's base type. A type that is changed so gives its name to a new one,
/// and every column of the old one is converted. PostgreSQL 17 manual, "ALTER TABLE", SET DATA TYPE ... USING.

/// "name__old", shortened so that it stays an identifier of at most 63 bytes; UTF-8 is not cut within a character.
[[nodiscard]] std::string interimName(const std::string& name);

/// What cannot stay under it: the columns themselves (views over them...), foreign keys between them, and whatever else names the type.
[[nodiscard]] std::vector<ObjectKey> retypeDisturbs(const ObjectKey& type, const PlanContext& context);

/// The expression that turns a column's old value into the new type: `column` is quoted, `typeText` as in the column ("public.mood[]").
using ValueConversion = std::function<std::string(const std::string& column, const std::string& typeText)>;

/// One step: ALTER TYPE RENAME, `createSql`, the attributes of `after`, the columns, DROP TYPE.
[[nodiscard]] Step retypeStep(const ObjectKey& type, const Object& after, const std::string& createSql,
                              const ValueConversion& conversion, const PlanContext& context);
/// The same for a collation, under which values stay as they are: what sorts and compares them is built anew.
[[nodiscard]] Step recollateStep(const ObjectKey& collation, const Object& after, const std::string& createSql,
                                 const PlanContext& context);

} // namespace schemawright
