#include "app/cli/session.h"

#include "diff/read/read.h"
#include "model/sql.h"

#include <algorithm>
#include <mutex>
#include <ostream>

namespace schemawright::cli {

struct Session::Scratch {
    std::mutex mutex;
    std::shared_ptr<ScratchServer> server;
    int preferredMajor = 0;
};

namespace {

/// Those whose names one of the patterns matches. Each pattern must match one.
Result<std::vector<DatabaseConfig>> matching(const std::vector<DatabaseConfig>& databases,
                                             const std::vector<std::string>& patterns)
{
    std::vector<bool> chosen(databases.size());
    for (const std::string& pattern : patterns) {
        bool any = false;
        for (std::size_t i = 0; i < databases.size(); ++i)
            if (matchesPattern(pattern, databases[i].name))
                chosen[i] = any = true;
        if (!any)
            return fail(ErrorCode::NotFound, "the project has no database \"" + pattern + "\"");
    }
    std::vector<DatabaseConfig> found;
    for (std::size_t i = 0; i < databases.size(); ++i)
        if (chosen[i])
            found.push_back(databases[i]);
    return found;
}

} // namespace

Session::Session(std::ostream& out, std::ostream& err, std::stop_token stop)
    : log(err), m_out(out), m_stop(std::move(stop)), m_scratch(std::make_shared<Scratch>())
{
}

Session::Session(const Session& whole, std::ostream& out, std::ostream& err)
    : common(whole.common), log(err), m_out(out), m_stop(whole.m_stop), m_project(whole.m_project),
      m_scratch(whole.m_scratch)
{
}

Result<Project> Session::project()
{
    if (!m_project) {
        auto opened = openProject(common.folder);
        if (!opened)
            return opened;
        m_project = std::move(*opened);
    }
    return *m_project;
}

Result<DatabaseConfig> Session::database()
{
    auto all = databases();
    if (!all)
        return std::unexpected(all.error());
    if (all->size() == 1)
        return all->front();
    std::string names;
    for (const DatabaseConfig& database : *all)
        names += (names.empty() ? "" : ", ") + database.name;
    return fail(ErrorCode::Usage, "the project has several databases", "choose one with --database: " + names);
}

Result<std::vector<DatabaseConfig>> Session::databases()
{
    auto opened = project();
    if (!opened)
        return std::unexpected(opened.error());
    if (!common.chosen.empty())
        return matching(opened->config.databases, common.chosen);
    if (common.database.empty())
        return opened->config.databases;
    const DatabaseConfig* found = opened->database(common.database);
    if (!found)
        return fail(ErrorCode::NotFound, "the project has no database \"" + common.database + "\"");
    return std::vector{*found};
}

Scope Session::scope() const
{
    Scope scope{common.schemas, common.excludes, common.ignore};
    if (m_project && scope.ignore.empty())
        scope.ignore = m_project->config.ignore;
    return scope;
}

Scope Session::scope(const DatabaseConfig& database) const
{
    Scope out = scope();
    if (out.schemas.empty())
        out.schemas = database.schemas;
    return out;
}

void Session::preferMajor(int serverVersion)
{
    const std::scoped_lock guard(m_scratch->mutex);
    if (!m_scratch->server && serverVersion > 0)
        m_scratch->preferredMajor = serverVersion / 10000;
}

Result<std::shared_ptr<ScratchServer>> Session::scratch()
{
    const std::scoped_lock guard(m_scratch->mutex);
    if (!m_scratch->server) {
        ScratchOptions options;
        options.preferredMajor = m_scratch->preferredMajor;
        options.url = scratchUrl();
        auto started = ScratchServer::start(options, task());
        if (!started)
            return started;
        m_scratch->server = std::move(*started);
    }
    return m_scratch->server;
}

Result<std::shared_ptr<ScratchServer>> Session::scratch(std::uint64_t room)
{
    if (room == 0 || !scratchUrl().empty())
        return scratch();
    ScratchOptions options;
    {
        const std::scoped_lock guard(m_scratch->mutex);
        options.preferredMajor = m_scratch->preferredMajor;
    }
    options.room = room;
    return ScratchServer::start(options, task());
}

std::string Session::scratchWanted() const
{
    const std::string& url = common.scratchUrl.empty() && m_project ? m_project->config.scratchUrl : common.scratchUrl;
    const std::scoped_lock guard(m_scratch->mutex);
    const int major = m_scratch->preferredMajor;
    return url.empty() && major == 0 ? std::string() : std::to_string(major) + " " + url;
}

bool Session::trusts(const ProjectRequest& request) const
{
    return common.trust || (m_project && TrustFile::ofUser().trusts(m_project->root, request));
}

/// The user's own choice, else the project's where it is trusted, else none: the embedded server.
std::string Session::scratchUrl()
{
    const auto notContained = [&](const std::string& url) {
        const auto spec = ConnectionSpec::parse(url);
        say("note: SQL runs on the scratch server " + (spec ? spec->display() : url) +
            ", outside the sandbox of the embedded server");
        return url;
    };
    if (!common.scratchUrl.empty())
        return notContained(common.scratchUrl);
    if (!m_project || m_project->config.scratchUrl.empty())
        return {};
    if (trusts({ProjectRequest::Kind::ScratchUrl, {}, m_project->config.scratchUrl}))
        return notContained(m_project->config.scratchUrl);
    say("note: scratch_url of schemawright.toml is not used, because this folder is not trusted; the embedded server "
        "is used instead (see "
        "schemawright trust)");
    return {};
}

Task Session::task()
{
    if (!log.hasBar())
        return {m_stop, {}};
    return {m_stop, [this](std::string_view step, double fraction) { log.progress(step, fraction); }};
}

void Session::show(std::string_view text)
{
    m_out << text << std::flush;
}

void Session::say(std::string_view line)
{
    log.say(line);
}

bool Session::flush()
{
    m_out << m_answer << std::flush;
    m_answer.clear();
    return static_cast<bool>(m_out);
}

std::string errorText(const Error& error)
{
    std::string text = error.text();
    if (error.statement.empty() || !error.file.empty())
        return text;
    // A statement may be long, may span lines, and may hold a password (a user mapping's options).
    static constexpr std::size_t longest = 300;
    std::string statement = commentText(error.statement.substr(0, longest));
    std::string lower = statement;
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (lower.contains("password"))
        return text;
    return text + "\n    " + statement + (error.statement.size() > longest ? "..." : "");
}

int exitStatus(const Error& error)
{
    return error.code == ErrorCode::Usage ? WrongUsage : Failed;
}

} // namespace schemawright::cli
