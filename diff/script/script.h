#pragma once

#include "model/error.h"
#include "model/object_key.h"
#include "model/project.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// The effect of a statement on its transaction. PostgreSQL manual, "Transactions".
enum class TransactionWord {
    None,
    Begin,
    Commit,
    Rollback,
    Other, ///< SAVEPOINT, RELEASE, ROLLBACK TO, two-phase commit
};

/// One statement of a script, by PostgreSQL's own parser (libpg_query).
struct ScriptStatement {
    std::size_t begin = 0; ///< byte offset of its first token
    std::size_t end = 0;   ///< past its last token, without the semicolon
    std::size_t line = 1;  ///< 1-based line of its first token
    std::string
        node; ///< the parse node's name: "CreateStmt", "IndexStmt"...; empty: only a newer server knows such a statement
    std::optional<ObjectKey>
        object; ///< what it defines or alters, if the statement shows it (no search_path: schema may be empty)
    bool transactional =
        true; ///< false: PostgreSQL does not run it inside a transaction block (CREATE INDEX CONCURRENTLY, VACUUM...)
    TransactionWord transaction = TransactionWord::None;
    std::optional<Rename> rename; ///< what it renames or moves, if the statement shows it
    bool reachesOut =
        false; ///< makes PostgreSQL connect to another server: CREATE SUBSCRIPTION, except WITH (connect = false)
    std::string
        ofDatabase; ///< of one about a database as such: its words up to the name, "CREATE DATABASE shop"; else empty
    bool copiesStdin = false; ///< COPY ... FROM stdin: its data belongs to no statement and is skipped
};

/// Splits a script. pg_dump's \restrict, \unrestrict and \connect lines and the data of COPY ... FROM stdin are skipped
/// (rows are not part of a schema; the statement itself is marked). Any other psql command is an error. Errors: Sql with file, line and PostgreSQL's message.
[[nodiscard]] Result<std::vector<ScriptStatement>> splitScript(const SourceFile& file);

/// The positions of the comments in `text`, to read the section markers of a revision file; inside a
/// string or a dollar-quoted body they are text. Byte offset and length of each `--` or `/* */` comment.
struct CommentToken {
    std::size_t begin = 0;
    std::size_t length = 0;
};
[[nodiscard]] Result<std::vector<CommentToken>> findComments(std::string_view text);

/// 1-based line of a byte offset.
[[nodiscard]] std::size_t lineOf(std::string_view text, std::size_t offset);

} // namespace schemawright
