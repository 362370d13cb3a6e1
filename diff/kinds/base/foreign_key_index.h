#pragma once

#include "model/catalog.h"

namespace schemawright {

/// Whether no index of the table starts with the columns of this foreign key, in any order. An index without nulls is sufficient, because a
/// null references nothing. For a partition, the parent's constraint is checked instead of its own.
[[nodiscard]] bool lacksIndex(const Catalog& catalog, const ObjectKey& table, const Constraint& constraint);

/// The hazard's message: "orders_person_fkey: no index of table public.orders starts with (person)".
[[nodiscard]] std::string withoutIndexText(const ObjectKey& table, const Constraint& constraint);

} // namespace schemawright
