#include "diff/prove/proof_rows.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/table.h"
#include "diff/prove/proof_counters.h"
#include "diff/prove/sample_values.h"
#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

/// Which tables get rows, and which rows.
namespace schemawright {

namespace {

constexpr int rowsEach = 3;
constexpr int mostTries = 100; ///< to satisfy the checks of one row

} // namespace

// ---- Which tables ------------------------------------------------------------------------------------------------------------

ObjectKey ProofRows::inTarget(ObjectKey key) const
{
    return renamedBy(std::move(key), m_difference.renames);
}

const Column* ProofRows::columnInTarget(const ObjectKey& table, const Column& column) const
{
    const auto* body = m_difference.to.get<Table>(inTarget(table));
    return body ? body->findColumn(inTarget(childKey(Kind::Column, table.schema, table.name, column.name)).name)
                : nullptr;
}

std::vector<ObjectKey> ProofRows::touchedTables() const
{
    std::set<ObjectKey> locked;
    for (const Batch& batch : m_difference.up.batches)
        for (const Statement& statement : batch.statements)
            for (const Lock& lock : statement.locks)
                locked.insert(lock.relation);
    // The rename of a value locks no table, and changes what is in some.
    for (const ObjectKey& type : m_relabelled)
        for (const ObjectKey& user : m_difference.from.dependencies().on(type))
            if (user.kind == Kind::Column)
                locked.insert(keyOf(Kind::Table, user.schema, user.parent));
    std::vector<ObjectKey> tables;
    for (const Catalog::Entry& entry : m_difference.from)
        if (entry.object->as<Table>() && (locked.contains(*entry.key) || locked.contains(inTarget(*entry.key))))
            tables.push_back(*entry.key);
    if (m_tables == Tables::All) {
        const std::set<ObjectKey> touched(tables.begin(), tables.end());
        for (const Catalog::Entry& entry : m_difference.from)
            if (entry.object->as<Table>() && !touched.contains(*entry.key))
                tables.push_back(*entry.key);
    }
    return tables;
}

// ---- Making rows -------------------------------------------------------------------------------------------------------------

Result<void> ProofRows::fill()
{
    const std::vector<ObjectKey> tables = m_tables == Tables::None ? std::vector<ObjectKey>() : touchedTables();
    if (tables.empty())
        return {};
    // Triggers and the checks of foreign keys wait: the rows are made so that the keys hold.
    if (auto set = m_connection.query("SET session_replication_role = replica", m_task.stop); !set)
        return std::unexpected(std::move(set.error()));
    for (const ObjectKey& key : tables) {
        if (m_samples.size() >= mostTables) {
            if (!m_samples.contains(key))
                m_left.push_back(key);
            continue;
        }
        if (auto visited = visit(key); !visited)
            return visited;
    }
    if (auto reset = m_connection.query("RESET session_replication_role"); !reset)
        return std::unexpected(std::move(reset.error()));
    if (auto used = useCounters(); !used)
        return used;
    return note(false, &Sample::before);
}

/// Those that it refers to come first; in a circle the values are those that the rows to come will have.
Result<void> ProofRows::visit(const ObjectKey& key)
{
    const auto* table = m_difference.from.get<Table>(key);
    if (!table || m_samples[key].visited)
        return {};
    m_samples[key].table = table;
    m_samples[key].visited = true;
    for (const Constraint& constraint : table->constraints)
        if (constraint.type == ConstraintType::ForeignKey)
            if (auto visited = visit(tables::tableKey(constraint.refTable)); !visited)
                return visited;
    if (!table->partitionBy.empty()) { // its rows are in its partitions
        for (const ObjectKey& user : m_difference.from.dependencies().on(key))
            if (const auto* part = m_difference.from.get<Table>(user);
                part && tables::tableKey(part->partitionOf) == key)
                if (auto visited = visit(user); !visited)
                    return visited;
        return {};
    }
    for (int n = 1; n <= rowsEach; ++n) {
        auto inserted = insertRow(key, m_samples[key], n);
        if (!inserted)
            return std::unexpected(std::move(inserted.error()));
        if (!*inserted)
            break;
    }
    return {};
}

/// The value that the n-th row refers to: that of the other table's n-th row, or of its first.
std::string ProofRows::referencedValue(const ObjectKey& key, const Constraint& constraint, std::size_t column, int n)
{
    const ObjectKey referenced = tables::tableKey(constraint.refTable);
    const std::string& name = constraint.refColumns[column];
    std::vector<const std::map<std::string, std::string>*> rows;
    for (const auto& [other, sample] : m_samples)
        if (sample.table && (other == referenced || tables::tableKey(sample.table->partitionOf) == referenced))
            for (const auto& row : sample.values)
                rows.push_back(&row);
    const auto* table = m_difference.from.get<Table>(referenced);
    const auto index = static_cast<std::size_t>(n - 1);
    if (index < rows.size() || (!rows.empty() && referenced != key)) {
        const auto& row = *rows[index < rows.size() ? index : 0];
        const auto found = row.find(name);
        return found == row.end() ? std::string() : found->second;
    }
    const Column* target = table ? table->findColumn(name) : nullptr;
    const bool open = referenced == key || (m_samples.contains(referenced) && m_samples.at(referenced).visited &&
                                            m_samples.at(referenced).problem.empty());
    return target && open ? m_values.value(target->type, n) : std::string();
}

std::map<std::string, std::string> ProofRows::plannedRow(const ObjectKey& key, const Table& table, int n)
{
    std::map<std::string, std::string> row;
    for (const Column& column : table.columns) {
        if (column.generated != Generated::No)
            continue;
        // A string that shall become something else holds a word of that.
        const Column* after = columnInTarget(key, column);
        std::string value;
        if (after && after->type != column.type && (column.type == "text" || column.type.starts_with("character")))
            if (const std::string wanted = m_wanted.value(after->type, n); wanted.starts_with('\''))
                value = wanted.substr(0, wanted.rfind("::")) + "::" + column.type;
        row[column.name] = value.empty() ? m_values.value(column.type, n) : value;
        if (row[column.name].empty() && column.notNull && !column.defaultExpr.empty())
            row[column.name] = "DEFAULT";
    }
    for (const Constraint& constraint : table.constraints)
        if (constraint.type == ConstraintType::ForeignKey)
            for (std::size_t i = 0; i < constraint.columns.size(); ++i)
                row[constraint.columns[i]] = referencedValue(key, constraint, i, n);
    for (auto& [name, value] : row)
        if (value.empty())
            value = "NULL";
    return row;
}

/// The Error that PostgreSQL answers; without a message where the row is there.
Result<Error> ProofRows::tryInsert(const ObjectKey& key, const Table& table,
                                   const std::map<std::string, std::string>& row)
{
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Column& column : table.columns)
        if (const auto value = row.find(column.name); value != row.end()) {
            names.push_back(quoteIdent(column.name));
            values.push_back(value->second);
        }
    const std::string name = quoteName(key.schema, key.name);
    const std::string sql = names.empty() ? "INSERT INTO " + name + " DEFAULT VALUES"
                                          : "INSERT INTO " + name + " (" + join(names, ", ") +
                                                ") OVERRIDING SYSTEM VALUE VALUES (" + join(values, ", ") + ")";
    auto done = m_connection.query(sql, m_task.stop);
    if (done && done->affected() == 1)
        return Error{};
    if (!done && done.error().code != ErrorCode::Sql && done.error().code != ErrorCode::Permission)
        return std::unexpected(std::move(done.error()));
    if (!done)
        return std::move(done.error());
    return Error{.message = "a rule or trigger prevents the insert"};
}

/// What a column may hold instead, where a check rejects the row: values read out of the check, others of its type (a < b), its default, nothing.
std::vector<std::string> ProofRows::candidates(const Column& column, const std::vector<std::string>& literals, int n)
{
    std::vector<std::string> values;
    for (std::size_t i = 0; i < literals.size(); ++i) // another one for each row
        values.push_back(literals[(i + static_cast<std::size_t>(n - 1)) % literals.size()] + "::" + column.type);
    for (const int other : {n + 1, n + 4, 1})
        if (std::string value = m_values.value(column.type, other); !value.empty())
            values.push_back(std::move(value));
    for (const std::string& text : usualStrings())
        values.push_back(text + "::" + column.type);
    if (!column.defaultExpr.empty())
        values.emplace_back("DEFAULT");
    if (!column.notNull)
        values.emplace_back("NULL");
    return values;
}

/// False: no further rows for this table, which is left as it is, with the reason where it has none.
Result<bool> ProofRows::insertRow(const ObjectKey& key, Sample& sample, int n)
{
    const Table& table = *sample.table;
    auto row = plannedRow(key, table, n);
    auto failed = tryInsert(key, table, row);
    int tries = 0;
    std::set<std::string> mended; // each check is tried once
    while (failed && failed->sqlstate == "23514" && tries < mostTries) {
        const Violated violated = violatedBy(*failed, m_difference.from, table);
        const std::string complaint = firstLine(failed->message);
        if (violated.columns.empty() || !mended.insert(complaint).second)
            break;
        auto best = row;
        for (const std::string& column : violated.columns) {
            const Column* body = table.findColumn(column);
            const std::vector<std::string> values =
                body ? candidates(*body, violated.literals, n) : std::vector<std::string>();
            for (std::size_t i = 0; i < values.size() && tries < mostTries; ++i, ++tries) {
                auto other = row;
                other[column] = values[i];
                auto again = tryInsert(key, table, other);
                if (!again)
                    return std::unexpected(std::move(again.error()));
                const bool mend =
                    again->message.empty() || (again->sqlstate == "23514" && firstLine(again->message) != complaint);
                if (!mend)
                    continue;
                row = other;
                failed = std::move(again);
                break;
            }
            if (failed->message.empty() || firstLine(failed->message) != complaint)
                break;
        }
    }
    if (!failed)
        return std::unexpected(std::move(failed.error()));
    if (!failed->message.empty()) {
        if (sample.values.empty())
            sample.problem = firstLine(failed->message);
        return false;
    }
    sample.values.push_back(std::move(row));
    return true;
}

} // namespace schemawright
