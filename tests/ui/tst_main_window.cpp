#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/panels/command_palette.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace schemawright;

class tst_MainWindow : public QObject {
    Q_OBJECT

private:
    /// Every text that the tree shows and that is not filtered away.
    static QStringList treeTexts(const QAbstractItemModel& model, const QModelIndex& parent = {})
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            texts << index.data().toString() << treeTexts(model, index);
        }
        return texts;
    }

private Q_SLOTS:
    void theFirstWindowIsThereAtOnce()
    {
        QElapsedTimer clock;
        clock.start();
        WindowFixture fixture;
        QVERIFY(QTest::qWaitForWindowExposed(fixture.window.get()));
        QVERIFY2(clock.elapsed() < 1500,
                 qPrintable(QString::number(clock.elapsed()))); // a test is a debug build on a busy machine
        QVERIFY(fixture.find<QPushButton>("openDemo")->isVisible());
        QVERIFY2(!fixture.window->workspace().scratch()->isRunning(), "no server is started for a window");
    }

    void aTableIsAddedNamedAndUndone()
    {
        WindowFixture fixture;
        QTest::mouseClick(fixture.find<QPushButton>("newModel"), Qt::LeftButton);
        QVERIFY(fixture.window->diagramTab());
        fixture.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
        fixture.trigger("addTable");
        auto* tree = fixture.find<QTreeView>("objectTree");
        QVERIFY(treeTexts(*tree->model()).contains(QStringLiteral("new_table")));
        // The card's title is being edited: typing names the table.
        QWidget* editor = QApplication::focusWidget();
        QVERIFY(qobject_cast<QLineEdit*>(editor));
        qobject_cast<QLineEdit*>(editor)->selectAll();
        QTest::keyClicks(editor, QStringLiteral("invoices"));
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(treeTexts(*tree->model()).contains(QStringLiteral("invoices")));
        QVERIFY(fixture.window->isWindowModified());
        fixture.trigger("undo");
        QVERIFY(treeTexts(*tree->model()).contains(QStringLiteral("new_table")));
        fixture.trigger("undo");
        QVERIFY(!treeTexts(*tree->model()).contains(QStringLiteral("new_table")));
        QVERIFY(fixture.window->diagramTab()->canvas().scene().cards.empty());
    }

    void theTreeFollowsTheModelAndIsFiltered()
    {
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        fixture.window->workspace().document().reset(shopState());
        auto* tree = fixture.find<QTreeView>("objectTree");
        QVERIFY(treeTexts(*tree->model()).contains(QStringLiteral("Tables (2)")));
        auto* filter = fixture.find<QLineEdit>("treeFilter");
        QTest::keyClicks(filter, QStringLiteral("custom"));
        const QStringList filtered = treeTexts(*tree->model());
        QVERIFY(filtered.contains(QStringLiteral("customers")));
        QVERIFY(filtered.contains(QStringLiteral("orders_customer_id_idx")));
        QVERIFY(!filtered.contains(QStringLiteral("plpgsql")));
        QTest::keyClick(filter, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(filter, Qt::Key_Delete);
        QVERIFY(treeTexts(*tree->model()).contains(QStringLiteral("plpgsql")));
    }

    void aChoiceInTheTreeIsOneOnTheCanvasAndInTheInspector()
    {
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        fixture.window->workspace().document().reset(shopState());
        fixture.window->select({tableKey("orders")});
        QCOMPARE(fixture.find<QLineEdit>("objectName")->text(), QStringLiteral("orders"));
        QCOMPARE(fixture.window->diagramTab()->canvas().selection(), std::vector{tableKey("orders")});
        auto* tree = fixture.find<QTreeView>("objectTree");
        QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("orders"));
    }

    void theSqlOfTheChosenObjectIsShown()
    {
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        fixture.window->workspace().document().reset(shopState());
        fixture.window->select({tableKey("orders")});
        const auto* sql = fixture.find<QPlainTextEdit>("sqlPreview");
        QTRY_VERIFY_WITH_TIMEOUT(sql->toPlainText().contains(QStringLiteral("CREATE TABLE public.orders")), 10000);
        QVERIFY(sql->toPlainText().contains(QStringLiteral("orders_customer_id_idx")));
        QVERIFY(!sql->toPlainText().contains(QStringLiteral("CREATE TABLE public.customers")));
    }

    void thePaletteFindsActionsAndObjects()
    {
        QVERIFY(fuzzyScore(QStringLiteral("oid"), QStringLiteral("orders.id")) > 0);
        QVERIFY(fuzzyScore(QStringLiteral("ord"), QStringLiteral("orders")) >
                fuzzyScore(QStringLiteral("ord"), QStringLiteral("coordinate")));
        QCOMPARE(fuzzyScore(QStringLiteral("xyz"), QStringLiteral("orders")), 0);
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        fixture.window->workspace().document().reset(shopState());
        QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* input = fixture.find<QLineEdit>("paletteInput");
        if (!input->isVisible())
            fixture.trigger("palette");
        QTest::keyClicks(input, QStringLiteral("cust"));
        auto* list = fixture.find<QListWidget>("paletteList");
        QVERIFY(list->item(0)->text().startsWith(QStringLiteral("customers")));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!input->isVisible());
        QCOMPARE(fixture.find<QLineEdit>("objectName")->text(), QStringLiteral("customers"));
    }

    void aModelIsSavedAndOpenedAgain()
    {
        WindowFixture fixture;
        Workspace& workspace = fixture.window->workspace();
        workspace.newModel();
        workspace.document().reset(shopState());
        workspace.document().setNeverSaved();
        QSignalSpy saved(&workspace, &Workspace::saved);
        const QString folder = fixture.folder.filePath(QStringLiteral("shop"));
        workspace.saveTo(folder);
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 30000);
        QVERIFY(!fixture.window->isWindowModified());
        const Result<std::string> text = readFile(std::filesystem::path(toUtf8(folder)) / "catalog/schema.sql");
        QVERIFY(text);
        QVERIFY2(text->find("CREATE TABLE public.orders") != std::string::npos, text->c_str());

        fixture.window.reset();
        fixture.open();
        QTRY_VERIFY(fixture.find<QPushButton>("newModel"));
        QSignalSpy opened(&fixture.window->workspace(), &Workspace::opened);
        fixture.window->openFolder(folder);
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 30000);
        QVERIFY(fixture.window->windowTitle().startsWith(QStringLiteral("shop")));
        const Table* orders = fixture.window->workspace().document().catalog().get<Table>(tableKey("orders"));
        QVERIFY(orders);
        QCOMPARE(orders->constraints.size(), 3U);
        QVERIFY(!fixture.window->isWindowModified());
    }

    void whatCannotBeOpenedIsSaidOnTheWelcomePage()
    {
        WindowFixture fixture;
        fixture.window->openFolder(fixture.folder.path());
        auto* message = fixture.find<QLabel>("welcomeMessage");
        QVERIFY(message->isVisible());
        QVERIFY2(message->text().contains(QStringLiteral("is not a Schemawright project")),
                 qPrintable(message->text()));
    }

    void closingAsksAboutUnsavedWork()
    {
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        QVERIFY(!fixture.window->close());
        auto* box = fixture.window->findChild<QMessageBox*>(QStringLiteral("unsaved"));
        QVERIFY(box);
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(fixture.window->isVisible());
        QTRY_VERIFY(!fixture.window->findChild<QMessageBox*>(QStringLiteral("unsaved")));
        QVERIFY(!fixture.window->close());
        box = fixture.window->findChild<QMessageBox*>(QStringLiteral("unsaved"));
        QTest::mouseClick(box->button(QMessageBox::Discard), Qt::LeftButton);
        QTRY_VERIFY(!fixture.window->isVisible());
    }

    void namesFromADatabaseAreShownAsText()
    {
        WindowFixture fixture;
        ProjectState state = shopState();
        const ObjectKey hostile = keyOf(Kind::Table, "public", "<b>x</b>\n<img src=y>");
        state.catalog = state.catalog.with(hostile, *state.catalog.find(tableKey("customers")));
        fixture.window->workspace().newModel();
        fixture.window->workspace().document().reset(state);
        fixture.window->select({hostile});
        auto* tree = fixture.find<QTreeView>("objectTree");
        QVERIFY(tree->currentIndex().data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;")));
    }

    void messagesShowNamesAsText()
    {
        WindowFixture fixture;
        fixture.window->workspace().newModel();
        Error error;
        error.message = "there is no table <h1>x</h1>";
        error.hint = "<b>do</b> something";
        Q_EMIT fixture.window->workspace().failed(QStringLiteral("<i>It</i> failed"), error);
        auto* box = fixture.window->findChild<QMessageBox*>(QStringLiteral("failure"));
        QVERIFY(box);
        const QList<QLabel*> labels = box->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            if (label->text().contains(u'<'))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(fixture.find<QPlainTextEdit>("log")->toPlainText().contains(QStringLiteral("<h1>x</h1>")));
        QTest::mouseClick(box->button(QMessageBox::Ok), Qt::LeftButton);
    }
};

QTEST_MAIN(tst_MainWindow)
#include "tst_main_window.moc"
