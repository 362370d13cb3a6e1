#include "diff/lint/lint_rules.h"

#include "diff/lint/lint_repeat.h"
#include "diff/lint/lint_tables.h"
#include "diff/lint/lint_tree.h"
#include "diff/script/parse_tree.h"
#include "diff/script/script_lexer.h"

#include <algorithm>
#include <optional>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright {

namespace {

using namespace lint;
using Nodes = std::span<PgQuery__Node* const>;

const PgQuery__DefElem* optionOf(Nodes options, std::string_view name)
{
    const auto found = std::ranges::find_if(options, [&](const PgQuery__Node* node) {
        return node->node_case == PG_QUERY__NODE__NODE_DEF_ELEM && std::string_view(node->def_elem->defname) == name;
    });
    return found == options.end() ? nullptr : (*found)->def_elem;
}

/// The names that objects of a kind share; of others there is nothing to remember.
std::optional<NameGroup> groupOf(PgQuery__ObjectType type)
{
    switch (type) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW:
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX: return NameGroup::Relation;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
    case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE: return NameGroup::Routine;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: return NameGroup::Type;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: return NameGroup::Schema;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION: return NameGroup::Extension;
    case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER: return NameGroup::Part;
    default: return std::nullopt;
    }
}

using Arguments = std::vector<std::string>;

/// The types of arguments, by the last part of their names.
std::string typeText(const PgQuery__TypeName* type)
{
    return std::string(typeName(type)) + (type && type->n_array_bounds > 0 ? "[]" : "");
}

Arguments argumentsOf(const PgQuery__ObjectWithArgs& object)
{
    Arguments types;
    for (const PgQuery__Node* node : Nodes(object.objargs, object.n_objargs))
        if (node->node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
            types.push_back(typeText(node->type_name));
    return types;
}

/// Those that a call gives.
Arguments argumentsOf(const PgQuery__CreateFunctionStmt& function)
{
    Arguments types;
    for (const PgQuery__Node* node : Nodes(function.parameters, function.n_parameters)) {
        const PgQuery__FunctionParameter& parameter = *node->function_parameter;
        if (parameter.mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT &&
            parameter.mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_TABLE)
            types.push_back(typeText(parameter.arg_type));
    }
    return types;
}

ScriptName withArguments(ScriptName name, const Arguments& types)
{
    for (const std::string& type : types)
        name.name += "\n" + type;
    return name;
}

/// Goes through one statement and says what it breaks.
class Linter {
public:
    Linter(LintState& state, bool runsInTransaction) : m_findings{state, runsInTransaction, {}}, m_state(state) {}

    std::vector<Hazard> run(const PgQuery__Node& node)
    {
        m_state.truncates = node.node_case == PG_QUERY__NODE__NODE_TRUNCATE_STMT;
        m_state.isSetting = node.node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT;
        m_state.dropsExtension = node.node_case == PG_QUERY__NODE__NODE_DROP_STMT &&
                                 node.drop_stmt->remove_type == PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION;
        if (m_state.inTransaction && !m_findings.transactional)
            say("concurrently-in-transaction", "it is inside a transaction block");
        if (!m_findings.transactional)
            m_state.standsAlone();
        if (!m_state.inTransaction)
            if (std::string over = stumblesOver(node, m_state); !over.empty())
                m_state.stumbles(std::move(over));
        if (!creates(node) && !removes(node) && !worksOnRows(node))
            alters(node);
        return std::move(m_findings.hazards);
    }

private:
    void say(std::string_view rule, std::string message) { m_findings.say(rule, std::move(message)); }
    [[nodiscard]] bool lasts(const ScriptName& relation) const { return m_findings.lasts(relation); }
    [[nodiscard]] bool isMade(NameGroup group, const ScriptName& name) const { return m_state.isMade(group, name); }

    // ---- What comes ----

    bool creates(const PgQuery__Node& node)
    {
        switch (node.node_case) {
        case PG_QUERY__NODE__NODE_CREATE_STMT: createTable(*node.create_stmt, m_findings); break;
        case PG_QUERY__NODE__NODE_INDEX_STMT: createIndex(*node.index_stmt, m_findings); break;
        case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT: {
            const ScriptName name = nameOf(node.create_table_as_stmt->into->rel);
            m_state.takeBackAtOnce("drop-view", name);
            m_state.make(NameGroup::Relation, name);
            break;
        }
        case PG_QUERY__NODE__NODE_VIEW_STMT: createView(*node.view_stmt); break;
        case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
            m_state.make(NameGroup::Relation, nameOf(node.create_seq_stmt->sequence));
            break;
        case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT: createFunction(*node.create_function_stmt); break;
        case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
            makeType(Nodes(node.create_enum_stmt->type_name, node.create_enum_stmt->n_type_name));
            break;
        case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
            makeType(Nodes(node.create_range_stmt->type_name, node.create_range_stmt->n_type_name));
            break;
        case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
            m_state.makeType(nameOf(node.composite_type_stmt->typevar));
            break;
        case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
            m_state.takeBackAtOnce("drop-publication", {{}, node.create_publication_stmt->pubname});
            break;
        case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT: createDomain(*node.create_domain_stmt); break;
        case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT:
            m_state.make(NameGroup::Schema, {{}, node.create_schema_stmt->schemaname});
            break;
        case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT:
            m_state.make(NameGroup::Extension, {{}, node.create_extension_stmt->extname});
            break;
        case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT: createPolicy(*node.create_policy_stmt); break;
        case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT: {
            const ScriptName name{node.create_trig_stmt->relation->relname, node.create_trig_stmt->trigname};
            m_state.takeBack("drop-trigger", name); // another one does its work
            m_state.make(NameGroup::Part, name);
            break;
        }
        default: return false;
        }
        return true;
    }

    void makeType(Nodes words) { m_state.makeType(nameOf(words)); }

    void createView(const PgQuery__ViewStmt& view)
    {
        const ScriptName name = nameOf(view.view);
        m_state.takeBack("rename-table", name); // clients find something under the old name
        m_state.takeBackAtOnce("drop-view", name);
        if (!view.replace || !m_state.isInBase(name))
            m_state.make(NameGroup::Relation, name);
    }

    void createFunction(const PgQuery__CreateFunctionStmt& function)
    {
        const ScriptName name = nameOf(Nodes(function.funcname, function.n_funcname));
        const Nodes options(function.options, function.n_options);
        const auto* security = optionOf(options, "security");
        const bool definer = security && security->arg && security->arg->node_case == PG_QUERY__NODE__NODE_BOOLEAN &&
                             security->arg->boolean->boolval;
        const bool setsPath = std::ranges::any_of(options, [](const PgQuery__Node* node) {
            const auto* set = node->node_case == PG_QUERY__NODE__NODE_DEF_ELEM ? node->def_elem->arg : nullptr;
            return set && set->node_case == PG_QUERY__NODE__NODE_VARIABLE_SET_STMT &&
                   std::string_view(set->variable_set_stmt->name) == "search_path";
        });
        if (definer && !setsPath && !function.sql_body)
            say("definer-without-search-path", name.name);
        if (!function.replace)
            m_state.make(NameGroup::Routine, name);
        m_state.takeBackAtOnce("drop-function", withArguments(name, argumentsOf(function)));
    }

    void createPolicy(const PgQuery__CreatePolicyStmt& policy)
    {
        const ScriptName name{policy.table->relname, policy.policy_name};
        if (lasts(nameOf(policy.table)))
            say("change-policy", policy.policy_name);
        m_state.restore(name, "change-policy");
        m_state.takeBackAtOnce("drop-policy", name);
        m_state.make(NameGroup::Part, name);
    }

    void createDomain(const PgQuery__CreateDomainStmt& domain)
    {
        const Nodes words(domain.domainname, domain.n_domainname);
        makeType(words);
        for (const PgQuery__Node* node : Nodes(domain.constraints, domain.n_constraints))
            if (node->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
                node->constraint->contype == PG_QUERY__CONSTR_TYPE__CONSTR_CHECK)
                say("domain-with-check", nameOf(words).name);
    }

    // ---- What goes ----

    bool removes(const PgQuery__Node& node)
    {
        switch (node.node_case) {
        case PG_QUERY__NODE__NODE_DROP_STMT: drop(*node.drop_stmt); break;
        case PG_QUERY__NODE__NODE_DROPDB_STMT: say("drop-database", node.dropdb_stmt->dbname); break;
        case PG_QUERY__NODE__NODE_DROP_OWNED_STMT: say("drop-cascade", "DROP OWNED"); break;
        case PG_QUERY__NODE__NODE_TRUNCATE_STMT: truncate(*node.truncate_stmt); break;
        case PG_QUERY__NODE__NODE_GRANT_STMT: revoke(*node.grant_stmt); break;
        default: return false;
        }
        return true;
    }

    void drop(const PgQuery__DropStmt& drop)
    {
        for (const PgQuery__Node* object : Nodes(drop.objects, drop.n_objects)) {
            const ScriptName name = nameOf(*object);
            if (drop.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
                say("drop-cascade", name.name);
            if (drop.missing_ok)
                m_state.cleared.insert(name.name);
            const auto group = groupOf(drop.remove_type);
            const bool part = group == NameGroup::Part;
            const bool own = (group && isMade(*group, name)) || (part && !lasts({{}, name.schema}));
            if (group)
                m_state.drop(*group, name);
            if (own)
                continue;
            if (drop.remove_type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX)
                dropIndex(drop, name);
            else if (const std::string_view rule = dropRule(drop); !rule.empty()) {
                say(rule, name.name);
                const bool routine = object->node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS;
                m_state.remember(std::string(rule),
                                 routine ? withArguments(name, argumentsOf(*object->object_with_args)) : name);
            }
        }
    }

    static std::string_view dropRule(const PgQuery__DropStmt& drop)
    {
        switch (drop.remove_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE: return "drop-table";
        case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE: return "drop-foreign-table";
        case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: // without CASCADE it is empty, or PostgreSQL does not drop it
            return drop.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE ? "drop-schema" : "";
        case PG_QUERY__OBJECT_TYPE__OBJECT_PUBLICATION: return "drop-publication";
        case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE: return "drop-sequence";
        case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW:
        case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW: return "drop-view";
        case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
        case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
        case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE:
        case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE: return "drop-function";
        case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
        case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: return "drop-type";
        case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION: return "drop-extension";
        case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY: return "drop-policy";
        case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER: return "drop-trigger";
        default: return {};
        }
    }

    void dropIndex(const PgQuery__DropStmt& drop, const ScriptName& name)
    {
        if (!isMade(NameGroup::Index, name)) // else no query relies on it yet
            say("drop-index", name.name);
        if (drop.missing_ok)
            m_state.remember("drop-index", name);
        if (drop.concurrent && !drop.missing_ok)
            say("not-repeatable", name.name);
        if (!drop.concurrent)
            say("drop-index-blocks", name.name);
    }

    void truncate(const PgQuery__TruncateStmt& truncate)
    {
        bool lasting = false;
        for (const PgQuery__Node* node : Nodes(truncate.relations, truncate.n_relations)) {
            const ScriptName name = nameOf(node->range_var);
            lasting = lasting || lasts(name);
            if (lasts(name))
                say("truncate", name.name);
        }
        if (truncate.behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE)
            say("drop-cascade", "TRUNCATE");
        if (truncate.restart_seqs && lasting)
            say("restart-sequence", "RESTART IDENTITY");
    }

    /// What the script makes, nobody has relied on.
    void revoke(const PgQuery__GrantStmt& grant)
    {
        const auto group = groupOf(grant.objtype);
        const Nodes objects(grant.objects, grant.n_objects);
        const bool own =
            grant.targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_OBJECT && group &&
            std::ranges::all_of(objects, [&](const PgQuery__Node* object) { return isMade(*group, nameOf(*object)); });
        if (!grant.is_grant && !own)
            say("revoke-privilege", "REVOKE");
    }

    // ---- Rows and files ----

    bool worksOnRows(const PgQuery__Node& node)
    {
        switch (node.node_case) {
        case PG_QUERY__NODE__NODE_DELETE_STMT:
            if (!node.delete_stmt->where_clause && lasts(nameOf(node.delete_stmt->relation)))
                say("delete-all", node.delete_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_UPDATE_STMT:
            if (!node.update_stmt->where_clause && lasts(nameOf(node.update_stmt->relation)))
                say("update-all", node.update_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_INSERT_STMT: {
            const ScriptName name = nameOf(node.insert_stmt->relation);
            const auto* source = node.insert_stmt->select_stmt;
            const bool fromRows = source && source->node_case == PG_QUERY__NODE__NODE_SELECT_STMT &&
                                  source->select_stmt->n_from_clause > 0;
            if (fromRows && !lasts(name)) // a table that is made anew gets the rows of the old one
                m_state.takeBackAtOnce("drop-table", name);
            break;
        }
        case PG_QUERY__NODE__NODE_REINDEX_STMT: reindex(*node.reindex_stmt); break;
        case PG_QUERY__NODE__NODE_REFRESH_MAT_VIEW_STMT:
            if (!node.refresh_mat_view_stmt->concurrent && lasts(nameOf(node.refresh_mat_view_stmt->relation)))
                say("refresh-blocks", node.refresh_mat_view_stmt->relation->relname);
            break;
        case PG_QUERY__NODE__NODE_VACUUM_STMT: vacuum(*node.vacuum_stmt); break;
        case PG_QUERY__NODE__NODE_CLUSTER_STMT:
            if (!node.cluster_stmt->relation || lasts(nameOf(node.cluster_stmt->relation)))
                say("vacuum-full", "CLUSTER");
            break;
        case PG_QUERY__NODE__NODE_LOCK_STMT:
            for (const PgQuery__Node* relation : Nodes(node.lock_stmt->relations, node.lock_stmt->n_relations))
                if (lasts(nameOf(*relation)))
                    say("lock-table", nameOf(*relation).name);
            break;
        default: return false;
        }
        return true;
    }

    void reindex(const PgQuery__ReindexStmt& reindex)
    {
        const bool concurrently = optionOf(Nodes(reindex.params, reindex.n_params), "concurrently") != nullptr;
        if (!concurrently && (!reindex.relation || lasts(nameOf(reindex.relation))))
            say("reindex-blocks", reindex.relation ? reindex.relation->relname : reindex.name);
    }

    void vacuum(const PgQuery__VacuumStmt& vacuum)
    {
        const Nodes relations(vacuum.rels, vacuum.n_rels);
        const bool own = !relations.empty() && std::ranges::none_of(relations, [&](const PgQuery__Node* node) {
            return lasts(nameOf(node->vacuum_relation->relation));
        });
        if (optionOf(Nodes(vacuum.options, vacuum.n_options), "full") && !own)
            say("vacuum-full", "VACUUM FULL");
    }

    // ---- What changes ----

    void alters(const PgQuery__Node& node)
    {
        switch (node.node_case) {
        case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: alterTable(*node.alter_table_stmt, m_findings); break;
        case PG_QUERY__NODE__NODE_RENAME_STMT: rename(*node.rename_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT: moveToSchema(*node.alter_object_schema_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT:
            if (optionOf(Nodes(node.alter_seq_stmt->options, node.alter_seq_stmt->n_options), "restart") &&
                lasts(nameOf(node.alter_seq_stmt->sequence)))
                say("restart-sequence", node.alter_seq_stmt->sequence->relname);
            break;
        case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT: alterDomain(*node.alter_domain_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT: alterEnum(*node.alter_enum_stmt); break;
        case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
            if (lasts(nameOf(node.alter_policy_stmt->table)))
                say("change-policy", node.alter_policy_stmt->policy_name);
            break;
        case PG_QUERY__NODE__NODE_ALTER_EXTENSION_STMT:
            if (!isMade(NameGroup::Extension, {{}, node.alter_extension_stmt->extname}))
                say("update-extension", node.alter_extension_stmt->extname);
            break;
        case PG_QUERY__NODE__NODE_DO_STMT: say("dynamic-sql", "DO"); break;
        case PG_QUERY__NODE__NODE_VARIABLE_SET_STMT: set(*node.variable_set_stmt); break;
        case PG_QUERY__NODE__NODE_TRANSACTION_STMT: transaction(*node.transaction_stmt); break;
        default: break;
        }
    }

    void rename(const PgQuery__RenameStmt& rename)
    {
        const ScriptName relation = nameOf(rename.relation);
        const bool whole = rename.relation && *rename.subname == '\0';
        const bool lasting = !rename.relation || lasts(relation);
        if (whole)
            m_state.rename(relation, rename.newname);
        const auto group = groupOf(rename.rename_type);
        if (!lasting || (rename.object && group && isMade(*group, nameOf(*rename.object))))
            return;
        switch (rename.rename_type) {
        case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN: say("rename-column", relation.name + "." + rename.subname); break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE:
            say("rename-table", relation.name);
            m_state.remember("rename-table", relation);
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA:
            if (!isMade(NameGroup::Schema, {{}, rename.subname}))
                say("rename-schema", rename.subname);
            break;
        case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX:
        case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT:
        case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER:
        case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY:
        case PG_QUERY__OBJECT_TYPE__OBJECT_RULE: break; // nobody calls them
        case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE:
        case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: {
            const ScriptName type = nameOf(*rename.object);
            say("rename-object", type.name);
            m_state.remember("rename-object", type);
            m_state.putAside(type, rename.newname);
            break;
        }
        default: say("rename-object", relation.name.empty() ? std::string(rename.newname) : relation.name); break;
        }
    }

    void moveToSchema(const PgQuery__AlterObjectSchemaStmt& move)
    {
        if (move.object_type == PG_QUERY__OBJECT_TYPE__OBJECT_STATISTIC_EXT)
            return; // nobody calls them
        const ScriptName name = move.relation ? nameOf(move.relation)
                                : move.object ? nameOf(*move.object)
                                              : ScriptName{};
        const auto group = groupOf(move.object_type);
        if (move.relation ? lasts(name) : !(group && isMade(*group, name)))
            say("move-to-schema", name.name + " moves to schema " + move.newschema);
    }

    void alterDomain(const PgQuery__AlterDomainStmt& alter)
    {
        const ScriptName name = nameOf(Nodes(alter.type_name, alter.n_type_name));
        const bool adds = std::string_view(alter.subtype) == "C" && alter.def &&
                          alter.def->node_case == PG_QUERY__NODE__NODE_CONSTRAINT &&
                          !alter.def->constraint->skip_validation;
        if ((adds || std::string_view(alter.subtype) == "O") && !isMade(NameGroup::Type, name))
            say("domain-check", name.name);
    }

    void alterEnum(const PgQuery__AlterEnumStmt& alter)
    {
        const ScriptName name = nameOf(Nodes(alter.type_name, alter.n_type_name));
        if (isMade(NameGroup::Type, name))
            return;
        const std::string_view old = alter.old_val ? alter.old_val : "";
        if (!old.empty())
            say("rename-object", name.name + ": " + std::string(old));
        else if (std::string_view(alter.new_val_neighbor ? alter.new_val_neighbor : "").empty())
            say("enum-value-without-place", name.name + ": " + alter.new_val);
    }

    // ---- Running ----

    void set(const PgQuery__VariableSetStmt& set)
    {
        const bool all = set.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_RESET_ALL;
        if (!all && std::string_view(set.name) != "lock_timeout")
            return;
        const auto* value =
            set.n_args > 0 && set.args[0]->node_case == PG_QUERY__NODE__NODE_A_CONST ? set.args[0]->a_const : nullptr;
        const bool never =
            value && ((value->val_case == PG_QUERY__A__CONST__VAL_IVAL && value->ival->ival == 0) ||
                      (value->val_case == PG_QUERY__A__CONST__VAL_SVAL && std::string_view(value->sval->sval) == "0"));
        m_state.lockTimeout = set.kind == PG_QUERY__VARIABLE_SET_KIND__VAR_SET_VALUE && !never;
        m_state.lockTimeoutIsLocal = set.is_local && m_state.inTransaction;
    }

    void transaction(const PgQuery__TransactionStmt& transaction)
    {
        switch (transaction.kind) {
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_BEGIN:
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_START:
            if (m_state.inTransaction)
                say("nested-transaction", "BEGIN inside a transaction block");
            m_state.inTransaction = true;
            m_state.nextTransaction();
            break;
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT:
        case PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK:
            if (!m_state.inTransaction)
                say("nested-transaction", "COMMIT or ROLLBACK without BEGIN");
            m_state.inTransaction = false;
            if (m_state.lockTimeoutIsLocal)
                m_state.lockTimeout = m_state.lockTimeoutIsLocal = false;
            break;
        default: break;
        }
    }

    Findings m_findings;
    LintState& m_state;
};

} // namespace

std::vector<Hazard> hazardsOfSql(const std::string& sql, bool runsInTransaction, LintState& state)
{
    state.next();
    if (!maskScript({{}, sql}))
        return {}; // the parser cannot read it
    const ParseTree tree = treeOfStatement(sql);
    if (!tree)
        return {};
    std::vector<Hazard> hazards = Linter(state, runsInTransaction).run(*tree->stmts[0]->stmt);
    if (std::string name = longName(sql); !name.empty())
        hazards.push_back({"name-too-long", std::move(name)});
    return hazards;
}

} // namespace schemawright
