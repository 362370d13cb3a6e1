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
    auto operator<=>(const ScriptName&) const = default;
};

/// What is known from the preceding statements, as far as later ones depend on it, and what can be judged only at the end.
class LintState {
public:
    explicit LintState(const Catalog& base) : m_base(&base) {}

    /// Starts the next statement of the script.
    void next();
    [[nodiscard]] std::size_t statement() const { return m_statements - 1; } ///< its number

    // ---- What the script has created: it has no rows yet, and no client uses it ----
    void make(NameGroup group, const ScriptName& name) { m_made.insert({group, name}); }
    [[nodiscard]] bool isMade(NameGroup group, const ScriptName& name) const;
    /// This statement drops it, but it still appears in the statement's locks.
    void drop(NameGroup group, const ScriptName& name) { m_dropped.emplace_back(group, name); }
    /// This statement renames a relation: the new name is the script's own if the old one was.
    void rename(const ScriptName& from, const std::string& to) { m_renamed.emplace_back(from, to); }
    /// Whether a relation of that name existed before the script.
    [[nodiscard]] bool isInBase(const ScriptName& relation) const;

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

    /// Withdraws a finding of an earlier statement, because this one resolves it.
    void remember(const std::string& rule, const ScriptName& what) { m_said[{rule, what}] = statement(); }
    void takeBack(const std::string& rule, const ScriptName& what);
    /// The statement would fail if it were run again.
    void stumbles(std::string over) { m_stumbling.emplace_back(statement(), std::move(over)); }
    /// PostgreSQL does not run the statement inside a transaction block.
    void standsAlone() { m_standsAlone = true; }

    struct Ending {
        std::vector<std::pair<std::size_t, Hazard>> said;           ///< by the statement's number
        std::vector<std::pair<std::size_t, std::string>> takenBack; ///< rules
    };
    [[nodiscard]] Ending end() const;

    std::set<std::string> cleared;     ///< dropped IF EXISTS, so that creating it again does not fail
    std::vector<ScriptName> referring; ///< tables to which this statement adds foreign keys
    std::vector<std::string>
        newTypes; ///< types of the columns that this statement creates: the last part of their names
    std::optional<ScriptName> alteredTable; ///< of an ALTER TABLE that only adds or checks
    bool setsNotNull = false;               ///< this statement does
    bool inTransaction = false;             ///< after BEGIN
    bool lockTimeout = false;               ///< set by the script, or reported as missing
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
