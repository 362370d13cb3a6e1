#pragma once

#include "diff/server/connection.h"
#include "ui/basics/task.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTabWidget;

namespace schemawright {

class Notice;

/// Enters a connection, by fields or as a URI. The password is passed to the receiver, never written to a file.
class ConnectionDialog : public QDialog {
    Q_OBJECT

public:
    ConnectionDialog(TaskRunner& runner, QWidget* parent);

Q_SIGNALS:
    void chosen(const schemawright::ConnectionSpec& spec, bool rememberPassword);

private:
    [[nodiscard]] Result<ConnectionSpec> spec() const;
    void test();
    void say(const QString& message, bool failure);

    TaskRunner& m_runner;
    QTabWidget* m_tabs;
    QLineEdit* m_host;
    QLineEdit* m_port;
    QLineEdit* m_database;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QComboBox* m_ssl;
    QLineEdit* m_uri;
    QCheckBox* m_remember;
    Notice* m_message;
    QPushButton* m_test;
};

/// Asks for the password of one connection.
class PasswordDialog : public QDialog {
    Q_OBJECT

public:
    PasswordDialog(const QString& connection, const QString& reason, QWidget* parent);

Q_SIGNALS:
    void entered(const QString& password, bool inKeychain);
};

} // namespace schemawright
