#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/retype.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/kinds/table/value_loss.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

Result<void> readCompositeTypes(Reader& reader)
{
    const Result<Rows> rows = reader.query(
        "SELECT c.oid, t.oid, t.typnamespace, t.typname, t.typowner, t.typacl, a.attnum, a.attname,"
        " pg_catalog.format_type(a.atttypid, a.atttypmod),"
        " CASE WHEN a.attcollation <> b.typcollation THEN a.attcollation::pg_catalog.regcollation::text END"
        " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_type t ON t.oid = c.reltype"
        " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " LEFT JOIN pg_catalog.pg_type b ON b.oid = a.atttypid"
        " WHERE c.relkind = 'c' ORDER BY c.oid, a.attnum");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size();) {
        const std::size_t first = r;
        const std::uint32_t relation = rows->oid(first, 0);
        CompositeType type;
        for (; r < rows->size() && rows->oid(r, 0) == relation; ++r) {
            if (rows->isNull(r, 6))
                continue;
            const int number = static_cast<int>(rows->number(r, 6));
            type.attributes.push_back({rows->text(r, 7), rows->text(r, 8), rows->text(r, 9),
                                       reader.comment(ClassId::Relation, relation, number),
                                       reader.labels(ClassId::Relation, relation, number)});
        }
        const std::uint32_t oid = rows->oid(first, 1);
        const std::string& schema = reader.schemaName(rows->oid(first, 2));
        if (reader.skips(ClassId::Type, oid, schema))
            continue;
        const ObjectKey key = keyOf(Kind::CompositeType, schema, rows->text(first, 3));
        Object object{std::move(type), reader.attributes(ClassId::Type, oid, rows->oid(first, 4), rows->view(first, 5),
                                                         rows->isNull(first, 5), 'T')};
        reader.add(ClassId::Type, oid, key, std::move(object));
        reader.identify(ClassId::Relation, relation, key);
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "TYPE " + quoteName(key.schema, key.name);
}

std::string typeAndCollation(const CompositeField& field)
{
    return field.collation.empty() ? field.type : field.type + " COLLATE " + field.collation;
}

std::string createSql(const ObjectKey& key, const CompositeType& type)
{
    std::vector<std::string> fields;
    for (const CompositeField& field : type.attributes)
        fields.push_back(quoteIdent(field.name) + " " + typeAndCollation(field));
    return "CREATE TYPE " + quoteName(key.schema, key.name) + " AS (" + join(fields, ", ") + ")";
}

/// Its comment and its labels.
std::vector<Statement> fieldRemarks(const ObjectKey& key, const CompositeField& before, const CompositeField& after)
{
    const std::string column = "COLUMN " + quoteName(key.schema, key.name) + "." + quoteIdent(after.name);
    std::vector<Statement> out;
    if (before.comment != after.comment)
        out.push_back(statement(key, commentSql(column, after.comment)));
    for (std::string& label : labelSql(before.labels, after.labels, column))
        out.push_back(statement(key, std::move(label)));
    return out;
}

std::vector<Statement> fieldRemarks(const ObjectKey& key, const CompositeType& type)
{
    std::vector<Statement> out;
    for (const CompositeField& field : type.attributes)
        std::ranges::move(fieldRemarks(key, {}, field), std::back_inserter(out));
    return out;
}

const CompositeField* findField(const CompositeType& type, const std::string& name)
{
    const auto found = std::ranges::find(type.attributes, name, &CompositeField::name);
    return found == type.attributes.end() ? nullptr : &*found;
}

bool sameType(const CompositeField& a, const CompositeField& b)
{
    return a.type == b.type && a.collation == b.collation;
}

enum class Way {
    Remarks, ///< at most comments and labels of attributes differ
    Adds,    ///< attributes are added at the end
    Alters,  ///< attributes are dropped or retyped in place
    Anew,    ///< no ALTER TYPE leads there: the order differs, or a column has the type and an attribute another one
};

/// Has a column the type, or one that holds it?
bool isColumnsType(const ObjectKey& key, const PlanContext& context)
{
    return std::ranges::any_of(context.from.dependencies().on(key), [&](const ObjectKey& user) {
        const bool holds = user.kind == Kind::Domain || user.kind == Kind::CompositeType || user.kind == Kind::Range;
        return user.kind == Kind::Column || (holds && isColumnsType(user, context));
    });
}

/// Is the order of attributes the one that dropping and adding gives?
bool keepsOrder(const CompositeType& before, const CompositeType& after)
{
    std::vector<std::string> reached;
    for (const CompositeField& field : before.attributes)
        if (findField(after, field.name))
            reached.push_back(field.name);
    for (const CompositeField& field : after.attributes)
        if (!findField(before, field.name))
            reached.push_back(field.name);
    return std::ranges::equal(reached, after.attributes, {}, {}, &CompositeField::name);
}

Way wayBetween(const ObjectKey& key, const CompositeType& before, const CompositeType& after,
               const PlanContext& context)
{
    bool drops = false;
    bool retypes = false;
    for (const CompositeField& field : before.attributes) {
        const CompositeField* now = findField(after, field.name);
        drops |= now == nullptr;
        retypes |= now && !sameType(field, *now);
    }
    if (!keepsOrder(before, after) || (retypes && isColumnsType(key, context)))
        return Way::Anew;
    if (drops || retypes)
        return Way::Alters;
    return after.attributes.size() > before.attributes.size() ? Way::Adds : Way::Remarks;
}

/// What reads attributes of the type in a text that PostgreSQL has parsed; functions with a string for a body go on as they are.
std::vector<ObjectKey> readersOf(const ObjectKey& key, const PlanContext& context)
{
    std::vector<ObjectKey> out;
    for (const ObjectKey& user : context.from.dependencies().on(key)) {
        const Function* function = user.kind == Kind::Function ? context.from.get<Function>(user) : nullptr;
        const bool parsed = user.kind != Kind::Column && user.kind != Kind::CompositeType &&
                            user.kind != Kind::Domain && user.kind != Kind::Table;
        if (function ? !function->sqlBody.empty() : parsed)
            out.push_back(user);
    }
    return out;
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after,
                                   const PlanContext& context)
{
    switch (wayBetween(key, *before.as<CompositeType>(), *after.as<CompositeType>(), context)) {
    case Way::Remarks:
    case Way::Adds: return {};
    case Way::Alters: return readersOf(key, context);
    case Way::Anew: return {key};
    }
    return {};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const CompositeType& type = *object.as<CompositeType>();
    Step step;
    step.statements.push_back(statement(key, createSql(key, type)));
    std::ranges::move(fieldRemarks(key, type), std::back_inserter(step.statements));
    step.creates.push_back(key);
    steps.push_back(std::move(step));
}

/// The function that makes arrays anew while the types change, as it is called; gone afterwards.
std::string arrayFunction(const ObjectKey& key, const PlanContext& context)
{
    return quoteName(key.schema, context.names.aside(key));
}

/// ROW(...) of the attributes that stay, by name.
std::string convertedValue(const std::string& value, bool array, const ObjectKey& key, const PlanContext& context)
{
    if (array)
        return arrayFunction(key, context) + "(" + value + ")";
    const CompositeType& before = *context.from.get<CompositeType>(key);
    const CompositeType& after = *context.to.get<CompositeType>(key);
    std::vector<std::string> values;
    for (const CompositeField& field : after.attributes) {
        const CompositeField* was = findField(before, field.name);
        values.push_back(was ? convertedTo(field.type, "(" + value + ")." + quoteIdent(field.name), was->type, context)
                             : "NULL::" + field.type);
    }
    return "CASE WHEN " + value + " IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(" + join(values, ", ") +
           ")::" + quoteName(key.schema, key.name) + " END";
}

/// USING may hold no subquery, so arrays go through a function. One of several dimensions cannot be built without knowing how many there
/// are: it makes the statement fail.
TypeRetyping::Helper arrayHelper(const ObjectKey& key, const PlanContext& context)
{
    const std::string type = quoteName(key.schema, key.name) + "[]";
    const std::string function = arrayFunction(key, context);
    const std::string old = function + "[]"; // the interim type has the same name
    const std::string body = "\nDECLARE\n    made " + type +
                             " := '{}';\nBEGIN\n"
                             "    IF pg_catalog.array_ndims($1) > 1 THEN\n"
                             "        RAISE EXCEPTION 'an array of several dimensions cannot be converted';\n"
                             "    END IF;\n"
                             "    FOR i IN coalesce(pg_catalog.array_lower($1, 1), 1) .. "
                             "coalesce(pg_catalog.array_upper($1, 1), 0) LOOP\n"
                             "        made[i] := " +
                             convertedValue("$1[i]", false, key, context) + ";\n    END LOOP;\n    RETURN made;\nEND\n";
    return {.call = function + "(",
            .createSql = "CREATE FUNCTION " + function + "(" + old + ") RETURNS " + type +
                         " LANGUAGE plpgsql STRICT AS " + dollarQuote(body),
            .dropSql = "DROP FUNCTION " + function + "(" + old + ")"};
}

void noteLosses(const Object& before, const Object& after, Statement&, std::span<Statement> alters)
{
    const CompositeType& now = *after.as<CompositeType>();
    for (const CompositeField& field : before.as<CompositeType>()->attributes) {
        const CompositeField* same = findField(now, field.name);
        const std::string_view loss = same ? tables::valueLoss(field.type, same->type) : std::string_view();
        for (Statement& alter : loss.empty() ? std::span<Statement>() : alters) {
            alter.losesData = true;
            alter.hazards.push_back(
                {"lossy-cast", std::format("The conversion of attribute {} from {} to {} {} without an error.",
                                           quoteIdent(field.name), field.type, same->type, loss)});
        }
    }
    const auto isGone = [&](const CompositeField& field) { return !findField(now, field.name); };
    if (std::ranges::none_of(before.as<CompositeType>()->attributes, isGone))
        return;
    for (Statement& alter : alters) {
        alter.losesData = true;
        alter.hazards.push_back({"drop-attribute", "An attribute is removed from every value of the type."});
    }
}

constexpr TypeRetyping retyping{.converted = convertedValue, .helper = arrayHelper, .note = noteLosses};

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    const CompositeType& old = *before.as<CompositeType>();
    const CompositeType& now = *after.as<CompositeType>();
    const std::string alterType = "ALTER TYPE " + quoteName(key.schema, key.name);
    Step step;
    for (const CompositeField& field : old.attributes) {
        if (findField(now, field.name))
            continue;
        Statement drop = statement(key, alterType + " DROP ATTRIBUTE " + quoteIdent(field.name));
        drop.losesData = isColumnsType(key, context);
        drop.hazards.push_back({"drop-attribute", "The attribute is removed from every value of the type."});
        step.statements.push_back(std::move(drop));
    }
    for (const CompositeField& field : now.attributes) {
        const CompositeField* was = findField(old, field.name);
        if (!was)
            step.statements.push_back(
                statement(key, alterType + " ADD ATTRIBUTE " + quoteIdent(field.name) + " " + typeAndCollation(field)));
        else if (!sameType(*was, field))
            step.statements.push_back(statement(key, alterType + " ALTER ATTRIBUTE " + quoteIdent(field.name) +
                                                         " TYPE " + typeAndCollation(field)));
        std::ranges::move(fieldRemarks(key, was ? *was : CompositeField{}, field), std::back_inserter(step.statements));
    }
    if (step.statements.empty())
        return {};
    step.drops.push_back(key);
    step.creates.push_back(key);
    steps.push_back(std::move(step));
    return {};
}

std::string rename(const ObjectKey& key, const Object& object, const std::string& newName)
{
    if (key.kind == Kind::Attribute)
        return "ALTER TYPE " + quoteName(key.schema, key.parent) + " RENAME ATTRIBUTE " + quoteIdent(key.name) +
               " TO " + quoteIdent(newName);
    return renameByIdentity(key, object, newName);
}

} // namespace

template <> const KindOps& kindOpsOf<CompositeType>()
{
    static constexpr KindOps ops{.kind = Kind::CompositeType,
                                 .read = readCompositeTypes,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = dropByIdentity,
                                 .rename = rename,
                                 .move = moveByIdentity,
                                 .retyping = &retyping};
    return ops;
}

} // namespace schemawright
