#pragma once

#include "ui/basics/task.h"

#include <QPointer>
#include <QTest>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace schemawright::test {

/// How long a test waits for the scratch server.
inline constexpr int patience = 60000;

/// A runner that remembers what it was asked for. Declared before what asks it, as in the window.
class WatchedRunner : public TaskRunner {
public:
    WatchedRunner()
    {
        connect(this, &TaskRunner::started, this, [this](RunningTask* task) {
            m_tasks.emplace_back(task);
            m_labels.append(task->label());
        });
    }

    [[nodiscard]] const QStringList& labels() const { return m_labels; }
    [[nodiscard]] RunningTask* newest() const { return m_tasks.empty() ? nullptr : m_tasks.back().data(); }
    /// Nothing is running, and the objects of what was are gone.
    [[nodiscard]] bool isIdle() const
    {
        return std::ranges::all_of(m_tasks, [](const QPointer<RunningTask>& task) { return task.isNull(); });
    }

private:
    std::vector<QPointer<RunningTask>> m_tasks;
    QStringList m_labels;
};

} // namespace schemawright::test
