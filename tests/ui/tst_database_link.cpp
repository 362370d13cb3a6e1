#include "tests/support/scratch_fixture.h"
#include "tests/ui/background_fixture.h"
#include "tests/ui/window_fixture.h"

#include "ui/document/edits.h"
#include "ui/workspace/database_link.h"

#include <QSignalSpy>

#include <latch>

using namespace schemawright;
using namespace schemawright::test;

/// Reading a database in the background, and a user who picks another.
class tst_DatabaseLink : public QObject {
    Q_OBJECT

private:
    struct Linked {
        WatchedRunner runner;
        QTemporaryDir folder;
        Workspace workspace{runner, folder.filePath(QStringLiteral("cache")), TrustFile()};
        PasswordStore passwords;
        std::unique_ptr<DatabaseLink> link;

        explicit Linked(const DatabaseLink::EnvironmentReader& reader = {})
        {
            QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
            QCoreApplication::setOrganizationName(QStringLiteral("schemawright-test"));
            QCoreApplication::setApplicationName(QStringLiteral("schemawright-test"));
            link = std::make_unique<DatabaseLink>(workspace, passwords, reader);
            workspace.newModel();
        }
        [[nodiscard]] bool holds(const char* table) const
        {
            return link->reading() && link->reading()->catalog.find(tableKey(table)) != nullptr;
        }
    };
    static Target connection(const ConnectionSpec& spec)
    {
        return {Target::Kind::Connection, QStringLiteral("a connection"), {}, spec};
    }
    static Target environment(const std::string& name)
    {
        Environment of;
        of.name = name;
        return {Target::Kind::Environment, QString::fromStdString(name), of, {}};
    }

    ScratchFixture m_scratch;

private Q_SLOTS:
    void withoutADatabaseTheModelIsCompared()
    {
        Linked model;
        QVERIFY(!model.link->hasDatabase());
        QTRY_COMPARE_WITH_TIMEOUT(model.link->changeCount(), std::optional(0), patience);
        QVERIFY(model.workspace.document().edit(QStringLiteral("Add"), [](ProjectState& state) -> Result<void> {
            (void)addTable(state, "public", "sizes");
            return {};
        }));
        QTRY_COMPARE_WITH_TIMEOUT(model.link->changeCount(), std::optional(1), patience);
    }

    void theLastOfSeveralThatArePickedIsRead()
    {
        const ScratchDatabase first = m_scratch.databaseWith("CREATE TABLE first (id int)");
        const ScratchDatabase second = m_scratch.databaseWith("CREATE TABLE second (id int)");
        Linked model;
        QSignalSpy changed(model.link.get(), &DatabaseLink::changed);
        model.link->choose(connection(first.spec()));
        QVERIFY(model.link->isReading());
        model.link->choose(connection(second.spec()));
        QTRY_VERIFY_WITH_TIMEOUT(model.holds("second"), patience);
        QVERIFY(!model.link->isReading());
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        QVERIFY(model.holds("second") && !model.holds("first"));
        QCOMPARE(model.link->changeCount(), std::optional(1));
        QCOMPARE(model.link->spec()->get("dbname"), second.name());
    }

    void anEnvironmentThatAnswersLateIsNotTaken()
    {
        const ScratchDatabase slow = m_scratch.databaseWith("CREATE TABLE slow (id int)");
        const ScratchDatabase quick = m_scratch.databaseWith("CREATE TABLE quick (id int)");
        std::latch asked(1);
        std::latch mayAnswer(1);
        Linked model([&](const Environment&, const std::stop_token&) -> Result<ConnectionSpec> {
            asked.count_down();
            mayAnswer.wait();
            return slow.spec();
        });
        model.link->choose(environment("staging"));
        asked.wait();
        QVERIFY(model.link->isReading());
        model.link->choose(connection(quick.spec()));
        QTRY_VERIFY_WITH_TIMEOUT(model.holds("quick"), patience);
        mayAnswer.count_down();
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        QVERIFY(model.holds("quick"));
        QCOMPARE(model.link->spec()->get("dbname"), quick.name());
    }

    void anEnvironmentThatFailsIsTold()
    {
        Linked model([](const Environment&, const std::stop_token&) -> Result<ConnectionSpec> {
            return fail(ErrorCode::Authentication, "no secret today");
        });
        model.link->choose(environment("staging"));
        QTRY_VERIFY_WITH_TIMEOUT(model.link->error(), patience);
        QCOMPARE(model.link->error()->message, std::string("no secret today"));
        QVERIFY(!model.link->isReading() && !model.link->reading());
    }

    void aDatabaseThatIsGoneIsToldAndReadWhenItIsBack()
    {
        std::optional<ScratchDatabase> database = m_scratch.databaseWith("CREATE TABLE first (id int)");
        const ConnectionSpec spec = database->spec();
        Linked model;
        model.link->choose(connection(spec));
        QTRY_VERIFY_WITH_TIMEOUT(model.holds("first"), patience);
        database.reset();
        model.link->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(model.link->error(), patience);
        QVERIFY2(!model.link->reading() && !model.link->changeCount(), "what was read is not the present");
        need(need(Connection::open(m_scratch.server().spec())).query("CREATE DATABASE " + spec.get("dbname")));
        model.link->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(model.link->reading(), patience);
        QVERIFY(!model.link->error());
        QTRY_COMPARE_WITH_TIMEOUT(model.link->changeCount(), std::optional(0), patience);
    }

    void aPasswordForTheTargetBeforeIsNotTaken()
    {
        // The scratch server trusts everybody on its socket; a rule of its own asks this role for a password.
        const ScratchDatabase locked = m_scratch.databaseWith("CREATE TABLE locked (id int)");
        const ScratchDatabase open = m_scratch.databaseWith("CREATE TABLE open (id int)");
        Linked model;
        QSignalSpy needed(model.link.get(), &DatabaseLink::passwordNeeded);
        askForPasswords();
        const ConnectionSpec spec = locked.spec().with("user", "guest");
        model.link->choose(connection(spec));
        QTRY_COMPARE_WITH_TIMEOUT(needed.count(), 1, patience);
        QVERIFY(!model.link->spec());
        model.link->choose(connection(open.spec()));
        model.link->setPassword(QStringLiteral("secret"), false);
        QTRY_VERIFY_WITH_TIMEOUT(model.holds("open"), patience);
        model.link->choose(connection(spec));
        QTRY_COMPARE_WITH_TIMEOUT(needed.count(), 2, patience);
        model.link->setPassword(QStringLiteral("secret"), false);
        QTRY_VERIFY_WITH_TIMEOUT(model.holds("locked"), patience);
        QVERIFY(!model.link->error());
    }

    void theLinkGoesWhileItReads()
    {
        const ScratchDatabase database = m_scratch.databaseWith("CREATE TABLE first (id int)");
        Linked model;
        QTRY_VERIFY_WITH_TIMEOUT(model.runner.isIdle(), patience);
        model.link->choose(connection(database.spec()));
        QVERIFY(model.link->isReading());
        model.link.reset();
        QVERIFY(model.runner.isIdle());
    }

private:
    void askForPasswords()
    {
        Connection admin = need(Connection::open(m_scratch.server().spec()));
        need(admin.query(
            "CREATE ROLE guest LOGIN PASSWORD 'secret'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"));
        const std::string path = need(admin.query("SHOW hba_file")).text(0, 0);
        need(admin.query("COPY (VALUES ('local all guest scram-sha-256'), ('local all all trust')) TO " +
                         quoteLiteral(path)));
        need(admin.query("SELECT pg_reload_conf()"));
        const ConnectionSpec guest = m_scratch.server().spec().with("user", "guest");
        QTRY_VERIFY(!Connection::open(guest));
    }
};

QTEST_MAIN(tst_DatabaseLink)
#include "tst_database_link.moc"
