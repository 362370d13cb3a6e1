#include "ui/window/main_window.h"

#include "diff/plan/plan.h"
#include "ui/basics/message_box.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/panels/problems_panel.h"
#include "ui/panels/script_view.h"
#include "ui/picture/text_width.h"
#include "ui/window/welcome_page.h"

#include <QDockWidget>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QStatusBar>
#include <QTabWidget>
#include <QTime>
#include <QToolButton>

#include <algorithm>

/// What the window tells: title, status bar, problems, the selected object's SQL, log and failures.
namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto tellTime = 6s;

/// The statements that make one object, by the planner.
Result<QString> objectSql(const Catalog& catalog, const ObjectKey& key)
{
    Catalog without = catalog.without(key);
    for (const Catalog::Entry& child : catalog.childrenOf(key.schema, key.name)) {
        if (key.parent.empty())
            without = without.without(*child.key);
    }
    const Result<Plan> plan = makePlan(without, catalog);
    if (!plan)
        return std::unexpected(plan.error());
    QStringList statements;
    for (const Batch& batch : plan->batches) {
        for (const Statement& statement : batch.statements)
            statements.append(toQt(statement.sql) + u';');
    }
    return statements.join(QStringLiteral("\n\n"));
}

} // namespace

void MainWindow::buildStatusBar()
{
    m_changesButton = new QToolButton(this);
    m_changesButton->setObjectName(QStringLiteral("changesButton"));
    m_changesButton->setAutoRaise(true);
    m_changesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_changesButton->setIcon(themeIcon(QStringLiteral("vcs-diff")));
    m_changesButton->setToolTip(tr("Shows the changes for review"));
    connect(m_changesButton, &QToolButton::clicked, this, &MainWindow::showReview);
    m_resolutionLabel = new QLabel(this);
    m_resolutionLabel->setObjectName(QStringLiteral("resolution"));
    m_zoomLabel = new QLabel(this);
    m_zoomLabel->setObjectName(QStringLiteral("zoom"));
    m_taskLabel = new QLabel(this);
    m_taskLabel->setTextFormat(Qt::PlainText);
    m_taskLabel->setMinimumWidth(200); // the bar beside it stays in its place while the words change
    m_taskProgress = new QProgressBar(this);
    m_taskProgress->setMaximumWidth(140);
    m_taskProgress->setMaximumHeight(14);
    m_taskProgress->setTextVisible(false);
    m_taskCancel = new QToolButton(this);
    m_taskCancel->setObjectName(QStringLiteral("taskCancel"));
    m_taskCancel->setIcon(themeIcon(QStringLiteral("process-stop")));
    m_taskCancel->setToolTip(tr("Cancel"));
    m_taskCancel->setAccessibleName(tr("Cancels the running task"));
    m_taskCancel->setAutoRaise(true);
    statusBar()->addWidget(m_changesButton);
    m_tellLabel = new QLabel(this);
    m_tellLabel->setObjectName(QStringLiteral("tell"));
    m_tellLabel->setTextFormat(Qt::PlainText);
    m_tellTimer.setSingleShot(true);
    connect(&m_tellTimer, &QTimer::timeout, m_tellLabel, &QLabel::clear);
    statusBar()->addWidget(m_tellLabel);
    statusBar()->addWidget(m_taskLabel);
    statusBar()->addWidget(m_taskProgress);
    statusBar()->addWidget(m_taskCancel);
    statusBar()->addPermanentWidget(m_resolutionLabel);
    statusBar()->addPermanentWidget(m_zoomLabel);
    showTasks();
}

void MainWindow::showTasks()
{
    std::erase_if(m_tasks, [](const QPointer<RunningTask>& each) { return each.isNull(); });
    const bool busy = !m_tasks.empty();
    m_taskLabel->setVisible(busy);
    m_taskProgress->setVisible(busy);
    m_taskCancel->setVisible(busy);
    if (!busy)
        return;
    m_taskLabel->setText(m_tasks.back()->label() + QStringLiteral(" …"));
    m_taskProgress->setRange(0, 0);
}

void MainWindow::showTitle()
{
    setWindowTitle(m_workspace.isOpen() ? tr("%1[*] – Schemawright").arg(m_workspace.title()) : tr("Schemawright[*]"));
    setWindowModified(m_workspace.isOpen() && m_workspace.document().isDirty());
    m_saveAction->setEnabled(m_workspace.isOpen() && m_workspace.document().isDirty());
}

void MainWindow::showStatus()
{
    const bool open = m_workspace.isOpen();
    m_changesButton->setVisible(open);
    m_resolutionLabel->setVisible(open);
    m_zoomLabel->setVisible(open);
    if (!open)
        return;
    const QString where = m_link.target().name;
    if (m_link.isReading())
        m_changesButton->setText(tr("Reading %1 …").arg(where));
    else if (m_link.error())
        m_changesButton->setText(tr("Could not read %1").arg(where));
    else if (!m_link.changeCount())
        m_changesButton->setText(tr("Changes not counted yet"));
    else if (*m_link.changeCount() == 0)
        m_changesButton->setText(m_link.hasDatabase() ? tr("The database matches the model")
                                                      : tr("No changes since the last revision"));
    else
        m_changesButton->setText(m_link.hasDatabase()
                                     ? tr("%n changes not in the database", nullptr, *m_link.changeCount())
                                     : tr("%n changes since the last revision", nullptr, *m_link.changeCount()));
    switch (m_workspace.resolver().state()) {
    case Resolver::State::Resolved: m_resolutionLabel->setText(tr("Checked by PostgreSQL")); break;
    case Resolver::State::Waiting:
    case Resolver::State::Running: m_resolutionLabel->setText(tr("Checking …")); break;
    case Resolver::State::Refused: m_resolutionLabel->setText(tr("PostgreSQL rejects the model: see Problems")); break;
    case Resolver::State::Unavailable: m_resolutionLabel->setText(tr("Not checked: no scratch server")); break;
    }
    auto* tab = qobject_cast<DiagramTab*>(m_tabs->currentWidget());
    m_zoomLabel->setVisible(tab != nullptr);
    if (tab != nullptr)
        m_zoomLabel->setText(tr("%1 %").arg(qRound(tab->canvas().zoom() * 100)));
}

void MainWindow::showProblems()
{
    const int count = m_problems->errorCount() + m_problems->warningCount() + m_problems->adviceCount();
    m_problemsDock->setWindowTitle(count == 0 ? tr("Problems") : tr("Problems (%1)").arg(count));
}

void MainWindow::showSql()
{
    if (m_selection.empty()) {
        m_sql->clear();
        return;
    }
    if (!m_sqlDock->isVisible() || m_sql->viewport()->visibleRegion().isEmpty())
        return;
    const ObjectKey key = ownerOfOrigin(m_selection.front());
    m_sqlTask.hold(m_runner.run<QString>(
        this, tr("Writing SQL"),
        [catalog = m_workspace.document().catalog(), key](const Task&) { return objectSql(catalog, key); },
        [this, key](const Result<QString>& sql) {
            if (m_selection.empty() || ownerOfOrigin(m_selection.front()) != key)
                return;
            m_sql->setSql(sql ? *sql : QStringLiteral("-- ") + toQt(sql.error().message).replace(u'\n', u' '));
        },
        true));
}

void MainWindow::tell(const QString& sentence)
{
    m_tellLabel->setText(toQt(oneLine(toUtf8(sentence))));
    m_tellTimer.start(tellTime);
}

void MainWindow::log(const QString& line)
{
    m_log->appendPlainText(QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + line);
}

void MainWindow::report(const QString& what, const Error& error)
{
    m_afterSave = {};
    const QString text = tr("%1: %2").arg(what, toQt(error.text()));
    log(text);
    if (error.code == ErrorCode::Cancelled)
        return;
    if (!m_workspace.isOpen()) {
        m_welcome->setMessage(text, true);
        return;
    }
    QMessageBox* box = plainBox(this, QMessageBox::Warning, what, toQt(error.text()), QMessageBox::Ok);
    box->setObjectName(QStringLiteral("failure"));
    if (!error.statement.empty())
        box->setDetailedText(toQt(error.statement));
    box->open();
}

} // namespace schemawright
