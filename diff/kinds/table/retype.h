#pragma once

#include "diff/kinds/base/kind_ops.h"

#include <map>

namespace schemawright {

/// PostgreSQL can neither remove a value from an enum nor change a domain's base type. For such a change the old type is renamed, a new one is created
/// with its name, and every column is converted. Types that contain it (a domain over it, a composite with it) are replaced in the
/// same step. PostgreSQL 17 manual, "ALTER TABLE", SET DATA TYPE ... USING.

/// A type of the source, and the object that gets its name: mostly a type of the same kind.
struct Retyped {
    ObjectKey before;
    ObjectKey after;
    auto operator<=>(const Retyped&) const = default;
};

/// How a kind's types are retyped; nullptr if they cannot be.
[[nodiscard]] const TypeRetyping* retypingOf(const ObjectKey& type);

/// What cannot keep its dependency on a collation that is recreated: the columns themselves (and views over them...), foreign keys between
/// them, and other objects that name it.
[[nodiscard]] std::vector<ObjectKey> recollateInvalidates(const ObjectKey& collation, const PlanContext& context);

/// Whether the element is a column that has the type and stores its own values, so that it can be converted.
[[nodiscard]] bool isConvertible(const Catalog& from, const ObjectKey& column);

/// The foreign keys that use the column. They cannot exist while one of their columns has the new type and the other the old one.
[[nodiscard]] std::vector<ObjectKey> foreignKeysOf(const Catalog& from, const ObjectKey& column);

/// Those of `candidates` that lasting columns use, directly or through such a type. The others can be dropped and created. Types that contain each
/// other form one group, each in an order in which they can be created.
[[nodiscard]] std::vector<std::vector<Retyped>> retypedGroups(const std::map<ObjectKey, ObjectKey>& candidates,
                                                              const PlanContext& context);

/// One step: rename the old types, create the new ones, convert the columns, drop the old types.
[[nodiscard]] Step retypeStep(const std::vector<Retyped>& types, const PlanContext& context);

/// The same for a collation, which leaves the values unchanged: indexes and checks that use it are rebuilt. The old one is dropped after
/// the types that use it have been replaced, too.
void recollate(const ObjectKey& collation, const Object& after, const std::string& createSql,
               const PlanContext& context, Steps& steps);

} // namespace schemawright
