#pragma once

#include "diff/plan/plan.h"

namespace schemawright {

/// Adds to each statement of the plan what lint would find in it, where its kind has not said so already: the rules of lint judge the
/// script of the plan by its words and by the locks, scans and rewrites that it claims.
void addHazards(Plan& plan, const Catalog& from, const Catalog& to);

} // namespace schemawright
