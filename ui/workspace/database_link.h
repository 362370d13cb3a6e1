#pragma once

#include "diff/kinds/base/reading.h"
#include "diff/server/connection.h"
#include "ui/basics/task_slot.h"
#include "ui/workspace/password_store.h"
#include "ui/workspace/workspace.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace schemawright {

/// A target that the model can be compared with.
struct Target {
    enum class Kind { LastRevision, Environment, Connection };
    Kind kind = Kind::LastRevision;
    QString name; ///< of the environment, as shown to the user
    Environment environment;
    std::optional<ConnectionSpec> spec; ///< if it is already known (the demo's server)
    bool operator==(const Target&) const = default;
};

/// The other side of the comparison: the selected database, its contents, and the number of differences from the model.
class DatabaseLink : public QObject {
    Q_OBJECT

public:
    /// The connection of an environment, including its secret; may run a command, which ends when the token is triggered. Called on other
    /// threads.
    using EnvironmentReader = std::function<Result<ConnectionSpec>(const Environment&, const std::stop_token&)>;

    DatabaseLink(Workspace& workspace, PasswordStore& passwords, EnvironmentReader connectionOf,
                 QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Target>& targets() const { return m_targets; }
    [[nodiscard]] const Target& target() const { return m_target; }
    void choose(const Target& target);
    /// Adds a connection that the user entered to the targets.
    void addConnection(const ConnectionSpec& spec);
    /// Our own server with this project's databases under their names.
    void setServer(const QString& name, const Project& project, std::shared_ptr<ScratchServer> server);

    [[nodiscard]] bool hasDatabase() const { return m_target.kind != Target::Kind::LastRevision; }
    /// With the password; nullopt if the target is not a database or has not been read yet.
    [[nodiscard]] const std::optional<ConnectionSpec>& spec() const { return m_spec; }
    [[nodiscard]] const std::optional<Reading>& reading() const { return m_reading; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isReading() const { return m_running.isRunning(); }
    /// The number of differing objects; nullopt if one side is unknown.
    [[nodiscard]] std::optional<int> changeCount() const { return m_changeCount; }

    /// Reads the target again. changed() follows, or passwordNeeded().
    void refresh();
    /// The answer to passwordNeeded().
    void setPassword(const QString& password, bool inKeychain);

Q_SIGNALS:
    void targetsChanged();
    void changed();
    void passwordNeeded(const QString& connection, const QString& reason);

private:
    void collectTargets();
    void chooseUsual();
    [[nodiscard]] bool mayUse(const Target& target) const;
    void readEnvironment();
    void askAndRead(const ConnectionSpec& spec);
    void read(const ConnectionSpec& spec);
    void replay();
    void done(Result<Reading> reading);
    void count();

    Workspace& m_workspace;
    PasswordStore& m_passwords;
    std::vector<Target> m_targets;
    Target m_target;
    EnvironmentReader m_connectionOf;
    QString m_serverName;
    std::filesystem::path m_serverRoot; ///< of the project whose databases are on the server
    std::shared_ptr<ScratchServer> m_server;
    std::vector<ConnectionSpec> m_connections;
    std::optional<ConnectionSpec> m_asking;
    std::optional<ConnectionSpec> m_spec;
    std::optional<Reading> m_reading;
    std::optional<Error> m_error;
    std::optional<int> m_changeCount;
    TaskSlot m_running;
    TaskSlot m_counting;
    std::unique_ptr<QObject> m_asked; ///< the open request for a password; destroyed with it
};

} // namespace schemawright
