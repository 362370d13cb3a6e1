#pragma once

#include "diff/server/connection.h"

#include <string>
#include <string_view>
#include <vector>

namespace schemawright {

/// What has to be known of a statement outside transaction blocks to run it a second time.
struct LoneStatement {
    enum class Sort {
        Plain, ///< PostgreSQL also runs it inside a transaction block, and it commits nothing by itself
        CreateIndex,
        DropIndex,
        Reindex,
        DetachPartition,
        Setting,
        Program, ///< DO and CALL: they can commit by themselves, so only a person can say that they may run twice
        Other,   ///< VACUUM, ALTER SYSTEM, CREATE DATABASE...
    };
    Sort sort = Sort::Other;
    std::string table; ///< as to_regclass() takes it: of CreateIndex and DetachPartition
    std::string
        index; ///< CreateIndex: its bare name, empty if PostgreSQL chooses it; DropIndex: as to_regclass() takes it
    std::string partition; ///< as to_regclass() takes it
};

/// By PostgreSQL's own parser.
[[nodiscard]] LoneStatement loneStatement(std::string_view sql);

/// Whether it is one of the CONCURRENTLY forms. They wait for older transactions while they block neither reads nor writes.
[[nodiscard]] bool isConcurrent(const LoneStatement& statement);

/// An SQL expression of type oid[]: what exists before the statement runs for the first time.
[[nodiscard]] std::string existingSql(const LoneStatement& statement);

/// What the statement, or an earlier attempt, has left in the database.
struct Remains {
    bool done = false;                  ///< its effect is complete
    std::vector<std::string> leftovers; ///< invalid indexes that a failed attempt has left, as SQL names
    bool detaching = false;             ///< DETACH PARTITION CONCURRENTLY has committed its first half
};
/// Compares with `existing`, which was noted before the first attempt. Indexes that another session builds right now are not counted.
[[nodiscard]] Result<Remains> remainsOf(Connection& connection, const LoneStatement& statement,
                                        const std::vector<std::string>& existing);

} // namespace schemawright
