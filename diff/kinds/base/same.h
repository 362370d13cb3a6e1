#pragma once

#include "model/catalog.h"
#include "model/kinds/table.h"

namespace schemawright {

/// Whether two objects of one kind are equal. An unspecified owner equals any owner, and the order of a table's columns is ignored, because no
/// statement can change it (PostgreSQL wiki, "Alter column position").
[[nodiscard]] bool sameObject(const Object& a, const Object& b);

/// The same, if `a` belongs to the catalog `from` and `b` to `to`. Ignores whether an inherited column or check is also local to the table, and
/// names of NOT NULL that cannot be changed.
[[nodiscard]] bool sameIn(const Catalog& from, const Catalog& to, const ObjectKey& key, const Object& a,
                          const Object& b);

/// Whether the tables below, in both catalogs, that inherit the column's NOT NULL have it under its name in `from`. RENAME CONSTRAINT goes down to them
/// and fails otherwise.
[[nodiscard]] bool isNotNullNamedAlike(const Catalog& from, const Catalog& to, const ObjectKey& table,
                                       const Column& column);

/// Whether two catalogs have the same objects, by sameObject.
[[nodiscard]] bool sameCatalog(const Catalog& a, const Catalog& b);

/// Whether the part of a table that the key names is equal in both objects. For the key of the object itself: the bodies, as in sameObject.
[[nodiscard]] bool sameElement(const ObjectKey& element, const Object& a, const Object& b);

/// The key of the object that contains an element: the table of a column, default or constraint, the type of a value or attribute. For
/// columns of views see ownerIn.
[[nodiscard]] ObjectKey ownerOf(const ObjectKey& element);

} // namespace schemawright
