#include "tests/ui/window_fixture.h"

#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/panels/script_view.h"
#include "ui/review/review_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeWidget>

using namespace schemawright;

/// A project whose database is one of the scratch server's, and a model that is ahead of it.
class tst_Review : public QObject {
    Q_OBJECT

private:
    static constexpr int patience = 60000;

    struct Shop : WindowFixture {
        explicit Shop(const std::string& more = "")
        {
            auto started = ScratchServer::start({});
            server = started ? *started : nullptr;
            QVERIFY2(server, started ? "" : started.error().text().c_str());
            database.emplace(std::move(*server->createDatabase()));
            Result<Connection> connection = database->connect();
            const std::string ddl =
                "CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);"
                "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, total "
                "numeric"
                " CHECK (total >= 0));"
                "CREATE INDEX orders_customer_id_idx ON orders (customer_id);"
                "INSERT INTO customers VALUES (1, 'a@example.org'); INSERT INTO orders VALUES (1, 1, 10);";
            QVERIFY(connection->query(ddl + more));
            Workspace& workspace = window->workspace();
            QSignalSpy opened(&workspace, &Workspace::opened);
            workspace.reverseEngineer(database->spec());
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
            QSignalSpy saved(&workspace, &Workspace::saved);
            workspace.saveTo(folder.filePath(QStringLiteral("shop")));
            QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, patience);
        }
        void edit(const Document::EditFunction& function) const
        {
            const Result<void> done = window->workspace().document().edit(QStringLiteral("Edit"), function);
            QVERIFY2(done, done ? "" : done.error().text().c_str());
        }
        void renameTotal() const
        {
            edit([&](ProjectState& state) {
                return renameElement(state, columnKey("orders", "total"), "amount",
                                     window->workspace().document().saved().catalog);
            });
        }
        void addPayments() const
        {
            edit([](ProjectState& state) -> Result<void> {
                const ObjectKey payments = addTable(state, "public", "payments");
                const Result<ObjectKey> key = addForeignKey(state, payments, {}, tableKey("orders"));
                if (!key)
                    return std::unexpected(key.error());
                return {};
            });
        }
        void review() const
        {
            window->link().addConnection(database->spec());
            window->showReview();
            const ReviewSession& session = window->review()->session();
            QTRY_VERIFY_WITH_TIMEOUT(session.proof() || session.error() || window->link().error(), patience);
            QVERIFY2(!session.error(), session.error() ? session.error()->text().c_str() : "");
            QVERIFY2(!window->link().error(), window->link().error() ? window->link().error()->text().c_str() : "");
        }
        QPlainTextEdit* upScript() const { return find<ScriptView>("upScript")->findChild<QPlainTextEdit*>(); }
        QString badge() const { return find<QLabel>("proofBadge")->text(); }
        QTreeWidgetItem* change(const QString& name) const
        {
            const QList<QTreeWidgetItem*> found = find<QTreeWidget>("changes")->findItems(name, Qt::MatchExactly);
            return found.isEmpty() ? nullptr : found.front();
        }
        std::shared_ptr<ScratchServer> server;
        std::optional<ScratchDatabase> database;
    };

private Q_SLOTS:
    void aRenameAndANewTableAreReviewedProvedAndApplied()
    {
        const Shop shop("CREATE VIEW totals AS SELECT o.id, o.total FROM orders o");
        shop.renameTotal();
        shop.addPayments();
        shop.review();
        QVERIFY(shop.change(QStringLiteral("payments")));
        QCOMPARE(shop.change(QStringLiteral("payments"))->text(1), QStringLiteral("added"));
        QVERIFY(shop.change(QStringLiteral("orders")));
        QVERIFY2(shop.badge().startsWith(QStringLiteral("Proved on PostgreSQL")), qPrintable(shop.badge()));
        const QString up = shop.upScript()->toPlainText();
        QVERIFY2(up.contains(QStringLiteral("RENAME COLUMN total TO amount")), qPrintable(up));
        QVERIFY(up.contains(QStringLiteral("CREATE TABLE public.payments")));
        QVERIFY(!up.contains(QStringLiteral("DROP COLUMN")));

        // Without a message there is no revision; with one it is written and applied.
        auto* apply = shop.find<QPushButton>("apply");
        QVERIFY(!apply->isEnabled());
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("amount and payments"));
        QVERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
        QVERIFY(shop.find<QTreeWidget>("applyList")->topLevelItemCount() >= 2);
        Result<Connection> connection = shop.database->connect();
        const Result<Rows> rows = connection->query("SELECT amount FROM orders");
        QVERIFY(rows);
        QCOMPARE(rows->text(0, 0), std::string("10"));
        const Result<std::vector<Revision>> revisions = readRevisions(*shop.window->workspace().database());
        QVERIFY(revisions);
        QCOMPARE(revisions->size(), 1U);
        QVERIFY(shop.window->workspace().document().state().renames.empty());
        QTRY_COMPARE_WITH_TIMEOUT(shop.window->link().changeCount(), std::optional(0), patience);

        // The rename belongs to the revision now: the next edit starts from the new name.
        shop.edit([](ProjectState& state) -> Result<void> {
            (void)addTable(state, "public", "refunds");
            return {};
        });
        const Resolver& resolver = shop.window->workspace().resolver();
        QTRY_VERIFY_WITH_TIMEOUT(resolver.isResolved() || resolver.problem(), patience);
        QVERIFY2(!resolver.problem(), qPrintable(resolver.problem() ? resolver.problem()->message : QString()));
        QTRY_COMPARE_WITH_TIMEOUT(shop.window->link().changeCount(), std::optional(1), patience);
    }

    void statementsGoOnlineByATick()
    {
        const Shop shop;
        shop.edit([](ProjectState& state) -> Result<void> {
            Index index;
            index.keys.push_back({.column = "total"});
            state.catalog =
                state.catalog.with(childKey(Kind::Index, "public", "orders", "orders_total_idx"), {index, {}});
            return {};
        });
        shop.review();
        QVERIFY(!shop.upScript()->toPlainText().contains(QStringLiteral("CONCURRENTLY")));
        QTest::mouseClick(shop.find<QCheckBox>("reviewOnline"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_VERIFY_WITH_TIMEOUT(
            shop.upScript()->toPlainText().contains(QStringLiteral("CREATE INDEX CONCURRENTLY orders_total_idx")),
            patience);
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().startsWith(QStringLiteral("Proved on PostgreSQL")), patience);
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("an index on totals"));
        QTest::mouseClick(shop.find<QPushButton>("apply"), Qt::LeftButton);
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
    }

    void whatIsUntickedStaysBehindAndWhatIsNeededComesAlong()
    {
        const Shop shop;
        shop.edit([](ProjectState& state) -> Result<void> {
            const ObjectKey carriers = addTable(state, "public", "carriers");
            const ObjectKey parcels = addTable(state, "public", "parcels");
            const Result<ObjectKey> key = addForeignKey(state, parcels, {}, carriers);
            if (!key)
                return std::unexpected(key.error());
            return {};
        });
        shop.renameTotal();
        shop.review();
        ReviewSession& session = shop.window->review()->session();
        shop.change(QStringLiteral("orders"))->setCheckState(0, Qt::Unchecked);
        const QPlainTextEdit* up = shop.upScript();
        QTRY_VERIFY_WITH_TIMEOUT(!up->toPlainText().contains(QStringLiteral("RENAME")), patience);
        QVERIFY(up->toPlainText().contains(QStringLiteral("carriers")));
        // Without the table it references, the other cannot be: it goes too.
        shop.change(QStringLiteral("carriers"))->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY_WITH_TIMEOUT(!session.chosen().contains(tableKey("parcels")), patience);
        QVERIFY(!session.chosen().contains(tableKey("carriers")));
        // And brings it along when it is wanted.
        shop.change(QStringLiteral("parcels"))->setCheckState(0, Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(session.chosen().contains(tableKey("carriers")), patience);
        auto* pulled = shop.find<QLabel>("pulledAlong");
        QVERIFY(pulled->isVisible());
        QVERIFY2(pulled->text().contains(QStringLiteral("carriers")), qPrintable(pulled->text()));
    }

    void aChangeAndItsStatementsAreChosenTogether()
    {
        const Shop shop;
        shop.renameTotal();
        shop.addPayments();
        shop.review();
        auto* changes = shop.find<QTreeWidget>("changes");
        changes->setCurrentItem(shop.change(QStringLiteral("payments")));
        auto* statements = shop.find<ScriptView>("upScript")->findChild<QTreeWidget*>();
        QVERIFY(!statements->selectedItems().isEmpty());
        for (const QTreeWidgetItem* item : statements->selectedItems())
            QVERIFY2(item->text(1).contains(QStringLiteral("payments")), qPrintable(item->text(1)));
        for (int i = 0; i < statements->topLevelItemCount(); ++i) {
            if (statements->topLevelItem(i)->text(1).contains(QStringLiteral("RENAME")))
                statements->setCurrentItem(statements->topLevelItem(i));
        }
        QCOMPARE(changes->currentItem()->text(0), QStringLiteral("orders"));
        QCOMPARE(statements->currentItem()->text(4), QStringLiteral("ACCESS EXCLUSIVE"));
    }

    void aStatementSaysHowLargeItsTablesAre()
    {
        const Shop shop;
        Result<Connection> connection = shop.database->connect();
        QVERIFY(connection->query("INSERT INTO customers SELECT n, 'c' || n FROM generate_series(2, 12400) n; "
                                  "ANALYZE customers, orders"));
        const Result<Rows> size = connection->query("SELECT relpages::int8 * current_setting('block_size')::int8 "
                                                    "FROM pg_class WHERE oid = 'customers'::regclass");
        QVERIFY(size);
        shop.edit([](ProjectState& state) {
            return changeColumn(state, columnKey("customers", "email"), [](Column& column) { column.notNull = false; });
        });
        shop.addPayments();
        shop.review();
        auto* view = shop.find<ScriptView>("upScript");
        auto* statements = view->findChild<QTreeWidget*>();
        const auto* facts = view->findChild<QLabel*>(QStringLiteral("scriptFacts"));
        const auto choose = [&](const QString& words) {
            for (int i = 0; i < statements->topLevelItemCount(); ++i) {
                if (statements->topLevelItem(i)->text(1).contains(words)) {
                    const QModelIndex index = statements->model()->index(i, 1);
                    statements->scrollTo(index);
                    QTest::mouseClick(statements->viewport(), Qt::LeftButton, {},
                                      statements->visualRect(index).center());
                    return statements->topLevelItem(i)->text(3);
                }
            }
            return QStringLiteral("there is no such statement");
        };
        const QString wanted =
            QStringLiteral("%1 rows, %2")
                .arg(QLocale().toString(12400), QLocale().formattedDataSize(std::stoll(std::string(size->text(0, 0))),
                                                                            1, QLocale::DataSizeTraditionalFormat));
        QCOMPARE(choose(QStringLiteral("DROP NOT NULL")), wanted);
        QTRY_VERIFY(facts->isVisible());
        QVERIFY2(facts->text().contains(QStringLiteral("Size on this database: %1.").arg(wanted)),
                 qPrintable(facts->text()));
        // A table that is not there yet has no size.
        QCOMPARE(choose(QStringLiteral("CREATE TABLE public.payments")), QString());
        QVERIFY2(!facts->text().contains(QStringLiteral("Size on this database")), qPrintable(facts->text()));
    }

    void aSuspectedRenameIsAsked()
    {
        const Shop shop;
        shop.edit([](ProjectState& state) {
            return changeTable(state, tableKey("orders"), [](Table& table) -> Result<void> {
                // As if the column had been renamed in schema.sql by hand.
                for (Column& column : table.columns) {
                    if (column.name == "total")
                        column.name = "total_sum";
                }
                std::erase_if(table.constraints, [](const Constraint& c) { return c.type == ConstraintType::Check; });
                return {};
            });
        });
        shop.review();
        auto* yes = shop.find<QPushButton>("acceptRename");
        QVERIFY(yes && yes->isVisible());
        QTest::mouseClick(yes, Qt::LeftButton);
        const QPlainTextEdit* up = shop.upScript();
        QTRY_VERIFY_WITH_TIMEOUT(up->toPlainText().contains(QStringLiteral("RENAME COLUMN total TO total_sum")),
                                 patience);
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().startsWith(QStringLiteral("Proved")), patience);
    }

    void severalSuspectedRenamesAreOneLine()
    {
        const Shop shop("ALTER TABLE orders ADD state text");
        shop.edit([](ProjectState& state) {
            return changeTable(state, tableKey("orders"), [](Table& table) -> Result<void> {
                for (Column& column : table.columns)
                    if (column.name == "total" || column.name == "state")
                        column.name += "_now";
                std::erase_if(table.constraints, [](const Constraint& c) { return c.type == ConstraintType::Check; });
                return {};
            });
        });
        shop.review();
        auto* all = shop.find<QPushButton>("acceptAllRenames");
        QVERIFY(all && all->isVisible());
        const auto* count = shop.find<QLabel>("renameCount");
        QVERIFY2(count->text().startsWith(QStringLiteral("2 suspected renames")), qPrintable(count->text()));
        const auto* one = shop.find<QLabel>("renameQuestion");
        QVERIFY(!one->isVisible());
        // What would be lost is no success.
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().startsWith(QStringLiteral("Proved")), patience);
        QVERIFY2(shop.badge().endsWith(QStringLiteral("Proved, but loses data: renamed?")), qPrintable(shop.badge()));
        QTest::mouseClick(shop.find<QToolButton>("openRenames"), Qt::LeftButton);
        QTRY_VERIFY(shop.find<QLabel>("renameQuestion")->isVisible());
        shop.window->resize(1024, 700);
        QTRY_VERIFY(!shop.find<CanvasView>("reviewCanvas")->isVisible());
        QCOMPARE(shop.window->width(), 1024);
        QTest::mouseClick(all, Qt::LeftButton);
        const QPlainTextEdit* up = shop.upScript();
        QTRY_VERIFY_WITH_TIMEOUT(up->toPlainText().contains(QStringLiteral("RENAME COLUMN total TO total_now")) &&
                                     up->toPlainText().contains(QStringLiteral("RENAME COLUMN state TO state_now")),
                                 patience);
        QVERIFY(!up->toPlainText().contains(QStringLiteral("DROP COLUMN")));
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().endsWith(QStringLiteral("up, down, up again")), patience);
        QVERIFY(!all->isVisible());
    }

    void aSuspectedMoveIsAsked()
    {
        const Shop shop("CREATE TABLE visits (at timestamptz NOT NULL, page text NOT NULL, customer_id bigint);"
                        "INSERT INTO visits VALUES (now(), '/', 1)");
        shop.edit([](ProjectState& state) -> Result<void> {
            // As if the table had been written under another schema in schema.sql by hand.
            const Object visits = *state.catalog.find(tableKey("visits"));
            state.catalog = state.catalog.without(tableKey("visits"))
                                .with(keyOf(Kind::Schema, "", "archive"), Object{Schema{}, {}})
                                .with(keyOf(Kind::Table, "archive", "visits"), visits);
            return {};
        });
        shop.review();
        const auto* question = shop.find<QLabel>("renameQuestion");
        QVERIFY(question && question->isVisible());
        QVERIFY2(question->text().startsWith(QStringLiteral("Was visits moved to archive.visits")) &&
                     question->text().contains(QStringLiteral("or dropped and a new object added?")),
                 qPrintable(question->text()));
        QVERIFY2(shop.upScript()->toPlainText().contains(QStringLiteral("DROP TABLE public.visits")),
                 qPrintable(shop.upScript()->toPlainText()));
        const auto* canvas = shop.find<CanvasView>("reviewCanvas");
        const QRectF before = canvas->viewportRectOf(tableKey("visits"));
        const QRectF after = canvas->viewportRectOf(keyOf(Kind::Table, "archive", "visits"));
        QVERIFY(before.isValid() && after.isValid());
        QVERIFY2(!before.intersects(after), "the dropped table's card lies on that of the added one");
        auto* yes = shop.find<QPushButton>("acceptRename");
        QCOMPARE(yes->text(), QStringLiteral("Moved"));
        QTest::mouseClick(yes, Qt::LeftButton);
        const QPlainTextEdit* up = shop.upScript();
        QTRY_VERIFY_WITH_TIMEOUT(
            up->toPlainText().contains(QStringLiteral("ALTER TABLE public.visits SET SCHEMA archive")), patience);
        QVERIFY2(!up->toPlainText().contains(QStringLiteral("DROP TABLE")), qPrintable(up->toPlainText()));
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().startsWith(QStringLiteral("Proved")), patience);
    }

    void aTableOfTheDemoIsMovedToAnotherSchema()
    {
        const WindowFixture demo;
        MainWindow& window = *demo.window;
        QSignalSpy opened(&window.workspace(), &Workspace::opened);
        QTest::mouseClick(demo.find<QPushButton>("openDemo"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.link().reading().has_value(), patience);
        demo.trigger("add:schema");
        auto* name = demo.find<QLineEdit>("objectName");
        QTRY_VERIFY(name->isVisible());
        QTest::mouseClick(name, Qt::LeftButton);
        hands::type(QStringLiteral("archive"));
        hands::press(Qt::Key_Return);

        const CanvasView& canvas = window.diagramTab()->canvas();
        const QRectF card = canvas.viewportRectOf(tableKey("shipments"));
        QVERIFY2(canvas.viewport()->rect().contains(card.center().toPoint()), "the card is not on the screen");
        QTest::mouseClick(canvas.viewport(), Qt::LeftButton, {}, QPointF(card.center().x(), card.top() + 6).toPoint());
        QTRY_COMPARE(name->text(), QStringLiteral("shipments"));
        auto* schema = demo.find<QComboBox>("objectSchema");
        QVERIFY(schema->isVisible() && schema->isEnabled());
        hands::pick(schema, QStringLiteral("archive"));
        const Document& document = window.workspace().document();
        const ObjectKey moved = keyOf(Kind::Table, "archive", "shipments");
        QVERIFY(document.catalog().find(moved) && !document.catalog().find(tableKey("shipments")));
        QVERIFY2(canvas.viewportRectOf(moved).topLeft() == card.topLeft(), "its card stays where it is");
        demo.trigger("undo");
        QVERIFY(document.catalog().find(tableKey("shipments")));
        QCOMPARE(schema->currentText(), QStringLiteral("public"));
        demo.trigger("redo");
        QVERIFY(document.catalog().find(moved));

        demo.trigger("review");
        const ReviewSession& session = window.review()->session();
        QTRY_VERIFY_WITH_TIMEOUT(session.proof() || session.error() || window.link().error(), patience);
        QVERIFY2(session.proof(), session.error() ? session.error()->text().c_str() : "");
        const QString badge = demo.find<QLabel>("proofBadge")->text();
        QVERIFY2(badge.startsWith(QStringLiteral("Proved on PostgreSQL")), qPrintable(badge));
        const QString up = demo.find<ScriptView>("upScript")->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(up.contains(QStringLiteral("ALTER TABLE public.shipments SET SCHEMA archive;")), qPrintable(up));
        QVERIFY2(up.indexOf(QStringLiteral("CREATE SCHEMA archive")) < up.indexOf(QStringLiteral("SET SCHEMA")),
                 qPrintable(up));
        QVERIFY2(!up.contains(QStringLiteral("DROP TABLE")), qPrintable(up));
        const auto* changes = demo.find<QTreeWidget>("changes");
        const auto rows = changes->findItems(QStringLiteral("archive.shipments"), Qt::MatchExactly);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.front()->text(1), QStringLiteral("moved"));
        // Without the schema there is nowhere to move to: it comes along with the table.
        changes->findItems(QStringLiteral("archive"), Qt::MatchExactly).front()->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY_WITH_TIMEOUT(session.chosen().contains(schemaKey("archive")), patience);
    }

    void rowsAreShownAsPostgresWritesThem()
    {
        const Shop shop;
        shop.window->link().addConnection(shop.database->spec());
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->link().reading().has_value(), patience);
        shop.window->showRows(tableKey("customers"));
        const auto* status = shop.find<QLabel>("rowsStatus");
        QTRY_COMPARE_WITH_TIMEOUT(status->text(), QStringLiteral("Rows 1 to 1"), patience);
        const QAbstractItemModel* rows = shop.find<QTableView>("rows")->model();
        QCOMPARE(rows->headerData(1, Qt::Horizontal).toString(), QStringLiteral("email"));
        QCOMPARE(rows->index(0, 1).data().toString(), QStringLiteral("a@example.org"));
    }

    void applyGoesOnAfterTheServerWentAway_data()
    {
        QTest::addColumn<bool>("comparedAgain");
        QTest::newRow("at once") << false;
        QTest::newRow("after comparing again") << true;
    }

    void applyGoesOnAfterTheServerWentAway()
    {
        QFETCH(const bool, comparedAgain);
        const Shop shop;
        shop.renameTotal();
        shop.addPayments();
        shop.review();
        Result<Connection> admin = Connection::open(shop.server->spec());
        QVERIFY(admin);
        const auto asAdmin = [&](const QString& sql) {
            const Result<Rows> rows = admin->query(toUtf8(sql.arg(toQt(shop.database->name()))));
            return rows && !rows->empty() && rows->flag(0, 0);
        };
        // Somebody reads the table, so that Apply waits in the middle of its transaction.
        auto reader = std::make_unique<Connection>(*shop.database->connect());
        QVERIFY(reader->query("BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE"));
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("amount and payments"));
        auto* apply = shop.find<QPushButton>("apply");
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            asAdmin(QStringLiteral("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '%1' AND "
                                   "wait_event_type = 'Lock' AND query LIKE 'ALTER TABLE%')")),
            patience);
        asAdmin(QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS false"));
        // The reader must not go first: Apply would have its lock, and be done.
        asAdmin(QStringLiteral("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%1' AND "
                               "wait_event_type = 'Lock'"));
        asAdmin(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%1'"));
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QVERIFY2(message->text().contains(QStringLiteral("was lost")), qPrintable(message->text()));
        const DatabaseConfig& folder = *shop.window->workspace().database();
        QCOMPARE(readRevisions(folder)->size(), 1U);
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->link().error(), patience);

        reader.reset();
        asAdmin(QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS true"));
        QTest::mouseClick(shop.find<QPushButton>("applyClose"), Qt::LeftButton);
        if (comparedAgain) {
            QTest::mouseClick(shop.find<QToolButton>("reviewRefresh"), Qt::LeftButton);
            const ReviewSession& session = shop.window->review()->session();
            QTRY_VERIFY_WITH_TIMEOUT(shop.window->link().reading() && !session.isComparing() && session.proof(),
                                     patience);
            // A second file for the same change is not to be had.
            auto* create = shop.find<QPushButton>("createRevision");
            if (create->isEnabled())
                QTest::mouseClick(create, Qt::LeftButton);
            QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), patience);
            QCOMPARE(readRevisions(folder)->size(), 1U);
        }
        QVERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
        QCOMPARE(readRevisions(folder)->size(), 1U);
        Result<Connection> connection = shop.database->connect();
        QCOMPARE(connection->query("SELECT count(*) FROM schemawright.revisions WHERE head")->text(0, 0),
                 std::string("1"));
        QCOMPARE(connection->query("SELECT count(*) FROM schemawright.revisions")->text(0, 0), std::string("1"));
        QVERIFY(connection->query("SELECT amount FROM orders"));
        QTRY_COMPARE_WITH_TIMEOUT(shop.window->link().changeCount(), std::optional(0), patience);
    }

    void whatIsPickedWhileItIsAppliedChangesNothing()
    {
        const Shop shop;
        shop.renameTotal();
        shop.addPayments();
        shop.review();
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("amount and payments"));
        QTest::mouseClick(shop.find<QPushButton>("apply"), Qt::LeftButton);
        // The revision is still being written when another target is picked, which clears what was reviewed.
        auto* target = shop.find<QComboBox>("reviewTarget");
        const int other = target->findText(QStringLiteral("Last revision"));
        QVERIFY(other >= 0);
        Q_EMIT target->activated(other);
        QVERIFY(!shop.window->review()->session().difference());
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
        Result<Connection> connection = shop.database->connect();
        QVERIFY(connection->query("SELECT amount FROM orders"));
        QCOMPARE(connection->query("SELECT count(*) FROM schemawright.revisions WHERE head")->text(0, 0),
                 std::string("1"));
        QVERIFY(shop.window->workspace().document().state().renames.empty());
    }

    void aConditionThatTakesForeverDoesNotKeepTheWindowOpen()
    {
        Shop shop;
        shop.window->link().addConnection(shop.database->spec());
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->link().reading(), patience);
        shop.window->showRows(tableKey("customers"));
        auto* status = shop.find<QLabel>("rowsStatus");
        QTRY_COMPARE_WITH_TIMEOUT(status->text(), QStringLiteral("Rows 1 to 1"), patience);
        auto* condition = status->parentWidget()->findChild<QLineEdit*>();
        condition->setFocus();
        QTest::keyClicks(condition, QStringLiteral("pg_sleep(3600) IS NOT NULL"));
        QTest::keyClick(condition, Qt::Key_Return);
        Result<Connection> admin = Connection::open(shop.server->spec());
        QTRY_VERIFY_WITH_TIMEOUT(
            admin->query("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep')")->flag(0, 0),
            patience);
        QElapsedTimer closing;
        closing.start();
        shop.window.reset();
        QVERIFY2(closing.elapsed() < 10000, "the program waited for the server");
    }

    void aNewPartitionKeyAsksWhetherRowsMayMove()
    {
        const Shop shop("CREATE TABLE log (day date NOT NULL); INSERT INTO log VALUES ('2026-01-01'), ('2027-01-01')");
        shop.edit([](ProjectState& state) -> Result<void> {
            Object log = *state.catalog.find(tableKey("log"));
            Table table = *log.as<Table>();
            Table all = table;
            table.partitionBy = "RANGE (day)";
            all.partitionOf = {"public", "log"};
            all.partitionBound = "DEFAULT";
            log.body = table;
            state.catalog = state.catalog.with(tableKey("log"), log).with(tableKey("log_all"), {all, {}});
            return {};
        });
        shop.window->link().addConnection(shop.database->spec());
        shop.window->showReview();
        auto* move = shop.find<QPushButton>("moveRows");
        auto* state = shop.find<QLabel>("reviewStatus");
        QTRY_VERIFY2_WITH_TIMEOUT(move->isVisible(), qPrintable(state->text()), patience);
        const QString status = state->text();
        QVERIFY2(status.contains(QStringLiteral("cannot change the partition key of table public.log")),
                 qPrintable(status));

        QTest::mouseClick(move, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(shop.badge().startsWith(QStringLiteral("Proved on PostgreSQL")), patience);
        QVERIFY(!move->isVisible());
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("partitions"));
        QTest::mouseClick(shop.find<QPushButton>("apply"), Qt::LeftButton);
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
        Result<Connection> connection = shop.database->connect();
        QCOMPARE(connection->query("SELECT count(*) FROM log_all")->text(0, 0), std::string("2"));
    }

    void nothingIsAppliedOverADatabaseThatChangedMeanwhile()
    {
        const Shop shop;
        shop.renameTotal();
        shop.review();
        Result<Connection> connection = shop.database->connect();
        QVERIFY(connection->query("CREATE TABLE meanwhile (id int)"));
        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("amount"));
        QTest::mouseClick(shop.find<QPushButton>("apply"), Qt::LeftButton);
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QVERIFY2(message->text().contains(QStringLiteral("nothing was applied")), qPrintable(message->text()));
        QVERIFY(connection->query("SELECT total FROM orders"));
    }
};

QTEST_MAIN(tst_Review)
#include "tst_review.moc"
