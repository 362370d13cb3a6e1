#include "ui/window/status_line.h"

#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/picture/text_width.h"
#include "ui/workspace/database_link.h"
#include "ui/workspace/workspace.h"

#include <QLabel>
#include <QStatusBar>
#include <QToolButton>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto tellTime = 6s;

} // namespace

StatusLine::StatusLine(Workspace& workspace, const DatabaseLink& link, QStatusBar& bar)
    : m_workspace(workspace), m_link(link), m_changesButton(new QToolButton(&bar)), m_resolutionLabel(new QLabel(&bar)),
      m_zoomLabel(new QLabel(&bar)), m_tellLabel(new QLabel(&bar))
{
    m_changesButton->setObjectName(QStringLiteral("changesButton"));
    m_changesButton->setAutoRaise(true);
    m_changesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_changesButton->setIcon(themeIcon(QStringLiteral("vcs-diff")));
    m_changesButton->setToolTip(tr("Shows the changes for review"));
    connect(m_changesButton, &QToolButton::clicked, this, &StatusLine::reviewWanted);
    m_resolutionLabel->setObjectName(QStringLiteral("resolution"));
    m_zoomLabel->setObjectName(QStringLiteral("zoom"));
    bar.addWidget(m_changesButton);
    m_tellLabel->setObjectName(QStringLiteral("tell"));
    m_tellLabel->setTextFormat(Qt::PlainText);
    m_tellTimer.setSingleShot(true);
    connect(&m_tellTimer, &QTimer::timeout, m_tellLabel, &QLabel::clear);
    bar.addWidget(m_tellLabel);
    bar.addPermanentWidget(m_resolutionLabel);
    bar.addPermanentWidget(m_zoomLabel);
}

void StatusLine::show(std::optional<double> zoom)
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
    m_zoomLabel->setVisible(zoom.has_value());
    if (zoom)
        m_zoomLabel->setText(tr("%1 %").arg(qRound(*zoom * 100)));
}

void StatusLine::tell(const QString& sentence)
{
    m_tellLabel->setText(toQt(oneLine(toUtf8(sentence))));
    m_tellTimer.start(tellTime);
}

} // namespace schemawright
