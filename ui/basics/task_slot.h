#pragma once

#include "ui/basics/task.h"

namespace schemawright {

/// Holds the newest task of those that answer one question. An older one is cancelled, and nobody is told of its end; one that has ended is
/// forgotten before its end is told. A member of the task's guard, or of something that goes with it.
class TaskSlot {
public:
    TaskSlot() = default;
    ~TaskSlot() { drop(); }
    TaskSlot(const TaskSlot&) = delete;
    TaskSlot& operator=(const TaskSlot&) = delete;

    /// Takes the place of what is running.
    void hold(RunningTask* task)
    {
        drop();
        m_task = task;
    }
    /// Cancels what is running; nobody waits for it any more.
    void drop()
    {
        if (m_task) {
            m_task->m_dropped = true;
            m_task->cancel();
        }
        m_task.clear();
    }
    /// Cancels what is running; its end is told.
    void cancel()
    {
        if (m_task)
            m_task->cancel();
    }
    [[nodiscard]] bool isRunning() const { return m_task && !m_task->m_ended; }
    /// nullptr where nothing is running.
    [[nodiscard]] RunningTask* task() const { return isRunning() ? m_task.data() : nullptr; }

private:
    QPointer<RunningTask> m_task;
};

} // namespace schemawright
