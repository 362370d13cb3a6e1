#include "diff/lint/rules.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

using enum Concern;

constexpr std::string_view inSteps =
    "add the new one beside it, move the clients over, and drop the old one in a later release";
constexpr std::string_view concurrently = "use CONCURRENTLY, outside a transaction";

constexpr std::string_view keepOut = "run the plan while no client is connected";

constexpr std::array rules{
    LintRule{"drop-table", DataLoss, "Dropping a table loses its rows.",
             "keep a copy of the rows, or rename the table first"},
    LintRule{"drop-column", DataLoss, "Dropping a column loses its values and breaks clients that still name it.",
             "stop using the column first, and drop it in a later release"},
    LintRule{"drop-schema", DataLoss, "Dropping a schema with CASCADE loses everything in it.", ""},
    LintRule{"drop-database", DataLoss, "Dropping a database loses everything.", ""},
    LintRule{"drop-sequence", DataLoss, "Dropping a sequence loses its current value.", ""},
    LintRule{"drop-attribute", DataLoss,
             "Dropping an attribute of a composite type removes it from every value of the type.", ""},
    LintRule{"drop-cascade", DataLoss, "CASCADE drops objects that the script does not name.",
             "drop the objects by name, in order"},
    LintRule{"unlogged-table", DataLoss,
             "An unlogged table is emptied after a crash, and its rows are not replicated to standbys.",
             "use a logged table"},
    LintRule{"truncate", DataLoss, "TRUNCATE removes every row and blocks reads and writes.", "DELETE in batches"},
    LintRule{"delete-all", DataLoss, "DELETE without WHERE removes every row.", "add a WHERE clause"},
    LintRule{"lossy-cast", DataLoss,
             "The new type cannot hold every value of the old one. Values are rounded, truncated or shifted without an "
             "error.",
             inSteps},
    LintRule{"enum-value-removed", DataLoss, "Values are removed from an enum. The change fails if rows contain them.",
             "update those rows first"},
    LintRule{"rename-table", BreaksClients, "Clients that use the old name fail.",
             "rename it, and keep a view with the old name until the clients use the new one"},
    LintRule{"rename-column", BreaksClients, "Clients that use the old name fail.", inSteps},
    LintRule{"rename-schema", BreaksClients, "Clients that use the old name fail.", inSteps},
    LintRule{"rename-object", BreaksClients, "Clients and functions that use the old name fail.", inSteps},
    LintRule{"move-to-schema", BreaksClients, "Clients that look for the object in its old schema fail.",
             "move it, and keep a view in the old schema until the clients use the new one; or put both schemas on the "
             "search_path first"},
    LintRule{"drop-view", BreaksClients, "Clients that read the view fail.", ""},
    LintRule{"drop-foreign-table", BreaksClients,
             "Clients that use the foreign table fail. Its rows stay where they are.", ""},
    LintRule{"drop-publication", BreaksClients,
             "Subscribers of the publication fail, and do not get the changes that are made without it.",
             "drop it and create it in one transaction, or use ALTER PUBLICATION"},
    LintRule{"drop-function", BreaksClients, "Calls of the function fail.", ""},
    LintRule{"breaks-function", BreaksClients,
             "The body of a function names an object that does not exist, so the function fails when it is called.",
             "change the function in the same script"},
    LintRule{"stale-results", BreaksClients,
             "Indexes, generated columns, checks or partition keys keep results of the old function.",
             "REINDEX, set the expression again, or check the rows again"},
    LintRule{"drop-type", BreaksClients, "Clients and functions that name the type fail.", ""},
    LintRule{"drop-extension", BreaksClients, "The objects of the extension are dropped.", ""},
    LintRule{"drop-policy", BreaksClients, "The rows that roles can read and write change at once.", ""},
    LintRule{"change-policy", BreaksClients, "The rows that roles can read and write change at once.", ""},
    LintRule{"drop-trigger", BreaksClients, "The trigger's actions and checks no longer happen.", ""},
    LintRule{"disable-trigger", BreaksClients,
             "The trigger's actions and checks no longer happen. If it belongs to a foreign key, rows without a match "
             "can be inserted.",
             ""},
    LintRule{"drop-constraint", BreaksClients, "Rows that the constraint rejected can now be inserted.", ""},
    LintRule{"drop-not-null", BreaksClients, "Clients can get a null that they do not expect.",
             "prepare the clients first"},
    LintRule{"drop-default", BreaksClients, "Inserts that omit the column store null, or fail.", ""},
    LintRule{"drop-expression", BreaksClients,
             "The column is no longer computed. New rows get null, or the value that the client provides.", ""},
    LintRule{"drop-identity", BreaksClients, "Inserts that omit the column fail, or store null.",
             "give it a default first"},
    LintRule{"identity-always", BreaksClients, "Inserts that provide a value for the column fail.",
             "use GENERATED BY DEFAULT"},
    LintRule{"no-replica-identity", BreaksClients,
             "UPDATE and DELETE fail on the table if a publication publishes them.",
             "add a primary key, or set REPLICA IDENTITY USING INDEX"},
    LintRule{"revoke-privilege", BreaksClients, "Clients that need the privilege are denied access.", ""},
    LintRule{"row-security", BreaksClients, "Roles without a policy no longer see any rows.",
             "create the policies first"},
    LintRule{"row-security-off", BreaksClients, "Roles can read and change every row that their privileges allow.", ""},
    LintRule{"update-extension", BreaksClients, "Functions and types of the extension may behave differently.",
             "read its release notes, and try it on a copy first"},
    LintRule{"subscription-disabled", BreaksClients,
             "A new subscription is created disabled and without its replication slot.",
             "create the slot, set the password, and enable the subscription"},
    LintRule{"subscription-connection", BreaksClients,
             "The new connection has no password, because passwords are never read.",
             "set it with ALTER SUBSCRIPTION ... CONNECTION"},
    LintRule{"change-column-type", BreaksClients,
             "Clients may depend on the type. The change fails if a value does not fit.", inSteps},
    LintRule{
        "window-without-policy", BreaksClients,
        "Until a later statement, a policy is not in effect: roles read and write rows that it hides before and after.",
        keepOut},
    LintRule{"window-without-constraint", BreaksClients,
             "Until a later statement, rows can be written that violate a constraint.", keepOut},
    LintRule{
        "window-without-index", BreaksClients,
        "Until a later statement, an index does not exist: queries are slow, and a unique index allows duplicates.",
        keepOut},
    LintRule{"window-without-trigger", BreaksClients,
             "Until a later statement, a trigger's actions and checks do not happen.", keepOut},
    LintRule{"window-without-view", BreaksClients, "Until a later statement, a view does not exist.", keepOut},
    LintRule{"window-without-rule", BreaksClients, "Until a later statement, the actions of a rule do not happen.",
             keepOut},
    LintRule{"window-without-default", BreaksClients,
             "Until a later statement, a column has no default: inserts store null or fail.", keepOut},
    LintRule{"window-without-partition", BreaksClients,
             "Until a later statement, the rows of a partition are not in its table.", keepOut},
    LintRule{"window-without-object", BreaksClients,
             "Until a later statement, an object does not exist that exists before and after.", keepOut},
    LintRule{"rejects-rows-meanwhile", BreaksClients,
             "A check that proves a partition's bound rejects rows until the partition is attached.",
             "attach the partition before such rows are written"},
    LintRule{"detach-partition", BreaksClients,
             "The rows of the partition, or of the inheriting table, are no longer visible in the parent table.", ""},
    LintRule{"detach-blocks", Blocks,
             "Detaching a partition waits for every transaction that uses the table, and blocks new ones.",
             "use CONCURRENTLY, outside a transaction"},
    LintRule{"create-partition-blocks", Blocks,
             "CREATE TABLE ... PARTITION OF waits for every transaction that uses the partitioned table, and blocks "
             "new ones.",
             "CREATE TABLE ... (LIKE ...), then ATTACH PARTITION, which does not block reads and writes"},
    LintRule{"rewrite-table", Blocks, "The table is rewritten. Reads and writes are blocked meanwhile.", inSteps},
    LintRule{"no-online-way", Blocks, "No plan for this change keeps the table usable meanwhile.",
             "by hand, over several releases: add a new column, keep it in sync with a trigger, fill it in batches, "
             "build its indexes and constraints beside the old ones, then swap the names of both columns in one short "
             "transaction"},
    LintRule{"rewrite-index", Blocks, "An index is rebuilt while its table is locked.",
             "create a new index concurrently and drop the old one"},
    LintRule{"scan-table", Blocks, "Every row is read while the table is locked.",
             "add it NOT VALID, then VALIDATE CONSTRAINT in another transaction"},
    LintRule{"create-index-blocks-writes", Blocks, "Building an index blocks writes to the table.", concurrently},
    LintRule{"drop-index-blocks", Blocks,
             "Dropping an index waits for every transaction that uses the table, and blocks new ones.", concurrently},
    LintRule{"reindex-blocks", Blocks, "REINDEX blocks writes to the table and reads of the index.", concurrently},
    LintRule{"refresh-blocks", Blocks, "Refreshing a materialized view blocks reads of it.",
             "REFRESH MATERIALIZED VIEW CONCURRENTLY, with a unique index"},
    LintRule{"rebuild-materialized-view", Blocks,
             "The materialized view is dropped and computed again. It cannot be read meanwhile.", ""},
    LintRule{"add-foreign-key", Blocks, "Every row is checked while writes to both tables are blocked.",
             "add it NOT VALID, then VALIDATE CONSTRAINT in another transaction"},
    LintRule{"add-check", Blocks, "Every row is checked while the table is locked.",
             "add it NOT VALID, then VALIDATE CONSTRAINT in another transaction"},
    LintRule{"add-unique", Blocks, "The index of the constraint is built while the table is locked.",
             "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX"},
    LintRule{"add-exclusion", Blocks,
             "The index of the constraint is built while the table is locked. There is no other way to add it.", ""},
    LintRule{"add-not-null", Blocks,
             "Every row is checked for nulls while the table is locked. A null makes the change fail.",
             "add CHECK (... IS NOT NULL) NOT VALID, validate it, SET NOT NULL, and drop the check"},
    LintRule{"vacuum-full", Blocks,
             "VACUUM FULL and CLUSTER rewrite the table. Reads and writes are blocked meanwhile.",
             "use VACUUM, or a tool that rewrites the table online"},
    LintRule{"lock-table", Blocks, "LOCK TABLE blocks other sessions until the transaction ends.", ""},
    LintRule{"long-transaction", Blocks, "A table is scanned or rewritten while locks of earlier statements are held.",
             "run it in its own transaction"},
    LintRule{"missing-lock-timeout", Blocks,
             "While a statement waits for its lock, later lock requests wait behind it. Without lock_timeout there is "
             "no limit.",
             "SET lock_timeout, and retry later when it expires"},
    LintRule{"domain-check", Blocks, "Every table that uses the domain is scanned while writes are blocked.",
             "add it NOT VALID, then VALIDATE"},
    LintRule{"add-required-column", MayFail, "Adding a NOT NULL column without a default fails if the table has rows.",
             "add a default, or fill the column before SET NOT NULL"},
    LintRule{"create-unique-index-may-fail", MayFail,
             "Building the index fails if rows have equal values in the columns.", "look for duplicates first"},
    LintRule{"add-identity", MayFail, "The identity sequence may start with values that rows already have.",
             "RESTART it after the highest value"},
    LintRule{"restart-sequence", MayFail, "Values that rows already have may be generated again.",
             "restart it after the highest value"},
    LintRule{"concurrently-in-transaction", MayFail,
             "PostgreSQL does not run the statement inside a transaction block.", "move it out of BEGIN and COMMIT"},
    LintRule{"nested-transaction", MayFail,
             "BEGIN or COMMIT in the script conflicts with the transaction that the script runs in.",
             "leave transactions to the program that runs the script"},
    LintRule{"open-transaction", MayFail, "The script starts a transaction that it does not end.", "add COMMIT"},
    LintRule{"statement-fails", MayFail, "The statement fails on a copy of the schema.", ""},
    LintRule{"not-repeatable", MayFail,
             "The statement runs outside a transaction. It fails when the script is run again after a later failure.",
             "use IF NOT EXISTS or IF EXISTS, or a script of its own; first drop an index that a failure left invalid"},
    LintRule{"name-too-long", MayFail, "PostgreSQL truncates names to 63 bytes.", "use a shorter name"},
    LintRule{"drop-index", Slow, "Queries that use the index become slow.",
             "check in pg_stat_user_indexes that it is not used"},
    LintRule{"foreign-key-without-index", Slow,
             "No index starts with the columns of a foreign key. Each delete or key update in the referenced table "
             "scans this table.",
             "add an index on the columns"},
    LintRule{"replication-slot-left", Slow, "The replication slot remains on the publisher and retains WAL.",
             "drop the slot on the publisher"},
    LintRule{"update-all", Slow,
             "Updating every row in one statement locks all of them and can double the size of the table.",
             "update in batches, each in its own transaction"},
    LintRule{"backfill", Slow,
             "Every row is updated to fill a column. The table's UPDATE triggers fire for each row, and the old row "
             "versions remain until VACUUM.",
             "check what the triggers do"},
    LintRule{"wide-index", Slow, "An index on more than three columns is seldom used in full.",
             "try fewer columns first"},
    LintRule{"combine-alter-table", Slow,
             "Two consecutive ALTER TABLE statements each read all rows of the same table.",
             "combine both actions in one ALTER TABLE, which reads them once"},
    LintRule{"prefer-bigint", Practice,
             "A 16-bit or 32-bit key can run out of values, and changing its type rewrites the table.", "use bigint"},
    LintRule{"prefer-identity", Practice, "serial creates a sequence with its own owner and privileges.",
             "use GENERATED BY DEFAULT AS IDENTITY"},
    LintRule{"prefer-text", Practice, "Changing the length limit of a type takes an ACCESS EXCLUSIVE lock.",
             "use text with a CHECK"},
    LintRule{"no-char", Practice, "char(n) pads with blanks, and comparisons ignore them.", "use text"},
    LintRule{"prefer-timestamptz", Practice, "timestamp without time zone means a different moment in each time zone.",
             "use timestamptz"},
    LintRule{"prefer-jsonb", Practice, "json has no equality operator, so DISTINCT and GROUP BY fail.", "use jsonb"},
    LintRule{"no-money", Practice, "The meaning of a money value depends on the setting lc_monetary.", "use numeric"},
    LintRule{"no-timetz", Practice, "Without a date, a time zone does not tell whether daylight saving time applies.",
             "use timestamptz"},
    LintRule{"definer-without-search-path", Practice,
             "A SECURITY DEFINER function resolves names with the search_path of its caller.",
             "SET search_path on the function, with pg_temp last"},
    LintRule{"no-primary-key", Practice,
             "Without a primary key, rows cannot be identified, and their updates cannot be replicated.",
             "add a primary key"},
    LintRule{"domain-with-check", Practice, "Changing a check of a domain scans every table that uses the domain.",
             "use a CHECK on the table"},
    LintRule{"enum-value-without-place", Practice, "The new value is added at the end of the enum's order.",
             "add BEFORE or AFTER"},
    LintRule{"dynamic-sql", Practice, "The effect of a DO block is known only when it runs.", "use plain statements"},
    LintRule{"silence-without-reason", Practice, "A rule is suppressed without a reason.",
             "-- lint: allow RULE: reason"},
    LintRule{"silence-unknown-rule", Practice, "The suppressed rule does not exist.", "see the list of rules"},
    LintRule{"silence-unused", Practice, "The suppressed finding does not occur.", "remove the comment"},
};

} // namespace

std::string_view concernName(Concern concern)
{
    switch (concern) {
    case DataLoss: return "loses data";
    case BreaksClients: return "breaks clients";
    case Blocks: return "blocks";
    case MayFail: return "may fail";
    case Slow: return "slow";
    case Practice: return "practice";
    }
    return {};
}

std::span<const LintRule> allRules()
{
    return rules;
}

const LintRule* findRule(std::string_view name)
{
    const auto* found = std::ranges::find(rules, name, &LintRule::name);
    return found == rules.end() ? nullptr : &*found;
}

std::string rulesPage()
{
    std::string page =
        "# Lint rules\n\n"
        "The rules of `schemawright lint` and of the hazards in plans. A comment before a statement, or on its line,\n"
        "suppresses a rule for that statement. Give the reason:\n\n"
        "    -- lint: allow drop-column: unused since March\n"
        "    ALTER TABLE orders DROP COLUMN note;\n\n"
        "| rule | concern | what | instead |\n|---|---|---|---|\n";
    for (const LintRule& rule : rules)
        page += std::format("| `{}` | {} | {} | {} |\n", rule.name, concernName(rule.concern), rule.what, rule.instead);
    return page;
}

} // namespace schemawright
