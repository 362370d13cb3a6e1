#include "diff/script/script_database.h"

#include "model/sql.h"

#include <span>
#include <string_view>

#include <pg_query/pg_query.pb-c.h>

namespace schemawright {

namespace {

constexpr PgQuery__ObjectType database = PG_QUERY__OBJECT_TYPE__OBJECT_DATABASE;

std::string named(std::string_view words, const PgQuery__Node* name)
{
    const bool isName = name != nullptr && name->node_case == PG_QUERY__NODE__NODE_STRING;
    return std::string(words) + (isName ? " " + quoteIdent(name->string->sval) : "");
}

std::string named(std::string_view words, const char* name)
{
    return std::string(words) + " " + quoteIdent(name);
}

std::string roleWords(const PgQuery__AlterRoleSetStmt& statement)
{
    const std::string_view name = statement.database;
    if (name.empty())
        return {};
    const bool isNamed =
        statement.role != nullptr && statement.role->roletype == PG_QUERY__ROLE_SPEC_TYPE__ROLESPEC_CSTRING;
    return "ALTER ROLE " + (isNamed ? quoteIdent(statement.role->rolename) : std::string("ALL")) + " IN DATABASE " +
           quoteIdent(name);
}

std::string grantWords(const PgQuery__GrantStmt& statement)
{
    std::string words = statement.is_grant != 0 ? "GRANT ON DATABASE" : "REVOKE ON DATABASE";
    for (const PgQuery__Node* name : std::span(statement.objects, statement.n_objects))
        words = named(words + (words.ends_with("DATABASE") ? "" : ","), name);
    return words;
}

} // namespace

std::string databaseWords(const PgQuery__Node& node)
{
    switch (node.node_case) {
    case PG_QUERY__NODE__NODE_CREATEDB_STMT: return named("CREATE DATABASE", node.createdb_stmt->dbname);
    case PG_QUERY__NODE__NODE_DROPDB_STMT: return named("DROP DATABASE", node.dropdb_stmt->dbname);
    case PG_QUERY__NODE__NODE_ALTER_DATABASE_STMT: return named("ALTER DATABASE", node.alter_database_stmt->dbname);
    case PG_QUERY__NODE__NODE_ALTER_DATABASE_SET_STMT:
        return named("ALTER DATABASE", node.alter_database_set_stmt->dbname);
    case PG_QUERY__NODE__NODE_ALTER_DATABASE_REFRESH_COLL_STMT:
        return named("ALTER DATABASE", node.alter_database_refresh_coll_stmt->dbname);
    case PG_QUERY__NODE__NODE_ALTER_OWNER_STMT:
        return node.alter_owner_stmt->object_type == database ? named("ALTER DATABASE", node.alter_owner_stmt->object)
                                                              : std::string();
    case PG_QUERY__NODE__NODE_RENAME_STMT:
        return node.rename_stmt->rename_type == database ? named("ALTER DATABASE", node.rename_stmt->subname)
                                                         : std::string();
    case PG_QUERY__NODE__NODE_COMMENT_STMT:
        return node.comment_stmt->objtype == database ? named("COMMENT ON DATABASE", node.comment_stmt->object)
                                                      : std::string();
    case PG_QUERY__NODE__NODE_SEC_LABEL_STMT:
        return node.sec_label_stmt->objtype == database
                   ? named("SECURITY LABEL ON DATABASE", node.sec_label_stmt->object)
                   : std::string();
    case PG_QUERY__NODE__NODE_GRANT_STMT:
        return node.grant_stmt->objtype == database ? grantWords(*node.grant_stmt) : std::string();
    case PG_QUERY__NODE__NODE_ALTER_ROLE_SET_STMT: return roleWords(*node.alter_role_set_stmt);
    default: return {};
    }
}

} // namespace schemawright
