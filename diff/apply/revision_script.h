#pragma once

#include "diff/revision/revision_chain.h"

namespace schemawright {

/// The script of these steps, with the tracking table.
[[nodiscard]] std::string stepsScript(const std::vector<RevisionStep>& steps);

} // namespace schemawright
