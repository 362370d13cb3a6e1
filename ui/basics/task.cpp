#include "ui/basics/task.h"

namespace schemawright {

TaskRunner::TaskRunner(QObject* parent) : QObject(parent)
{
    // One for what the user asked for, one for resolving, and some to spare: the server does the work, not these threads.
    m_pool.setMaxThreadCount(4);
}

TaskRunner::~TaskRunner()
{
    m_stopAll.request_stop();
    m_pool.waitForDone();
}

std::shared_ptr<void> TaskRunner::stopLink(const RunningTask& task) const
{
    using Callback = std::stop_callback<std::function<void()>>;
    return std::make_shared<Callback>(m_stopAll.get_token(),
                                      [source = task.stopSource()]() mutable { source.request_stop(); });
}

void TaskRunner::report(const QPointer<RunningTask>& task, const QString& step, double fraction)
{
    QMetaObject::invokeMethod(
        this,
        [task, step, fraction] {
            if (task != nullptr)
                Q_EMIT task->progress(step, fraction);
        },
        Qt::QueuedConnection);
}

} // namespace schemawright
