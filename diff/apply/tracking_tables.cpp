#include "diff/apply/tracking_tables.h"

#include "diff/revision/revision_file.h"
#include "diff/server/hash.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

std::string textArray(const std::vector<std::string>& items)
{
    std::vector<std::string> literals;
    for (const std::string& item : items)
        literals.push_back(quoteLiteral(item));
    return literals.empty() ? "'{}'" : "ARRAY[" + join(literals, ", ") + "]";
}

std::string inList(const std::vector<std::string>& ids)
{
    std::vector<std::string> literals;
    for (const std::string& id : ids)
        literals.push_back(quoteLiteral(id));
    return "(" + join(literals, ", ") + ")";
}

bool contains(const std::vector<std::string>& ids, const std::string& id)
{
    return std::ranges::find(ids, id) != ids.end();
}

/// The columns that are known of a revision, whether it runs or is stamped.
constexpr std::string_view columns = "id, message, checksum, head, parents, tool_version, statements";

std::string valuesOf(const Revision& revision, bool head)
{
    return quoteLiteral(revision.id) + ", " + quoteLiteral(revision.message) + ", " +
           quoteLiteral(revisionChecksum(revision)) + ", " + (head ? "true" : "false") + ", " +
           textArray(revision.parents) + ", " + quoteLiteral(SCHEMAWRIGHT_VERSION) + ", " +
           textArray(statementHashes(revision));
}

constexpr std::string_view takenOver =
    "message = excluded.message, checksum = excluded.checksum, head = excluded.head, "
    "parents = excluded.parents, tool_version = excluded.tool_version, statements = "
    "excluded.statements";

} // namespace

std::string TrackingTables::revisions() const
{
    return quoteIdent(schema) + ".revisions";
}

std::string TrackingTables::journal() const
{
    return quoteIdent(schema) + ".journal";
}

std::string TrackingTables::display() const
{
    return revisions();
}

std::vector<std::string> statementHashes(const Revision& revision)
{
    static constexpr std::size_t digits = 12;
    std::vector<std::string> hashes;
    for (const auto* batches : {&revision.up, &revision.down})
        for (const Batch& batch : *batches)
            for (const Statement& statement : batch.statements) {
                std::string text = statement.sql;
                std::erase(text, '\r'); // a checkout with other line ends is the same revision
                hashes.push_back((batches == &revision.up ? "up " : "down ") + sha256(text).substr(0, digits));
            }
    return hashes;
}

std::string createTrackingSql(const TrackingTables& tables)
{
    const std::string schema = quoteIdent(tables.schema);
    const std::string table = tables.revisions();
    // A role may use a schema that it could not create. The comment tells the schema from one of the user's.
    const std::string body =
        "\nBEGIN\n"
        "    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = " +
        quoteLiteral(tables.schema) + ") THEN\n        CREATE SCHEMA IF NOT EXISTS " + schema +
        ";\n        COMMENT ON SCHEMA " + schema +
        " IS 'Tracking tables of Schemawright';\n    END IF;\n"
        "    IF NOT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
        "c.relnamespace\n"
        "        WHERE n.nspname = " +
        quoteLiteral(tables.schema) + " AND c.relname = 'revisions') THEN\n        CREATE TABLE " + table +
        " (\n"
        "            id text PRIMARY KEY,\n"
        "            message text NOT NULL,\n"
        "            checksum text NOT NULL,\n"
        "            head boolean NOT NULL,\n"
        "            applied_at timestamp with time zone NOT NULL DEFAULT now(),\n"
        "            applied_by text NOT NULL DEFAULT session_user,\n"
        "            pending text\n"
        "        );\n        COMMENT ON TABLE " +
        table +
        " IS 'Which revisions Schemawright has applied to this database';\n    END IF;\n"
        "    IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " +
        quoteLiteral(table) +
        "::pg_catalog.regclass AND attname = 'statements' AND NOT attisdropped) THEN\n        ALTER TABLE " + table +
        "\n"
        "            ADD COLUMN parents text[],\n"
        "            ADD COLUMN seconds double precision,\n"
        "            ADD COLUMN tool_version text,\n"
        "            ADD COLUMN statements text[];\n    END IF;\nEND\n";
    return "DO " + dollarQuote(body);
}

std::string finishStepSql(const TrackingTables& tables, const RevisionStep& step)
{
    const std::string table = tables.revisions();
    const std::vector<std::string> before = step.headsBefore();
    const std::vector<std::string> after = step.headsAfter();
    std::string sql;
    if (step.up) {
        std::vector<std::string> followed = before;
        std::erase_if(followed, [&](const std::string& id) { return contains(after, id); });
        if (!followed.empty())
            sql = "UPDATE " + table + " SET head = false WHERE id IN " + inList(followed) + ";\n";
        // A row that is already there was written when the revision started.
        return sql + "INSERT INTO " + table + " AS r (" + std::string(columns) + ", seconds) VALUES (" +
               valuesOf(step.revision, contains(after, step.revision.id)) +
               ", extract(epoch FROM clock_timestamp() - now())) ON CONFLICT (id) DO UPDATE SET " +
               std::string(takenOver) +
               ", seconds = extract(epoch FROM clock_timestamp() - CASE WHEN r.pending IS NULL THEN now() ELSE "
               "r.applied_at END), applied_at = now(), applied_by = session_user, pending = NULL";
    }
    sql = "DELETE FROM " + table + " WHERE id = " + quoteLiteral(step.revision.id);
    for (const std::string& id : after)
        if (!contains(before, id))
            sql += ";\nINSERT INTO " + table + " (id, message, checksum, head) VALUES (" + quoteLiteral(id) +
                   ", '', '', true) ON CONFLICT (id) DO UPDATE SET head = true";
    return sql;
}

std::string pendingStepSql(const TrackingTables& tables, const RevisionStep& step, std::size_t batch)
{
    const std::string mark = quoteLiteral(std::string(step.up ? "up:" : "down:") + std::to_string(batch));
    if (!step.up)
        return "UPDATE " + tables.revisions() + " SET pending = " + mark +
               " WHERE id = " + quoteLiteral(step.revision.id);
    return "INSERT INTO " + tables.revisions() + " (" + std::string(columns) + ", pending) VALUES (" +
           valuesOf(step.revision, false) + ", " + mark + ") ON CONFLICT (id) DO UPDATE SET pending = " + mark;
}

std::string stampSql(const TrackingTables& tables, const std::vector<Revision>& revisions,
                     const std::vector<std::string>& heads)
{
    std::vector<std::string> ids;
    std::string values;
    for (const Revision& revision : revisions) {
        values += (ids.empty() ? "\n(" : ",\n(") + valuesOf(revision, contains(heads, revision.id)) + ")";
        ids.push_back(revision.id);
    }
    const std::string table = tables.revisions();
    if (ids.empty())
        return "DELETE FROM " + table;
    return "DELETE FROM " + table + " WHERE id NOT IN " + inList(ids) + ";\nINSERT INTO " + table + " (" +
           std::string(columns) + ") VALUES" + values + "\nON CONFLICT (id) DO UPDATE SET " + std::string(takenOver) +
           ", pending = NULL";
}

std::string guardSql(const TrackingTables& tables, const RevisionStep& step)
{
    std::vector<std::string> heads = step.headsBefore();
    std::ranges::sort(heads);
    const std::string table = tables.revisions();
    const std::string body =
        "\nBEGIN\n"
        "    IF NOT pg_catalog.pg_try_advisory_lock(" +
        std::string(trackingLockKeys) +
        ") THEN\n"
        "        RAISE EXCEPTION 'another Schemawright run is active on this database';\n"
        "    END IF;\n"
        "    IF coalesce((SELECT array_agg(id ORDER BY id COLLATE \"C\") FROM " +
        table + " WHERE head), '{}') <> " + textArray(heads) +
        "::text[]\n"
        "        OR EXISTS (SELECT FROM " +
        table +
        " WHERE pending IS NOT NULL) THEN\n"
        "        RAISE EXCEPTION " +
        quoteLiteral("this script starts from " + (heads.empty() ? "base" : "revision " + headsText(heads)) +
                     ", but the database is at another revision") +
        ";\n"
        "    END IF;\n"
        "END\n";
    return "DO " + dollarQuote(body);
}

} // namespace schemawright
