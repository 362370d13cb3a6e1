#include "model/kinds/range.h"

#include "diff/kinds/base/definition.h"
#include "diff/kinds/base/shell_type.h"
#include "diff/kinds/table/retype.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "TYPE " + quoteName(key.schema, key.name);
}

std::string grantTarget(const ObjectKey& key, const Object&)
{
    return "TYPE " + quoteName(key.schema, key.name);
}

// A range type over a type with one default btree operator class names that class only where it is another one.
constexpr std::string_view query = R"(
select t.oid, t.typname, t.typnamespace, t.typowner, t.typacl, r.rngsubtype::regtype,
       case when not o.opcdefault or o.opcintype <> r.rngsubtype then pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(o.opcname) end,
       case when r.rngcollation <> s.typcollation
            then (select pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(c.collname)
                  from pg_catalog.pg_collation c join pg_catalog.pg_namespace cn on cn.oid = c.collnamespace where c.oid = r.rngcollation) end,
       nullif(r.rngsubdiff, 0)::regproc, nullif(r.rngcanonical, 0)::regproc, m.typname, m.typnamespace
from pg_catalog.pg_type t
     join pg_catalog.pg_range r on r.rngtypid = t.oid
     join pg_catalog.pg_type s on s.oid = r.rngsubtype
     join pg_catalog.pg_type m on m.oid = r.rngmultitypid
     join pg_catalog.pg_opclass o on o.oid = r.rngsubopc
     join pg_catalog.pg_namespace n on n.oid = o.opcnamespace
where t.oid >= 16384
order by t.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::Type, oid, schema))
            continue;
        const ObjectKey key = keyOf(Kind::Range, schema, rows->text(i, 1));
        Range range;
        range.definition.push_back({"subtype", rows->text(i, 5)});
        for (const auto& [name, column] :
             {std::pair{"subtype_opclass", 6U}, {"collation", 7U}, {"subtype_diff", 8U}, {"canonical", 9U}})
            if (!rows->isNull(i, column))
                range.definition.push_back({name, rows->text(i, column)});
        range.definition.push_back(
            {"multirange_type_name", quoteName(reader.schemaName(rows->oid(i, 11)), rows->text(i, 10))});
        reader.add(ClassId::Type, oid, key,
                   {std::move(range),
                    reader.attributes(ClassId::Type, oid, rows->oid(i, 3), rows->view(i, 4), rows->isNull(i, 4), 'T')});
    }
    return {};
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const std::vector<Option>& definition = object.as<Range>()->definition;
    if (std::ranges::contains(definition, "canonical", &Option::name))
        createAroundShell(key, "CREATE " + identity(key, object) + " AS RANGE " + definitionList(definition), context,
                          steps);
    else
        createByDefinition(key, object, definition, "AS RANGE ", steps);
}

/// ALTER TYPE moves the range alone: its multirange type, where it was beside it, and the functions that make values of both are left
/// behind, and would keep the old schema from being dropped. Those may have another name than the types, so they are looked up.
std::vector<Statement> move(const ObjectKey& key, const Object& object, const std::string& schema, const Catalog&)
{
    const std::string to = quoteIdent(schema);
    std::vector<Statement> statements{statement(key, "ALTER " + identity(key, object) + " SET SCHEMA " + to)};
    std::vector<std::string> types{quoteLiteral(quoteName(schema, key.name)) + "::pg_catalog.regtype"};
    const std::string here = quoteIdent(key.schema) + ".";
    for (const Option& option : object.as<Range>()->definition)
        if (option.name == "multirange_type_name" && option.value.starts_with(here)) {
            statements.push_back(statement(key, "ALTER TYPE " + option.value + " SET SCHEMA " + to));
            types.push_back(quoteLiteral(to + "." + option.value.substr(here.size())) + "::pg_catalog.regtype");
        }
    statements.push_back(statement(
        key,
        "DO " + dollarQuote("\nDECLARE\n    maker pg_catalog.regprocedure;\nBEGIN\n    FOR maker IN\n        SELECT "
                            "objid FROM pg_catalog.pg_depend\n        WHERE classid = "
                            "'pg_catalog.pg_proc'::pg_catalog.regclass AND refclassid = "
                            "'pg_catalog.pg_type'::pg_catalog.regclass AND deptype = 'i'\n            AND refobjid "
                            "IN (" +
                            join(types, ", ") +
                            ")\n        ORDER BY objid\n    LOOP\n        EXECUTE pg_catalog.format('ALTER "
                            "FUNCTION %s SET SCHEMA %I', maker, " +
                            quoteLiteral(schema) + ");\n    END LOOP;\nEND\n")));
    return statements;
}

/// Its type of several ranges, and the functions that make values of both, have names that the new one gives to its own. They go with the
/// old one in the end. PostgreSQL 17 manual, "Range Types", Constructing Ranges and Multiranges.
std::vector<Statement> alsoAside(const ObjectKey& key, const Object& before, const PlanContext& context)
{
    const auto valueOf = [&](std::string_view name) {
        const std::vector<Option>& definition = before.as<Range>()->definition;
        const auto found = std::ranges::find(definition, name, &Option::name);
        return found == definition.end() ? std::string() : found->value;
    };
    const std::string range = quoteName(key.schema, key.name);
    const std::string subtype = valueOf("subtype");
    const std::string multirange = valueOf("multirange_type_name");
    const std::string aside = quoteIdent(context.names.aside(key));
    const std::string multirangeAside = quoteIdent(context.names.aside(keyOf(key.kind, key.schema, "m" + key.name)));
    std::vector<Statement> statements;
    const auto rename = [&](const std::string& what, const std::string& to) {
        statements.push_back(statement(key, "ALTER " + what + " RENAME TO " + to, {}));
    };
    for (const char* third : {"", ", text"})
        rename("FUNCTION " + range + "(" + subtype + ", " + subtype + third + ")", aside);
    for (const std::string& arguments : {std::string(), range, range + "[]"})
        rename("FUNCTION " + multirange + "(" + arguments + ")", multirangeAside);
    rename("TYPE " + multirange, multirangeAside);
    return statements;
}

constexpr TypeRetyping retyping{.alsoAside = alsoAside};

constexpr KindOps ops{.kind = Kind::Range,
                      .read = read,
                      .identity = identity,
                      .grantTarget = grantTarget,
                      .create = create,
                      .drop = dropWithFunctions,
                      .rename = renameByIdentity,
                      .move = move,
                      .retyping = &retyping};

} // namespace

template <> const KindOps& kindOpsOf<Range>()
{
    return ops;
}

} // namespace schemawright
