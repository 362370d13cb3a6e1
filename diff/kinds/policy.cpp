#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

constexpr ClassId policies{3256}; // pg_policy

std::string identity(const ObjectKey& key, const Object&)
{
    return std::format("POLICY {} ON {}", quoteIdent(key.name), relationName(key));
}

constexpr std::string_view query = R"(
select p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive,
       array(select pg_catalog.pg_get_userbyid(r) from pg_catalog.unnest(p.polroles) r where r <> 0 order by 1),
       pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
from pg_catalog.pg_policy p
order by p.oid)";

PolicyCommand commandOf(std::string_view letter)
{
    if (letter == "r")
        return PolicyCommand::Select;
    if (letter == "a")
        return PolicyCommand::Insert;
    if (letter == "w")
        return PolicyCommand::Update;
    return letter == "d" ? PolicyCommand::Delete : PolicyCommand::All;
}

std::string_view commandWord(PolicyCommand command)
{
    switch (command) {
    case PolicyCommand::All: return "ALL";
    case PolicyCommand::Select: return "SELECT";
    case PolicyCommand::Insert: return "INSERT";
    case PolicyCommand::Update: return "UPDATE";
    case PolicyCommand::Delete: return "DELETE";
    }
    return {};
}

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const ObjectKey* table = reader.keyOf(ClassId::Relation, rows->oid(i, 1));
        if (!table)
            continue;
        Policy policy;
        policy.command = commandOf(rows->view(i, 3));
        policy.permissive = rows->flag(i, 4);
        const std::vector<std::string> roles = rows->array(i, 5);
        policy.roles = {roles.begin(), roles.end()};
        std::ranges::sort(policy.roles);
        policy.usingExpr = Expression(repeatableQuery(rows->view(i, 6)));
        policy.checkExpr = Expression(repeatableQuery(rows->view(i, 7)));
        reader.add(policies, oid, childKey(Kind::Policy, table->schema, table->name, rows->text(i, 2)),
                   {std::move(policy), reader.attributes(policies, oid, 0, {}, true, 0)});
    }
    return {};
}

std::string rolesText(const Policy& policy)
{
    return policy.roles.empty() ? "PUBLIC" : identList({policy.roles.begin(), policy.roles.end()});
}

Statement policyStatement(const ObjectKey& key, const Catalog& catalog, std::string sql)
{
    return statement(key, std::move(sql), {{LockMode::AccessExclusive, relationOf(catalog, key)}});
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const Policy& policy = *object.as<Policy>();
    std::string sql = "CREATE " + identity(key, object);
    if (!policy.permissive)
        sql += " AS RESTRICTIVE";
    if (policy.command != PolicyCommand::All)
        sql += std::format(" FOR {}", commandWord(policy.command));
    if (!policy.roles.empty())
        sql += " TO " + rolesText(policy);
    if (!policy.usingExpr.empty())
        sql += " USING " + inParentheses(policy.usingExpr);
    if (!policy.checkExpr.empty())
        sql += " WITH CHECK " + inParentheses(policy.checkExpr);
    steps.push_back(creatingStep(key, {policyStatement(key, context.to, std::move(sql))}));
}

/// ALTER POLICY can neither change the command nor drop an expression: the policy is made anew.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext&)
{
    const Policy& before = *objectBefore.as<Policy>();
    const Policy& after = *objectAfter.as<Policy>();
    const bool losesExpression = (!before.usingExpr.empty() && after.usingExpr.empty()) ||
                                 (!before.checkExpr.empty() && after.checkExpr.empty());
    const bool inPlace = before.command == after.command && before.permissive == after.permissive && !losesExpression;
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const Policy& before = *objectBefore.as<Policy>();
    const Policy& after = *objectAfter.as<Policy>();
    std::string sql = "ALTER " + identity(key, objectAfter);
    if (before.roles != after.roles)
        sql += " TO " + rolesText(after);
    if (before.usingExpr != after.usingExpr)
        sql += " USING " + inParentheses(after.usingExpr);
    if (before.checkExpr != after.checkExpr)
        sql += " WITH CHECK " + inParentheses(after.checkExpr);
    if (before != after)
        steps.push_back(alteringStep(key, {policyStatement(key, context.to, std::move(sql))}));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    Statement dropPolicy = policyStatement(key, context.from, "DROP " + identity(key, object));
    if (!context.to.find(key))
        dropPolicy.hazards.push_back(
            {"drop-policy",
             std::format("The rows of {} that roles can read and write change at once.", relationName(key))});
    steps.push_back(droppingStep(key, {std::move(dropPolicy)}));
}

constexpr KindOps ops{.kind = Kind::Policy,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity};

} // namespace

template <> const KindOps& kindOpsOf<Policy>()
{
    return ops;
}

} // namespace schemawright
