#include "diff/kinds/event_trigger.h"

#include "diff/kinds/base/firing.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/relation_child.h"
#include "model/sql.h"

#include <format>

namespace schemawright {

namespace {

constexpr ClassId eventTriggers{3466}; // pg_event_trigger

std::string identity(const ObjectKey& key, const Object&)
{
    return "EVENT TRIGGER " + quoteIdent(key.name);
}

constexpr std::string_view query = R"(
select e.oid, e.evtname, e.evtowner, e.evtevent, e.evttags, p.proname, p.pronamespace, e.evtenabled
from pg_catalog.pg_event_trigger e join pg_catalog.pg_proc p on p.oid = e.evtfoid
order by e.oid)";

Result<void> read(Reader& reader)
{
    auto rows = reader.query(query);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::uint32_t oid = rows->oid(i, 0);
        if (reader.skips(eventTriggers, oid))
            continue;
        EventTrigger trigger{.event = rows->text(i, 3),
                             .tags = rows->array(i, 4),
                             .function = {reader.schemaName(rows->oid(i, 6)), rows->text(i, 5)},
                             .enabled = enabledOf(rows->view(i, 7))};
        reader.add(eventTriggers, oid, keyOf(Kind::EventTrigger, {}, rows->text(i, 1)),
                   {std::move(trigger), reader.attributes(eventTriggers, oid, rows->oid(i, 2), {}, true, 0)});
    }
    return {};
}

Statement enableStatement(const ObjectKey& key, TriggerEnabled enabled)
{
    const std::string_view action = enableWords(enabled);
    return statement(key, std::format("ALTER EVENT TRIGGER {} {}", quoteIdent(key.name), action), {});
}

void create(const ObjectKey& key, const Object& object, const PlanContext&, Steps& steps)
{
    const EventTrigger& trigger = *object.as<EventTrigger>();
    std::string sql = std::format("CREATE {} ON {}", identity(key, object), quoteIdent(trigger.event));
    if (!trigger.tags.empty()) {
        std::vector<std::string> tags;
        for (const std::string& tag : trigger.tags)
            tags.push_back(quoteLiteral(tag));
        sql += " WHEN TAG IN (" + join(tags, ", ") + ")";
    }
    Step step =
        creatingStep(key, {statement(key, sql + " EXECUTE FUNCTION " + quoteName(trigger.function) + "()", {})});
    if (trigger.enabled != TriggerEnabled::Origin)
        step.statements.push_back(enableStatement(key, trigger.enabled));
    step.place = 1;
    steps.push_back(std::move(step));
}

/// ALTER EVENT TRIGGER changes only whether it fires.
std::vector<ObjectKey> invalidates(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&)
{
    EventTrigger altered = *before.as<EventTrigger>();
    altered.enabled = after.as<EventTrigger>()->enabled;
    return altered == *after.as<EventTrigger>() ? std::vector<ObjectKey>{} : std::vector{key};
}

Result<void> alter(const ObjectKey& key, const Object& before, const Object& after, const PlanContext&, Steps& steps)
{
    const TriggerEnabled enabled = after.as<EventTrigger>()->enabled;
    if (before.as<EventTrigger>()->enabled == enabled)
        return {};
    steps.push_back(alteringStep(key, {enableStatement(key, enabled)}));
    steps.back().place = enabled == TriggerEnabled::Disabled ? -1 : 1;
    return {};
}

/// It may refuse or record the very statements of the plan: it is gone before them, as it comes after them.
void drop(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    dropByIdentity(key, object, context, steps);
    steps.back().place = -1;
}

constexpr KindOps ops{.kind = Kind::EventTrigger,
                      .read = read,
                      .identity = identity,
                      .invalidates = invalidates,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .rename = renameByIdentity};

} // namespace

std::vector<ObjectKey> firingEventTriggers(const Catalog& catalog)
{
    std::vector<ObjectKey> keys;
    for (const Catalog::Entry& entry : catalog)
        if (const auto* trigger = entry.object->as<EventTrigger>();
            trigger && trigger->enabled != TriggerEnabled::Disabled)
            keys.push_back(*entry.key);
    return keys;
}

EventTriggerPause eventTriggerPause(const ObjectKey& key, const Catalog& catalog)
{
    EventTriggerPause pause{enableStatement(key, TriggerEnabled::Disabled),
                            enableStatement(key, catalog.get<EventTrigger>(key)->enabled)};
    pause.disable.hazards.push_back(
        {"disable-trigger", "The event trigger does not fire until the plan enables it again, because the plan changes "
                            "what its function uses."});
    return pause;
}

void pauseEventTrigger(const ObjectKey& key, const PlanContext& context, const std::vector<ObjectKey>& gone,
                       const std::vector<ObjectKey>& made, Steps& steps)
{
    const bool comesBack = context.to.get<EventTrigger>(key)->enabled != TriggerEnabled::Disabled;
    EventTriggerPause pause = eventTriggerPause(key, context.to);
    Step off{.statements = {comesBack ? std::move(pause.disable) : pause.enable},
             .drops = {key},
             .precedes = made,
             .outlives = gone,
             .place = -1};
    if (!comesBack)
        off.creates.push_back(key);
    steps.push_back(std::move(off));
    if (comesBack)
        steps.push_back(
            {.statements = {std::move(pause.enable)}, .creates = {key}, .needs = made, .place = 1, .follows = gone});
}

template <> const KindOps& kindOpsOf<EventTrigger>()
{
    return ops;
}

} // namespace schemawright
