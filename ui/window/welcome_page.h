#pragma once

#include "ui/document/recovery.h"

#include <QWidget>

class QVBoxLayout;

namespace schemawright {

class Notice;

/// The ways to start: the demo, a new model, a database, SQL files, a project, and recent projects.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    /// Without recent projects and recovered work until they are set.
    explicit WelcomePage(QWidget* parent = nullptr);

    /// Lists the recent projects, newest first.
    void setRecent(const QStringList& folders);
    /// Offers the unsaved work of ended sessions.
    void setRecovered(const std::vector<RecoveredWork>& works);
    /// Shows a sentence about progress or an error.
    void setMessage(const QString& message, bool failure);

Q_SIGNALS:
    void demoRequested();
    void newRequested();
    void databaseRequested();
    void importRequested();
    void openRequested();
    void recentRequested(const QString& folder);
    void recoverRequested(const schemawright::RecoveredWork& work);
    void discardRequested(const schemawright::RecoveredWork& work);

private:
    Notice* m_message;
    QWidget* m_recovered;
    QVBoxLayout* m_recent;
};

} // namespace schemawright
