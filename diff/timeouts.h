#pragma once

#include "diff/plan.h"

namespace schemawright {

/// For online plans: statements that set lock_timeout and statement_timeout before those that they are for, so that nobody waits long behind
/// a lock that is not given, and nothing that takes its time is cut off.
void addTimeouts(Plan& plan);

} // namespace schemawright
