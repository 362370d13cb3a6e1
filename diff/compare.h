#pragma once

#include "model/catalog.h"

namespace schemawright {

/// Do two objects of one kind say the same? Owners that are not specified equal any, and so does the order of a table's columns, which no
/// statement can change (PostgreSQL wiki, "Alter column position").
[[nodiscard]] bool sameObject(const Object& a, const Object& b);

/// Do two catalogs hold the same objects, in the sense of sameObject?
[[nodiscard]] bool sameCatalog(const Catalog& a, const Catalog& b);

/// The part of a table that an element key names is the same in both objects. The key of the object itself: sameObject's bodies.
[[nodiscard]] bool sameElement(const ObjectKey& element, const Object& a, const Object& b);

/// The key of the object that an element is, or is part of: the table of a column, default or constraint, the type of a value or attribute. For
/// columns of views see ownerIn.
[[nodiscard]] ObjectKey ownerOf(const ObjectKey& element);

} // namespace schemawright
