#pragma once

#include "diff/kinds/kind_ops.h"

#include <map>

namespace schemawright {

/// PostgreSQL cannot take a value out of an enum, nor change a domain's base type. A type that is changed so gives its name to a new one,
/// and every column of the old one is converted. What holds such a type (a domain over it, a composite with it) goes the same way in the
/// same step. PostgreSQL 17 manual, "ALTER TABLE", SET DATA TYPE ... USING.

/// "name__old", shortened so that it stays an identifier of at most 63 bytes; UTF-8 is not cut within a character.
[[nodiscard]] std::string interimName(const std::string& name);

/// A type of the source, and what takes its name: mostly a type of the same kind.
struct Retyped {
    ObjectKey before;
    ObjectKey after;
    auto operator<=>(const Retyped&) const = default;
};

/// What says how a kind's types are retyped; nullptr: types of the kind cannot be.
[[nodiscard]] const TypeRetyping* retypingOf(const ObjectKey& type);

/// What cannot stay under a collation that is made anew: the columns themselves (views over them...), foreign keys between them, and
/// whatever else names it.
[[nodiscard]] std::vector<ObjectKey> recollateDisturbs(const ObjectKey& collation, const PlanContext& context);

/// Is the element a column that has the type and can be converted, since its values are its own?
[[nodiscard]] bool isConvertible(const Catalog& from, const ObjectKey& column);

/// The foreign keys that use the column: they cannot stand while one of their columns has the new type and the other still the old one.
[[nodiscard]] std::vector<ObjectKey> foreignKeysOf(const Catalog& from, const ObjectKey& column);

/// Those of `candidates` that columns live on with, or that such a type holds; the others can be dropped and made. Types that hold each
/// other stand in one group, each in an order in which they can be made.
[[nodiscard]] std::vector<std::vector<Retyped>> retypedGroups(const std::map<ObjectKey, ObjectKey>& candidates,
                                                              const PlanContext& context);

/// One step: the old types step aside, the new ones are made, the columns converted, the old types dropped.
[[nodiscard]] Step retypeStep(const std::vector<Retyped>& types, const PlanContext& context);

/// The same for a collation, under which values stay as they are: what sorts and compares them is built anew. The old one goes once the
/// types that have it went over as well.
void recollate(const ObjectKey& collation, const Object& after, const std::string& createSql,
               const PlanContext& context, Steps& steps);

} // namespace schemawright
