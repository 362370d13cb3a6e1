#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/document/edits.h"

#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>

#include <csignal>
#include <thread>

using namespace schemawright;

namespace {

constexpr auto childFolder = "SCHEMAWRIGHT_TEST_EDIT_IN";

/// What a user did before the lamp went out: a model of one table that is never saved. Runs until it is killed.
int editUntilKilled(const QString& folder)
{
    WindowFixture fixture(folder);
    fixture.window->workspace().newModel();
    (void)fixture.window->workspace().document().edit(QStringLiteral("Add"), [](ProjectState& state) -> Result<void> {
        (void)addTable(state, "public", "precious");
        return {};
    });
    // Somebody who never pauses: the copy must be kept all the same.
    QTimer edits;
    int count = 0;
    QObject::connect(&edits, &QTimer::timeout, fixture.window.get(), [&] {
        (void)fixture.window->workspace().document().edit(
            QStringLiteral("Move"), [&](ProjectState& state) -> Result<void> {
                state.diagrams.front().cards[tableKey("precious")].position = {double(++count), 0};
                return {};
            });
    });
    edits.start(200);
    return QApplication::exec();
}

} // namespace

class tst_Recovery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workOfAKilledWindowIsOfferedAtTheNextStart()
    {
        const QTemporaryDir folder;
        const QString unsaved = folder.filePath(QStringLiteral("cache/unsaved"));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1String(childFolder), folder.path());
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(process.waitForStarted());
        const auto kept = [&] {
            const QStringList copies = QDir(unsaved).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
            return !copies.isEmpty() && QFile::exists(unsaved + u'/' + copies.front() + QStringLiteral("/facts.json"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(kept(), 30000);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());

        WindowFixture next(folder.path());
        auto* restore = next.find<QPushButton>("restoreWork");
        QVERIFY(restore && restore->isVisible());
        QTest::mouseClick(restore, Qt::LeftButton);
        QVERIFY(next.window->workspace().document().catalog().find(tableKey("precious")));
        QVERIFY(next.window->isWindowModified());
        QVERIFY2(next.window->workspace().recovery().leftBehind().empty(), "it is offered once");
    }

    void whatIsNotWantedIsDiscarded()
    {
        const QTemporaryDir folder;
        {
            Recovery crashed(folder.filePath(QStringLiteral("cache/unsaved")));
            QVERIFY(crashed.keep(shopState(), {}, {}));
        }
        WindowFixture next(folder.path());
        QTest::mouseClick(next.find<QPushButton>("discardWork"), Qt::LeftButton);
        QVERIFY(next.window->workspace().recovery().leftBehind().empty());
    }

    void nothingIsLeftOfACopyThatIsNotWantedAnyMore()
    {
        const QTemporaryDir folder;
        ProjectState large = shopState();
        Catalog::Entries entries = large.catalog.entries();
        for (int i = 0; i < 3000; ++i) {
            entries.push_back(entries.back());
            entries.back().key =
                std::make_shared<const ObjectKey>(keyOf(Kind::Sequence, "public", "s" + std::to_string(i)));
            entries.back().object = std::make_shared<const Object>(Object{Sequence{}, {}});
        }
        large.catalog = Catalog(std::move(entries), large.catalog.dependencies());
        Recovery window(folder.path());
        for (int i = 0; i < 40; ++i) {
            std::jthread worker([&] { (void)window.keep(large, {}, {}); });
            QTRY_VERIFY(!QDir(folder.path()).isEmpty());
            std::this_thread::sleep_for(std::chrono::milliseconds(i / 2));
            window.clear();
            worker.join();
            QVERIFY2(QDir(folder.path()).isEmpty(), "a copy is there although everything is saved");
        }
    }

    void workOnAProjectComesBackOverIt()
    {
        const QTemporaryDir folder;
        const std::filesystem::path root(toUtf8(folder.filePath(QStringLiteral("shop"))));
        QVERIFY(createProject(root, "shop"));
        {
            Recovery crashed(folder.filePath(QStringLiteral("cache/unsaved")));
            QVERIFY(crashed.keep(shopState(), toQt(root.string()), QStringLiteral("shop")));
        }
        WindowFixture next(folder.path());
        QSignalSpy opened(&next.window->workspace(), &Workspace::opened);
        QTest::mouseClick(next.find<QPushButton>("restoreWork"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30000);
        QVERIFY(next.window->workspace().document().catalog().find(tableKey("orders")));
        QVERIFY(next.window->isWindowModified());
        next.trigger("undo");
        QVERIFY2(!next.window->workspace().document().catalog().find(tableKey("orders")), "back to what was saved");
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    if (const QString folder = qEnvironmentVariable(childFolder); !folder.isEmpty())
        return editUntilKilled(folder);
    tst_Recovery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_recovery.moc"
