#pragma once

#include "diff/server/task.h"
#include "model/error.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

namespace schemawright {

/// A piece of work in the background, as the window shows it. It is cancelled when the object that asked for it goes.
class RunningTask : public QObject {
    Q_OBJECT

public:
    RunningTask(QString label, bool quiet, QObject* guard) : QObject(guard), m_label(std::move(label)), m_quiet(quiet)
    {
    }
    ~RunningTask() override { m_stop.request_stop(); }

    [[nodiscard]] const QString& label() const { return m_label; }
    /// Work that nobody asked for (resolving while one types): it is not shown with a Cancel button.
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    [[nodiscard]] const std::stop_source& stopSource() const { return m_stop; }
    void cancel() { m_stop.request_stop(); }

Q_SIGNALS:
    void progress(const QString& step, double fraction);

private:
    QString m_label;
    bool m_quiet;
    std::stop_source m_stop;
};

/// Runs the engine's functions, which block, on threads of its own. Nothing here waits for them on the GUI thread but the destructor,
/// which stops them first.
class TaskRunner : public QObject {
    Q_OBJECT

public:
    explicit TaskRunner(QObject* parent = nullptr);
    ~TaskRunner() override;

    /// `work` runs on another thread; `done` gets its result on this one, unless `guard` is gone by then. The returned task lives as
    /// long as the work, or as `guard`.
    template <class T> RunningTask* run(QObject* guard, const QString& label,
                                        std::function<Result<T>(const Task&)> work, std::function<void(Result<T>)> done,
                                        bool quiet = false)
    {
        auto* running = new RunningTask(label, quiet, guard);
        const QPointer<RunningTask> shown = running;
        const Task task{running->stopSource().get_token(), [this, shown](std::string_view step, double fraction) {
                            report(shown, QString::fromUtf8(step.data(), static_cast<qsizetype>(step.size())),
                                   fraction);
                        }};
        // A future's result must be copyable; Result<T> may hold what only moves.
        using Shared = std::shared_ptr<Result<T>>;
        auto* watcher = new QFutureWatcher<Shared>(running);
        connect(watcher, &QFutureWatcherBase::finished, running, [this, watcher, running, done = std::move(done)] {
            Result<T> result = std::move(*watcher->result());
            Q_EMIT finished(running);
            running->deleteLater();
            done(std::move(result));
        });
        Q_EMIT started(running);
        watcher->setFuture(
            QtConcurrent::run(&m_pool, [work = std::move(work), task, link = stopLink(*running)]() -> Shared {
                return std::make_shared<Result<T>>(work(task));
            }));
        return running;
    }

Q_SIGNALS:
    void started(RunningTask* task);
    void finished(RunningTask* task);

private:
    /// While it lives, the end of the runner stops the task.
    [[nodiscard]] std::shared_ptr<void> stopLink(const RunningTask& task) const;
    void report(const QPointer<RunningTask>& task, const QString& step, double fraction);

    QThreadPool m_pool;
    std::stop_source m_stopAll;
};

} // namespace schemawright
