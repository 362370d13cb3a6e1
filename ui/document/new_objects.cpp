#include "ui/document/new_objects.h"

#include "model/sql.h"
#include "ui/document/edits.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace schemawright {

namespace {

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

/// `relation`: the table that it belongs to or uses; may have no name.
using MakeBody = Result<Body> (*)(ProjectState& state, const ObjectKey& key, const ObjectKey& relation);

template <class T> Result<Body> empty(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    return T{};
}

template <class T> Result<Body> viewOver(ProjectState&, const ObjectKey&, const ObjectKey& relation)
{
    T made;
    made.query = queryOver(relation);
    return made;
}

template <bool procedure, bool trigger> Result<Body> newRoutine(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    return routine(procedure, trigger);
}

Result<Body> newEnum(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    return Enum{{"first value", "second value"}};
}

Result<Body> newDomain(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    Domain made;
    made.type = "text";
    return made;
}

Result<Body> newCompositeType(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    return CompositeType{{{"new_field", "text", {}, {}}}};
}

Result<Body> newRange(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    return Range{{{"subtype", "integer"}}};
}

Result<Body> newTrigger(ProjectState& state, const ObjectKey& key, const ObjectKey& relation)
{
    const ObjectKey function = triggerFunction(state, relation.schema);
    Trigger made;
    made.definition = "CREATE TRIGGER " + quoteIdent(key.name) + " BEFORE UPDATE ON " +
                      quoteName(relation.schema, relation.name) + " FOR EACH ROW EXECUTE FUNCTION " +
                      quoteName(function.schema, function.name) + "()";
    return made;
}

Result<Body> newPolicy(ProjectState&, const ObjectKey&, const ObjectKey&)
{
    Policy made;
    made.usingExpr = "true";
    return made;
}

Result<Body> newRule(ProjectState&, const ObjectKey& key, const ObjectKey& relation)
{
    Rule made;
    made.definition = "CREATE RULE " + quoteIdent(key.name) + " AS ON DELETE TO " +
                      quoteName(relation.schema, relation.name) + " DO ALSO NOTHING";
    return made;
}

Result<Body> newStatistics(ProjectState& state, const ObjectKey&, const ObjectKey& relation)
{
    return statisticsOver(state, relation).transform([](Statistics made) { return Body(std::move(made)); });
}

struct Offer {
    NewObject what;
    Kind kind;
    std::string_view name; ///< of the new object, if it is free
    const char* title;
    MakeBody make;
};

constexpr const char* context = "NewObjects";

/// In the order of NewObject.
constexpr std::array offers{
    Offer{NewObject::View, Kind::View, "new_view", QT_TRANSLATE_NOOP("NewObjects", "View"), viewOver<View>},
    Offer{NewObject::MaterializedView, Kind::MaterializedView, "new_materialized_view",
          QT_TRANSLATE_NOOP("NewObjects", "Materialized view"), viewOver<MaterializedView>},
    Offer{NewObject::Function, Kind::Function, "new_function", QT_TRANSLATE_NOOP("NewObjects", "Function"),
          newRoutine<false, false>},
    Offer{NewObject::Procedure, Kind::Function, "new_procedure", QT_TRANSLATE_NOOP("NewObjects", "Procedure"),
          newRoutine<true, false>},
    Offer{NewObject::TriggerFunction, Kind::Function, "new_trigger_function",
          QT_TRANSLATE_NOOP("NewObjects", "Trigger function"), newRoutine<false, true>},
    Offer{NewObject::Enum, Kind::Enum, "new_enum", QT_TRANSLATE_NOOP("NewObjects", "Enum"), newEnum},
    Offer{NewObject::Domain, Kind::Domain, "new_domain", QT_TRANSLATE_NOOP("NewObjects", "Domain"), newDomain},
    Offer{NewObject::CompositeType, Kind::CompositeType, "new_type", QT_TRANSLATE_NOOP("NewObjects", "Composite type"),
          newCompositeType},
    Offer{NewObject::Range, Kind::Range, "new_range", QT_TRANSLATE_NOOP("NewObjects", "Range type"), newRange},
    Offer{NewObject::Sequence, Kind::Sequence, "new_sequence", QT_TRANSLATE_NOOP("NewObjects", "Sequence"),
          empty<Sequence>},
    Offer{NewObject::Schema, Kind::Schema, "new_schema", QT_TRANSLATE_NOOP("NewObjects", "Schema"), empty<Schema>},
    Offer{NewObject::Publication, Kind::Publication, "new_publication", QT_TRANSLATE_NOOP("NewObjects", "Publication"),
          empty<Publication>},
    Offer{NewObject::Trigger, Kind::Trigger, "new_trigger", QT_TRANSLATE_NOOP("NewObjects", "Trigger"), newTrigger},
    Offer{NewObject::Policy, Kind::Policy, "new_policy", QT_TRANSLATE_NOOP("NewObjects", "Policy"), newPolicy},
    Offer{NewObject::Rule, Kind::Rule, "new_rule", QT_TRANSLATE_NOOP("NewObjects", "Rule"), newRule},
    Offer{NewObject::Statistics, Kind::Statistics, "new_statistics", QT_TRANSLATE_NOOP("NewObjects", "Statistics"),
          newStatistics},
};

constexpr auto order = [] {
    std::array<NewObject, offers.size()> all{};
    std::ranges::transform(offers, all.begin(), &Offer::what);
    return all;
}();
static_assert(std::ranges::is_sorted(order) && order.size() == static_cast<std::size_t>(NewObject::Statistics) + 1);

constexpr const Offer& offerOf(NewObject what)
{
    return offers.at(static_cast<std::size_t>(what));
}

} // namespace

std::span<const NewObject> newObjects()
{
    return order;
}

bool belongsToTable(NewObject what)
{
    return std::ranges::contains(relationChildren(), kindOf(what));
}

Kind kindOf(NewObject what)
{
    return offerOf(what).kind;
}

QString titleOf(NewObject what)
{
    return QCoreApplication::translate(context, offerOf(what).title);
}

Result<ObjectKey> addObject(ProjectState& state, NewObject what, const std::string& schema, const ObjectKey& relation)
{
    const Kind kind = kindOf(what);
    if (belongsToTable(what) && state.catalog.find(relation) == nullptr)
        return fail(ErrorCode::Usage, "select the table to add it to");
    const bool outside = factsOf(kind).place == KindFacts::Place::Database;
    const auto key = [&](const std::string& name) {
        return belongsToTable(what) ? childKey(kind, relation.schema, relation.name, name)
                                    : keyOf(kind, outside ? std::string() : schema, name);
    };
    const std::string name = freeName(std::string(offerOf(what).name), [&](const std::string& each) {
        // Relations and types of a schema share their names.
        return state.catalog.find(key(each)) != nullptr ||
               (!belongsToTable(what) && state.catalog.findRelation(schema, each) != nullptr);
    });
    const ObjectKey added = key(name);
    Result<Body> body = offerOf(what).make(state, added, relation);
    if (!body)
        return std::unexpected(body.error());
    state.catalog = state.catalog.with(added, {std::move(*body), {}});
    return added;
}

} // namespace schemawright
