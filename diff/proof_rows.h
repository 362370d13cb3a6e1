#pragma once

#include "diff/difference.h"

#include <map>
#include <set>

namespace schemawright {

/// Rows in the tables that a plan touches, made before it runs: do they survive the way up and the way down?
class ProofRows {
public:
    /// Which tables get rows: those that the up plan locks, or whose values it renames; or all, those first.
    enum class Tables { Touched, All };
    ProofRows(Connection& connection, const Difference& difference, const Task& task, Tables tables = Tables::Touched);

    /// Makes a few rows in each of these tables of `difference.from`, and in those that they refer to: values of the columns' types, as their
    /// keys, foreign keys and checks will have them. Where that cannot be done the table is left empty, with the reason.
    /// Errors: of the connection.
    [[nodiscard]] Result<void> fill();
    /// What the rows are now: after the up plan, after the down plan.
    [[nodiscard]] Result<void> noteUp() { return note(true, &Sample::up); }
    [[nodiscard]] Result<void> noteDown() { return note(false, &Sample::down); }
    /// A statement contradicts the rows, as it would other rows: says so in the report and takes them away where it looked.
    [[nodiscard]] Result<void> giveWay(const Statement& statement, const Error& error);

    [[nodiscard]] bool empty() const { return m_samples.empty(); }
    /// One for each table: for programs.
    [[nodiscard]] std::vector<RowFate> fates() const;
    /// A sentence each: what does not survive, where no rows could be made, and how many are as they were.
    [[nodiscard]] std::vector<std::string> report() const;
    /// Rows or values that are gone though no statement is said to lose data; empty where there are none.
    [[nodiscard]] std::string unexpectedLoss() const;

private:
    /// The values of a column as text, sorted: rows may come in another order.
    struct Contents {
        bool exists = false;
        std::size_t rows = 0;
        std::map<std::string, std::vector<std::string>> columns; ///< by their names in `from`
        bool operator==(const Contents&) const = default;
    };
    struct Sample {
        const Table* table = nullptr;
        std::vector<std::map<std::string, std::string>> values; ///< a row each: SQL expressions by column
        std::string problem;                                    ///< why it has no rows
        bool visited = false;
        bool removed = false; ///< taken away for a statement that contradicts them
        Contents before, up, down;
    };

    [[nodiscard]] std::vector<ObjectKey> touchedTables() const;
    [[nodiscard]] ObjectKey inTarget(ObjectKey key) const;
    [[nodiscard]] std::set<ObjectKey> withHolders(std::vector<ObjectKey> types) const;
    [[nodiscard]] std::string valueInSource(const Column& column, std::string text) const;
    [[nodiscard]] bool isComparable(const Column& column, const Column* now, bool target) const;
    [[nodiscard]] const Column* columnInTarget(const ObjectKey& table, const Column& column) const;
    [[nodiscard]] Result<void> visit(const ObjectKey& key);
    [[nodiscard]] std::map<std::string, std::string> plannedRow(const ObjectKey& key, const Table& table, int n) const;
    [[nodiscard]] std::string referencedValue(const ObjectKey& key, const Constraint& constraint, std::size_t column,
                                              int n) const;
    [[nodiscard]] Result<bool> insertRow(const ObjectKey& key, Sample& sample, int n);
    [[nodiscard]] Result<Error> tryInsert(const ObjectKey& key, const Table& table,
                                          const std::map<std::string, std::string>& row);
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
        m_relabelled; ///< types of the source in which a value or an attribute is renamed, or that hold such
    std::set<ObjectKey> m_reshaped; ///< composite types of the source that are others in the target, or hold such
    std::size_t m_left = 0;         ///< tables beyond the number that is filled
    std::vector<std::string> m_contradictions;
};

} // namespace schemawright
