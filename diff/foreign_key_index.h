#pragma once

#include "model/catalog.h"

namespace schemawright {

/// Is it a foreign key whose columns no index of its table begins with, in whatever order? One that leaves out nulls serves as well, since a
/// null refers to nothing. Of a partition the parent's constraint is asked, not its own.
[[nodiscard]] bool lacksIndex(const Catalog& catalog, const ObjectKey& table, const Constraint& constraint);

/// "orders_person_fkey: no index of table public.orders begins with (person)": the hazard's message.
[[nodiscard]] std::string withoutIndexText(const ObjectKey& table, const Constraint& constraint);

} // namespace schemawright
