// A script with a statement that cannot run in a transaction is not all or nothing: where it fails, what stands before is done, and is met again
// when the script is run again.

#include "diff/lint/lint_repeat.h"

#include <algorithm>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright::lint {

namespace {

using Nodes = std::span<PgQuery__Node* const>;

/// Over what an action of ALTER TABLE stumbles. What it drops IF EXISTS is out of the way of those after it.
std::string stumblesOver(const PgQuery__AlterTableCmd& command, LintState& state)
{
    switch (command.subtype) {
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
        return command.missing_ok ? std::string() : "column " + std::string(command.def->column_def->colname);
    case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint: {
        const std::string name = command.def->constraint->conname;
        return name.empty() || state.cleared.contains(name) ? std::string() : "constraint " + name;
    }
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn:
    case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
        if (command.missing_ok)
            state.cleared.insert(command.name);
        return command.missing_ok ? std::string() : command.name + std::string(" is already dropped then");
    default: return {};
    }
}

std::string stumblesOver(const PgQuery__AlterTableStmt& alter, LintState& state)
{
    std::string over;
    for (const PgQuery__Node* node : Nodes(alter.cmds, alter.n_cmds))
        if (node->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
            if (std::string found = stumblesOver(*node->alter_table_cmd, state); over.empty())
                over = std::move(found);
    return over;
}

} // namespace

std::string stumblesOver(const PgQuery__Node& node, LintState& state)
{
    const auto unless = [&](bool guarded, const ScriptName& name) {
        return guarded || name.name.empty() || state.cleared.contains(name.name) ? std::string() : name.name;
    };
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
        return unless(node.create_stmt->if_not_exists ||
                          std::string_view(node.create_stmt->relation->relpersistence) == "t",
                      nameOf(node.create_stmt->relation));
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
        return unless(node.create_table_as_stmt->if_not_exists ||
                          std::string_view(node.create_table_as_stmt->into->rel->relpersistence) == "t",
                      nameOf(node.create_table_as_stmt->into->rel));
    case PG_QUERY__NODE__NODE_INDEX_STMT: // of one that is built concurrently it is said anyway
        return unless(node.index_stmt->if_not_exists || node.index_stmt->concurrent, {{}, node.index_stmt->idxname});
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
        return unless(node.create_seq_stmt->if_not_exists, nameOf(node.create_seq_stmt->sequence));
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
        return unless(node.create_schema_stmt->if_not_exists, {{}, node.create_schema_stmt->schemaname});
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
        return unless(node.create_extension_stmt->if_not_exists, {{}, node.create_extension_stmt->extname});
    case PG_QUERY__NODE__NODE_VIEW_STMT: return unless(node.view_stmt->replace, nameOf(node.view_stmt->view));
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
        return unless(node.create_function_stmt->replace,
                      nameOf(Nodes(node.create_function_stmt->funcname, node.create_function_stmt->n_funcname)));
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
        return unless(node.create_trig_stmt->replace, {{}, node.create_trig_stmt->trigname});
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT: return unless(false, {{}, node.create_policy_stmt->policy_name});
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
        return unless(false, nameOf(Nodes(node.create_enum_stmt->type_name, node.create_enum_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT:
        return unless(false, nameOf(Nodes(node.create_domain_stmt->domainname, node.create_domain_stmt->n_domainname)));
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT: return unless(false, nameOf(node.composite_type_stmt->typevar));
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
        return unless(false, nameOf(Nodes(node.create_range_stmt->type_name, node.create_range_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
        return unless(node.alter_enum_stmt->skip_if_new_val_exists, {{}, node.alter_enum_stmt->new_val});
    case PG_QUERY__NODE__NODE_RENAME_STMT: return unless(node.rename_stmt->missing_ok, {{}, node.rename_stmt->newname});
    case PG_QUERY__NODE__NODE_DROP_STMT: // of an index that is dropped concurrently it is said anyway
        return node.drop_stmt->missing_ok || node.drop_stmt->concurrent || node.drop_stmt->n_objects == 0
                   ? std::string()
                   : nameOf(*node.drop_stmt->objects[0]).name + " is already dropped then";
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: return stumblesOver(*node.alter_table_stmt, state);
    default: return {};
    }
}

} // namespace schemawright::lint
