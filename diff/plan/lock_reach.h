#pragma once

#include "diff/kinds/base/step.h"

namespace schemawright {

/// Follows the steps in order, with the partitions and inheriting tables that exist at each. Replaces locks that extend to further relations
/// by one lock on each of these. If a default partition is read, the statement scans.
void resolveLocks(Steps& steps, const Catalog& from, const Catalog& to);

} // namespace schemawright
