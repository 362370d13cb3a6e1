#pragma once

#include "ui/basics/appearance.h"
#include "ui/basics/sql_view.h"
#include "ui/basics/task_slot.h"
#include "ui/history/history_run.h"
#include "ui/workspace/database_link.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;

namespace schemawright {

class ApplyView;
class CanvasView;
class LaneDelegate;
class Notice;

/// The revisions of the project, a database's revision, the diagram after each revision, and the script to another revision.
class HistoryPage : public QWidget {
    Q_OBJECT

public:
    HistoryPage(Workspace& workspace, DatabaseLink& link, SqlSyntax& syntax, Appearance& appearance,
                QWidget* parent = nullptr);

    /// Reads the revisions and the database again.
    void refresh();

Q_SIGNALS:
    void connectionWanted();
    void logged(const QString& line);

private:
    QWidget* buildLeft();
    QWidget* buildRight();
    QWidget* buildBottom();
    void sayHeads();
    void showHistory();
    void showSelected();
    void showThen();
    void showWay();
    void run();
    void ended(const std::string& id, const QString& target, const Result<void>& done);
    void select(int number);
    /// The number of the selected revision, 0 for base.
    [[nodiscard]] int selected() const;
    [[nodiscard]] std::string idAt(int number) const;

    Workspace& m_workspace;
    DatabaseLink& m_link;
    Appearance& m_appearance;
    RevisionHistory m_history;
    bool m_filling = false;
    bool m_wanted = false;
    TaskSlot m_reading;
    TaskSlot m_running; ///< what changes the database
    TaskSlot m_replaying;

    QLabel* m_where;
    Notice* m_message;
    QTreeWidget* m_list;
    LaneDelegate* m_lanes;
    QSlider* m_slider;
    CanvasView* m_canvas;
    QLabel* m_then;
    QStackedWidget* m_right;
    QTabWidget* m_tabs;
    SqlView* m_way;
    SqlView* m_up;
    SqlView* m_down;
    ApplyView* m_apply;
    QPushButton* m_go;
    QPushButton* m_stamp;
};

} // namespace schemawright
