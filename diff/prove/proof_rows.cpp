#include "diff/prove/proof_rows.h"

#include "diff/kinds/base/kind_ops.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/prove/proof_counters.h"
#include "diff/prove/sample_values.h"
#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

namespace schemawright {

namespace {

constexpr int rowsEach = 3;
constexpr std::size_t mostTables = 200;
constexpr int mostTries = 100; ///< to satisfy the checks of one row

ObjectKey tableKeyOf(const QualifiedName& name)
{
    return keyOf(Kind::Table, name.schema, name.name);
}

bool contradictsRows(const Error& error)
{
    // Classes "Data Exception", "Integrity Constraint Violation". PostgreSQL 17 manual, "PostgreSQL Error Codes".
    return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
}

std::string firstLine(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

/// What a failed INSERT's violated check, domain or partition bound is about: where to look for values, and whose they are.
struct Violated {
    std::vector<std::string> columns;
    std::vector<std::string> literals;
};

bool isQuotedIn(const std::string& message, const std::string& name)
{
    return message.contains("\"" + name + "\"");
}

Violated violatedBy(const Error& error, const Catalog& catalog, const Table& table)
{
    Violated violated;
    const std::string message = firstLine(error.message);
    for (const Constraint& constraint : table.constraints)
        if (constraint.type == ConstraintType::Check && isQuotedIn(message, constraint.name)) {
            violated.columns = constraint.columns;
            violated.literals = literalsIn(constraint.expression);
            return violated;
        }
    if (message.contains("partition constraint")) {
        const auto* parent = catalog.get<Table>(tableKeyOf(table.partitionOf));
        for (const Column& column : table.columns)
            if (parent && parent->partitionBy.contains(column.name))
                violated.columns.push_back(column.name);
        violated.literals = literalsIn(table.partitionBound);
        for (int n = 1; n <= 16; ++n) // a hash: one of them falls into it
            violated.literals.push_back("'" + std::to_string(n) + "'");
        return violated;
    }
    for (const Column& column : table.columns) {
        const auto key = typeKey(catalog, column.type);
        const auto* domain = key ? catalog.get<Domain>(*key) : nullptr;
        if (!domain || std::ranges::none_of(domain->constraints, [&](const DomainConstraint& constraint) {
                return isQuotedIn(message, constraint.name);
            }))
            continue;
        violated.columns.push_back(column.name);
        for (const DomainConstraint& constraint : domain->constraints)
            std::ranges::move(literalsIn(constraint.expression), std::back_inserter(violated.literals));
    }
    return violated;
}

} // namespace

ProofRows::ProofRows(Connection& connection, const Difference& difference, const Task& task, Tables tables)
    : m_connection(connection), m_difference(difference), m_task(task), m_tables(tables),
      m_values(connection, difference.from, task), m_wanted(connection, difference.to, task)
{
    std::vector<ObjectKey> relabelled;
    for (const Rename& rename : difference.renames)
        if (rename.from.kind == Kind::EnumValue || rename.from.kind == Kind::Attribute)
            relabelled.push_back(ownerIn(difference.from, rename.from));
    m_relabelled = withHolders(std::move(relabelled));
    std::vector<ObjectKey> reshaped;
    for (const Catalog::Entry& entry : difference.from)
        if (const auto* before = entry.object->as<CompositeType>())
            if (const auto* after = difference.to.get<CompositeType>(inTarget(*entry.key)); !after || *after != *before)
                reshaped.push_back(*entry.key);
    for (const Catalog::Entry& entry : difference.from)
        if (const auto* before = entry.object->as<Domain>())
            if (const auto* after = difference.to.get<Domain>(inTarget(*entry.key));
                !after || after->type != before->type || after->collation != before->collation)
                reshaped.push_back(*entry.key);
    m_reshaped = withHolders(std::move(reshaped));
}

/// The types, and the domains and composite types of the source that hold them.
std::set<ObjectKey> ProofRows::withHolders(std::vector<ObjectKey> types) const
{
    std::set<ObjectKey> all;
    while (!types.empty()) {
        const ObjectKey type = types.back();
        types.pop_back();
        if (!m_difference.from.find(type) || !all.insert(type).second)
            continue;
        for (ObjectKey& user : m_difference.from.dependencies().on(type))
            if (user.kind == Kind::Domain || user.kind == Kind::CompositeType)
                types.push_back(std::move(user));
    }
    return all;
}

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
            if (auto visited = visit(tableKeyOf(constraint.refTable)); !visited)
                return visited;
    if (!table->partitionBy.empty()) { // its rows are in its partitions
        for (const ObjectKey& user : m_difference.from.dependencies().on(key))
            if (const auto* part = m_difference.from.get<Table>(user); part && tableKeyOf(part->partitionOf) == key)
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
    const ObjectKey referenced = tableKeyOf(constraint.refTable);
    const std::string& name = constraint.refColumns[column];
    std::vector<const std::map<std::string, std::string>*> rows;
    for (const auto& [other, sample] : m_samples)
        if (sample.table && (other == referenced || tableKeyOf(sample.table->partitionOf) == referenced))
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

// ---- What becomes of them ----------------------------------------------------------------------------------------------------

Result<ProofRows::Contents> ProofRows::read(const ObjectKey& key, const Sample& sample, bool target)
{
    const ObjectKey place = target ? inTarget(key) : key;
    const auto* body = (target ? m_difference.to : m_difference.from).get<Table>(place);
    Contents contents;
    if (!body || !body->foreignServer.empty()) // whose rows are another server's
        return contents;
    contents.exists = true;
    // A partitioned table has no rows of its own: where it took the place of a table that had, its partitions have them.
    const bool spread = !body->partitionBy.empty();
    std::vector<std::string> names;
    std::vector<std::string> texts;
    for (const Column& column : sample.table->columns) {
        const Column* now = target ? columnInTarget(key, column) : &column;
        if (!now)
            continue;
        names.push_back(column.name);
        texts.push_back(quoteIdent(now->name) + (target ? asBefore(column) : std::string()) + "::text");
    }
    auto rows = m_connection.query("SELECT " + (texts.empty() ? std::string("1") : join(texts, ", ")) +
                                       (spread ? " FROM " : " FROM ONLY ") + quoteName(place.schema, place.name),
                                   m_task.stop);
    if (!rows)
        return std::unexpected(std::move(rows.error()));
    contents.rows = rows->size();
    for (std::size_t column = 0; column < names.size(); ++column) {
        std::vector<std::string>& values = contents.columns[names[column]];
        for (std::size_t i = 0; i < rows->size(); ++i)
            values.push_back(rows->isNull(i, column) ? std::string("(null)") : rows->text(i, column));
        if (target)
            for (std::string& value : values)
                value = valueInSource(*sample.table->findColumn(names[column]), std::move(value));
        std::ranges::sort(values);
    }
    if (auto counted = readCounters(key, sample, target, contents); !counted)
        return std::unexpected(std::move(counted.error()));
    return contents;
}

Result<void> ProofRows::useCounters()
{
    for (const auto& [key, sample] : m_samples)
        for (const Column& column : sample.values.empty() ? std::vector<Column>() : sample.table->columns)
            if (const auto counter = tables::counterOfFamily(m_difference.from, key, column))
                if (auto used = useCounter(m_connection, *counter); !used)
                    return used;
    return {};
}

Result<void> ProofRows::readCounters(const ObjectKey& key, const Sample& sample, bool target, Contents& contents)
{
    for (const Column& column : sample.table->columns) {
        const Column* now = target ? columnInTarget(key, column) : &column;
        const auto counter = now ? tables::counterOfFamily(target ? m_difference.to : m_difference.from,
                                                           target ? inTarget(key) : key, *now)
                                 : std::nullopt;
        if (!counter)
            continue;
        auto next = nextNumber(m_connection, *counter);
        if (!next)
            return std::unexpected(std::move(next.error()));
        if (*next)
            contents.next[column.name] = **next;
    }
    return {};
}

/// The first sequence that does not go on where it stood, or would give a number that a row has.
std::string ProofRows::wrongCounter(const ObjectKey& key, const Sample& sample, bool target) const
{
    const Contents& contents = target ? sample.up : sample.down;
    for (const Column& column : sample.table->columns) {
        const Column* now = columnInTarget(key, column);
        const auto old = tables::counterOfFamily(m_difference.from, key, column);
        const auto counterUp = now ? tables::counterOfFamily(m_difference.to, inTarget(key), *now) : std::nullopt;
        const auto& counter = target ? counterUp : old;
        const auto next = contents.next.find(column.name);
        const auto values = contents.columns.find(column.name);
        if (!counter || next == contents.next.end() || values == contents.columns.end())
            continue;
        std::optional<std::pair<tables::Counter, std::int64_t>> before;
        if (const auto stood = sample.before.next.find(column.name);
            old && counterUp && stood != sample.before.next.end() && counterUp->options.minValue <= stood->second &&
            counterUp->options.maxValue >= stood->second && counterUp->options.increment == old->options.increment)
            before = {*old, stood->second};
        if (std::string wrong = wrongNumber(*counter, next->second, values->second, before); !wrong.empty())
            return wrong;
    }
    return {};
}

/// The value of an enum as it was called before the renames.
std::string ProofRows::valueInSource(const Column& column, std::string text) const
{
    const auto type = m_relabelled.empty() ? std::nullopt : typeKey(m_difference.from, column.type);
    if (!type || type->kind != Kind::Enum || column.type.ends_with("]"))
        return text;
    for (const Rename& rename : m_difference.renames | std::views::reverse) {
        const ObjectKey owner = keyOf(Kind::Enum, rename.from.schema, rename.from.parent);
        if (rename.from.kind == Kind::EnumValue && rename.newName == text &&
            (owner == *type || owner == inTarget(*type)))
            text = rename.from.name;
    }
    return text;
}

/// Values of a domain over another type than before ("1.00", "1.0000") are read as those of the type before; empty where they are compared as
/// they are, or not at all.
std::string ProofRows::asBefore(const Column& column) const
{
    const auto type = m_reshaped.empty() ? std::nullopt : typeKey(m_difference.from, column.type);
    if (!type || type->kind != Kind::Domain || !m_reshaped.contains(*type))
        return {};
    const std::string before = underDomains(m_difference.from, column.type);
    const std::string after = underDomains(m_difference.to, column.type);
    const bool plain = !typeKey(m_difference.from, before) && !typeKey(m_difference.to, after);
    const auto element = [](const std::string& text) { return text.substr(0, text.find("[]")); };
    return plain && hasCast(m_difference.from, element(after), element(before)) ? "::" + before : std::string();
}

/// May its values be expected to read as before? Where the type of composite values is another one, or a value within an array or a composite
/// is renamed, they do not after up.
bool ProofRows::isComparable(const Column& column, const Column* now, bool target) const
{
    if (!now || now->type != column.type || now->generated != Generated::No || column.generated != Generated::No)
        return false;
    const bool plain = m_relabelled.empty() && m_reshaped.empty();
    const auto type = plain || !target ? std::nullopt : typeKey(m_difference.from, column.type);
    if (!type)
        return true;
    const bool isScalarEnum = type->kind == Kind::Enum && !column.type.ends_with("]");
    return (!m_reshaped.contains(*type) || !asBefore(column).empty()) &&
           (!m_relabelled.contains(*type) || isScalarEnum);
}

Result<void> ProofRows::note(bool target, Contents Sample::* contents)
{
    for (auto& [key, sample] : m_samples) {
        if (sample.values.empty())
            continue;
        auto now = read(key, sample, target);
        if (!now)
            return std::unexpected(std::move(now.error()));
        sample.*contents = std::move(*now);
    }
    return {};
}

void ProofRows::noteStillContradicted(const Statement& statement, const Error& error)
{
    if (contradictsRows(error))
        m_unresolved =
            std::format("This statement can fail on existing rows: {} ({}); the proof was made again without rows",
                        firstLine(statement.sql), firstLine(error.message));
}

Result<void> ProofRows::giveWay(const Statement& statement, const Error& error)
{
    if (!contradictsRows(error))
        return std::unexpected(error);
    std::vector<std::string> names;
    const auto looks = [&](const ObjectKey& key) {
        return std::ranges::any_of(
            statement.locks, [&](const Lock& lock) { return lock.relation == key || lock.relation == inTarget(key); });
    };
    // Rows that refer to these may stay: what checks them gives way in its turn.
    if (auto set = m_connection.query("SET session_replication_role = replica"); !set)
        return std::unexpected(std::move(set.error()));
    const bool known = std::ranges::any_of(m_samples, [&](const auto& sample) { return looks(sample.first); });
    for (auto& [key, sample] : m_samples) {
        if (sample.removed || sample.values.empty() || (known && !looks(key)))
            continue;
        sample.removed = true;
        // It may have its old name still, or already the new one.
        for (const ObjectKey& place : {key, inTarget(key)}) {
            auto done = m_connection.query("DELETE FROM ONLY " + quoteName(place.schema, place.name));
            if (!done && done.error().code == ErrorCode::Connection)
                return std::unexpected(std::move(done.error()));
        }
        names.push_back(key.display());
    }
    if (auto reset = m_connection.query("RESET session_replication_role"); !reset)
        return std::unexpected(std::move(reset.error()));
    if (names.empty()) {
        const bool made =
            std::ranges::any_of(m_samples, [](const auto& sample) { return !sample.second.values.empty(); });
        if (made)
            noteStillContradicted(statement, error);
        return std::unexpected(error);
    }
    m_contradictions.push_back(
        std::format("This statement can fail on existing rows: {} ({}); the proof continued without the rows of {}",
                    firstLine(statement.sql), firstLine(error.message), join(names, ", ")));
    return {};
}

std::vector<RowFate> ProofRows::fates() const
{
    std::vector<RowFate> fates;
    for (const auto& [key, sample] : m_samples) {
        if (!sample.table->partitionBy.empty())
            continue;
        RowFate fate{key, sample.before.rows, sample.up.rows, sample.down.rows, {}, {}, sample.removed, sample.problem};
        for (const auto& [name, values] : sample.before.columns) {
            const auto up = sample.up.columns.find(name);
            const auto down = sample.down.columns.find(name);
            if (up == sample.up.columns.end())
                fate.notAfterUp.push_back(name);
            if (down == sample.down.columns.end() || down->second != values)
                fate.notAfterDown.push_back(name);
        }
        fates.push_back(std::move(fate));
    }
    for (const ObjectKey& key : m_left)
        fates.push_back({key, 0, 0, 0, {}, {}, false, std::format("no more than {} tables get rows", mostTables)});
    return fates;
}

std::vector<std::string> ProofRows::report() const
{
    std::vector<std::string> sentences;
    std::size_t rows = 0;
    std::size_t tables = 0;
    std::vector<std::string> lost;
    for (const RowFate& fate : fates()) {
        if (!fate.problem.empty() && !std::ranges::contains(m_left, fate.table))
            sentences.push_back(
                std::format("could not insert test rows into {}: {}", fate.table.display(), fate.problem));
        if (fate.rows == 0 || fate.removed)
            continue;
        rows += fate.rows;
        ++tables;
        if (fate.rowsAfterDown != fate.rows)
            lost.push_back(std::format("{} has {} of {} rows after up and {} after down", fate.table.display(),
                                       fate.rowsAfterUp, fate.rows, fate.rowsAfterDown));
        else if (!fate.notAfterDown.empty())
            lost.push_back(std::format("down restores the rows of {} without the values of {}", fate.table.display(),
                                       join(fate.notAfterDown, ", ")));
    }
    if (rows > 0)
        sentences.insert(sentences.begin(),
                         std::format("{} test {} in {} {}: {}", rows, rows == 1 ? "row" : "rows", tables,
                                     tables == 1 ? "table" : "tables",
                                     lost.empty() ? "all restored by down" : "not all restored by down"));
    sentences.insert(sentences.end(), lost.begin(), lost.end());
    sentences.insert(sentences.end(), m_contradictions.begin(), m_contradictions.end());
    if (!m_left.empty())
        sentences.push_back(std::format("{} more tables were proved without rows", m_left.size()));
    return sentences;
}

bool ProofRows::claimsLoss(const Plan& plan, const ObjectKey& table) const
{
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements)
            if (statement.losesData && std::ranges::any_of(statement.locks, [&](const Lock& lock) {
                    return lock.relation == table || lock.relation == inTarget(table);
                }))
                return true;
    return false;
}

/// Is the table, or the one that it is part of, partitioned otherwise in the target? Rows then go where the new bounds say.
bool ProofRows::goesWithFamily(const ObjectKey& key) const
{
    const auto* before = m_difference.from.get<Table>(key);
    const auto* after = m_difference.to.get<Table>(inTarget(key));
    if (!before || !after || before->partitionBy != after->partitionBy)
        return true;
    return !before->partitionOf.empty() && goesWithFamily(tableKeyOf(before->partitionOf));
}

bool ProofRows::isPartitionThere(const ObjectKey& key) const
{
    const auto* after = m_difference.to.get<Table>(inTarget(key));
    return after && !after->partitionOf.empty();
}

std::string ProofRows::unexpectedLoss() const
{
    for (const auto& [key, sample] : m_samples) {
        if (sample.removed || sample.values.empty())
            continue;
        const bool byUp = claimsLoss(m_difference.up, key);
        const bool byDown = byUp || claimsLoss(m_difference.down, key);
        for (const auto& [step, contents, claimed] :
             {std::tuple{"up", &sample.up, byUp}, {"down", &sample.down, byDown}}) {
            if (!contents->exists || claimed)
                continue;
            const bool target = contents == &sample.up;
            if (target && goesWithFamily(key)) {
                if (contents->rows >= sample.before.rows || isPartitionThere(key))
                    continue; // among the rows of its table, or they among its own
            }
            if (const std::string wrong = wrongCounter(key, sample, target); !wrong.empty())
                return std::format("after {}, {}", step, wrong);
            if (contents->rows != sample.before.rows)
                return std::format("after {}, {} has {} of {} rows, but no statement is marked as losing data", step,
                                   key.display(), contents->rows, sample.before.rows);
            for (const auto& [name, values] : contents->columns) {
                const Column* column = sample.table->findColumn(name);
                if (isComparable(*column, columnInTarget(key, *column), contents == &sample.up) &&
                    values != sample.before.columns.at(name))
                    return std::format(
                        "after {}, {} has different values in {}, but no statement is marked as losing data", step,
                        key.display(), name);
            }
        }
    }
    return {};
}

} // namespace schemawright
