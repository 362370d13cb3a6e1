#pragma once

#include "model/project.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace schemawright {

/// Reports that another program may have written the model's files. It may also report our own writes; the receiver compares.
class ModelWatch : public QObject {
    Q_OBJECT

public:
    explicit ModelWatch(QObject* parent = nullptr);

    /// schema.sql or the files of schema/, and the folder, because a replaced file is another file.
    void watch(const DatabaseConfig& database);
    void stop();

Q_SIGNALS:
    void changed();

private:
    void watchFiles();

    QFileSystemWatcher m_watcher;
    QTimer m_pause;
    QString m_folder;
};

} // namespace schemawright
