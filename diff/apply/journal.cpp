#include "diff/apply/journal.h"

#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

std::string direction(const RevisionStep& step)
{
    return step.up ? "up" : "down";
}

std::string checksumOf(std::string text)
{
    std::erase(text, '\r'); // a checkout with other line ends is the same revision
    return sha256(text);
}

/// The values of a row's key and its checksum.
std::string rowStart(const RevisionStep& step, std::size_t statement, const std::string& sql)
{
    return quoteLiteral(step.revision.id) + ", " + quoteLiteral(direction(step)) + ", " + std::to_string(statement) +
           ", " + quoteLiteral(checksumOf(sql));
}

} // namespace

bool Journal::Entry::isOf(const std::string& sql) const
{
    return checksum == checksumOf(sql);
}

const Journal::Entry* Journal::find(std::size_t statement) const
{
    const auto found = std::ranges::find(entries, statement, &Entry::statement);
    return found == entries.end() ? nullptr : &*found;
}

Result<Journal> readJournal(Connection& connection, const TrackingTables& tables, const RevisionStep& step)
{
    Journal journal;
    const auto columns =
        connection.query("SELECT count(*), count(*) FILTER (WHERE a.attname IN ('id', 'direction', 'statement', "
                         "'checksum', 'started_at', "
                         "'finished_at', 'existing')) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
                         "n.oid = c.relnamespace"
                         " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                         " WHERE n.nspname = $1 AND c.relname = 'journal'",
                         std::array{tables.schema});
    if (!columns)
        return std::unexpected(columns.error());
    journal.exists = columns->number(0, 0) > 0;
    if (!journal.exists)
        return journal;
    if (columns->number(0, 1) != 7)
        return fail(ErrorCode::Conflict, "the table " + tables.journal() + " is not the journal of Schemawright",
                    "name another schema as tracking_schema in schemawright.toml");
    const auto rows = connection.query("SELECT statement, checksum, finished_at IS NOT NULL FROM " + tables.journal() +
                                           " WHERE id = $1 AND direction = $2 ORDER BY statement",
                                       std::array{step.revision.id, direction(step)});
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t i = 0; i < rows->size(); ++i)
        journal.entries.push_back({static_cast<std::size_t>(rows->number(i, 0)), rows->text(i, 1), rows->flag(i, 2)});
    return journal;
}

std::string createJournalSql(const TrackingTables& tables)
{
    return "CREATE TABLE IF NOT EXISTS " + tables.journal() +
           " (\n"
           "    id text NOT NULL,\n"
           "    direction text NOT NULL,\n"
           "    statement integer NOT NULL,\n"
           "    checksum text NOT NULL,\n"
           "    started_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),\n"
           "    finished_at timestamp with time zone,\n"
           "    existing oid[] NOT NULL DEFAULT '{}',\n"
           "    PRIMARY KEY (id, direction, statement)\n"
           ");\n"
           "COMMENT ON TABLE " +
           tables.journal() +
           " IS 'The statements of revisions that are not one transaction, as "
           "Schemawright has run them'";
}

std::string clearJournalSql(const TrackingTables& tables, const RevisionStep& step)
{
    return "DELETE FROM " + tables.journal() + " WHERE id = " + quoteLiteral(step.revision.id);
}

std::string startStatementSql(const TrackingTables& tables, const RevisionStep& step, std::size_t statement,
                              const std::string& sql, const std::string& existing)
{
    return "INSERT INTO " + tables.journal() + " AS j (id, direction, statement, checksum, existing) VALUES (" +
           rowStart(step, statement, sql) + ", " + existing +
           ") ON CONFLICT (id, direction, statement) DO UPDATE SET existing = CASE WHEN j.checksum = excluded.checksum "
           "THEN j.existing ELSE excluded.existing END, checksum = excluded.checksum, started_at = "
           "excluded.started_at, finished_at = NULL";
}

std::string finishStatementsSql(const TrackingTables& tables, const RevisionStep& step, std::size_t first,
                                std::span<const Statement> statements)
{
    if (statements.empty())
        return "SELECT"; // a transaction without statements has no rows
    std::string values;
    for (std::size_t i = 0; i < statements.size(); ++i)
        values += (i == 0 ? "(" : ", (") + rowStart(step, first + i, statements[i].sql) + ", now(), clock_timestamp())";
    // What was started keeps the time at which it was.
    return "INSERT INTO " + tables.journal() +
           " (id, direction, statement, checksum, started_at, finished_at) VALUES " + values +
           " ON CONFLICT (id, direction, statement) DO UPDATE SET checksum = excluded.checksum, finished_at = "
           "excluded.finished_at";
}

Result<void> checkJournal(const Journal& journal, const RevisionStep& step, std::size_t first)
{
    std::size_t number = 0;
    for (const Batch& batch : step.up ? step.revision.up : step.revision.down)
        for (const Statement& statement : batch.statements) {
            const Journal::Entry* entry = ++number < first ? journal.find(number) : nullptr;
            if (entry && entry->finished && !entry->isOf(statement.sql))
                return fail(ErrorCode::Conflict,
                            "statement " + std::to_string(number) + " of revision " + step.revision.title() +
                                " was changed after it had been run",
                            "restore its text in the file to continue; nothing was changed by this run");
        }
    return {};
}

} // namespace schemawright
