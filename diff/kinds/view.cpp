#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/view_columns.h"
#include "model/sql.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <set>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "VIEW " + quoteName(key.schema, key.name);
}

std::string grantTarget(const ObjectKey& key, const Object&)
{
    return "TABLE " + quoteName(key.schema, key.name);
}

constexpr std::string_view viewsQuery = R"(
select c.oid, c.relname, c.relnamespace, c.relowner, c.relacl, c.reloptions, pg_catalog.pg_get_viewdef(c.oid)
from pg_catalog.pg_class c
where c.relkind = 'v' and c.oid >= 16384
order by c.oid)";

/// The views that the role may see; their queries the standard shows to the owner only, pg_get_viewdef to everybody.
constexpr std::string_view standardQuery = R"(
select table_schema, table_name from information_schema.views
where table_schema not in ('pg_catalog', 'information_schema'))";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(viewsQuery);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    auto shown = reader.query(standardQuery);
    if (!shown)
        return std::unexpected(std::move(shown.error()));
    auto columns = readViewColumns(reader, 'v');
    if (!columns)
        return std::unexpected(std::move(columns.error()));
    std::set<QualifiedName> visible;
    for (std::size_t i = 0; i < shown->size(); ++i)
        visible.insert({shown->text(i, 0), shown->text(i, 1)});

    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::Relation, oid, schema))
            continue;
        const ObjectKey key = keyOf(Kind::View, schema, rows->text(i, 1));
        View view;
        view.query = repeatableQuery(viewQuery(rows->view(i, 6), reader.version()));
        view.columns = takeColumns((*columns)[oid], reader, rows->oid(i, 3));
        view.options = parseOptions(rows->array(i, 5));
        if (!visible.contains({key.schema, key.name}))
            reader.hidden(key.display());
        reader.add(ClassId::Relation, oid, key,
                   {std::move(view), reader.attributes(ClassId::Relation, oid, rows->oid(i, 3), rows->view(i, 4),
                                                       rows->isNull(i, 4), 'r')});
    }
    return {};
}

std::string createSql(const ObjectKey& key, const View& view, std::string_view orReplace)
{
    Options options = view.options;
    std::string check;
    if (const auto found = std::ranges::find(options, "check_option", &Option::name); found != options.end()) {
        check = found->value == "local" ? "\n  WITH LOCAL CHECK OPTION" : "\n  WITH CASCADED CHECK OPTION";
        options.erase(found);
    }
    return std::format("CREATE {}VIEW {}{} AS\n {}{}", orReplace, quoteName(key.schema, key.name),
                       options.empty() ? std::string() : " WITH (" + optionList(options) + ")", view.query, check);
}

/// CREATE OR REPLACE VIEW can make a view that selects from itself, which can be made but not used. The server prints names in full.
bool selectsFromItself(const ObjectKey& key, const View& view)
{
    const std::string name = quoteName(key.schema, key.name);
    const auto isPart = [](char c) {
        return c == '.' || c == '_' || c == '"' || std::isalnum(static_cast<unsigned char>(c));
    };
    for (std::size_t at = view.query.find(name); at != std::string::npos; at = view.query.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !isPart(view.query[at - 1])) && (end == view.query.size() || !isPart(view.query[end])))
            return true;
    }
    return false;
}

/// The same columns without a row: what such a view is before it selects from itself.
View withoutQuery(const View& view)
{
    std::vector<std::string> columns;
    for (const ViewColumn& column : view.columns)
        columns.push_back("NULL::" + column.type + (column.collation.empty() ? "" : " COLLATE " + column.collation) +
                          " AS " + quoteIdent(column.name));
    View shell = view;
    shell.query = "SELECT " + join(columns, ",\n    ");
    return shell;
}

Statement viewStatement(const ObjectKey& key, std::string sql)
{
    return statement(key, std::move(sql), {{LockMode::AccessExclusive, key}});
}

std::vector<Statement> defaultStatements(const ObjectKey& key, const std::vector<ViewColumn>& before,
                                         const std::vector<ViewColumn>& after)
{
    std::vector<Statement> statements;
    for (const ViewColumn& column : after) {
        const auto found = std::ranges::find(before, column.name, &ViewColumn::name);
        const Expression old = found == before.end() ? Expression() : found->defaultExpr;
        if (old == column.defaultExpr)
            continue;
        statements.push_back(viewStatement(
            key, std::format(
                     "ALTER VIEW {} ALTER COLUMN {} {}", quoteName(key.schema, key.name), quoteIdent(column.name),
                     column.defaultExpr.empty() ? std::string("DROP DEFAULT") : "SET DEFAULT " + column.defaultExpr)));
    }
    return statements;
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const View& view = *object.as<View>();
    // The relation that is being made locks nothing that others could want.
    const bool twice = selectsFromItself(key, view);
    Step step = creatingStep(key, {statement(key, createSql(key, twice ? withoutQuery(view) : view, {}), {})});
    if (twice)
        step.statements.push_back(statement(key, createSql(key, view, "OR REPLACE "), {}));
    std::ranges::move(defaultStatements(key, {}, view.columns), std::back_inserter(step.statements));
    steps.push_back(std::move(step));
    // After the view's own privileges: REVOKE on a relation takes those of its columns along.
    if (auto statements = columnAttributeStatements(key, {}, view.columns, object.attributes.owner);
        !statements.empty()) {
        Step columns;
        columns.statements = std::move(statements);
        columns.needs = {key};
        steps.push_back(std::move(columns));
    }
}

/// CREATE OR REPLACE VIEW may append columns. PostgreSQL 17 manual, "CREATE VIEW".
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    return onlyAppends(before.as<View>()->columns, after.as<View>()->columns) ? std::vector<ObjectKey>{}
                                                                              : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter, const PlanContext&,
                   Steps& steps)
{
    const View& before = *objectBefore.as<View>();
    const View& after = *objectAfter.as<View>();
    Step step = alteringStep(key, {});
    if (!sameQuery(before.query, after.query) || before.columns.size() != after.columns.size()) {
        step.statements.push_back(viewStatement(key, createSql(key, after, "OR REPLACE ")));
    } else {
        for (const std::string& change : optionChanges(before.options, after.options))
            step.statements.push_back(
                viewStatement(key, "ALTER VIEW " + quoteName(key.schema, key.name) + " " + change));
    }
    std::ranges::move(defaultStatements(key, before.columns, after.columns), std::back_inserter(step.statements));
    std::ranges::move(columnAttributeStatements(key, before.columns, after.columns, objectAfter.attributes.owner),
                      std::back_inserter(step.statements));
    steps.push_back(std::move(step));
    return {};
}

void drop(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(droppingStep(key, {viewStatement(key, "DROP " + identity(key, object))}));
}

constexpr KindOps ops{.kind = Kind::View,
                      .read = read,
                      .identity = identity,
                      .grantTarget = grantTarget,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameView,
                      .move = moveByIdentity,
                      .same = sameView<View>};

} // namespace

template <> const KindOps& kindOpsOf<View>()
{
    return ops;
}

} // namespace schemawright
