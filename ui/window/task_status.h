#pragma once

#include "ui/basics/task.h"

#include <vector>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace schemawright {

/// The running tasks in the status bar: the newest with its progress, and a button that cancels all of them. Quiet tasks are not shown.
class TaskStatus : public QObject {
    Q_OBJECT

public:
    /// Adds its texts to the bar, and shows the tasks that the runner starts from now on.
    TaskStatus(TaskRunner& runner, QStatusBar& bar);

private:
    void onStarted(RunningTask* task);
    void show();

    std::vector<QPointer<RunningTask>> m_tasks;
    QLabel* m_label;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
};

} // namespace schemawright
