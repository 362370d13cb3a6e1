#include "ui/background/routine_watch.h"

#include "ui/basics/text.h"

#include <algorithm>

namespace schemawright {

namespace {

using namespace std::chrono_literals;

/// Longer than the resolver's: what it finds is not urgent, and takes a database of its own.
constexpr auto pauseInEditing = 700ms;

} // namespace

RoutineWatch::RoutineWatch(Document& document, Resolver& resolver, TaskRunner& runner,
                           std::shared_ptr<ScratchHost> scratch, QObject* parent)
    : QObject(parent), m_document(document), m_resolver(resolver), m_runner(runner), m_scratch(std::move(scratch))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseInEditing);
    connect(&m_pause, &QTimer::timeout, this, &RoutineWatch::look);
    connect(&m_resolver, &Resolver::stateChanged, this, &RoutineWatch::onState);
}

QString RoutineWatch::faultOf(const ObjectKey& function) const
{
    const auto found = std::ranges::find(m_faults, function, &RoutineFault::function);
    return found == m_faults.end() ? QString() : toQt(faultText(*found));
}

void RoutineWatch::onState()
{
    m_looking.drop();
    if (m_resolver.isResolved() && !m_lookedAt.sameAs(m_document.catalog()))
        m_pause.start();
    else
        m_pause.stop();
}

void RoutineWatch::look()
{
    const Catalog catalog = m_document.catalog();
    using Found = std::vector<RoutineFault>;
    m_looking.hold(m_runner.run<Found>(
        this, tr("Checking function bodies"),
        [catalog, scratch = m_scratch](const Task& task) {
            return routineFaultsOf([&] { return scratch->get(task); }, catalog, task);
        },
        [this, catalog](Result<Found> found) {
            // Where there is no server to ask, the next edit asks again.
            if (!found || !m_document.catalog().sameAs(catalog))
                return;
            m_lookedAt = catalog;
            setFaults(std::move(*found));
        },
        true));
}

void RoutineWatch::setFaults(std::vector<RoutineFault> faults)
{
    if (faults == m_faults)
        return;
    m_faults = std::move(faults);
    Q_EMIT changed();
}

} // namespace schemawright
