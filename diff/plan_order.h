#pragma once

#include "diff/step.h"
#include "model/error.h"

namespace schemawright {

/// Puts the steps in an order that satisfies the rules of Step, with the dependencies of both catalogs; ties go to steps outside
/// transactions first, then to drops, then by kind and key. In place: the result holds the same steps.
/// Errors: Unsupported, naming objects that need each other.
[[nodiscard]] Result<void> orderSteps(Steps& steps, const Catalog& from, const Catalog& to);

} // namespace schemawright
