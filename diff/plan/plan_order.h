#pragma once

#include "diff/plan/plan.h"
#include "diff/plan/plan_transactions.h"
#include "model/error.h"

namespace schemawright {

/// Sorts the steps by the rules of Step and the dependencies of both catalogs. Ties go to steps outside
/// transactions first, then to drops, then by kind and key. What is dropped to be created again is created in the same transaction; returns
/// the windows where that is impossible. What is learned goes before what is
/// inferred, as far as the dependencies allow it. In place: the result has the same steps. Errors: Unsupported, with the objects that depend on each other.
[[nodiscard]] Result<std::vector<Window>> orderSteps(Steps& steps, const Catalog& from, const Catalog& to,
                                                     const std::vector<StatementOrder>& learned = {});

} // namespace schemawright
