#include "diff/resolve/run.h"

#include "diff/kinds/base/attributes.h"
#include "diff/script/script.h"
#include "diff/script/version_facts.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>

namespace schemawright {

namespace {

constexpr std::size_t chunkSize = 500;

Error cancelled()
{
    return fail(ErrorCode::Cancelled, "cancelled").error();
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

bool takesBack(const ScriptStatement& statement)
{
    return statement.transaction == TransactionWord::Rollback || statement.transaction == TransactionWord::Other;
}

bool endsTransaction(const ScriptStatement& statement)
{
    return statement.transaction == TransactionWord::Rollback || statement.transaction == TransactionWord::Commit;
}

/// Runs a file's statements in chunks, each a transaction; where one is refused, the chunk is run again statement by statement, since a
/// transaction of ours may be what it stumbled over (a new enum value that is used at once). A file that takes something back itself
/// (ROLLBACK, savepoints) is run as it is written instead.
class FileRunner {
public:
    FileRunner(ScratchServer& scratch, Connection& connection, const SourceFile& file, const Task& task,
               std::vector<std::string>* passedOver)
        : m_scratch(scratch), m_connection(connection), m_file(file), m_task(task), m_passedOver(passedOver)
    {
    }

    Result<void> run()
    {
        auto statements = splitScript(m_file);
        if (!statements)
            return std::unexpected(std::move(statements.error()));
        // Rows are no part of a schema, nor are the planner's statistics.
        std::erase_if(*statements, [&](const ScriptStatement& each) {
            return each.copiesStdin || saysNothingOfSchema(m_scratch.version(), text(each));
        });
        if (m_passedOver)
            if (auto passed = passOverDatabase(*statements); !passed)
                return passed;
        if (const auto refused = std::ranges::find_if(*statements, isRefused); refused != statements->end())
            return std::unexpected(located(*refused, refusal(text(*refused))));
        if (const auto outward = std::ranges::find_if(*statements, &ScriptStatement::reachesOut);
            outward != statements->end())
            return std::unexpected(located(*outward, reachesOut()));
        if (std::ranges::any_of(*statements, takesBack))
            return runAsWritten(*statements);
        // The file's own transactions would only make ours larger.
        std::erase_if(*statements, [](const auto& each) { return each.transaction != TransactionWord::None; });
        return runInChunks(*statements);
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
                    "\"" + std::string(words.substr(0, 60)) + "\" is not part of a schema and is not run",
                    "remove the statement from the file")
            .error();
    }

    static Error reachesOut()
    {
        return fail(ErrorCode::Unsupported,
                    "CREATE SUBSCRIPTION would connect to the publisher, which a model must not do",
                    "use WITH (connect = false), as pg_dump does")
            .error();
    }

    static Error severalDatabases()
    {
        return fail(ErrorCode::Unsupported, "the file creates several databases", "dump one of them with pg_dump")
            .error();
    }

    static Error unended()
    {
        return fail(ErrorCode::Sql, "the transaction that starts here does not end in this file",
                    "end it with COMMIT, or remove BEGIN")
            .error();
    }

    /// What makes a second database (pg_dumpall) is no script of one schema.
    Result<void> passOverDatabase(std::vector<ScriptStatement>& statements) const
    {
        std::string made;
        for (const ScriptStatement& each : statements) {
            if (each.ofDatabase.empty())
                continue;
            if (each.node == "CreatedbStmt") {
                if (!made.empty() && made != each.ofDatabase)
                    return std::unexpected(located(each, severalDatabases()));
                made = each.ofDatabase;
            }
            if (!std::ranges::contains(*m_passedOver, each.ofDatabase))
                m_passedOver->push_back(each.ofDatabase);
        }
        std::erase_if(statements, [](const ScriptStatement& each) { return !each.ofDatabase.empty(); });
        return {};
    }

    [[nodiscard]] Error located(const ScriptStatement& statement, Error error) const
    {
        error.file = m_file.path;
        error.line = statement.line;
        if (error.position > 0)
            error.line = lineOf(m_file.text, statement.begin + error.position - 1);
        return error;
    }

    /// Tells a statement that this server is too old for from a mistake.
    [[nodiscard]] Error explained(const ScriptStatement& statement, Error error) const
    {
        const std::string why =
            mayBeUnknown(error.sqlstate) ? unknownTo(m_scratch.version(), text(statement)) : std::string();
        if (!why.empty()) {
            error.message = why + " (" + error.message + ")";
            error.hint = otherServerHint(newestSyntax(text(statement))->since);
        }
        return error;
    }

    Result<void> runOne(const ScriptStatement& statement)
    {
        for (std::set<std::string> made;;) {
            auto done = m_connection.query(text(statement), m_task.stop);
            if (done)
                return {};
            const auto names = missingNames(done.error());
            if (!names || !made.insert(done.error().message).second)
                return std::unexpected(located(statement, explained(statement, std::move(done.error()))));
            if (auto ensured = m_scratch.ensure(*names); !ensured)
                return ensured;
        }
    }

    void tell(const ScriptStatement& statement) const
    {
        m_task.tell("Running " + m_file.path,
                    static_cast<double>(statement.begin) / static_cast<double>(m_file.text.size()));
    }

    Result<void> runInChunks(std::span<const ScriptStatement> statements)
    {
        while (!statements.empty()) {
            const auto single = std::ranges::find(statements, false, &ScriptStatement::transactional);
            const auto inChunk = std::min(static_cast<std::size_t>(single - statements.begin()), chunkSize);
            const std::size_t count = std::max<std::size_t>(inChunk, 1);
            tell(statements.front());
            if (auto done = inChunk == 0 ? runOne(statements.front()) : runChunk(statements.first(count)); !done)
                return done;
            statements = statements.subspan(count);
        }
        return {};
    }

    Result<void> runChunk(std::span<const ScriptStatement> chunk)
    {
        if (m_task.stop.stop_requested())
            return std::unexpected(cancelled());
        const auto runs = [&](std::string_view sql) { return m_connection.query(sql, m_task.stop).has_value(); };
        if (runs("BEGIN") && std::ranges::all_of(chunk, runs, [&](const auto& each) { return text(each); }) &&
            m_connection.query("COMMIT"))
            return {};
        if (auto ended = m_connection.query("ROLLBACK"); !ended)
            return std::unexpected(std::move(ended.error()));
        for (const ScriptStatement& statement : chunk)
            if (auto done = runOne(statement); !done)
                return done;
        return {};
    }

    /// A role that is missing in the middle of a transaction is made before the whole transaction, which is then run again.
    Result<void> runAsWritten(const std::vector<ScriptStatement>& statements)
    {
        std::set<std::string> made;
        std::optional<std::size_t> begun;
        for (std::size_t i = 0; i < statements.size(); ++i) {
            const ScriptStatement& statement = statements[i];
            if (!begun && statement.transaction == TransactionWord::Begin)
                begun = i;
            tell(statement);
            if (auto done = m_connection.query(text(statement), m_task.stop); !done) {
                const auto names = missingNames(done.error());
                if (!names || !made.insert(done.error().message).second)
                    return std::unexpected(located(statement, std::move(done.error())));
                if (begun)
                    if (auto ended = m_connection.query("ROLLBACK"); !ended)
                        return std::unexpected(std::move(ended.error()));
                if (auto ensured = m_scratch.ensure(*names); !ensured)
                    return ensured;
                i = begun.value_or(i) - 1; // wraps to the first statement where that is zero
                begun.reset();
            } else if (endsTransaction(statement)) {
                begun.reset();
            }
        }
        if (begun)
            return std::unexpected(located(statements[*begun], unended()));
        return {};
    }

    ScratchServer& m_scratch;
    Connection& m_connection;
    const SourceFile& m_file;
    const Task& m_task;
    std::vector<std::string>* m_passedOver;
};

} // namespace

Result<void> runFiles(ScratchServer& scratch, Connection& connection, const std::vector<SourceFile>& files,
                      const Task& task, std::vector<std::string>* passedOver)
{
    for (const SourceFile& file : files)
        if (auto done = FileRunner(scratch, connection, file, task, passedOver).run(); !done)
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

namespace {

struct NameSets {
    std::set<std::string> roles;
    std::set<std::string> tablespaces;
};

/// The roles of grants and the tablespaces in the value, wherever they are: of the object, its columns, what belongs to it.
template <class T> void addNames(const T& value, NameSets& names)
{
    if constexpr (std::is_same_v<T, Grant>) {
        names.roles.insert({value.grantee, value.grantor});
    } else if constexpr (HasFields<T>) {
        forEachField(value, [&]<class Member>(std::string_view field, const Member& member) {
            if constexpr (std::is_same_v<Member, std::string>) {
                if (field == "tablespace")
                    names.tablespaces.insert(member);
            } else {
                addNames(member, names);
            }
        });
    } else if constexpr (requires { value.has_value(); }) {
        if (value)
            addNames(*value, names);
    } else if constexpr (requires { requires HasFields<typename T::value_type>; }) {
        for (const auto& part : value)
            addNames(part, names);
    }
}

/// The name in PostgreSQL's message `role "x" does not exist`; empty if the message is another one.
std::string missingName(const Error& error, std::string_view kind)
{
    static constexpr std::string_view undefinedObject = "42704"; // PostgreSQL 17 manual, "PostgreSQL Error Codes"
    static constexpr std::string_view after = "\" does not exist";
    const std::string before = std::string(kind) + " \"";
    const std::size_t begin = error.message.find(before);
    const std::size_t end = error.message.find(after, begin == std::string::npos ? 0 : begin);
    if (error.sqlstate != undefinedObject || begin == std::string::npos || end == std::string::npos)
        return {};
    return error.message.substr(begin + before.size(), end - begin - before.size());
}

} // namespace

std::optional<ClusterNames> missingNames(const Error& error)
{
    if (std::string role = missingName(error, "role"); !role.empty())
        return ClusterNames{{std::move(role)}, {}};
    if (std::string tablespace = missingName(error, "tablespace"); !tablespace.empty())
        return ClusterNames{{}, {std::move(tablespace)}};
    return std::nullopt;
}

ClusterNames clusterNamesOf(const Catalog& catalog)
{
    NameSets names;
    for (const Catalog::Entry& entry : catalog) {
        names.roles.insert(entry.object->attributes.owner);
        addNames(entry.object->attributes, names);
        std::visit([&](const auto& body) { addNames(body, names); }, entry.object->body);
        if (const auto* policy = entry.object->as<Policy>())
            names.roles.insert(policy->roles.begin(), policy->roles.end());
    }
    names.roles.erase("");
    names.roles.erase(std::string(ownerRole));
    names.tablespaces.erase("");
    return {{names.roles.begin(), names.roles.end()}, {names.tablespaces.begin(), names.tablespaces.end()}};
}

} // namespace schemawright
