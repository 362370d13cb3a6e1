#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/not_null_name.h"
#include "diff/kinds/table/row_type.h"
#include "model/sql.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace schemawright {

namespace {

struct DomainConstraints {
    std::vector<DomainConstraint> checks;
    NotNullConstraint notNull;
};

Result<std::unordered_map<std::uint32_t, DomainConstraints>> readConstraints(Reader& reader)
{
    // Since PostgreSQL 17 NOT NULL of a domain is a constraint too (contype n); pg_type says it on every version.
    const Result<Rows> rows =
        reader.query("SELECT oid, contypid, conname, pg_catalog.pg_get_expr(conbin, 0), convalidated, contype = 'n'"
                     " FROM pg_catalog.pg_constraint WHERE contypid <> 0 AND contype IN ('c', 'n')"
                     " ORDER BY conname COLLATE \"C\"");
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_map<std::uint32_t, DomainConstraints> out;
    for (std::size_t r = 0; r < rows->size(); ++r) {
        if (rows->flag(r, 5)) {
            out[rows->oid(r, 1)].notNull = {.name = rows->text(r, 2),
                                            .comment = reader.comment(ClassId::Constraint, rows->oid(r, 0))};
            continue;
        }
        DomainConstraint constraint;
        constraint.name = rows->text(r, 2);
        constraint.expression = Expression(rows->text(r, 3));
        constraint.notValid = !rows->flag(r, 4);
        constraint.comment = reader.comment(ClassId::Constraint, rows->oid(r, 0));
        out[rows->oid(r, 1)].checks.push_back(std::move(constraint));
    }
    return out;
}

Result<void> identifyConstraints(Reader& reader)
{
    const Result<Rows> rows = reader.query("SELECT oid, contypid FROM pg_catalog.pg_constraint WHERE contypid <> 0");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        if (const ObjectKey* domain = reader.keyOf(ClassId::Type, rows->oid(r, 1)))
            reader.identify(ClassId::Constraint, rows->oid(r, 0), *domain);
    }
    return {};
}

Result<void> readDomains(Reader& reader)
{
    const Result<Rows> seen = reader.query("SELECT domain_schema, domain_name FROM information_schema.domains");
    if (!seen)
        return std::unexpected(seen.error());
    std::unordered_set<std::string> visible;
    for (std::size_t r = 0; r < seen->size(); ++r)
        visible.insert(seen->text(r, 0) + '.' + seen->text(r, 1));

    auto constraints = readConstraints(reader);
    if (!constraints)
        return std::unexpected(constraints.error());
    const Result<Rows> rows = reader.query(
        "SELECT t.oid, t.typnamespace, t.typname, t.typowner, t.typacl, pg_catalog.format_type(t.typbasetype, "
        "t.typtypmod), t.typnotnull,"
        " pg_catalog.pg_get_expr(t.typdefaultbin, 0),"
        " CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::pg_catalog.regcollation::text END"
        " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd'");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        const std::string& schema = reader.schemaName(rows->oid(r, 1));
        if (reader.skips(ClassId::Type, oid, schema))
            continue;
        const std::string place = schema + '.' + rows->text(r, 2);
        if (!visible.contains(place))
            reader.hidden("domain " + place);
        Domain domain;
        domain.type = rows->text(r, 5);
        domain.notNull = rows->flag(r, 6);
        domain.defaultExpr = Expression(rows->text(r, 7));
        domain.collation = rows->text(r, 8);
        if (const auto found = constraints->find(oid); found != constraints->end()) {
            domain.constraints = std::move(found->second.checks);
            domain.notNullConstraint = std::move(found->second.notNull);
        }
        Object object{std::move(domain), reader.attributes(ClassId::Type, oid, rows->oid(r, 3), rows->view(r, 4),
                                                           rows->isNull(r, 4), 'T')};
        reader.add(ClassId::Type, oid, keyOf(Kind::Domain, schema, rows->text(r, 2)), std::move(object));
    }
    return identifyConstraints(reader);
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "DOMAIN " + quoteName(key.schema, key.name);
}

std::string constraintSql(const DomainConstraint& constraint)
{
    return "CONSTRAINT " + quoteIdent(constraint.name) + " CHECK (" + constraint.expression + ")" +
           (constraint.notValid ? " NOT VALID" : "");
}

bool hasChosenName(const ObjectKey& key, const Domain& domain)
{
    const std::string& name = domain.notNullConstraint.name;
    return domain.notNull && !name.empty() && name != usualNotNullName(key.name);
}

/// " NOT NULL", with the constraint's name where PostgreSQL would choose another.
std::string notNullClause(const ObjectKey& key, const Domain& domain)
{
    if (!domain.notNull)
        return {};
    return hasChosenName(key, domain) ? " CONSTRAINT " + quoteIdent(domain.notNullConstraint.name) + " NOT NULL"
                                      : " NOT NULL";
}

std::string createSql(const ObjectKey& key, const Domain& domain)
{
    std::string sql = "CREATE DOMAIN " + quoteName(key.schema, key.name) + " AS " + domain.type;
    if (!domain.collation.empty())
        sql += " COLLATE " + domain.collation;
    if (!domain.defaultExpr.empty())
        sql += " DEFAULT " + domain.defaultExpr;
    sql += notNullClause(key, domain);
    for (const DomainConstraint& constraint : domain.constraints) {
        if (!constraint.notValid)
            sql += " " + constraintSql(constraint);
    }
    return sql;
}

Statement constraintComment(const ObjectKey& key, const std::string& name, const std::string& comment)
{
    const std::string target = "CONSTRAINT " + quoteIdent(name) + " ON DOMAIN " + quoteName(key.schema, key.name);
    return statement(key, commentSql(target, comment));
}

std::string notNullName(const ObjectKey& key, const Domain& domain)
{
    return domain.notNullConstraint.name.empty() ? usualNotNullName(key.name) : domain.notNullConstraint.name;
}

bool isNameKnown(const Domain& domain)
{
    return domain.notNull && !domain.notNullConstraint.name.empty();
}

/// The name and the comment of NOT NULL that stays. Servers before PostgreSQL 17 have neither.
void alterNotNull(const ObjectKey& key, const Domain& before, const Domain& after, Step& step)
{
    const bool known = isNameKnown(before) && isNameKnown(after);
    const std::string& old = before.notNullConstraint.name;
    const std::string& now = after.notNullConstraint.name;
    if (known && old != now)
        step.statements.push_back(statement(key, "ALTER DOMAIN " + quoteName(key.schema, key.name) +
                                                     " RENAME CONSTRAINT " + quoteIdent(old) + " TO " +
                                                     quoteIdent(now)));
    const std::string said = before.notNull ? before.notNullConstraint.comment : std::string();
    if (after.notNull && !isNotNullUnknown(before, after) && said != after.notNullConstraint.comment)
        step.statements.push_back(constraintComment(key, notNullName(key, after), after.notNullConstraint.comment));
}

/// What CREATE DOMAIN cannot say: NOT VALID constraints, and comments.
std::vector<Statement> afterCreate(const ObjectKey& key, const Domain& domain)
{
    std::vector<Statement> out;
    for (const DomainConstraint& constraint : domain.constraints) {
        if (constraint.notValid)
            out.push_back(statement(key, "ALTER DOMAIN " + quoteName(key.schema, key.name) + " ADD " +
                                             constraintSql(constraint)));
        if (!constraint.comment.empty())
            out.push_back(constraintComment(key, constraint.name, constraint.comment));
    }
    if (domain.notNull && !domain.notNullConstraint.comment.empty())
        out.push_back(constraintComment(key, notNullName(key, domain), domain.notNullConstraint.comment));
    return out;
}

bool isRetyped(const Domain& before, const Domain& after)
{
    return before.type != after.type || before.collation != after.collation;
}

const DomainConstraint* findConstraint(const Domain& domain, const std::string& name)
{
    const auto found = std::ranges::find(domain.constraints, name, &DomainConstraint::name);
    return found == domain.constraints.end() ? nullptr : &*found;
}

bool mustBeMadeAnew(const DomainConstraint& before, const DomainConstraint& after)
{
    return before.expression != after.expression || (after.notValid && !before.notValid);
}

/// Must PostgreSQL look at values of the domain to make the one into the other?
bool checksValues(const Domain& before, const Domain& after)
{
    const auto isChecked = [&](const DomainConstraint& now) {
        const DomainConstraint* old = findConstraint(before, now.name);
        return !now.notValid && (!old || old->notValid || mustBeMadeAnew(*old, now));
    };
    return (after.notNull && !before.notNull) || std::ranges::any_of(after.constraints, isChecked);
}

/// Does a column hold the domain within another type? ALTER DOMAIN refuses to check values there: "cannot alter type because column uses
/// it". Columns go over to a new domain of the same name instead, which checks them. PostgreSQL 17 manual, "ALTER DOMAIN", Notes.
bool isWithin(const ObjectKey& domain, const PlanContext& context)
{
    std::set<std::pair<ObjectKey, bool>> seen;
    std::vector<std::pair<ObjectKey, bool>> queue{{domain, false}}; // a type, and whether the domain is inside it
    while (!queue.empty()) {
        const auto [type, inside] = queue.back();
        queue.pop_back();
        if (!seen.emplace(type, inside).second)
            continue;
        for (const ObjectKey& user : context.from.dependencies().on(type)) {
            if (const auto* over = context.from.get<Domain>(user)) {
                queue.emplace_back(user, inside || over->type.ends_with("]"));
            } else if (user.kind == Kind::CompositeType || user.kind == Kind::Range) {
                queue.emplace_back(user, true);
            } else if (const auto* stored = context.from.get<MaterializedView>(user)) {
                for (const ViewColumn& column : stored->columns)
                    if (typeKey(context.from, column.type) == type && (inside || column.type.ends_with("]")))
                        return true;
            } else if (user.kind == Kind::Column) {
                const ObjectKey key = keyOf(Kind::Table, user.schema, user.parent);
                const auto* table = context.from.get<Table>(key);
                const Column* column = table ? table->findColumn(user.name) : nullptr;
                if (!column || typeKey(context.from, column->type) != type)
                    continue;
                if (inside || column->type.ends_with("]"))
                    return true;
                queue.emplace_back(key, true);
            }
        }
    }
    return false;
}

bool isCheckedWithin(const ObjectKey& key, const Domain& before, const Domain& after, const PlanContext& context)
{
    return checksValues(before, after) && isWithin(key, context);
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after,
                                   const PlanContext& context)
{
    const Domain& old = *before.as<Domain>();
    const Domain& now = *after.as<Domain>();
    if (isRetyped(old, now) || isCheckedWithin(key, old, now, context))
        return {key};
    std::vector<ObjectKey> users;
    if (checksValues(old, now))
        for (const ObjectKey& table : tables::tablesWithDomain(context.from, key))
            std::ranges::copy(tables::rowTypeUsers(context.from, table), std::back_inserter(users));
    return users;
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const Domain& domain = *object.as<Domain>();
    Step step;
    step.statements.push_back(statement(key, createSql(key, domain)));
    std::ranges::move(afterCreate(key, domain), std::back_inserter(step.statements));
    step.creates.push_back(key);
    steps.push_back(std::move(step));
}

/// ALTER DOMAIN reads every column of the domain's type under SHARE locks when it adds a constraint or NOT NULL.
Statement scanning(const ObjectKey& key, std::string sql, const PlanContext& context)
{
    Statement out = statement(key, std::move(sql));
    for (const ObjectKey& user : context.from.dependencies().on(key)) {
        if (user.kind == Kind::Column)
            out.locks.push_back({LockMode::Share, keyOf(Kind::Table, user.schema, user.parent)});
    }
    out.scans = !out.locks.empty();
    return out;
}

void alterConstraints(const ObjectKey& key, const Domain& before, const Domain& after, const PlanContext& context,
                      Step& step)
{
    const std::string alter = "ALTER DOMAIN " + quoteName(key.schema, key.name);
    for (const DomainConstraint& old : before.constraints) {
        const DomainConstraint* now = findConstraint(after, old.name);
        if (!now || mustBeMadeAnew(old, *now))
            step.statements.push_back(statement(key, alter + " DROP CONSTRAINT " + quoteIdent(old.name)));
    }
    for (const DomainConstraint& now : after.constraints) {
        const DomainConstraint* old = findConstraint(before, now.name);
        const bool made = !old || mustBeMadeAnew(*old, now);
        if (made && now.notValid)
            step.statements.push_back(statement(key, alter + " ADD " + constraintSql(now)));
        else if (made)
            step.statements.push_back(scanning(key, alter + " ADD " + constraintSql(now), context));
        else if (old->notValid && !now.notValid)
            step.statements.push_back(scanning(key, alter + " VALIDATE CONSTRAINT " + quoteIdent(now.name), context));
        if (now.comment != (made ? std::string() : old->comment))
            step.statements.push_back(constraintComment(key, now.name, now.comment));
    }
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    const Domain& old = *before.as<Domain>();
    const Domain& now = *after.as<Domain>();
    const std::string alterDomain = "ALTER DOMAIN " + quoteName(key.schema, key.name);
    Step step;
    if (old.defaultExpr != now.defaultExpr)
        step.statements.push_back(statement(
            key, alterDomain + (now.defaultExpr.empty() ? " DROP DEFAULT" : " SET DEFAULT " + now.defaultExpr)));
    if (old.notNull && !now.notNull)
        step.statements.push_back(statement(key, alterDomain + " DROP NOT NULL"));
    else if (!old.notNull && now.notNull)
        step.statements.push_back(
            scanning(key, alterDomain + (hasChosenName(key, now) ? " ADD" + notNullClause(key, now) : " SET NOT NULL"),
                     context));
    alterNotNull(key, old, now, step);
    alterConstraints(key, old, now, context, step);
    if (step.statements.empty())
        return {};
    step.drops.push_back(key);
    step.creates.push_back(key);
    steps.push_back(std::move(step));
    return {};
}

/// Of the domain, or of one of its checks.
std::string renameDomain(const ObjectKey& key, const Object& object, const std::string& newName)
{
    if (key.kind == Kind::Constraint)
        return "ALTER DOMAIN " + quoteName(key.schema, key.parent) + " RENAME CONSTRAINT " + quoteIdent(key.name) +
               " TO " + quoteIdent(newName);
    return renameByIdentity(key, object, newName);
}

bool same(const Body& a, const Body& b)
{
    const auto& before = std::get<Domain>(a);
    const auto& after = std::get<Domain>(b);
    return isNotNullUnknown(before, after) && withNotNullOf(before, after) == after;
}

constexpr TypeRetyping retyping{};

} // namespace

template <> const KindOps& kindOpsOf<Domain>()
{
    static constexpr KindOps ops{.kind = Kind::Domain,
                                 .read = readDomains,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = dropByIdentity,
                                 .rename = renameDomain,
                                 .move = moveByIdentity,
                                 .same = same,
                                 .retyping = &retyping};
    return ops;
}

} // namespace schemawright
