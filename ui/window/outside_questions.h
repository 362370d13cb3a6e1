#pragma once

#include <QObject>

class QWidget;

namespace schemawright {

class Workspace;

/// Asks about changes from outside the window: by other programs that write schema.sql, from databases, from scripts with several schemas.
class OutsideQuestions : public QObject {
    Q_OBJECT

public:
    /// `window`: the parent of the dialogs.
    OutsideQuestions(Workspace& workspace, QWidget& window);

Q_SIGNALS:
    void told(const QString& sentence); ///< for the status bar
    void logged(const QString& line);   ///< for the log

private:
    void askWhichWins(const QStringList& objects);

    Workspace& m_workspace;
    QWidget& m_window;
};

} // namespace schemawright
