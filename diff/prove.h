#pragma once

#include "diff/proof_rows.h"

namespace schemawright {

/// Runs up, down and up of `difference` on `connection`, whose database has the schema `difference.from`, with `rows` in its tables, and fills
/// in what was seen: steps, failure, rows, observations, proved. Errors: of the connection; what PostgreSQL refuses is the proof's failure.
[[nodiscard]] Result<void> proveOn(Connection& connection, const Difference& difference, ProofRows& rows, Proof& proof,
                                   const Task& task);

} // namespace schemawright
