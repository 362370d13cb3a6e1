#pragma once

#include "diff/server/task.h"
#include "model/error.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace schemawright {

/// A task in the background, as the window shows it. It is cancelled when its guard is destroyed.
class RunningTask : public QObject {
    Q_OBJECT

public:
    RunningTask(QString label, bool quiet, QObject* guard) : QObject(guard), m_label(std::move(label)), m_quiet(quiet)
    {
    }
    ~RunningTask() override { m_stop.request_stop(); }

    [[nodiscard]] const QString& label() const { return m_label; }
    /// Work that the user did not request (resolving during typing): it is shown without a Cancel button.
    [[nodiscard]] bool isQuiet() const { return m_quiet; }
    /// Requests a stop. The end is reported as usual, mostly as ErrorCode::Cancelled.
    void cancel() { m_stop.request_stop(); }

Q_SIGNALS:
    void progress(const QString& step, double fraction);

private:
    friend class TaskRunner;
    friend class TaskSlot;

    QString m_label;
    bool m_quiet;
    bool m_dropped = false; ///< its end is not reported
    bool m_ended = false;
    std::stop_source m_stop;
    std::function<void()> m_tellEnd; ///< passes the result on
};

/// Runs the engine's functions, which block, on its own threads. Only the destructor waits for them on the GUI thread,
/// after it has cancelled them.
class TaskRunner : public QObject {
    Q_OBJECT

public:
    explicit TaskRunner(QObject* parent = nullptr);
    ~TaskRunner() override;

    /// `work` runs on another thread; `done` receives its result on this one, unless `guard` has been destroyed. The returned task exists as
    /// long as the work and `guard`. An exception in `work` becomes its Error.
    template <class T> RunningTask* run(QObject* guard, const QString& label,
                                        std::function<Result<T>(const Task&)> work, std::function<void(Result<T>)> done,
                                        bool quiet = false)
    {
        auto* running = new RunningTask(label, quiet, guard);
        auto result = std::make_shared<std::optional<Result<T>>>();
        running->m_tellEnd = [result, done = std::move(done)] { done(std::move(**result)); };
        start(running, [result, work = std::move(work)](const Task& task) {
            try {
                result->emplace(work(task));
            } catch (const std::exception& exception) {
                result->emplace(unexpectedException(exception.what()));
            } catch (...) {
                result->emplace(unexpectedException({}));
            }
        });
        return running;
    }

Q_SIGNALS:
    void started(RunningTask* task);
    void finished(RunningTask* task);

protected:
    /// A thread has reported something.
    void customEvent(QEvent* event) override;

private:
    using Work = std::function<void(const Task&)>;
    struct Job {
        std::uint64_t id = 0;
        std::stop_token stop;
        Work work;
    };
    /// A report of a thread about a job: its progress, or its end.
    struct News {
        std::uint64_t id = 0;
        bool ended = false;
        std::string step;
        double fraction = 0;
    };

    [[nodiscard]] static std::unexpected<Error> unexpectedException(const std::string& what);
    void start(RunningTask* running, Work work);
    void runJobs();
    void tell(News news);
    void end(const QPointer<RunningTask>& running);

    std::unordered_map<std::uint64_t, QPointer<RunningTask>> m_running; ///< of this thread; by the id of the job
    std::uint64_t m_lastId = 0;

    // Shared with the threads, which do not use QObjects: their reports wait here for an event.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    std::deque<News> m_news;
    std::size_t m_idle = 0;
    bool m_ending = false;
    std::vector<std::jthread> m_threads; ///< joined before the other members are destroyed
};

} // namespace schemawright
