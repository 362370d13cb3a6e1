#pragma once

#include "diff/script.h"

namespace schemawright {

/// A script with what is psql's and not PostgreSQL's made blank: its commands, and the data after COPY ... FROM stdin. Every byte
/// that stays is where it was, and so is every line.
struct MaskedScript {
    std::string text;
    std::vector<CommentToken> comments; ///< in order
};

/// Reads the lexical structure, and only so much of it as decides what is within a string or a comment (PostgreSQL 17 manual,
/// "Lexical Structure"; psql, "Meta-Commands"). Statements are PostgreSQL's parser's to find. Errors: Sql for another psql
/// command, or a zero byte, which PostgreSQL's parser would take for the end.
[[nodiscard]] Result<MaskedScript> maskScript(const SourceFile& file);

} // namespace schemawright
