#pragma once

#include "model/error.h"
#include "model/object_key.h"
#include "model/project.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// What a statement does to the transaction that it is in. PostgreSQL manual, "Transactions".
enum class TransactionWord {
    None,
    Begin,
    Commit,
    Rollback,
    Other, ///< SAVEPOINT, RELEASE, ROLLBACK TO, those of two-phase commit
};

/// One statement of a script, by PostgreSQL's own parser (libpg_query).
struct ScriptStatement {
    std::size_t begin = 0; ///< byte offset of its first token
    std::size_t end = 0;   ///< past its last token, without the semicolon
    std::size_t line = 1;  ///< 1-based line of its first token
    std::string node;      ///< the parse node's name: "CreateStmt", "IndexStmt", "AlterTableStmt"...
    std::optional<ObjectKey>
        object; ///< what it defines or alters, where it is plain from the statement (no search_path: schema may be empty)
    bool transactional =
        true; ///< false: PostgreSQL refuses it in a transaction block (CREATE INDEX CONCURRENTLY, VACUUM...)
    TransactionWord transaction = TransactionWord::None;
    std::optional<Rename> rename; ///< what it renames or moves: as plain as `object`
    bool reachesOut = false;  ///< makes PostgreSQL connect elsewhere: CREATE SUBSCRIPTION but WITH (connect = false)
    bool copiesStdin = false; ///< COPY ... FROM stdin: its data belongs to no statement and is left out
};

/// Splits a script. pg_dump's \restrict, \unrestrict and \connect lines are passed over, the data of COPY ... FROM stdin is left out
/// (rows are no schema; the statement itself is marked), any other psql command is an error that says so. Errors: Sql with file, line and PostgreSQL's message.
[[nodiscard]] Result<std::vector<ScriptStatement>> splitScript(const SourceFile& file);

/// Where the tokens of `text` that are comments begin: for reading the section markers of a revision file, which inside a
/// string or a dollar-quoted body are text. Byte offset and length of each `--` or `/* */` comment.
struct CommentToken {
    std::size_t begin = 0;
    std::size_t length = 0;
};
[[nodiscard]] Result<std::vector<CommentToken>> findComments(std::string_view text);

/// 1-based line of a byte offset.
[[nodiscard]] std::size_t lineOf(std::string_view text, std::size_t offset);

} // namespace schemawright
