#include "diff/lint_rules.h"

#include "diff/kinds/sql_pieces.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <memory>

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

namespace schemawright {

namespace {

std::string_view stringOf(const PgQuery__Node& node)
{
    return node.node_case == PG_QUERY__NODE__NODE_STRING ? std::string_view(node.string->sval) : std::string_view();
}

/// The last name of a type: "int4" of pg_catalog.int4.
std::string_view typeName(const PgQuery__TypeName* type)
{
    return type && type->n_names > 0 ? stringOf(*type->names[type->n_names - 1]) : std::string_view();
}

/// The last name of a list of names, or of a relation: what DROP names.
std::string nameOf(const PgQuery__Node& node)
{
    if (node.node_case == PG_QUERY__NODE__NODE_LIST && node.list->n_items > 0)
        return std::string(stringOf(*node.list->items[node.list->n_items - 1]));
    if (node.node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
        return std::string(typeName(node.type_name));
    if (node.node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS && node.object_with_args->n_objname > 0)
        return std::string(stringOf(*node.object_with_args->objname[node.object_with_args->n_objname - 1]));
    return std::string(stringOf(node));
}

bool has(const PgQuery__ColumnDef& column, PgQuery__ConstrType type)
{
    return std::any_of(column.constraints, column.constraints + column.n_constraints, [&](const PgQuery__Node* node) {
        return node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT && node->constraint->contype == type;
    });
}

bool isSerial(std::string_view type)
{
    return type == "serial" || type == "bigserial" || type == "smallserial" || type == "serial4" || type == "serial8" ||
           type == "serial2";
}

/// The first name of more than 63 bytes. The parser has cut it already, so the text is asked.
std::string longName(std::string_view sql)
{
    constexpr std::size_t most = 63;
    const auto isPart = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
               (static_cast<unsigned char>(c) & 0x80U) != 0;
    };
    for (std::size_t i = 0; i < sql.size(); ++i) {
        std::size_t end = endOfQuoted(sql, i);
        const bool quoted = end > i;
        while (!quoted && end < sql.size() && isPart(sql[end]))
            ++end;
        const bool name = quoted ? sql[i] == '"' && end - i > most + 2 : end - i > most;
        if (name)
            return std::string(sql.substr(i, end - i));
        i = std::max(end, i + 1) - 1;
    }
    return {};
}

/// Goes through one statement and says what it breaks.
class Linter {
public:
    Linter(LintState& state, bool runsInTransaction) : m_state(state), m_transactional(runsInTransaction) {}

    std::vector<Hazard> run(const PgQuery__Node& node)
    {
        m_state.referring.clear();
        if (m_state.inTransaction && !m_transactional)
            say("concurrently-in-transaction", "it stands between BEGIN and COMMIT");
        switch (node.node_case) {
        case PG_QUERY__NODE__NODE_CREATE_STMT: createTable(*node.create_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: alterTable(*node.alter_table_stmt); break;
        case PG_QUERY__NODE__NODE_INDEX_STMT: createIndex(*node.index_stmt); break;
        case PG_QUERY__NODE__NODE_DROP_STMT: drop(*node.drop_stmt); break;
        case PG_QUERY__NODE__NODE_DROPDB_STMT: say("drop-database", node.dropdb_stmt->dbname); break;
        case PG_QUERY__NODE__NODE_DROP_OWNED_STMT: say("drop-cascade", "DROP OWNED"); break;
        case PG_QUERY__NODE__NODE_RENAME_STMT: rename(*node.rename_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT:
            if (const auto* relation = node.alter_object_schema_stmt->relation; relation && lasts(relation->relname))
                say("rename-table", std::string(relation->relname) + " moves to another schema");
            break;
        case PG_QUERY__NODE__NODE_TRUNCATE_STMT: truncate(*node.truncate_stmt); break;
        case PG_QUERY__NODE__NODE_DELETE_STMT:
            if (!node.delete_stmt->where_clause && lasts(node.delete_stmt->relation->relname))
                say("delete-all", node.delete_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_UPDATE_STMT:
            if (!node.update_stmt->where_clause && lasts(node.update_stmt->relation->relname))
                say("update-all", node.update_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_REINDEX_STMT:
            if (m_transactional)
                say("reindex-blocks",
                    node.reindex_stmt->relation ? node.reindex_stmt->relation->relname : node.reindex_stmt->name);
            break;
        case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
            if (!node.refresh_mat_view_stmt->concurrent && lasts(node.refresh_mat_view_stmt->relation->relname))
                say("refresh-blocks", node.refresh_mat_view_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_VACUUM_STMT: vacuum(*node.vacuum_stmt); break;
        case PG_QUERY__NODE__NODE_CLUSTER_STMT: say("vacuum-full", "CLUSTER"); break;
        case PG_QUERY__NODE__NODE_LOCK_STMT: say("lock-table", "LOCK TABLE"); break;
        case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT:
            m_state.lockTimeout |= std::string_view(node.variable_set_stmt->name) == "lock_timeout";
            break;
        case PG_QUERY__NODE__NODE_TRANSACTION_STMT: transaction(*node.transaction_stmt); break;
        case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
            made(m_state.madeTypes, node.create_enum_stmt->type_name, node.create_enum_stmt->n_type_name);
            break;
        case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT: createDomain(*node.create_domain_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT: alterDomain(*node.alter_domain_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT: alterEnum(*node.alter_enum_stmt); break;
        case PG_QUERY__NODE__NODE_GRANT_STMT:
            if (!node.grant_stmt->is_grant)
                say("revoke-privilege", "REVOKE");
            break;
        case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
            if (lasts(node.create_policy_stmt->table->relname))
                say("change-policy", node.create_policy_stmt->policy_name);
            break;
        case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT: say("change-policy", node.alter_policy_stmt->policy_name); break;
        case PG_QUERY__NODE__NODE_ALTER_EXTENSION_STMT:
            say("update-extension", node.alter_extension_stmt->extname);
            break;
        case PG_QUERY__NODE__NODE_DO_STMT: say("dynamic-sql", "DO"); break;
        case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
            m_state.made.insert(node.create_table_as_stmt->into->rel->relname);
            break;
        case PG_QUERY__NODE__NODE_VIEW_STMT: m_state.made.insert(node.view_stmt->view->relname); break;
        default: break;
        }
        return std::move(m_found);
    }

private:
    void say(std::string_view rule, std::string message) { m_found.push_back({std::string(rule), std::move(message)}); }

    [[nodiscard]] bool lasts(const std::string& relation) const { return !m_state.made.contains(relation); }

    static void made(std::set<std::string>& names, PgQuery__Node* const* words, std::size_t count)
    {
        if (count > 0)
            names.insert(std::string(stringOf(*words[count - 1])));
    }

    // ---- Tables ----

    void createTable(const PgQuery__CreateStmt& create)
    {
        bool key = false;
        noteForeignKeys(create.table_elts, create.n_table_elts, create.relation->relname);
        for (std::size_t i = 0; i < create.n_table_elts; ++i) {
            const PgQuery__Node& element = *create.table_elts[i];
            if (element.node_case == PG_QUERY__NODE__NODE_COLUMN_DEF) {
                key |= has(*element.column_def, PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY);
                checkColumn(*element.column_def);
                noteForeignKeys(element.column_def->constraints, element.column_def->n_constraints,
                                create.relation->relname);
            } else if (element.node_case == PG_QUERY__NODE__NODE_CONSTRAINT) {
                key |= element.constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY;
            } else {
                key = true; // LIKE may bring one
            }
        }
        const bool temporary = std::string_view(create.relation->relpersistence) == "t";
        if (!key && !temporary && create.n_inh_relations == 0 && !create.of_typename)
            say("no-primary-key", create.relation->relname);
        if (std::string_view(create.relation->relpersistence) == "u")
            say("unlogged-table", create.relation->relname);
        m_state.made.insert(create.relation->relname);
    }

    /// Constraints of a column or table that refer elsewhere: whether an index helps is known when the script has been run.
    void noteForeignKeys(PgQuery__Node* const* constraints, std::size_t count, const std::string& table)
    {
        for (std::size_t i = 0; i < count; ++i)
            if (constraints[i]->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
                constraints[i]->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN)
                m_state.referring.push_back(table);
    }

    void checkColumn(const PgQuery__ColumnDef& column)
    {
        const std::string name = column.colname ? column.colname : "";
        const std::string_view type = typeName(column.type_name);
        if (isSerial(type))
            say("prefer-identity", name);
        const bool key =
            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY) || has(column, PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY);
        const bool isShort =
            type == "int4" || type == "int2" || type == "int" || type == "integer" || type == "smallint";
        if ((key && isShort) || (isSerial(type) && type != "bigserial" && type != "serial8"))
            say("prefer-bigint", name);
        if (type == "varchar" && column.type_name->n_typmods > 0)
            say("prefer-text", name);
        if (type == "bpchar" || type == "char")
            say("no-char", name);
        if (type == "timestamp")
            say("prefer-timestamptz", name);
        if (type == "json")
            say("prefer-jsonb", name);
    }

    void alterTable(const PgQuery__AlterTableStmt& alter)
    {
        const std::string table = alter.relation ? alter.relation->relname : "";
        const bool rows = lasts(table);
        for (std::size_t i = 0; i < alter.n_cmds; ++i)
            if (alter.cmds[i]->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
                alterCommand(*alter.cmds[i]->alter_table_cmd, table, rows);
    }

    void alterCommand(const PgQuery__AlterTableCmd& command, const std::string& table, bool rows)
    {
        const std::string name = table + "." + command.name;
        if (command.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
            say("drop-cascade", name);
        switch (command.subtype) {
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn:
            if (command.def)
                noteForeignKeys(command.def->column_def->constraints, command.def->column_def->n_constraints, table);
            if (command.def)
                addColumn(*command.def->column_def, table, rows);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn:
            if (rows)
                say("drop-column", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
            if (rows)
                say("change-column-type", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull:
            if (rows)
                say("drop-not-null", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault:
            if (rows && !command.def)
                say("drop-default", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint:
            if (command.def)
                noteForeignKeys(&command.def, 1, table);
            if (command.def)
                addConstraint(*command.def->constraint, table, rows);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint:
            if (rows)
                say("drop-constraint", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity:
            if (rows)
                say("add-identity", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity:
            if (rows)
                say("row-security", table);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity:
            if (rows)
                say("row-security-off", table);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser:
            if (rows)
                say("disable-trigger", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged: say("unlogged-table", table); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition:
            if (rows)
                say("detach-partition", table);
            if (rows && m_transactional)
                say("detach-blocks", table);
            break;
        default: break;
        }
    }

    void addColumn(const PgQuery__ColumnDef& column, const std::string& table, bool rows)
    {
        checkColumn(column);
        const std::string name = table + "." + column.colname;
        const bool filled = has(column, PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT) ||
                            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED) ||
                            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY) || isSerial(typeName(column.type_name));
        const bool required =
            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL) || has(column, PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY);
        if (rows && required && !filled)
            say("add-required-column", name);
        for (std::size_t i = 0; i < column.n_constraints; ++i)
            if (column.constraints[i]->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
                addConstraint(*column.constraints[i]->constraint, table, rows);
    }

    void addConstraint(const PgQuery__Constraint& constraint, const std::string& table, bool rows)
    {
        if (!rows || constraint.skip_validation)
            return;
        const bool byIndex = *constraint.indexname != '\0';
        switch (constraint.contype) {
        case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN: say("add-foreign-key", table); break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK: say("add-check", table); break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
            if (!byIndex)
                say("add-unique", table);
            break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION: say("add-exclusion", table); break;
        default: break;
        }
    }

    // ---- Indexes ----

    void createIndex(const PgQuery__IndexStmt& index)
    {
        const std::string table = index.relation->relname;
        if (!index.unique && index.n_index_params > 3)
            say("wide-index", index.idxname);
        if (index.concurrent && !index.if_not_exists && !m_state.cleared.contains(index.idxname))
            say("not-repeatable", *index.idxname == '\0' ? table : index.idxname);
        if (!lasts(table))
            return;
        if (!index.concurrent)
            say("create-index-blocks-writes", table);
        if (index.unique)
            say("create-unique-index-may-fail", table);
    }

    // ---- What goes ----

    void drop(const PgQuery__DropStmt& drop)
    {
        for (std::size_t i = 0; i < drop.n_objects; ++i) {
            const std::string name = nameOf(*drop.objects[i]);
            if (drop.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
                say("drop-cascade", name);
            if (drop.missing_ok)
                m_state.cleared.insert(name);
            if (!lasts(name))
                continue;
            switch (drop.remove_type) {
            case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
            case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE: say("drop-table", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: say("drop-schema", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE: say("drop-sequence", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
            case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW: say("drop-view", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
            case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
            case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE:
            case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE: say("drop-function", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
            case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: say("drop-type", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION: say("drop-extension", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY: say("drop-policy", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER: say("drop-trigger", name); break;
            case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
                say("drop-index", name);
                if (drop.concurrent && !drop.missing_ok)
                    say("not-repeatable", name);
                if (!drop.concurrent)
                    say("drop-index-blocks", name);
                break;
            default: break;
            }
        }
    }

    void truncate(const PgQuery__TruncateStmt& truncate)
    {
        for (std::size_t i = 0; i < truncate.n_relations; ++i)
            if (lasts(truncate.relations[i]->range_var->relname))
                say("truncate", truncate.relations[i]->range_var->relname);
        if (truncate.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
            say("drop-cascade", "TRUNCATE");
    }

    void rename(const PgQuery__RenameStmt& rename)
    {
        const std::string relation = rename.relation ? rename.relation->relname : "";
        if (rename.relation && !lasts(relation))
            return;
        switch (rename.rename_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN: say("rename-column", relation + "." + rename.subname); break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE: say("rename-table", relation); break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: say("rename-schema", rename.subname); break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
        case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
        case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
        case PG_QUERY__OBJECT_TYPE__OBJECT_RULE: break; // nobody calls them
        default: say("rename-object", relation.empty() ? std::string(rename.newname) : relation); break;
        }
    }

    // ---- Types ----

    void createDomain(const PgQuery__CreateDomainStmt& domain)
    {
        made(m_state.madeTypes, domain.domainname, domain.n_domainname);
        for (std::size_t i = 0; i < domain.n_constraints; ++i)
            if (domain.constraints[i]->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
                domain.constraints[i]->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK)
                say("domain-with-check", std::string(stringOf(*domain.domainname[domain.n_domainname - 1])));
    }

    void alterDomain(const PgQuery__AlterDomainStmt& alter)
    {
        const std::string name(stringOf(*alter.type_name[alter.n_type_name - 1]));
        const bool adds = std::string_view(alter.subtype) == "C" && alter.def &&
                          alter.def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
                          !alter.def->constraint->skip_validation;
        if ((adds || std::string_view(alter.subtype) == "O") && !m_state.madeTypes.contains(name))
            say("domain-check", name);
    }

    void alterEnum(const PgQuery__AlterEnumStmt& alter)
    {
        const std::string name(stringOf(*alter.type_name[alter.n_type_name - 1]));
        const std::string_view old = alter.old_val ? alter.old_val : "";
        if (!old.empty())
            say("rename-object", name + ": " + std::string(old));
        else if (std::string_view(alter.new_val_neighbor ? alter.new_val_neighbor : "").empty())
            say("enum-value-without-place", name + ": " + alter.new_val);
    }

    // ---- Running ----

    void vacuum(const PgQuery__VacuumStmt& vacuum)
    {
        for (std::size_t i = 0; i < vacuum.n_options; ++i)
            if (vacuum.options[i]->node_case == PG_QUERY__NODE__NODE_DEF_ELEM &&
                std::string_view(vacuum.options[i]->def_elem->defname) == "full")
                say("vacuum-full", "VACUUM FULL");
    }

    void transaction(const PgQuery__TransactionStmt& transaction)
    {
        switch (transaction.kind) {
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
            if (m_state.inTransaction)
                say("nested-transaction", "BEGIN after BEGIN");
            m_state.inTransaction = true;
            break;
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
            if (!m_state.inTransaction)
                say("nested-transaction", "the end of a transaction that the script did not begin");
            m_state.inTransaction = false;
            break;
        default: break;
        }
    }

    LintState& m_state;
    bool m_transactional;
    std::vector<Hazard> m_found;
};

} // namespace

std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state)
{
    const PgQueryProtobufParseResult parsed = pg_query_parse_protobuf(sql.c_str());
    const auto owner = std::unique_ptr<const PgQueryProtobufParseResult, void (*)(const PgQueryProtobufParseResult*)>(
        &parsed, [](const PgQueryProtobufParseResult* result) { pg_query_free_protobuf_parse_result(*result); });
    if (parsed.error != nullptr)
        return {};
    const auto tree = std::unique_ptr<PgQuery__ParseResult, void (*)(PgQuery__ParseResult*)>(
        pg_query__parse_result__unpack(nullptr, parsed.parse_tree.len,
                                       reinterpret_cast<const std::uint8_t*>(parsed.parse_tree.data)),
        [](PgQuery__ParseResult* result) { pg_query__parse_result__free_unpacked(result, nullptr); });
    if (!tree || tree->n_stmts != 1)
        return {};
    std::vector<Hazard> hazards = Linter(state, runsInTransaction).run(*tree->stmts[0]->stmt);
    if (std::string name = longName(sql); !name.empty())
        hazards.push_back({"name-too-long", std::move(name)});
    return hazards;
}

} // namespace schemawright
