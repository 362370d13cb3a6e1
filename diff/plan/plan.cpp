#include "diff/plan/plan.h"

#include "diff/kinds/base/attributes.h"
#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/base/same.h"
#include "diff/kinds/event_trigger.h"
#include "diff/kinds/table/column_alter.h"
#include "diff/kinds/table/counter.h"
#include "diff/kinds/table/retype.h"
#include "diff/kinds/table/row_type.h"
#include "diff/plan/array_casts.h"
#include "diff/plan/body_names.h"
#include "diff/plan/lock_reach.h"
#include "diff/plan/overloads.h"
#include "diff/plan/plan_order.h"
#include "model/sql.h"

#include <algorithm>
#include <array>
#include <deque>
#include <format>

namespace schemawright {

namespace {

const KindOps& ops(const ObjectKey& key)
{
    return *kindOps(key.kind);
}

std::vector<ObjectKey> elementsOf(const ObjectKey& key, const Object& object)
{
    const KindOps& room = ops(key);
    return room.elements ? room.elements(key, object) : std::vector{key};
}

class Planner {
public:
    Planner(const Catalog& from, const Catalog& to, const PlanOptions& options, const std::set<ObjectKey>& inOneGo)
        : m_from(from), m_to(to), m_learned(options.learned), m_names(from, to),
          m_context{from, to, m_recreated, options.online, options.moveRows, options.serverVersion, inOneGo, m_names}
    {
    }

    Result<void> writeSteps(const std::vector<Change>& changes)
    {
        sortOut(changes);
        if (auto closed = closeOverDependents(); !closed)
            return closed;
        for (const std::vector<Retyped>& group : retypedGroups(m_replaced, m_context)) {
            for (const Retyped& type : group) {
                m_retyped.insert(type.before);
                m_retyped.insert(type.after);
            }
            m_steps.push_back(retypeStep(group, m_context));
        }
        choosePauses();
        writeDrops();
        writeCreates();
        return writeAlterations();
    }

    /// Elements that have to be made by one statement for the next attempt: the long way of each keeps something else from being made again at
    /// once, or keeps every order from working. Empty where there is nothing more to be tried.
    Result<std::set<ObjectKey>> order()
    {
        std::set<ObjectKey> wishes = m_wishes;
        std::erase_if(wishes, [&](const ObjectKey& element) { return m_context.inOneGo.contains(element); });
        if (!wishes.empty())
            return wishes;
        auto windows = orderSteps(m_steps, m_from, m_to, m_learned);
        std::set<ObjectKey> better;
        if (windows) {
            for (const Window& window : *windows)
                if (const auto& element = m_steps[window.between].insteadOf)
                    better.insert(*element);
        } else {
            for (const Step& step : m_steps)
                if (step.insteadOf)
                    better.insert(*step.insteadOf);
        }
        std::erase_if(better, [&](const ObjectKey& element) { return m_context.inOneGo.contains(element); });
        if (better.empty() && !windows)
            return std::unexpected(std::move(windows.error()));
        if (better.empty())
            noteWindows(*windows);
        return better;
    }

    Steps steps()
    {
        resolveLocks(m_steps, m_from, m_to);
        for (Step& step : m_steps)
            for (Statement& statement : step.statements)
                statement.sql = withInLists(std::move(statement.sql));
        return std::move(m_steps);
    }

private:
    static std::string windowRule(Kind kind)
    {
        constexpr std::array<std::string_view, 6> named{"policy", "constraint", "index", "trigger", "rule", "default"};
        std::string_view what = kindName(kind);
        if (kind == Kind::Table)
            what = "partition";
        else if (isTableOrView(kind))
            what = "view";
        else if (!std::ranges::contains(named, what))
            what = "object";
        return "window-without-" + std::string(what);
    }

    /// Says of what is dropped that it stays away for a while.
    void noteWindows(const std::vector<Window>& windows)
    {
        for (const Window& window : windows) {
            std::vector<Statement>& dropping = m_steps[window.dropped].statements;
            const std::vector<Statement>& between = m_steps[window.between].statements;
            const std::vector<Statement>& making = m_steps[window.made].statements;
            if (dropping.empty() || between.empty() || making.empty())
                continue;
            dropping.front().hazards.push_back(
                {windowRule(window.element.kind),
                 std::format(
                     "{} does not exist, or is not in effect, from here until {}. Meanwhile the plan runs {}. If "
                     "that fails, it stays missing.",
                     window.element.display(), firstLine(making.back()), firstLine(between.back()))});
        }
    }

    static std::string firstLine(const Statement& statement)
    {
        return statement.sql.substr(0, statement.sql.find('\n'));
    }

    void sortOut(const std::vector<Change>& changes)
    {
        for (const Change& change : changes) {
            if (!change.after)
                m_dropped.insert(change.key);
            else if (!change.before)
                m_created.insert(change.key);
            else
                m_altered.insert(change.key);
        }
        // A type of another kind under the name of one that goes.
        for (const ObjectKey& key : m_dropped)
            if (retypingOf(key))
                for (const Kind kind : {Kind::Enum, Kind::Domain, Kind::CompositeType, Kind::Range})
                    if (const ObjectKey other = keyOf(kind, key.schema, key.name); m_created.contains(other))
                        m_replaced.emplace(key, other);
    }

    /// What must be dropped and made again around the alterations: whatever hangs on something that cannot stay under it.
    Result<void> closeOverDependents()
    {
        std::vector<ObjectKey> gone;
        std::vector<ObjectKey> remade;
        std::deque<ObjectKey> invalidated;
        for (const ObjectKey& key : m_dropped)
            std::ranges::move(elementsOf(key, *m_from.find(key)), std::back_inserter(gone));
        for (const ObjectKey& key : m_altered) {
            const Object& before = *m_from.find(key);
            const Object& after = *m_to.find(key);
            const auto stays = elementsOf(key, after);
            for (ObjectKey& element : elementsOf(key, before))
                if (std::ranges::find(stays, element) == stays.end())
                    gone.push_back(std::move(element));
            if (before.body == after.body)
                continue;
            const KindOps& room = ops(key);
            for (ObjectKey& element :
                 room.invalidates ? room.invalidates(key, before, after, m_context) : std::vector{key}) {
                if (element == key)
                    remade.push_back(key);
                else if (ownerOf(element) == key || isPlainColumn(element))
                    invalidated.push_back(std::move(element));
                else
                    remade.push_back(std::move(element));
            }
        }
        m_gone.insert(gone.begin(), gone.end());
        std::erase_if(invalidated, [&](const ObjectKey& element) { return m_gone.contains(element); });

        for (const ObjectKey& element : gone)
            for (const ObjectKey& dependent : m_from.dependencies().on(element)) {
                if (m_gone.contains(dependent) || !isUnchanged(dependent))
                    continue;
                if (m_replaced.contains(element) && isConvertible(m_from, dependent)) {
                    invalidated.push_back(dependent);
                    remade.push_back(defaultOf(dependent));
                } else {
                    remade.push_back(dependent);
                }
            }
        for (const ObjectKey& element : remade)
            if (auto marked = m_gone.contains(element) ? Result<void>() : mark(element, invalidated); !marked)
                return marked;
        while (!invalidated.empty()) {
            const ObjectKey element = invalidated.front();
            invalidated.pop_front();
            if (!m_visited.insert(element).second)
                continue;
            const bool retyped = m_recreated.contains(element) && retypingOf(element) && !holdsRecreatedRows(element);
            if (isPlainColumn(element))
                if (auto marked = markRowTypeUsers(ownerOf(element), invalidated); !marked)
                    return marked;
            if (isConvertible(m_from, element))
                if (auto marked = markKeysBetweenRetyped(element, invalidated); !marked)
                    return marked;
            for (const ObjectKey& dependent : m_from.dependencies().on(element)) {
                if (m_gone.contains(dependent) || keepsThrough(element, dependent) || leavesFamily(element, dependent))
                    continue;
                const bool converted = retyped && isConvertible(m_from, dependent);
                if (converted)
                    invalidated.push_back(dependent);
                if (auto marked = mark(converted ? defaultOf(dependent) : dependent, invalidated); !marked)
                    return marked;
            }
        }
        return {};
    }

    /// No default stays while its column goes over to a new type.
    static ObjectKey defaultOf(const ObjectKey& column)
    {
        return childKey(Kind::Default, column.schema, column.parent, column.name);
    }

    /// A type that holds rows of a table that is recreated cannot keep its values aside: the table is dropped before.
    [[nodiscard]] bool holdsRecreatedRows(const ObjectKey& type) const
    {
        return std::ranges::any_of(m_from.dependencies().of(type), [&](const ObjectKey& held) {
            if (held.kind == Kind::Table)
                return m_recreated.contains(held);
            return factsOf(held.kind).family == KindFacts::Family::Type && holdsRecreatedRows(held);
        });
    }

    /// No column changes its type while expressions have values of its table's rows.
    Result<void> markRowTypeUsers(const ObjectKey& table, std::deque<ObjectKey>& invalidated)
    {
        if (!m_rowTypes.insert(table).second || m_recreated.contains(table))
            return {};
        for (const ObjectKey& user : tables::rowTypeUsers(m_from, table))
            if (auto marked = m_gone.contains(user) ? Result<void>() : mark(user, invalidated); !marked)
                return marked;
        return {};
    }

    /// A foreign key cannot stand while the type of one of its columns has given way to a new one, and that of the other has not yet.
    Result<void> markKeysBetweenRetyped(const ObjectKey& column, std::deque<ObjectKey>& invalidated)
    {
        const auto isRetyped = [&](const ObjectKey& type) {
            return m_replaced.contains(type) || (m_recreated.contains(type) && retypingOf(type));
        };
        if (std::ranges::any_of(m_from.dependencies().of(column), isRetyped))
            for (const ObjectKey& key : foreignKeysOf(m_from, column))
                if (auto marked = m_gone.contains(key) ? Result<void>() : mark(key, invalidated); !marked)
                    return marked;
        return {};
    }

    /// A partition, or a table that inherits, that parts from a table before that is made anew.
    [[nodiscard]] bool leavesFamily(const ObjectKey& parent, const ObjectKey& child) const
    {
        const auto* before = m_from.get<Table>(child);
        const auto* after = m_to.get<Table>(child);
        const QualifiedName name{parent.schema, parent.name};
        const auto belongs = [&](const Table& table) {
            return table.partitionOf == name || std::ranges::contains(table.inherits, name);
        };
        return parent.kind == Kind::Table && before && after && belongs(*before) && !belongs(*after);
    }

    /// Is the element the same on both sides (so that no alteration of its object would touch it)?
    [[nodiscard]] bool isUnchanged(const ObjectKey& element) const
    {
        const ObjectKey owner = ownerOf(element);
        const Object* before = m_from.find(owner);
        const Object* after = m_to.find(owner);
        return before && after && sameElement(element, *before, *after);
    }

    /// Marks an element, and with a whole object its parts and its children, to be dropped and made again.
    Result<void> mark(const ObjectKey& element, std::deque<ObjectKey>& invalidated)
    {
        const ObjectKey owner = ownerOf(element);
        const Object* before = m_from.find(owner);
        const Object* after = m_to.find(owner);
        if (!before || !after)
            return {};
        const Table* table = before->as<Table>();
        const bool foreign = table && !table->foreignServer.empty();
        if (foreign && element.kind == Kind::Column)
            return mark(owner, invalidated); // has no rows to lose
        if (element.kind == Kind::Column && !isGenerated(*before, element))
            return mark(owner, invalidated); // whose rows are put aside
        if (!m_recreated.insert(element).second)
            return {};
        if (retypingOf(element) && !holdsRecreatedRows(element))
            m_replaced.emplace(element, element);
        invalidated.push_back(element);
        if (element.kind == Kind::Default && isGenerated(*before, element)) {
            const ObjectKey column = childKey(Kind::Column, element.schema, element.parent, element.name);
            m_recreated.insert(column);
            invalidated.push_back(column);
        }
        if (owner == element) {
            for (ObjectKey& part : elementsOf(element, *before))
                invalidated.push_back(std::move(part));
            for (const Catalog::Entry& child : m_from.childrenOf(element.schema, element.name))
                if (isTableOrView(element.kind) && !m_gone.contains(*child.key))
                    if (auto marked = mark(*child.key, invalidated); !marked)
                        return marked;
        }
        return {};
    }

    /// A column that an alteration can retype, with what hangs on it dropped before and made again after.
    [[nodiscard]] bool isPlainColumn(const ObjectKey& element) const
    {
        const Object* table = element.kind == Kind::Column ? m_from.find(ownerOf(element)) : nullptr;
        return table && !isGenerated(*table, element);
    }

    static bool isGenerated(const Object& table, const ObjectKey& element)
    {
        const Column* column = table.as<Table>() ? table.as<Table>()->findColumn(element.name) : nullptr;
        return column && column->generated != Generated::No;
    }

    bool isMadeAnew(const ObjectKey& column, const Object& before, const Object& after) const
    {
        const Column* old = before.as<Table>() ? before.as<Table>()->findColumn(column.name) : nullptr;
        const Column* now = after.as<Table>() ? after.as<Table>()->findColumn(column.name) : nullptr;
        return old && now && tables::isColumnRemade(*old, *now, m_context);
    }

    /// ALTER COLUMN ... TYPE carries indexes, constraints, statistics and owned sequences of the column along by itself.
    /// PostgreSQL 17 manual, "ALTER TABLE", SET DATA TYPE.
    [[nodiscard]] bool keepsThrough(const ObjectKey& element, const ObjectKey& dependent) const
    {
        if (element.kind != Kind::Column || m_recreated.contains(element))
            return false;
        const Object* before = m_from.find(ownerOf(element));
        const Object* after = m_to.find(ownerOf(element));
        if (!before || !after || isGenerated(*before, element) != isGenerated(*after, element) ||
            isMadeAnew(element, *before, *after))
            return false;
        if (dependent.kind == Kind::Default)
            return dependent.parent == element.parent && dependent.schema == element.schema &&
                   !isGenerated(*before, dependent);
        return factsOf(dependent.kind).followsColumnType;
    }

    [[nodiscard]] bool isDropped(const ObjectKey& key) const
    {
        return m_dropped.contains(key) || m_recreated.contains(key);
    }

    /// Does a policy or rule refer to other relations than its own? Two tables' policies may refer to each other's table: neither could be
    /// dropped first, so such policies and rules get a DROP of their own before.
    [[nodiscard]] bool refersElsewhere(const ObjectKey& key) const
    {
        if (!factsOf(key.kind).namesRelations)
            return false;
        return std::ranges::any_of(m_from.dependencies().of(key), [&](const ObjectKey& referenced) {
            const bool part = referenced.kind == Kind::Column;
            return (part || isTableOrView(referenced.kind)) &&
                   (referenced.schema != key.schema || (part ? referenced.parent : referenced.name) != key.parent);
        });
    }

    /// Is the element neither dropped nor recreated, by itself or with its object?
    [[nodiscard]] bool staysInPlace(const ObjectKey& element) const
    {
        return !m_gone.contains(element) && !isDropped(element) && !isDropped(ownerOf(element));
    }

    /// The object whose DROP takes this one along: a dropped relation its indexes, triggers...; a dropped column or table the sequence
    /// that it owns. nullopt: it needs a DROP of its own.
    [[nodiscard]] std::optional<ObjectKey> takenAlongBy(const ObjectKey& key, const Object& object) const
    {
        if (!key.parent.empty() && !refersElsewhere(key))
            for (const Kind kind : tablesAndViews())
                if (const ObjectKey relation = keyOf(kind, key.schema, key.parent);
                    isDropped(relation) && m_from.find(relation))
                    return relation;
        if (object.kind() == Kind::Function)
            for (const ObjectKey& type : m_from.dependencies().of(key))
                if ((type.kind == Kind::BaseType || type.kind == Kind::Range) && isDropped(type) &&
                    std::ranges::contains(m_from.dependencies().of(type), key))
                    return type;
        if (const auto* sequence = object.as<Sequence>(); sequence && !sequence->ownedByTable.empty()) {
            const ObjectKey table = keyOf(Kind::Table, sequence->ownedByTable.schema, sequence->ownedByTable.name);
            const ObjectKey column = childKey(Kind::Column, table.schema, table.name, sequence->ownedByColumn);
            if (m_dropped.contains(table))
                return table;
            if (m_gone.contains(column) || m_recreated.contains(column))
                return column;
        }
        return std::nullopt;
    }

    /// A sequence that another one takes over from has something to do, though its owner's DROP takes its name along.
    [[nodiscard]] bool isTakenOver(const ObjectKey& key) const
    {
        return key.kind == Kind::Sequence && !tables::successorsOf(key, m_context).empty();
    }

    /// Whether the plan drops, creates, recreates or alters the object, other than a routine that is replaced: that may be called at any time.
    [[nodiscard]] bool comesOrGoes(const ObjectKey& key) const
    {
        if (isDropped(key) || m_created.contains(key))
            return true;
        const Object* before = m_from.find(key);
        const Object* after = m_to.find(key);
        return before && after && !isRoutine(key.kind) && before->body != after->body;
    }

    /// An event trigger's function must not run while the objects that it uses are being changed.
    void choosePauses()
    {
        std::vector<ObjectKey> triggers = firingEventTriggers(m_from);
        std::erase_if(triggers, [&](const ObjectKey& key) { return isDropped(key); });
        if (triggers.empty())
            return;
        BodyNames before(m_from);
        BodyNames after(m_to);
        for (const ObjectKey& trigger : triggers) {
            std::set<ObjectKey> used = before.usedBy(trigger);
            used.merge(after.usedBy(trigger));
            std::erase_if(used, [&](const ObjectKey& key) { return !comesOrGoes(key); });
            if (used.empty())
                continue;
            for (const ObjectKey& function : m_to.dependencies().of(trigger))
                used.insert(function);
            m_paused.emplace(trigger, std::move(used));
        }
    }

    /// Once all steps are there.
    void writePauses()
    {
        for (const auto& [trigger, used] : m_paused) {
            const auto isUsed = [&](const ObjectKey& key) {
                return used.contains(key) || (!key.parent.empty() && !isRelation(key.kind) &&
                                              used.contains(keyOf(Kind::Table, key.schema, key.parent)));
            };
            std::vector<ObjectKey> gone;
            std::vector<ObjectKey> made;
            for (const Step& step : m_steps) {
                std::ranges::copy_if(step.drops, std::back_inserter(gone), isUsed);
                std::ranges::copy_if(step.creates, std::back_inserter(made), isUsed);
            }
            pauseEventTrigger(trigger, m_context, gone, made, m_steps);
        }
    }

    void writeDrops()
    {
        std::vector<std::pair<ObjectKey, ObjectKey>> alongWith; // what, with whom
        for (const Catalog::Entry& entry : m_from) {
            if (!isDropped(*entry.key) || m_retyped.contains(*entry.key))
                continue;
            const auto taker = takenAlongBy(*entry.key, *entry.object);
            if (taker)
                alongWith.emplace_back(*entry.key, *taker);
            if (!taker && dropAfterRenaming(
                              *entry.key, *entry.object, m_context,
                              [&](const ObjectKey& element) { return staysInPlace(element); }, m_wishes, m_steps))
                continue;
            if (!taker || isTakenOver(*entry.key))
                ops(*entry.key).drop(*entry.key, *entry.object, m_context, m_steps);
        }
        m_alongWith = std::move(alongWith);
    }

    /// Lists what a drop takes along in the step that does it, once all steps are there.
    void listTakenAlong()
    {
        std::map<ObjectKey, std::vector<ObjectKey>> along;
        for (auto& [what, taker] : m_alongWith)
            along[taker].push_back(what);
        if (along.empty())
            return;
        for (Step& step : m_steps)
            for (std::size_t i = 0; i < step.drops.size(); ++i)
                if (const auto found = along.find(step.drops[i]); found != along.end())
                    step.drops.insert(step.drops.end(), found->second.begin(), found->second.end());
    }

    void writeCreates()
    {
        for (const Catalog::Entry& entry : m_to)
            if ((m_created.contains(*entry.key) || m_recreated.contains(*entry.key)) && !m_retyped.contains(*entry.key))
                create(*entry.key, *entry.object);
    }

    void create(const ObjectKey& key, const Object& object)
    {
        const std::size_t first = m_steps.size();
        ops(key).create(key, object, m_context, m_steps);
        std::vector<Statement> attributes = creationAttributes(key, object, m_from);
        if (attributes.empty())
            return;
        const auto steps = std::ranges::subrange(m_steps.begin() + static_cast<std::ptrdiff_t>(first), m_steps.end());
        auto step = std::ranges::find(steps, std::optional(key), &Step::completes);
        if (step == steps.end())
            step = std::ranges::find_if(steps, [&](const Step& s) { return std::ranges::contains(s.creates, key); });
        if (step != steps.end())
            std::ranges::move(attributes, std::back_inserter(step->statements));
    }

    void writeAttributes(const ObjectKey& key, const Object& before, const Object& after)
    {
        if (auto statements = attributeStatements(key, after, before.attributes, after.attributes); !statements.empty())
            m_steps.push_back({.statements = std::move(statements)});
    }

    Result<void> writeAlterations()
    {
        std::set<ObjectKey> alterations = m_altered;
        for (const ObjectKey& element : m_recreated)
            if (ownerOf(element) != element)
                alterations.insert(ownerOf(element));
        for (const ObjectKey& key : alterations) {
            if (m_recreated.contains(key))
                continue;
            const Object& before = *m_from.find(key);
            const Object& after = *m_to.find(key);
            // Before the rest: a privilege that is taken from a table is taken from its columns, too, where it may be given again. But a
            // language has privileges only while it is trusted.
            const auto* language = after.as<Language>();
            const bool isTrusted = language != nullptr && language->trusted;
            if (!isTrusted)
                writeAttributes(key, before, after);
            if (ops(key).alter && !m_paused.contains(key))
                if (auto written = ops(key).alter(key, before, after, m_context, m_steps); !written)
                    return written;
            if (isTrusted)
                writeAttributes(key, before, after);
        }
        listTakenAlong();
        writePauses();
        return {};
    }

    const Catalog& m_from;
    const Catalog& m_to;
    const std::vector<StatementOrder>& m_learned;
    std::set<ObjectKey> m_dropped;             // objects
    std::set<ObjectKey> m_created;             // objects
    std::set<ObjectKey> m_altered;             // objects
    std::set<ObjectKey> m_gone;                // elements of the source that the target lacks
    std::set<ObjectKey> m_recreated;           // objects and parts
    std::map<ObjectKey, ObjectKey> m_replaced; // types that are made anew or give their name to others, and those
    std::set<ObjectKey> m_retyped;             // those of them that columns live on with
    std::set<ObjectKey> m_visited;
    std::set<ObjectKey> m_wishes;                      // elements that one statement has to make
    std::map<ObjectKey, std::set<ObjectKey>> m_paused; // event triggers, and what changes of what they use
    std::set<ObjectKey> m_rowTypes;                    // tables whose row type's users have been marked
    std::vector<std::pair<ObjectKey, ObjectKey>> m_alongWith;
    FreeNames m_names;
    PlanContext m_context;
    Steps m_steps;
};

/// Where a long way keeps away what could be made again at once, plans anew without it.
Result<Steps> plannedSteps(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                           const PlanOptions& options)
{
    for (std::set<ObjectKey> inOneGo;;) {
        Planner planner(from, to, options, inOneGo);
        if (auto written = planner.writeSteps(changes); !written)
            return std::unexpected(std::move(written.error()));
        auto better = planner.order();
        if (!better)
            return std::unexpected(std::move(better.error()));
        if (better->empty())
            return planner.steps();
        inOneGo.merge(*better);
    }
}

std::vector<Batch> batches(Steps steps)
{
    std::vector<Batch> out;
    for (Step& step : steps) {
        for (Statement& statement : step.statements) {
            const Statement* last = out.empty() ? nullptr : &out.back().statements.back();
            const bool goesOn = last && (last->withNext || (last->transactional && statement.transactional &&
                                                            !last->apart && !statement.apart));
            if (!goesOn)
                out.push_back({statement.transactional, {}});
            out.back().statements.push_back(std::move(statement));
        }
    }
    return out;
}

} // namespace

Result<Plan> makePlan(const Catalog& from, const Catalog& to, const std::vector<Change>& changes,
                      const PlanOptions& options)
{
    if (changes.empty())
        return Plan();
    auto steps = plannedSteps(from, to, changes, options);
    if (!steps)
        return std::unexpected(std::move(steps.error()));
    return Plan{.fromHash = {}, .toHash = {}, .batches = batches(std::move(*steps))};
}

Result<Plan> makePlan(const Catalog& from, const Catalog& to, const PlanOptions& options)
{
    return makePlan(from, to, compare(from, to), options);
}

std::vector<Hazard> windowsOf(const Plan& plan)
{
    std::vector<Hazard> found;
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements)
            std::ranges::copy_if(statement.hazards, std::back_inserter(found), needsConsent);
    return found;
}

std::string planScript(const Plan& plan, bool withTransactions)
{
    if (plan.empty())
        return {};
    // Bodies of functions may name objects that come later.
    std::string script = "SET check_function_bodies = off;\n";
    for (const Batch& batch : plan.batches) {
        const bool transaction = withTransactions && batch.transactional;
        script += transaction ? "\nBEGIN;\n\n" : "\n";
        for (const Statement& statement : batch.statements)
            script += statement.sql + ";\n";
        if (transaction)
            script += "\nCOMMIT;\n";
    }
    return script;
}

Result<std::string> creationScript(const Catalog& catalog, const std::vector<ObjectKey>& keys)
{
    Catalog without = catalog;
    for (const ObjectKey& key : keys) {
        if (isTableOrView(key.kind))
            for (const Catalog::Entry& child : catalog.childrenOf(key.schema, key.name))
                without = without.without(*child.key);
        without = without.without(key);
    }
    return makePlan(without, catalog).transform([](const Plan& plan) {
        std::string script;
        for (const Batch& batch : plan.batches)
            for (const Statement& statement : batch.statements)
                script += (script.empty() ? "" : "\n\n") + statement.sql + ";";
        return script;
    });
}

Result<std::string> catalogScript(const Catalog& catalog)
{
    const Catalog& empty = baselineCatalog();
    auto steps = plannedSteps(empty, catalog, compare(empty, catalog), {});
    if (!steps)
        return std::unexpected(std::move(steps.error()));
    std::string script;
    for (const Step& step : *steps) {
        if (!script.empty())
            script += "\n";
        for (const Statement& statement : step.statements)
            script += statement.sql + ";\n";
    }
    return script;
}

} // namespace schemawright
