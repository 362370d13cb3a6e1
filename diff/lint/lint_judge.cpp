#include "diff/lint/lint_judge.h"

#include "diff/kinds/base/foreign_key_index.h"
#include "diff/kinds/base/same.h"
#include "diff/lint/lint_rules.h"

#include <algorithm>
#include <array>
#include <format>

namespace schemawright {

namespace {

bool breaksAny(const std::vector<Hazard>& hazards, std::span<const std::string_view> rules)
{
    return std::ranges::any_of(hazards,
                               [&](const Hazard& hazard) { return std::ranges::contains(rules, hazard.rule); });
}

/// Types that other types become without another byte, and are read otherwise then.
bool isReadOtherwise(const std::string& type)
{
    static constexpr std::array<std::string_view, 6> names{"timestamp", "timestamptz", "int4", "oid", "bpchar", "xml"};
    return std::ranges::contains(names, type) || type.starts_with("reg");
}

LockMode strongest(const Observation& seen)
{
    return std::ranges::max(seen.locks, {}, &Lock::mode).mode;
}

/// The table that a statement is about.
ObjectKey tableOf(const Statement& statement)
{
    for (const Lock& lock : statement.locks)
        if (factsOf(lock.relation.kind).storesRows)
            return lock.relation;
    return statement.origin;
}

} // namespace

std::vector<Hazard> LintJudge::judge(const std::string& sql, bool transactional, const Observation* seen)
{
    std::vector<Hazard> hazards = hazardsOfSql(sql, transactional, m_state);
    for (const auto& [table, constraint] : m_state.referring)
        m_referring.push_back({table, constraint, statement()});
    if (seen)
        judgeEffects(*seen, transactional, hazards);
    m_locked = m_locked && m_state.inTransaction;
    return hazards;
}

void LintJudge::conclude(std::span<std::vector<Hazard>> findings) const
{
    const LintState::Ending ending = m_state.end();
    for (const auto& [statement, hazard] : ending.said)
        findings[statement].push_back(hazard);
    for (const auto& [statement, rule] : ending.takenBack)
        std::erase_if(findings[statement], [&](const Hazard& hazard) { return hazard.rule == rule; });
}

void LintJudge::conclude(const Catalog& after, std::span<std::vector<Hazard>> findings) const
{
    if (!m_referring.empty())
        concludeForeignKeys(after, findings);
    for (const LintState::Restored& each : m_state.restored)
        if (isUnchanged(each, after))
            std::erase_if(findings[each.statement], [&](const Hazard& hazard) { return hazard.rule == each.rule; });
}

bool LintJudge::isUnchanged(const LintState::Restored& restored, const Catalog& after) const
{
    const ScriptName& part = restored.part;
    // Two tables of that name may be there.
    bool found = false;
    for (const Catalog::Entry& entry : *m_base) {
        const bool isObject =
            !restored.isConstraint && entry.key->parent == part.schema && entry.key->name == part.name;
        const auto* table =
            restored.isConstraint && entry.key->name == part.schema ? entry.object->as<Table>() : nullptr;
        const Constraint* before = table ? table->findConstraint(part.name) : nullptr;
        if (!isObject && !before)
            continue;
        found = true;
        const Object* now = after.find(*entry.key);
        if (!now || (isObject && !sameObject(*entry.object, *now)))
            return false;
        if (before && !sameElement(childKey(Kind::Constraint, entry.key->schema, entry.key->name, part.name),
                                   *entry.object, *now))
            return false;
    }
    return found;
}

void LintJudge::concludeForeignKeys(const Catalog& after, std::span<std::vector<Hazard>> findings) const
{
    const auto isOf = [](const Referring& referring, const ObjectKey& table) {
        return referring.table.name == table.name &&
               (referring.table.schema.empty() || referring.table.schema == table.schema);
    };
    for (const Catalog::Entry& entry : after) {
        const auto* table = entry.object->as<Table>();
        if (!table || std::ranges::none_of(m_referring, [&](const Referring& each) { return isOf(each, *entry.key); }))
            continue;
        const auto* before = m_base->get<Table>(*entry.key);
        for (const Constraint& constraint : table->constraints) {
            if ((before && before->findConstraint(constraint.name)) || !lacksIndex(after, *entry.key, constraint))
                continue;
            // The statement that names it, or the last that adds one to the table.
            const Referring* adding = nullptr;
            for (const Referring& each : m_referring)
                if (isOf(each, *entry.key) && (!adding || adding->constraint != constraint.name))
                    adding = &each;
            findings[adding->statement].push_back(
                {"foreign-key-without-index", withoutIndexText(*entry.key, constraint)});
        }
    }
}

void LintJudge::takeBackTo(const LintJudge& before)
{
    m_state.takeBackTo(before.m_state);
    m_lastAltered.reset();
    m_referring = before.m_referring;
    m_locked = before.m_locked;
}

/// Was it there before the script? What belongs to an extension comes and goes with it, and no plan knows it.
bool LintJudge::lasts(const ObjectKey& key) const
{
    const std::string& relation = key.parent.empty() ? key.name : key.parent;
    if (m_state.dropsExtension && !m_base->findRelation(key.schema, relation))
        return false;
    return !m_state.isMade(NameGroup::Relation, {key.schema, key.parent.empty() ? key.name : key.parent});
}

/// What the effects show, where no rule about the words says it already.
void LintJudge::judgeEffects(const Observation& seen, bool transactional, std::vector<Hazard>& hazards)
{
    const auto waitsForOthers = std::ranges::find_if(seen.locks, [&](const Lock& lock) {
        // A sequence goes with its table; an index that goes concurrently is locked when nobody uses it any more.
        const bool counts =
            lock.relation.kind != Kind::Sequence && (transactional || lock.relation.kind != Kind::Index);
        return lock.mode >= LockMode::Share && counts && lasts(lock.relation);
    });
    const bool blocks = waitsForOthers != seen.locks.end();
    if (blocks && !m_state.lockTimeout) {
        m_state.lockTimeout = true; // once a script is enough
        hazards.push_back(
            {"missing-lock-timeout", "not set before the first lock on " + waitsForOthers->relation.display()});
    }
    const bool takesTime = seen.rewritesTable() || !seen.scanned.empty();
    if (m_state.inTransaction && m_locked && takesTime && !m_state.truncates)
        hazards.push_back({"long-transaction", "locks of earlier statements are held meanwhile"});
    m_locked = m_locked || blocks;
    if (!takesTime && seen.rewritten.empty() && std::ranges::none_of(m_state.newTypes, isReadOtherwise))
        std::erase_if(hazards, [](const Hazard& hazard) { return hazard.rule == "change-column-type"; });
    judgeCombination(blocks && takesTime, hazards);
    judgeWork(seen, blocks, hazards);
}

/// Two ALTER TABLE in a row that each go through all rows of a table could be one.
void LintJudge::judgeCombination(bool goesThroughRows, std::vector<Hazard>& hazards)
{
    if (m_state.isSetting)
        return;
    const auto table = goesThroughRows ? m_state.alteredTable : std::optional<ScriptName>();
    if (table && m_lastAltered == table)
        hazards.push_back({"combine-alter-table", table->name});
    m_lastAltered = table;
}

/// Reading and writing all rows, or building indexes.
void LintJudge::judgeWork(const Observation& seen, bool blocks, std::vector<Hazard>& hazards) const
{
    static constexpr std::array<std::string_view, 4> rewriting{"refresh-blocks", "vacuum-full", "reindex-blocks",
                                                               "truncate"};
    static constexpr std::array<std::string_view, 8> reading{
        "add-foreign-key", "add-check", "add-unique", "add-exclusion", "domain-check", "create-index-blocks-writes",
        "update-all",      "delete-all"};
    if (breaksAny(hazards, rewriting))
        return;
    if (seen.rewritesTable()) {
        hazards.push_back({"rewrite-table", seen.rewritten.front().display() + " is rewritten"});
        return;
    }
    if (const auto index = std::ranges::find(seen.rewritten, Kind::Index, &ObjectKey::kind);
        index != seen.rewritten.end())
        hazards.push_back({"rewrite-index", index->display() + " is rebuilt"});
    if (seen.scanned.empty() || !blocks || breaksAny(hazards, reading))
        return;
    hazards.push_back({m_state.setsNotNull ? "add-not-null" : "scan-table",
                       std::format("every row of {} is read while it is locked in {} mode",
                                   seen.scanned.front().display(), lockModeName(strongest(seen)))});
}

Observation claimedBy(const Statement& statement)
{
    Observation claimed;
    claimed.locks = strongestLocks(statement.locks);
    if (statement.rewrites)
        claimed.rewritten.push_back(tableOf(statement));
    else if (std::ranges::contains(statement.hazards, "rewrite-index", &Hazard::rule))
        claimed.rewritten.push_back(keyOf(Kind::Index, statement.origin.schema, statement.origin.name));
    if (statement.scans)
        claimed.scanned.push_back(tableOf(statement));
    return claimed;
}

} // namespace schemawright
