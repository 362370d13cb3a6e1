#pragma once

#include "diff/difference/difference.h"
#include "diff/plan/plan.h"
#include "diff/prove/proof.h"
#include "diff/prove/proof_values.h"

#include <map>
#include <set>

namespace schemawright {

/// Test rows in the tables that a plan changes, inserted before it runs. Shows whether they survive up and down.
class ProofRows {
public:
    /// Which tables get rows: those that the up plan locks, or whose values it renames; or all, starting with those; or none.
    enum class Tables { Touched, All, None };
    ProofRows(Connection& connection, const Difference& difference, const Task& task, Tables tables = Tables::Touched);

    /// Inserts a few rows into each of these tables of `difference.from`, and into the tables that they reference. The values match the columns'
    /// types, keys, foreign keys and checks. A table for which that fails stays empty, with the reason.
    /// Errors: those of the connection.
    [[nodiscard]] Result<void> fill();
    /// Records the rows: after the up plan, after the down plan.
    [[nodiscard]] Result<void> noteUp() { return note(true, &Sample::up); }
    [[nodiscard]] Result<void> noteDown() { return note(false, &Sample::down); }
    /// A statement contradicts the rows, as it would contradict others. Adds this to the report and deletes the rows in the tables that the statement read.
    [[nodiscard]] Result<void> giveWay(const Statement& statement, const Error& error);

    /// The same statement fails again: the rows that contradict it are somewhere else, in a table that the plan has put them into.
    void noteStillContradicted(const Statement& statement, const Error& error);

    [[nodiscard]] bool empty() const { return m_samples.empty(); }
    /// The sentence about a statement that contradicts test rows which could not give way; empty if there is none. The proof is to be made again
    /// without rows, which then says so.
    [[nodiscard]] const std::string& unresolved() const { return m_unresolved; }
    void sayUnresolved(std::string sentence) { m_contradictions.push_back(std::move(sentence)); }
    /// One for each table, for JSON.
    [[nodiscard]] std::vector<RowFate> fates() const;
    /// A sentence each: which rows do not survive, where none could be inserted, and how many are unchanged.
    [[nodiscard]] std::vector<std::string> report() const;
    /// The first loss of rows or values by a plan without a statement that is marked as losing data; empty if there is none.
    [[nodiscard]] std::string unexpectedLoss() const;

private:
    static constexpr std::size_t mostTables = 200;

    /// The values of a column as text, sorted, because the order of rows is undefined.
    struct Contents {
        bool exists = false;
        std::size_t rows = 0;
        std::map<std::string, std::vector<std::string>> columns; ///< by the names in `from`
        std::map<std::string, std::int64_t> next; ///< what the sequences that number columns give next, alike
        bool operator==(const Contents&) const = default;
    };
    struct Sample {
        const Table* table = nullptr;
        std::vector<std::map<std::string, std::string>> values; ///< a row each: SQL expressions by column
        std::string problem;                                    ///< why it has no rows
        bool visited = false;
        bool removed = false; ///< deleted for a statement that contradicts them
        Contents before, up, down;
    };

    [[nodiscard]] std::vector<ObjectKey> touchedTables() const;
    [[nodiscard]] ObjectKey inTarget(ObjectKey key) const;
    [[nodiscard]] std::set<ObjectKey> withHolders(std::vector<ObjectKey> types) const;
    [[nodiscard]] std::string valueInSource(const Column& column, std::string text) const;
    [[nodiscard]] std::string asBefore(const Column& column) const;
    [[nodiscard]] bool isComparable(const Column& column, const Column* now, bool target) const;
    [[nodiscard]] const Column* columnInTarget(const ObjectKey& table, const Column& column) const;
    [[nodiscard]] Result<void> visit(const ObjectKey& key);
    [[nodiscard]] std::map<std::string, std::string> plannedRow(const ObjectKey& key, const Table& table, int n);
    [[nodiscard]] std::vector<std::string> candidates(const Column& column, const std::vector<std::string>& literals,
                                                      int n);
    [[nodiscard]] std::string referencedValue(const ObjectKey& key, const Constraint& constraint, std::size_t column,
                                              int n);
    [[nodiscard]] Result<bool> insertRow(const ObjectKey& key, Sample& sample, int n);
    [[nodiscard]] Result<Error> tryInsert(const ObjectKey& key, const Table& table,
                                          const std::map<std::string, std::string>& row);
    [[nodiscard]] Result<void> useCounters();
    [[nodiscard]] Result<void> readCounters(const ObjectKey& key, const Sample& sample, bool target,
                                            Contents& contents);
    [[nodiscard]] std::string wrongCounter(const ObjectKey& key, const Sample& sample, bool target) const;
    [[nodiscard]] Result<Contents> read(const ObjectKey& key, const Sample& sample, bool target);
    [[nodiscard]] Result<void> note(bool target, Contents Sample::* contents);
    [[nodiscard]] bool claimsLoss(const Plan& plan, const ObjectKey& table) const;
    [[nodiscard]] bool goesWithFamily(const ObjectKey& key) const;
    [[nodiscard]] bool isPartitionThere(const ObjectKey& key) const;

    Connection& m_connection;
    const Difference& m_difference;
    const Task& m_task;
    const Tables m_tables;
    std::map<ObjectKey, Sample> m_samples;
    std::set<ObjectKey>
        m_relabelled; ///< types of the source with a renamed value or attribute, or that contain such a type
    std::set<ObjectKey>
        m_reshaped; ///< composite types, and domains by their base type, that differ in the target; what contains them
    std::vector<ObjectKey> m_left; ///< tables beyond the limit, without rows
    ProofValues m_values;
    ProofValues m_wanted; ///< as the target has them
    std::string m_unresolved;
    std::vector<std::string> m_contradictions;
};

} // namespace schemawright
