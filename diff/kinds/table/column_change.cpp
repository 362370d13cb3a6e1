#include "diff/kinds/table/column_change.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/column_types.h"
#include "diff/kinds/table/constraint_alter.h"
#include "diff/kinds/table/counter.h"
#include "diff/kinds/table/index_collisions.h"
#include "diff/kinds/table/not_null.h"
#include "diff/kinds/table/not_null_inherit.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table_inherit.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/kinds/table/value_loss.h"
#include "model/sql.h"

#include <algorithm>
#include <format>

namespace schemawright::tables {

namespace {

const Domain* domainOf(const Catalog& catalog, const std::string& type)
{
    const auto key = type.ends_with(']') ? std::nullopt : typeKey(catalog, type);
    return key ? catalog.get<Domain>(*key) : nullptr;
}

/// keepsRows, with domains seen as what is under them. That a domain's values are no longer than the type under it allows PostgreSQL
/// does not consider.
bool leavesRows(const PlanContext& context, const std::string& from, const std::string& to)
{
    if (isConstrainedDomain(context.to, to))
        return from == to;
    const std::string under = underDomains(context.from, from);
    const std::string before = under == from ? from : withoutModifiers(under);
    return keepsRows(before, underDomains(context.to, to));
}

/// The steps that bring one column from what it is to what it shall be.
class ColumnChange {
public:
    ColumnChange(const Alteration& alteration, const Column& before, const Column& after)
        : m_alteration(alteration), m_key(alteration.key), m_before(before), m_after(after),
          m_element(columnKey(alteration.key, after.name)), m_default(defaultKey(alteration.key, after.name)),
          m_alter(alterTable(alteration.key) + "ALTER COLUMN " + quoteIdent(after.name) + " "),
          m_countsOn(countsOn(alteration.context, alteration.key, before, after)), m_options(before.identityOptions)
    {
    }

    std::optional<std::size_t> write(Steps& steps)
    {
        changeGeneration();
        AroundRetype around = isRetyped() ? partNotNull(m_alteration.context, m_key, m_after.name) : AroundRetype{};
        const bool first = m_statements.empty() && around.before.empty();
        std::ranges::move(around.before, std::back_inserter(m_statements));
        changeType();
        std::ranges::move(around.after, std::back_inserter(m_statements));
        const bool beginsWithType = first && !m_statements.empty() && m_statements.front().rewrites;
        changeIdentity(steps);
        changeNullability(steps);
        changeDefault(steps);
        std::ranges::move(settings(), std::back_inserter(m_statements));
        std::ranges::move(columnAttributes(m_key, m_before, m_notNull.empty() ? m_after : withoutNotNullComment(),
                                           m_alteration.owner, m_alteration.context),
                          std::back_inserter(m_statements));
        const std::size_t place = steps.size();
        if (!m_statements.empty())
            addStep(steps);
        std::ranges::move(m_notNull, std::back_inserter(steps));
        return beginsWithType ? std::optional(place) : std::nullopt;
    }

private:
    void addStep(Steps& steps)
    {
        Step step;
        step.statements = std::move(m_statements);
        std::ranges::move(m_needed, std::back_inserter(step.needs));
        if (m_reshapes) {
            step.drops.push_back(m_element);
            step.creates.push_back(m_element);
            if (const auto type = typeKey(m_alteration.context.to, m_after.type))
                step.needs.push_back(*type);
        }
        // What depends on an inheriting table's column (a view) must give way to the parent's statement too.
        if (isRetyped())
            for (const ObjectKey& child : inheritedColumns()) {
                step.drops.push_back(child);
                step.creates.push_back(child);
            }
        std::ranges::move(m_freed, std::back_inserter(step.drops));
        std::ranges::move(m_taken, std::back_inserter(step.creates));
        addParents(m_alteration.after, step);
        steps.push_back(std::move(step));
    }

    void say(std::string_view what) { m_statements.push_back(onFamily(m_key, m_alter + std::string(what))); }

    [[nodiscard]] bool mayHoldRows() const { return tables::mayHoldRows(m_alteration.context, m_key); }

    [[nodiscard]] bool isRetyped() const
    {
        return m_before.type != m_after.type || m_before.collation != m_after.collation;
    }

    /// A generated column becomes an ordinary one, or gets another expression. What must be made anew does not come here.
    void changeGeneration()
    {
        if (m_before.generated != Generated::No && m_after.generated == Generated::No) {
            say("DROP EXPRESSION");
            m_reshapes = true;
        } else if (m_after.generated != Generated::No && m_before.defaultExpr != m_after.defaultExpr) {
            say("SET EXPRESSION AS " + inParentheses(m_after.defaultExpr));
            m_freed.push_back(m_default);
            m_taken.push_back(m_default);
            if (m_after.generated == Generated::Stored)
                rewrites("Recomputing the column");
        }
    }

    [[nodiscard]] std::vector<ObjectKey> inheritedColumns() const
    {
        std::vector<ObjectKey> keys;
        listInherited(m_alteration.context, m_key, m_after.name, keys);
        std::erase_if(keys, [](const ObjectKey& key) { return key.kind != Kind::Column; });
        return keys;
    }

    void rewrites(std::string_view doing)
    {
        if (!m_alteration.after.foreignServer.empty())
            return; // has no rows here
        Statement& statement = m_statements.back();
        statement.scans = true;
        statement.rewrites = true;
        if (mayHoldRows())
            statement.hazards.push_back(
                {"rewrite-table",
                 std::format("{} rewrites {} and blocks reads and writes meanwhile.", doing, m_key.display())});
    }

    void changeType()
    {
        if (!isRetyped())
            return;
        m_reshapes = true;
        if (isConvertedWithItsType())
            return;
        narrowIdentity();
        std::string text = "TYPE " + m_after.type;
        if (!m_after.collation.empty())
            text += " COLLATE " + m_after.collation;
        const bool foreign = !m_alteration.after.foreignServer.empty(); // has no rows to convert
        if (!foreign && !castsByAssignment(m_before.type, m_after.type))
            text +=
                " USING " + convertedTo(m_after.type, quoteIdent(m_after.name), m_before.type, m_alteration.context);
        say(text);
        Statement& statement = m_statements.back();
        const bool stays = leavesRows(m_alteration.context, m_before.type, m_after.type);
        if (mayHoldRows() && !(stays && readsAlike()))
            statement.hazards.push_back(
                {"change-column-type", std::format("{} changes from {} to {}. The change fails if a value does not "
                                                   "fit, and clients may depend on the type.",
                                                   m_element.display(), m_before.type, m_after.type)});
        if (const std::string_view loss = valueLoss(typeBefore(), typeAfter()); !loss.empty() && mayHoldRows()) {
            statement.losesData = true;
            statement.hazards.push_back(
                {"lossy-cast", std::format("The conversion of {} from {} to {} {} without an error.",
                                           m_element.display(), m_before.type, m_after.type, loss)});
        }
        if (mayHoldRows() && makesValuesEqual(m_before, m_after, m_alteration.context))
            sayCollisions(m_element, m_alteration.context, statement);
        if (!stays)
            rewrites("Changing the type");
        else if (mayHoldRows())
            sayWhatIsDoneAgain(statement);
        if ((statement.rewrites || statement.scans) && goesOnline(m_alteration.context, m_key))
            statement.hazards.push_back(
                {"no-online-way",
                 std::format("No plan changes the type of {} while the table stays usable.", m_element.display())});
        lockNeighbours(statement);
    }

    /// "e" becomes "e[]", and e itself is made anew: whoever does that converts the column.
    [[nodiscard]] bool isConvertedWithItsType() const
    {
        const auto before = typeKey(m_alteration.context.from, m_before.type);
        return before && before == typeKey(m_alteration.context.to, m_after.type) &&
               m_alteration.context.recreated.contains(*before) && m_before.generated == Generated::No;
    }

    /// Where the rows stay as they are: what is built or checked again on the column.
    void sayWhatIsDoneAgain(Statement& statement) const
    {
        const PlanContext& context = m_alteration.context;
        for (const ObjectKey& user : context.from.dependencies().on(m_element)) {
            if (context.recreated.contains(user) || !context.to.find(user.kind == Kind::Constraint ? m_key : user))
                continue;
            if (user.kind == Kind::Index && isBuiltAgain(*context.from.get<Index>(user)))
                statement.hazards.push_back({"rewrite-index", std::format("{} is rebuilt while {} is locked.",
                                                                          user.display(), m_key.display())});
            const bool own = user.kind == Kind::Constraint && user.parent == m_key.name && user.schema == m_key.schema;
            const Constraint* constraint = own ? m_alteration.after.findConstraint(user.name) : nullptr;
            if (constraint && constraint->type == ConstraintType::Check && !constraint->notValid)
                statement.hazards.push_back(
                    {"scan-table", std::format("Every row of {} is checked against {} again while the table is locked.",
                                               m_key.display(), quoteIdent(user.name))});
            if (constraint && hasIndex(constraint->type) && isBuiltAgain(*constraint))
                statement.hazards.push_back(
                    {"rewrite-index",
                     std::format("The index of {} is rebuilt while {} is locked.", user.display(), m_key.display())});
        }
        statement.scans = std::ranges::any_of(statement.hazards, [](const Hazard& hazard) {
            return hazard.rule == "rewrite-index" || hazard.rule == "scan-table";
        });
    }

    [[nodiscard]] std::string typeBefore() const { return underDomains(m_alteration.context.from, m_before.type); }
    [[nodiscard]] std::string typeAfter() const { return underDomains(m_alteration.context.to, m_after.type); }
    /// Of values that stay as they are: do clients get the same text?
    [[nodiscard]] bool readsAlike() const { return tables::readsAlike(typeBefore(), typeAfter()); }
    [[nodiscard]] bool sortsOtherwise() const
    {
        return m_before.collation != m_after.collation || !keepsIndexes(typeBefore(), typeAfter());
    }

    /// PostgreSQL keeps an index whose keys sort as before, unless it has a predicate or an expression, of which it does not look at the
    /// meaning. A column that is only included does not sort.
    [[nodiscard]] bool isBuiltAgain(const Index& index) const
    {
        if (!index.where.empty() ||
            std::ranges::any_of(index.keys, [](const IndexKey& key) { return key.column.empty(); }))
            return true;
        return sortsOtherwise() && std::ranges::any_of(index.keys, [&](const IndexKey& key) {
                   return key.column == m_after.name &&
                          (key.collation.empty() || m_before.collation == m_after.collation);
               });
    }

    [[nodiscard]] bool isBuiltAgain(const Constraint& constraint) const
    {
        if (constraint.type == ConstraintType::Exclude)
            return sortsOtherwise() || constraint.expression.contains(" WHERE ");
        return sortsOtherwise() && std::ranges::contains(constraint.columns, m_after.name);
    }

    /// The foreign keys of the column are made again, and lock the table at their other end.
    void lockNeighbours(Statement& statement) const
    {
        const PlanContext& context = m_alteration.context;
        const auto lockOver = [&](const ObjectKey& table, const Constraint& constraint, const ObjectKey& other) {
            const auto* after = context.to.get<Table>(table);
            const Constraint* now = after ? after->findConstraint(constraint.name) : nullptr;
            if (now && !isConstraintRemade(constraint, *now) && !isInTheWayOfTypes(table, constraint, context) &&
                !context.recreated.contains(constraintKey(table, constraint.name)))
                statement.locks.push_back({LockMode::AccessExclusive, other, LockReach::Partitions});
        };
        for (const Constraint& constraint : m_alteration.before.constraints)
            if (constraint.type == ConstraintType::ForeignKey &&
                std::ranges::contains(constraint.columns, m_after.name))
                lockOver(m_key, constraint, tableKey(constraint.refTable));
        for (const ObjectKey& user : context.from.dependencies().on(m_element)) {
            if (user.kind != Kind::Constraint)
                continue;
            const ObjectKey table = schemawright::keyOf(Kind::Table, user.schema, user.parent);
            const auto* body = context.from.get<Table>(table);
            const Constraint* constraint = body && table != m_key ? body->findConstraint(user.name) : nullptr;
            if (constraint && constraint->type == ConstraintType::ForeignKey)
                lockOver(table, *constraint, table);
        }
    }

    void changeIdentity(Steps& steps)
    {
        const bool was = m_before.identity != Identity::None;
        const bool is = m_after.identity != Identity::None;
        if (was && !is) {
            dropIdentity(steps);
        } else if (!was && is) {
            m_addsIdentity = true; // after SET NOT NULL
            m_reshapes = true;
        } else if (was) {
            alterIdentity();
        }
    }

    /// The sequence goes with the identity: another one takes over its state before, under its name perhaps.
    void dropIdentity(Steps& steps)
    {
        const ObjectKey sequence = identitySequenceKey(m_key, m_before);
        const auto counter = counterOf(m_alteration.context.to, m_key, m_after);
        const bool goesOn = counter && m_countsOn == CountsOn::FromSequence;
        const bool isAside = goesOn && counter->sequence == sequence;
        if (isAside) {
            const ObjectKey aside = asideSequence(sequence, m_alteration.context);
            steps.push_back({.statements = {stepAside(m_key, sequence, m_alteration.context)},
                             .drops = {sequence},
                             .creates = {aside}});
            m_needed.push_back(aside);
        } else {
            m_freed.push_back(sequence);
        }
        if (goesOn) {
            m_statements.push_back(
                takeOverState(m_key, isAside ? asideSequence(sequence, m_alteration.context) : sequence, *counter));
            m_needed.push_back(counter->sequence);
        }
        say("DROP IDENTITY");
        m_reshapes = true;
    }

    [[nodiscard]] std::vector<Statement> addIdentity() const
    {
        std::vector<Statement> statements{onFamily(
            m_key, m_alter + "ADD GENERATED " + (m_after.identity == Identity::Always ? "ALWAYS" : "BY DEFAULT") +
                       " AS IDENTITY" + identityOptions(m_key, m_after))};
        if (!mayHoldRows())
            return statements;
        const bool goesOn = m_countsOn == CountsOn::FromSequence;
        statements.back().hazards.push_back(
            {"add-identity", std::format("The identity sequence of {} continues {}. Values that programs give "
                                         "themselves may collide with it.",
                                         m_element.display(),
                                         goesOn ? "where the sequence before it stands" : "after the highest value")});
        std::ranges::move(countOn(), std::back_inserter(statements));
        return statements;
    }

    /// The new sequence is there: it goes on from the rows, or from the sequence before it, where that stays.
    [[nodiscard]] std::vector<Statement> countOn() const
    {
        const PlanContext& context = m_alteration.context;
        const auto counter = counterOf(context.to, m_key, m_after);
        if (m_countsOn == CountsOn::FromRows)
            return {countOnFromRows(context, m_key, m_after, *counter)};
        const auto old = counterOf(context.from, m_key, m_before);
        if (m_countsOn == CountsOn::FromSequence && m_before.identity == Identity::None &&
            context.to.find(old->sequence))
            return {takeOverState(m_key, old->sequence, *counter)};
        return {};
    }

    static std::int64_t mostOf(const std::string& type)
    {
        if (type == "smallint")
            return 32767;
        return type == "integer" ? std::int64_t{2147483647} : std::int64_t{9223372036854775807};
    }

    /// ALTER COLUMN ... TYPE refuses a smaller type while the sequence has values, or bounds of its own, beyond it.
    void narrowIdentity()
    {
        if (m_before.identity == Identity::None || m_after.identity == Identity::None ||
            !m_alteration.after.partitionOf.empty())
            return;
        const SequenceOptions& after = m_after.identityOptions;
        const std::int64_t most = mostOf(after.type);
        if (most >= mostOf(m_options.type))
            return;
        const bool apart = moveIntoBounds();
        std::string changes;
        const auto set = [&](const char* what, std::int64_t SequenceOptions::* member, bool follows) {
            const std::int64_t now = m_options.*member;
            if (now == after.*member || follows || (now <= most && now >= -most - 1))
                return;
            changes += std::format(" SET {} {}", what, after.*member);
            m_options.*member = after.*member;
        };
        set("START WITH", &SequenceOptions::start, false);
        set("MINVALUE", &SequenceOptions::minValue, m_options.minValue == -mostOf(m_options.type) - 1);
        set("MAXVALUE", &SequenceOptions::maxValue, m_options.maxValue == mostOf(m_options.type));
        if (!changes.empty())
            say(changes.substr(1) + (apart ? " RESTART" : ""));
        if (apart && mayHoldRows())
            m_statements.push_back(
                countOnFromRows(m_alteration.context, m_key, m_after, {identitySequenceKey(m_key, m_before), after}));
    }

    /// ALTER ... SET MINVALUE, MAXVALUE refuse bounds that leave the sequence's value out: it is moved to the nearer bound first. Where the
    /// bounds have nothing in common, true: it has to start again.
    bool moveIntoBounds()
    {
        const SequenceOptions& before = m_before.identityOptions;
        const SequenceOptions& after = m_after.identityOptions;
        const bool apart = after.minValue > before.maxValue || after.maxValue < before.minValue;
        if (apart || m_inBounds)
            return apart;
        m_inBounds = true;
        const ObjectKey sequence = identitySequenceKey(m_key, m_before);
        const std::string name = quoteName(sequence.schema, sequence.name);
        const auto move = [&](char side, std::int64_t bound) {
            m_statements.push_back(schemawright::statement(
                m_key,
                std::format("SELECT pg_catalog.setval({}, {}, false) FROM {} WHERE last_value {} {}",
                            quoteLiteral(name), bound, name, side, bound),
                {{LockMode::AccessShare, sequence}}));
        };
        if (after.minValue > before.minValue)
            move('<', after.minValue);
        if (after.maxValue < before.maxValue)
            move('>', after.maxValue);
        return apart;
    }

    /// What ALTER COLUMN ... TYPE makes of the sequence's parameters: bounds that are those of the type follow it.
    [[nodiscard]] SequenceOptions retypedOptions() const
    {
        SequenceOptions options = m_options;
        if (m_before.type == m_after.type || options.type == m_after.identityOptions.type)
            return options;
        options.type = m_after.identityOptions.type;
        if (options.maxValue == mostOf(m_before.identityOptions.type))
            options.maxValue = mostOf(options.type);
        if (options.minValue == -mostOf(m_before.identityOptions.type) - 1)
            options.minValue = -mostOf(options.type) - 1;
        return options;
    }

    void alterIdentity()
    {
        const SequenceOptions before = retypedOptions();
        const SequenceOptions& after = m_after.identityOptions;
        const bool own = m_alteration.after.partitionOf.empty();
        std::string changes;
        if (m_before.identity != m_after.identity)
            changes += m_after.identity == Identity::Always ? " SET GENERATED ALWAYS" : " SET GENERATED BY DEFAULT";
        if (before.increment != after.increment)
            changes += std::format(" SET INCREMENT BY {}", after.increment);
        if (before.minValue != after.minValue)
            changes += std::format(" SET MINVALUE {}", after.minValue);
        if (before.maxValue != after.maxValue)
            changes += std::format(" SET MAXVALUE {}", after.maxValue);
        if (before.start != after.start)
            changes += std::format(" SET START WITH {}", after.start);
        if (before.cache != after.cache)
            changes += std::format(" SET CACHE {}", after.cache);
        if (before.cycle != after.cycle)
            changes += after.cycle ? " SET CYCLE" : " SET NO CYCLE";
        const bool restarts =
            own && (before.minValue != after.minValue || before.maxValue != after.maxValue) && moveIntoBounds();
        if (restarts)
            changes += " RESTART";
        const ObjectKey oldName = identitySequenceKey(m_key, m_before);
        const ObjectKey newName = identitySequenceKey(m_key, m_after);
        if (before.type != after.type && own)
            m_statements.push_back(schemawright::statement(
                m_key, "ALTER SEQUENCE " + quoteName(oldName.schema, oldName.name) + " AS " + after.type,
                {{LockMode::ShareRowExclusive, oldName}}));
        if (!changes.empty() && own)
            say(changes.substr(1));
        if (restarts && mayHoldRows())
            m_statements.push_back(countOnFromRows(m_alteration.context, m_key, m_after, {oldName, after}));
        if (oldName != newName && own) {
            m_statements.push_back(schemawright::statement(m_key,
                                                           "ALTER SEQUENCE " + quoteName(oldName.schema, oldName.name) +
                                                               " RENAME TO " + quoteIdent(newName.name),
                                                           {{LockMode::AccessExclusive, oldName}}));
            m_freed.push_back(oldName);
            m_taken.push_back(newName);
        }
    }

    void changeNullability(Steps& steps)
    {
        const PlanContext& context = m_alteration.context;
        const bool first = m_after.notNull && gainsNotNull(context, m_key, m_after.name);
        Step ahead = first ? beforeParentsNotNull(context, m_key, m_after.name) : Step{};
        std::vector<Statement>& statements = first ? ahead.statements : m_statements;
        if (!m_before.notNull && m_after.notNull && m_after.notNullConstraint.notValid) {
            m_reshapes = true; // columnAttributes() says it
        } else if (!m_before.notNull && m_after.notNull) {
            if (goesOnline(context, m_key) && !isProvedNotNull() &&
                !context.inOneGo.contains(notNullKey(m_key, m_after.name))) {
                m_notNull = setNotNullOnline(m_key, m_after, context);
                addAfterNotNull();
                if (!first)
                    addParents(m_alteration.after, m_notNull.back());
                else
                    std::ranges::copy(ahead.precedes, std::back_inserter(m_notNull.back().precedes));
                return;
            }
            m_reshapes = true;
            statements.push_back(addNotNull(m_key, m_after, context));
            statements.back().scans = mayHoldRows() && !isProvedNotNull();
            if (statements.back().scans)
                statements.back().hazards.push_back(
                    {"add-not-null",
                     std::format(
                         "SET NOT NULL reads every row of {} while it is locked, and fails if {} is null in one.",
                         m_key.display(), quoteIdent(m_after.name))});
        } else if (m_before.notNull && !m_after.notNull) {
            if (keepNotNullBelow(context, m_key, m_before))
                m_statements.push_back(stopInheritingNotNull(m_key, m_before));
            say("DROP NOT NULL");
            m_reshapes = true;
        } else if (m_after.notNull) {
            std::vector<Statement> altering = alterNotNull(m_key, m_before, m_after, context);
            m_reshapes = m_reshapes || (!first && !altering.empty());
            std::ranges::move(altering, std::back_inserter(statements));
        }
        if (!ahead.statements.empty())
            steps.push_back(std::move(ahead));
        if (m_addsIdentity) {
            std::ranges::move(addIdentity(), std::back_inserter(m_statements));
            m_taken.push_back(identitySequenceKey(m_key, m_after));
        }
    }

    /// What needs the column NOT NULL, which it is at the end of several steps.
    void addAfterNotNull()
    {
        std::vector<Statement> statements =
            notNullSettings(m_key, withoutNotNullComment(), m_after, m_alteration.context);
        if (statements.empty() && !m_addsIdentity)
            return;
        if (m_notNull.back().insteadOf) // reads the rows, in a transaction of its own
            m_notNull.push_back({.needs = {notNullKey(m_key, m_after.name)}});
        Step& last = m_notNull.back();
        std::ranges::move(statements, std::back_inserter(last.statements));
        if (m_addsIdentity) {
            std::ranges::move(addIdentity(), std::back_inserter(last.statements));
            last.creates.push_back(identitySequenceKey(m_key, m_after));
        }
    }

    [[nodiscard]] Column withoutNotNullComment() const
    {
        Column column = m_after;
        column.notNullConstraint.comment.clear();
        return column;
    }

    /// A check that stands says already that the column is not null: PostgreSQL then reads no rows for SET NOT NULL.
    [[nodiscard]] bool isProvedNotNull() const
    {
        const std::string said = "(" + quoteIdent(m_after.name) + " IS NOT NULL)";
        return std::ranges::any_of(m_alteration.before.constraints, [&](const Constraint& constraint) {
            const Constraint* now = m_alteration.after.findConstraint(constraint.name);
            return constraint.type == ConstraintType::Check && !constraint.notValid && now &&
                   !isConstraintRemade(constraint, *now) &&
                   (constraint.expression == said || constraint.expression == "(" + said + ")");
        });
    }

    /// The default is a step of its own where the column changes its shape around it.
    void changeDefault(Steps& steps)
    {
        const std::string old = m_before.generated == Generated::No ? m_before.defaultExpr : Expression();
        const std::string now = m_after.generated == Generated::No ? m_after.defaultExpr : Expression();
        const bool recreated = m_alteration.context.recreated.contains(m_default) && m_after.generated == Generated::No;
        const bool retyped = isDefaultRetyped();
        if (old == now && !recreated && !retyped)
            return;
        const bool apart = m_reshapes || recreated || retyped;
        if (!old.empty() && (apart || now.empty()))
            addDefaultStep("DROP DEFAULT", true, false, steps);
        if (!now.empty())
            addDefaultStep("SET DEFAULT " + now, !apart && !old.empty(), true, steps);
        if (!now.empty())
            std::ranges::move(countOn(), std::back_inserter(steps.back().statements));
    }

    void addDefaultStep(const std::string& what, bool drops, bool creates, Steps& steps)
    {
        Step step;
        step.statements.push_back(onFamily(m_key, m_alter + what));
        if (drops && hasOwnDefault())
            step.drops.push_back(m_default);
        if (creates) {
            step.creates.push_back(m_default);
            step.needs.push_back(m_element);
            addParents(m_alteration.after, step);
        } else {
            addGivers(m_alteration.after, step);
        }
        steps.push_back(std::move(step));
    }

    /// As it is in the source; a table above may have changed it on its way down.
    [[nodiscard]] const Column* sourceColumn() const
    {
        const auto* table = m_alteration.context.from.get<Table>(m_key);
        return table ? table->findColumn(m_before.name) : nullptr;
    }

    /// Is the default still that of the source, and not one that a table above gave on its way down?
    [[nodiscard]] bool hasOwnDefault() const
    {
        const Column* source = sourceColumn();
        return source && source->defaultExpr == m_before.defaultExpr;
    }

    /// Does the default not go along to the new type, which a table above may give the column?
    [[nodiscard]] bool isDefaultRetyped() const
    {
        const Column* source = hasOwnDefault() ? sourceColumn() : nullptr;
        const std::string& type = source ? source->type : m_before.type;
        return type != m_after.type && !keepsDefault(type, m_after.type);
    }

    /// What recurses from the tables above comes before what the table says for itself.
    void addParents(const Table& table, Step& step) const
    {
        for (const QualifiedName& parent : parents(table)) {
            step.needs.push_back(columnKey(tableKey(parent), m_after.name));
            step.needs.push_back(defaultKey(tableKey(parent), m_after.name));
            if (const auto* above = m_alteration.context.to.get<Table>(tableKey(parent)))
                addParents(*above, step);
        }
    }

    /// A default that one of the tables above gives on its way down is taken back after that.
    void addGivers(const Table& table, Step& step) const
    {
        for (const QualifiedName& parent : parents(table)) {
            const auto* above = m_alteration.context.to.get<Table>(tableKey(parent));
            if (!above)
                continue;
            if (const Column* column = above->findColumn(m_after.name);
                column && column->defaultExpr == m_before.defaultExpr)
                step.needs.push_back(defaultKey(tableKey(parent), m_after.name));
            addGivers(*above, step);
        }
    }

    [[nodiscard]] std::vector<Statement> settings() const
    {
        Column before = m_before;
        // ALTER COLUMN ... TYPE puts both back to the new type's own.
        if (isRetyped()) {
            before.storage.clear();
            before.compression.clear();
        }
        return columnSettings(m_key, before, m_after, m_alteration.context.serverVersion);
    }

    const Alteration& m_alteration;
    const ObjectKey& m_key;
    const Column& m_before;
    const Column& m_after;
    const ObjectKey m_element;
    const ObjectKey m_default;
    const std::string m_alter;
    const CountsOn m_countsOn;
    SequenceOptions m_options; ///< of the identity, as they are by now
    std::vector<Statement> m_statements;
    Steps m_notNull; ///< SET NOT NULL without a scan under its lock
    std::vector<ObjectKey> m_freed;
    std::vector<ObjectKey> m_taken;
    std::vector<ObjectKey> m_needed;
    bool m_reshapes = false; ///< what depends on the column must know
    bool m_addsIdentity = false;
    bool m_inBounds = false; ///< the identity's value is by now
};

} // namespace

void listInherited(const PlanContext& context, const ObjectKey& table, const std::string& column,
                   std::vector<ObjectKey>& keys)
{
    for (const ObjectKey& child : lastingChildren(context, table)) {
        const Column* mine = context.from.get<Table>(child)->findColumn(column);
        if (!mine || mine->local)
            continue;
        keys.push_back(columnKey(child, column));
        if (!mine->defaultExpr.empty())
            keys.push_back(defaultKey(child, column));
        listInherited(context, child, column, keys);
    }
}

bool isConstrainedDomain(const Catalog& catalog, const std::string& type)
{
    // The domains of PostgreSQL itself that have a check. PostgreSQL 17 manual, "The Information Schema", "Data Types".
    if (type == "information_schema.cardinal_number" || type == "information_schema.yes_or_no")
        return true;
    const Domain* domain = domainOf(catalog, type);
    return domain && (domain->notNull || !domain->constraints.empty() || isConstrainedDomain(catalog, domain->type));
}

std::optional<std::size_t> changeColumn(const Alteration& alteration, const Column& before, const Column& after,
                                        Steps& steps)
{
    return ColumnChange(alteration, before, after).write(steps);
}

} // namespace schemawright::tables
