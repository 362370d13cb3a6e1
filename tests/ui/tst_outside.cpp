#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/document/edits.h"

#include <QLabel>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

using namespace schemawright;

namespace {

/// As somebody wrote it: their own order, spelling and remarks.
constexpr auto handWritten = R"(-- The shop.   Do not sort!

create table customers (   -- everybody who ever bought
  id bigint primary key,
  email text not null      -- lower case, see the trigger
);

/* Orders come
   in millions. */
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, total numeric);

create index on orders (customer_id);  -- for the list
)";

/// Makes every file of this process at most `bytes` long while it lives: a disk that is full, for the writer.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

/// What happens to the model's files beside the window, and to those it writes.
class tst_Outside : public QObject {
    Q_OBJECT

private:
    struct Open : WindowFixture {
        Open()
        {
            root = std::filesystem::path(toUtf8(folder.filePath(QStringLiteral("shop"))));
            project = createProject(root, "shop");
            write(handWritten);
            QSignalSpy opened(&window->workspace(), &Workspace::opened);
            window->openFolder(toQt(root.string()));
            [&] { QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 60000); }();
        }
        void write(const std::string& text) const
        {
            std::ofstream(root / "catalog/schema.sql", std::ios::binary) << text;
        }
        std::string onDisk() const { return readFile(root / "catalog/schema.sql").value_or(""); }
        Document& document() const { return window->workspace().document(); }
        const Table& table(const char* name) const { return *document().catalog().get<Table>(tableKey(name)); }
        void addColumn(const char* to, const char* name) const
        {
            QVERIFY(document().edit(QStringLiteral("Add"), [&](ProjectState& state) -> Result<void> {
                (void)schemawright::addColumn(state, tableKey(to), name);
                return {};
            }));
        }
        void setType(const char* of, const char* column, const char* type) const
        {
            QVERIFY(document().edit(QStringLiteral("Type"), [&](ProjectState& state) {
                return changeColumn(state, columnKey(of, column), [&](Column& each) { each.type = type; });
            }));
        }
        void save() const
        {
            QSignalSpy saved(&window->workspace(), &Workspace::saved);
            trigger("save");
            QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 60000);
        }
        std::filesystem::path root;
        Result<Project> project = fail(ErrorCode::NotFound, "not made yet");
    };

    static std::string replaced(std::string text, const std::string& what, const std::string& by)
    {
        const std::size_t at = text.find(what);
        return at == std::string::npos ? text : text.replace(at, what.size(), by);
    }

private Q_SLOTS:
    void savingRewritesOnlyWhatChanged()
    {
        const Open open;
        open.addColumn("customers", "phone");
        open.save();
        const std::string after = open.onDisk();
        // Everything but the one statement is there byte for byte.
        QVERIFY2(after.starts_with("-- The shop.   Do not sort!\n\n"), after.c_str());
        for (const char* kept : {"/* Orders come\n   in millions. */\nCREATE TABLE orders (id bigint PRIMARY KEY, "
                                 "customer_id bigint REFERENCES customers, total numeric);\n",
                                 "create index on orders (customer_id);  -- for the list\n"})
            QVERIFY2(after.find(kept) != std::string::npos, after.c_str());
        QVERIFY2(after.find("phone") != std::string::npos, after.c_str());
        QVERIFY2(after.find("create table customers") == std::string::npos, after.c_str());
    }

    void savingALayoutLeavesTheTextAlone()
    {
        const Open open;
        QVERIFY(open.document().edit(QStringLiteral("Move"), [](ProjectState& state) -> Result<void> {
            state.diagrams.front().cards[tableKey("orders")].position = {900, 700};
            return {};
        }));
        open.save();
        QCOMPARE(open.onDisk(), std::string(handWritten));
    }

    void whatAnotherProgramWritesIsTakenOver()
    {
        const Open open;
        open.write(replaced(handWritten, "total numeric", "total numeric, note text"));
        QTRY_VERIFY_WITH_TIMEOUT(open.table("orders").findColumn("note"), 30000);
        QVERIFY2(!open.window->isWindowModified(), "what is on disk is what is shown");
        QTRY_VERIFY(open.find<QLabel>("tell")->text().contains(QStringLiteral("another program")));
    }

    void changesOnBothSidesAreMerged()
    {
        const Open open;
        open.addColumn("customers", "phone");
        open.write(replaced(handWritten, "total numeric", "total numeric, note text"));
        QTRY_VERIFY_WITH_TIMEOUT(open.table("orders").findColumn("note"), 30000);
        QVERIFY(open.table("customers").findColumn("phone"));
        QVERIFY(open.window->isWindowModified());
        open.save();
        const std::string after = open.onDisk();
        QVERIFY2(after.find("total numeric, note text") != std::string::npos, after.c_str());
        QVERIFY2(after.find("phone") != std::string::npos, after.c_str());
    }

    void theSameThingChangedTwiceIsAskedAbout_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("type");
        QTest::newRow("keep mine") << "keepMine" << "integer";
        QTest::newRow("take theirs") << "takeTheirs" << "real";
    }
    void theSameThingChangedTwiceIsAskedAbout()
    {
        QFETCH(const QString, answer);
        QFETCH(const QString, type);
        const Open open;
        open.setType("orders", "total", "integer");
        open.write(replaced(handWritten, "total numeric", "total real"));
        QTRY_VERIFY_WITH_TIMEOUT(open.window->findChild<QMessageBox*>(QStringLiteral("outsideConflict")), 30000);
        auto* box = open.window->findChild<QMessageBox*>(QStringLiteral("outsideConflict"));
        QVERIFY2(box->informativeText().contains(QStringLiteral("orders")), qPrintable(box->informativeText()));
        QTest::mouseClick(box->findChild<QPushButton*>(answer), Qt::LeftButton);
        QCOMPARE(toQt(open.table("orders").findColumn("total")->type), type);
        if (answer == QStringLiteral("takeTheirs"))
            QVERIFY(!open.window->isWindowModified());
        else
            open.save();
    }

    void aChangeSeenOnlyAtSavingIsMergedAndSaved()
    {
        const Open open;
        open.addColumn("customers", "phone");
        open.write(replaced(handWritten, "total numeric", "total numeric, note text"));
        open.save(); // before anybody told of it
        const std::string after = open.onDisk();
        QVERIFY2(after.find("note text") != std::string::npos, after.c_str());
        QVERIFY2(after.find("phone") != std::string::npos, after.c_str());
    }

    void halfWrittenFilesAreToldAndHarmNothing()
    {
        const Open open;
        open.write("create table customers (id big");
        QTRY_VERIFY_WITH_TIMEOUT(open.window->findChild<QMessageBox*>(QStringLiteral("failure")), 30000);
        QVERIFY(open.document().catalog().find(tableKey("orders")));
        open.write(handWritten);
        QTest::qWait(800);
        QVERIFY(open.document().catalog().find(tableKey("orders")));
    }

    void aFullDiskLeavesTheOldFileAndIsTold()
    {
        const Open open;
        open.addColumn("customers", "phone");
        QTRY_VERIFY_WITH_TIMEOUT(open.window->workspace().resolver().isResolved(), 60000);
        {
            const SmallDisk full(64);
            QSignalSpy failed(&open.window->workspace(), &Workspace::failed);
            open.trigger("save");
            QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 60000);
        }
        auto* box = open.window->findChild<QMessageBox*>(QStringLiteral("failure"));
        QVERIFY(box);
        QVERIFY2(box->informativeText().contains(QStringLiteral("could not write")),
                 qPrintable(box->informativeText()));
        QCOMPARE(open.onDisk(), std::string(handWritten));
        QVERIFY(open.window->isWindowModified());
        QTest::mouseClick(box->button(QMessageBox::Ok), Qt::LeftButton);
        open.save(); // there is room again
        QVERIFY(open.onDisk().find("phone") != std::string::npos);
    }
};

QTEST_MAIN(tst_Outside)
#include "tst_outside.moc"
