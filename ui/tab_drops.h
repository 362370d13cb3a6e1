#pragma once

#include "model/object_key.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <vector>

class QTabWidget;

namespace schemawright {

class DiagramTab;

/// Tables that are dragged upon the tab of a diagram: from the object tree, or from the diagram in front. Waiting over a tab opens it.
class TabDrops : public QObject {
    Q_OBJECT

public:
    explicit TabDrops(QTabWidget* tabs);

    /// Cards of the diagram in front are held at that place of the screen, or let go there. False where no other diagram's tab is.
    bool carry(const std::vector<ObjectKey>& cards, QPoint global, bool letGo);

Q_SIGNALS:
    void dropped(schemawright::DiagramTab* diagram, const std::vector<schemawright::ObjectKey>& keys);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// The diagram whose tab is there; nullptr where there is none.
    [[nodiscard]] DiagramTab* diagramAt(QPoint place) const;
    void waitOver(DiagramTab* diagram);

    QTabWidget* m_tabs;
    QPointer<DiagramTab> m_waitingOver;
    QTimer m_wait;
};

} // namespace schemawright
