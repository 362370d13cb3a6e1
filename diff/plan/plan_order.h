#pragma once

#include "diff/kinds/base/step.h"
#include "model/error.h"

namespace schemawright {

/// Sorts the steps by the rules of Step and the dependencies of both catalogs. Ties go to steps outside
/// transactions first, then to drops, then by kind and key. In place: the result has the same steps.
/// Errors: Unsupported, with the objects that depend on each other.
[[nodiscard]] Result<void> orderSteps(Steps& steps, const Catalog& from, const Catalog& to);

} // namespace schemawright
