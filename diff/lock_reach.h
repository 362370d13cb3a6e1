#pragma once

#include "diff/step.h"

namespace schemawright {

/// Follows the steps in their order, with the partitions and inheriting tables that there are at each, and puts in the place of locks that
/// reach further those on each relation that they reach. Where a default partition is read, the statement scans.
void resolveLocks(Steps& steps, const Catalog& from, const Catalog& to);

} // namespace schemawright
