#pragma once

#include "ui/basics/sql_view.h"
#include "ui/basics/task_slot.h"
#include "ui/workspace/workspace.h"

#include <QTimer>

namespace schemawright {

/// The SQL that creates the selected object, written in the background a moment after the last change.
class SqlPreview : public QObject {
    Q_OBJECT

public:
    /// `selection`: of the window, which outlives the preview. `parent`: of the view.
    SqlPreview(Workspace& workspace, const std::vector<ObjectKey>& selection, SqlSyntax& syntax, QWidget* parent);

    /// A child of `parent`.
    [[nodiscard]] SqlView* view() const { return m_view; }
    /// Shows nothing until the next refresh().
    void clear() { m_view->clear(); }
    /// Writes the SQL again after a pause, if the view is visible then.
    void refresh() { m_pause.start(); }

private:
    void write();

    Workspace& m_workspace;
    const std::vector<ObjectKey>& m_selection;
    SqlView* m_view;
    QTimer m_pause;
    TaskSlot m_task;
};

} // namespace schemawright
