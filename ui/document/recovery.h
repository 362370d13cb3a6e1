#pragma once

#include "ui/document/document.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

namespace schemawright {

/// Unsaved work of a session that did not end normally.
struct RecoveredWork {
    QString folder;        ///< its folder
    QString projectFolder; ///< empty: a model that has not been saved
    QString database;
    QDateTime when;
};

/// Keeps a copy of unsaved work in the cache folder, so that a crash loses only seconds. One folder per window, locked while the window exists.
class Recovery {
public:
    /// `root`: the parent of all these folders.
    explicit Recovery(const QString& root);
    ~Recovery();

    /// The unsaved work of ended sessions, newest first.
    [[nodiscard]] std::vector<RecoveredWork> leftBehind() const;
    [[nodiscard]] static Result<ProjectState> read(const RecoveredWork& work);
    static void discard(const RecoveredWork& work);

    /// Blocks while it writes; may be called from any thread, one at a time. Errors: Cancelled if the token was triggered before it began.
    [[nodiscard]] Result<void> keep(const ProjectState& state, const QString& projectFolder, const QString& database,
                                    const std::stop_token& stop = {});
    /// Everything is saved, so there is nothing to recover. Does not wait for a copy that is being written: that one is removed when complete.
    void clear();

private:
    [[nodiscard]] Result<void> lockFolder();
    [[nodiscard]] Result<void> write(const ProjectState& state, const QString& projectFolder,
                                     const QString& database) const;
    void remove();

    QString m_root;
    QString m_own;
    std::mutex m_mutex;                ///< guards the following members, and the creation and removal of the folder
    std::unique_ptr<QLockFile> m_lock; ///< created with the first copy
    bool m_writing = false;
    bool m_unwanted = false; ///< the copy that is being written
};

} // namespace schemawright
