#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/query_text.h"
#include "diff/kinds/base/relation_child.h"
#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/view_columns.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright {

namespace {

std::string identity(const ObjectKey& key, const Object&)
{
    return "MATERIALIZED VIEW " + quoteName(key.schema, key.name);
}

std::string grantTarget(const ObjectKey& key, const Object&)
{
    return "TABLE " + quoteName(key.schema, key.name);
}

// The standard knows no materialized views.
constexpr std::string_view query = R"(
select c.oid, c.relname, c.relnamespace, c.relowner, c.relacl, c.reloptions, pg_catalog.pg_get_viewdef(c.oid),
       case when m.amname <> 'heap' then m.amname end, s.spcname, c.reltuples, c.relpages * pg_catalog.current_setting('block_size')::bigint,
       t.reloptions
from pg_catalog.pg_class c
     left join pg_catalog.pg_am m on m.oid = c.relam
     left join pg_catalog.pg_tablespace s on s.oid = c.reltablespace
     left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
where c.relkind = 'm' and c.oid >= 16384
order by c.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    auto columns = readViewColumns(reader, 'm');
    if (!columns)
        return std::unexpected(std::move(columns.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        const std::string& schema = reader.schemaName(rows->oid(i, 2));
        if (reader.skips(ClassId::Relation, oid, schema))
            continue;
        const ObjectKey key = keyOf(Kind::MaterializedView, schema, rows->text(i, 1));
        MaterializedView view;
        view.query = repeatableQuery(viewQuery(rows->view(i, 6), reader.version()));
        view.columnSettings = std::move((*columns)[oid].settings);
        std::ranges::sort(view.columnSettings);
        view.columns = takeColumns((*columns)[oid], reader, rows->oid(i, 3));
        std::vector<std::string> options = rows->array(i, 5);
        for (const std::string& option : rows->array(i, 11))
            options.push_back("toast." + option);
        view.options = parseOptions(options);
        view.accessMethod = rows->text(i, 7);
        view.tablespace = rows->text(i, 8);
        if (rows->number(i, 10) > 0)
            reader.size(key, {static_cast<std::int64_t>(rows->real(i, 9)), rows->number(i, 10)});
        reader.add(ClassId::Relation, oid, key,
                   {std::move(view), reader.attributes(ClassId::Relation, oid, rows->oid(i, 3), rows->view(i, 4),
                                                       rows->isNull(i, 4), 'r')});
    }
    return {};
}

Statement alterStatement(const ObjectKey& key, std::string_view action, LockMode mode)
{
    return statement(key, std::format("ALTER MATERIALIZED VIEW {} {}", quoteName(key.schema, key.name), action),
                     {{mode, key}});
}

/// "name STORAGE EXTERNAL" as the end of ALTER COLUMN; the name ends where its quotes do.
std::string settingAction(std::string_view setting)
{
    const std::size_t end = endOfName(setting, 0);
    return std::format("ALTER COLUMN {} SET {}", setting.substr(0, end), setting.substr(end + 1));
}

/// "name STORAGE": what a setting is about.
std::string_view settingSubject(std::string_view setting)
{
    const std::size_t end = endOfName(setting, 0);
    return setting.substr(0, setting.find(' ', end + 1));
}

/// The type of the column that a setting is about.
std::string settingType(const MaterializedView& view, std::string_view setting)
{
    const std::string_view name = setting.substr(0, endOfName(setting, 0));
    const auto column =
        std::ranges::find_if(view.columns, [&](const ViewColumn& each) { return quoteIdent(each.name) == name; });
    return column == view.columns.end() ? std::string() : column->type;
}

std::vector<Statement> settingStatements(const ObjectKey& key, const MaterializedView& viewBefore,
                                         const MaterializedView& viewAfter, int serverVersion)
{
    const std::vector<std::string>& before = viewBefore.columnSettings;
    const std::vector<std::string>& after = viewAfter.columnSettings;
    const auto lockOf = [](std::string_view subject) {
        return subject.ends_with(" STATISTICS") ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    };
    std::vector<Statement> statements;
    for (const std::string& setting : before) {
        const std::string_view subject = settingSubject(setting);
        if (std::ranges::contains(after, subject, settingSubject))
            continue;
        std::string_view standard = "DEFAULT";
        if (subject.ends_with(" STATISTICS"))
            standard = "-1";
        else if (subject.ends_with(" STORAGE"))
            standard = tables::standardStorage(settingType(viewBefore, subject), serverVersion);
        statements.push_back(
            alterStatement(key, settingAction(std::string(subject) + " " + std::string(standard)), lockOf(subject)));
    }
    for (const std::string& setting : after)
        if (!std::ranges::contains(before, setting))
            statements.push_back(alterStatement(key, settingAction(setting), lockOf(settingSubject(setting))));
    return statements;
}

/// Does the query name a relation that was there before, so that it may have rows?
bool readsLasting(const ObjectKey& key, const PlanContext& context)
{
    return std::ranges::any_of(context.to.dependencies().of(key), [&](const ObjectKey& needed) {
        const bool column = needed.kind == Kind::Column;
        if (!column && !isTableOrView(needed.kind))
            return false;
        return context.from.findRelation(needed.schema, column ? needed.parent : needed.name) != nullptr;
    });
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    const MaterializedView& view = *object.as<MaterializedView>();
    std::string sql = "CREATE MATERIALIZED VIEW " + quoteName(key.schema, key.name);
    if (!view.accessMethod.empty())
        sql += " USING " + quoteIdent(view.accessMethod);
    if (!view.options.empty())
        sql += " WITH (" + optionList(view.options) + ")";
    if (!view.tablespace.empty())
        sql += " TABLESPACE " + quoteIdent(view.tablespace);
    Statement creation = statement(key, sql + " AS\n " + view.query + "\n  WITH DATA", {});
    creation.scans = readsLasting(key, context);
    if (context.recreated.contains(key))
        creation.hazards.push_back({"rebuild-materialized-view",
                                    key.display() + " is dropped and computed again. It cannot be read meanwhile."});
    Step step = creatingStep(key, {std::move(creation)});
    std::ranges::move(settingStatements(key, MaterializedView{}, view, context.serverVersion),
                      std::back_inserter(step.statements));
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

bool sameColumns(const std::vector<ViewColumn>& a, const std::vector<ViewColumn>& b)
{
    return a.size() == b.size() && onlyAppends(a, b);
}

/// There is no CREATE OR REPLACE MATERIALIZED VIEW: another query means another view.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                                   const PlanContext&)
{
    const MaterializedView& before = *objectBefore.as<MaterializedView>();
    const MaterializedView& after = *objectAfter.as<MaterializedView>();
    const bool same = sameQuery(before.query, after.query) && sameColumns(before.columns, after.columns);
    return same ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& objectBefore, const Object& objectAfter,
                   const PlanContext& context, Steps& steps)
{
    const MaterializedView& before = *objectBefore.as<MaterializedView>();
    const MaterializedView& after = *objectAfter.as<MaterializedView>();
    Step step = alteringStep(key, {});
    const auto rewriting = [&](const std::string& action) {
        Statement rewrite = alterStatement(key, action, LockMode::AccessExclusive);
        rewrite.rewrites = true;
        rewrite.scans = true;
        step.statements.push_back(std::move(rewrite));
    };
    if (before.accessMethod != after.accessMethod)
        rewriting("SET ACCESS METHOD " +
                  (after.accessMethod.empty() ? std::string("heap") : quoteIdent(after.accessMethod)));
    if (before.tablespace != after.tablespace)
        rewriting("SET TABLESPACE " +
                  (after.tablespace.empty() ? std::string("pg_default") : quoteIdent(after.tablespace)));
    for (const std::string& change : optionChanges(before.options, after.options))
        step.statements.push_back(alterStatement(key, change, LockMode::ShareUpdateExclusive));
    std::ranges::move(settingStatements(key, before, after, context.serverVersion),
                      std::back_inserter(step.statements));
    std::ranges::move(columnAttributeStatements(key, before.columns, after.columns, objectAfter.attributes.owner),
                      std::back_inserter(step.statements));
    steps.push_back(std::move(step));
    return {};
}

/// Its rows can be computed again: nothing is lost but time.
void drop(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    steps.push_back(
        droppingStep(key, {statement(key, "DROP " + identity(key, object), {{LockMode::AccessExclusive, key}})}));
}

constexpr KindOps ops{.kind = Kind::MaterializedView,
                      .read = read,
                      .identity = identity,
                      .grantTarget = grantTarget,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameView,
                      .move = moveByIdentity,
                      .same = sameView<MaterializedView>};

} // namespace

template <> const KindOps& kindOpsOf<MaterializedView>()
{
    return ops;
}

} // namespace schemawright
