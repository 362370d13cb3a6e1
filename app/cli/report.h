#pragma once

#include "diff/difference.h"
#include "diff/lint.h"
#include "diff/revision.h"

#include <string>

namespace schemawright::cli {

/// The changes for people: one object a line, its details below, then the statements that lock, lose or rewrite, and why.
[[nodiscard]] std::string summaryText(const Difference& difference, const std::string& from, const std::string& to);
/// The same for programs: changes, up, down, irreversible.
[[nodiscard]] std::string differenceJson(const Difference& difference, const std::string& from, const std::string& to);
/// "proved on PostgreSQL 17.5: up, down, up", or what failed.
[[nodiscard]] std::string proofText(const Proof& proof);
/// The same for programs, with what each statement claims and what was seen.
[[nodiscard]] std::string proofJson(const Proof& proof);
/// Findings of lint, a statement with its locks and rules each.
[[nodiscard]] std::string lintText(const std::vector<LintedStatement>& statements);
/// The same for programs; statements without findings, too.
[[nodiscard]] std::string lintJson(const std::vector<LintedStatement>& statements);
/// "1 change", "3 changes".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view several);
/// "0.12 s".
[[nodiscard]] std::string secondsText(double seconds);
/// A JSON document for standard output: indented, valid UTF-8 whatever the names hold.
[[nodiscard]] std::string quoteJson(std::string_view text);

} // namespace schemawright::cli
