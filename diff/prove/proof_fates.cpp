#include "diff/kinds/table/table.h"
#include "diff/kinds/table/value_cast.h"
#include "diff/prove/proof_counters.h"
#include "diff/prove/proof_rows.h"
#include "model/rename.h"
#include "model/sql.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

/// What becomes of the rows: read after up and after down, they are held against what the plan claims.
namespace schemawright {

namespace {

bool contradictsRows(const Error& error)
{
    // Classes "Data Exception", "Integrity Constraint Violation". PostgreSQL 17 manual, "PostgreSQL Error Codes".
    return error.sqlstate.starts_with("22") || error.sqlstate.starts_with("23");
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
    for (const Catalog::Entry& entry : difference.from)
        if (const auto* before = entry.object->as<Table>())
            if (const auto *after = difference.to.get<Table>(inTarget(*entry.key));
                !after || !std::ranges::equal(before->columns, after->columns, [](const Column& a, const Column& b) {
                    return a.name == b.name && a.type == b.type;
                }))
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
    return !before->partitionOf.empty() && goesWithFamily(tables::tableKey(before->partitionOf));
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
