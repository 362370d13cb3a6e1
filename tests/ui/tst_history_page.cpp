#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "diff/plan/plan.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "ui/canvas/canvas_view.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTreeWidget>

using namespace schemawright;

/// The revisions in the window, on a live database.
class tst_HistoryPage : public QObject {
    Q_OBJECT

private:
    static constexpr int patience = 60000;

    /// A project of two revisions, and an empty database.
    struct Shop : WindowFixture {
        Shop()
        {
            auto started = ScratchServer::start({});
            server = started ? *started : nullptr;
            QVERIFY2(server, started ? "" : started.error().text().c_str());
            database.emplace(std::move(*server->createDatabase()));
            const std::filesystem::path root(toUtf8(folder.filePath(QStringLiteral("shop"))));
            const Result<Project> project = createProject(root, "shop");
            QVERIFY(project);
            const DatabaseConfig& config = project->config.databases.front();
            QVERIFY(writeModelFile(config, "CREATE TABLE public.a (id bigint PRIMARY KEY);\n"
                                           "CREATE TABLE public.b (id bigint PRIMARY KEY);\n"));
            for (const char* name : {"a", "b"}) {
                Revision revision;
                revision.message = std::string("add ") + name;
                const std::string table = std::string("public.") + name;
                revision.up = {Batch{true, {sql("CREATE TABLE " + table + " (id bigint PRIMARY KEY)")}}};
                revision.down = {Batch{true, {sql("DROP TABLE " + table)}}};
                QVERIFY(writeRevision(config, revision));
            }
            QSignalSpy opened(&window->workspace(), &Workspace::opened);
            window->openFolder(toQt(root.string()));
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
            window->link().addConnection(database->spec());
            QTRY_VERIFY_WITH_TIMEOUT(window->link().spec() && !window->link().isReading(), patience);
            trigger("history");
            list = find<QTreeWidget>("revisions");
            QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 3, patience);
            QTRY_VERIFY_WITH_TIMEOUT(
                find<QLabel>("historyWhere")->text().contains(QStringLiteral("no revision is applied")), patience);
        }
        static Statement sql(std::string text)
        {
            Statement made;
            made.sql = std::move(text);
            return made;
        }
        bool hasTable(const char* name) const
        {
            Result<Connection> connection = database->connect();
            const Result<Rows> rows =
                connection->query(std::string("SELECT to_regclass('public.") + name + "') IS NOT NULL");
            return rows && rows->text(0, 0) == "t";
        }
        void go() const
        {
            QTest::mouseClick(find<QPushButton>("goTo"), Qt::LeftButton);
            const auto ended = [this] {
                const QList<QLabel*> messages = window->findChildren<QLabel*>(QStringLiteral("applyMessage"));
                return std::ranges::any_of(messages, [](const QLabel* each) { return each->isVisible(); });
            };
            QTRY_VERIFY_WITH_TIMEOUT(ended(), patience);
        }
        std::shared_ptr<ScratchServer> server;
        std::optional<ScratchDatabase> database;
        QTreeWidget* list = nullptr;
    };

private Q_SLOTS:
    void aDatabaseIsTakenUpAndDownWithAPreview()
    {
        const Shop shop;
        QCOMPARE(shop.list->topLevelItem(0)->text(1), QStringLiteral("add b"));
        shop.list->setCurrentItem(shop.list->topLevelItem(0));
        auto* button = shop.find<QPushButton>("goTo");
        QVERIFY2(button->text().startsWith(QStringLiteral("Upgrade to")), qPrintable(button->text()));
        const QString way = shop.find<QPlainTextEdit>("wayScript")->toPlainText();
        QVERIFY2(way.contains(QStringLiteral("CREATE TABLE public.a")), qPrintable(way));
        QVERIFY(way.contains(QStringLiteral("CREATE TABLE public.b")));
        shop.go();
        QVERIFY(shop.hasTable("a") && shop.hasTable("b"));
        QTRY_COMPARE_WITH_TIMEOUT(shop.list->topLevelItem(0)->text(2), QStringLiteral("current"), patience);
        QCOMPARE(shop.list->topLevelItem(1)->text(2), QStringLiteral("applied"));

        shop.list->setCurrentItem(shop.list->topLevelItem(1));
        QTRY_VERIFY_WITH_TIMEOUT(button->text().startsWith(QStringLiteral("Downgrade to")), patience);
        QVERIFY(shop.find<QPlainTextEdit>("wayScript")->toPlainText().contains(QStringLiteral("DROP TABLE public.b")));
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!shop.hasTable("b"), patience);
        QVERIFY(shop.hasTable("a"));
        QTRY_COMPARE_WITH_TIMEOUT(shop.list->topLevelItem(1)->text(2), QStringLiteral("current"), patience);
    }

    void theSliderWalksTheDiagramThroughItsHistory()
    {
        const Shop shop;
        auto* canvas = shop.find<CanvasView>("historyCanvas");
        auto* slider = shop.find<QSlider>("timeSlider");
        QCOMPARE(slider->maximum(), 2);
        QCOMPARE(slider->value(), 2); // it opens on what is newest
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(canvas->scene().cards.size(), 2U, patience);
        QTest::keyClick(slider, Qt::Key_Left);
        QTRY_COMPARE_WITH_TIMEOUT(canvas->scene().cards.size(), 1U, patience);
        QTest::keyClick(slider, Qt::Key_Home);
        QTRY_COMPARE_WITH_TIMEOUT(canvas->scene().cards.size(), 0U, patience);
        QCOMPARE(shop.list->currentItem()->text(1), QStringLiteral("base"));
    }

    void stampingRunsNothing()
    {
        const Shop shop;
        shop.list->setCurrentItem(shop.list->topLevelItem(0));
        QTest::mouseClick(shop.find<QPushButton>("stamp"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(shop.list->topLevelItem(0)->text(2), QStringLiteral("current"), patience);
        QVERIFY(!shop.hasTable("a"));
    }
};

QTEST_MAIN(tst_HistoryPage)
#include "tst_history_page.moc"
