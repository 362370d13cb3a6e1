#include "diff/scratch/scratch.h"

#include "diff/scratch/scratch_cluster.h"
#include "diff/server/scratch_user.h"
#include "model/sql.h"

#include <algorithm>
#include <mutex>
#include <set>

#include <unistd.h>

namespace schemawright {

struct ScratchServer::Impl {
    std::unique_ptr<ScratchCluster> cluster; ///< empty for a scratch_url
    ConnectionSpec base;
    std::mutex mutex;
    std::optional<Connection> admin; ///< guarded by the mutex, as are the members below
    std::size_t made = 0;
    std::vector<std::string> madeRoles;

    /// PostgreSQL 15 and later can copy a database's files instead of logging each page: half the time here.
    [[nodiscard]] Result<std::string> create(const std::string& from, const std::string& options = {})
    {
        const std::lock_guard lock(mutex);
        std::string name =
            cluster && !cluster->lasting() ? "scratch_" : "schemawright_scratch_" + std::to_string(getpid()) + "_";
        name += std::to_string(++made);
        std::string sql = "CREATE DATABASE " + quoteIdent(name) + " TEMPLATE " + quoteIdent(from);
        if (admin->serverVersion() >= 150000)
            sql += " STRATEGY FILE_COPY";
        sql += options.empty() ? "" : " " + options;
        if (auto created = admin->query(sql); !created)
            return std::unexpected(created.error());
        return name;
    }

    void drop(const std::string& name)
    {
        const std::lock_guard lock(mutex);
        // Nothing is left to be done where it fails: the server is gone, or somebody else has dropped it.
        static_cast<void>(admin->query("DROP DATABASE IF EXISTS " + quoteIdent(name) +
                                       (admin->serverVersion() >= 130000 ? " WITH (FORCE)" : "")));
    }
};

ScratchServer::ScratchServer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

ScratchServer::~ScratchServer()
{
    // Somebody else's server shall be as it was; an embedded one is thrown away as a whole.
    if (m_impl->cluster)
        return;
    for (const auto& role : m_impl->madeRoles)
        static_cast<void>(m_impl->admin->query("DROP ROLE IF EXISTS " + quoteIdent(role)));
}

Result<std::shared_ptr<ScratchServer>> ScratchServer::start(const ScratchOptions& options, const Task& task)
{
    auto impl = std::make_unique<Impl>();
    if (options.url.empty()) {
        auto cluster = ScratchCluster::start(options, task);
        if (!cluster)
            return std::unexpected(cluster.error());
        impl->cluster = std::move(*cluster);
        // Said in full, so that no PG* variable of the environment has a say (libpq takes an empty value as none).
        impl->base.parameters = {{"host", impl->cluster->socketFolder().string()},
                                 {"port", "5432"},
                                 {"user", std::string(scratchUser)},
                                 {"dbname", "postgres"},
                                 {"sslmode", "disable"},
                                 {"gssencmode", "disable"},
                                 {"options", "-c search_path=public"}};
    } else {
        auto spec = ConnectionSpec::parse(options.url);
        if (!spec)
            return std::unexpected(spec.error());
        impl->base = std::move(*spec);
    }
    auto admin = Connection::open(impl->base, {}, "schemawright scratch");
    if (!admin) {
        Error error = admin.error();
        if (impl->cluster)
            error.code = ErrorCode::ScratchUnavailable;
        error.message = "could not use the scratch server: " + error.message;
        return std::unexpected(std::move(error));
    }
    impl->admin.emplace(std::move(*admin));
    return std::shared_ptr<ScratchServer>(new ScratchServer(std::move(impl)));
}

int ScratchServer::version() const
{
    return m_impl->admin->serverVersion();
}

std::string ScratchServer::versionText() const
{
    return m_impl->admin->serverVersionText();
}

std::filesystem::path ScratchServer::binDir() const
{
    return m_impl->cluster ? m_impl->cluster->binDir() : std::filesystem::path();
}

bool ScratchServer::sandboxed() const
{
    return m_impl->cluster && m_impl->cluster->sandboxed();
}

ConnectionSpec ScratchServer::spec(const std::string& database) const
{
    return m_impl->base.with("dbname", database);
}

Result<ScratchDatabase> ScratchServer::createDatabase()
{
    auto name = m_impl->create("template0");
    if (!name)
        return std::unexpected(name.error());
    return ScratchDatabase(shared_from_this(), std::move(*name));
}

Result<ScratchDatabase> ScratchServer::createDatabaseWith(const std::string& options)
{
    auto name = m_impl->create("template0", options);
    if (!name)
        return std::unexpected(name.error());
    return ScratchDatabase(shared_from_this(), std::move(*name));
}

Result<ScratchDatabase> ScratchServer::copyDatabase(const ScratchDatabase& source)
{
    auto name = m_impl->create(source.name());
    if (!name)
        return std::unexpected(name.error());
    return ScratchDatabase(shared_from_this(), std::move(*name));
}

Result<void> ScratchServer::ensureRoles(const std::vector<std::string>& roles)
{
    if (roles.empty())
        return {};
    const std::lock_guard lock(m_impl->mutex);
    const auto rows = m_impl->admin->query("SELECT rolname FROM pg_catalog.pg_roles");
    if (!rows)
        return std::unexpected(rows.error());
    std::set<std::string, std::less<>> known;
    for (std::size_t row = 0; row < rows->size(); ++row)
        known.emplace(rows->view(row, 0));
    for (const auto& role : roles) {
        if (!known.insert(role).second)
            continue;
        // By convention a cluster's superuser, which alone may own a foreign-data wrapper or an event trigger (PostgreSQL 17 manual, "ALTER
        // EVENT TRIGGER"); on a server that is thrown away nobody gains anything by it.
        const bool superuser = role == "postgres" && m_impl->cluster && !m_impl->cluster->lasting();
        const auto made =
            m_impl->admin->query("CREATE ROLE " + quoteIdent(role) + (superuser ? " SUPERUSER NOLOGIN" : " NOLOGIN"));
        if (made)
            m_impl->madeRoles.push_back(role);
        else if (made.error().sqlstate != "42710") // another process was faster
            return std::unexpected(made.error());
    }
    return {};
}

Result<void> ScratchServer::ensureTablespaces(const std::vector<std::string>& tablespaces)
{
    if (tablespaces.empty())
        return {};
    const std::lock_guard lock(m_impl->mutex);
    const auto rows = m_impl->admin->query("SELECT spcname FROM pg_catalog.pg_tablespace");
    if (!rows)
        return std::unexpected(rows.error());
    std::set<std::string, std::less<>> known;
    for (std::size_t row = 0; row < rows->size(); ++row)
        known.emplace(rows->view(row, 0));
    for (const auto& name : tablespaces) {
        if (!known.insert(name).second)
            continue;
        if (!m_impl->cluster)
            return fail(ErrorCode::ScratchUnavailable, "the scratch server has no tablespace " + quoteIdent(name),
                        "create it there, or compare with --ignore tablespaces");
        for (const std::string& sql : {std::string("SET allow_in_place_tablespaces = on"),
                                       "CREATE TABLESPACE " + quoteIdent(name) + " LOCATION ''"})
            if (const auto done = m_impl->admin->query(sql); !done && done.error().sqlstate != "42710")
                return std::unexpected(done.error());
    }
    return {};
}

Result<void> ScratchServer::ensure(const ClusterNames& names)
{
    if (auto roles = ensureRoles(names.roles); !roles)
        return roles;
    return ensureTablespaces(names.tablespaces);
}

ScratchDatabase::ScratchDatabase(std::shared_ptr<ScratchServer> server, std::string name)
    : m_server(std::move(server)), m_name(std::move(name))
{
}

ScratchDatabase::ScratchDatabase(ScratchDatabase&&) noexcept = default;

ScratchDatabase& ScratchDatabase::operator=(ScratchDatabase&& other) noexcept
{
    std::swap(m_server, other.m_server);
    std::swap(m_name, other.m_name);
    return *this;
}

ScratchDatabase::~ScratchDatabase()
{
    // The last owner of a private server throws everything away at once.
    if (m_server && (m_server.use_count() > 1 || !m_server->m_impl->cluster || m_server->m_impl->cluster->lasting()))
        m_server->m_impl->drop(m_name);
}

ConnectionSpec ScratchDatabase::spec() const
{
    return m_server->spec(m_name);
}

Result<ScratchSession> ScratchSession::open(ScratchDatabase database)
{
    auto connection = database.connect();
    if (!connection)
        return std::unexpected(std::move(connection.error()));
    return ScratchSession{std::move(database), std::move(*connection)};
}

Result<Connection> ScratchDatabase::connect() const
{
    return Connection::open(spec());
}

} // namespace schemawright
