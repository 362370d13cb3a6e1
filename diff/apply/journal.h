#pragma once

#include "diff/apply/tracking_tables.h"
#include "diff/server/connection.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace schemawright {

/// The statements of revisions that are not one transaction, in the table journal of the tracking schema: a row before a statement that runs outside a
/// transaction block, completed after it; and the rows of a transaction in that transaction. The first such revision creates the table.
struct Journal {
    struct Entry {
        std::size_t statement = 0; ///< its number in the section, from 1
        std::string checksum;      ///< of its text
        bool finished = false;     ///< false: it was started, and nobody knows how it ended

        /// Whether the statement has this text.
        [[nodiscard]] bool isOf(const std::string& sql) const;
    };
    bool exists = false;        ///< the table
    std::vector<Entry> entries; ///< by number

    /// nullptr if the statement was never started.
    [[nodiscard]] const Entry* find(std::size_t statement) const;
};

/// The entries of one revision in one direction; empty if the table does not exist. Errors: Conflict if the table is not one of Schemawright's.
[[nodiscard]] Result<Journal> readJournal(Connection& connection, const TrackingTables& tables,
                                          const RevisionStep& step);

/// Creates the table if it does not exist, in the schema of the tracking table.
[[nodiscard]] std::string createJournalSql(const TrackingTables& tables);
/// Forgets what is known of the revision, which starts anew.
[[nodiscard]] std::string clearJournalSql(const TrackingTables& tables, const RevisionStep& step);
/// Records that the statement starts. `existing` is an SQL expression of type oid[]; the value of an earlier start of the same text is kept.
[[nodiscard]] std::string startStatementSql(const TrackingTables& tables, const RevisionStep& step,
                                            std::size_t statement, const std::string& sql, const std::string& existing);
/// Records that the statements from `first` on are complete.
[[nodiscard]] std::string finishStatementsSql(const TrackingTables& tables, const RevisionStep& step, std::size_t first,
                                              std::span<const Statement> statements);

/// Errors: Conflict if one of the statements before `first` is no longer the one that was run.
[[nodiscard]] Result<void> checkJournal(const Journal& journal, const RevisionStep& step, std::size_t first);

} // namespace schemawright
