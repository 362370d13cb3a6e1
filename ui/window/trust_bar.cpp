#include "ui/window/trust_bar.h"

#include "diff/server/connection.h"
#include "ui/basics/notice.h"
#include "ui/basics/text.h"
#include "ui/workspace/workspace.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

/// One entry: the key, the environment and the text, every character of which is to be seen.
QString entryOf(const ProjectRequest& request)
{
    QString head = toQt(tomlKey(request.kind));
    if (!request.where.empty())
        head += QStringLiteral(" (%1)").arg(toQt(request.where));
    return head + QStringLiteral("\n    ") + toQt(request.shown());
}

QString listing(const std::vector<ProjectRequest>& requests)
{
    QStringList entries;
    for (const ProjectRequest& request : requests)
        entries.append(entryOf(request));
    return entries.join(QStringLiteral("\n\n"));
}

bool has(const std::vector<ProjectRequest>& requests, ProjectRequest::Kind kind)
{
    return std::ranges::contains(requests, kind, &ProjectRequest::kind);
}

/// What trusting the requests would allow, a sentence each.
QString consequences(const std::vector<ProjectRequest>& requests)
{
    QStringList sentences;
    if (has(requests, ProjectRequest::Kind::SecretCommand))
        sentences.append(TrustBar::tr("Each secret_command runs with your rights on this computer."));
    if (has(requests, ProjectRequest::Kind::ScratchUrl))
        sentences.append(TrustBar::tr(
            "SQL of this folder runs on the server of scratch_url, outside the sandbox that the embedded server has."));
    if (has(requests, ProjectRequest::Kind::DatabaseUrl))
        sentences.append(TrustBar::tr("Schemawright connects to the databases when the folder is opened."));
    return sentences.join(u'\n');
}

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

TrustBar::TrustBar(Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_notice(new Notice(this))
{
    setObjectName(QStringLiteral("trustBar"));
    m_notice->setObjectName(QStringLiteral("trustText"));
    auto* button = new QPushButton(tr("Trust this folder …"), this);
    button->setObjectName(QStringLiteral("trustButton"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 6, 0);
    row->addWidget(m_notice, 1);
    row->addWidget(button);
    connect(button, &QPushButton::clicked, this, &TrustBar::ask);
    connect(&m_workspace, &Workspace::opened, this, &TrustBar::refresh);
    connect(&m_workspace, &Workspace::saved, this, &TrustBar::refresh);
    connect(&m_workspace, &Workspace::trustChanged, this, &TrustBar::refresh);
    refresh();
}

void TrustBar::refresh()
{
    const std::vector<ProjectRequest>& off = m_workspace.untrusted();
    setVisible(!off.empty());
    QStringList parts;
    if (has(off, ProjectRequest::Kind::SecretCommand))
        parts.append(tr("commands"));
    if (has(off, ProjectRequest::Kind::DatabaseUrl))
        parts.append(tr("databases"));
    if (has(off, ProjectRequest::Kind::ScratchUrl))
        parts.append(tr("the scratch server"));
    const QString why = m_workspace.trustedBefore() ? tr("schemawright.toml has changed since you trusted this folder.")
                                                    : tr("This folder is not trusted.");
    m_notice->say(off.empty() ? QString() : tr("%1 Off: %2.").arg(why, parts.join(tr(", "))), Notice::Tone::Info);
    m_notice->setToolTip(tr("The commands and servers in schemawright.toml are used only after you trust the folder. "
                            "Everything else works."));
    if (const std::optional<Project>& project = m_workspace.project();
        project && !project->config.scratchUrl.empty() && !has(off, ProjectRequest::Kind::ScratchUrl)) {
        const Result<ConnectionSpec> spec = ConnectionSpec::parse(project->config.scratchUrl);
        Q_EMIT logged(
            tr("SQL of this folder runs on the scratch server %1, outside the sandbox of the embedded server.")
                .arg(spec ? toQt(spec->display()) : QStringLiteral("scratch_url")));
    }
}

void TrustBar::ask()
{
    const std::optional<Project>& project = m_workspace.project();
    const std::vector<ProjectRequest> requests = project ? requestsOf(project->config) : std::vector<ProjectRequest>();
    const bool trusted = m_workspace.untrusted().empty();
    auto* dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("trustDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Trust of this folder"));
    auto* column = new QVBoxLayout(dialog);
    auto* buttons = new QDialogButtonBox(dialog);
    if (requests.empty()) {
        column->addWidget(plainLabel(tr("schemawright.toml runs no command and names no server."), dialog));
        buttons->addButton(QDialogButtonBox::Close);
    } else {
        column->addWidget(plainLabel(toQt(project->root.string()), dialog));
        column->addWidget(plainLabel(
            trusted ? tr("You trust this folder with:") : tr("Commands and servers in schemawright.toml:"), dialog));
        auto* texts = new QPlainTextEdit(listing(requests), dialog);
        texts->setObjectName(QStringLiteral("trustTexts"));
        texts->setAccessibleName(tr("Commands and servers of schemawright.toml"));
        texts->setReadOnly(true);
        texts->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        column->addWidget(texts, 1);
        if (!trusted)
            column->addWidget(plainLabel(consequences(requests), dialog));
        QPushButton* yes = buttons->addButton(trusted ? tr("Stop trusting this folder") : tr("Trust this folder"),
                                              QDialogButtonBox::AcceptRole);
        yes->setObjectName(QStringLiteral("trustYes"));
        yes->setAutoDefault(false);
        buttons->addButton(trusted ? QDialogButtonBox::Close : QDialogButtonBox::Cancel)->setDefault(true);
    }
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, &m_workspace, trusted ? &Workspace::forgetFolder : &Workspace::trustFolder);
    dialog->resize(620, 400);
    dialog->open();
}

} // namespace schemawright
