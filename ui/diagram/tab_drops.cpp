#include "ui/diagram/tab_drops.h"

#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/workspace/table_clipboard.h"

#include <QDropEvent>
#include <QTabBar>
#include <QTabWidget>
#include <QToolTip>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

constexpr auto openAfter = 700ms; ///< of waiting over a tab

} // namespace

TabDrops::TabDrops(QTabWidget* tabs) : QObject(tabs), m_tabs(tabs)
{
    m_tabs->tabBar()->setAcceptDrops(true);
    m_tabs->tabBar()->installEventFilter(this);
    m_wait.setSingleShot(true);
    m_wait.setInterval(openAfter);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (m_waitingOver)
            m_tabs->setCurrentWidget(m_waitingOver);
    });
}

DiagramTab* TabDrops::diagramAt(QPoint place) const
{
    return qobject_cast<DiagramTab*>(m_tabs->widget(m_tabs->tabBar()->tabAt(place)));
}

void TabDrops::waitOver(DiagramTab* diagram)
{
    if (diagram == m_waitingOver)
        return;
    m_waitingOver = diagram;
    if (diagram != nullptr)
        m_wait.start();
    else
        m_wait.stop();
}

bool TabDrops::carry(const std::vector<ObjectKey>& cards, QPoint global, bool letGo)
{
    QTabBar* bar = m_tabs->tabBar();
    DiagramTab* diagram = diagramAt(bar->mapFromGlobal(global));
    if (diagram == nullptr || diagram == m_tabs->currentWidget() || cards.empty()) {
        QToolTip::hideText();
        return false;
    }
    if (!letGo) {
        const QString what =
            cards.size() == 1 ? shortName(cards.front()) : tr("%n tables", nullptr, static_cast<int>(cards.size()));
        QToolTip::showText(global, plainTip(tr("Onto %1: %2").arg(toQt(diagram->diagram()), what)), bar);
        return true;
    }
    QToolTip::hideText();
    Q_EMIT dropped(diagram, cards);
    return true;
}

bool TabDrops::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragLeave)
        waitOver(nullptr);
    const bool drops = event->type() == QEvent::Drop;
    if (!drops && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return QObject::eventFilter(watched, event);
    auto* drag = static_cast<QDropEvent*>(event); // the type says so
    const std::vector<ObjectKey> keys =
        drag->mimeData() == nullptr ? std::vector<ObjectKey>() : keysOf(*drag->mimeData());
    DiagramTab* diagram = keys.empty() ? nullptr : diagramAt(drag->position().toPoint());
    waitOver(drops ? nullptr : diagram);
    // Entering between two tabs is still entering.
    if (keys.empty() || (diagram == nullptr && event->type() != QEvent::DragEnter)) {
        event->ignore();
        return true;
    }
    drag->setDropAction(Qt::CopyAction);
    drag->accept();
    if (drops)
        Q_EMIT dropped(diagram, keys);
    return true;
}

} // namespace schemawright
