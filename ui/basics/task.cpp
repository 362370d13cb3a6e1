#include "ui/basics/task.h"

#include <QCoreApplication>
#include <QEvent>

namespace schemawright {

namespace {

/// One for what the user asked for, one for resolving, and some to spare: the server does the work, not these threads.
constexpr std::size_t threadCount = 4;

} // namespace

TaskRunner::TaskRunner(QObject* parent) : QObject(parent) {}

TaskRunner::~TaskRunner()
{
    for (const auto& [id, running] : m_running) {
        if (running)
            running->cancel();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_all();
    m_threads.clear();
}

std::unexpected<Error> TaskRunner::unexpectedException(const std::string& what)
{
    return fail(ErrorCode::Internal, "an unexpected exception" + (what.empty() ? what : ": " + what),
                "report this as a fault of Schemawright");
}

void TaskRunner::start(RunningTask* running, Work work)
{
    const std::uint64_t id = ++m_lastId;
    m_running.emplace(id, running);
    Q_EMIT started(running);
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({id, running->m_stop.get_token(), std::move(work)});
        if (m_jobs.size() > m_idle && m_threads.size() < threadCount)
            m_threads.emplace_back([this] { runJobs(); });
    }
    m_wake.notify_one();
}

void TaskRunner::runJobs()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++m_idle;
        m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        --m_idle;
        // What was asked for before the end is begun, and sees at once that it is to stop.
        if (m_jobs.empty())
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        const std::uint64_t id = job.id;
        job.work({job.stop, [this, id](std::string_view step, double fraction) {
                      tell({id, false, std::string(step), fraction});
                  }});
        job = {}; // what it held goes here, not on the GUI thread
        tell({id, true, {}, 0});
        lock.lock();
    }
}

void TaskRunner::tell(News news)
{
    {
        const std::lock_guard lock(m_mutex);
        m_news.push_back(std::move(news));
    }
    // An event for each, so that news also comes through an event loop within one that is told of an end.
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
}

void TaskRunner::customEvent(QEvent*)
{
    News news;
    {
        const std::lock_guard lock(m_mutex);
        news = std::move(m_news.front());
        m_news.pop_front();
    }
    const auto found = m_running.find(news.id);
    const QPointer<RunningTask> running = found->second;
    if (news.ended)
        m_running.erase(found);
    if (!running)
        return; // its guard is gone
    if (news.ended)
        end(running);
    else
        Q_EMIT running->progress(QString::fromStdString(news.step), news.fraction);
}

void TaskRunner::end(const QPointer<RunningTask>& running)
{
    running->m_ended = true;
    Q_EMIT finished(running);
    if (!running)
        return;
    const auto tellEnd = std::exchange(running->m_tellEnd, {});
    running->deleteLater();
    if (!running->m_dropped)
        tellEnd();
}

} // namespace schemawright
