#include "ui/document/recovery.h"

#include "ui/basics/text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace schemawright {

namespace {

constexpr auto catalogName = "catalog";
constexpr auto factsName = "facts.json";
constexpr auto lockName = "lock";

DatabaseConfig configIn(const QString& folder)
{
    DatabaseConfig config;
    config.name = "recovery";
    config.folder = std::filesystem::path(toUtf8(folder));
    return config;
}

std::filesystem::path fileIn(const QString& folder, const char* name)
{
    return std::filesystem::path(toUtf8(folder)) / name;
}

} // namespace

Recovery::Recovery(const QString& root)
    : m_root(root), m_own(root + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

Recovery::~Recovery() = default;

std::vector<RecoveredWork> Recovery::leftBehind() const
{
    std::vector<RecoveredWork> found;
    const QFileInfoList folders = QDir(m_root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo& folder : folders) {
        const QString path = folder.absoluteFilePath();
        if (path == m_own)
            continue;
        QLockFile lock(path + u'/' + QLatin1String(lockName));
        lock.setStaleLockTime(0); // stale only where its process is gone
        if (!lock.tryLock(0))
            continue; // its window is open
        const Result<std::string> facts = readFile(fileIn(path, factsName));
        const QJsonObject object =
            facts ? QJsonDocument::fromJson(QByteArray::fromStdString(*facts)).object() : QJsonObject();
        lock.unlock();
        if (object.isEmpty()) {
            QDir(path).removeRecursively();
            continue;
        }
        found.push_back({path, object.value(u"project").toString(), object.value(u"database").toString(),
                         QDateTime::fromString(object.value(u"when").toString(), Qt::ISODate)});
    }
    std::ranges::sort(found, std::greater(), &RecoveredWork::when);
    return found;
}

Result<ProjectState> Recovery::read(const RecoveredWork& work)
{
    const Result<std::string> bytes = readFile(fileIn(work.folder, catalogName));
    if (!bytes)
        return std::unexpected(bytes.error());
    const std::optional<Catalog> catalog = deserializeCatalog(*bytes);
    if (!catalog)
        return fail(ErrorCode::Invalid,
                    "the copy of the unsaved work was written by another version and cannot be read");
    const DatabaseConfig config = configIn(work.folder);
    Result<std::vector<Diagram>> diagrams = readDiagrams(config);
    if (!diagrams)
        return std::unexpected(diagrams.error());
    Result<std::vector<Rename>> renames = readRenames(config);
    if (!renames)
        return std::unexpected(renames.error());
    return ProjectState{*catalog, std::move(*diagrams), std::move(*renames)};
}

void Recovery::discard(const RecoveredWork& work)
{
    QDir(work.folder).removeRecursively();
}

Result<void> Recovery::keep(const ProjectState& state, const QString& projectFolder, const QString& database,
                            const std::stop_token& stop)
{
    {
        const std::lock_guard lock(m_mutex);
        if (stop.stop_requested()) // clear() may have been called already
            return fail(ErrorCode::Cancelled, "the copy of the unsaved work is not wanted any more");
        if (Result<void> locked = lockFolder(); !locked)
            return locked;
        m_writing = true;
        m_unwanted = false;
    }
    Result<void> written = write(state, projectFolder, database);
    const std::lock_guard lock(m_mutex);
    m_writing = false;
    if (m_unwanted)
        remove();
    return written;
}

Result<void> Recovery::lockFolder()
{
    if (!QDir().mkpath(m_own))
        return fail(ErrorCode::Io, "could not create the folder for unsaved work " + toUtf8(m_own));
    if (!m_lock) {
        m_lock = std::make_unique<QLockFile>(m_own + u'/' + QLatin1String(lockName));
        m_lock->setStaleLockTime(0);
        m_lock->tryLock(0);
    }
    return {};
}

Result<void> Recovery::write(const ProjectState& state, const QString& projectFolder, const QString& database) const
{
    const DatabaseConfig config = configIn(m_own);
    if (Result<void> done = writeFileAtomically(fileIn(m_own, catalogName), serialize(state.catalog)); !done)
        return done;
    for (const Diagram& diagram : state.diagrams) {
        if (Result<void> done = writeDiagram(config, diagram); !done)
            return done;
    }
    if (Result<void> done = writeRenames(config, state.renames); !done)
        return done;
    const QJsonObject facts{{QStringLiteral("project"), projectFolder},
                            {QStringLiteral("database"), database},
                            {QStringLiteral("when"), QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
    return writeFileAtomically(fileIn(m_own, factsName), QJsonDocument(facts).toJson().toStdString());
}

void Recovery::clear()
{
    const std::lock_guard lock(m_mutex);
    if (m_writing)
        m_unwanted = true;
    else
        remove();
}

void Recovery::remove()
{
    m_lock.reset();
    QDir(m_own).removeRecursively();
}

} // namespace schemawright
