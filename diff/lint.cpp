#include "diff/lint.h"

#include "diff/difference.h"
#include "diff/lint_rules.h"
#include "diff/rules.h"
#include "diff/run.h"
#include "diff/script.h"

#include <algorithm>
#include <array>
#include <format>

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

/// The role in PostgreSQL's message `role "x" does not exist`; empty where it says something else.
std::string missingRole(const Error& error)
{
    static constexpr std::string_view before = "role \"";
    const std::size_t begin = error.message.find(before);
    const std::size_t end = error.message.find("\" does not exist");
    return error.sqlstate == "42704" && begin != std::string::npos && end != std::string::npos && begin < end
               ? error.message.substr(begin + before.size(), end - begin - before.size())
               : std::string();
}

bool breaks(const LintedStatement& statement, std::string_view rule)
{
    return std::ranges::find(statement.hazards, rule, &Hazard::rule) != statement.hazards.end();
}

class ScriptLint {
public:
    ScriptLint(ScratchServer& scratch, Observer& observer, const Task& task)
        : m_scratch(scratch), m_observer(observer), m_task(task)
    {
    }

    Result<void> run(const SourceFile& file, std::vector<LintedStatement>& out)
    {
        auto statements = splitScript(file);
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        auto comments = findComments(file.text);
        if (!comments)
            return std::unexpected(std::move(comments.error()));
        LintState state;
        std::size_t from = 0; // where comments for the next statement begin
        for (const ScriptStatement& statement : *statements) {
            LintedStatement linted;
            linted.file = file.path;
            linted.line = statement.line;
            linted.sql = file.text.substr(statement.begin, statement.end - statement.begin);
            linted.hazards = hazardsOfSql(linted.sql, statement.transactional, state);
            if (isRun(statement))
                if (auto ran = runOne(statement, state.inTransaction, linted); !ran)
                    return ran;
            if (statement.node == "TransactionStmt")
                m_locked = false;
            const std::size_t until = std::min(file.text.find('\n', statement.end), file.text.size());
            silence(file, *comments, from, until, linted);
            from = until;
            out.push_back(std::move(linted));
        }
        if (state.inTransaction && !out.empty())
            out.back().hazards.push_back({"open-transaction", "the script ends within a transaction"});
        return {};
    }

private:
    Result<void> runOne(const ScriptStatement& statement, bool inTransaction, LintedStatement& linted)
    {
        auto seen = m_observer.run(linted.sql, statement.transactional, m_task.stop);
        if (!seen)
            if (const std::string role = missingRole(seen.error()); !role.empty()) {
                if (auto made = m_scratch.ensureRoles({role}); !made)
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
        judge(inTransaction, linted);
        return {};
    }

    /// What was seen, where no rule about the words says it already.
    void judge(bool inTransaction, LintedStatement& linted)
    {
        const Observation& seen = linted.seen;
        const bool blocks =
            std::ranges::any_of(seen.locks, [](const Lock& lock) { return lock.mode >= LockMode::Share; });
        if (inTransaction && m_locked && (seen.rewritesTable() || !seen.scanned.empty()))
            linted.hazards.push_back({"long-transaction", "locks that statements before it took are held meanwhile"});
        m_locked = m_locked || blocks;
        if (seen.rewritesTable()) {
            linted.hazards.push_back({"rewrite-table", seen.rewritten.front().display() + " is written anew"});
            return;
        }
        if (!seen.rewritten.empty())
            linted.hazards.push_back({"rewrite-index", seen.rewritten.front().display() + " is built anew"});
        if (seen.scanned.empty() || !blocks)
            return;
        for (const std::string_view said : {"add-foreign-key", "add-check", "add-unique", "add-exclusion",
                                            "domain-check", "create-index-blocks-writes", "update-all", "delete-all"})
            if (breaks(linted, said))
                return;
        const bool notNull = linted.sql.contains("NOT NULL") || linted.sql.contains("not null");
        linted.hazards.push_back({notNull ? "add-not-null" : "scan-table",
                                  std::format("every row of {} is read while it is locked in {}",
                                              seen.scanned.front().display(), lockModeName(strongest(seen)))});
    }

    static LockMode strongest(const Observation& seen) { return std::ranges::max(seen.locks, {}, &Lock::mode).mode; }

    static void silence(const SourceFile& file, const std::vector<CommentToken>& comments, std::size_t from,
                        std::size_t until, LintedStatement& linted)
    {
        for (const CommentToken& comment : comments) {
            if (comment.begin < from || comment.begin >= until)
                continue;
            const auto allowance = allowanceIn(std::string_view(file.text).substr(comment.begin, comment.length));
            if (!allowance)
                continue;
            for (const std::string& rule : allowance->rules) {
                if (!findRule(rule)) {
                    linted.hazards.push_back({"silence-unknown-rule", rule});
                } else if (allowance->reason.empty()) {
                    linted.hazards.push_back({"silence-without-reason", rule});
                } else {
                    for (const Hazard& hazard : linted.hazards)
                        if (hazard.rule == rule)
                            linted.silenced.emplace_back(hazard, allowance->reason);
                    std::erase_if(linted.hazards, [&](const Hazard& hazard) { return hazard.rule == rule; });
                }
            }
        }
    }

    ScratchServer& m_scratch;
    Observer& m_observer;
    const Task& m_task;
    bool m_locked = false; ///< a statement of the open transaction holds a lock that blocks
};

} // namespace

Result<std::vector<LintedStatement>> lintScripts(ScratchServer& scratch, const Catalog& base,
                                                 const std::vector<SourceFile>& files, const Task& task)
{
    auto database = buildCatalog(scratch, base, task);
    if (!database)
        return std::unexpected(std::move(database.error()));
    auto connection = database->connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    auto observer = Observer::open(*connection);
    if (!observer)
        return std::unexpected(std::move(observer.error()));
    std::vector<LintedStatement> out;
    ScriptLint lint(scratch, *observer, task);
    for (const SourceFile& file : files)
        if (auto linted = lint.run(file, out); !linted)
            return std::unexpected(std::move(linted.error()));
    return out;
}

} // namespace schemawright
