#pragma once

#include "diff/plan/plan.h"
#include "model/error.h"

namespace schemawright {

/// What the rejection of a statement by the scratch server says about the order of the plan's statements: what it names is created, altered or dropped by another
/// statement, which has to come before it (or after it, if it dropped something that the statement needs). Names do not always tell: then the
/// statement is to come before the drops that preceded it, and at last after whatever is created later. Only pairs that are not in `known`; empty: the
/// error is not one of order, or nothing is left to be tried.
[[nodiscard]] std::vector<StatementOrder> orderFrom(const Plan& plan, const Statement& rejected, const Error& error,
                                                    const std::vector<StatementOrder>& known);

} // namespace schemawright
