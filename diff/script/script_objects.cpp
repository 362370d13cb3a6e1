#include "diff/script/script_objects.h"

#include "model/sql.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright {
namespace {

using Names = std::vector<std::string>;
using MaybeKey = std::optional<ObjectKey>;

template <class T> std::span<T* const> items(T* const* first, std::size_t count)
{
    return {first, count};
}

std::string stringOf(const PgQuery__Node* node)
{
    return node != nullptr && node->node_case == PG_QUERY__NODE__NODE_STRING ? std::string(node->string->sval)
                                                                             : std::string();
}

Names namesOf(std::span<PgQuery__Node* const> nodes)
{
    Names names;
    for (const auto* node : nodes)
        names.push_back(stringOf(node));
    return names;
}

/// The names in a list node, or in a type's name.
Names namesOf(const PgQuery__Node* node)
{
    if (node == nullptr)
        return {};
    if (node->node_case == PG_QUERY__NODE__NODE_LIST)
        return namesOf(items(node->list->items, node->list->n_items));
    if (node->node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
        return namesOf(items(node->type_name->names, node->type_name->n_names));
    return {stringOf(node)};
}

/// [catalog.][schema.]name
MaybeKey keyOfNames(Kind kind, const Names& names)
{
    if (names.empty() || names.back().empty())
        return std::nullopt;
    return keyOf(kind, names.size() > 1 ? names[names.size() - 2] : std::string(), names.back());
}

/// [schema.]relation.name
MaybeKey childOfNames(Kind kind, const Names& names)
{
    if (names.size() < 2)
        return std::nullopt;
    return childKey(kind, names.size() > 2 ? names[names.size() - 3] : std::string(), names[names.size() - 2],
                    names.back());
}

MaybeKey keyOfRelation(Kind kind, const PgQuery__RangeVar* relation)
{
    if (relation == nullptr || *relation->relname == '\0')
        return std::nullopt;
    return keyOf(kind, relation->schemaname, relation->relname);
}

MaybeKey childOfRelation(Kind kind, const PgQuery__RangeVar* relation, const char* name)
{
    if (relation == nullptr || *name == '\0')
        return std::nullopt;
    return childKey(kind, relation->schemaname, relation->relname, name);
}

/// A type as format_type prints it, without its modifiers, which are no part of a function's identity.
std::string typeText(const PgQuery__TypeName& type)
{
    static constexpr auto spelled = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"bool", "boolean"},
        {"bpchar", "character"},
        {"float4", "real"},
        {"float8", "double precision"},
        {"int2", "smallint"},
        {"int4", "integer"},
        {"int8", "bigint"},
        {"time", "time without time zone"},
        {"timestamp", "timestamp without time zone"},
        {"timestamptz", "timestamp with time zone"},
        {"timetz", "time with time zone"},
        {"varbit", "bit varying"},
        {"varchar", "character varying"},
    });
    Names names = namesOf(items(type.names, type.n_names));
    if (names.size() == 2 && names.front() == "pg_catalog")
        names.erase(names.begin());
    std::string out;
    if (names.size() == 1) {
        const auto* found =
            std::ranges::find(spelled, names.front(), &std::pair<std::string_view, std::string_view>::first);
        static constexpr auto keywords = std::to_array<std::string_view>({"bit", "interval", "numeric"});
        const bool bare = std::ranges::find(keywords, names.front()) != keywords.end();
        out = found != spelled.end() ? std::string(found->second) : bare ? names.front() : quoteIdent(names.front());
    } else {
        for (const auto& name : names)
            out += (out.empty() ? "" : ".") + quoteIdent(name);
    }
    if (type.pct_type != 0)
        out += "%TYPE";
    return type.n_array_bounds > 0 ? out + "[]" : out; // an array of arrays is the same type
}

std::string argumentList(std::span<PgQuery__Node* const> nodes)
{
    Names types;
    for (const auto* node : nodes) {
        if (node->node_case == PG_QUERY__NODE__NODE_TYPE_NAME)
            types.push_back(typeText(*node->type_name));
        else if (node->node_case == PG_QUERY__NODE__NODE_FUNCTION_PARAMETER &&
                 node->function_parameter->mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_OUT &&
                 node->function_parameter->mode != PG_QUERY__FUNCTION_PARAMETER_MODE__FUNC_PARAM_TABLE)
            types.push_back(typeText(*node->function_parameter->arg_type));
    }
    return join(types, ", ");
}

MaybeKey withArguments(MaybeKey key, std::string arguments)
{
    if (key)
        key->args = std::move(arguments);
    return key;
}

MaybeKey routineKey(Kind kind, const PgQuery__ObjectWithArgs* routine)
{
    if (routine == nullptr)
        return std::nullopt;
    return withArguments(keyOfNames(kind, namesOf(items(routine->objname, routine->n_objname))),
                         argumentList(items(routine->objargs, routine->n_objargs)));
}

/// The kinds that PostgreSQL's statements name by one word and that are found by their names alone. A type or a relation may
/// turn out to be of another kind.
std::optional<Kind> kindOf(PgQuery__ObjectType type)
{
    switch (type) {
    case PG_QUERY__OBJECT_TYPE__OBJECT_ACCESS_METHOD: return Kind::AccessMethod;
    case PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE: return Kind::Aggregate;
    case PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN: return Kind::Column;
    case PG_QUERY__OBJECT_TYPE__OBJECT_COLLATION: return Kind::Collation;
    case PG_QUERY__OBJECT_TYPE__OBJECT_CONVERSION: return Kind::Conversion;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN: return Kind::Domain;
    case PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT:
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT: return Kind::Constraint;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EVENT_TRIGGER: return Kind::EventTrigger;
    case PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION: return Kind::Extension;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FDW: return Kind::ForeignDataWrapper;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_SERVER: return Kind::ForeignServer;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_TABLE: return Kind::Table;
    case PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION:
    case PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE:
    case PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE: return Kind::Function;
    case PG_QUERY__OBJECT_TYPE__OBJECT_INDEX: return Kind::Index;
    case PG_QUERY__OBJECT_TYPE__OBJECT_LANGUAGE: return Kind::Language;
    case PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW: return Kind::MaterializedView;
    case PG_QUERY__OBJECT_TYPE__OBJECT_OPERATOR: return Kind::Operator;
    case PG_QUERY__OBJECT_TYPE__OBJECT_POLICY: return Kind::Policy;
    case PG_QUERY__OBJECT_TYPE__OBJECT_PUBLICATION: return Kind::Publication;
    case PG_QUERY__OBJECT_TYPE__OBJECT_RULE: return Kind::Rule;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA: return Kind::Schema;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE: return Kind::Sequence;
    case PG_QUERY__OBJECT_TYPE__OBJECT_STATISTIC_EXT: return Kind::Statistics;
    case PG_QUERY__OBJECT_TYPE__OBJECT_SUBSCRIPTION: return Kind::Subscription;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER: return Kind::Trigger;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSCONFIGURATION: return Kind::TextSearchConfiguration;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSDICTIONARY: return Kind::TextSearchDictionary;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSPARSER: return Kind::TextSearchParser;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TSTEMPLATE: return Kind::TextSearchTemplate;
    case PG_QUERY__OBJECT_TYPE__OBJECT_TYPE: return Kind::BaseType;
    case PG_QUERY__OBJECT_TYPE__OBJECT_VIEW: return Kind::View;
    default: return std::nullopt; // PostgreSQL's enum: casts, large objects, roles... and what later versions add
    }
}

/// Columns, constraints, triggers...: SQL names their relation, too. An index has a name of its own.
bool isNamedBelowRelation(Kind kind)
{
    const KindFacts& facts = factsOf(kind);
    return facts.place == KindFacts::Place::Relation && facts.written != KindFacts::Written::Name;
}

/// The object that COMMENT, DROP, ALTER ... OWNER and their like name.
MaybeKey namedObject(PgQuery__ObjectType type, const PgQuery__Node* object)
{
    const auto kind = kindOf(type);
    if (!kind || object == nullptr)
        return std::nullopt;
    if (object->node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS)
        return routineKey(*kind, object->object_with_args);
    if (object->node_case == PG_QUERY__NODE__NODE_RANGE_VAR)
        return keyOfRelation(*kind, object->range_var);
    if (type ==
        PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT) { // a list of the domain's type name and the constraint's name
        if (object->node_case != PG_QUERY__NODE__NODE_LIST || object->list->n_items != 2)
            return std::nullopt;
        Names names = namesOf(object->list->items[0]);
        names.push_back(stringOf(object->list->items[1]));
        return childOfNames(*kind, names);
    }
    const Names names = namesOf(object);
    return isNamedBelowRelation(*kind) ? childOfNames(*kind, names) : keyOfNames(*kind, names);
}

MaybeKey theOnly(PgQuery__ObjectType type, std::span<PgQuery__Node* const> objects)
{
    return objects.size() == 1 ? namedObject(type, objects.front()) : std::nullopt;
}

MaybeKey renamedObject(const PgQuery__RenameStmt& rename)
{
    const auto kind = kindOf(rename.rename_type);
    if (!kind)
        return std::nullopt;
    if (rename.relation == nullptr)
        return namedObject(rename.rename_type, rename.object);
    return isNamedBelowRelation(*kind) ? childOfRelation(*kind, rename.relation, rename.subname)
                                       : keyOfRelation(*kind, rename.relation);
}

MaybeKey movedObject(PgQuery__ObjectType type, const PgQuery__RangeVar* relation, const PgQuery__Node* object)
{
    const auto kind = kindOf(type);
    return kind && relation != nullptr ? keyOfRelation(*kind, relation) : namedObject(type, object);
}

MaybeKey definedByDefine(const PgQuery__DefineStmt& define)
{
    const auto kind = kindOf(define.kind);
    if (!kind)
        return std::nullopt;
    auto key = keyOfNames(*kind, namesOf(items(define.defnames, define.n_defnames)));
    // An aggregate's arguments are a list of parameters, and how many of them are direct.
    if (*kind == Kind::Aggregate && define.n_args > 0 && define.args[0]->node_case == PG_QUERY__NODE__NODE_LIST)
        return withArguments(std::move(key),
                             argumentList(items(define.args[0]->list->items, define.args[0]->list->n_items)));
    if (*kind == Kind::Operator) {
        std::array<std::string, 2> sides{"NONE", "NONE"};
        for (const auto* node : items(define.definition, define.n_definition)) {
            if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM || node->def_elem->arg == nullptr ||
                node->def_elem->arg->node_case != PG_QUERY__NODE__NODE_TYPE_NAME)
                continue;
            const std::string_view name = node->def_elem->defname;
            if (name == "leftarg" || name == "rightarg")
                sides.at(name == "leftarg" ? 0 : 1) = typeText(*node->def_elem->arg->type_name);
        }
        return withArguments(std::move(key), sides[0] + ", " + sides[1]);
    }
    return key;
}

MaybeKey named(Kind kind, const char* name)
{
    return *name == '\0' ? std::nullopt : MaybeKey(keyOf(kind, {}, name));
}

bool boolOption(std::span<PgQuery__Node* const> options, std::string_view name, bool unsaid)
{
    for (const auto* node : options) {
        if (node->node_case != PG_QUERY__NODE__NODE_DEF_ELEM || name != node->def_elem->defname)
            continue;
        const PgQuery__Node* value = node->def_elem->arg;
        if (value == nullptr)
            return true;
        if (value->node_case == PG_QUERY__NODE__NODE_BOOLEAN)
            return value->boolean->boolval != 0;
        if (value->node_case == PG_QUERY__NODE__NODE_INTEGER)
            return value->integer->ival != 0;
        const std::string text = stringOf(value);
        return text != "false" && text != "off" && text != "no" && text != "0";
    }
    return unsaid;
}

bool detachesConcurrently(const PgQuery__AlterTableStmt& alter)
{
    return std::ranges::any_of(items(alter.cmds, alter.n_cmds), [](const PgQuery__Node* node) {
        const PgQuery__Node* def =
            node->node_case == PG_QUERY__NODE__NODE_ALTER_TABLE_CMD ? node->alter_table_cmd->def : nullptr;
        return def != nullptr && def->node_case == PG_QUERY__NODE__NODE_PARTITION_CMD &&
               def->partition_cmd->concurrent != 0;
    });
}

} // namespace

MaybeKey objectOf(const PgQuery__Node& s)
{
    switch (s.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_SCHEMA_STMT: return named(Kind::Schema, s.create_schema_stmt->schemaname);
    case PG_QUERY__NODE__NODE_CREATE_EXTENSION_STMT: return named(Kind::Extension, s.create_extension_stmt->extname);
    case PG_QUERY__NODE__NODE_ALTER_EXTENSION_STMT: return named(Kind::Extension, s.alter_extension_stmt->extname);
    case PG_QUERY__NODE__NODE_CREATE_STMT: return keyOfRelation(Kind::Table, s.create_stmt->relation);
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT:
        return keyOfRelation(Kind::Table, s.create_foreign_table_stmt->base_stmt->relation);
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
        return keyOfRelation(kindOf(s.create_table_as_stmt->objtype).value_or(Kind::Table),
                             s.create_table_as_stmt->into->rel);
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: {
        const auto kind = kindOf(s.alter_table_stmt->objtype);
        return kind ? keyOfRelation(*kind, s.alter_table_stmt->relation) : std::nullopt;
    }
    case PG_QUERY__NODE__NODE_VIEW_STMT: return keyOfRelation(Kind::View, s.view_stmt->view);
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT: return keyOfRelation(Kind::Sequence, s.create_seq_stmt->sequence);
    case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT: return keyOfRelation(Kind::Sequence, s.alter_seq_stmt->sequence);
    case PG_QUERY__NODE__NODE_INDEX_STMT:
        return childOfRelation(Kind::Index, s.index_stmt->relation, s.index_stmt->idxname);
    case PG_QUERY__NODE__NODE_CREATE_TRIG_STMT:
        return childOfRelation(Kind::Trigger, s.create_trig_stmt->relation, s.create_trig_stmt->trigname);
    case PG_QUERY__NODE__NODE_RULE_STMT:
        return childOfRelation(Kind::Rule, s.rule_stmt->relation, s.rule_stmt->rulename);
    case PG_QUERY__NODE__NODE_CREATE_POLICY_STMT:
        return childOfRelation(Kind::Policy, s.create_policy_stmt->table, s.create_policy_stmt->policy_name);
    case PG_QUERY__NODE__NODE_ALTER_POLICY_STMT:
        return childOfRelation(Kind::Policy, s.alter_policy_stmt->table, s.alter_policy_stmt->policy_name);
    case PG_QUERY__NODE__NODE_CREATE_FUNCTION_STMT:
        return withArguments(
            keyOfNames(Kind::Function,
                       namesOf(items(s.create_function_stmt->funcname, s.create_function_stmt->n_funcname))),
            argumentList(items(s.create_function_stmt->parameters, s.create_function_stmt->n_parameters)));
    case PG_QUERY__NODE__NODE_ALTER_FUNCTION_STMT:
        return routineKey(kindOf(s.alter_function_stmt->objtype).value_or(Kind::Function), s.alter_function_stmt->func);
    case PG_QUERY__NODE__NODE_DEFINE_STMT: return definedByDefine(*s.define_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OPERATOR_STMT: return routineKey(Kind::Operator, s.alter_operator_stmt->opername);
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
        return keyOfRelation(Kind::CompositeType, s.composite_type_stmt->typevar);
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
        return keyOfNames(Kind::Enum, namesOf(items(s.create_enum_stmt->type_name, s.create_enum_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
        return keyOfNames(Kind::Enum, namesOf(items(s.alter_enum_stmt->type_name, s.alter_enum_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
        return keyOfNames(Kind::Range,
                          namesOf(items(s.create_range_stmt->type_name, s.create_range_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT:
        return keyOfNames(Kind::Domain,
                          namesOf(items(s.create_domain_stmt->domainname, s.create_domain_stmt->n_domainname)));
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
        return keyOfNames(Kind::Domain,
                          namesOf(items(s.alter_domain_stmt->type_name, s.alter_domain_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_ALTER_TYPE_STMT:
        return keyOfNames(Kind::BaseType, namesOf(items(s.alter_type_stmt->type_name, s.alter_type_stmt->n_type_name)));
    case PG_QUERY__NODE__NODE_CREATE_STATS_STMT:
        return keyOfNames(Kind::Statistics,
                          namesOf(items(s.create_stats_stmt->defnames, s.create_stats_stmt->n_defnames)));
    case PG_QUERY__NODE__NODE_ALTER_STATS_STMT:
        return keyOfNames(Kind::Statistics,
                          namesOf(items(s.alter_stats_stmt->defnames, s.alter_stats_stmt->n_defnames)));
    case PG_QUERY__NODE__NODE_CREATE_CONVERSION_STMT:
        return keyOfNames(Kind::Conversion, namesOf(items(s.create_conversion_stmt->conversion_name,
                                                          s.create_conversion_stmt->n_conversion_name)));
    case PG_QUERY__NODE__NODE_CREATE_EVENT_TRIG_STMT:
        return named(Kind::EventTrigger, s.create_event_trig_stmt->trigname);
    case PG_QUERY__NODE__NODE_ALTER_EVENT_TRIG_STMT:
        return named(Kind::EventTrigger, s.alter_event_trig_stmt->trigname);
    case PG_QUERY__NODE__NODE_CREATE_PUBLICATION_STMT:
        return named(Kind::Publication, s.create_publication_stmt->pubname);
    case PG_QUERY__NODE__NODE_ALTER_PUBLICATION_STMT:
        return named(Kind::Publication, s.alter_publication_stmt->pubname);
    case PG_QUERY__NODE__NODE_CREATE_SUBSCRIPTION_STMT:
        return named(Kind::Subscription, s.create_subscription_stmt->subname);
    case PG_QUERY__NODE__NODE_ALTER_SUBSCRIPTION_STMT:
        return named(Kind::Subscription, s.alter_subscription_stmt->subname);
    case PG_QUERY__NODE__NODE_DROP_SUBSCRIPTION_STMT:
        return named(Kind::Subscription, s.drop_subscription_stmt->subname);
    case PG_QUERY__NODE__NODE_CREATE_FDW_STMT: return named(Kind::ForeignDataWrapper, s.create_fdw_stmt->fdwname);
    case PG_QUERY__NODE__NODE_ALTER_FDW_STMT: return named(Kind::ForeignDataWrapper, s.alter_fdw_stmt->fdwname);
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_SERVER_STMT:
        return named(Kind::ForeignServer, s.create_foreign_server_stmt->servername);
    case PG_QUERY__NODE__NODE_ALTER_FOREIGN_SERVER_STMT:
        return named(Kind::ForeignServer, s.alter_foreign_server_stmt->servername);
    case PG_QUERY__NODE__NODE_CREATE_AM_STMT: return named(Kind::AccessMethod, s.create_am_stmt->amname);
    case PG_QUERY__NODE__NODE_CREATE_PLANG_STMT: return named(Kind::Language, s.create_plang_stmt->plname);
    case PG_QUERY__NODE__NODE_COMMENT_STMT: return namedObject(s.comment_stmt->objtype, s.comment_stmt->object);
    case PG_QUERY__NODE__NODE_SEC_LABEL_STMT: return namedObject(s.sec_label_stmt->objtype, s.sec_label_stmt->object);
    case PG_QUERY__NODE__NODE_DROP_STMT:
        return theOnly(s.drop_stmt->remove_type, items(s.drop_stmt->objects, s.drop_stmt->n_objects));
    case PG_QUERY__NODE__NODE_GRANT_STMT:
        return s.grant_stmt->targtype == PG_QUERY__GRANT_TARGET_TYPE__ACL_TARGET_OBJECT
                   ? theOnly(s.grant_stmt->objtype, items(s.grant_stmt->objects, s.grant_stmt->n_objects))
                   : std::nullopt;
    case PG_QUERY__NODE__NODE_RENAME_STMT: return renamedObject(*s.rename_stmt);
    case PG_QUERY__NODE__NODE_ALTER_OWNER_STMT:
        return movedObject(s.alter_owner_stmt->object_type, s.alter_owner_stmt->relation, s.alter_owner_stmt->object);
    case PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT:
        return movedObject(s.alter_object_schema_stmt->object_type, s.alter_object_schema_stmt->relation,
                           s.alter_object_schema_stmt->object);
    default: return std::nullopt; // rows, settings, transactions, and the statements of kinds that have no key yet
    }
}

std::optional<Rename> renameOf(const PgQuery__Node& s)
{
    if (s.node_case == PG_QUERY__NODE__NODE_RENAME_STMT) {
        auto key = renamedObject(*s.rename_stmt);
        return key ? std::optional(Rename{std::move(*key), s.rename_stmt->newname}) : std::nullopt;
    }
    if (s.node_case == PG_QUERY__NODE__NODE_ALTER_OBJECT_SCHEMA_STMT) {
        const auto& move = *s.alter_object_schema_stmt;
        auto key = movedObject(move.object_type, move.relation, move.object);
        if (!key || key->kind == Kind::Extension) // an extension is in no schema: its objects are
            return std::nullopt;
        const std::string name = key->name;
        return Rename{std::move(*key), name, move.newschema};
    }
    if (s.node_case != PG_QUERY__NODE__NODE_ALTER_ENUM_STMT || *s.alter_enum_stmt->old_val == '\0')
        return std::nullopt;
    Names names = namesOf(items(s.alter_enum_stmt->type_name, s.alter_enum_stmt->n_type_name));
    names.emplace_back(s.alter_enum_stmt->old_val);
    auto key = childOfNames(Kind::EnumValue, names);
    return key ? std::optional(Rename{std::move(*key), s.alter_enum_stmt->new_val}) : std::nullopt;
}

bool defines(const PgQuery__Node& s)
{
    switch (s.node_case) {
    case PG_QUERY__NODE__NODE_CREATE_STMT:
    case PG_QUERY__NODE__NODE_CREATE_FOREIGN_TABLE_STMT:
    case PG_QUERY__NODE__NODE_CREATE_TABLE_AS_STMT:
    case PG_QUERY__NODE__NODE_VIEW_STMT:
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
    case PG_QUERY__NODE__NODE_INDEX_STMT:
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT: return true;
    default: return false;
    }
}

bool runsInTransaction(const PgQuery__Node& s)
{
    switch (s.node_case) {
    case PG_QUERY__NODE__NODE_CREATEDB_STMT:
    case PG_QUERY__NODE__NODE_DROPDB_STMT:
    case PG_QUERY__NODE__NODE_CREATE_TABLE_SPACE_STMT:
    case PG_QUERY__NODE__NODE_DROP_TABLE_SPACE_STMT:
    case PG_QUERY__NODE__NODE_ALTER_SYSTEM_STMT:
    case PG_QUERY__NODE__NODE_DROP_SUBSCRIPTION_STMT: return false;
    case PG_QUERY__NODE__NODE_INDEX_STMT: return s.index_stmt->concurrent == 0;
    case PG_QUERY__NODE__NODE_DROP_STMT: return s.drop_stmt->concurrent == 0;
    case PG_QUERY__NODE__NODE_ALTER_TABLE_STMT: return !detachesConcurrently(*s.alter_table_stmt);
    case PG_QUERY__NODE__NODE_REINDEX_STMT:
        return (s.reindex_stmt->kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_INDEX ||
                s.reindex_stmt->kind == PG_QUERY__REINDEX_OBJECT_TYPE__REINDEX_OBJECT_TABLE) &&
               !boolOption(items(s.reindex_stmt->params, s.reindex_stmt->n_params), "concurrently", false);
    case PG_QUERY__NODE__NODE_VACUUM_STMT: return s.vacuum_stmt->is_vacuumcmd == 0; // ANALYZE is the same node
    case PG_QUERY__NODE__NODE_CLUSTER_STMT: return s.cluster_stmt->relation != nullptr;
    case PG_QUERY__NODE__NODE_DISCARD_STMT: return s.discard_stmt->target != PG_QUERY__DISCARD_MODE__DISCARD_ALL;
    case PG_QUERY__NODE__NODE_TRANSACTION_STMT:
        return s.transaction_stmt->kind != PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_COMMIT_PREPARED &&
               s.transaction_stmt->kind != PG_QUERY__TRANSACTION_STMT_KIND__TRANS_STMT_ROLLBACK_PREPARED;
    case PG_QUERY__NODE__NODE_ALTER_DATABASE_STMT:
        return std::ranges::none_of(items(s.alter_database_stmt->options, s.alter_database_stmt->n_options),
                                    [](const PgQuery__Node* option) {
                                        return option->node_case == PG_QUERY__NODE__NODE_DEF_ELEM &&
                                               std::string_view(option->def_elem->defname) == "tablespace";
                                    });
    case PG_QUERY__NODE__NODE_CREATE_SUBSCRIPTION_STMT: {
        const auto options = items(s.create_subscription_stmt->options, s.create_subscription_stmt->n_options);
        return !boolOption(options, "create_slot", boolOption(options, "connect", true));
    }
    case PG_QUERY__NODE__NODE_ALTER_SUBSCRIPTION_STMT: {
        const auto options = items(s.alter_subscription_stmt->options, s.alter_subscription_stmt->n_options);
        switch (s.alter_subscription_stmt->kind) {
        case PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_REFRESH: return false;
        case PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_SET_PUBLICATION:
        case PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_ADD_PUBLICATION:
        case PG_QUERY__ALTER_SUBSCRIPTION_TYPE__ALTER_SUBSCRIPTION_DROP_PUBLICATION:
            return !boolOption(options, "refresh", true);
        default: return true;
        }
    }
    default: return true;
    }
}

MadeObjects::Space MadeObjects::space(Kind kind)
{
    if (isRelation(kind))
        return Space::Relation;
    return factsOf(kind).family == KindFacts::Family::Type ? Space::Type : Space::Other;
}

ObjectKey MadeObjects::resolved(ObjectKey key) const
{
    if (space(key.kind) == Space::Other)
        return key;
    // Scripts mix public.name and name.
    const std::string other = key.schema.empty() ? "public" : key.schema == "public" ? "" : key.schema;
    for (const std::string& schema : {key.schema, other})
        if (const auto found = m_made.find(Name{space(key.kind), schema, key.name}); found != m_made.end()) {
            key.kind = found->second.kind;
            key.parent = found->second.parent;
        }
    return key;
}

} // namespace schemawright
