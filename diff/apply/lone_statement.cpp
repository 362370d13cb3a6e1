#include "diff/apply/lone_statement.h"

#include "diff/script/parse_tree.h"
#include "diff/script/script.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <format>
#include <span>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright {

namespace {

using Sort = LoneStatement::Sort;

std::string nameOf(const PgQuery__RangeVar* relation)
{
    return relation ? quoteName(relation->schemaname, relation->relname) : std::string();
}

/// The only object of a DROP: [schema.]name.
std::string droppedName(const PgQuery__DropStmt& drop)
{
    if (drop.n_objects != 1 || drop.objects[0]->node_case != PG_QUERY__NODE__NODE_LIST)
        return {};
    const PgQuery__List& names = *drop.objects[0]->list;
    std::vector<std::string> words;
    for (const PgQuery__Node* word : std::span(names.items, names.n_items))
        if (word->node_case == PG_QUERY__NODE__NODE_STRING)
            words.emplace_back(word->string->sval);
    if (words.empty())
        return {};
    return quoteName(words.size() > 1 ? words[words.size() - 2] : std::string(), words.back());
}

LoneStatement detached(const PgQuery__AlterTableStmt& alter)
{
    if (alter.n_cmds != 1 || alter.cmds[0]->node_case != PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
        return {};
    const PgQuery__Node* definition = alter.cmds[0]->alter_table_cmd->def;
    if (!definition || definition->node_case != PG_QUERY__NODE__NODE_PARTITION_CMD)
        return {};
    return {Sort::DetachPartition, nameOf(alter.relation), {}, nameOf(definition->partition_cmd->name)};
}

/// What it is, where PostgreSQL does not run it inside a transaction block.
LoneStatement outsideTransaction(const PgQuery__Node& node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_INDEX_STMT:
        return {Sort::CreateIndex, nameOf(node.index_stmt->relation), node.index_stmt->idxname, {}};
    case PG_QUERY__NODE__NODE_DROP_STMT: return {Sort::DropIndex, {}, droppedName(*node.drop_stmt), {}};
    case PG_QUERY__NODE__NODE_REINDEX_STMT: return {Sort::Reindex, {}, {}, {}};
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: return detached(*node.alter_table_stmt);
    default: return {};
    }
}

LoneStatement classified(const PgQuery__Node& node, bool transactional)
{
    if (node.node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT)
        return {Sort::Setting, {}, {}, {}};
    if (node.node_case == PG_QUERY__NODE__NODE_DO_STMT || node.node_case == PG_QUERY__NODE__NODE_CALL_STMT)
        return {Sort::Program, {}, {}, {}};
    return transactional ? LoneStatement{Sort::Plain, {}, {}, {}} : outsideTransaction(node);
}

/// Another session works on the table in a way that only one can: it builds an index there, most likely. Autovacuum, which has no
/// user, takes the same lock. PostgreSQL 17 manual, "Table-Level Locks".
constexpr std::string_view othersBuild =
    "EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'relation' AND l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted"
    " AND l.pid <> pg_catalog.pg_backend_pid() AND a.usesysid IS NOT NULL"
    " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))";

std::string indexesSql(const std::string& condition)
{
    return std::format("SELECT c.oid, c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname), i.indisvalid, {}"
                       " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
                       " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                       " WHERE c.relkind = 'i' AND {} ORDER BY 3",
                       othersBuild, condition);
}

bool has(const std::vector<std::string>& oids, const std::string& oid)
{
    return std::ranges::find(oids, oid) != oids.end();
}

Result<Remains> remainsOfIndex(Connection& connection, const LoneStatement& statement,
                               const std::vector<std::string>& existing)
{
    const auto rows = connection.query(
        indexesSql(std::format("i.indrelid = pg_catalog.to_regclass({})", quoteLiteral(statement.table))));
    if (!rows)
        return std::unexpected(rows.error());
    Remains remains;
    std::size_t finished = 0;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const bool fresh = !has(existing, rows->text(i, 0));
        // An index without a name in the statement is known by not having been there.
        if (statement.index.empty() ? !fresh : rows->text(i, 1) != statement.index)
            continue;
        if (rows->flag(i, 3))
            finished += fresh ? 1 : 0;
        else if (!rows->flag(i, 4))
            remains.leftovers.push_back(rows->text(i, 2));
    }
    remains.done = finished == 1;
    return remains;
}

/// REINDEX CONCURRENTLY leaves the index that it was building, or the one that it has replaced. PostgreSQL 17 manual, "REINDEX".
Result<Remains> remainsOfReindex(Connection& connection, const std::vector<std::string>& existing)
{
    const auto rows = connection.query(indexesSql("NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'"));
    if (!rows)
        return std::unexpected(rows.error());
    Remains remains;
    for (std::size_t i = 0; i < rows->size(); ++i)
        if (!has(existing, rows->text(i, 0)) && !rows->flag(i, 4))
            remains.leftovers.push_back(rows->text(i, 2));
    return remains;
}

Result<Remains> remainsOfDrop(Connection& connection, const std::vector<std::string>& existing)
{
    if (existing.empty())
        return Remains{};
    const auto rows =
        connection.query("SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = " + existing.front() + ")");
    if (!rows)
        return std::unexpected(rows.error());
    return Remains{.done = rows->flag(0, 0), .leftovers = {}, .detaching = false};
}

Result<Remains> remainsOfDetach(Connection& connection, const LoneStatement& statement,
                                const std::vector<std::string>& existing)
{
    const auto rows = connection.query(
        "SELECT inhdetachpending FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass($1) AND inhparent "
        "= pg_catalog.to_regclass($2)",
        std::array{statement.partition, statement.table});
    if (!rows)
        return std::unexpected(rows.error());
    Remains remains;
    remains.done = rows->empty() && !existing.empty();
    remains.detaching = !rows->empty() && rows->flag(0, 0);
    return remains;
}

} // namespace

LoneStatement loneStatement(std::string_view sql)
{
    const std::string text(sql);
    const auto split = splitScript({{}, text});
    if (!split || split->size() != 1)
        return {};
    const ParseTree tree = treeOfStatement(text);
    if (!tree)
        return {};
    return classified(*tree->stmts[0]->stmt, split->front().transactional);
}

bool isConcurrent(const LoneStatement& statement)
{
    return statement.sort == Sort::CreateIndex || statement.sort == Sort::DropIndex ||
           statement.sort == Sort::Reindex || statement.sort == Sort::DetachPartition;
}

std::string existingSql(const LoneStatement& statement)
{
    switch (statement.sort) {
    case Sort::CreateIndex:
        return "ARRAY(SELECT indexrelid FROM pg_catalog.pg_index WHERE indrelid = pg_catalog.to_regclass(" +
               quoteLiteral(statement.table) + "))";
    case Sort::DropIndex:
        return "ARRAY(SELECT oid FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(" +
               quoteLiteral(statement.index) + "))";
    case Sort::Reindex: return "ARRAY(SELECT indexrelid FROM pg_catalog.pg_index WHERE NOT indisvalid)";
    case Sort::DetachPartition:
        return "ARRAY(SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhrelid = pg_catalog.to_regclass(" +
               quoteLiteral(statement.partition) + ") AND inhparent = pg_catalog.to_regclass(" +
               quoteLiteral(statement.table) + "))";
    case Sort::Plain:
    case Sort::Setting:
    case Sort::Program:
    case Sort::Other: break;
    }
    return "'{}'::pg_catalog.oid[]";
}

Result<Remains> remainsOf(Connection& connection, const LoneStatement& statement,
                          const std::vector<std::string>& existing)
{
    switch (statement.sort) {
    case Sort::CreateIndex: return remainsOfIndex(connection, statement, existing);
    case Sort::DropIndex: return remainsOfDrop(connection, existing);
    case Sort::Reindex: return remainsOfReindex(connection, existing);
    case Sort::DetachPartition: return remainsOfDetach(connection, statement, existing);
    case Sort::Plain:
    case Sort::Setting:
    case Sort::Program:
    case Sort::Other: break;
    }
    return Remains{};
}

} // namespace schemawright
