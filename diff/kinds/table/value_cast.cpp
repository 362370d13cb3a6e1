#include "diff/kinds/table/value_cast.h"

#include "diff/kinds/base/kind_ops.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace schemawright {

namespace {

/// "integer[][]" as "integer" and "[][]".
std::pair<std::string, std::string> elementAndDimensions(const std::string& type)
{
    std::size_t end = type.size();
    while (end >= 2 && type.compare(end - 2, 2, "[]") == 0)
        end -= 2;
    return {type.substr(0, end), type.substr(end)};
}

/// "character varying(20)" as "character varying", "time(3) with time zone" as "time with time zone", "interval day to second" as "interval".
std::string withoutModifier(std::string type)
{
    if (type.starts_with("interval "))
        return "interval";
    const std::size_t open = type.find('(');
    const std::size_t close = type.find(')');
    if (type.starts_with('"') || open == std::string::npos || close == std::string::npos)
        return type;
    return type.erase(open, close - open + 1);
}

struct Casts {
    std::string_view from;
    std::string_view to; ///< separated by commas
};

// pg_cast of PostgreSQL 17, as far as columns have such types; casts within one type change its modifier.
constexpr std::array builtinCasts{
    Casts{"smallint", "integer,bigint,real,double precision,numeric,oid"},
    Casts{"integer", "smallint,bigint,real,double precision,numeric,money,oid,boolean,bit,\"char\""},
    Casts{"bigint", "smallint,integer,real,double precision,numeric,money,oid,bit"},
    Casts{"numeric", "smallint,integer,bigint,real,double precision,money"},
    Casts{"real", "smallint,integer,bigint,double precision,numeric"},
    Casts{"double precision", "smallint,integer,bigint,real,numeric"},
    Casts{"money", "numeric"},
    Casts{"oid", "integer,bigint"},
    Casts{"boolean", "integer"},
    Casts{"bit", "bit varying,integer,bigint"},
    Casts{"bit varying", "bit"},
    Casts{"\"char\"", "integer"},
    Casts{"date", "timestamp without time zone,timestamp with time zone"},
    Casts{"timestamp without time zone", "date,time without time zone,timestamp with time zone"},
    Casts{"timestamp with time zone", "date,time without time zone,time with time zone,timestamp without time zone"},
    Casts{"time without time zone", "interval,time with time zone"},
    Casts{"time with time zone", "time without time zone"},
    Casts{"interval", "time without time zone"},
    Casts{"json", "jsonb"},
    Casts{"jsonb", "json,boolean,smallint,integer,bigint,real,double precision,numeric"},
    Casts{"cidr", "inet"},
    Casts{"inet", "cidr"},
    Casts{"macaddr", "macaddr8"},
    Casts{"macaddr8", "macaddr"},
    Casts{"box", "circle,lseg,point,polygon"},
    Casts{"circle", "box,point,polygon"},
    Casts{"lseg", "point"},
    Casts{"path", "polygon"},
    Casts{"point", "box"},
    Casts{"polygon", "box,circle,path,point"},
    Casts{"int4range", "int4multirange"},
    Casts{"int8range", "int8multirange"},
    Casts{"numrange", "nummultirange"},
    Casts{"daterange", "datemultirange"},
    Casts{"tsrange", "tsmultirange"},
    Casts{"tstzrange", "tstzmultirange"},
};

bool isListed(std::string_view list, std::string_view word)
{
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (list.substr(0, comma) == word)
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// Every type can be cast to these, and these to every type. PostgreSQL 17 manual, "CREATE CAST", automatic I/O conversion casts.
bool isString(std::string_view type)
{
    return type == "text" || type == "character varying" || type == "character" || type == "name";
}

bool isInteger(std::string_view type)
{
    return type == "smallint" || type == "integer" || type == "bigint";
}

/// Numbers of objects, shown by their names: regclass, regtype...
bool isObjectNumber(std::string_view type)
{
    constexpr std::string_view all = "regclass,regcollation,regconfig,regdictionary,regnamespace,regoper,regoperator,"
                                     "regproc,regprocedure,regrole,regtype";
    return isListed(all, type);
}

bool isJson(std::string_view type)
{
    return type == "json" || type == "jsonb";
}

/// A JSON array becomes an array of its elements, any other value an array of that value. USING takes no subquery.
std::string elementsOfJson(const std::string& value, const std::string& source, const std::string& element,
                           const std::string& to, const PlanContext& context)
{
    const bool queries = context.serverVersion == 0 || context.serverVersion >= 170000;
    const std::string inner = "pg_catalog.regexp_replace(" + value + "::text, '^\\s*\\[(.*)\\]\\s*$', '{\\1}')::" + to;
    return "CASE pg_catalog." + source + "_typeof(" + value + ") WHEN 'array' THEN " +
           (queries ? "JSON_QUERY(" + value + ", '$' RETURNING " + to + " ERROR ON ERROR)" : inner) +
           " WHEN 'null' THEN NULL ELSE CASE WHEN " + value + " IS NOT NULL THEN ARRAY[" +
           convertedTo(element, value, source, context) + "]::" + to + " END END";
}

/// A type of the source and another one of the same name in the target have nothing in common but the text of their values.
bool isOther(const std::string& type, const PlanContext& context)
{
    const auto key = typeKey(context.from, type);
    if (!key)
        return false;
    const Object* before = context.from.find(*key);
    const Object* after = context.to.find(*key);
    return !before || !after || context.recreated.contains(*key) || before->body != after->body;
}

} // namespace

std::string underDomains(const Catalog& catalog, const std::string& type)
{
    const auto [element, dimensions] = elementAndDimensions(type);
    const auto key = typeKey(catalog, element);
    const Domain* domain = key ? catalog.get<Domain>(*key) : nullptr;
    return domain ? underDomains(catalog, domain->type) + dimensions : type;
}

bool hasDomainDefault(const Catalog& catalog, const std::string& type)
{
    const auto key = type.ends_with(']') ? std::nullopt : typeKey(catalog, type);
    const auto* domain = key ? catalog.get<Domain>(*key) : nullptr;
    return domain && (!domain->defaultExpr.empty() || hasDomainDefault(catalog, domain->type));
}

bool hasCast(const Catalog& catalog, const std::string& from, const std::string& to)
{
    const std::string source = withoutModifier(from);
    const std::string target = withoutModifier(to);
    if (source == target || isString(source) || isString(target))
        return true;
    if (isObjectNumber(target) && (isInteger(source) || source == "oid"))
        return true;
    if (isObjectNumber(source) && (target == "integer" || target == "bigint" || target == "oid"))
        return true;
    const auto listed = std::ranges::find(builtinCasts, source, &Casts::from);
    return (listed != builtinCasts.end() && isListed(listed->to, target)) ||
           catalog.findEntry(keyOf(Kind::Cast, {}, source + " AS " + target)) != nullptr;
}

std::string convertedTo(const std::string& to, const std::string& value, const std::string& from,
                        const PlanContext& context)
{
    const auto [source, sourceDimensions] = elementAndDimensions(underDomains(context.from, from));
    const auto [target, targetDimensions] = elementAndDimensions(underDomains(context.to, to));
    const bool fromArray = !sourceDimensions.empty();
    const bool toArray = !targetDimensions.empty();
    const std::string cast = "::" + to;
    if (source == target && fromArray == toArray && isOther(source, context)) {
        const auto key = typeKey(context.from, source);
        const TypeRetyping* retyping = context.to.find(*key) ? kindOps(key->kind)->retyping : nullptr;
        if (retyping && retyping->converted) {
            const std::string made = retyping->converted(value, fromArray, *key, context);
            return to == target + targetDimensions ? made : "(" + made + ")" + cast;
        }
    } else if (fromArray == toArray && hasCast(context.from, source, target))
        return value + cast;
    if (isJson(target) && !toArray && (fromArray || (!isString(source) && !isJson(source))))
        return "pg_catalog.to_" + target + "(" + value + ")";
    if (isJson(source) && !fromArray && toArray)
        return elementsOfJson(value, source, target, to, context);
    if (isJson(source) && !fromArray && !toArray && !isString(target) && !isJson(target))
        return "(" + value + " #>> '{}')" + cast;
    // A string is an array's text, or its only value.
    if (!fromArray && toArray && isString(source))
        return "CASE WHEN " + value + " IS NULL OR " + value + " LIKE '{%}' THEN " + value + "::text" + cast +
               " ELSE ARRAY[" + value + "]" + cast + " END";
    if (!fromArray && toArray)
        return "CASE WHEN " + value + " IS NOT NULL THEN ARRAY[" + convertedTo(target, value, from, context) + "]" +
               cast + " END";
    // An array of one value is that value; of more it fails, or is written as a string.
    if (fromArray && !toArray)
        return "(CASE WHEN pg_catalog.array_ndims(" + value + ") = 1 AND pg_catalog.cardinality(" + value + ") = 1" +
               (isString(target) ? " AND " + value + "[1]::text NOT LIKE '{%'" : "") + " THEN " + value +
               "[1]::text ELSE " + value + "::text END)" + cast;
    if (!fromArray && !toArray &&
        ((source == "boolean" && isInteger(target)) || (isInteger(source) && target == "boolean")))
        return value + "::integer" + cast;
    return value + (fromArray && toArray ? "::text[]" : "::text") + cast;
}

} // namespace schemawright
