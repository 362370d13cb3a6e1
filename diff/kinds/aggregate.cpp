#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/routine.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <optional>

namespace schemawright {

namespace {

constexpr std::string_view query =
    "SELECT p.oid, p.pronamespace, p.proname, p.proowner, p.proacl, pg_catalog.pg_get_function_arguments(p.oid), "
    "p.proparallel, a.aggkind,"
    " a.aggtransfn, pg_catalog.format_type(a.aggtranstype, NULL), a.aggtransspace, a.aggfinalfn, a.aggfinalextra, "
    "a.aggfinalmodify,"
    " a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.agginitval, a.aggmtransfn, a.aggminvtransfn,"
    " pg_catalog.format_type(a.aggmtranstype, NULL), a.aggmtransspace, a.aggmfinalfn, a.aggmfinalextra, "
    "a.aggmfinalmodify,"
    " a.aggminitval, n.nspname, o.oprname, ";

std::string_view modifyWord(std::string_view letter)
{
    return letter == "r" ? "READ_ONLY" : letter == "s" ? "SHAREABLE" : "READ_WRITE";
}

/// The definition's options in the order of CREATE AGGREGATE; those that have their default are left out.
std::vector<Option> definitionAt(const Rows& rows, std::size_t r)
{
    std::vector<Option> out;
    const auto function = [&](std::string name, std::size_t column) {
        if (rows.view(r, column) != "-")
            out.push_back({std::move(name), rows.text(r, column)});
    };
    const auto number = [&](std::string name, std::size_t column) {
        if (rows.number(r, column) != 0)
            out.push_back({std::move(name), rows.text(r, column)});
    };
    const auto flag = [&](std::string name, bool on) {
        if (on)
            out.push_back({std::move(name), {}});
    };
    const auto literal = [&](std::string name, std::size_t column) {
        if (!rows.isNull(r, column))
            out.push_back({std::move(name), quoteLiteral(rows.view(r, column))});
    };
    // Ordered-set aggregates may modify their state by default, the others may not. CREATE AGGREGATE, "finalfunc_modify".
    const std::string_view usual = rows.view(r, 7) == "n" ? "r" : "w";
    const auto modify = [&](std::string name, std::size_t finalFunction, std::size_t column) {
        if (rows.view(r, finalFunction) != "-" && rows.view(r, column) != usual)
            out.push_back({std::move(name), std::string(modifyWord(rows.view(r, column)))});
    };

    function("sfunc", 8);
    out.push_back({"stype", rows.text(r, 9)});
    number("sspace", 10);
    function("finalfunc", 11);
    flag("finalfunc_extra", rows.flag(r, 12));
    modify("finalfunc_modify", 11, 13);
    function("combinefunc", 14);
    function("serialfunc", 15);
    function("deserialfunc", 16);
    literal("initcond", 17);
    function("msfunc", 18);
    function("minvfunc", 19);
    if (rows.view(r, 18) != "-")
        out.push_back({"mstype", rows.text(r, 20)});
    number("msspace", 21);
    function("mfinalfunc", 22);
    flag("mfinalfunc_extra", rows.flag(r, 23));
    modify("mfinalfunc_modify", 22, 24);
    literal("minitcond", 25);
    if (!rows.isNull(r, 27))
        out.push_back({"sortop", "OPERATOR(" + quoteIdent(rows.view(r, 26)) + "." + rows.text(r, 27) + ")"});
    if (rows.view(r, 6) != "u")
        out.push_back({"parallel", rows.view(r, 6) == "s" ? "SAFE" : "RESTRICTED"});
    flag("hypothetical", rows.view(r, 7) == "h");
    return out;
}

Result<void> readAggregates(Reader& reader)
{
    const Result<Rows> rows =
        reader.query(std::string(query) + std::string(routineArgsSql) +
                     " FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid"
                     " LEFT JOIN pg_catalog.pg_operator o ON o.oid = a.aggsortop"
                     " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace WHERE p.oid >= 16384");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        const std::string& schema = reader.schemaName(rows->oid(r, 1));
        if (reader.skips(ClassId::Procedure, oid, schema))
            continue;
        Object object{
            Aggregate{rows->text(r, 5), definitionAt(*rows, r)},
            reader.attributes(ClassId::Procedure, oid, rows->oid(r, 3), rows->view(r, 4), rows->isNull(r, 4), 'f')};
        reader.add(ClassId::Procedure, oid, {Kind::Aggregate, schema, {}, rows->text(r, 2), rows->text(r, 28)},
                   std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object&)
{
    return "AGGREGATE " + quoteName(key.schema, key.name) + "(" + (key.args.empty() ? "*" : key.args) + ")";
}

std::string grantTarget(const ObjectKey& key, const Object&)
{
    return "FUNCTION " + quoteName(key.schema, key.name) + "(" + key.args + ")";
}

std::string createSql(const ObjectKey& key, const Aggregate& aggregate, std::string_view orReplace)
{
    std::vector<std::string> definition;
    for (const Option& option : aggregate.definition)
        definition.push_back(option.value.empty() ? option.name : option.name + " = " + option.value);
    return "CREATE " + std::string(orReplace) + "AGGREGATE " + quoteName(key.schema, key.name) + "(" +
           (aggregate.arguments.empty() ? "*" : aggregate.arguments) + ") (\n    " + join(definition, ",\n    ") +
           "\n)";
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(creatingStep(key, {statement(key, createSql(key, *object.as<Aggregate>(), {}))}));
}

/// CREATE OR REPLACE AGGREGATE changes neither arguments, nor the kind of aggregate, nor its result, which is that of the final function or the
/// state. PostgreSQL 17 manual, "CREATE AGGREGATE", Notes.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext&)
{
    const Aggregate& before = *objectBefore.as<Aggregate>();
    const Aggregate& after = *objectAfter.as<Aggregate>();
    const auto value = [](const Aggregate& aggregate, std::string_view name) -> std::optional<std::string> {
        const auto found = std::ranges::find(aggregate.definition, name, &Option::name);
        return found == aggregate.definition.end() ? std::nullopt : std::optional(found->value);
    };
    const bool inPlace =
        before.arguments == after.arguments &&
        std::ranges::all_of(std::array{"stype", "finalfunc", "finalfunc_extra", "hypothetical"},
                            [&](std::string_view name) { return value(before, name) == value(after, name); });
    return inPlace ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    if (before.body != after.body)
        steps.push_back(alteringStep(key, {statement(key, createSql(key, *after.as<Aggregate>(), "OR REPLACE "))}));
    return {};
}

} // namespace

template <> const KindOps& kindOpsOf<Aggregate>()
{
    static constexpr KindOps ops{.kind = Kind::Aggregate,
                                 .read = readAggregates,
                                 .identity = identity,
                                 .grantTarget = grantTarget,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = dropByIdentity,
                                 .rename = renameByIdentity,
                                 .move = moveByIdentity};
    return ops;
}

} // namespace schemawright
