// Lint's rules about tables, their columns and constraints, and indexes.

#include "diff/lint/lint_tables.h"

#include <algorithm>
#include <array>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright::lint {

namespace {

using Nodes = std::span<PgQuery__Node* const>;

bool has(const PgQuery__ColumnDef& column, PgQuery__ConstrType type)
{
    return std::ranges::any_of(Nodes(column.constraints, column.n_constraints), [&](const PgQuery__Node* node) {
        return node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT && node->constraint->contype == type;
    });
}

bool isSerial(std::string_view type)
{
    static constexpr std::array<std::string_view, 6> names{"serial",  "bigserial", "smallserial",
                                                           "serial2", "serial4",   "serial8"};
    return std::ranges::contains(names, type);
}

bool isShort(std::string_view type)
{
    static constexpr std::array<std::string_view, 9> names{"int4",   "int2",    "int",     "integer",    "smallint",
                                                           "serial", "serial4", "serial2", "smallserial"};
    return std::ranges::contains(names, type);
}

/// What to say of a column's type, wherever the column is made.
void checkType(const PgQuery__ColumnDef& column, Findings& findings)
{
    const std::string_view type = typeName(column.type_name);
    const auto say = [&](std::string_view rule) { findings.say(rule, column.colname ? column.colname : ""); };
    if (isSerial(type))
        say("prefer-identity");
    if (isShort(type) && (isSerial(type) || has(column, PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY)))
        say("prefer-bigint");
    if (type == "varchar" && column.type_name->n_typmods > 0)
        say("prefer-text");
    if (type == "bpchar" || type == "char")
        say("no-char");
    if (type == "timestamp")
        say("prefer-timestamptz");
    if (type == "timetz")
        say("no-timetz");
    if (type == "money")
        say("no-money");
    if (type == "json")
        say("prefer-jsonb");
}

void noteKey(LintState::NewTable& table, std::vector<std::string> columns)
{
    table.hasKey = true;
    table.keyColumns = std::move(columns);
}

/// What a constraint tells of a table that the script has made. `column`: the one that it stands on.
void noteConstraint(const PgQuery__Constraint& constraint, const std::string& column, LintState::NewTable& table)
{
    if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY) {
        std::vector<std::string> columns;
        for (const PgQuery__Node* key : Nodes(constraint.keys, constraint.n_keys))
            columns.emplace_back(stringOf(*key));
        noteKey(table, column.empty() ? std::move(columns) : std::vector{column});
    }
    if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN) {
        if (!column.empty())
            table.referringColumns.insert(column);
        for (const PgQuery__Node* key : Nodes(constraint.fk_attrs, constraint.n_fk_attrs))
            table.referringColumns.emplace(stringOf(*key));
    }
}

/// Constraints that refer elsewhere: whether an index helps is known when the script has been run.
void noteForeignKeys(Nodes constraints, const ScriptName& table, Findings& findings)
{
    for (const PgQuery__Node* node : constraints)
        if (node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
            node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN)
            findings.state.referring.emplace_back(table, node->constraint->conname);
}

void noteColumn(const PgQuery__ColumnDef& column, LintState::NewTable& table)
{
    const std::string name = column.colname;
    // Of a serial or identity column it has been said.
    if (const std::string_view type = typeName(column.type_name);
        isShort(type) && !isSerial(type) && !has(column, PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY))
        table.shortColumns.insert(name);
    for (const PgQuery__Node* node : Nodes(column.constraints, column.n_constraints))
        if (node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT)
            noteConstraint(*node->constraint, name, table);
}

/// ALTER TABLE, action by action.
class TableAlteration {
public:
    TableAlteration(const PgQuery__AlterTableStmt& alter, Findings& findings)
        : m_alter(alter), m_findings(findings), m_table(nameOf(alter.relation)), m_rows(findings.lasts(m_table)),
          m_new(findings.state.tableOf(m_table))
    {
    }

    void run()
    {
        const Nodes commands(m_alter.cmds, m_alter.n_cmds);
        if (m_rows && m_alter.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_TABLE)
            m_findings.state.alteredTable = m_table;
        for (const PgQuery__Node* node : commands)
            if (node->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD)
                command(*node->alter_table_cmd);
    }

private:
    void say(std::string_view rule, const std::string& message)
    {
        if (m_rows)
            m_findings.say(rule, message);
    }

    /// A later statement can make it untrue.
    void sayUntil(const std::string& rule, const ScriptName& part, const std::string& message)
    {
        say(rule, message);
        m_findings.state.remember(rule, part);
    }

    void dropColumn(const ScriptName& column, const std::string& message)
    {
        if (m_alter.objtype == PG_QUERY__OBJECT_TYPE__OBJECT_TYPE)
            say("drop-attribute", message);
        else
            sayUntil("drop-column", column, message);
    }

    /// Was the column generated, so that its values can be computed again?
    [[nodiscard]] bool wasGenerated(const std::string& column) const
    {
        const Table* before = m_findings.state.tableInBase(m_table);
        const Column* old = before ? before->findColumn(column) : nullptr;
        return old && old->generated != Generated::No;
    }

    void command(const PgQuery__AlterTableCmd& command)
    {
        const std::string name = m_table.name + "." + command.name;
        const ScriptName part{m_table.name, command.name};
        if (command.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
            m_findings.say("drop-cascade", name);
        switch (command.subtype) {
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddColumn: addColumn(*command.def->column_def); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropColumn: dropColumn(part, name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AlterColumnType:
            m_findings.state.newTypes.emplace_back(typeName(command.def->column_def->type_name));
            say("change-column-type", name);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropNotNull: sayUntil("drop-not-null", part, name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_SetNotNull:
            m_findings.state.setsNotNull = true;
            m_findings.state.takeBackAtOnce("drop-not-null", part);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_ColumnDefault:
            if (!command.def)
                sayUntil("drop-default", part, name);
            else
                m_findings.state.takeBackAtOnce("drop-default", part);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropExpression: say("drop-expression", name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIdentity:
            say("add-identity", name);
            m_findings.state.takeBackAtOnce("drop-default", part);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_SetIdentity: setIdentity(command, name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropIdentity: say("drop-identity", name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddConstraint: addTableConstraint(*command.def->constraint); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropConstraint: sayUntil("drop-constraint", part, name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_AddIndex: break;
        default: wholeTable(command, name); break;
        }
    }

    /// Actions that concern no column and no constraint.
    void wholeTable(const PgQuery__AlterTableCmd& command, const std::string& name)
    {
        const std::string& table = m_table.name;
        switch (command.subtype) {
        case PG_QUERY__ALTER_TABLE_TYPE__AT_EnableRowSecurity:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_ForceRowSecurity: say("row-security", table); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableRowSecurity:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_NoForceRowSecurity: say("row-security-off", table); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrig:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigAll:
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DisableTrigUser: say("disable-trigger", name); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_SetUnLogged: m_findings.say("unlogged-table", table); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_ReplicaIdentity:
            if (std::string_view(command.def->replica_identity_stmt->identity_type) == "n")
                say("no-replica-identity", table);
            break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DropInherit: say("detach-partition", table); break;
        case PG_QUERY__ALTER_TABLE_TYPE__AT_DetachPartition:
            say("detach-partition", table);
            if (m_findings.transactional)
                say("detach-blocks", table);
            break;
        default: break;
        }
    }

    void setIdentity(const PgQuery__AlterTableCmd& command, const std::string& name)
    {
        if (!command.def || command.def->node_case != PG_QUERY__NODE__NODE_LIST)
            return;
        for (const PgQuery__Node* node : Nodes(command.def->list->items, command.def->list->n_items)) {
            const auto* option = node->node_case == PG_QUERY__NODE__NODE_DEF_ELEM ? node->def_elem : nullptr;
            if (!option)
                continue;
            // Of GENERATED the letter is an integer in the tree: 'a' for ALWAYS.
            const bool always = std::string_view(option->defname) == "generated" && option->arg &&
                                option->arg->node_case == PG_QUERY__NODE__NODE_INTEGER &&
                                option->arg->integer->ival == 'a';
            if (always)
                say("identity-always", name);
            if (std::string_view(option->defname) == "restart")
                say("restart-sequence", name);
        }
    }

    void addColumn(const PgQuery__ColumnDef& column)
    {
        const Nodes constraints(column.constraints, column.n_constraints);
        noteForeignKeys(constraints, m_table, m_findings);
        checkType(column, m_findings);
        if (m_new)
            noteColumn(column, *m_new);
        if (wasGenerated(column.colname))
            m_findings.state.takeBackAtOnce("drop-column", {m_table.name, column.colname});
        const std::string name = m_table.name + "." + column.colname;
        const bool given = has(column, PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT);
        const bool filled = given || has(column, PG_QUERY__CONSTR_TYPE__CONSTR_GENERATED) ||
                            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_IDENTITY) || isSerial(typeName(column.type_name));
        const bool required =
            has(column, PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL) || has(column, PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY);
        if (required && !filled)
            say("add-required-column", name);
        m_findings.state.setsNotNull = m_findings.state.setsNotNull || required;
        for (const PgQuery__Node* node : constraints) {
            if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT)
                continue;
            // Where the new column is null everywhere, PostgreSQL does not look for what it refers to. transformAlterTableStmt().
            if (node->constraint->contype != PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN || filled)
                addConstraint(*node->constraint);
        }
    }

    void addTableConstraint(const PgQuery__Constraint& constraint)
    {
        if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN)
            m_findings.state.referring.emplace_back(m_table, constraint.conname);
        if (m_new)
            noteConstraint(constraint, {}, *m_new);
        m_findings.state.restoreConstraint({m_table.name, constraint.conname}, "drop-constraint");
        addConstraint(constraint);
    }

    void addConstraint(const PgQuery__Constraint& constraint)
    {
        if (constraint.skip_validation)
            return;
        const bool byIndex = *constraint.indexname != '\0';
        switch (constraint.contype) {
        case PG_QUERY__CONSTR_TYPE__CONSTR_FOREIGN: say("add-foreign-key", m_table.name); break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK: say("add-check", m_table.name); break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_UNIQUE:
        case PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY:
            if (!byIndex) {
                say("add-unique", m_table.name);
                say("create-unique-index-may-fail", m_table.name);
            } else if (constraint.contype == PG_QUERY__CONSTR_TYPE__CONSTR_PRIMARY) {
                m_findings.state.setsNotNull = true; // where the columns are not
            }
            break;
        case PG_QUERY__CONSTR_TYPE__CONSTR_EXCLUSION: say("add-exclusion", m_table.name); break;
        default: break;
        }
    }

    const PgQuery__AlterTableStmt& m_alter;
    Findings& m_findings;
    const ScriptName m_table;
    const bool m_rows;
    LintState::NewTable* m_new;
};

} // namespace

void createTable(const PgQuery__CreateStmt& create, Findings& findings)
{
    const ScriptName name = nameOf(create.relation);
    const std::string_view persistence = create.relation->relpersistence;
    const bool temporary = persistence == "t";
    const Nodes elements(create.table_elts, create.n_table_elts);
    LintState::NewTable table{.statement = findings.state.statement()};
    noteForeignKeys(elements, name, findings);
    for (const PgQuery__Node* element : elements) {
        if (element->node_case == PG_QUERY__NODE__NODE_COLUMN_DEF) {
            const PgQuery__ColumnDef& column = *element->column_def;
            if (!temporary) // gone with its session, like the mistakes in it
                checkType(column, findings);
            noteColumn(column, table);
            noteForeignKeys(Nodes(column.constraints, column.n_constraints), name, findings);
        } else if (element->node_case == PG_QUERY__NODE__NODE_CONSTRAINT) {
            noteConstraint(*element->constraint, {}, table);
        } else {
            table.hasKey = true; // LIKE may bring one
        }
    }
    if (persistence == "u")
        findings.say("unlogged-table", name.name);
    if (create.partbound && findings.lasts(nameOf(*create.inh_relations[0])))
        findings.say("create-partition-blocks", nameOf(*create.inh_relations[0]).name);
    if (create.if_not_exists && findings.state.isInBase(name))
        return; // it is there already, with its rows
    if (!temporary && create.n_inh_relations == 0 && !create.of_typename)
        findings.state.tables[name] = std::move(table);
    findings.state.make(NameGroup::Relation, name);
}

void alterTable(const PgQuery__AlterTableStmt& alter, Findings& findings)
{
    TableAlteration(alter, findings).run();
}

void createIndex(const PgQuery__IndexStmt& index, Findings& findings)
{
    const ScriptName table = nameOf(index.relation);
    const ScriptName name{table.schema, index.idxname};
    // Others than B-trees may serve any of their columns.
    const bool ordered =
        std::string_view(index.access_method) == "btree" || std::string_view(index.access_method).empty();
    if (!index.unique && index.n_index_params > 3 && ordered)
        findings.say("wide-index", name.name);
    if (index.concurrent && !index.if_not_exists && !findings.state.cleared.contains(name.name))
        findings.say("not-repeatable", name.name.empty() ? table.name : name.name);
    findings.state.takeBack("drop-index", name); // a leftover, or one that this replaces
    const bool lasts = findings.lasts(table);
    findings.state.make(lasts ? NameGroup::Index : NameGroup::Relation, name);
    if (!lasts)
        return;
    if (!index.concurrent)
        findings.say("create-index-blocks-writes", table.name);
    if (index.unique)
        findings.say("create-unique-index-may-fail", table.name);
}

} // namespace schemawright::lint
