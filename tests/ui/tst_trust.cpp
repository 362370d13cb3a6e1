#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "diff/scratch/scratch.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/history/history_page.h"
#include "ui/review/review_page.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include <arpa/inet.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace schemawright;
namespace fs = std::filesystem;

namespace {

/// Stands where a server could be, and knows whether anybody came.
class Door {
public:
    Door() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_socket, 16);
        socklen_t size = sizeof address;
        ::getsockname(m_socket, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;
    ~Door() { ::close(m_socket); }

    [[nodiscard]] std::string url() const
    {
        return "host=127.0.0.1 port=" + std::to_string(m_port) + " dbname=stranger connect_timeout=2 sslmode=disable";
    }
    /// Whether anybody has come so far; who came is sent away, so that it does not wait.
    [[nodiscard]] bool visited()
    {
        while (true) {
            const int visitor = ::accept(m_socket, nullptr, nullptr);
            if (visitor < 0)
                return m_visited;
            ::close(visitor);
            m_visited = true;
        }
    }

private:
    int m_socket;
    int m_port = 0;
    bool m_visited = false;
};

constexpr int patience = 60000;

} // namespace

class tst_Trust : public QObject {
    Q_OBJECT

private:
    /// A window on a project that somebody else wrote.
    struct Stranger {
        Stranger()
        {
            write("secret_command");
            std::ofstream(root() + "/catalog/schema.sql")
                << "CREATE TABLE orders (id bigint PRIMARY KEY, state text);\n";
        }
        [[nodiscard]] std::string root() const { return toUtf8(fixture.folder.path()) + "/stranger"; }
        [[nodiscard]] std::string mark() const { return toUtf8(fixture.folder.path()) + "/mark"; }
        void write(const std::string& comment)
        {
            fs::create_directories(root() + "/catalog");
            std::ofstream(root() + "/schemawright.toml")
                << "scratch_url = \"" << scratch.url() << "\"\n[[databases]]\nname = \"shop\"\n"
                << "[databases.environments.production]\nurl = \"" << database.url() << "\"\nsecret_command = \"touch '"
                << mark() << "' # " << comment << "\"\n";
        }
        void open()
        {
            WindowSettings settings;
            settings.dataFolder = fixture.folder.path() + QStringLiteral("/data");
            settings.cacheFolder = fixture.folder.path() + QStringLiteral("/cache");
            settings.trust = TrustFile(toUtf8(fixture.folder.path()) + "/settings/trusted.json");
            settings.connectionOf = [](const Environment& environment, const std::stop_token&) {
                if (std::system(environment.secretCommand.c_str()) != 0)
                    qWarning("the command failed");
                return ConnectionSpec::parse(environment.url);
            };
            fixture.window = std::make_unique<MainWindow>(std::move(settings));
            fixture.window->resize(1400, 900);
            fixture.window->show();
            fixture.window->openFolder(toQt(root()));
            QTRY_VERIFY_WITH_TIMEOUT(fixture.window->workspace().isOpen(), patience);
        }

        Door scratch;
        Door database;
        WindowFixture fixture;
    };

private Q_SLOTS:
    void nothingOfAStrangersFolderHappens()
    {
        Stranger stranger;
        stranger.open();
        MainWindow& window = *stranger.fixture.window;
        auto* bar = stranger.fixture.find<QWidget>("trustBar");
        QVERIFY(bar->isVisible());
        const QString said = stranger.fixture.find<QLabel>("trustText")->text();
        for (const char* word : {"is not trusted", "commands", "databases", "the scratch server"})
            QVERIFY2(said.contains(QString::fromUtf8(word)), qPrintable(said));
        // Editing, checking, Review and History work without any of it.
        Workspace& workspace = window.workspace();
        QVERIFY(workspace.document().edit(QStringLiteral("Note"), [](ProjectState& state) {
            return changeColumn(state, columnKey("orders", "state"), [](Column& column) { column.notNull = true; });
        }));
        QTRY_VERIFY_WITH_TIMEOUT(workspace.resolver().isResolved(), patience);
        window.showReview();
        QTRY_VERIFY_WITH_TIMEOUT(window.link().changeCount().has_value(), patience);
        window.showHistory();
        // Somebody who chooses the database all the same is told why not.
        const std::vector<Target> targets = window.link().targets();
        const auto production = std::ranges::find(targets, QStringLiteral("production"), &Target::name);
        QVERIFY(production != targets.end());
        window.link().choose(*production);
        QTRY_VERIFY_WITH_TIMEOUT(window.link().error().has_value(), patience);
        QCOMPARE(window.link().error()->code, ErrorCode::Untrusted);
        QVERIFY(!fs::exists(stranger.mark()));
        QVERIFY(!stranger.scratch.visited());
        QVERIFY(!stranger.database.visited());
    }

    void whoTrustsSeesTheTextsFirst()
    {
        Stranger stranger;
        stranger.open();
        QTest::mouseClick(stranger.fixture.find<QPushButton>("trustButton"), Qt::LeftButton);
        auto* dialog = stranger.fixture.find<QDialog>("trustDialog");
        QTRY_VERIFY(dialog->isVisible());
        const QString texts = dialog->findChild<QPlainTextEdit*>(QStringLiteral("trustTexts"))->toPlainText();
        QVERIFY2(texts.contains(toQt("touch '" + stranger.mark() + "'")), qPrintable(texts));
        QVERIFY2(texts.contains(toQt(stranger.scratch.url())), qPrintable(texts));
        // Enter is no consent.
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(stranger.fixture.window->findChild<QDialog*>(QStringLiteral("trustDialog")) == nullptr);
        QVERIFY(stranger.fixture.find<QWidget>("trustBar")->isVisible());
        QVERIFY(!fs::exists(stranger.mark()));

        QTest::mouseClick(stranger.fixture.find<QPushButton>("trustButton"), Qt::LeftButton);
        dialog = stranger.fixture.find<QDialog>("trustDialog");
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("trustYes")), Qt::LeftButton);
        QTRY_VERIFY(!stranger.fixture.find<QWidget>("trustBar")->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(stranger.mark()), patience);
        QTRY_VERIFY_WITH_TIMEOUT(stranger.database.visited(), patience);
        QVERIFY(stranger.fixture.find<QPlainTextEdit>("log")->toPlainText().contains(
            QStringLiteral("outside the sandbox")));
    }

    void aChangedTextAsksAgain()
    {
        Stranger stranger;
        stranger.open();
        stranger.fixture.window->workspace().trustFolder();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(stranger.mark()), patience);
        stranger.fixture.window.reset();
        fs::remove(stranger.mark());
        stranger.open();
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(stranger.mark()), patience);
        QVERIFY(!stranger.fixture.find<QWidget>("trustBar")->isVisible());
        stranger.fixture.window.reset();
        fs::remove(stranger.mark());

        stranger.write("and something else");
        stranger.open();
        QTRY_VERIFY(stranger.fixture.find<QWidget>("trustBar")->isVisible());
        QVERIFY(stranger.fixture.find<QLabel>("trustText")->text().contains(QStringLiteral("has changed since")));
        QTRY_VERIFY_WITH_TIMEOUT(stranger.fixture.window->link().reading().has_value(), patience);
        QVERIFY(!fs::exists(stranger.mark()));
        stranger.fixture.window->workspace().forgetFolder();
        QVERIFY(stranger.fixture.find<QLabel>("trustText")->text().contains(QStringLiteral("is not trusted")));
    }

    void aConditionOnRowsIsNothingElse_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<QString>("answer");
        QTest::newRow("a condition") << QStringLiteral("id = 2") << QStringLiteral("Rows 1 to 1");
        QTest::newRow("a comment behind it") << QStringLiteral("id > 0 -- all") << QStringLiteral("Rows 1 to 3");
        QTest::newRow("another statement")
            << QStringLiteral("true; COMMIT; DROP TABLE kept; SELECT 1") << QStringLiteral("multiple commands");
        QTest::newRow("another statement in a string")
            << QStringLiteral("id::text = '\\'' OR true; COMMIT; DROP TABLE kept; SELECT 1 --'") << QString();
        QTest::newRow("a function that writes")
            << QStringLiteral("writes()") << QStringLiteral("read-only transaction");
        QTest::newRow("writing switched on")
            << QStringLiteral("set_config('transaction_read_only', 'off', false) = 'off' AND writes()")
            << QStringLiteral("read-write mode");
        QTest::newRow("locks") << QStringLiteral("true FOR UPDATE") << QStringLiteral("read-only transaction");
    }

    void aConditionOnRowsIsNothingElse()
    {
        QFETCH(QString, condition);
        QFETCH(QString, answer);
        const Result<std::shared_ptr<ScratchServer>> server = ScratchServer::start({});
        QVERIFY(server);
        Result<ScratchDatabase> database = (*server)->createDatabase();
        Result<Connection> connection = database->connect();
        QVERIFY(connection->query(
            "CREATE TABLE kept (id int); INSERT INTO kept SELECT generate_series(1, 3);"
            "CREATE FUNCTION writes() RETURNS boolean LANGUAGE sql AS 'INSERT INTO kept VALUES (99) RETURNING true';"));
        // Where backslashes escape, what is a string to one lexer is a statement to another.
        QVERIFY(connection->query("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = "
                                  "off', current_database()); END $$"));
        const WindowFixture fixture;
        fixture.window->workspace().newModel();
        fixture.window->link().addConnection(database->spec());
        QTRY_VERIFY_WITH_TIMEOUT(fixture.window->link().reading().has_value(), patience);
        fixture.window->showRows(tableKey("kept"));
        const auto* status = fixture.find<QLabel>("rowsStatus");
        QTRY_COMPARE_WITH_TIMEOUT(status->text(), QStringLiteral("Rows 1 to 3"), patience);
        auto* field = fixture.find<QTableView>("rows")->parentWidget()->findChild<QLineEdit*>();
        QTest::keyClicks(field, condition);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(status->text() != QStringLiteral("Reading …") &&
                                     (answer.isEmpty() || status->text().contains(answer)),
                                 patience);
        QCOMPARE(connection->query("SELECT count(*) FROM kept")->number(0, 0), 3);
    }
};

QTEST_MAIN(tst_Trust)
#include "tst_trust.moc"
