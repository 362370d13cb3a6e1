#include "ui/window/connection_controller.h"

#include "ui/basics/text.h"
#include "ui/workspace/connection_dialog.h"
#include "ui/workspace/workspace.h"

namespace schemawright {

ConnectionController::ConnectionController(Workspace& workspace, DatabaseLink::EnvironmentReader connectionOf,
                                           QWidget& window)
    : m_workspace(workspace), m_window(window), m_link(m_workspace, m_passwords, std::move(connectionOf))
{
    connect(&m_link, &DatabaseLink::passwordNeeded, this, [this](const QString& connection, const QString& reason) {
        auto* dialog = new PasswordDialog(connection, reason, &m_window);
        connect(dialog, &PasswordDialog::entered, &m_link, &DatabaseLink::setPassword);
        dialog->open();
    });
    connect(&m_passwords, &PasswordStore::keychainFailed, this, [this](const QString& reason) {
        Q_EMIT logged(tr("Could not store the password in the keychain: %1").arg(reason));
    });
}

void ConnectionController::ask(const std::function<void(const ConnectionSpec&)>& then)
{
    auto* dialog = new ConnectionDialog(m_workspace.runner(), &m_window);
    connect(dialog, &ConnectionDialog::chosen, this, [this, then](const ConnectionSpec& spec, bool remember) {
        if (const std::string password = spec.get("password"); !password.empty()) {
            ConnectionSpec without = spec;
            without.parameters.erase("password");
            m_passwords.remember(without, toQt(password), remember);
        }
        then(spec);
    });
    dialog->open();
}

void ConnectionController::askToAdd()
{
    ask([this](const ConnectionSpec& spec) { m_link.addConnection(spec); });
}

void ConnectionController::refreshModel()
{
    if (!m_link.hasDatabase() || !m_link.reading()) {
        Q_EMIT told(tr("Choose a database first, in Review or with Connect"));
        return;
    }
    m_workspace.refreshFrom(m_link.reading()->catalog, m_link.target().name);
}

} // namespace schemawright
