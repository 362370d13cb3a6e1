#include "ui/workspace/workspace.h"

#include "diff/read/live_cache.h"
#include "diff/read/read.h"
#include "diff/resolve/resolve.h"
#include "model/rename.h"
#include "ui/basics/text.h"
#include "ui/document/edits.h"
#include "ui/picture/arrange.h"

#include <QFileInfo>

#include <algorithm>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto keepAfter = 3s;

std::vector<Diagram> oneDiagram()
{
    Diagram diagram;
    diagram.name = "main";
    return {diagram};
}

Result<LoadedModel> loadModel(const std::shared_ptr<ScratchHost>& scratch, const DatabaseConfig& database,
                              const Scope& scope, const Task& task)
{
    LoadedModel loaded;
    Result<std::vector<SourceFile>> files = readModelFiles(database);
    if (!files)
        return std::unexpected(files.error());
    loaded.files = std::move(*files);
    Result<std::vector<Diagram>> diagrams = readDiagrams(database);
    if (!diagrams)
        return std::unexpected(diagrams.error());
    Result<std::vector<Rename>> renames = readRenames(database);
    if (!renames)
        return std::unexpected(renames.error());
    Result<Reading> reading = resolveCached([&] { return scratch->get(task); }, loaded.files, scope, task);
    if (!reading)
        return std::unexpected(reading.error());
    loaded.state = {std::move(reading->catalog), std::move(*diagrams), std::move(*renames)};
    return loaded;
}

} // namespace

Workspace::Workspace(TaskRunner& runner, const QString& cacheFolder, TrustFile trust, QObject* parent)
    : QObject(parent), m_runner(runner), m_trust(std::move(trust)), m_scratch(std::make_shared<ScratchHost>()),
      m_resolver(m_document, runner, m_scratch), m_bodies(m_document, m_resolver, runner, m_scratch),
      m_recovery(std::make_shared<Recovery>(cacheFolder + QStringLiteral("/unsaved")))
{
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepAfter);
    connect(&m_keepTimer, &QTimer::timeout, this, &Workspace::keepUnsaved);
    connect(&m_watch, &ModelWatch::changed, this, &Workspace::lookOutside);
    connect(&m_document, &Document::changed, this, [this] {
        // Not anew with every change: who never pauses would never be kept.
        if (!m_keepTimer.isActive() && (m_document.isDirty() || m_document.undoStack().canUndo()))
            m_keepTimer.start();
    });
    connect(&m_document.undoStack(), &QUndoStack::indexChanged, this, [this] { ++m_edits; });
}

Workspace::~Workspace() = default;

const DatabaseConfig* Workspace::database() const
{
    return m_project ? m_project->database(toUtf8(m_database)) : nullptr;
}

QStringList Workspace::databaseNames() const
{
    QStringList names;
    if (m_project) {
        for (const DatabaseConfig& each : m_project->config.databases)
            names.append(toQt(each.name));
    }
    return names;
}

QString Workspace::title() const
{
    if (!m_open)
        return {};
    if (!m_project)
        return m_untitled;
    const QString name = toQt(m_project->config.name);
    return m_project->config.databases.size() > 1 ? tr("%1 / %2").arg(name, m_database) : name;
}

Scope Workspace::scope() const
{
    Scope scope;
    if (m_project)
        scope.ignore = m_project->config.ignore;
    if (const DatabaseConfig* config = database())
        scope.schemas = config->schemas;
    return scope;
}

bool Workspace::trustedBefore() const
{
    return m_project && m_trust.knows(m_project->root);
}

bool Workspace::trusts(const Environment& environment) const
{
    const DatabaseConfig* config = database();
    if (config == nullptr)
        return true;
    return std::ranges::none_of(requestsOf(*config, environment), [this](const ProjectRequest& request) {
        return std::ranges::contains(m_untrusted, request);
    });
}

void Workspace::trustFolder()
{
    if (!m_project)
        return;
    if (const Result<void> trusted = m_trust.trust(m_project->root, requestsOf(m_project->config)); !trusted) {
        Q_EMIT failed(tr("Could not trust the folder"), trusted.error());
        return;
    }
    lookAtTrust();
    Q_EMIT trustChanged();
}

void Workspace::forgetFolder()
{
    if (!m_project)
        return;
    if (const Result<void> forgotten = m_trust.forget(m_project->root); !forgotten) {
        Q_EMIT failed(tr("Could not change the list of trusted folders"), forgotten.error());
        return;
    }
    lookAtTrust();
    Q_EMIT trustChanged();
}

void Workspace::lookAtTrust()
{
    m_untrusted.clear();
    if (m_project)
        m_untrusted = m_trust.untrusted(m_project->root, requestsOf(m_project->config));
    chooseScratch(m_project ? &*m_project : nullptr);
}

/// The project's scratch server where the user trusts it, else the embedded one.
void Workspace::chooseScratch(const Project* project)
{
    ScratchOptions options;
    if (project != nullptr && !project->config.scratchUrl.empty() &&
        m_trust.trusts(project->root, {ProjectRequest::Kind::ScratchUrl, {}, project->config.scratchUrl}))
        options.url = project->config.scratchUrl;
    m_scratch->setOptions(options);
}

void Workspace::newModel()
{
    m_project.reset();
    m_untitled = tr("New model");
    adopt({{baselineCatalog(), oneDiagram(), {}}, {}}, true);
}

void Workspace::openFolder(const QString& folder, const QString& database)
{
    const Result<Project> project = openProject(std::filesystem::path(toUtf8(folder)));
    if (!project) {
        Q_EMIT failed(tr("Could not open the project"), project.error());
        return;
    }
    openProjectDatabase(*project, database.isEmpty() ? toQt(project->config.databases.front().name) : database);
}

void Workspace::openProjectDatabase(const Project& project, const QString& database)
{
    load(project, database, {});
}

void Workspace::load(const Project& project, const QString& database, const std::function<void()>& then)
{
    const DatabaseConfig* config = project.database(toUtf8(database));
    if (config == nullptr) {
        Error error;
        error.code = ErrorCode::NotFound;
        error.message = toUtf8(tr("the project %1 has no database %2").arg(toQt(project.config.name), database));
        Q_EMIT failed(tr("Could not open the project"), error);
        return;
    }
    chooseScratch(&project);
    Scope scope;
    scope.schemas = config->schemas;
    scope.ignore = project.config.ignore;
    m_opening.hold(m_runner.run<LoadedModel>(
        this, tr("Opening %1").arg(toQt(project.config.name)),
        [scratch = m_scratch, config = *config, scope](const Task& task) {
            return loadModel(scratch, config, scope, task);
        },
        [this, project, database, then, edits = m_edits](Result<LoadedModel> loaded) {
            if (!loaded) {
                chooseScratch(m_project ? &*m_project : nullptr);
                Q_EMIT failed(tr("Could not open the model"), loaded.error());
                return;
            }
            if (editedSince(edits, toQt(project.config.name))) {
                chooseScratch(m_project ? &*m_project : nullptr);
                return;
            }
            m_project = project;
            m_database = database;
            const bool unplaced = loaded->state.diagrams.empty();
            adopt(std::move(*loaded), false);
            if (unplaced)
                arrangeDiagram(toQt(m_document.state().diagrams.front().name), true);
            if (then)
                then();
        }));
}

bool Workspace::editedSince(int edits, const QString& name)
{
    if (!m_open || m_edits == edits)
        return false;
    Error error;
    error.code = ErrorCode::Conflict;
    error.message = toUtf8(tr("%1 was edited while %2 was being read").arg(title(), name));
    error.hint = toUtf8(tr("save it, then open %1 again").arg(name));
    Q_EMIT failed(tr("Could not open the model"), error);
    return true;
}

void Workspace::switchDatabase(const QString& name)
{
    if (m_project && name != m_database)
        openProjectDatabase(Project(*m_project), name);
}

void Workspace::reverseEngineer(const ConnectionSpec& spec)
{
    readNext(tr("Reading %1").arg(toQt(spec.display())), tr("Could not read the database"), toQt(spec.get("dbname")),
             [spec](const Task& task) { return readUnlessKnown(spec, {}, task); });
}

void Workspace::readNext(const QString& label, const QString& failure, const QString& name,
                         std::function<Result<Reading>(const Task&)> read)
{
    m_opening.hold(m_runner.run<Reading>(this, label, std::move(read),
                                         [this, failure, name, edits = m_edits](Result<Reading> reading) {
                                             if (!reading)
                                                 Q_EMIT failed(failure, reading.error());
                                             else if (!editedSince(edits, name))
                                                 showReading(name, std::move(*reading), false);
                                         }));
}

void Workspace::importSql(const QStringList& files, bool intoOpen)
{
    std::vector<SourceFile> sources;
    for (const QString& path : files) {
        Result<SourceFile> source = readSqlFile(std::filesystem::path(toUtf8(path)));
        if (!source) {
            Q_EMIT failed(tr("Could not import the SQL"), source.error());
            return;
        }
        sources.push_back(std::move(*source));
    }
    const QString name = files.isEmpty() ? QString() : QFileInfo(files.front()).completeBaseName();
    const auto read = [scratch = m_scratch, sources](const Task& task) -> Result<Reading> {
        Result<std::shared_ptr<ScratchServer>> server = scratch->get(task);
        if (!server)
            return std::unexpected(server.error());
        return resolveSql(**server, sources, {}, task);
    };
    const QString label = tr("Importing %1").arg(name);
    const QString failure = tr("Could not import the SQL");
    if (!intoOpen) {
        readNext(label, failure, name, read);
        return;
    }
    m_runner.run<Reading>(m_model.get(), label, read, [this, failure, name](Result<Reading> reading) {
        if (!reading)
            Q_EMIT failed(failure, reading.error());
        else
            showReading(name, std::move(*reading), true);
    });
}

void Workspace::showReading(const QString& name, Reading reading, bool intoOpen)
{
    for (const std::string& each : reading.unknown)
        Q_EMIT logged(tr("Ignored, because it is not supported: %1").arg(toQt(each)));
    for (const std::string& each : reading.hidden)
        Q_EMIT logged(tr("Not visible to this role: %1").arg(toQt(each)));
    if (intoOpen && m_open) {
        const Result<void> done = m_document.edit(tr("Import %1").arg(name), [&](ProjectState& state) -> Result<void> {
            Catalog merged = state.catalog;
            Catalog::Entries entries = merged.entries();
            entries.insert(entries.end(), reading.catalog.begin(), reading.catalog.end());
            state.catalog = Catalog(std::move(entries), merged.dependencies());
            return {};
        });
        if (!done)
            Q_EMIT failed(tr("Could not import the SQL"), done.error());
        return;
    }
    m_read = std::move(reading.catalog);
    m_readName = name;
    const auto isSchema = [](const Catalog::Entry& entry) { return entry.key->kind == Kind::Schema; };
    if (std::ranges::count_if(m_read, isSchema) > 1)
        Q_EMIT schemasWanted(m_read, name);
    else
        takeRead({});
}

void Workspace::takeRead(const std::vector<std::string>& schemas)
{
    Scope wanted;
    wanted.schemas = schemas;
    const Catalog read = std::exchange(m_read, {});
    const Catalog kept = restrictTo(read, wanted);
    m_project.reset();
    m_untitled = m_readName;
    adopt({{kept, oneDiagram(), {}}, {}}, true);
    if (kept.size() != read.size()) {
        // A part may refer to what was left out: PostgreSQL is asked whether it stands by itself.
        m_resolver.setBase(baselineCatalog(), {});
        m_resolver.checkAgain();
    }
    arrangeDiagram(QStringLiteral("main"), true);
}

void Workspace::recover(const RecoveredWork& work)
{
    const Result<ProjectState> state = Recovery::read(work);
    if (!state) {
        Q_EMIT failed(tr("Could not read the unsaved work"), state.error());
        return;
    }
    const auto take = [this, state = *state, work] {
        const Result<void> done =
            m_document.edit(tr("Restore unsaved work"), [&](ProjectState& current) -> Result<void> {
                current = state;
                return {};
            });
        if (done)
            Recovery::discard(work);
    };
    if (work.projectFolder.isEmpty()) {
        newModel();
        take();
        return;
    }
    const Result<Project> project = openProject(std::filesystem::path(toUtf8(work.projectFolder)));
    if (!project) {
        Q_EMIT failed(tr("Could not open the project"), project.error());
        return;
    }
    // Over the saved model, as a step: it can be looked at, undone or saved.
    load(*project, work.database.isEmpty() ? toQt(project->config.databases.front().name) : work.database, take);
}

void Workspace::adopt(LoadedModel loaded, bool neverSaved)
{
    m_open = true;
    lookAtTrust();
    m_files = std::move(loaded.files);
    // What was on its way for the model before says nothing about this one.
    m_model = std::make_unique<QObject>();
    m_opening.drop();
    m_keeping.cancel();
    m_lookingOutside.drop();
    m_outside.reset();
    m_saveAfterMerge = false;
    m_saving = false;
    m_saveAgain = false;
    if (const DatabaseConfig* config = database())
        m_watch.watch(*config);
    else
        m_watch.stop();
    m_recovery->clear();
    m_document.reset(std::move(loaded.state));
    if (neverSaved)
        m_document.setNeverSaved();
    m_resolver.setResolved(m_document.state());
    Q_EMIT opened();
}

void Workspace::arrangeDiagram(const QString& name, bool quietly)
{
    const Diagram* diagram = findDiagram(m_document.state(), toUtf8(name));
    if (diagram == nullptr)
        return;
    using Places = std::vector<std::pair<ObjectKey, Point>>;
    m_runner.run<Places>(
        m_model.get(), tr("Arranging %1").arg(name),
        [catalog = m_document.catalog(), diagram = *diagram](const Task& task) {
            return arrange(buildUnrouted(catalog, diagram, {}), {}, task.stop);
        },
        [this, name, quietly](Result<Places> places) {
            if (!places) {
                if (places.error().code != ErrorCode::Cancelled)
                    Q_EMIT failed(tr("Could not arrange the diagram"), places.error());
                return;
            }
            const auto place = [&](ProjectState& state) {
                if (Diagram* target = findDiagram(state, toUtf8(name))) {
                    for (const auto& [key, point] : *places)
                        target->cards[key].position = point;
                    target->waypoints.clear();
                }
            };
            if (quietly) {
                m_document.amend(place);
            } else {
                (void)m_document.edit(tr("Arrange"), [&](ProjectState& state) -> Result<void> {
                    place(state);
                    return {};
                });
            }
            Q_EMIT arranged(name);
        });
}

void Workspace::close()
{
    m_open = false;
    m_project.reset();
    m_opening.drop();
    m_keeping.cancel();
    m_keepTimer.stop();
    m_watch.stop();
    m_recovery->clear();
}

} // namespace schemawright
