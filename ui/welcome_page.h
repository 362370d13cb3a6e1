#pragma once

#include "ui/recovery.h"

#include <QWidget>

class QVBoxLayout;

namespace schemawright {

class Notice;

/// Where one begins: the demo, a new model, a database, SQL files, a project, and the last ones.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);
    void setRecovered(const std::vector<RecoveredWork>& works);
    /// A sentence about what is going on or went wrong.
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
