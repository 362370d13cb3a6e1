#include "ui/background/model_watch.h"

#include "ui/basics/text.h"

#include <QDir>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

/// Programs write in pieces, and a checkout writes many files.
constexpr auto pauseInWriting = 300ms;

} // namespace

ModelWatch::ModelWatch(QObject* parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInWriting);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        watchFiles();
        Q_EMIT changed();
    });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_pause, qOverload<>(&QTimer::start));
}

void ModelWatch::watch(const DatabaseConfig& database)
{
    stop();
    m_folder = toQt(database.folder.string());
    watchFiles();
}

void ModelWatch::stop()
{
    m_pause.stop();
    m_folder.clear();
    if (const QStringList paths = m_watcher.files() + m_watcher.directories(); !paths.isEmpty())
        m_watcher.removePaths(paths);
}

void ModelWatch::watchFiles()
{
    if (m_folder.isEmpty())
        return;
    QStringList paths{m_folder};
    const QDir folder(m_folder);
    for (const QString& name : {QStringLiteral("schema.sql"), QStringLiteral("schema")}) {
        if (folder.exists(name))
            paths.append(folder.filePath(name));
    }
    const QFileInfoList parts =
        QDir(folder.filePath(QStringLiteral("schema"))).entryInfoList({QStringLiteral("*.sql")});
    for (const QFileInfo& part : parts)
        paths.append(part.filePath());
    m_watcher.addPaths(paths); // those that are watched already are passed over
}

} // namespace schemawright
