#pragma once

#include <memory>
#include <string>

struct PgQuery__ParseResult; // NOLINT(bugprone-reserved-identifier): libpg_query's name

namespace schemawright {

using ParseTree = std::unique_ptr<PgQuery__ParseResult, void (*)(PgQuery__ParseResult*)>;

/// The parse tree of a text that is one statement; nullptr if it is none, or several, or the parser cannot read it. The text must have passed
/// maskScript or splitScript, which reject what is nested too deeply for the parser.
[[nodiscard]] ParseTree treeOfStatement(const std::string& sql);

} // namespace schemawright
