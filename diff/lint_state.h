#pragma once

// For lint's files only.
#include "diff/statement.h"
#include "model/catalog.h"

#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace schemawright {

/// Names that do not get into each other's way. An index that is on a table of the script counts as a relation of it.
enum class NameGroup { Relation, Index, Type, Routine, Schema, Extension, Part };

/// A name as the script writes it: the schema may be left out. Of a trigger or policy the table stands for the schema.
struct ScriptName {
    std::string schema;
    std::string name;
    auto operator<=>(const ScriptName&) const = default;
};

/// What the statements before have said, as far as later ones depend on it, and what is known at the end only.
class LintState {
public:
    explicit LintState(const Catalog& base) : m_base(&base) {}

    /// The next statement of the script begins.
    void next();
    [[nodiscard]] std::size_t statement() const { return m_statements - 1; } ///< its number

    // ---- What the script has made: it has no rows yet, and nobody waits for it or relies on it ----
    void make(NameGroup group, const ScriptName& name) { m_made.insert({group, name}); }
    [[nodiscard]] bool isMade(NameGroup group, const ScriptName& name) const;
    /// It goes with this statement, in whose locks it is still seen.
    void drop(NameGroup group, const ScriptName& name) { m_dropped.emplace_back(group, name); }
    /// A relation gets another name with this statement: whether it is the script's own goes with it.
    void rename(const ScriptName& from, const std::string& to) { m_renamed.emplace_back(from, to); }
    /// Was a relation of that name there before the script?
    [[nodiscard]] bool isInBase(const ScriptName& relation) const;

    // ---- What is judged at the end ----
    /// A table that the script makes, whose key may be said later.
    struct NewTable {
        std::size_t statement = 0;
        bool hasKey = false;
        std::vector<std::string> keyColumns;
        std::set<std::string> shortColumns;     ///< of 32 or 16 bits
        std::set<std::string> referringColumns; ///< their type is that of another table's key
    };
    std::map<ScriptName, NewTable> tables;
    [[nodiscard]] NewTable* tableOf(const ScriptName& name);

    /// Takes back what was said about an earlier statement, since this one makes up for it.
    void remember(const std::string& rule, const ScriptName& what) { m_said[{rule, what}] = statement(); }
    void takeBack(const std::string& rule, const ScriptName& what);
    /// The statement would stumble over its own work.
    void stumbles(std::string over) { m_stumbling.emplace_back(statement(), std::move(over)); }
    /// The statement is one that PostgreSQL refuses in a transaction.
    void standsAlone() { m_standsAlone = true; }

    struct Ending {
        std::vector<std::pair<std::size_t, Hazard>> said;           ///< by the statement's number
        std::vector<std::pair<std::size_t, std::string>> takenBack; ///< rules
    };
    [[nodiscard]] Ending end() const;

    std::set<std::string> cleared;          ///< what was dropped IF EXISTS, so that it is not in the way
    std::vector<ScriptName> referring;      ///< tables to which this statement adds foreign keys
    std::vector<std::string> newTypes;      ///< what this statement makes columns of: the last part of the types' names
    std::optional<ScriptName> alteredTable; ///< of an ALTER TABLE that does nothing but add or check
    bool setsNotNull = false;               ///< this statement does
    bool inTransaction = false;             ///< after BEGIN
    bool lockTimeout = false;               ///< set by the script, or said to be missing
    bool lockTimeoutIsLocal = false;        ///< only until the transaction ends

private:
    void unmake(NameGroup group, const ScriptName& name);
    void renameNow(const ScriptName& from, const std::string& to);

    const Catalog* m_base;
    std::size_t m_statements = 0;
    std::set<std::pair<NameGroup, ScriptName>> m_made;
    std::vector<std::pair<NameGroup, ScriptName>> m_dropped;   // by the last statement
    std::vector<std::pair<ScriptName, std::string>> m_renamed; // by the last statement
    std::map<std::pair<std::string, ScriptName>, std::size_t> m_said;
    std::vector<std::pair<std::size_t, std::string>> m_takenBack;
    std::vector<std::pair<std::size_t, std::string>> m_stumbling;
    bool m_standsAlone = false;
};

} // namespace schemawright
