#pragma once

#include "model/object_key.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <vector>

class QTabWidget;

namespace schemawright {

class DiagramTab;

/// Tables that are dragged onto the tab of a diagram, from the object tree or from the current diagram. Holding them over a tab opens it.
class TabDrops : public QObject {
    Q_OBJECT

public:
    explicit TabDrops(QTabWidget* tabs);

    /// Cards of the current diagram are over that position of the screen, or dropped there. False if there is no tab of another diagram.
    bool carry(const std::vector<ObjectKey>& cards, QPoint global, bool letGo);

Q_SIGNALS:
    void dropped(schemawright::DiagramTab* diagram, const std::vector<schemawright::ObjectKey>& keys);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The diagram whose tab is there; nullptr if there is none.
    [[nodiscard]] DiagramTab* diagramAt(QPoint place) const;
    void waitOver(DiagramTab* diagram);

    QTabWidget* m_tabs;
    QPointer<DiagramTab> m_waitingOver;
    QTimer m_wait;
};

} // namespace schemawright
