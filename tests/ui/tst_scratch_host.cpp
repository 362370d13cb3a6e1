#include "tests/ui/background_fixture.h"

#include "ui/background/scratch_host.h"

#include <QElapsedTimer>
#include <QTcpServer>

#include <future>

using namespace schemawright;
using namespace schemawright::test;

class tst_ScratchHost : public QObject {
    Q_OBJECT

private:
    /// Takes connections and never says a word: a server that starts for ever.
    struct SilentServer {
        QTcpServer listener;
        ScratchOptions options;

        SilentServer()
        {
            QVERIFY(listener.listen(QHostAddress::LocalHost));
            options.url = "host=127.0.0.1 dbname=postgres user=nobody port=" + std::to_string(listener.serverPort());
        }
    };
    using Server = Result<std::shared_ptr<ScratchServer>>;

    static std::future<Server> ask(ScratchHost& host, const std::stop_token& stop = {})
    {
        return std::async(std::launch::async, [&host, stop] { return host.get({stop, {}}); });
    }
    static bool isReady(const std::future<Server>& answer)
    {
        return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

private Q_SLOTS:
    void allWhoAskGetTheSameServer()
    {
        ScratchHost host;
        QVERIFY(!host.isRunning());
        std::future<Server> first = ask(host);
        std::future<Server> second = ask(host);
        const Server one = first.get();
        const Server other = second.get();
        QVERIFY2(one, one ? "" : one.error().text().c_str());
        QVERIFY(other);
        QCOMPARE(one->get(), other->get());
        QVERIFY(host.isRunning());
    }

    void otherOptionsWaitForNoServerThatStarts()
    {
        const SilentServer silent;
        ScratchHost host;
        host.setOptions(silent.options);
        std::future<Server> old = ask(host);
        QTRY_VERIFY(silent.listener.hasPendingConnections());
        QElapsedTimer time;
        time.start();
        host.setOptions({});
        QVERIFY2(time.elapsed() < 1000, "the window would stand still");
        const Server fresh = host.get();
        QVERIFY2(fresh, fresh ? "" : fresh.error().text().c_str());
        QVERIFY2(!isReady(old), "it has waited for its own server only");
        QVERIFY(host.isRunning());
        QVERIFY2(!old.get(), "who asked for the silent one is told");
        QCOMPARE(host.get()->get(), fresh->get());
    }

    void aServerOfOldOptionsGoesWithTheLastWhoHasIt()
    {
        ScratchHost host;
        Server old = host.get();
        QVERIFY(old);
        const std::weak_ptr<ScratchServer> watched = *old;
        const Server another = ScratchServer::start({});
        QVERIFY(another);
        ScratchOptions options;
        options.url = (*another)->spec().conninfo();
        host.setOptions(options);
        QVERIFY(!host.isRunning());
        const Server fresh = host.get();
        QVERIFY2(fresh, fresh ? "" : fresh.error().text().c_str());
        QVERIFY(fresh->get() != old->get());
        QVERIFY2((*old)->createDatabase(), "somebody still works on it");
        old = fresh;
        QVERIFY2(watched.expired(), "nobody does any more");
    }

    void whoWaitsCanBeStopped()
    {
        const SilentServer silent;
        ScratchHost host;
        host.setOptions(silent.options);
        std::future<Server> starting = ask(host);
        QTRY_VERIFY(silent.listener.hasPendingConnections());
        std::stop_source stop;
        std::future<Server> waiting = ask(host, stop.get_token());
        stop.request_stop();
        QElapsedTimer time;
        time.start();
        const Server stopped = waiting.get();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY2(time.elapsed() < 5000, "not only when the start has failed");
        QVERIFY(!starting.get());
    }
};

QTEST_MAIN(tst_ScratchHost)
#include "tst_scratch_host.moc"
