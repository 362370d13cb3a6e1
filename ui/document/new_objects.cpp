#include "ui/document/new_objects.h"

#include "model/sql.h"
#include "ui/document/edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

constexpr std::array order{NewObject::View,      NewObject::MaterializedView, NewObject::Function,
                           NewObject::Procedure, NewObject::TriggerFunction,  NewObject::Enum,
                           NewObject::Domain,    NewObject::CompositeType,    NewObject::Range,
                           NewObject::Sequence,  NewObject::Schema,           NewObject::Publication,
                           NewObject::Trigger,   NewObject::Policy,           NewObject::Rule,
                           NewObject::Statistics};

std::string wordFor(NewObject what)
{
    switch (what) {
    case NewObject::View: return "new_view";
    case NewObject::MaterializedView: return "new_materialized_view";
    case NewObject::Function: return "new_function";
    case NewObject::Procedure: return "new_procedure";
    case NewObject::TriggerFunction: return "new_trigger_function";
    case NewObject::Enum: return "new_enum";
    case NewObject::Domain: return "new_domain";
    case NewObject::CompositeType: return "new_type";
    case NewObject::Range: return "new_range";
    case NewObject::Sequence: return "new_sequence";
    case NewObject::Schema: return "new_schema";
    case NewObject::Publication: return "new_publication";
    case NewObject::Trigger: return "new_trigger";
    case NewObject::Policy: return "new_policy";
    case NewObject::Rule: return "new_rule";
    case NewObject::Statistics: return "new_statistics";
    }
    return "new_object";
}

std::string queryOver(const ObjectKey& relation)
{
    return relation.name.empty() ? "SELECT 1 AS id" : "SELECT *\nFROM " + quoteName(relation.schema, relation.name);
}

Function routine(bool procedure, bool trigger)
{
    Function made;
    made.procedure = procedure;
    made.language = "plpgsql";
    made.result = procedure ? "" : trigger ? "trigger" : "void";
    made.body = trigger ? "\nBEGIN\n    RETURN NEW;\nEND\n" : "\nBEGIN\n    NULL;\nEND\n";
    return made;
}

/// A function that a trigger can call: one of the model, or a new one.
ObjectKey triggerFunction(ProjectState& state, const std::string& schema)
{
    for (const Catalog::Entry& entry : state.catalog) {
        const Function* function = entry.object->as<Function>();
        if (function != nullptr && function->result == "trigger" && entry.key->args.empty())
            return *entry.key;
    }
    ObjectKey key = keyOf(Kind::Function, schema, "new_trigger_function");
    state.catalog = state.catalog.with(key, {routine(false, true), {}});
    return key;
}

Result<Statistics> statisticsOver(const ProjectState& state, const ObjectKey& relation)
{
    const Table* table = state.catalog.get<Table>(relation);
    if (table == nullptr || table->columns.size() < 2)
        return fail(ErrorCode::Usage, "extended statistics need a table with at least two columns");
    Statistics made;
    made.table = {relation.schema, relation.name};
    made.columns = identList({table->columns[0].name, table->columns[1].name});
    return made;
}

Result<Body> bodyOf(ProjectState& state, NewObject what, const ObjectKey& key, const ObjectKey& relation)
{
    const std::string on = " ON " + quoteName(relation.schema, relation.name);
    switch (what) {
    case NewObject::View: {
        View made;
        made.query = queryOver(relation);
        return made;
    }
    case NewObject::MaterializedView: {
        MaterializedView made;
        made.query = queryOver(relation);
        return made;
    }
    case NewObject::Function: return routine(false, false);
    case NewObject::Procedure: return routine(true, false);
    case NewObject::TriggerFunction: return routine(false, true);
    case NewObject::Enum: return Enum{{"first value", "second value"}};
    case NewObject::Domain: {
        Domain made;
        made.type = "text";
        return made;
    }
    case NewObject::CompositeType: return CompositeType{{{"new_field", "text", {}, {}}}};
    case NewObject::Range: return Range{{{"subtype", "integer"}}};
    case NewObject::Sequence: return Sequence{};
    case NewObject::Schema: return Schema{};
    case NewObject::Publication: return Publication{};
    case NewObject::Trigger: {
        const ObjectKey function = triggerFunction(state, relation.schema);
        Trigger made;
        made.definition = "CREATE TRIGGER " + quoteIdent(key.name) + " BEFORE UPDATE" + on +
                          " FOR EACH ROW EXECUTE FUNCTION " + quoteName(function.schema, function.name) + "()";
        return made;
    }
    case NewObject::Policy: {
        Policy made;
        made.usingExpr = "true";
        return made;
    }
    case NewObject::Rule: {
        Rule made;
        made.definition = "CREATE RULE " + quoteIdent(key.name) + " AS ON DELETE TO " +
                          quoteName(relation.schema, relation.name) + " DO ALSO NOTHING";
        return made;
    }
    case NewObject::Statistics: {
        Result<Statistics> made = statisticsOver(state, relation);
        if (!made)
            return std::unexpected(made.error());
        return *made;
    }
    }
    return fail(ErrorCode::Usage, "this kind of object cannot be added");
}

} // namespace

std::span<const NewObject> newObjects()
{
    return order;
}

bool belongsToTable(NewObject what)
{
    return what == NewObject::Trigger || what == NewObject::Policy || what == NewObject::Rule ||
           what == NewObject::Statistics;
}

Kind kindOf(NewObject what)
{
    switch (what) {
    case NewObject::View: return Kind::View;
    case NewObject::MaterializedView: return Kind::MaterializedView;
    case NewObject::Function:
    case NewObject::Procedure:
    case NewObject::TriggerFunction: return Kind::Function;
    case NewObject::Enum: return Kind::Enum;
    case NewObject::Domain: return Kind::Domain;
    case NewObject::CompositeType: return Kind::CompositeType;
    case NewObject::Range: return Kind::Range;
    case NewObject::Sequence: return Kind::Sequence;
    case NewObject::Schema: return Kind::Schema;
    case NewObject::Publication: return Kind::Publication;
    case NewObject::Trigger: return Kind::Trigger;
    case NewObject::Policy: return Kind::Policy;
    case NewObject::Rule: return Kind::Rule;
    case NewObject::Statistics: return Kind::Statistics;
    }
    return Kind::View;
}

QString titleOf(NewObject what)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("NewObjects", text); };
    switch (what) {
    case NewObject::View: return tr("View");
    case NewObject::MaterializedView: return tr("Materialized view");
    case NewObject::Function: return tr("Function");
    case NewObject::Procedure: return tr("Procedure");
    case NewObject::TriggerFunction: return tr("Trigger function");
    case NewObject::Enum: return tr("Enum");
    case NewObject::Domain: return tr("Domain");
    case NewObject::CompositeType: return tr("Composite type");
    case NewObject::Range: return tr("Range type");
    case NewObject::Sequence: return tr("Sequence");
    case NewObject::Schema: return tr("Schema");
    case NewObject::Publication: return tr("Publication");
    case NewObject::Trigger: return tr("Trigger");
    case NewObject::Policy: return tr("Policy");
    case NewObject::Rule: return tr("Rule");
    case NewObject::Statistics: return tr("Statistics");
    }
    return {};
}

Result<ObjectKey> addObject(ProjectState& state, NewObject what, const std::string& schema, const ObjectKey& relation)
{
    const Kind kind = kindOf(what);
    if (belongsToTable(what) && state.catalog.find(relation) == nullptr)
        return fail(ErrorCode::Usage, "select the table to add it to");
    const bool outside = kind == Kind::Schema || kind == Kind::Publication;
    const auto key = [&](const std::string& name) {
        return belongsToTable(what) ? childKey(kind, relation.schema, relation.name, name)
                                    : keyOf(kind, outside ? std::string() : schema, name);
    };
    const std::string name = freeName(wordFor(what), [&](const std::string& each) {
        // Relations and types of a schema share their names.
        return state.catalog.find(key(each)) != nullptr ||
               (!belongsToTable(what) && state.catalog.findRelation(schema, each) != nullptr);
    });
    const ObjectKey added = key(name);
    Result<Body> body = bodyOf(state, what, added, relation);
    if (!body)
        return std::unexpected(body.error());
    state.catalog = state.catalog.with(added, {std::move(*body), {}});
    return added;
}

} // namespace schemawright
