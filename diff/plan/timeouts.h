#pragma once

#include "diff/plan/plan.h"

namespace schemawright {

/// For online plans: adds statements that set lock_timeout and statement_timeout before those that need them, so that no session waits long behind
/// a lock request, and long statements are not cancelled.
void addTimeouts(Plan& plan);

} // namespace schemawright
