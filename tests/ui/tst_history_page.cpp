#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "diff/plan/plan.h"
#include "diff/revision/revision.h"
#include "diff/revision/revision_chain.h"
#include "ui/canvas/canvas_view.h"
#include "ui/history/revision_lanes.h"

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
        explicit Shop(bool branched = false)
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
            if (branched)
                addBranches(config);
            QSignalSpy opened(&window->workspace(), &Workspace::opened);
            window->openFolder(toQt(root.string()));
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
            window->link().addConnection(database->spec());
            QTRY_VERIFY_WITH_TIMEOUT(window->link().spec() && !window->link().isReading(), patience);
            trigger("history");
            list = find<QTreeWidget>("revisions");
            QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), branched ? 7 : 3, patience);
            QTRY_VERIFY_WITH_TIMEOUT(
                find<QLabel>("historyWhere")->text().contains(QStringLiteral("no revision is applied")), patience);
        }
        /// 2 - c - d and 2 - e (label right), which nothing joins; f is a base of its own.
        static void addBranches(const DatabaseConfig& config)
        {
            const auto add = [&](const std::string& id, std::vector<std::string> parents,
                                 std::vector<std::string> labels) {
                Revision revision;
                revision.id = id;
                revision.labels = std::move(labels);
                revision.message = "add " + id;
                revision.up = {Batch{true, {sql("CREATE TABLE public." + id + " (id bigint PRIMARY KEY)")}}};
                revision.down = {Batch{true, {sql("DROP TABLE public." + id)}}};
                QVERIFY(writeRevision(config, revision, {std::move(parents), {}}));
            };
            add("c", {"0002"}, {});
            add("d", {"c"}, {});
            add("e", {"0002"}, {"right"});
            add("f", {}, {});
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

    void branchesAndHeadsAreShown()
    {
        const Shop shop(true);
        const auto row = [&](const char* text) {
            for (int i = 0; i < shop.list->topLevelItemCount(); ++i)
                if (shop.list->topLevelItem(i)->text(0) == QString::fromUtf8(text))
                    return shop.list->topLevelItem(i);
            return static_cast<QTreeWidgetItem*>(nullptr);
        };
        QVERIFY(row("0002") && row("c") && row("d (head)") && row("e (right, head)") && row("f (head)"));
        QVERIFY2(row("0002")->toolTip(0).contains(QStringLiteral("Followed by c, e")),
                 qPrintable(row("0002")->toolTip(0)));
        const QList<QLabel*> labels = shop.window->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("the heads d, e, f"));
        }));
        // The other branch is not applied with it.
        shop.list->setCurrentItem(row("e (right, head)"));
        const QString way = shop.find<QPlainTextEdit>("wayScript")->toPlainText();
        QVERIFY(way.contains(QStringLiteral("CREATE TABLE public.b")) &&
                way.contains(QStringLiteral("CREATE TABLE public.e")));
        QVERIFY(!way.contains(QStringLiteral("CREATE TABLE public.c")));
        shop.go();
        QVERIFY(shop.hasTable("e") && !shop.hasTable("c"));
        QTRY_COMPARE_WITH_TIMEOUT(row("e (right, head)")->text(2), QStringLiteral("current"), patience);
        QCOMPARE(row("c")->text(2), QStringLiteral("not applied"));
        QCOMPARE(row("0002")->text(2), QStringLiteral("applied"));
        if (const QString folder = qEnvironmentVariable("SCHEMAWRIGHT_PICTURES"); !folder.isEmpty())
            shop.window->grab().save(folder + QStringLiteral("/history_branches.png"));
    }

    void linesLeadFromEachRevisionToItsParents()
    {
        const auto made = [](const char* id, std::vector<std::string> parents) {
            Revision revision;
            revision.id = id;
            revision.parents = std::move(parents);
            return revision;
        };
        using Lines = std::vector<std::pair<int, int>>;
        // 1 - 2 - 4 (merge) and 1 - 3 - 4.
        const std::vector<LaneRow> rows =
            lanesOf({made("1", {}), made("2", {"1"}), made("3", {"1"}), made("4", {"2", "3"})});
        QCOMPARE(rows.size(), 5U);
        QVERIFY(rows[0].isHead && rows[0].lane == 0 && rows[0].above.empty());
        QVERIFY((rows[0].below == Lines{{0, 0}, {0, 1}})); // to 2 and to 3
        QCOMPARE(rows[1].lane, 1);                         // 3
        QVERIFY((rows[1].above == Lines{{0, 0}, {1, 1}}));
        QVERIFY((rows[1].below == Lines{{0, 0}, {1, 1}}));
        QCOMPARE(rows[2].lane, 0); // 2 joins the lane that leads to 1
        QVERIFY((rows[2].below == Lines{{1, 1}, {0, 1}}));
        QCOMPARE(rows[3].lane, 1);
        QVERIFY((rows[3].above == Lines{{1, 1}}));
        QCOMPARE(rows[4].lane, 1); // base
        QVERIFY(rows[4].below.empty() && !rows[4].isHead);
        // Two branches that nothing joins, and a base of its own.
        const std::vector<LaneRow> open = lanesOf({made("1", {}), made("2", {"1"}), made("3", {"1"}), made("9", {})});
        QVERIFY(open[0].isHead && open[1].isHead && open[2].isHead && !open[3].isHead);
        QCOMPARE(open[2].lanes(), 3);
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
