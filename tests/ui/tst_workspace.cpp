#include "tests/ui/background_fixture.h"
#include "tests/ui/window_fixture.h"

#include "ui/document/edits.h"
#include "ui/workspace/workspace.h"

#include <QSignalSpy>

#include <fstream>

using namespace schemawright;
using namespace schemawright::test;

/// Work that ends after the user has gone on to something else.
class tst_Workspace : public QObject {
    Q_OBJECT

private:
    /// A workspace, and two projects: the table of each has the name of the project.
    struct Desk {
        WatchedRunner runner;
        QTemporaryDir folder;
        Workspace workspace{runner, folder.filePath(QStringLiteral("cache")), TrustFile()};

        Desk()
        {
            for (const char* name : {"mills", "ports"}) {
                QVERIFY(createProject(path(name), name));
                write(name, "CREATE TABLE " + std::string(name) + " (id bigint PRIMARY KEY);\n");
            }
        }
        [[nodiscard]] std::filesystem::path path(const char* project) const
        {
            return std::filesystem::path(toUtf8(folder.path())) / project;
        }
        void write(const char* project, const std::string& text) const
        {
            std::ofstream(path(project) / "catalog/schema.sql", std::ios::binary) << text;
        }
        [[nodiscard]] std::string onDisk(const char* project) const
        {
            return readFile(path(project) / "catalog/schema.sql").value_or("");
        }
        void begin(const char* project) { workspace.openFolder(toQt(path(project).string())); }
        void open(const char* project)
        {
            QSignalSpy opened(&workspace, &Workspace::opened);
            begin(project);
            QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
            QTRY_VERIFY_WITH_TIMEOUT(runner.isIdle(), patience);
        }
        void addTable(const char* name)
        {
            QVERIFY(workspace.document().edit(QStringLiteral("Add"), [&](ProjectState& state) -> Result<void> {
                const ObjectKey made = schemawright::addTable(state, "public", name);
                return made.name == name ? Result<void>() : fail(ErrorCode::Conflict, "another name was taken");
            }));
        }
        [[nodiscard]] bool has(const char* table) const
        {
            return workspace.document().catalog().find(tableKey(table)) != nullptr;
        }
        /// Calls `then` in the middle of the work with that label.
        void during(const QString& label, const std::function<void()>& then)
        {
            connect(&runner, &TaskRunner::started, &workspace, [this, label, then](const RunningTask* task) {
                if (task->label() == label)
                    QMetaObject::invokeMethod(&workspace, then, Qt::QueuedConnection);
            });
        }
    };

private Q_SLOTS:
    void theLastOfTwoThatArePickedIsOpened()
    {
        Desk desk;
        QSignalSpy opened(&desk.workspace, &Workspace::opened);
        desk.begin("mills");
        desk.begin("ports");
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(desk.runner.isIdle(), patience);
        QCOMPARE(opened.count(), 1);
        QVERIFY(desk.has("ports") && !desk.has("mills"));
    }

    void whatIsEditedWhileAnotherModelIsReadIsNotLost()
    {
        Desk desk;
        desk.open("mills");
        QSignalSpy failed(&desk.workspace, &Workspace::failed);
        desk.begin("ports");
        desk.addTable("grain");
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
        const auto error = failed.front().at(1).value<Error>();
        QCOMPARE(error.message, std::string("mills was edited while ports was being read"));
        QVERIFY(desk.has("mills") && desk.has("grain"));
    }

    void aModelThatIsSavedWhenAnotherIsOpenedStaysItsOwn()
    {
        Desk desk;
        desk.open("mills");
        desk.addTable("grain");
        QSignalSpy saved(&desk.workspace, &Workspace::saved);
        desk.workspace.save();
        desk.workspace.newModel();
        desk.addTable("sketch");
        QTRY_VERIFY_WITH_TIMEOUT(desk.runner.isIdle(), patience);
        QVERIFY2(desk.onDisk("mills").contains("grain"), "it was saved to its end");
        QVERIFY2(!desk.workspace.project(), "the new model is none of that project");
        QVERIFY(desk.workspace.document().isDirty());
        QCOMPARE(saved.count(), 0);
    }

    void whatIsSavedTwiceIsOnDiskAsItIsAtTheSecondTime()
    {
        Desk desk;
        desk.open("mills");
        QSignalSpy saved(&desk.workspace, &Workspace::saved);
        QSignalSpy failed(&desk.workspace, &Workspace::failed);
        desk.addTable("grain");
        desk.workspace.save();
        desk.addTable("flour");
        desk.workspace.save();
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, patience);
        QVERIFY2(desk.onDisk("mills").contains("flour"), desk.onDisk("mills").c_str());
        QVERIFY(!desk.workspace.document().isDirty());
        QTRY_VERIFY_WITH_TIMEOUT(desk.runner.isIdle(), patience);
        QCOMPARE(failed.count(), 0);
    }

    void aCopyInAnotherFolderHasEveryDiagram()
    {
        Desk desk;
        desk.open("mills");
        QVERIFY(desk.workspace.document().edit(QStringLiteral("Move"), [](ProjectState& state) -> Result<void> {
            state.diagrams.front().cards[tableKey("mills")].position = {900, 700};
            return {};
        }));
        QSignalSpy saved(&desk.workspace, &Workspace::saved);
        desk.workspace.save();
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, patience);
        desk.workspace.saveTo(desk.folder.filePath(QStringLiteral("copy")));
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 2, patience);
        const Result<std::vector<Diagram>> diagrams = readDiagrams(*desk.workspace.database());
        QVERIFY(diagrams);
        QCOMPARE(*diagrams, desk.workspace.document().state().diagrams);
    }

    void changesOfAnotherProgramAreMergedIntoTheirOwnModelOnly()
    {
        Desk desk;
        desk.open("mills");
        bool went = false;
        desk.during(QStringLiteral("Reading changes of another program"), [&] {
            if (!std::exchange(went, true))
                desk.workspace.newModel();
        });
        desk.write("mills", "CREATE TABLE mills (id bigint PRIMARY KEY); CREATE TABLE millers (id int);\n");
        QTRY_VERIFY_WITH_TIMEOUT(went, patience);
        QTRY_VERIFY_WITH_TIMEOUT(desk.runner.isIdle(), patience);
        QVERIFY(!desk.has("millers"));
        QVERIFY(!desk.workspace.document().undoStack().canUndo());
    }

    void aDiagramThatIsArrangedWhenAnotherModelIsOpenedIsLeftAlone()
    {
        Desk desk;
        desk.open("mills");
        desk.workspace.arrangeDiagram(QStringLiteral("main"));
        desk.workspace.newModel();
        QTRY_VERIFY_WITH_TIMEOUT(desk.runner.isIdle(), patience);
        QVERIFY(desk.workspace.document().state().diagrams.front().cards.empty());
    }

    void workOnAProjectThatIsGoneDoesNotComeBackOverAnother()
    {
        Desk desk;
        Recovery crashed(desk.folder.filePath(QStringLiteral("cache/unsaved")));
        QVERIFY(crashed.keep(shopState(), toQt(desk.path("gone").string()), QStringLiteral("gone")));
        const RecoveredWork work{QDir(desk.folder.filePath(QStringLiteral("cache/unsaved")))
                                     .entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)
                                     .front()
                                     .absoluteFilePath(),
                                 toQt(desk.path("gone").string()),
                                 QStringLiteral("gone"),
                                 {}};
        QSignalSpy failed(&desk.workspace, &Workspace::failed);
        desk.workspace.recover(work);
        QCOMPARE(failed.count(), 1);
        desk.open("mills");
        QVERIFY(desk.has("mills") && !desk.has("orders"));
        QVERIFY2(Recovery::read(work), "the copy is still there");
    }

    void aCopyThatWaitedIsNotWrittenForTheNextModel()
    {
        Recovery recovery(QDir::tempPath() + QStringLiteral("/none"));
        std::stop_source stop;
        stop.request_stop();
        const Result<void> kept = recovery.keep(shopState(), {}, {}, stop.get_token());
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::Cancelled);
        QVERIFY(!QDir(QDir::tempPath() + QStringLiteral("/none")).exists());
    }
};

QTEST_MAIN(tst_Workspace)
#include "tst_workspace.moc"
