#pragma once

#include "diff/kinds/table.h"

/// One column that is there before and after (column_change.cpp), and what adding and dropping one (column_alter.cpp) asks with it.
namespace schemawright::tables {

/// The steps that bring one column from what it is to what it shall be.
void changeColumn(const Alteration& alteration, const Column& before, const Column& after, Steps& steps);

/// The same column of every lasting table that inherits it goes with it.
void listInherited(const PlanContext& context, const ObjectKey& table, const std::string& column,
                   std::vector<ObjectKey>& keys);

/// Does the type, or the one under it, check its values? Adding such a column checks every row, by writing it.
[[nodiscard]] bool isConstrainedDomain(const Catalog& catalog, const std::string& type);

} // namespace schemawright::tables
