#pragma once

#include "diff/server/connection.h"
#include "diff/server/task.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace schemawright {

class ScratchServer;

/// A database on the scratch server that is dropped with this value.
class ScratchDatabase {
public:
    ScratchDatabase(std::shared_ptr<ScratchServer> server, std::string name);
    ScratchDatabase(ScratchDatabase&&) noexcept;
    ScratchDatabase& operator=(ScratchDatabase&&) noexcept;
    ~ScratchDatabase();

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] ConnectionSpec spec() const;
    [[nodiscard]] Result<Connection> connect() const;
    [[nodiscard]] ScratchServer& server() const { return *m_server; }

private:
    std::shared_ptr<ScratchServer> m_server;
    std::string m_name;
};

/// A scratch database and a session in it.
struct ScratchSession {
    ScratchDatabase database;
    Connection connection; ///< ends before the database is dropped

    /// For and_then() after a function that creates a database: server.createDatabase().and_then(ScratchSession::open).
    [[nodiscard]] static Result<ScratchSession> open(ScratchDatabase database);
};

/// Names in a schema that belong to the whole cluster.
struct ClusterNames {
    std::vector<std::string> roles;
    std::vector<std::string> tablespaces;
};

struct ScratchOptions {
    int preferredMajor = 0;         ///< the live server's major version; 0: the newest installed one
    std::string url;                ///< use this server instead of an embedded one (scratch_url); empty: embedded
    std::filesystem::path cacheDir; ///< empty: cacheDirectory()
    std::filesystem::path
        dataDir;            ///< a permanent cluster in this folder (the demo's database); empty: private and discarded
    std::uint64_t room = 0; ///< bytes that its databases will need, so that it is put where there are so many; 0: few
};

/// The embedded PostgreSQL: the installed programs, a private cluster, a Unix socket in a folder of mode 0700, no TCP, fsync off.
/// initdb runs once per version into the cache; each start copies the result. It stops with the last owner, and within seconds after the program
/// is killed (a watchdog holds the other end of a pipe). The next start removes the remains of a crash. Several processes do not affect
/// each other. As root it runs as an unprivileged account. Thread-safe.
class ScratchServer : public std::enable_shared_from_this<ScratchServer> {
public:
    /// Errors: ScratchUnavailable ("PostgreSQL's server programs were not found...").
    [[nodiscard]] static Result<std::shared_ptr<ScratchServer>> start(const ScratchOptions& options,
                                                                      const Task& task = {});
    ~ScratchServer();
    ScratchServer(const ScratchServer&) = delete;
    ScratchServer& operator=(const ScratchServer&) = delete;

    [[nodiscard]] int version() const;                  ///< server_version_num
    [[nodiscard]] std::string versionText() const;      ///< "17.5"
    [[nodiscard]] std::filesystem::path binDir() const; ///< of initdb, postgres...; empty for a scratch_url
    /// Whether the kernel denies the server access to files, programs and hosts: Linux with Landlock, and no scratch_url. Statements
    /// run on it as a superuser.
    [[nodiscard]] bool sandboxed() const;
    [[nodiscard]] ConnectionSpec spec(const std::string& database = "postgres") const;
    /// A new, empty database (from template0).
    [[nodiscard]] Result<ScratchDatabase> createDatabase();
    /// The same with options of CREATE DATABASE: "ENCODING 'LATIN1' LOCALE 'C'".
    [[nodiscard]] Result<ScratchDatabase> createDatabaseWith(const std::string& options);
    /// A copy of another scratch database, to which no session may be connected.
    [[nodiscard]] Result<ScratchDatabase> copyDatabase(const ScratchDatabase& source);
    /// Creates the missing roles of a schema (NOLOGIN).
    [[nodiscard]] Result<void> ensureRoles(const std::vector<std::string>& roles);
    /// Creates the missing tablespaces inside the data folder, so that objects can name them. PostgreSQL 17 manual, "Developer Options",
    /// allow_in_place_tablespaces.
    [[nodiscard]] Result<void> ensureTablespaces(const std::vector<std::string>& tablespaces);
    [[nodiscard]] Result<void> ensure(const ClusterNames& names);

private:
    struct Impl;
    explicit ScratchServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
    friend class ScratchDatabase;
};

} // namespace schemawright
