#pragma once

// For the files of lint only.
#include "diff/kinds/base/statement.h"
#include "model/catalog.h"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace schemawright {

/// Namespaces. An index on a table of the script counts as one of its relations.
enum class NameGroup { Relation, Index, Type, Routine, Schema, Extension, Part };

/// A name as the script writes it: the schema can be missing. For a trigger or policy the table takes its place.
struct ScriptName {
    std::string schema;
    std::string name;
    bool operator==(const ScriptName&) const = default;
    /// By the name first: those that may be the same stand together.
    auto operator<=>(const ScriptName& other) const
    {
        return std::tie(name, schema) <=> std::tie(other.name, other.schema);
    }
};

/// What is known from the preceding statements, as far as later ones depend on it, and what can be judged only at the end.
class LintState {
public:
    explicit LintState(const Catalog& base) : m_base(&base) {}

    /// Starts the next statement of the script.
    void next();
    /// What the script did since `before` is taken back. The statements keep their numbers.
    void takeBackTo(const LintState& before);
    [[nodiscard]] std::size_t statement() const { return m_statements - 1; } ///< its number

    // ---- What the script has created: it has no rows yet, and no client uses it ----
    void make(NameGroup group, const ScriptName& name) { m_made[group].insert(name); }
    [[nodiscard]] bool isMade(NameGroup group, const ScriptName& name) const;
    /// This statement drops it, but it still appears in the statement's locks.
    void drop(NameGroup group, const ScriptName& name) { m_dropped.emplace_back(group, name); }
    /// This statement renames a relation: the new name is the script's own if the old one was.
    void rename(const ScriptName& from, const std::string& to) { m_renamed.emplace_back(from, to); }
    /// Whether a relation of that name existed before the script.
    [[nodiscard]] bool isInBase(const ScriptName& relation) const;
    /// The table as it was before the script; nullptr if there was none, or the name does not tell.
    [[nodiscard]] const Table* tableInBase(const ScriptName& name) const;

    // ---- What is judged at the end ----
    /// A table that the script creates. Its key may follow later.
    struct NewTable {
        std::size_t statement = 0;
        bool hasKey = false;
        std::vector<std::string> keyColumns;
        std::set<std::string> shortColumns;     ///< of 32 or 16 bits
        std::set<std::string> referringColumns; ///< their type is that of another table's key
    };
    std::map<ScriptName, NewTable> tables;
    [[nodiscard]] NewTable* tableOf(const ScriptName& name);

    /// Withdraws a finding of an earlier statement, because this one resolves it; with `atOnce` only if both are in one transaction, so
    /// that nobody sees what is between them.
    void remember(const std::string& rule, const ScriptName& what)
    {
        m_said[rule][what] = {statement(), m_transaction};
    }
    void takeBack(const std::string& rule, const ScriptName& what, bool atOnce = false);
    void takeBackAtOnce(const std::string& rule, const ScriptName& what) { takeBack(rule, what, true); }
    /// BEGIN, and what ends a transaction.
    void nextTransaction() { ++m_transaction; }
    /// A type that gives its name to a new one.
    void putAside(const ScriptName& type, const std::string& newName) { m_aside[type] = newName; }
    /// A type of the name comes: it takes the place of the one that was put aside or dropped.
    void makeType(const ScriptName& type);
    /// The statement would fail if it were run again.
    void stumbles(std::string over) { m_stumbling.emplace_back(statement(), std::move(over)); }
    /// PostgreSQL does not run the statement inside a transaction block.
    void standsAlone() { m_standsAlone = true; }

    struct Ending {
        std::vector<std::pair<std::size_t, Hazard>> said;           ///< by the statement's number
        std::vector<std::pair<std::size_t, std::string>> takenBack; ///< rules
    };
    [[nodiscard]] Ending end() const;

    /// A finding that is untrue if the part of a table is in the end as it was: dropped, and made again.
    struct Restored {
        bool isConstraint = false; ///< else an object of the table: a policy
        ScriptName part;
        std::string rule;
        std::size_t statement = 0;
    };
    std::vector<Restored> restored;
    void restore(const ScriptName& part, std::string rule)
    {
        restored.push_back({false, part, std::move(rule), statement()});
    }
    /// The same of what an earlier statement of this transaction has said.
    void restoreConstraint(const ScriptName& part, const std::string& rule);

    std::set<std::string> cleared; ///< dropped IF EXISTS, so that creating it again does not fail
    /// Foreign keys that this statement adds: the table, and the constraint's name, which may be missing.
    std::vector<std::pair<ScriptName, std::string>> referring;
    std::vector<std::string>
        newTypes; ///< types of the columns that this statement creates: the last part of their names
    std::optional<ScriptName> alteredTable; ///< of an ALTER TABLE that only adds or checks
    bool setsNotNull = false;               ///< this statement does
    bool truncates = false;                 ///< this statement does
    bool isSetting = false;                 ///< this statement is SET or RESET
    bool dropsExtension = false;            ///< this statement does
    bool inTransaction = false;             ///< after BEGIN
    bool lockTimeout = false;               ///< set by the script, or reported as missing
    bool lockTimeoutIsLocal = false;        ///< only until the transaction ends

private:
    void unmake(NameGroup group, const ScriptName& name);
    void renameNow(const ScriptName& from, const std::string& to);

    const Catalog* m_base;
    std::size_t m_statements = 0;
    std::map<NameGroup, std::set<ScriptName>> m_made;
    std::vector<std::pair<NameGroup, ScriptName>> m_dropped;   // by the last statement
    std::vector<std::pair<ScriptName, std::string>> m_renamed; // by the last statement
    struct Said {
        std::size_t statement = 0;
        std::size_t transaction = 0;
    };
    std::map<std::string, std::map<ScriptName, Said>> m_said; // by rule
    std::map<ScriptName, std::string> m_aside;                // types, with their new names
    std::size_t m_transaction = 0;
    std::vector<std::pair<std::size_t, std::string>> m_takenBack;
    std::vector<std::pair<std::size_t, std::string>> m_stumbling;
    bool m_standsAlone = false;
};

} // namespace schemawright
