#include "diff/lint/lint.h"

#include "diff/kinds/base/foreign_key_index.h"
#include "diff/lint/lint_rules.h"
#include "diff/lint/lint_state.h"
#include "diff/lint/rules.h"
#include "diff/prove/routine_check.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "diff/resolve/run.h"
#include "diff/script/script.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <optional>
#include <span>

namespace schemawright {

namespace {

constexpr std::string_view allowWord = "lint: allow ";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n-*/");
    const std::size_t end = text.find_last_not_of(" \t\r\n*/");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

/// What a comment silences: rules and the reason.
struct Allowance {
    std::vector<std::string> rules;
    std::string reason;
};

std::optional<Allowance> allowanceIn(std::string_view comment)
{
    comment = trimmed(comment);
    if (!comment.starts_with(allowWord))
        return std::nullopt;
    comment.remove_prefix(allowWord.size());
    Allowance allowance;
    const std::size_t colon = comment.find(':');
    if (colon != std::string_view::npos)
        allowance.reason = trimmed(comment.substr(colon + 1));
    std::string_view rules = comment.substr(0, colon);
    while (!rules.empty()) {
        const std::size_t comma = rules.find(',');
        allowance.rules.emplace_back(trimmed(rules.substr(0, comma)));
        rules.remove_prefix(comma == std::string_view::npos ? rules.size() : comma + 1);
    }
    return allowance;
}

/// Statements that reach beyond the scratch database, and those that have nothing to show there.
bool isRun(const ScriptStatement& statement)
{
    static constexpr std::array left{
        "TransactionStmt", "AlterSystemStmt",      "CreatedbStmt",       "DropdbStmt",        "LoadStmt",
        "CopyStmt",        "CreateTableSpaceStmt", "DropTableSpaceStmt", "AlterDatabaseStmt", "CreateSubscriptionStmt"};
    return std::ranges::find(left, statement.node) == left.end();
}

bool breaks(const LintedStatement& statement, std::string_view rule)
{
    return std::ranges::find(statement.hazards, rule, &Hazard::rule) != statement.hazards.end();
}

bool breaksAny(const LintedStatement& statement, std::span<const std::string_view> rules)
{
    return std::ranges::any_of(rules, [&](std::string_view rule) { return breaks(statement, rule); });
}

/// Types that other types become without another byte, and are read otherwise then.
bool isReadOtherwise(const std::string& type)
{
    static constexpr std::array<std::string_view, 6> names{"timestamp", "timestamptz", "int4", "oid", "bpchar", "xml"};
    return std::ranges::contains(names, type) || type.starts_with("reg");
}

/// Statements after which a body may name what is not there, or no longer does.
bool concernsBodies(const ScriptStatement& statement)
{
    static constexpr std::array nodes{"AlterTableStmt", "RenameStmt",        "DropStmt",   "CreateFunctionStmt",
                                      "AlterEnumStmt",  "CompositeTypeStmt", "CreateStmt", "AlterObjectSchemaStmt",
                                      "ViewStmt",       "AlterFunctionStmt", "DoStmt"};
    return std::ranges::find(nodes, statement.node) != nodes.end();
}

class ScriptLint {
public:
    ScriptLint(ScratchServer& scratch, Connection& connection, StatementObserver& observer, const Catalog& base,
               const Task& task)
        : m_scratch(scratch), m_connection(connection), m_observer(observer), m_base(base), m_task(task)
    {
    }

    /// The bodies that fail before the scripts: what they break is known by them.
    Result<void> lookAtBodies()
    {
        auto faults = checkRoutines(m_connection, m_base, m_task);
        if (!faults)
            return std::unexpected(std::move(faults.error()));
        m_faults = std::move(*faults);
        m_hasBodies = hasTextBodies(m_base);
        return {};
    }

    Result<void> run(const SourceFile& file, std::vector<LintedStatement>& out)
    {
        auto statements = splitScript(file);
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        auto comments = findComments(file.text);
        if (!comments)
            return std::unexpected(std::move(comments.error()));
        m_state = LintState(m_base);
        m_lastAltered.reset();
        m_breaking.clear();
        m_locked = false;
        std::vector<LintedStatement> linted;
        std::vector<std::vector<Allowance>> allowances;
        std::map<ScriptName, std::size_t> referring; // the last statement that adds foreign keys to a table
        std::size_t from = 0;                        // where comments for the next statement begin
        for (const ScriptStatement& statement : *statements) {
            LintedStatement& each = linted.emplace_back();
            each.file = file.path;
            each.line = statement.line;
            each.sql = file.text.substr(statement.begin, statement.end - statement.begin);
            each.hazards = hazardsOfSql(each.sql, statement.transactional, m_state);
            for (const ScriptName& table : m_state.referring)
                referring[table] = linted.size() - 1;
            if (isRun(statement))
                if (auto ran = runOne(statement, each); !ran)
                    return ran;
            if (each.ran)
                if (auto judged = judgeBodies(statement, linted.size() - 1); !judged)
                    return judged;
            m_locked = m_locked && m_state.inTransaction;
            const std::size_t until = std::min(file.text.find('\n', statement.end), file.text.size());
            allowances.push_back(allowancesIn(file, *comments, from, until));
            from = until;
        }
        conclude(linted);
        for (const auto& [function, breaking] : m_breaking)
            linted[breaking.first].hazards.push_back({"breaks-function", faultText(breaking.second)});
        if (auto judged = judgeForeignKeys(referring, linted); !judged)
            return judged;
        for (std::size_t i = 0; i < linted.size(); ++i)
            silence(allowances[i], linted[i]);
        std::ranges::move(linted, std::back_inserter(out));
        return {};
    }

private:
    Result<void> runOne(const ScriptStatement& statement, LintedStatement& linted)
    {
        auto seen = m_observer.run(linted.sql, statement.transactional, m_task.stop);
        if (!seen)
            if (const auto names = missingNames(seen.error())) {
                if (auto made = m_scratch.ensure(*names); !made)
                    return made;
                seen = m_observer.run(linted.sql, statement.transactional, m_task.stop);
            }
        if (!seen) {
            if (seen.error().code != ErrorCode::Sql && seen.error().code != ErrorCode::Permission)
                return std::unexpected(std::move(seen.error()));
            linted.hazards.push_back({"statement-fails", seen.error().message});
            return {};
        }
        linted.ran = true;
        linted.seen = std::move(*seen);
        judge(linted, statement);
        return {};
    }

    /// Which bodies fail after the statement that did not before it, and which no longer do: a later statement may mend them.
    Result<void> judgeBodies(const ScriptStatement& statement, std::size_t number)
    {
        m_hasBodies = m_hasBodies || statement.node == "CreateFunctionStmt" || statement.node == "DoStmt";
        if (!m_hasBodies || !concernsBodies(statement))
            return {};
        auto faults = checkRoutines(m_connection, m_task);
        if (!faults)
            return std::unexpected(std::move(faults.error()));
        for (const RoutineFault& fault : newFaults(m_faults, *faults, {}))
            m_breaking.try_emplace(fault.function, number, fault);
        std::erase_if(m_breaking, [&](const auto& breaking) {
            return !std::ranges::contains(*faults, breaking.first, &RoutineFault::function);
        });
        m_faults = std::move(*faults);
        return {};
    }

    /// What the script says in the end.
    void conclude(std::vector<LintedStatement>& linted) const
    {
        const LintState::Ending ending = m_state.end();
        for (const auto& [statement, hazard] : ending.said)
            linted[statement].hazards.push_back(hazard);
        for (const auto& [statement, rule] : ending.takenBack)
            std::erase_if(linted[statement].hazards, [&](const Hazard& hazard) { return hazard.rule == rule; });
    }

    /// Was the relation, or the one that the index or sequence belongs to, there before the script?
    [[nodiscard]] bool lasts(const ObjectKey& key) const
    {
        return !m_state.isMade(NameGroup::Relation, {key.schema, key.parent.empty() ? key.name : key.parent});
    }

    /// What was seen, where no rule about the words says it already.
    void judge(LintedStatement& linted, const ScriptStatement& statement)
    {
        const Observation& seen = linted.seen;
        const auto waitsForOthers = std::ranges::find_if(seen.locks, [&](const Lock& lock) {
            // A sequence goes with its table; an index that goes concurrently is locked when nobody uses it any more.
            const bool counts =
                lock.relation.kind != Kind::Sequence && (statement.transactional || lock.relation.kind != Kind::Index);
            return lock.mode >= LockMode::Share && counts && lasts(lock.relation);
        });
        const bool blocks = waitsForOthers != seen.locks.end();
        if (blocks && !m_state.lockTimeout) {
            m_state.lockTimeout = true; // once a script is enough
            linted.hazards.push_back(
                {"missing-lock-timeout", "not set before the first lock on " + waitsForOthers->relation.display()});
        }
        const bool takesTime = seen.rewritesTable() || !seen.scanned.empty();
        if (m_state.inTransaction && m_locked && takesTime && statement.node != "TruncateStmt")
            linted.hazards.push_back({"long-transaction", "locks of earlier statements are held meanwhile"});
        m_locked = m_locked || blocks;
        if (!takesTime && seen.rewritten.empty() && std::ranges::none_of(m_state.newTypes, isReadOtherwise))
            std::erase_if(linted.hazards, [](const Hazard& hazard) { return hazard.rule == "change-column-type"; });
        judgeCombination(linted, blocks && takesTime, statement.node);
        judgeWork(linted, blocks);
    }

    /// Two ALTER TABLE in a row that each go through all rows of a table could be one.
    void judgeCombination(LintedStatement& linted, bool goesThroughRows, const std::string& node)
    {
        if (node == "VariableSetStmt")
            return;
        const auto table = goesThroughRows ? m_state.alteredTable : std::optional<ScriptName>();
        if (table && m_lastAltered == table)
            linted.hazards.push_back({"combine-alter-table", table->name});
        m_lastAltered = table;
    }

    /// Reading and writing all rows, or building indexes.
    void judgeWork(LintedStatement& linted, bool blocks) const
    {
        static constexpr std::array<std::string_view, 4> rewriting{"refresh-blocks", "vacuum-full", "reindex-blocks",
                                                                   "truncate"};
        static constexpr std::array<std::string_view, 8> reading{
            "add-foreign-key", "add-check", "add-unique", "add-exclusion", "domain-check", "create-index-blocks-writes",
            "update-all",      "delete-all"};
        const Observation& seen = linted.seen;
        if (breaksAny(linted, rewriting))
            return;
        if (seen.rewritesTable()) {
            linted.hazards.push_back({"rewrite-table", seen.rewritten.front().display() + " is rewritten"});
            return;
        }
        if (!seen.rewritten.empty())
            linted.hazards.push_back({"rewrite-index", seen.rewritten.front().display() + " is rebuilt"});
        if (seen.scanned.empty() || !blocks || breaksAny(linted, reading))
            return;
        linted.hazards.push_back({m_state.setsNotNull ? "add-not-null" : "scan-table",
                                  std::format("every row of {} is read while it is locked in {} mode",
                                              seen.scanned.front().display(), lockModeName(strongest(seen)))});
    }

    static LockMode strongest(const Observation& seen) { return std::ranges::max(seen.locks, {}, &Lock::mode).mode; }

    /// Whether an index helps the foreign keys that the script has made is known when it has come to its end.
    Result<void> judgeForeignKeys(const std::map<ScriptName, std::size_t>& referring,
                                  std::vector<LintedStatement>& linted)
    {
        if (referring.empty())
            return {};
        auto reading = readCatalog(m_connection, {}, m_task);
        if (!reading)
            return std::unexpected(std::move(reading.error()));
        for (const Catalog::Entry& entry : reading->catalog) {
            const auto* table = entry.object->as<Table>();
            const auto statement = std::ranges::find_if(referring, [&](const auto& each) {
                return table && each.first.name == entry.key->name &&
                       (each.first.schema.empty() || each.first.schema == entry.key->schema);
            });
            if (statement == referring.end())
                continue;
            const auto* before = m_base.get<Table>(*entry.key);
            for (const Constraint& constraint : table->constraints)
                if (!(before && before->findConstraint(constraint.name)) &&
                    lacksIndex(reading->catalog, *entry.key, constraint))
                    linted[statement->second].hazards.push_back(
                        {"foreign-key-without-index", withoutIndexText(*entry.key, constraint)});
        }
        return {};
    }

    static std::vector<Allowance> allowancesIn(const SourceFile& file, const std::vector<CommentToken>& comments,
                                               std::size_t from, std::size_t until)
    {
        std::vector<Allowance> found;
        for (const CommentToken& comment : comments)
            if (comment.begin >= from && comment.begin < until)
                if (auto allowance = allowanceIn(std::string_view(file.text).substr(comment.begin, comment.length)))
                    found.push_back(std::move(*allowance));
        return found;
    }

    static void silence(const std::vector<Allowance>& allowances, LintedStatement& linted)
    {
        for (const Allowance& allowance : allowances)
            for (const std::string& rule : allowance.rules) {
                if (!findRule(rule)) {
                    linted.hazards.push_back({"silence-unknown-rule", rule});
                } else if (allowance.reason.empty()) {
                    linted.hazards.push_back({"silence-without-reason", rule});
                } else if (!breaks(linted, rule)) {
                    linted.hazards.push_back({"silence-unused", rule});
                } else {
                    for (const Hazard& hazard : linted.hazards)
                        if (hazard.rule == rule)
                            linted.silenced.emplace_back(hazard, allowance.reason);
                    std::erase_if(linted.hazards, [&](const Hazard& hazard) { return hazard.rule == rule; });
                }
            }
    }

    ScratchServer& m_scratch;
    Connection& m_connection;
    StatementObserver& m_observer;
    const Catalog& m_base;
    const Task& m_task;
    LintState m_state{m_base};
    std::optional<ScriptName> m_lastAltered; ///< by the statement before, which went through all its rows
    std::vector<RoutineFault> m_faults;      ///< after the last statement
    bool m_hasBodies = false;
    std::map<ObjectKey, std::pair<std::size_t, RoutineFault>> m_breaking; ///< by function: which statement, and how
    bool m_locked = false; ///< a statement of the open transaction holds a lock that blocks
};

} // namespace

Result<std::vector<LintedStatement>> lintScripts(ScratchServer& scratch, const Catalog& base,
                                                 const std::vector<SourceFile>& files, const Task& task)
{
    auto session = buildCatalog(scratch, base, task).and_then(ScratchSession::open);
    if (!session)
        return std::unexpected(std::move(session.error()));
    auto observer = StatementObserver::open(session->connection);
    if (!observer)
        return std::unexpected(std::move(observer.error()));
    std::vector<LintedStatement> out;
    ScriptLint lint(scratch, session->connection, *observer, base, task);
    if (auto looked = lint.lookAtBodies(); !looked)
        return std::unexpected(std::move(looked.error()));
    for (const SourceFile& file : files)
        if (auto linted = lint.run(file, out); !linted)
            return std::unexpected(std::move(linted.error()));
    return out;
}

} // namespace schemawright
