#pragma once

#include "diff/difference/difference.h"
#include "diff/prove/proof.h"

namespace schemawright {

class ProofRows;

/// Runs up, down, up on the scratch server, and reads and compares the schema after each. Observes locks, rewrites and scans of each statement.
[[nodiscard]] Result<Proof> prove(ScratchServer& scratch, const Difference& difference, const Task& task = {});

/// The same. If the scratch server rejects a statement because of the order of the plan's statements, orders them by that and proves again, a limited number
/// of times. `difference` gets the plans in the order that was proved; otherwise it stays as it is, and the proof is that of the first attempt.
[[nodiscard]] Result<Proof> proveInOrder(ScratchServer& scratch, Difference& difference, const Task& task = {});

/// Notes for people, a sentence each: functions that the up script breaks, the fate of the test rows.
[[nodiscard]] std::vector<std::string> proofNotes(const Proof& proof);
/// The proof in a revision's header: "up, down, up on PostgreSQL 17.5; 12 test rows in 4 tables: all restored by down".
[[nodiscard]] std::string proofSummary(const Proof& proof);

/// Runs up, down and up of `difference` on `connection`, whose database has the schema `difference.from`, with `rows` in its tables. Fills
/// in the results: steps, failure, rows, observations, proved. Errors: those of the connection; a statement that PostgreSQL rejects is the proof's failure.
[[nodiscard]] Result<void> proveOn(Connection& connection, const Difference& difference, ProofRows& rows, Proof& proof,
                                   const Task& task);

} // namespace schemawright
