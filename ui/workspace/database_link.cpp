#include "ui/workspace/database_link.h"

#include "diff/compare/compare.h"
#include "diff/difference/difference.h"
#include "diff/read/live_cache.h"
#include "diff/read/read.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_replay.h"
#include "model/rename.h"
#include "ui/basics/text.h"

#include <QSettings>

#include <algorithm>

namespace schemawright {

namespace {

const QString connectionsKey = QStringLiteral("connections");

} // namespace

DatabaseLink::DatabaseLink(Workspace& workspace, PasswordStore& passwords, EnvironmentReader connectionOf,
                           QObject* parent)
    : QObject(parent), m_workspace(workspace), m_passwords(passwords), m_connectionOf(std::move(connectionOf))
{
    // Connections are remembered without their secrets.
    const QStringList known = QSettings().value(connectionsKey).toStringList();
    for (const QString& text : known) {
        if (Result<ConnectionSpec> spec = ConnectionSpec::parse(toUtf8(text)))
            m_connections.push_back(spec->withoutSecrets());
    }
    connect(&m_workspace, &Workspace::opened, this, &DatabaseLink::chooseUsual);
    connect(&m_workspace, &Workspace::trustChanged, this, &DatabaseLink::chooseUsual);
    connect(&m_workspace.resolver(), &Resolver::stateChanged, this, [this] {
        if (m_workspace.resolver().isResolved())
            count();
    });
    connect(&m_workspace, &Workspace::saved, this, &DatabaseLink::collectTargets);
}

void DatabaseLink::collectTargets()
{
    m_targets.clear();
    const DatabaseConfig* database = m_workspace.database();
    if (m_server && database && m_workspace.project()->root == m_serverRoot)
        m_targets.push_back({Target::Kind::Environment, m_serverName, {}, m_server->spec(database->name)});
    if (database) {
        for (const Environment& environment : database->environments)
            m_targets.push_back({Target::Kind::Environment, toQt(environment.name), environment, {}});
    }
    m_targets.push_back({Target::Kind::LastRevision, tr("Last revision"), {}, {}});
    for (const ConnectionSpec& spec : m_connections)
        m_targets.push_back({Target::Kind::Connection, toQt(spec.display()), {}, spec});
    Q_EMIT targetsChanged();
}

/// The first database that may be used, unless the one that was chosen is offered here too.
void DatabaseLink::chooseUsual()
{
    collectTargets();
    const auto same = std::ranges::find_if(m_targets, [&](const Target& each) {
        return each.kind == m_target.kind && each.kind == Target::Kind::Environment && each.name == m_target.name &&
               mayUse(each);
    });
    choose(same != m_targets.end() ? *same : *std::ranges::find_if(m_targets, [this](const Target& each) {
        return mayUse(each);
    }));
}

bool DatabaseLink::mayUse(const Target& target) const
{
    return target.kind != Target::Kind::Environment || target.spec || m_workspace.trusts(target.environment);
}

void DatabaseLink::setServer(const QString& name, const Project& project, std::shared_ptr<ScratchServer> server)
{
    m_serverName = name;
    m_serverRoot = project.root;
    m_server = std::move(server);
}

void DatabaseLink::addConnection(const ConnectionSpec& spec)
{
    const ConnectionSpec kept = spec.withoutSecrets();
    if (!std::ranges::contains(m_connections, kept)) {
        m_connections.push_back(kept);
        QStringList texts;
        for (const ConnectionSpec& each : m_connections)
            texts.append(toQt(each.conninfo()));
        QSettings().setValue(connectionsKey, texts);
    }
    collectTargets();
    Target target{Target::Kind::Connection, toQt(kept.display()), {}, spec};
    choose(target);
}

void DatabaseLink::choose(const Target& target)
{
    m_target = target;
    m_asking.reset();
    m_spec.reset();
    m_reading.reset();
    m_error.reset();
    m_changeCount.reset();
    refresh();
}

void DatabaseLink::refresh()
{
    m_running.drop();
    m_counting.drop();
    m_asked.reset();
    m_error.reset();
    if (m_target.kind == Target::Kind::LastRevision) {
        replay();
        return;
    }
    if (m_target.spec)
        askAndRead(*m_target.spec);
    else
        readEnvironment();
}

void DatabaseLink::readEnvironment()
{
    if (!mayUse(m_target)) {
        Error error;
        error.code = ErrorCode::Untrusted;
        error.message =
            toUtf8(tr("This folder is not trusted, so Schemawright does not connect to %1").arg(m_target.name));
        m_error = std::move(error);
        Q_EMIT changed();
        return;
    }
    m_running.hold(m_workspace.runner().run<ConnectionSpec>(
        this, tr("Resolving the connection %1").arg(m_target.name),
        [connectionOf = m_connectionOf, environment = m_target.environment](const Task& task) {
            return connectionOf(environment, task.stop);
        },
        [this](const Result<ConnectionSpec>& spec) {
            if (spec) {
                askAndRead(*spec);
                return;
            }
            m_error = spec.error();
            Q_EMIT changed();
        },
        true));
    Q_EMIT changed();
}

void DatabaseLink::askAndRead(const ConnectionSpec& spec)
{
    if (!spec.get("password").empty()) {
        read(spec);
        return;
    }
    m_asked = std::make_unique<QObject>();
    m_passwords.find(spec, m_asked.get(), [this, spec](const std::optional<QString>& password) {
        read(password ? spec.with("password", toUtf8(*password)) : spec);
    });
}

void DatabaseLink::setPassword(const QString& password, bool inKeychain)
{
    if (!m_asking)
        return;
    m_passwords.remember(*m_asking, password, inKeychain);
    const ConnectionSpec spec = m_asking->with("password", toUtf8(password));
    m_asking.reset();
    read(spec);
}

void DatabaseLink::read(const ConnectionSpec& spec)
{
    m_spec = spec;
    m_running.hold(m_workspace.runner().run<Reading>(
        this, tr("Reading %1").arg(m_target.name),
        [spec, scope = m_workspace.scope()](const Task& task) { return readUnlessKnown(spec, scope, task); },
        [this](Result<Reading> reading) { done(std::move(reading)); }, true));
    Q_EMIT changed();
}

void DatabaseLink::replay()
{
    const DatabaseConfig* database = m_workspace.database();
    if (database == nullptr) {
        Reading reading;
        reading.catalog = baselineCatalog();
        done(std::move(reading));
        return;
    }
    m_running.hold(m_workspace.runner().run<Reading>(
        this, tr("Replaying the revisions"),
        [scratch = m_workspace.scratch(), database = *database,
         scope = m_workspace.scope()](const Task& task) -> Result<Reading> {
            const Result<std::vector<Revision>> revisions = readRevisions(database);
            if (!revisions)
                return std::unexpected(revisions.error());
            Reading reading;
            reading.catalog = baselineCatalog();
            if (revisions->empty())
                return reading;
            RevisionIds ids; // of all heads, where branches are not merged yet
            for (const Revision& revision : *revisions)
                ids.insert(revision.id);
            Result<Catalog> catalog = replayOnly([&] { return scratch->get(task); }, *revisions, ids, scope, task);
            if (!catalog)
                return std::unexpected(catalog.error());
            reading.catalog = std::move(*catalog);
            return reading;
        },
        [this](Result<Reading> reading) { done(std::move(reading)); }, true));
    Q_EMIT changed();
}

void DatabaseLink::done(Result<Reading> reading)
{
    if (reading) {
        m_reading = std::move(*reading);
        m_error.reset();
    } else {
        m_reading.reset();
        m_changeCount.reset();
        m_error = reading.error();
        if (m_error->code == ErrorCode::Authentication && m_spec) {
            m_asking = m_spec;
            m_asking->parameters.erase("password");
            m_passwords.forget(*m_asking);
            m_spec.reset();
            Q_EMIT changed();
            Q_EMIT passwordNeeded(toQt(m_asking->display()), toQt(m_error->message));
            return;
        }
    }
    Q_EMIT changed();
    count();
}

void DatabaseLink::count()
{
    if (!m_reading || !m_workspace.resolver().isResolved())
        return;
    const ProjectState state = m_workspace.document().state();
    m_counting.hold(m_workspace.runner().run<int>(
        this, tr("Counting changes"),
        [scratch = m_workspace.scratch(), state, from = m_reading->catalog,
         scope = m_workspace.scope()](const Task& task) -> Result<int> {
            const Catalog to = restrictTo(state.catalog, scope);
            const std::vector<Rename> renames = applicableRenames(state.renames, from, to);
            if (renames.empty())
                return static_cast<int>(compare(from, to).size());
            Result<std::shared_ptr<ScratchServer>> server = scratch->get(task);
            if (!server)
                return std::unexpected(server.error());
            const Result<Difference> difference =
                makeDifference(from, to, renames, server->get(), {.moveRows = true}, task);
            if (!difference)
                return std::unexpected(difference.error());
            return static_cast<int>(difference->changes.size());
        },
        [this, state](const Result<int>& number) {
            if (!m_workspace.document().state().sharesCatalogWith(state)) {
                if (m_workspace.resolver().isResolved())
                    count();
                return;
            }
            m_changeCount = number ? std::optional(*number) : std::nullopt;
            Q_EMIT changed();
        },
        true));
}

} // namespace schemawright
