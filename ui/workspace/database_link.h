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

/// Something that the model can be held against.
struct Target {
    enum class Kind { LastRevision, Environment, Connection };
    Kind kind = Kind::LastRevision;
    QString name; ///< of the environment; what the user sees
    Environment environment;
    std::optional<ConnectionSpec> spec; ///< where it is known already (the demo's server)
    bool operator==(const Target&) const = default;
};

/// The side of the comparison that is not the model: which database, what is in it, and how many changes are on the way to the model.
class DatabaseLink : public QObject {
    Q_OBJECT

public:
    /// Where an environment of a project is, its secret included; may run a command. Called on other threads.
    using EnvironmentReader = std::function<Result<ConnectionSpec>(const Environment&)>;

    DatabaseLink(Workspace& workspace, PasswordStore& passwords, EnvironmentReader connectionOf,
                 QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Target>& targets() const { return m_targets; }
    [[nodiscard]] const Target& target() const { return m_target; }
    void choose(const Target& target);
    /// A connection that the user typed; it is offered from now on.
    void addConnection(const ConnectionSpec& spec);
    /// A server of ours that holds this project's databases under their names.
    void setServer(const QString& name, const Project& project, std::shared_ptr<ScratchServer> server);

    [[nodiscard]] bool hasDatabase() const { return m_target.kind != Target::Kind::LastRevision; }
    /// With password; nullopt where the target is no database or nothing was read yet.
    [[nodiscard]] const std::optional<ConnectionSpec>& spec() const { return m_spec; }
    [[nodiscard]] const std::optional<Reading>& reading() const { return m_reading; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] bool isReading() const { return m_running.isRunning(); }
    /// Differing objects; nullopt where one side is not known.
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
    std::filesystem::path m_serverRoot; ///< of the project whose databases the server holds
    std::shared_ptr<ScratchServer> m_server;
    std::vector<ConnectionSpec> m_connections;
    std::optional<ConnectionSpec> m_asking;
    std::optional<ConnectionSpec> m_spec;
    std::optional<Reading> m_reading;
    std::optional<Error> m_error;
    std::optional<int> m_changeCount;
    TaskSlot m_running;
    TaskSlot m_counting;
    std::unique_ptr<QObject> m_asked; ///< the question for a password that is being answered; goes with it
};

} // namespace schemawright
