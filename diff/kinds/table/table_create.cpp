#include "diff/kinds/table/table_create.h"

#include "diff/kinds/base/sql_pieces.h"
#include "diff/kinds/table/column_sql.h"
#include "diff/kinds/table/constraint_sql.h"
#include "diff/kinds/table/not_null.h"
#include "diff/kinds/table/online.h"
#include "diff/kinds/table/table.h"
#include "diff/kinds/table/table_inherit.h"
#include "diff/kinds/table/table_rebuild.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright::tables {

namespace {

/// One CREATE TABLE and what it leaves to later steps.
class Creation {
public:
    Creation(const ObjectKey& key, const Object& object, const PlanContext& context)
        : m_key(key), m_table(*object.as<Table>()), m_owner(object.attributes.owner), m_context(context),
          m_parent(m_table.partitionOf.empty() ? nullptr : context.to.get<Table>(tableKey(m_table.partitionOf)))
    {
    }

    void write(Steps& steps)
    {
        m_asPartition = m_parent && looksLikeParent() && !joinsOnline();
        m_step.creates.push_back(m_key);
        m_step.statements.push_back(onTable(m_key, createTable(), LockMode::None));
        if (m_asPartition)
            lockAsPartition(m_step.statements.back());
        for (const QualifiedName& parent : m_table.inherits)
            m_step.statements.back().locks.push_back({LockMode::ShareUpdateExclusive, tableKey(parent)});
        for (const QualifiedName& parent : parents(m_table))
            needParent(tableKey(parent));
        if (!m_table.ofType.empty())
            m_step.needs.push_back(
                schemawright::keyOf(Kind::CompositeType, m_table.ofType.schema, m_table.ofType.name));
        addSettings();
        if (m_parent && !m_asPartition)
            attach();
        steps.push_back(std::move(m_step));
        std::ranges::move(m_later, std::back_inserter(steps));
    }

private:
    /// CREATE TABLE ... PARTITION OF waits for all who use the partitioned table, ATTACH PARTITION for nobody but DDL.
    [[nodiscard]] bool joinsOnline() const { return goesOnline(m_context, tableKey(m_table.partitionOf)); }

    // ---- The text of CREATE TABLE ----

    std::string createTable()
    {
        std::string text = m_table.persistence == Persistence::Unlogged ? "CREATE UNLOGGED TABLE " : "CREATE TABLE ";
        if (!m_table.foreignServer.empty())
            text = "CREATE FOREIGN TABLE ";
        text += quoteName(m_key.schema, m_key.name);
        const std::string inside = elements();
        if (m_asPartition)
            text += " PARTITION OF " + quoteName(m_table.partitionOf) + inside + "\n    " + m_table.partitionBound;
        else if (!m_table.ofType.empty())
            text += " OF " + quoteName(m_table.ofType) + inside;
        else
            text += inside.empty() ? " ()" : inside;
        if (!m_table.inherits.empty()) {
            std::vector<std::string> names;
            for (const QualifiedName& parent : m_table.inherits)
                names.push_back(quoteName(parent));
            text += "\nINHERITS (" + join(names, ", ") + ")";
        }
        if (!m_table.foreignServer.empty())
            text += "\nSERVER " + quoteIdent(m_table.foreignServer) + foreignOptions(m_table.foreignOptions);
        if (!m_table.partitionBy.empty())
            text += "\nPARTITION BY " + m_table.partitionBy;
        if (!m_table.accessMethod.empty())
            text += "\nUSING " + quoteIdent(m_table.accessMethod);
        else if (m_asPartition && !m_parent->accessMethod.empty() && m_table.foreignServer.empty())
            text += "\nUSING heap"; // else the partitioned table's
        if (!m_table.options.empty())
            text += "\nWITH (" + optionList(m_table.options) + ")";
        if (!m_table.tablespace.empty())
            text += "\nTABLESPACE " + quoteIdent(m_table.tablespace);
        return text;
    }

    std::string elements()
    {
        std::vector<std::string> lines;
        for (const Column& column : m_table.columns)
            addColumn(column, lines);
        for (const Constraint& constraint : m_table.constraints)
            addConstraint(constraint, lines);
        return lines.empty() ? std::string() : " (\n    " + join(lines, ",\n    ") + "\n)";
    }

    void addColumn(const Column& column, std::vector<std::string>& lines)
    {
        const ObjectKey element = columnKey(m_key, column.name);
        const bool generated = column.generated != Generated::No;
        const bool hasDefault = !column.defaultExpr.empty();
        const bool inherited = !column.local && (m_asPartition || !m_table.inherits.empty());
        const bool apart =
            hasDefault && !inherited && isEntangled(m_context.to.dependencies(), m_key, defaultKey(m_key, column.name));
        if (apart && generated && m_table.ofType.empty()) {
            m_later.push_back({.statements = {onTable(m_key, alterTable(m_key) + "ADD COLUMN " +
                                                                 columnDefinition(m_key, column, m_context))},
                               .drops = {},
                               .creates = {element, defaultKey(m_key, column.name)},
                               .needs = {m_key},
                               .precedes = {}});
            return;
        }
        m_step.creates.push_back(element);
        if (const auto type = typeKey(m_context.to, column.type); type && *type != m_key)
            m_step.needs.push_back(*type);
        if (hasDefault && !apart)
            m_step.creates.push_back(defaultKey(m_key, column.name));
        if (apart)
            m_later.push_back(
                {.statements = {onTable(m_key, alterTable(m_key) + "ALTER COLUMN " + quoteIdent(column.name) +
                                                   " SET DEFAULT " + column.defaultExpr)},
                 .drops = {},
                 .creates = {defaultKey(m_key, column.name)},
                 .needs = {element},
                 .precedes = {}});
        if (inherited) {
            const Column* above = inheritedColumn(column.name);
            if (std::string own = above ? ownNotNullElement(column, *above) : ""; !own.empty())
                lines.push_back(std::move(own));
            return;
        }
        // A partition takes the identity of its partitioned table over when it is attached, and may have none before.
        const bool ownIdentity = column.identity != Identity::None && !m_parent;
        if (ownIdentity)
            m_step.creates.push_back(identitySequenceKey(m_key, column));
        if (m_table.ofType.empty())
            lines.push_back(
                columnDefinition(m_key, column, m_context, {.defaultExpr = !apart, .identity = ownIdentity}));
        else if (const std::string options = typedColumn(column, !apart); !options.empty())
            lines.push_back(options);
    }

    /// What a column of a typed table may say: everything but name and type come from WITH OPTIONS.
    std::string typedColumn(const Column& column, bool withDefault) const
    {
        Column bare = column;
        bare.type = "WITH OPTIONS";
        bare.collation.clear();
        bare.compression.clear();
        const std::string text =
            columnDefinition(m_key, bare, m_context, {.defaultExpr = withDefault, .identity = true});
        return text == quoteIdent(column.name) + " WITH OPTIONS" ? std::string() : text;
    }

    void addConstraint(const Constraint& constraint, std::vector<std::string>& lines)
    {
        const ObjectKey element = constraintKey(m_key, constraint.name);
        const bool inherited = !constraint.local && (m_asPartition || !m_table.inherits.empty());
        if (inherited) {
            m_step.creates.push_back(element);
            addConstraintSettings(constraint);
            return;
        }
        // Foreign keys stand apart, so that tables may refer to each other; an invalid check cannot be said in CREATE TABLE; and what
        // needs something that needs the table comes after that.
        const bool apart = constraint.type == ConstraintType::ForeignKey || constraint.notValid ||
                           needsLaterColumn(constraint) || isRepeated(constraint) ||
                           isEntangled(m_context.to.dependencies(), m_key, element);
        if (apart) {
            std::ranges::move(addConstraintSteps(m_key, m_table, constraint, m_context), std::back_inserter(m_later));
            return;
        }
        m_step.creates.push_back(element);
        lines.push_back(constraintDefinition(constraint));
        addConstraintSettings(constraint);
    }

    /// Of two keys that differ by name only, CREATE TABLE makes one. parse_utilcmd.c, transformIndexConstraints.
    [[nodiscard]] bool isRepeated(const Constraint& constraint) const
    {
        const auto isSame = [&](const Constraint& other) {
            return hasIndex(other.type) && other.name < constraint.name && other.columns == constraint.columns &&
                   other.include == constraint.include && other.expression == constraint.expression;
        };
        return hasIndex(constraint.type) && std::ranges::any_of(m_table.constraints, isSame);
    }

    [[nodiscard]] bool needsLaterColumn(const Constraint& constraint) const
    {
        const auto isLater = [&](const std::string& column) {
            return std::ranges::any_of(m_later, [&](const Step& step) {
                return std::ranges::contains(step.creates, columnKey(m_key, column));
            });
        };
        return !m_later.empty() &&
               (constraint.type == ConstraintType::Exclude || std::ranges::any_of(constraint.columns, isLater));
    }

    // ---- What follows it ----

    void addConstraintSettings(const Constraint& constraint)
    {
        Constraint bare = constraint;
        bare.clustered = bare.replicaIdentity = false;
        bare.comment.clear();
        bare.indexComment.clear();
        if (constraint.type == ConstraintType::Exclude)
            bare.tablespace.clear();
        std::ranges::move(constraintSettings(m_key, bare, constraint), std::back_inserter(m_constraintSettings));
    }

    void addSettings()
    {
        for (const Column& column : m_table.columns) {
            if (std::ranges::contains(m_step.creates, columnKey(m_key, column.name)))
                addColumnSettings(column, m_step.statements);
            for (Step& step : m_later)
                if (std::ranges::contains(step.creates, columnKey(m_key, column.name)))
                    addColumnSettings(column, step.statements);
        }
        std::ranges::move(tableSettings(m_key, Table{}, m_table), std::back_inserter(m_step.statements));
        std::ranges::move(m_constraintSettings, std::back_inserter(m_step.statements));
    }

    void addColumnSettings(const Column& column, std::vector<Statement>& statements)
    {
        Column bare = column;
        const bool inherited = !column.local && (m_asPartition || !m_table.inherits.empty());
        const Column* above = inherited ? inheritedColumn(column.name) : nullptr;
        bare.storage = above ? above->storage : "";
        if (above)
            bare.compression = above->compression;
        else if (!m_table.ofType.empty())
            bare.compression.clear();
        bare.statisticsTarget = -1;
        bare.options.clear();
        if (inherited)
            bare.foreignOptions.clear();
        bare.comment.clear();
        bare.notNull = column.notNull && (!column.notNullConstraint.notValid || (above && above->notNull));
        bare.notNullConstraint.comment.clear();
        bare.acl.reset();
        if (!m_parent)
            bare.identity = Identity::None;
        if (above && !m_asPartition)
            addInheritedDifferences(column, *above, statements);
        std::ranges::move(columnSettings(m_key, bare, column, m_context.serverVersion), std::back_inserter(statements));
        std::ranges::move(columnAttributes(m_key, bare, column, m_owner, m_context), std::back_inserter(statements));
    }

    [[nodiscard]] const Column* inheritedColumn(const std::string& name) const
    {
        for (const QualifiedName& parent : parents(m_table))
            if (const Table* table = m_context.to.get<Table>(tableKey(parent)))
                if (const Column* column = table->findColumn(name))
                    return column;
        return nullptr;
    }

    /// An inherited column may have its own default and be not null on its own.
    void addInheritedDifferences(const Column& column, const Column& above, std::vector<Statement>& statements)
    {
        const std::string alter = alterTable(m_key) + "ALTER COLUMN " + quoteIdent(column.name);
        if (column.generated == Generated::No && column.defaultExpr != above.defaultExpr)
            statements.push_back(onTable(
                m_key, alter + (column.defaultExpr.empty() ? " DROP DEFAULT" : " SET DEFAULT " + column.defaultExpr)));
        const bool given = above.notNull && !above.notNullConstraint.noInherit;
        if (column.notNull && !given && !column.notNullConstraint.notValid && ownNotNullElement(column, above).empty())
            statements.push_back(onTable(m_key, alter + " SET NOT NULL"));
    }

    // ---- Partitions ----

    /// May the partition be made as PARTITION OF, with nothing but its own constraints to say?
    [[nodiscard]] bool looksLikeParent() const
    {
        const auto sameColumn = [](const Column& mine, const Column& above) {
            return mine.name == above.name && !mine.local && mine.type == above.type &&
                   mine.collation == above.collation && mine.notNull == above.notNull &&
                   mine.notNullConstraint.notValid == above.notNullConstraint.notValid &&
                   (mine.notNullConstraint.local || mine.notNullConstraint.name == above.notNullConstraint.name) &&
                   mine.defaultExpr == above.defaultExpr && mine.generated == above.generated &&
                   mine.identity == above.identity;
        };
        return std::ranges::equal(m_table.columns, m_parent->columns, sameColumn) && m_table.ofType.empty() &&
               std::ranges::all_of(
                   m_table.constraints,
                   [&](const Constraint& constraint) { return constraint.local || comesFromParent(constraint); }) &&
               std::ranges::all_of(m_parent->constraints, [&](const Constraint& above) { return reachesMe(above); });
    }

    [[nodiscard]] bool comesFromParent(const Constraint& constraint) const
    {
        if (constraint.type == ConstraintType::Check)
            return m_parent->findConstraint(constraint.name) != nullptr;
        const Constraint* above = m_parent->findConstraint(constraint.parentConstraint);
        return above && isMadeByParent(m_key, constraint) && constraint.indexOptions == above->indexOptions &&
               constraint.tablespace == above->tablespace;
    }

    [[nodiscard]] bool reachesMe(const Constraint& above) const
    {
        if (above.type == ConstraintType::ForeignKey || (above.type == ConstraintType::Check && above.noInherit))
            return true;
        if (above.type == ConstraintType::Check)
            return m_table.findConstraint(above.name) != nullptr;
        return std::ranges::contains(m_table.constraints, above.name, &Constraint::parentConstraint);
    }

    /// A parent is complete before anything inherits from it. Its foreign keys may come later: they reach what is there.
    void needParent(const ObjectKey& parent)
    {
        m_step.needs.push_back(parent);
        const auto* body = m_context.to.get<Table>(parent);
        if (!body || !m_context.from.find(parent))
            return;
        for (const Column& column : body->columns) {
            m_step.needs.push_back(columnKey(parent, column.name));
            m_step.needs.push_back(defaultKey(parent, column.name));
        }
        for (const Constraint& constraint : body->constraints)
            if (constraint.type != ConstraintType::ForeignKey)
                m_step.needs.push_back(constraintKey(parent, constraint.name));
    }

    void attach() { m_step.statements.push_back(attachPartition(m_key, m_table, m_context)); }

    void lockAsPartition(Statement& statement) const
    {
        const ObjectKey parent = tableKey(m_table.partitionOf);
        statement.locks.push_back({LockMode::AccessExclusive, parent});
        std::ranges::move(partitionLocks(parent, m_context), std::back_inserter(statement.locks));
    }

    const ObjectKey& m_key;
    const Table& m_table;
    const RoleName& m_owner;
    const PlanContext& m_context;
    const Table* m_parent; ///< of a partition
    bool m_asPartition = false;
    Step m_step;
    std::vector<Statement> m_constraintSettings;
    Steps m_later;
};

} // namespace

std::vector<Lock> partitionLocks(const ObjectKey& parent, const PlanContext& context)
{
    std::vector<Lock> locks{{LockMode::AccessExclusive, parent, LockReach::DefaultPartitionRead}};
    const auto* before = context.from.get<Table>(parent);
    const auto* after = context.to.get<Table>(parent);
    if (!before || !after)
        return locks;
    for (const Constraint& constraint : before->constraints)
        if (constraint.type == ConstraintType::ForeignKey && after->findConstraint(constraint.name))
            locks.push_back({LockMode::ShareRowExclusive, tableKey(constraint.refTable), LockReach::Partitions});
    return locks;
}

Statement attachPartition(const ObjectKey& key, const Table& table, const PlanContext& context)
{
    const ObjectKey parent = tableKey(table.partitionOf);
    Statement statement = onFamily(key, alterTable(parent) + "ATTACH PARTITION " + quoteName(key.schema, key.name) +
                                            " " + table.partitionBound);
    statement.locks.push_back({LockMode::ShareUpdateExclusive, parent});
    std::ranges::move(partitionLocks(parent, context), std::back_inserter(statement.locks));
    return statement;
}

std::vector<Statement> tableSettings(const ObjectKey& key, const Table& before, const Table& after)
{
    std::vector<Statement> statements;
    const auto say = [&](std::string_view what) {
        statements.push_back(onTable(key, alterTable(key) + std::string(what)));
    };
    if (before.rowSecurity != after.rowSecurity)
        say(after.rowSecurity ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY");
    if (before.forceRowSecurity != after.forceRowSecurity)
        say(after.forceRowSecurity ? "FORCE ROW LEVEL SECURITY" : "NO FORCE ROW LEVEL SECURITY");
    if (before.replicaIdentity != after.replicaIdentity) {
        switch (after.replicaIdentity) {
        case ReplicaIdentity::Default: say("REPLICA IDENTITY DEFAULT"); break;
        case ReplicaIdentity::Nothing: say("REPLICA IDENTITY NOTHING"); break;
        case ReplicaIdentity::Full: say("REPLICA IDENTITY FULL"); break;
        case ReplicaIdentity::Index: // said by the index or the constraint
            break;
        }
    }
    return statements;
}

void create(const ObjectKey& key, const Object& object, const PlanContext& context, Steps& steps)
{
    Creation(key, object, context).write(steps);
    if (keepsRowsAside(key, context))
        steps.push_back(bringRowsBack(key, *object.as<Table>(), context));
}

} // namespace schemawright::tables
