#pragma once

#include "diff/kinds/base/step.h"

#include <functional>

namespace schemawright {

/// While a dropped routine and another of its name in the target both exist, calls may fit both ("function f(integer) is not unique"), for
/// example after an argument with a default has been added. If objects that depend on the dropped one are altered in place, it cannot be dropped before
/// their new form is created: then it gets another name until it is dropped. `staysInPlace` tells which elements are neither dropped nor recreated.
/// Online, no dependent is built beside its old form meanwhile: `inOneGo` gets them. False: the routine needs only its DROP.
[[nodiscard]] bool dropAfterRenaming(const ObjectKey& routine, const Object& object, const PlanContext& context,
                                     const std::function<bool(const ObjectKey&)>& staysInPlace,
                                     std::set<ObjectKey>& inOneGo, Steps& steps);

} // namespace schemawright
