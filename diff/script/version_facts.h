#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schemawright {

/// The major versions of PostgreSQL that are read, planned for and tested.
constexpr int oldestMajor = 14;
constexpr int newestMajor = 18;

/// Syntax that came with a major version.
struct SyntaxFact {
    int since = 0;
    std::string_view pattern; ///< a regular expression for the statement, comments and all
    std::string_view what;    ///< "virtual generated columns"
};

/// The newest syntax that the statement seems to have. It is asked only about statements that a server or a parser has refused, so a word that
/// is a name there does no harm.
[[nodiscard]] std::optional<SyntaxFact> newestSyntax(std::string_view sql);

/// What PostgreSQL answers to what it does not know: syntax errors, features that are not supported, unknown options, privileges and functions.
[[nodiscard]] bool mayBeUnknown(std::string_view sqlstate);

/// "PostgreSQL 17 does not know virtual generated columns, which came with PostgreSQL 18"; empty where the server's version knows what the
/// statement has. `version` is server_version_num.
[[nodiscard]] std::string unknownTo(int version, std::string_view sql);

/// Whether the statement, which pg_dump of a newer version writes, says nothing of the schema: the data of the planner's statistics, and settings
/// of the session that this server does not have.
[[nodiscard]] bool saysNothingOfSchema(int version, std::string_view sql);

/// What to do then.
[[nodiscard]] std::string otherServerHint(int major);

} // namespace schemawright
