#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "diff/scratch/scratch.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/window/schema_chooser.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <fstream>

using namespace schemawright;

/// What comes from scripts and databases.
class tst_Import : public QObject {
    Q_OBJECT

private:
    static constexpr int patience = 60000;

    /// As pg_dump writes it, shortened.
    static constexpr auto dump = R"(--
-- PostgreSQL database dump
--
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA sales;
ALTER SCHEMA sales OWNER TO shop_owner;
CREATE SCHEMA stock;

CREATE TABLE sales.orders (
    id bigint NOT NULL,
    total numeric(10,2)
);
ALTER TABLE sales.orders OWNER TO shop_owner;
COPY sales.orders (id, total) FROM stdin;
1	10.00
2	\N
\.
CREATE TABLE stock.items (
    id bigint NOT NULL
);
ALTER TABLE ONLY sales.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
)";

    /// A database of a server of the test's.
    class Live {
    public:
        explicit Live(const char* ddl)
        {
            auto started = ScratchServer::start({});
            m_server = started ? *started : nullptr;
            QVERIFY2(m_server, started ? "" : started.error().text().c_str());
            m_database.emplace(std::move(*m_server->createDatabase()));
            QVERIFY(connect()->query(ddl));
        }
        Result<Connection> connect() const { return m_database->connect(); }
        ConnectionSpec spec() const { return m_database->spec(); }

    private:
        std::shared_ptr<ScratchServer> m_server;
        std::optional<ScratchDatabase> m_database;
    };

    struct Fresh : WindowFixture {
        QString write(const char* text) const
        {
            const QString path = folder.filePath(QStringLiteral("dump.sql"));
            std::ofstream(toUtf8(path), std::ios::binary) << text;
            return path;
        }
        Document& document() const { return window->workspace().document(); }
        /// From the welcome page, by what one knows of the server.
        void connectTo(const ConnectionSpec& spec) const
        {
            QTest::mouseClick(find<QPushButton>("fromDatabase"), Qt::LeftButton);
            for (const auto& [field, keyword] :
                 {std::pair("connectionHost", "host"), std::pair("connectionPort", "port"),
                  std::pair("connectionDatabase", "dbname"), std::pair("connectionUser", "user")}) {
                if (const std::string value = spec.get(keyword); !value.empty())
                    QTest::keyClicks(find<QLineEdit>(field), toQt(value));
            }
            QTest::mouseClick(find<QPushButton>("connectionAccept"), Qt::LeftButton);
        }
        bool has(const char* schema, const char* table) const
        {
            return document().catalog().find(keyOf(Kind::Table, schema, table)) != nullptr;
        }
    };

private Q_SLOTS:
    void aDumpIsImportedAndItsSchemasAreChosen()
    {
        const Fresh fresh;
        QSignalSpy opened(&fresh.window->workspace(), &Workspace::opened);
        fresh.window->workspace().importSql({fresh.write(dump)}, false);
        QTRY_VERIFY_WITH_TIMEOUT(fresh.window->findChild<SchemaChooser*>(), patience);
        auto* chooser = fresh.window->findChild<SchemaChooser*>();
        auto* schemas = chooser->findChild<QListWidget*>(QStringLiteral("schemas"));
        QCOMPARE(schemas->count(), 3);
        QVERIFY(schemas->item(1)->text().startsWith(QStringLiteral("sales (")));
        schemas->setFocus();
        schemas->setCurrentRow(2);
        QTest::keyClick(schemas, Qt::Key_Space); // stock is not wanted
        QTest::mouseClick(chooser->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QVERIFY(fresh.has("sales", "orders"));
        QVERIFY(!fresh.has("stock", "items"));
        QVERIFY2(fresh.window->isWindowModified(), "a model that is nowhere yet");
        QTRY_VERIFY_WITH_TIMEOUT(fresh.window->workspace().resolver().isResolved(), patience);
    }

    void aScriptIsChosenInTheDialog()
    {
        const Fresh fresh;
        const QString script = fresh.write("CREATE TABLE a (id bigint PRIMARY KEY);");
        QSignalSpy opened(&fresh.window->workspace(), &Workspace::opened);
        QTest::mouseClick(fresh.find<QPushButton>("importSql"), Qt::LeftButton);
        hands::choosePath(fresh.find<QFileDialog>("sqlDialog"), script);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QVERIFY(fresh.window->diagramTab()->canvas().scene().indexOf(tableKey("a")));
    }

    void aDatabaseIsReverseEngineeredAndItsSchemasAreChosen()
    {
        const Fresh fresh;
        const Live live("CREATE SCHEMA sales; CREATE TABLE sales.orders (id bigint PRIMARY KEY);"
                        "CREATE SCHEMA stock; CREATE TABLE stock.items (id bigint PRIMARY KEY)");
        QSignalSpy opened(&fresh.window->workspace(), &Workspace::opened);
        fresh.connectTo(live.spec());
        QTRY_VERIFY_WITH_TIMEOUT(fresh.window->findChild<SchemaChooser*>(), patience);
        auto* chooser = fresh.window->findChild<SchemaChooser*>();
        auto* schemas = chooser->findChild<QListWidget*>(QStringLiteral("schemas"));
        const QList<QListWidgetItem*> stock = schemas->findItems(QStringLiteral("stock ("), Qt::MatchStartsWith);
        QCOMPARE(stock.size(), 1);
        hands::click(schemas, schemas->indexFromItem(stock.front()));
        QTest::keyClick(schemas, Qt::Key_Space);
        QTest::mouseClick(chooser->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QVERIFY(fresh.window->diagramTab()->canvas().scene().indexOf(keyOf(Kind::Table, "sales", "orders")));
        QVERIFY(!fresh.has("stock", "items"));
    }

    void readingADatabaseIsCancelled()
    {
        const Fresh fresh;
        const Live live("CREATE TABLE a (id bigint PRIMARY KEY)");
        // Somebody holds a catalog: the reader waits, as on a server that is slow.
        Result<Connection> other = live.connect();
        QVERIFY(other->query("BEGIN; LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE"));
        fresh.connectTo(live.spec());
        auto* cancel = fresh.find<QToolButton>("taskCancel");
        QTRY_VERIFY_WITH_TIMEOUT(cancel->isVisible(), patience);
        QTest::qWait(500);
        QVERIFY2(cancel->isVisible(), "it waits");
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!cancel->isVisible(), 5000);
        QVERIFY(!fresh.window->workspace().isOpen());
        QVERIFY(!fresh.window->findChild<SchemaChooser*>());
        QVERIFY(other->query("ROLLBACK"));
    }

    void nothingIsOpenedWhereTheChoiceIsCancelled()
    {
        const Fresh fresh;
        fresh.window->workspace().importSql({fresh.write(dump)}, false);
        QTRY_VERIFY_WITH_TIMEOUT(fresh.window->findChild<SchemaChooser*>(), patience);
        QTest::keyClick(fresh.window->findChild<SchemaChooser*>(), Qt::Key_Escape);
        QVERIFY(!fresh.window->workspace().isOpen());
    }

    void aScriptThatIsWrongIsToldWithItsLine()
    {
        const Fresh fresh;
        fresh.window->workspace().importSql({fresh.write("CREATE TABLE a (id bigint);\nCREATE TABEL b ();\n")}, false);
        auto* message = fresh.find<QLabel>("welcomeMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->text().contains(QStringLiteral("TABEL")), patience);
        QVERIFY2(message->text().contains(QStringLiteral("dump.sql:2")), qPrintable(message->text()));
    }

    void aRefreshMergesAndMovesNoCard()
    {
        const Fresh fresh;
        auto started = ScratchServer::start({});
        QVERIFY(started);
        ScratchDatabase database = std::move(*(*started)->createDatabase());
        {
            Result<Connection> connection = database.connect();
            QVERIFY(
                connection->query("CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (id bigint PRIMARY KEY)"));
        }
        Workspace& workspace = fresh.window->workspace();
        QSignalSpy opened(&workspace, &Workspace::opened);
        QSignalSpy arranged(&workspace, &Workspace::arranged);
        workspace.reverseEngineer(database.spec());
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QTRY_COMPARE_WITH_TIMEOUT(arranged.count(), 1, patience);
        const auto places = fresh.document().state().diagrams.front().cards;
        // Here a column, there another one and a table.
        QVERIFY(fresh.document().edit(QStringLiteral("Add"), [](ProjectState& state) -> Result<void> {
            (void)addColumn(state, tableKey("a"), "here");
            return {};
        }));
        {
            Result<Connection> connection = database.connect();
            QVERIFY(connection->query("ALTER TABLE b ADD there text; CREATE TABLE c (id bigint PRIMARY KEY)"));
        }
        fresh.window->link().addConnection(database.spec());
        QTRY_VERIFY_WITH_TIMEOUT(fresh.window->link().reading() && !fresh.window->link().isReading() &&
                                     fresh.window->link().hasDatabase(),
                                 patience);
        QSignalSpy refreshed(&workspace, &Workspace::refreshed);
        fresh.trigger("refreshModel");
        QTRY_COMPARE_WITH_TIMEOUT(refreshed.count(), 1, patience);
        const Catalog& catalog = fresh.document().catalog();
        QVERIFY(catalog.get<Table>(tableKey("a"))->findColumn("here"));
        QVERIFY(catalog.get<Table>(tableKey("b"))->findColumn("there"));
        QVERIFY(catalog.get<Table>(tableKey("c")));
        for (const auto& [key, card] : places)
            QCOMPARE(fresh.document().state().diagrams.front().cards.at(key).position, card.position);
        fresh.trigger("undo");
        QVERIFY2(!fresh.document().catalog().find(tableKey("c")), "it is one step");
    }
};

QTEST_MAIN(tst_Import)
#include "tst_import.moc"
