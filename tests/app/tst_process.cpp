#include "app/cli/process.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <chrono>
#include <thread>

using namespace schemawright;
using namespace std::chrono_literals;

class tst_Process : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOutputIsReturnedAsItIs()
    {
        const Result<std::string> said = cli::outputOf({"/bin/sh", "-c", "printf 'a\\n b'"});
        QVERIFY(said);
        QCOMPARE(*said, std::string("a\n b"));
        std::stop_source nobodyStops;
        QCOMPARE(*cli::outputOf({"/bin/sh", "-c", "sleep 0.3; printf late"}, nobodyStops.get_token()),
                 std::string("late"));
    }

    void aFailureIsTold()
    {
        QCOMPARE(cli::outputOf({"no-such-program"}).error().code, ErrorCode::NotFound);
        QCOMPARE(cli::outputOf({"/bin/sh", "-c", "exit 3"}).error().message,
                 std::string("/bin/sh failed with status 3"));
    }

    /// As a secret_command that asks a question nobody sees.
    void aProgramThatNeverEndsIsStopped()
    {
        std::stop_source stop;
        const std::jthread stopper([&] {
            std::this_thread::sleep_for(200ms);
            stop.request_stop();
        });
        QElapsedTimer time;
        time.start();
        const Result<std::string> said =
            cli::outputOf({"/bin/sh", "-c", "echo begun; exec sleep 60"}, stop.get_token());
        QVERIFY(!said);
        QCOMPARE(said.error().code, ErrorCode::Cancelled);
        QVERIFY(time.elapsed() < 5000);
    }

    void passwordsAreTakenOutOfTheArguments_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("left");
        const auto row = [](const char* given, const char* left) {
            QTest::newRow(given) << QByteArray(given) << QByteArray(left);
        };
        row("postgresql://me:hunter2@host:1/db", "me@host:1/db");
        row("--url=postgresql://me:hunter2@host/db", "--url=me@host/db");
        row("host=h user=u password='hun ter2'", "u@h");
        row("--to=host=h password=hunter2", "--to=h");
        row("postgresql://me:hunter2%@host/db", ""); // libpq cannot read it
        row("postgresql://me@host/db", "postgresql://me@host/db");
        row("service=mine", "service=mine");
        row("head", "head");
        row("--json", "--json");
    }

    void passwordsAreTakenOutOfTheArguments()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, left);
        QByteArray program("schemawright");
        const auto size = given.size();
        std::array<char*, 3> argv{program.data(), given.data(), nullptr};
        cli::hidePasswords(2, argv.data());
        QCOMPARE(given.size(), size); // in its place
        QCOMPARE(given.trimmed(), left);
        QCOMPARE(program, QByteArray("schemawright"));
    }
};

QTEST_GUILESS_MAIN(tst_Process)
#include "tst_process.moc"
