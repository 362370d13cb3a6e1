#include "diff/lint/lint_state.h"

#include <algorithm>

namespace schemawright {

namespace {

/// Where one of them leaves out the schema they may be the same.
bool mayBeSame(const ScriptName& a, const ScriptName& b)
{
    return a.name == b.name && (a.schema.empty() || b.schema.empty() || a.schema == b.schema);
}

} // namespace

void LintState::next()
{
    ++m_statements;
    for (const auto& [group, name] : m_dropped)
        unmake(group, name);
    for (const auto& [from, to] : m_renamed)
        renameNow(from, to);
    m_dropped.clear();
    m_renamed.clear();
    referring.clear();
    newTypes.clear();
    alteredTable.reset();
    setsNotNull = false;
}

bool LintState::isMade(NameGroup group, const ScriptName& name) const
{
    return std::ranges::any_of(m_made,
                               [&](const auto& made) { return made.first == group && mayBeSame(made.second, name); });
}

void LintState::unmake(NameGroup group, const ScriptName& name)
{
    std::erase_if(m_made, [&](const auto& made) { return made.first == group && mayBeSame(made.second, name); });
    if (group == NameGroup::Relation)
        std::erase_if(tables, [&](const auto& table) { return mayBeSame(table.first, name); });
}

void LintState::renameNow(const ScriptName& from, const std::string& to)
{
    const ScriptName renamed{from.schema, to};
    const bool own = isMade(NameGroup::Relation, from);
    NewTable* table = tableOf(from);
    const std::optional<NewTable> kept = table ? std::optional(*table) : std::nullopt;
    unmake(NameGroup::Relation, from);
    unmake(NameGroup::Relation, renamed);
    if (own)
        make(NameGroup::Relation, renamed);
    if (kept)
        tables[renamed] = *kept;
}

bool LintState::isInBase(const ScriptName& relation) const
{
    return std::ranges::any_of(*m_base, [&](const Catalog::Entry& entry) {
        return isTableOrView(entry.key->kind) && mayBeSame({entry.key->schema, entry.key->name}, relation);
    });
}

LintState::NewTable* LintState::tableOf(const ScriptName& name)
{
    const auto found = std::ranges::find_if(tables, [&](const auto& table) { return mayBeSame(table.first, name); });
    return found == tables.end() ? nullptr : &found->second;
}

void LintState::takeBack(const std::string& rule, const ScriptName& what)
{
    for (const auto& [said, where] : m_said)
        if (said.first == rule && mayBeSame(said.second, what))
            m_takenBack.emplace_back(where, rule);
}

LintState::Ending LintState::end() const
{
    Ending ending;
    ending.takenBack = m_takenBack;
    for (const auto& [name, table] : tables) {
        const bool gone = std::ranges::any_of(m_dropped, [&](const auto& dropped) {
            return dropped.first == NameGroup::Relation && mayBeSame(dropped.second, name);
        });
        if (gone)
            continue;
        if (!table.hasKey)
            ending.said.push_back({table.statement, {"no-primary-key", name.name}});
        if (table.keyColumns.size() == 1 && table.shortColumns.contains(table.keyColumns.front()) &&
            !table.referringColumns.contains(table.keyColumns.front()))
            ending.said.push_back({table.statement, {"prefer-bigint", table.keyColumns.front()}});
    }
    // After the last statement there is nothing left that could fail and have the script run again.
    if (m_standsAlone)
        for (const auto& [statement, over] : m_stumbling)
            if (statement + 1 < m_statements)
                ending.said.push_back({statement, {"not-repeatable", over}});
    if (inTransaction && m_statements > 0)
        ending.said.push_back({m_statements - 1, {"open-transaction", "the script ends inside a transaction block"}});
    return ending;
}

} // namespace schemawright
