#pragma once

#include "ui/document/document.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

namespace schemawright {

/// Unsaved work of a session that ended without a goodbye.
struct RecoveredWork {
    QString folder;        ///< where it was kept
    QString projectFolder; ///< empty: a model that was never saved
    QString database;
    QDateTime when;
};

/// Keeps a copy of unsaved work in the cache directory, so that a crash loses seconds. One folder a window, locked while the window lives.
class Recovery {
public:
    /// `root`: the folder that holds all of them.
    explicit Recovery(const QString& root);
    ~Recovery();

    /// What sessions that are gone have left, newest first.
    [[nodiscard]] std::vector<RecoveredWork> leftBehind() const;
    [[nodiscard]] static Result<ProjectState> read(const RecoveredWork& work);
    static void discard(const RecoveredWork& work);

    /// Blocks for as long as writing takes; may be called from any thread, one at a time.
    [[nodiscard]] Result<void> keep(const ProjectState& state, const QString& projectFolder, const QString& database);
    /// Everything is saved: nothing to recover. Does not wait for a copy that is being written: that one is removed when it is complete.
    void clear();

private:
    [[nodiscard]] Result<void> lockFolder();
    [[nodiscard]] Result<void> write(const ProjectState& state, const QString& projectFolder,
                                     const QString& database) const;
    void remove();

    QString m_root;
    QString m_own;
    std::mutex m_mutex; ///< guards the following, and that the folder is made and removed by one at a time
    std::unique_ptr<QLockFile> m_lock; ///< made with the first copy
    bool m_writing = false;
    bool m_unwanted = false; ///< what is being written
};

} // namespace schemawright
