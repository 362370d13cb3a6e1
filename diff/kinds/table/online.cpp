#include "diff/kinds/table/online.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

/// So many blocks of the table are filled in one transaction: 8 MB.
constexpr int blocksAtOnce = 1000;

/// How the statement begins that refuses where an index is no leftover; its dollar quote may go on.
constexpr std::string_view leftoverGuard = "DO $guard";

/// "name_suffix", shortened so that it stays an identifier of at most 63 bytes; UTF-8 is not cut within a character.
std::string derivedName(const std::string& name, std::string_view suffix)
{
    std::string out = name.substr(0, 63 - suffix.size());
    while (out.size() < name.size() && !out.empty() && (static_cast<unsigned char>(name[out.size()]) & 0xC0U) == 0x80U)
        out.pop_back();
    return out + std::string(suffix);
}

Statement createKeyIndex(const ObjectKey& table, const Constraint& constraint)
{
    std::string sql = std::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})", quoteIdent(constraint.name),
                                  quoteName(table.schema, table.name), identList(constraint.columns));
    if (!constraint.include.empty())
        sql += " INCLUDE (" + identList(constraint.include) + ")";
    if (constraint.nullsNotDistinct)
        sql += " NULLS NOT DISTINCT";
    if (!constraint.indexOptions.empty())
        sql += " WITH (" + optionList(constraint.indexOptions) + ")";
    if (!constraint.tablespace.empty())
        sql += " TABLESPACE " + quoteIdent(constraint.tablespace);
    Statement create = onTable(table, std::move(sql), LockMode::ShareUpdateExclusive);
    create.transactional = false;
    create.scans = true;
    create.hazards.push_back({"create-unique-index-may-fail",
                              std::format("Fails if rows of {} have equal values in the columns.", table.display())});
    return create;
}

std::vector<Statement> addKeyOnline(const ObjectKey& table, const Constraint& constraint)
{
    std::string attach =
        alterTable(table) + std::format("ADD CONSTRAINT {0} {1} USING INDEX {0}", quoteIdent(constraint.name),
                                        constraint.type == ConstraintType::PrimaryKey ? "PRIMARY KEY" : "UNIQUE");
    if (constraint.deferrable)
        attach += constraint.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    std::vector<Statement> statements =
        dropLeftover(table, childKey(Kind::Index, table.schema, table.name, constraint.name));
    statements.push_back(createKeyIndex(table, constraint));
    statements.push_back(onTable(table, std::move(attach)));
    return statements;
}

std::vector<Statement> addCheckedLater(const ObjectKey& table, const Constraint& constraint)
{
    Constraint unchecked = constraint;
    unchecked.notValid = true;
    Statement add = onTable(table, alterTable(table) + "ADD " + constraintDefinition(unchecked),
                            LockMode::AccessExclusive, reachOf(constraint));
    if (constraint.type == ConstraintType::ForeignKey) {
        add.locks = {{LockMode::ShareRowExclusive, table}};
        if (const ObjectKey referenced = tableKey(constraint.refTable); referenced != table)
            add.locks.push_back({LockMode::ShareRowExclusive, referenced, LockReach::Partitions});
    }
    return {std::move(add), validateConstraint(table, constraint, true)};
}

/// The partitions below a partitioned table that hold rows themselves; nullopt where one comes, goes or is moved with the plan.
std::optional<std::vector<ObjectKey>> lastingLeaves(const PlanContext& context, const ObjectKey& table)
{
    std::vector<ObjectKey> leaves;
    if (children(context.from, table) != children(context.to, table))
        return std::nullopt;
    for (const ObjectKey& partition : children(context.to, table)) {
        const auto* before = context.from.get<Table>(partition);
        const auto* after = context.to.get<Table>(partition);
        if (before->partitionBound != after->partitionBound || !after->foreignServer.empty() ||
            !mayHoldRows(context, partition))
            return std::nullopt;
        if (after->partitionBy.empty()) {
            leaves.push_back(partition);
            continue;
        }
        const auto below = lastingLeaves(context, partition);
        if (!below)
            return std::nullopt;
        leaves.insert(leaves.end(), below->begin(), below->end());
    }
    return leaves;
}

/// On a partitioned table a foreign key cannot be NOT VALID in PostgreSQL 17. On each of its partitions it can; one that is valid there is taken over
/// without a look at the rows. ALTER TABLE, ADD table_constraint.
std::vector<Statement> addForeignKeyOnPartitions(const ObjectKey& table, const Constraint& constraint,
                                                 const PlanContext& context)
{
    const auto leaves = lastingLeaves(context, table);
    if (!leaves || std::ranges::any_of(*leaves, [&](const ObjectKey& leaf) {
            return context.from.get<Table>(leaf)->findConstraint(constraint.name) ||
                   context.to.get<Table>(leaf)->findConstraint(constraint.name);
        }))
        return {};
    std::vector<Statement> statements;
    for (const ObjectKey& leaf : *leaves)
        std::ranges::move(addCheckedLater(leaf, constraint), std::back_inserter(statements));
    Statement add = onTable(table, alterTable(table) + "ADD " + constraintDefinition(constraint),
                            LockMode::ShareRowExclusive, LockReach::Family);
    // The triggers that the partitions' keys have put there give way to those of the whole.
    if (const ObjectKey referenced = tableKey(constraint.refTable); referenced != table)
        add.locks.push_back({leaves->empty() ? LockMode::ShareRowExclusive : LockMode::AccessExclusive, referenced,
                             LockReach::Partitions});
    statements.push_back(std::move(add));
    return statements;
}

/// The key of each partition that holds rows, by an index that is built concurrently, under the name that PostgreSQL gives it; the key of the whole
/// takes them over. Empty where names differ.
std::vector<Statement> addKeyOnPartitions(const ObjectKey& table, const Constraint& constraint,
                                          const PlanContext& context)
{
    const auto leaves = lastingLeaves(context, table);
    if (!leaves || constraint.deferrable || !reachesPartitions(context.to, table, constraint))
        return {};
    std::vector<Statement> statements;
    for (const ObjectKey& leaf : *leaves)
        for (const Constraint& own : context.to.get<Table>(leaf)->constraints)
            if (own.type == constraint.type && own.columns == constraint.columns && !own.parentConstraint.empty() &&
                !context.from.get<Table>(leaf)->findConstraint(own.name))
                std::ranges::move(addKeyOnline(leaf, own), std::back_inserter(statements));
    Statement add = onTable(table, alterTable(table) + "ADD " + constraintDefinition(constraint));
    for (const ObjectKey& partition : children(context.to, table))
        add.locks.push_back({LockMode::Share, partition, LockReach::Partitions});
    statements.push_back(std::move(add));
    return statements;
}

/// In dollar quotes that the text does not contain.
std::string dollarQuoted(const std::string& text, std::string tag)
{
    while (text.contains(tag))
        tag.insert(tag.size() - 1, "_");
    return tag + text + tag;
}

Statement backfill(const ObjectKey& table, const std::string& column)
{
    const std::string name = quoteName(table.schema, table.name);
    const std::string body =
        std::format("\nDECLARE\n    blocks bigint := pg_catalog.pg_relation_size({0}) / "
                    "pg_catalog.current_setting('block_size')::bigint;\n    start_block bigint := 0;\nBEGIN\n"
                    "    WHILE start_block <= blocks LOOP\n"
                    "        UPDATE ONLY {1} SET {2} = DEFAULT\n"
                    "            WHERE {2} IS NULL AND ctid >= pg_catalog.format('(%s,0)', start_block)::tid\n"
                    "                AND ctid < pg_catalog.format('(%s,0)', start_block + {3})::tid;\n"
                    "        COMMIT;\n        start_block := start_block + {3};\n    END LOOP;\nEND\n",
                    quoteLiteral(name), name, quoteIdent(column), blocksAtOnce);
    Statement fill = onTable(table, "DO " + dollarQuoted(body, "$fill$"), LockMode::RowExclusive);
    fill.transactional = false;
    fill.scans = true;
    fill.hazards.push_back(
        {"backfill",
         std::format("Every row of {} is updated, {} blocks in a transaction. UPDATE triggers fire for each row.",
                     table.display(), blocksAtOnce)});
    return fill;
}

/// The only column of "RANGE (at)" or "LIST (kind)", as an identifier; empty where it is not as simple as that.
std::string partitionColumn(const Table& parent)
{
    const std::size_t open = parent.partitionBy.find('(');
    if (!(parent.partitionBy.starts_with("RANGE (") || parent.partitionBy.starts_with("LIST (")))
        return {};
    const std::string inside = parent.partitionBy.substr(open + 1, parent.partitionBy.size() - open - 2);
    const auto column =
        std::ranges::find_if(parent.columns, [&](const Column& each) { return quoteIdent(each.name) == inside; });
    return column == parent.columns.end() ? std::string() : column->name;
}

/// What a bound says of a row, for a check: "at IS NOT NULL AND at >= 10 AND at < 20". Empty where a null is within it, or it is the default.
std::string boundCondition(const std::string& column, const std::string& bound)
{
    static constexpr std::string_view from = "FOR VALUES FROM (";
    static constexpr std::string_view to = ") TO (";
    static constexpr std::string_view in = "FOR VALUES IN (";
    const std::string name = quoteIdent(column);
    std::string condition = name + " IS NOT NULL";
    if (bound.starts_with(in) && !bound.contains("NULL"))
        return condition + " AND " + name + " IN (" + bound.substr(in.size());
    const std::size_t middle = bound.find(to);
    if (!bound.starts_with(from) || middle == std::string::npos)
        return {};
    const std::string least = bound.substr(from.size(), middle - from.size());
    const std::string beyond = bound.substr(middle + to.size(), bound.size() - middle - to.size() - 1);
    if (least != "MINVALUE")
        condition += " AND " + name + " >= " + least;
    if (beyond != "MAXVALUE")
        condition += " AND " + name + " < " + beyond;
    return condition;
}

} // namespace

bool goesOnline(const PlanContext& context, const ObjectKey& table)
{
    return context.online && mayHoldRows(context, table);
}

std::vector<Statement> dropLeftover(const ObjectKey& origin, const ObjectKey& index)
{
    const std::string name = quoteName(index.schema, index.name);
    const std::string body = std::format(
        "\nBEGIN\n    IF EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass({0}) AND "
        "indisvalid) THEN\n        RAISE EXCEPTION USING ERRCODE = 'duplicate_table', MESSAGE = {1},\n            HINT "
        "= 'Drop or rename it first.';\n    END IF;\nEND\n",
        quoteLiteral(name), quoteLiteral("the index " + name + " already exists and is valid"));
    Statement guard = statement(origin, "DO " + dollarQuoted(body, "$guard$"), {});
    Statement drop = statement(origin, "DROP INDEX CONCURRENTLY IF EXISTS " + name, {});
    for (Statement* each : {&guard, &drop}) {
        each->transactional = false;
        each->withNext = true;
    }
    return {std::move(guard), std::move(drop)};
}

bool dropsLeftover(std::string_view sql)
{
    return sql.starts_with("DROP INDEX CONCURRENTLY IF EXISTS ") || sql.starts_with(leftoverGuard);
}

Statement validateConstraint(const ObjectKey& table, const Constraint& constraint, bool apart)
{
    Statement statement = onTable(table, alterTable(table) + "VALIDATE CONSTRAINT " + quoteIdent(constraint.name),
                                  LockMode::ShareUpdateExclusive, reachOf(constraint));
    if (constraint.type == ConstraintType::ForeignKey && tableKey(constraint.refTable) != table)
        statement.locks.push_back({LockMode::RowShare, tableKey(constraint.refTable), LockReach::Partitions});
    statement.scans = true;
    statement.apart = apart;
    statement.hazards.push_back({"scan-table", std::format("Validating {} reads every row of {} without blocking reads "
                                                           "or writes. It fails if a row violates the constraint.",
                                                           quoteIdent(constraint.name), table.display())});
    return statement;
}

std::vector<Statement> addConstraintOnline(const ObjectKey& table, const Table& body, const Constraint& constraint,
                                           const PlanContext& context)
{
    if (!goesOnline(context, table) || constraint.notValid || !constraint.enforced)
        return {};
    switch (constraint.type) {
    case ConstraintType::Check: return addCheckedLater(table, constraint);
    case ConstraintType::ForeignKey:
        return body.partitionBy.empty() ? addCheckedLater(table, constraint)
                                        : addForeignKeyOnPartitions(table, constraint, context);
    case ConstraintType::PrimaryKey:
    case ConstraintType::Unique:
        // No index that is built apart can become a key WITHOUT OVERLAPS.
        if (!constraint.parentConstraint.empty() || constraint.period)
            return {};
        return body.partitionBy.empty() ? addKeyOnline(table, constraint)
                                        : addKeyOnPartitions(table, constraint, context);
    case ConstraintType::Exclude: return {};
    }
    return {};
}

std::vector<Statement> setNotNullOnline(const ObjectKey& table, const std::string& column)
{
    Constraint check;
    check.type = ConstraintType::Check;
    check.name = derivedName(column, "__not_null");
    check.columns = {column};
    check.expression = Expression(quoteIdent(column) + " IS NOT NULL");
    std::vector<Statement> statements = addCheckedLater(table, check);
    // One statement of two: neither reads a row, and nobody sees the column without either.
    statements.push_back(onFamily(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(column) + " SET NOT NULL"));
    statements.push_back(onFamily(table, alterTable(table) + "DROP CONSTRAINT " + quoteIdent(check.name)));
    return statements;
}

std::vector<Statement> addColumnOnline(const ObjectKey& table, const Column& column)
{
    Column bare = column;
    bare.notNull = false;
    std::vector<Statement> statements;
    statements.push_back(onTable(table, alterTable(table) + "ADD COLUMN " +
                                            columnDefinition(table, bare, {.defaultExpr = false, .identity = true})));
    statements.push_back(onTable(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(column.name) +
                                            " SET DEFAULT " + column.defaultExpr));
    statements.push_back(backfill(table, column.name));
    if (column.notNull)
        std::ranges::move(setNotNullOnline(table, column.name), std::back_inserter(statements));
    return statements;
}

std::vector<Statement> attachOnline(const ObjectKey& key, const Table& after, const PlanContext& context,
                                    Statement attach)
{
    const auto* parent = context.to.get<Table>(tableKey(after.partitionOf));
    const std::string column = goesOnline(context, key) && parent ? partitionColumn(*parent) : std::string();
    Constraint check;
    check.type = ConstraintType::Check;
    check.name = derivedName(key.name, "__bound");
    check.columns = {column};
    check.expression = column.empty() ? Expression() : Expression(boundCondition(column, after.partitionBound));
    if (check.expression.empty() || after.findConstraint(check.name))
        return {};
    std::vector<Statement> statements = addCheckedLater(key, check);
    statements.push_back(std::move(attach));
    statements.push_back(onFamily(key, alterTable(key) + "DROP CONSTRAINT " + quoteIdent(check.name)));
    return statements;
}

std::vector<Statement> detachOnline(const ObjectKey& key, const Table& before, const PlanContext& context)
{
    const ObjectKey parent = tableKey(before.partitionOf);
    const auto* body = context.from.get<Table>(parent);
    if (!goesOnline(context, key) || !body || !context.to.find(parent))
        return {};
    // Not beside a default partition. PostgreSQL 17 manual, "ALTER TABLE", DETACH PARTITION.
    for (const ObjectKey& other : children(context.from, parent))
        if (context.from.get<Table>(other)->partitionBound == "DEFAULT")
            return {};
    const std::string column = partitionColumn(*body);
    const std::string check = key.name + "_" + column + "_check";
    // Where the name is taken or too long PostgreSQL finds another by rules of its own.
    const bool taken = std::ranges::any_of(context.from, [&](const Catalog::Entry& entry) {
        const auto* table = entry.object->as<Table>();
        return table && entry.key->schema == key.schema && table->findConstraint(check);
    });
    if (column.empty() || taken || check.size() > 63)
        return {};
    Statement detach =
        onFamily(key, alterTable(parent) + "DETACH PARTITION " + quoteName(key.schema, key.name) + " CONCURRENTLY");
    detach.locks.push_back({LockMode::ShareUpdateExclusive, parent});
    detach.transactional = false;
    return {std::move(detach), onFamily(key, alterTable(key) + "DROP CONSTRAINT IF EXISTS " + quoteIdent(check))};
}

} // namespace schemawright::tables
