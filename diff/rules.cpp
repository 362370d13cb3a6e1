#include "diff/rules.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

using enum Concern;

constexpr std::string_view inSteps =
    "add the new thing beside it, let clients move over, and take the old one away later";
constexpr std::string_view concurrently = "use CONCURRENTLY, outside a transaction";

constexpr std::array rules{
    LintRule{"drop-table", DataLoss, "Dropping a table loses its rows.",
             "keep a copy of the rows, or rename the table first"},
    LintRule{"drop-column", DataLoss, "Dropping a column loses its values, and breaks clients that still name it.",
             "stop using the column first, and drop it in a later release"},
    LintRule{"drop-schema", DataLoss, "Dropping a schema loses what is in it.", ""},
    LintRule{"drop-database", DataLoss, "Dropping a database loses everything.", ""},
    LintRule{"drop-sequence", DataLoss, "Dropping a sequence loses where it stands.", ""},
    LintRule{"drop-attribute", DataLoss, "Dropping an attribute of a composite type loses it in every value.", ""},
    LintRule{"drop-cascade", DataLoss, "CASCADE drops objects that the script does not name.",
             "name what is to go, in order"},
    LintRule{"unlogged-table", DataLoss,
             "The rows of an unlogged table are gone after a crash, and are not on standbys.",
             "a table that is logged"},
    LintRule{"truncate", DataLoss, "TRUNCATE removes every row and blocks reads and writes.", "DELETE in small parts"},
    LintRule{"delete-all", DataLoss, "DELETE without WHERE removes every row.", "say which rows"},
    LintRule{"enum-value-removed", DataLoss, "Values of an enum go; rows that have them are in the way.",
             "give the rows another value first"},
    LintRule{"rename-table", BreaksClients, "Clients that use the old name fail.",
             "rename, and leave a view under the old name for a while"},
    LintRule{"rename-column", BreaksClients, "Clients that use the old name fail.", inSteps},
    LintRule{"rename-schema", BreaksClients, "Clients that use the old name fail.", inSteps},
    LintRule{"rename-object", BreaksClients, "Whoever calls it by its old name fails.", inSteps},
    LintRule{"drop-view", BreaksClients, "Clients that read the view fail.", ""},
    LintRule{"drop-function", BreaksClients, "Whoever calls the function fails.", ""},
    LintRule{"drop-type", BreaksClients, "Clients and functions that name the type fail.", ""},
    LintRule{"drop-extension", BreaksClients, "What the extension gives is gone.", ""},
    LintRule{"drop-policy", BreaksClients, "Which rows are seen and written changes at once.", ""},
    LintRule{"change-policy", BreaksClients, "Which rows are seen and written changes at once.", ""},
    LintRule{"drop-trigger", BreaksClients, "What the trigger did or checked is no longer done.", ""},
    LintRule{"disable-trigger", BreaksClients,
             "What the trigger did or checked is no longer done; of a foreign key's, rows without a match may come.",
             ""},
    LintRule{"drop-constraint", BreaksClients, "Rows that clients rely on not to exist may come.", ""},
    LintRule{"drop-not-null", BreaksClients, "Clients that do not expect a null may get one.",
             "make clients ready first"},
    LintRule{"drop-default", BreaksClients, "Clients that leave the column out get null, or fail.", ""},
    LintRule{"revoke-privilege", BreaksClients, "Clients that rely on the privilege are refused.", ""},
    LintRule{"row-security", BreaksClients, "Roles without a policy see no rows any more.",
             "create the policies first"},
    LintRule{"row-security-off", BreaksClients, "Roles see and change every row that their privileges reach.", ""},
    LintRule{"update-extension", BreaksClients, "Functions and types of the extension may behave otherwise.",
             "read its notes, and try it on a copy first"},
    LintRule{"change-column-type", BreaksClients,
             "Clients may depend on the type; values that do not fit make the change fail.", inSteps},
    LintRule{"detach-partition", BreaksClients, "The rows of the partition are no longer among those of the table.",
             ""},
    LintRule{"detach-blocks", Blocks, "Detaching a partition waits for and blocks whoever uses the table.",
             "use CONCURRENTLY, outside a transaction"},
    LintRule{"rewrite-table", Blocks, "The table is written anew while nobody can read or write it.", inSteps},
    LintRule{"no-online-way", Blocks, "There is no plan that keeps the table in use meanwhile.",
             "by hand, in releases: a new column, a trigger that keeps it in step, the rows filled in parts, its "
             "indexes and "
             "constraints beside the old ones, then both columns renamed in one short transaction"},
    LintRule{"rewrite-index", Blocks, "An index is built anew while its table is locked.",
             "create a new index concurrently and drop the old one"},
    LintRule{"scan-table", Blocks, "Every row is read under a lock.",
             "add it NOT VALID, then VALIDATE in another transaction"},
    LintRule{"create-index-blocks-writes", Blocks, "Building an index keeps writers out.", concurrently},
    LintRule{"drop-index-blocks", Blocks, "Dropping an index waits for and blocks whoever uses the table.",
             concurrently},
    LintRule{"reindex-blocks", Blocks, "REINDEX keeps writers out, and readers of the index.", concurrently},
    LintRule{"refresh-blocks", Blocks, "Refreshing a materialized view keeps its readers out.",
             "REFRESH MATERIALIZED VIEW CONCURRENTLY, with a unique index"},
    LintRule{"rebuild-materialized-view", Blocks, "The materialized view is computed anew and is not there until then.",
             ""},
    LintRule{"add-foreign-key", Blocks, "Every row is checked while writes to both tables wait.",
             "add it NOT VALID, then VALIDATE in another transaction"},
    LintRule{"add-check", Blocks, "Every row is checked while the table is locked.",
             "add it NOT VALID, then VALIDATE in another transaction"},
    LintRule{"add-unique", Blocks, "The index of the constraint is built while the table is locked.",
             "CREATE UNIQUE INDEX CONCURRENTLY, then ADD CONSTRAINT ... USING INDEX"},
    LintRule{"add-exclusion", Blocks,
             "The index of the constraint is built while the table is locked, and there is no other way.", ""},
    LintRule{"add-not-null", Blocks, "Every row is checked for nulls while the table is locked; a null makes it fail.",
             "a CHECK (... IS NOT NULL) NOT VALID, VALIDATE it, SET NOT NULL, and drop the check"},
    LintRule{"vacuum-full", Blocks, "VACUUM FULL and CLUSTER write the table anew while nobody can use it.",
             "VACUUM, or a tool that copies the table online"},
    LintRule{"lock-table", Blocks, "LOCK TABLE keeps others out until the transaction ends.", ""},
    LintRule{"long-transaction", Blocks,
             "A table is read or written anew while locks of statements before it are held.",
             "put it into a transaction of its own"},
    LintRule{"missing-lock-timeout", Blocks,
             "A statement that waits for its lock keeps everybody behind it waiting, for ever without lock_timeout.",
             "SET lock_timeout, and try again later where it strikes"},
    LintRule{"domain-check", Blocks, "Every table that uses the domain is read while writers wait.",
             "add it NOT VALID, then VALIDATE"},
    LintRule{"add-required-column", MayFail,
             "A column that is NOT NULL without default cannot be added where there are rows.",
             "give it a default, or fill it before it becomes NOT NULL"},
    LintRule{"create-unique-index-may-fail", MayFail, "Rows that are equal in the columns make it fail.",
             "look for them first"},
    LintRule{"add-identity", MayFail, "The counter may start with values that rows have already.",
             "RESTART it beyond them"},
    LintRule{"concurrently-in-transaction", MayFail, "PostgreSQL refuses the statement in a transaction.",
             "put it outside of BEGIN and COMMIT"},
    LintRule{"nested-transaction", MayFail, "BEGIN or COMMIT in a script that is run in a transaction ends that one.",
             "leave transactions to what runs the script"},
    LintRule{"open-transaction", MayFail, "The script begins a transaction that it does not end.", "COMMIT"},
    LintRule{"statement-fails", MayFail, "PostgreSQL refuses the statement on a copy of the schema.", ""},
    LintRule{
        "not-repeatable", MayFail,
        "A statement outside transactions stumbles over its own work when the script is run again after a failure.",
        "IF NOT EXISTS or IF EXISTS; drop an index first that may have been left invalid"},
    LintRule{"name-too-long", MayFail, "PostgreSQL cuts names after 63 bytes.", "a shorter name"},
    LintRule{"drop-index", Slow, "Queries that use the index become slow.",
             "see that nobody does: pg_stat_user_indexes"},
    LintRule{
        "foreign-key-without-index", Slow,
        "No index begins with the columns of a foreign key: a delete or a new key in the other table reads this one "
        "as a whole.",
        "an index on the columns"},
    LintRule{"update-all", Slow, "UPDATE of every row in one statement locks them all and doubles the table.",
             "in parts, each in a transaction of its own"},
    LintRule{"wide-index", Slow, "An index of more than three columns is seldom used as a whole.",
             "fewer columns first"},
    LintRule{"prefer-bigint", Practice, "A key of 32 or 16 bits runs out, and changing it writes the table anew.",
             "bigint"},
    LintRule{"prefer-identity", Practice, "serial leaves a sequence with privileges and an owner of its own.",
             "GENERATED BY DEFAULT AS IDENTITY"},
    LintRule{"prefer-text", Practice, "A limit in the type is changed under an exclusive lock.", "text, and a CHECK"},
    LintRule{"no-char", Practice, "char(n) pads with blanks and compares without them.", "text"},
    LintRule{"prefer-timestamptz", Practice, "timestamp without time zone means another moment in every time zone.",
             "timestamptz"},
    LintRule{"prefer-jsonb", Practice, "json has no equality: DISTINCT and GROUP BY fail.", "jsonb"},
    LintRule{"no-primary-key", Practice, "Rows of a table without primary key cannot be told apart, nor replicated.",
             "a primary key"},
    LintRule{"domain-with-check", Practice,
             "A check of a domain can only be changed by reading every table that uses it.", "a CHECK of the table"},
    LintRule{"enum-value-without-place", Practice, "A new value goes to the end, whatever the order means.",
             "BEFORE or AFTER"},
    LintRule{"dynamic-sql", Practice, "What a DO block does is seen only by running it.", "plain statements"},
    LintRule{"silence-without-reason", Practice, "A rule is silenced without a word why.",
             "-- lint: allow RULE: reason"},
    LintRule{"silence-unknown-rule", Practice, "What is silenced is no rule.", "see the list of rules"},
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
        "# Rules of lint\n\n"
        "What `schemawright lint` and the hazards of plans say, by name. A statement is spared from a rule by a\n"
        "comment before it or on its line, with the reason:\n\n"
        "    -- lint: allow drop-column: nobody has read it since March\n"
        "    ALTER TABLE orders DROP COLUMN note;\n\n"
        "| rule | concern | what | instead |\n|---|---|---|---|\n";
    for (const LintRule& rule : rules)
        page += std::format("| `{}` | {} | {} | {} |\n", rule.name, concernName(rule.concern), rule.what, rule.instead);
    return page;
}

} // namespace schemawright
