#include "diff/kinds/table/online.h"

#include "diff/kinds/base/same.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/not_null.h"
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

Statement createKeyIndex(const ObjectKey& table, const Constraint& constraint, const std::string& index)
{
    std::string sql = std::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({})", quoteIdent(index),
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

/// In dollar quotes that the text does not contain.
std::string dollarQuoted(const std::string& text, std::string tag)
{
    while (text.contains(tag))
        tag.insert(tag.size() - 1, "_");
    return tag + text + tag;
}

/// `rows`: which of them, as a condition that ends with AND.
Statement updateBlocks(const ObjectKey& table, const std::string& column, const std::string& rows)
{
    const std::string name = quoteName(table.schema, table.name);
    const std::string body =
        std::format("\nDECLARE\n    blocks bigint := pg_catalog.pg_relation_size({0}) / "
                    "pg_catalog.current_setting('block_size')::bigint;\n    start_block bigint := 0;\nBEGIN\n"
                    "    WHILE start_block <= blocks LOOP\n"
                    "        UPDATE ONLY {1} SET {2} = DEFAULT\n"
                    "            WHERE {4}ctid >= pg_catalog.format('(%s,0)', start_block)::tid\n"
                    "                AND ctid < pg_catalog.format('(%s,0)', start_block + {3})::tid;\n"
                    "        COMMIT;\n        start_block := start_block + {3};\n    END LOOP;\nEND\n",
                    quoteLiteral(name), name, quoteIdent(column), blocksAtOnce, rows);
    Statement fill = onTable(table, "DO " + dollarQuoted(body, "$fill$"), LockMode::RowExclusive);
    fill.transactional = false;
    fill.scans = true;
    fill.hazards.push_back(
        {"backfill",
         std::format("Every row of {} is updated, {} blocks in a transaction. UPDATE triggers fire for each row.",
                     table.display(), blocksAtOnce)});
    return fill;
}

/// Does the plan leave alone what others need of it?
bool isLeftAlone(const ObjectKey& element, const PlanContext& context)
{
    if (context.recreated.contains(element) || context.recreated.contains(ownerOf(element)))
        return false;
    const auto* before = context.from.get<Table>(ownerOf(element));
    const auto* after = context.to.get<Table>(ownerOf(element));
    if (!before || !after) {
        // A function keeps its name through another body; a collation, a type... is given up for another of its name.
        const Object* old = context.from.find(element);
        const Object* now = context.to.find(element);
        return !old || !now || isRoutine(element.kind) || old->body == now->body;
    }
    if (element.kind != Kind::Column)
        return true;
    const Column* old = before->findColumn(element.name);
    const Column* now = after->findColumn(element.name);
    return !old || !now ||
           (old->type == now->type && old->collation == now->collation && old->generated == now->generated &&
            (now->generated == Generated::No || old->defaultExpr == now->defaultExpr));
}

} // namespace

bool goesOnline(const PlanContext& context, const ObjectKey& table)
{
    return context.online && mayHoldRows(context, table);
}

bool standsOnItsOwn(const ObjectKey& element, const PlanContext& context)
{
    // An index of a partition needs the one that it is attached to only from then on.
    const auto leftAlone = [&](const ObjectKey& needed) {
        const bool whole =
            element.kind == Kind::Index && (needed.kind == Kind::Index || needed.kind == Kind::Constraint);
        return whole || isLeftAlone(needed, context);
    };
    return std::ranges::all_of(context.from.dependencies().of(element), leftAlone) &&
           std::ranges::all_of(context.to.dependencies().of(element), leftAlone);
}

bool keepsColumns(const ObjectKey& element, const PlanContext& context)
{
    return std::ranges::all_of(context.from.dependencies().of(element), [&](const ObjectKey& needed) {
        return needed.kind != Kind::Column || isLeftAlone(needed, context);
    });
}

ObjectKey joinedKey(const ObjectKey& table)
{
    return childKey(Kind::Constraint, table.schema, table.name, "\x01joined");
}

ObjectKey attachedKey(const ObjectKey& constraint)
{
    ObjectKey key = constraint;
    key.name += "\x01"
                "attached";
    return key;
}

ObjectKey checkedKey(const ObjectKey& constraint)
{
    ObjectKey key = constraint;
    key.name += "\x01checked";
    return key;
}

ObjectKey notNullKey(const ObjectKey& table, const std::string& column)
{
    return columnKey(table, column + "\x01not null");
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

Steps addCheckedLater(const ObjectKey& table, const Constraint& constraint)
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
    const ObjectKey element = constraintKey(table, constraint.name);
    Steps steps;
    steps.push_back({.statements = {std::move(add)}, .creates = {element}});
    steps.push_back({.statements = {validateConstraint(table, constraint, true)},
                     .creates = {checkedKey(element)},
                     .needs = {element},
                     .insteadOf = element});
    return steps;
}

Step buildKeyIndex(const ObjectKey& table, const Constraint& constraint, const std::string& index)
{
    const ObjectKey key = childKey(Kind::Index, table.schema, table.name, index);
    Step step{.creates = {key}, .insteadOf = constraintKey(table, constraint.name)};
    step.statements = dropLeftover(table, key);
    step.statements.push_back(createKeyIndex(table, constraint, index));
    return step;
}

Statement addKeyUsing(const ObjectKey& table, const Constraint& constraint, const std::string& index)
{
    std::string attach =
        alterTable(table) + std::format("ADD CONSTRAINT {} {} USING INDEX {}", quoteIdent(constraint.name),
                                        constraint.type == ConstraintType::PrimaryKey ? "PRIMARY KEY" : "UNIQUE",
                                        quoteIdent(index));
    if (constraint.deferrable)
        attach += constraint.initiallyDeferred ? " DEFERRABLE INITIALLY DEFERRED" : " DEFERRABLE";
    return onTable(table, std::move(attach));
}

namespace {

Step stepUsing(const ObjectKey& table, const Constraint& constraint, const std::string& index)
{
    return {.statements = {addKeyUsing(table, constraint, index)},
            .creates = {constraintKey(table, constraint.name)},
            .needs = {childKey(Kind::Index, table.schema, table.name, index)}};
}

/// A key that the table did not have. While something else has its name, its index is built under another one.
Steps addKeyOnline(const ObjectKey& table, const Constraint& constraint, const PlanContext& context)
{
    const ObjectKey element = constraintKey(table, constraint.name);
    const std::string index =
        context.names.isRelation(table.schema, constraint.name) ? context.names.index(element) : constraint.name;
    Steps steps;
    steps.push_back(buildKeyIndex(table, constraint, index));
    steps.push_back(stepUsing(table, constraint, index));
    return steps;
}

} // namespace

Steps addConstraintOnline(const ObjectKey& table, const Table& body, const Constraint& constraint,
                          const PlanContext& context)
{
    const ObjectKey element = constraintKey(table, constraint.name);
    if (!goesOnline(context, table) || constraint.notValid || !constraint.enforced || context.inOneGo.contains(element))
        return {};
    // What is made again is so at once, where the rows have been checked for something else before, or are others.
    const Constraint* old = context.from.get<Table>(table)->findConstraint(constraint.name);
    const bool key = constraint.type == ConstraintType::PrimaryKey || constraint.type == ConstraintType::Unique;
    if (old && (key || isConstraintRemade(*old, constraint) || !keepsColumns(element, context)))
        return {};
    const bool partitioned = !body.partitionBy.empty();
    // No index that is built apart can become a key WITHOUT OVERLAPS.
    if (constraint.type == ConstraintType::Exclude ||
        (key && (!constraint.parentConstraint.empty() || constraint.period)))
        return {};
    if (!partitioned || constraint.type == ConstraintType::Check)
        return key ? addKeyOnline(table, constraint, context) : addCheckedLater(table, constraint);
    auto onPartitions = addOnPartitions(table, constraint, context, false);
    if (!onPartitions)
        return {};
    Steps steps = std::move(onPartitions->before);
    steps.push_back(std::move(onPartitions->made));
    return steps;
}

Steps setNotNullOnline(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    const ObjectKey done = notNullKey(table, column.name);
    Constraint check;
    check.type = ConstraintType::Check;
    check.columns = {column.name};
    if (context.serverVersion >= 180000 && !column.notNullConstraint.name.empty()) {
        check.name = column.notNullConstraint.name;
        check.noInherit = column.notNullConstraint.noInherit;
        const ObjectKey element = constraintKey(table, check.name);
        Column unchecked = column;
        unchecked.notNullConstraint.notValid = true;
        Steps steps;
        steps.push_back({.statements = {addNotNull(table, unchecked, context)},
                         .creates = {element},
                         .needs = {columnKey(table, column.name)}});
        steps.push_back({.statements = {validateConstraint(table, check, true)},
                         .creates = {done},
                         .needs = {element},
                         .insteadOf = done});
        return steps;
    }
    check.name = context.names.constraint(table, columnKey(table, column.name), "__not_null");
    check.expression = Expression(quoteIdent(column.name) + " IS NOT NULL");
    Steps steps = addCheckedLater(table, check);
    steps.front().needs.push_back(columnKey(table, column.name));
    steps.back().insteadOf = done;
    // Both statements in one step: neither reads a row, and nobody sees the column without either.
    steps.push_back({.statements = {addNotNull(table, column, context),
                                    onFamily(table, alterTable(table) + "DROP CONSTRAINT " + quoteIdent(check.name))},
                     .creates = {done},
                     .needs = {checkedKey(constraintKey(table, check.name))}});
    return steps;
}

Statement addColumnBare(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    Column bare = column;
    bare.notNull = false;
    return onTable(table, alterTable(table) + "ADD COLUMN " +
                              columnDefinition(table, bare, context, {.defaultExpr = false, .identity = true}));
}

Statement updateInParts(const ObjectKey& table, const std::string& column)
{
    return updateBlocks(table, column, {});
}

Statement setColumnDefault(const ObjectKey& table, const Column& column)
{
    return onTable(table, alterTable(table) + "ALTER COLUMN " + quoteIdent(column.name) + " SET DEFAULT " +
                              column.defaultExpr);
}

Steps fillColumn(const ObjectKey& table, const Column& column, const PlanContext& context)
{
    const ObjectKey element = columnKey(table, column.name);
    const ObjectKey filled = columnKey(table, column.name + "\x01filled");
    Steps steps;
    steps.push_back({.statements = {updateBlocks(table, column.name, quoteIdent(column.name) + " IS NULL AND ")},
                     .creates = {filled},
                     .needs = {element, defaultKey(table, column.name)}});
    if (!column.notNull)
        return steps;
    Steps notNull = setNotNullOnline(table, column, context);
    notNull[1].needs.push_back(filled);
    std::ranges::move(notNull, std::back_inserter(steps));
    return steps;
}

} // namespace schemawright::tables
