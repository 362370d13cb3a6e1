#pragma once

#include "diff/connection.h"
#include "diff/task.h"

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

struct ScratchOptions {
    int preferredMajor = 0;         ///< the live server's major version; 0: the newest that is installed
    std::string url;                ///< use this server instead of an embedded one (scratch_url); empty: embedded
    std::filesystem::path cacheDir; ///< empty: $XDG_CACHE_HOME/schemawright or ~/.cache/schemawright
    std::filesystem::path
        dataDir; ///< a lasting cluster kept there (the demo's database); empty: private and thrown away
};

/// The embedded PostgreSQL: the installed binaries, a private cluster, a unix socket in a 0700 directory, no TCP, fsync off.
/// initdb runs once per version into the cache; starts copy it. It stops with the last owner, and within seconds after the program
/// is killed (a watchdog holds the other end of a pipe); the next start removes what a crash left. Several processes do not disturb
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
    /// Whether the kernel keeps the server from files, programs and hosts that are none of its: Linux with Landlock, and no scratch_url. What
    /// is run on it is run as a superuser.
    [[nodiscard]] bool contained() const;
    [[nodiscard]] ConnectionSpec spec(const std::string& database = "postgres") const;
    /// A new, empty database (from template0).
    [[nodiscard]] Result<ScratchDatabase> createDatabase();
    /// A copy of another scratch database, to which nobody may be connected.
    [[nodiscard]] Result<ScratchDatabase> copyDatabase(const ScratchDatabase& source);
    /// Makes the roles that a schema names and that are missing (NOLOGIN).
    [[nodiscard]] Result<void> ensureRoles(const std::vector<std::string>& roles);

private:
    struct Impl;
    explicit ScratchServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
    friend class ScratchDatabase;
};

} // namespace schemawright
