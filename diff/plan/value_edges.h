#pragma once

#include "diff/plan/plan_transactions.h"

namespace schemawright {

/// Adds the edges between steps that evaluate something and those that make, or change, what is read by it, as far as PostgreSQL's dependencies do
/// not say so: rows of another table, and what the bodies of functions name.
void addValueEdges(const Steps& steps, const Catalog& from, const Catalog& to, StepEdges& edges);

} // namespace schemawright
