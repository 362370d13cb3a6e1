#include "ui/workspace/connection_dialog.h"

#include "ui/basics/notice.h"
#include "ui/basics/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace schemawright {

ConnectionDialog::ConnectionDialog(TaskRunner& runner, QWidget* parent)
    : QDialog(parent), m_runner(runner), m_tabs(new QTabWidget(this)), m_message(new Notice(this))
{
    setObjectName(QStringLiteral("connectionDialog"));
    setWindowTitle(tr("Connect to a database"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto* fields = new QWidget(m_tabs);
    auto* form = new QFormLayout(fields);
    const auto line = [&](const char* name, const QString& label, const QString& hint, QFormLayout* in, QWidget* on) {
        auto* edit = new QLineEdit(on);
        edit->setObjectName(QLatin1String(name));
        edit->setPlaceholderText(hint);
        edit->setAccessibleName(label);
        in->addRow(label, edit);
        return edit;
    };
    m_host = line("connectionHost", tr("Host"), tr("localhost, or the directory of a Unix socket"), form, fields);
    m_port = line("connectionPort", tr("Port"), QStringLiteral("5432"), form, fields);
    m_database = line("connectionDatabase", tr("Database"), {}, form, fields);
    m_user = line("connectionUser", tr("User"), {}, form, fields);
    m_password = line("connectionPassword", tr("Password"), tr("asked for when needed"), form, fields);
    m_password->setEchoMode(QLineEdit::Password);
    m_ssl = new QComboBox(fields);
    // PostgreSQL 17 manual, "SSL Mode Descriptions".
    m_ssl->addItems({QStringLiteral("prefer"), QStringLiteral("require"), QStringLiteral("verify-ca"),
                     QStringLiteral("verify-full"), QStringLiteral("allow"), QStringLiteral("disable")});
    form->addRow(tr("SSL mode"), m_ssl);
    auto* text = new QWidget(m_tabs);
    auto* textForm = new QFormLayout(text);
    m_uri = line("connectionUri", tr("URI"), QStringLiteral("postgresql://user@host:5432/database"), textForm, text);
    auto* hint = new QLabel(tr("Also: service=NAME, or keyword=value pairs as in libpq."), text);
    hint->setWordWrap(true);
    textForm->addRow(QString(), hint);
    m_tabs->addTab(fields, tr("Fields"));
    m_tabs->addTab(text, tr("URI"));

    m_remember = new QCheckBox(tr("Store the password in the desktop's keychain"), this);
    m_remember->setToolTip(tr("Otherwise the password is kept in memory until the program exits"));
    m_message->setObjectName(QStringLiteral("connectionMessage"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* connectButton = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    connectButton->setObjectName(QStringLiteral("connectionAccept"));
    m_test = buttons->addButton(tr("Test"), QDialogButtonBox::ActionRole);
    m_test->setObjectName(QStringLiteral("connectionTest"));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs);
    layout->addWidget(m_remember);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    resize(480, sizeHint().height());

    connect(m_test, &QPushButton::clicked, this, &ConnectionDialog::test);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const Result<ConnectionSpec> parsed = spec();
        if (!parsed) {
            say(toQt(parsed.error().text()), true);
            return;
        }
        Q_EMIT chosen(*parsed, m_remember->isChecked());
        accept();
    });
}

Result<ConnectionSpec> ConnectionDialog::spec() const
{
    if (m_tabs->currentIndex() == 1)
        return ConnectionSpec::parse(toUtf8(m_uri->text().trimmed()));
    ConnectionSpec spec;
    const auto set = [&](const char* keyword, const QString& value) {
        if (!value.isEmpty())
            spec.parameters[keyword] = toUtf8(value);
    };
    set("host", m_host->text().trimmed());
    set("port", m_port->text().trimmed());
    set("dbname", m_database->text().trimmed());
    set("user", m_user->text().trimmed());
    set("password", m_password->text());
    if (m_ssl->currentIndex() > 0)
        set("sslmode", m_ssl->currentText());
    if (m_database->text().trimmed().isEmpty())
        return fail(ErrorCode::Usage, "Enter the name of the database");
    return spec;
}

void ConnectionDialog::test()
{
    const Result<ConnectionSpec> parsed = spec();
    if (!parsed) {
        say(toQt(parsed.error().text()), true);
        return;
    }
    m_test->setEnabled(false);
    say(tr("Connecting to %1 …").arg(toQt(parsed->display())), false);
    m_runner.run<QString>(
        this, tr("Connecting"),
        [spec = *parsed](const Task& task) -> Result<QString> {
            const Result<Connection> connection = Connection::open(spec, task.stop);
            if (!connection)
                return std::unexpected(connection.error());
            return toQt(connection->serverVersionText());
        },
        [this](const Result<QString>& version) {
            m_test->setEnabled(true);
            if (version)
                say(tr("Connected: PostgreSQL %1").arg(*version), false);
            else
                say(toQt(version.error().text()), true);
        },
        true);
}

void ConnectionDialog::say(const QString& message, bool failure)
{
    m_message->say(message, failure ? Notice::Tone::Bad : Notice::Tone::Info);
}

PasswordDialog::PasswordDialog(const QString& connection, const QString& reason, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("passwordDialog"));
    setWindowTitle(tr("Password"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* text = new QLabel(tr("Password for %1").arg(connection), this);
    text->setTextFormat(Qt::PlainText);
    auto* why = new QLabel(reason, this);
    why->setTextFormat(Qt::PlainText);
    why->setWordWrap(true);
    why->setForegroundRole(QPalette::PlaceholderText);
    auto* password = new QLineEdit(this);
    password->setObjectName(QStringLiteral("passwordInput"));
    password->setEchoMode(QLineEdit::Password);
    auto* remember = new QCheckBox(tr("Store it in the desktop's keychain"), this);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addWidget(why);
    layout->addWidget(password);
    layout->addWidget(remember);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, password, remember] {
        Q_EMIT entered(password->text(), remember->isChecked());
        accept();
    });
}

} // namespace schemawright
