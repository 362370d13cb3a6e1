// Schemas of real systems: written by us into an empty database they equal the original, and the way down leaves nothing behind.

#include "diff/difference.h"
#include "diff/run.h"
#include "tests/support/corpus.h"

#include <QTest>

#include <filesystem>
#include <set>

using namespace schemawright;
using namespace schemawright::test;
namespace fs = std::filesystem;

class tst_Real : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!fs::is_directory(sharedFolder()))
            QSKIP("the folder of shared schemas is not beside this checkout");
        auto server = ScratchServer::start({});
        QVERIFY2(server, server ? "" : errorText(server.error()).constData());
        m_server = *server;
    }
    void aSchemaComesAndGoes_data();
    void aSchemaComesAndGoes();
    void cleanupTestCase() { m_server.reset(); }

private:
    std::shared_ptr<ScratchServer> m_server;
};

void tst_Real::aSchemaComesAndGoes_data()
{
    QTest::addColumn<QString>("path");
    std::set<fs::path> files;
    for (const char* folder : {"schemas", "corpus/real"})
        for (const fs::directory_entry& entry : fs::directory_iterator(sharedFolder() / folder))
            if (entry.path().extension() == ".sql")
                files.insert(entry.path());
    for (const fs::path& file : files)
        QTest::newRow(file.filename().c_str()) << QString::fromStdString(file.string());
}

void tst_Real::aSchemaComesAndGoes()
{
    QFETCH(QString, path);
    const auto sql = readFile(path.toStdString());
    QVERIFY(sql);
    const auto model = resolveSql(*m_server, {{path.toStdString(), *sql}});
    QVERIFY2(model, model ? "" : errorText(model.error()).constData());
    QVERIFY2(model->unknown.empty(), model->unknown.empty() ? "" : model->unknown.front().c_str());
    QVERIFY(model->catalog.size() > baselineCatalog().size());

    const auto difference = makeDifference(baselineCatalog(), model->catalog, {}, m_server.get());
    QVERIFY2(difference, difference ? "" : errorText(difference.error()).constData());
    auto database = m_server->createDatabase();
    QVERIFY(database);
    auto connection = database->connect();
    QVERIFY(connection);

    const auto up = connection->query(planScript(difference->up, false));
    QVERIFY2(up, up ? "" : errorText(up.error()).constData());
    const auto there = readCatalog(database->spec());
    QVERIFY(there);
    QVERIFY2(sameCatalog(there->catalog, model->catalog), differences(there->catalog, model->catalog).constData());

    const auto down = connection->query(planScript(difference->down, false));
    QVERIFY2(down, down ? "" : errorText(down.error()).constData());
    const auto empty = readCatalog(database->spec());
    QVERIFY(empty);
    QVERIFY2(sameCatalog(empty->catalog, baselineCatalog()),
             differences(empty->catalog, baselineCatalog()).constData());
}

QTEST_GUILESS_MAIN(tst_Real)
#include "tst_real.moc"
