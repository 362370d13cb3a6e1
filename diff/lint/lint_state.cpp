#include "diff/lint/lint_state.h"

#include <algorithm>
#include <ranges>

namespace schemawright {

namespace {

/// Where one of them leaves out the schema they may be the same.
bool mayBeSame(const ScriptName& a, const ScriptName& b)
{
    return a.name == b.name && (a.schema.empty() || b.schema.empty() || a.schema == b.schema);
}

/// Those of a set or map that may be the same as `name`: they stand in one row.
auto alike(auto& names, const ScriptName& name)
{
    const auto keyOf = [](const auto& each) -> const ScriptName& {
        if constexpr (requires { each.first; })
            return each.first;
        else
            return each;
    };
    return std::ranges::subrange(names.lower_bound(ScriptName{{}, name.name}), names.end()) |
           std::views::take_while([keyOf, &name](const auto& each) { return keyOf(each).name == name.name; }) |
           std::views::filter([keyOf, &name](const auto& each) { return mayBeSame(keyOf(each), name); });
}

} // namespace

void LintState::next()
{
    ++m_statements;
    if (!inTransaction)
        nextTransaction();
    for (const auto& [group, name] : m_dropped)
        unmake(group, name);
    for (const auto& [from, to] : m_renamed)
        renameNow(from, to);
    m_dropped.clear();
    m_renamed.clear();
    referring.clear();
    newTypes.clear();
    alteredTable.reset();
    setsNotNull = truncates = isSetting = dropsExtension = false;
}

void LintState::takeBackTo(const LintState& before)
{
    const std::size_t statements = m_statements;
    const bool standsAlone = m_standsAlone;
    *this = before;
    m_statements = statements;
    m_standsAlone = standsAlone;
}

bool LintState::isMade(NameGroup group, const ScriptName& name) const
{
    const auto made = m_made.find(group);
    return made != m_made.end() && !alike(made->second, name).empty();
}

void LintState::unmake(NameGroup group, const ScriptName& name)
{
    const auto forget = [&](auto& names) {
        std::vector<ScriptName> gone;
        for (const auto& each : alike(names, name))
            if constexpr (requires { each.first; })
                gone.push_back(each.first);
            else
                gone.push_back(each);
        for (const ScriptName& each : gone)
            names.erase(each);
    };
    forget(m_made[group]);
    if (group == NameGroup::Relation)
        forget(tables);
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
    for (auto& [made, table] : alike(tables, name))
        return &table;
    return nullptr;
}

void LintState::takeBack(const std::string& rule, const ScriptName& what, bool atOnce)
{
    const auto said = m_said.find(rule);
    if (said == m_said.end())
        return;
    for (const auto& [name, where] : alike(said->second, what))
        if (!atOnce || where.transaction == m_transaction)
            m_takenBack.emplace_back(where.statement, rule);
}

void LintState::restoreConstraint(const ScriptName& part, const std::string& rule)
{
    const auto said = m_said.find(rule);
    if (said == m_said.end())
        return;
    for (const auto& [name, where] : alike(said->second, part))
        if (where.transaction == m_transaction)
            restored.push_back({true, part, rule, where.statement});
}

void LintState::makeType(const ScriptName& type)
{
    make(NameGroup::Type, type);
    takeBackAtOnce("drop-type", type);
    for (const auto& [name, aside] : alike(m_aside, type)) {
        takeBackAtOnce("rename-object", name);
        make(NameGroup::Type, {name.schema, aside}); // nobody knows it by that name
    }
}

const Table* LintState::tableInBase(const ScriptName& name) const
{
    return name.schema.empty() ? nullptr : m_base->get<Table>(keyOf(Kind::Table, name.schema, name.name));
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
