#include "tests/ui/background_fixture.h"

#include "ui/basics/task_slot.h"

#include <QSignalSpy>
#include <QThread>

#include <atomic>
#include <latch>
#include <stdexcept>

using namespace schemawright;
using namespace schemawright::test;

namespace {

/// Work that lasts until it is told to stop.
Result<int> untilStopped(const Task& task)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, task.stop, [] { return false; });
    return fail(ErrorCode::Cancelled, "stopped");
}

} // namespace

class tst_Task : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workRunsElsewhereAndItsEndIsToldHere()
    {
        WatchedRunner runner;
        QObject guard;
        std::atomic<QThread*> worker = nullptr;
        std::optional<Result<int>> told;
        const QThread* here = QThread::currentThread();
        RunningTask* task = runner.run<int>(
            &guard, QStringLiteral("Adding"),
            [&](const Task&) -> Result<int> {
                worker = QThread::currentThread();
                return 42;
            },
            [&](Result<int> result) {
                QCOMPARE(QThread::currentThread(), here);
                told = std::move(result);
            });
        QCOMPARE(task->label(), QStringLiteral("Adding"));
        QVERIFY(!task->isQuiet());
        QTRY_VERIFY(told);
        QCOMPARE(told->value(), 42);
        QVERIFY(worker.load() != here);
        QTRY_VERIFY(runner.isIdle());
    }

    void aResultThatOnlyMovesArrives()
    {
        WatchedRunner runner;
        std::unique_ptr<int> told;
        runner.run<std::unique_ptr<int>>(
            this, {}, [](const Task&) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); },
            [&](Result<std::unique_ptr<int>> result) { told = std::move(*result); });
        QTRY_VERIFY(told);
        QCOMPARE(*told, 7);
    }

    void stepsAreToldInOrderBeforeTheEnd()
    {
        WatchedRunner runner;
        QStringList told;
        RunningTask* task = runner.run<bool>(
            this, {},
            [](const Task& work) -> Result<bool> {
                work.tell("one", 0.25);
                work.tell("two");
                return true;
            },
            [&](const Result<bool>&) { told.append(QStringLiteral("end")); });
        connect(task, &RunningTask::progress, this, [&](const QString& step, double fraction) {
            told.append(QStringLiteral("%1 %2").arg(step).arg(fraction));
        });
        QTRY_COMPARE(told, QStringList({QStringLiteral("one 0.25"), QStringLiteral("two -1"), QStringLiteral("end")}));
    }

    void cancelIsSeenByTheWorkAndItsEndIsTold()
    {
        WatchedRunner runner;
        std::optional<Result<int>> told;
        RunningTask* task =
            runner.run<int>(this, {}, untilStopped, [&](Result<int> result) { told = std::move(result); });
        task->cancel();
        QTRY_VERIFY(told);
        QCOMPARE(told->error().code, ErrorCode::Cancelled);
    }

    void anExceptionIsAnError_data()
    {
        QTest::addColumn<bool>("standard");
        QTest::newRow("of the library") << true;
        QTest::newRow("of another kind") << false;
    }

    void anExceptionIsAnError()
    {
        QFETCH(const bool, standard);
        WatchedRunner runner;
        std::optional<Result<int>> told;
        runner.run<int>(
            this, {},
            [standard](const Task&) -> Result<int> {
                if (standard)
                    throw std::length_error("too much of it");
                throw 7; // NOLINT(hicpp-exception-baseclass): that is the case
            },
            [&](Result<int> result) { told = std::move(result); });
        QTRY_VERIFY(told);
        QVERIFY(!*told);
        QCOMPARE(told->error().code, ErrorCode::Internal);
        QCOMPARE(QString::fromStdString(told->error().message).contains(QStringLiteral("too much of it")), standard);
        // And the thread that it was thrown on goes on working.
        bool again = false;
        runner.run<bool>(
            this, {}, [](const Task&) -> Result<bool> { return true; }, [&](Result<bool>) { again = true; });
        QTRY_VERIFY(again);
    }

    void nobodyIsToldWhenTheGuardIsGone()
    {
        WatchedRunner runner;
        auto guard = std::make_unique<QObject>();
        std::atomic<bool> stopped = false;
        bool told = false;
        runner.run<int>(
            guard.get(), {},
            [&](const Task& task) {
                Result<int> result = untilStopped(task);
                stopped = true;
                return result;
            },
            [&](const Result<int>&) { told = true; });
        guard.reset();
        QVERIFY(runner.isIdle());
        QTRY_VERIFY(stopped);
        QTest::qWait(20);
        QVERIFY(!told);
    }

    void theRunnersEndStopsWhatRunsAndWhatWaits()
    {
        QObject guard;
        std::atomic<int> ended = 0;
        constexpr int asked = 12; // more than there are threads
        {
            TaskRunner runner;
            for (int i = 0; i < asked; ++i) {
                runner.run<int>(
                    &guard, {},
                    [&](const Task& task) {
                        Result<int> result = untilStopped(task);
                        ++ended;
                        return result;
                    },
                    [](const Result<int>&) { QFAIL("the runner is gone"); });
            }
        }
        QCOMPARE(ended.load(), asked);
        QCoreApplication::processEvents();
    }

    void severalRunAtOnce()
    {
        WatchedRunner runner;
        std::latch together(3);
        int told = 0;
        for (int i = 0; i < 3; ++i) {
            runner.run<bool>(
                this, {},
                [&](const Task&) -> Result<bool> {
                    together.arrive_and_wait();
                    return true;
                },
                [&](const Result<bool>&) { ++told; });
        }
        QTRY_COMPARE(told, 3);
    }

    void anEndThatOpensAnEventLoopDoesNotKeepTheOthersBack()
    {
        WatchedRunner runner;
        std::latch both(2);
        int told = 0;
        bool within = false;
        for (int i = 0; i < 2; ++i) {
            runner.run<bool>(
                this, {},
                [&](const Task&) -> Result<bool> {
                    both.arrive_and_wait();
                    return true;
                },
                [&](const Result<bool>&) {
                    if (++told == 1)
                        within = QTest::qWaitFor([&] { return told == 2; });
                });
        }
        QTRY_COMPARE(told, 2);
        QTRY_VERIFY(within);
    }

    void aSlotHoldsTheNewest()
    {
        WatchedRunner runner;
        TaskSlot slot;
        std::vector<int> told;
        std::atomic<bool> stopped = false;
        QVERIFY(!slot.isRunning());
        slot.hold(runner.run<int>(
            this, {},
            [&](const Task& task) {
                (void)untilStopped(task);
                stopped = true;
                return Result<int>(1);
            },
            [&](Result<int> result) { told.push_back(*result); }));
        QVERIFY(slot.isRunning());
        bool running = true;
        slot.hold(runner.run<int>(
            this, {}, [](const Task&) { return Result<int>(2); },
            [&](Result<int> result) {
                told.push_back(*result);
                running = slot.isRunning();
            }));
        QTRY_VERIFY(stopped && runner.isIdle());
        QCOMPARE(told, std::vector{2});
        QVERIFY2(!running, "what has ended is forgotten before its end is told");
        QVERIFY(!slot.isRunning() && slot.task() == nullptr);
        slot.cancel(); // nothing to cancel
        slot.drop();
    }

    void aSlotThatEndsDropsItsTask()
    {
        WatchedRunner runner;
        QSignalSpy finished(&runner, &TaskRunner::finished);
        bool told = false;
        {
            TaskSlot slot;
            slot.hold(runner.run<int>(this, {}, untilStopped, [&](const Result<int>&) { told = true; }));
        }
        QTRY_COMPARE(finished.count(), 1);
        QTRY_VERIFY(runner.isIdle());
        QVERIFY(!told);
    }

    void whatASlotCancelsIsTold()
    {
        WatchedRunner runner;
        TaskSlot slot;
        std::optional<Result<int>> told;
        slot.hold(runner.run<int>(this, {}, untilStopped, [&](Result<int> result) { told = std::move(result); }));
        slot.cancel();
        QVERIFY2(slot.isRunning(), "until it has ended");
        QTRY_VERIFY(told);
        QCOMPARE(told->error().code, ErrorCode::Cancelled);
    }
};

QTEST_MAIN(tst_Task)
#include "tst_task.moc"
