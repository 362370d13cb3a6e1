#pragma once

#include "ui/basics/task.h"

namespace schemawright {

/// Holds the newest of several tasks for the same purpose. An older one is cancelled and its end is not reported. A finished one is
/// forgotten before its end is reported. A member of the task's guard, or of an object that is destroyed with it.
class TaskSlot {
public:
    TaskSlot() = default;
    ~TaskSlot() { drop(); }
    TaskSlot(const TaskSlot&) = delete;
    TaskSlot& operator=(const TaskSlot&) = delete;

    /// Replaces the running task.
    void hold(RunningTask* task)
    {
        drop();
        m_task = task;
    }
    /// Cancels the running task; its end is not reported.
    void drop()
    {
        if (m_task) {
            m_task->m_dropped = true;
            m_task->cancel();
        }
        m_task.clear();
    }
    /// Cancels the running task; its end is reported.
    void cancel()
    {
        if (m_task)
            m_task->cancel();
    }
    [[nodiscard]] bool isRunning() const { return m_task && !m_task->m_ended; }
    /// nullptr if no task is running.
    [[nodiscard]] RunningTask* task() const { return isRunning() ? m_task.data() : nullptr; }

private:
    QPointer<RunningTask> m_task;
};

} // namespace schemawright
