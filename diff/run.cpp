#include "diff/run.h"

#include "diff/kinds/attributes.h"
#include "diff/script.h"

#include <algorithm>
#include <set>

namespace schemawright {

namespace {

constexpr std::size_t chunkSize = 500;
constexpr std::string_view undefinedObject = "42704"; // PostgreSQL 17 manual, "PostgreSQL Error Codes"

Error cancelled()
{
    return fail(ErrorCode::Cancelled, "Cancelled").error();
}

/// The role in PostgreSQL's message `role "x" does not exist`; empty where it says something else.
std::string missingRole(const Error& error)
{
    static constexpr std::string_view before = "role \"";
    static constexpr std::string_view after = "\" does not exist";
    if (error.sqlstate != undefinedObject)
        return {};
    const std::size_t begin = error.message.find(before);
    const std::size_t end = error.message.find(after, begin == std::string::npos ? 0 : begin);
    if (begin == std::string::npos || end == std::string::npos)
        return {};
    return error.message.substr(begin + before.size(), end - begin - before.size());
}

/// Statements that reach beyond the database that they are run in, or into the server's files.
bool isRefused(const ScriptStatement& statement)
{
    static constexpr std::array refused{"AlterSystemStmt",    "CreatedbStmt",      "DropdbStmt", "CreateTableSpaceStmt",
                                        "DropTableSpaceStmt", "AlterDatabaseStmt", "LoadStmt"};
    if (std::ranges::find(refused, statement.node) != refused.end())
        return true;
    return statement.node == "CopyStmt" && !statement.copiesStdin;
}

/// Runs a file's statements in chunks, each a transaction; where one is refused, the chunk is run again statement by statement, since a
/// transaction of ours may be what it stumbled over (a new enum value that is used at once).
class FileRunner {
public:
    FileRunner(ScratchServer& scratch, Connection& connection, const SourceFile& file, const Task& task)
        : m_scratch(scratch), m_connection(connection), m_file(file), m_task(task)
    {
    }

    Result<void> run()
    {
        auto statements = splitScript(m_file);
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        std::vector<const ScriptStatement*> chunk;
        for (std::size_t i = 0; i < statements->size(); ++i) {
            const ScriptStatement& statement = (*statements)[i];
            const std::string_view sql = text(statement);
            if (isRefused(statement))
                return std::unexpected(located(statement, refusal(sql)));
            // The file's own transactions would only make ours larger, and rows are no part of a schema.
            if (statement.node == "TransactionStmt" || statement.copiesStdin)
                continue;
            if (statement.transactional)
                chunk.push_back(&statement);
            if (chunk.size() == chunkSize || !statement.transactional) {
                if (auto done = runChunk(chunk); !done)
                    return done;
                chunk.clear();
                m_task.tell("Running " + m_file.path, static_cast<double>(i) / static_cast<double>(statements->size()));
            }
            if (!statement.transactional)
                if (auto done = runOne(statement); !done)
                    return done;
        }
        return runChunk(chunk);
    }

private:
    [[nodiscard]] std::string_view text(const ScriptStatement& statement) const
    {
        return std::string_view(m_file.text).substr(statement.begin, statement.end - statement.begin);
    }

    static Error refusal(std::string_view sql)
    {
        const std::string_view words = sql.substr(0, sql.find_first_of("\n(", 0));
        return fail(ErrorCode::Unsupported,
                    "\"" + std::string(words.substr(0, 60)) + "\" is no part of a schema and is not run",
                    "remove the statement from the file")
            .error();
    }

    [[nodiscard]] Error located(const ScriptStatement& statement, Error error) const
    {
        error.file = m_file.path;
        error.line = statement.line;
        if (error.position > 0)
            error.line = lineOf(m_file.text, statement.begin + error.position - 1);
        return error;
    }

    Result<void> runOne(const ScriptStatement& statement)
    {
        for (std::set<std::string> made;;) {
            auto done = m_connection.query(text(statement), m_task.stop);
            if (done)
                return {};
            const std::string role = missingRole(done.error());
            if (role.empty() || !made.insert(role).second)
                return std::unexpected(located(statement, std::move(done.error())));
            if (auto ensured = m_scratch.ensureRoles({role}); !ensured)
                return ensured;
        }
    }

    Result<void> runChunk(const std::vector<const ScriptStatement*>& chunk)
    {
        if (chunk.empty())
            return {};
        if (m_task.stop.stop_requested())
            return std::unexpected(cancelled());
        bool refused = !m_connection.query("BEGIN", m_task.stop);
        for (std::size_t i = 0; i < chunk.size() && !refused; ++i)
            refused = !m_connection.query(text(*chunk[i]), m_task.stop);
        if (auto ended = m_connection.query(refused ? "ROLLBACK" : "COMMIT"); !ended || !refused) {
            if (ended)
                return {};
            return std::unexpected(std::move(ended.error()));
        }
        for (const ScriptStatement* statement : chunk)
            if (auto done = runOne(*statement); !done)
                return done;
        return {};
    }

    ScratchServer& m_scratch;
    Connection& m_connection;
    const SourceFile& m_file;
    const Task& m_task;
};

} // namespace

Result<void> runFiles(ScratchServer& scratch, Connection& connection, const std::vector<SourceFile>& files,
                      const Task& task)
{
    for (const SourceFile& file : files)
        if (auto done = FileRunner(scratch, connection, file, task).run(); !done)
            return done;
    return {};
}

Result<void> runOnScratch(Connection& connection, const Plan& plan, const Task& task, Statement* failed)
{
    if (auto set = connection.query("SET check_function_bodies = off", task.stop); !set)
        return std::unexpected(std::move(set.error()));
    std::size_t open = 0; // statements of the open transaction
    const auto end = [&](std::string_view how) -> Result<void> {
        if (open == 0)
            return {};
        open = 0;
        if (auto ended = connection.query(how); !ended)
            return std::unexpected(std::move(ended.error()));
        return {};
    };
    for (const Batch& batch : plan.batches) {
        for (const Statement& statement : batch.statements) {
            if (task.stop.stop_requested())
                return std::unexpected(cancelled());
            if (batch.transactional && open == 0)
                if (auto begun = connection.query("BEGIN", task.stop); !begun)
                    return std::unexpected(std::move(begun.error()));
            if (auto done = connection.query(statement.sql, task.stop); !done) {
                if (failed)
                    *failed = statement;
                (void)end("ROLLBACK");
                return std::unexpected(std::move(done.error()));
            }
            if (batch.transactional && ++open == chunkSize)
                if (auto ended = end("COMMIT"); !ended)
                    return ended;
        }
        if (auto ended = end("COMMIT"); !ended)
            return ended;
    }
    return {};
}

std::vector<std::string> rolesOf(const Catalog& catalog)
{
    std::set<std::string> roles;
    const auto addAcl = [&](const Acl& acl) {
        if (acl)
            for (const Grant& grant : *acl)
                roles.insert({grant.grantee, grant.grantor});
    };
    for (const Catalog::Entry& entry : catalog) {
        roles.insert(entry.object->attributes.owner);
        addAcl(entry.object->attributes.acl);
        if (const auto* table = entry.object->as<Table>())
            for (const Column& column : table->columns)
                addAcl(column.acl);
        if (const auto* view = entry.object->as<View>())
            for (const ViewColumn& column : view->columns)
                addAcl(column.acl);
        if (const auto* policy = entry.object->as<Policy>())
            roles.insert(policy->roles.begin(), policy->roles.end());
    }
    roles.erase("");
    roles.erase(std::string(ownerRole));
    return {roles.begin(), roles.end()};
}

} // namespace schemawright
