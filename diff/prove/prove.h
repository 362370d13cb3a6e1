#pragma once

#include "diff/prove/proof_rows.h"

namespace schemawright {

/// Runs up, down and up of `difference` on `connection`, whose database has the schema `difference.from`, with `rows` in its tables. Fills
/// in the results: steps, failure, rows, observations, proved. Errors: those of the connection; a statement that PostgreSQL rejects is the proof's failure.
[[nodiscard]] Result<void> proveOn(Connection& connection, const Difference& difference, ProofRows& rows, Proof& proof,
                                   const Task& task);

} // namespace schemawright
