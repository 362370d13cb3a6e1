#pragma once

#include "diff/script/script.h"

namespace schemawright {

/// A script with psql's parts replaced by blanks: its commands, and the data after COPY ... FROM stdin. All other bytes and
/// all lines keep their positions.
struct MaskedScript {
    std::string text;
    std::vector<CommentToken> comments; ///< in order
};

/// Reads only as much of the lexical structure as is needed to find strings and comments (PostgreSQL 17 manual,
/// "Lexical Structure"; psql, "Meta-Commands"). PostgreSQL's parser finds the statements. Errors: Sql for another psql
/// command, a zero byte, which PostgreSQL's parser would treat as the end, or a statement whose tree could overflow the stack.
[[nodiscard]] Result<MaskedScript> maskScript(const SourceFile& file);

} // namespace schemawright
