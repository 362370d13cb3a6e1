#pragma once

#include "diff/apply/apply.h"
#include "diff/revision/revision_graph.h"

namespace schemawright {

/// The script of these steps for psql, with what a run records in the tracking tables, and the timeouts of `options`.
[[nodiscard]] std::string stepsScript(const std::vector<RevisionStep>& steps, const ApplyOptions& options = {});

} // namespace schemawright
