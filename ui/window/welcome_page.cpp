#include "ui/window/welcome_page.h"

#include "ui/basics/notice.h"
#include "ui/basics/theme_icon.h"

#include <QCommandLinkButton>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace schemawright {

namespace {

QLabel* heading(const QString& text, QWidget* parent, double size)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    font.setBold(true);
    label->setFont(font);
    return label;
}

void clear(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent) : QWidget(parent), m_message(new Notice(this)), m_recovered(new QWidget(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* body = new QWidget(this);
    body->setMaximumWidth(860);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(8);
    column->addWidget(heading(tr("Schemawright"), body, 2.2));
    auto* claim = new QLabel(tr("Design a PostgreSQL schema and compare it with a live database. Every difference "
                                "becomes a revision, proved up and down on a real PostgreSQL server."),
                             body);
    claim->setWordWrap(true);
    claim->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(claim);
    column->addSpacing(8);
    new QVBoxLayout(m_recovered);
    m_recovered->layout()->setContentsMargins(0, 0, 0, 0);
    m_recovered->hide();
    column->addWidget(m_recovered);
    m_message->setObjectName(QStringLiteral("welcomeMessage"));
    column->addWidget(m_message);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(32);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->addWidget(heading(tr("Start"), body, 1.15), 0, 0);
    grid->addWidget(heading(tr("Recent projects"), body, 1.15), 0, 1);
    auto* actions = new QVBoxLayout;
    actions->setSpacing(2);
    const auto offer = [&](const char* name, const char* icon, const QString& title, const QString& text,
                           void (WelcomePage::*signal)()) {
        auto* button = new QCommandLinkButton(title, text, body);
        button->setObjectName(QLatin1String(name));
        button->setIcon(themeIcon(QLatin1String(icon)));
        button->setIconSize({22, 22});
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QCommandLinkButton::clicked, this, signal);
        actions->addWidget(button);
    };
    offer("openDemo", "media-playback-start", tr("Open the demo shop"),
          tr("An online shop of six databases, on its own PostgreSQL server"), &WelcomePage::demoRequested);
    offer("newModel", "document-new", tr("New model"), tr("Start with an empty model"), &WelcomePage::newRequested);
    offer("fromDatabase", "server-database", tr("Reverse-engineer a database"),
          tr("Create a model from a live database"), &WelcomePage::databaseRequested);
    offer("importSql", "document-import", tr("Import SQL"), tr("From a script or the output of pg_dump"),
          &WelcomePage::importRequested);
    offer("openProject", "folder-open", tr("Open a project"), tr("A folder with schemawright.toml"),
          &WelcomePage::openRequested);
    actions->addStretch();
    grid->addLayout(actions, 1, 0);
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(2);
    grid->addLayout(m_recent, 1, 1);
    column->addLayout(grid);
    column->addStretch();
    auto* hint = new QLabel(tr("Ctrl+K finds any action and any object."), body);
    hint->setForegroundRole(QPalette::PlaceholderText);
    column->addWidget(hint);

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto* centre = new QWidget(scroll);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(1);
    row->addWidget(body, 20);
    row->addStretch(1);
    scroll->setWidget(centre);
    scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setRecent({});
}

void WelcomePage::setRecent(const QStringList& folders)
{
    clear(m_recent);
    if (folders.isEmpty()) {
        auto* none = new QLabel(tr("No recent projects."), this);
        none->setForegroundRole(QPalette::PlaceholderText);
        m_recent->addWidget(none);
    }
    for (const QString& folder : folders) {
        QString shown = folder;
        if (shown.startsWith(QDir::homePath()))
            shown.replace(0, QDir::homePath().size(), QStringLiteral("~"));
        auto* button = new QCommandLinkButton(QFileInfo(folder).fileName(), shown, this);
        button->setIcon(themeIcon(QStringLiteral("document-open-recent")));
        button->setIconSize({22, 22});
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QCommandLinkButton::clicked, this, [this, folder] { Q_EMIT recentRequested(folder); });
        m_recent->addWidget(button);
    }
    m_recent->addStretch();
}

void WelcomePage::setRecovered(const std::vector<RecoveredWork>& works)
{
    clear(m_recovered->layout());
    m_recovered->setVisible(!works.empty());
    for (const RecoveredWork& work : works) {
        auto* row = new QWidget(m_recovered);
        row->setAutoFillBackground(true);
        row->setBackgroundRole(QPalette::AlternateBase);
        const QString what = work.projectFolder.isEmpty() ? tr("a model that has not been saved")
                             : work.database.isEmpty()
                                 ? QFileInfo(work.projectFolder).fileName()
                                 : QFileInfo(work.projectFolder).fileName() + QStringLiteral(" / ") + work.database;
        auto* text = new QLabel(tr("Unsaved work on %1 from %2 was recovered.")
                                    .arg(what, QLocale().toString(work.when.toLocalTime(), QLocale::ShortFormat)),
                                row);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        auto* restore = new QPushButton(themeIcon(QStringLiteral("edit-undo")), tr("Restore"), row);
        restore->setObjectName(QStringLiteral("restoreWork"));
        auto* discard = new QPushButton(tr("Discard"), row);
        discard->setObjectName(QStringLiteral("discardWork"));
        auto* layout = new QHBoxLayout(row);
        layout->addWidget(text, 1);
        layout->addWidget(restore);
        layout->addWidget(discard);
        connect(restore, &QPushButton::clicked, this, [this, work] { Q_EMIT recoverRequested(work); });
        connect(discard, &QPushButton::clicked, this, [this, work] { Q_EMIT discardRequested(work); });
        m_recovered->layout()->addWidget(row);
    }
}

void WelcomePage::setMessage(const QString& message, bool failure)
{
    m_message->say(message, failure ? Notice::Tone::Bad : Notice::Tone::Info);
}

} // namespace schemawright
