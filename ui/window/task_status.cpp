#include "ui/window/task_status.h"

#include "ui/basics/theme_icon.h"

#include <QLabel>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

namespace schemawright {

TaskStatus::TaskStatus(TaskRunner& runner, QStatusBar& bar)
    : m_label(new QLabel(&bar)), m_progress(new QProgressBar(&bar)), m_cancel(new QToolButton(&bar))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setMinimumWidth(200); // the bar beside it stays in its place while the words change
    m_progress->setMaximumWidth(140);
    m_progress->setMaximumHeight(14);
    m_progress->setTextVisible(false);
    m_cancel->setObjectName(QStringLiteral("taskCancel"));
    m_cancel->setIcon(themeIcon(QStringLiteral("process-stop")));
    m_cancel->setToolTip(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancels the running task"));
    m_cancel->setAutoRaise(true);
    bar.addWidget(m_label);
    bar.addWidget(m_progress);
    bar.addWidget(m_cancel);
    connect(&runner, &TaskRunner::started, this, &TaskStatus::onStarted);
    connect(&runner, &TaskRunner::finished, this, [this](RunningTask* task) {
        task->disconnect(this);
        std::erase_if(m_tasks, [task](const QPointer<RunningTask>& each) { return each == task; });
        show();
    });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        for (const QPointer<RunningTask>& task : m_tasks) {
            if (task)
                task->cancel();
        }
        m_label->setText(tr("Stopping …"));
    });
    show();
}

void TaskStatus::onStarted(RunningTask* task)
{
    if (!task->isQuiet()) {
        m_tasks.emplace_back(task);
        connect(task, &RunningTask::progress, this, [this, task](const QString& step, double fraction) {
            m_label->setText(QStringLiteral("%1: %2").arg(task->label(), step));
            m_progress->setRange(0, fraction < 0 ? 0 : 1000);
            m_progress->setValue(static_cast<int>(fraction * 1000));
        });
        connect(task, &QObject::destroyed, this, [this] { show(); });
    }
    show();
}

void TaskStatus::show()
{
    std::erase_if(m_tasks, [](const QPointer<RunningTask>& each) { return each.isNull(); });
    const bool busy = !m_tasks.empty();
    m_label->setVisible(busy);
    m_progress->setVisible(busy);
    m_cancel->setVisible(busy);
    if (!busy)
        return;
    m_label->setText(m_tasks.back()->label() + QStringLiteral(" …"));
    m_progress->setRange(0, 0);
}

} // namespace schemawright
