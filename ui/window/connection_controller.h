#pragma once

#include "ui/workspace/database_link.h"
#include "ui/workspace/password_store.h"

#include <functional>

class QWidget;

namespace schemawright {

/// The connections of the window: asks for them and for their passwords.
class ConnectionController : public QObject {
    Q_OBJECT

public:
    /// `window`: the parent of the dialogs.
    ConnectionController(Workspace& workspace, DatabaseLink::EnvironmentReader connectionOf, QWidget& window);

    /// The database that the model is compared with.
    [[nodiscard]] DatabaseLink& link() { return m_link; }
    /// Shows the dialog; `then` gets the connection that the user chose.
    void ask(const std::function<void(const ConnectionSpec&)>& then);
    /// Asks for the database to compare with.
    void askToAdd();
    /// Merges the changes of the chosen database into the model.
    void refreshModel();

Q_SIGNALS:
    void told(const QString& sentence); ///< for the status bar
    void logged(const QString& line);   ///< for the log

private:
    Workspace& m_workspace;
    QWidget& m_window;
    PasswordStore m_passwords;
    DatabaseLink m_link;
};

} // namespace schemawright
