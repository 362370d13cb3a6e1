#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/routine.h"
#include "diff/kinds/base/same.h"
#include "diff/kinds/base/sql_pieces.h"
#include "model/sql.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <set>
#include <tuple>
#include <unordered_set>

namespace schemawright {

namespace {

constexpr double defaultRows = 1000;

/// CREATE FUNCTION, "execution_cost".
double defaultCost(std::string_view language)
{
    return language == "c" || language == "internal" ? 1 : 100;
}

std::string_view volatilityWord(std::string_view letter)
{
    return letter == "i" ? "immutable" : letter == "s" ? "stable" : "volatile";
}

std::string_view parallelWord(std::string_view letter)
{
    return letter == "s" ? "safe" : letter == "r" ? "restricted" : "unsafe";
}

/// "name=value", as pg_proc.proconfig has them.
std::vector<Option> settingsOf(const std::vector<std::string>& texts)
{
    std::vector<Option> out;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        out.push_back({text.substr(0, equals), equals == std::string::npos ? std::string() : text.substr(equals + 1)});
    }
    return out;
}

/// information_schema's specific_name is the name, an underscore and the OID.
Result<std::unordered_set<std::uint32_t>> visibleRoutines(Reader& reader)
{
    const Result<Rows> rows = reader.query("SELECT specific_name FROM information_schema.routines"
                                           " WHERE routine_schema NOT IN ('pg_catalog', 'information_schema')");
    if (!rows)
        return std::unexpected(rows.error());
    std::unordered_set<std::uint32_t> out;
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::string_view name = rows->view(r, 0);
        const std::string_view digits = name.substr(name.rfind('_') + 1);
        std::uint32_t oid = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), oid);
        out.insert(oid);
    }
    return out;
}

constexpr std::string_view columns =
    "p.oid, p.pronamespace, p.proname, p.proowner, p.proacl, p.prokind, l.lanname, p.prosrc, p.probin,"
    " p.provolatile, p.proparallel, p.proisstrict, p.prosecdef, p.proleakproof, p.procost, p.prorows,"
    " CASE WHEN p.prosupport <> 0 THEN p.prosupport::pg_catalog.regproc::text END, p.proconfig,"
    " ARRAY(SELECT pg_catalog.format_type(t.t, NULL) FROM pg_catalog.unnest(p.protrftypes)"
    "  WITH ORDINALITY AS t(t, n) ORDER BY t.n),"
    " pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid),"
    " pg_catalog.pg_get_function_sqlbody(p.oid), ";

Function functionAt(const Rows& rows, std::size_t r)
{
    Function out;
    out.procedure = rows.view(r, 5) == "p";
    out.window = rows.view(r, 5) == "w";
    out.language = rows.text(r, 6);
    out.sqlBody = repeatableQuery(rows.view(r, 21));
    if (out.sqlBody.empty())
        out.body = rows.text(r, 7);
    out.objectFile = rows.text(r, 8);
    out.volatility = volatilityWord(rows.view(r, 9));
    out.parallel = parallelWord(rows.view(r, 10));
    out.strict = rows.flag(r, 11);
    out.securityDefiner = rows.flag(r, 12);
    out.leakproof = rows.flag(r, 13);
    const double cost = rows.real(r, 14);
    const double rowCount = rows.real(r, 15);
    out.cost = cost == defaultCost(out.language) ? 0 : cost;
    out.rows = rowCount == defaultRows ? 0 : rowCount;
    out.support = rows.text(r, 16);
    if (!rows.isNull(r, 17))
        out.settings = settingsOf(rows.array(r, 17));
    out.transforms = rows.array(r, 18);
    out.arguments = rows.text(r, 19);
    if (!out.procedure)
        out.result = rows.text(r, 20);
    return out;
}

Result<void> readFunctions(Reader& reader)
{
    const auto visible = visibleRoutines(reader);
    if (!visible)
        return std::unexpected(visible.error());
    // What belongs to a range type (its constructors) or an extension is no object of its own: not even read, it may be thousands.
    const Result<Rows> rows =
        reader.query("SELECT " + std::string(columns) + std::string(routineArgsSql) +
                     " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang"
                     " WHERE p.prokind <> 'a' AND p.oid >= 16384 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d"
                     "  WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype IN ('i', 'e'))");
    if (!rows)
        return std::unexpected(rows.error());
    for (std::size_t r = 0; r < rows->size(); ++r) {
        const std::uint32_t oid = rows->oid(r, 0);
        const std::string& schema = reader.schemaName(rows->oid(r, 1));
        if (reader.skips(ClassId::Procedure, oid, schema))
            continue;
        const ObjectKey key{Kind::Function, schema, {}, rows->text(r, 2), rows->text(r, 22)};
        if (!visible->contains(oid))
            reader.hidden(key.display());
        Object object{functionAt(*rows, r), reader.attributes(ClassId::Procedure, oid, rows->oid(r, 3),
                                                              rows->view(r, 4), rows->isNull(r, 4), 'f')};
        reader.add(ClassId::Procedure, oid, key, std::move(object));
    }
    return {};
}

std::string identity(const ObjectKey& key, const Object& object)
{
    const Function& function = *object.as<Function>();
    std::string arguments = key.args;
    if (function.procedure) {
        // The types of input arguments alone may mean another procedure that has output arguments besides.
        std::vector<std::string> declarations;
        for (const Argument& argument : splitArguments(function.arguments))
            declarations.push_back(argument.declaration);
        arguments = join(declarations, ", ");
    }
    return (function.procedure ? "PROCEDURE " : "FUNCTION ") + quoteName(key.schema, key.name) + "(" + arguments + ")";
}

std::string createSql(const ObjectKey& key, const Function& function, bool replace)
{
    std::string sql = replace ? "CREATE OR REPLACE " : "CREATE ";
    sql += (function.procedure ? "PROCEDURE " : "FUNCTION ") + quoteName(key.schema, key.name) + "(" +
           function.arguments + ")";
    if (!function.procedure)
        sql += "\n    RETURNS " + function.result;
    sql += "\n    LANGUAGE " + quoteIdent(function.language);
    for (std::size_t i = 0; i < function.transforms.size(); ++i)
        sql += (i == 0 ? "\n    TRANSFORM FOR TYPE " : ", FOR TYPE ") + function.transforms[i];
    if (function.window)
        sql += "\n    WINDOW";
    if (function.volatility != "volatile")
        sql += function.volatility == "immutable" ? "\n    IMMUTABLE" : "\n    STABLE";
    if (function.leakproof)
        sql += "\n    LEAKPROOF";
    if (function.strict)
        sql += "\n    STRICT";
    if (function.securityDefiner)
        sql += "\n    SECURITY DEFINER";
    if (function.parallel != "unsafe")
        sql += function.parallel == "safe" ? "\n    PARALLEL SAFE" : "\n    PARALLEL RESTRICTED";
    if (function.cost != 0)
        sql += std::format("\n    COST {}", function.cost);
    if (function.rows != 0)
        sql += std::format("\n    ROWS {}", function.rows);
    if (!function.support.empty())
        sql += "\n    SUPPORT " + function.support;
    for (const Option& setting : function.settings)
        sql += "\n    " + settingSql(setting);
    if (!function.sqlBody.empty())
        return sql + "\n" + function.sqlBody;
    if (!function.objectFile.empty())
        return sql + "\n    AS " + quoteLiteral(function.objectFile) + ", " + quoteLiteral(function.body);
    return sql + "\n    AS " + dollarQuote(function.body);
}

/// Is it the same argument, or one that had no name and gets one?
bool isNamed(const std::string& before, const std::string& after)
{
    if (before == after)
        return true;
    for (const std::string_view mode : {"", "VARIADIC "}) {
        const bool hasMode = before.starts_with(mode) && after.starts_with(mode);
        if (!hasMode || !after.ends_with(" " + before.substr(mode.size())))
            continue;
        const std::size_t name = after.size() - before.size() - 1;
        // What is printed in capitals is a mode.
        const bool isMode = after[mode.size()] >= 'A' && after[mode.size()] <= 'Z';
        if (name > 0 && !isMode && endOfName(after, mode.size()) == mode.size() + name)
            return true;
    }
    return false;
}

/// CREATE OR REPLACE changes neither the result nor given names, modes and types of arguments, and takes no default away. CREATE FUNCTION, "Notes".
bool canReplace(const Function& before, const Function& after)
{
    if (before.procedure != after.procedure || before.window != after.window || before.result != after.result)
        return false;
    const std::vector<Argument> old = splitArguments(before.arguments);
    const std::vector<Argument> now = splitArguments(after.arguments);
    return std::ranges::equal(old, now, [](const Argument& a, const Argument& b) {
        return isNamed(a.declaration, b.declaration) && (!a.hasDefault || b.hasDefault);
    });
}

std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    if (canReplace(*before.as<Function>(), *after.as<Function>()))
        return {};
    return {key};
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    Step step;
    step.statements.push_back(statement(key, createSql(key, *object.as<Function>(), false)));
    step.creates.push_back(key);
    steps.push_back(std::move(step));
}

/// Can the same arguments give another result?
bool computesOtherwise(const Function& before, const Function& after)
{
    const auto relevant = [](const Function& function) {
        return std::tie(function.language, function.body, function.objectFile, function.sqlBody, function.strict,
                        function.settings);
    };
    return relevant(before) != relevant(after);
}

/// Indexes, generated columns, checks and partition keys hold what the function returned when a row was written, and PostgreSQL computes none of it
/// again. PostgreSQL 17 manual, "Function Volatility Categories". Steps that do so follow the function's change. Functions with a parsed body pass
/// the change on.
class StoredResults {
public:
    StoredResults(const ObjectKey& function, const PlanContext& context, Steps& steps)
        : m_function(function), m_context(context), m_steps(steps)
    {
    }

    void follow(Statement& change) { follow(m_function, change); }

private:
    void follow(const ObjectKey& function, Statement& change)
    {
        for (const ObjectKey& user : m_context.from.dependencies().on(function)) {
            if (!m_seen.insert(user).second || m_context.recreated.contains(user))
                continue;
            if (user.kind == Kind::Function && m_context.to.find(user))
                follow(user, change);
            else
                computeAgain(user, function, change);
        }
    }

    void computeAgain(const ObjectKey& user, const ObjectKey& function, Statement& change)
    {
        const ObjectKey owner = ownerOf(user);
        const Object* before = m_context.from.find(owner);
        const Object* after = m_context.to.find(owner);
        const KindOps* ops = kindOps(owner.kind);
        // What the plan changes is computed then.
        if (!before || !after || !ops || !ops->recompute || !sameElement(user, *before, *after))
            return;
        Recomputation again = ops->recompute(user, *after, m_context);
        if (again.how.empty())
            return;
        const bool byPlan = !again.statements.empty();
        change.hazards.push_back(
            {"stale-results", std::format("{} keeps results of the old {}{}: {}", user.display(), function.display(),
                                          byPlan ? " until the plan computes them again" : "", again.how)});
        if (byPlan)
            addStep(user, std::move(again.statements));
    }

    /// Another function may have asked for it already: it comes after both.
    void addStep(const ObjectKey& user, std::vector<Statement> statements)
    {
        auto step = std::ranges::find_if(m_steps, [&](const Step& each) {
            return each.place > 0 && !each.statements.empty() && each.statements.front() == statements.front();
        });
        if (step == m_steps.end()) {
            // Those that can be in the transaction of the change come before those that cannot.
            const bool transactional = std::ranges::all_of(statements, &Statement::transactional);
            m_steps.push_back({.statements = std::move(statements), .place = transactional ? 1 : 2});
            step = m_steps.end() - 1;
            step->needs = {user, ownerOf(user)};
        }
        step->needs.push_back(m_function);
    }

    const ObjectKey& m_function;
    const PlanContext& m_context;
    Steps& m_steps;
    std::set<ObjectKey> m_seen;
};

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext& context,
                   Steps& steps)
{
    if (before.body == after.body)
        return {};
    Step step;
    step.statements.push_back(statement(key, createSql(key, *after.as<Function>(), true)));
    if (computesOtherwise(*before.as<Function>(), *after.as<Function>()))
        StoredResults(key, context, steps).follow(step.statements.back());
    step.drops.push_back(key);
    step.creates.push_back(key);
    steps.push_back(std::move(step));
    return {};
}

bool same(const Body& a, const Body& b)
{
    const auto& before = std::get<Function>(a);
    Function after = std::get<Function>(b);
    if (before.sqlBody.empty() || !sameQuery(before.sqlBody, after.sqlBody))
        return false;
    after.sqlBody = before.sqlBody;
    return before == after;
}

void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    dropByIdentity(key, object, context, steps);
    const bool again = context.recreated.contains(key);
    if (!again)
        steps.back().statements.back().hazards.push_back({"drop-function", "Calls of the function fail."});
}

} // namespace

template <> const KindOps& kindOpsOf<Function>()
{
    static constexpr KindOps ops{.kind = Kind::Function,
                                 .read = readFunctions,
                                 .identity = identity,
                                 .grantTarget = identity,
                                 .invalidates = invalidates,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = renameByIdentity,
                                 .move = moveByIdentity,
                                 .same = same};
    return ops;
}

} // namespace schemawright
