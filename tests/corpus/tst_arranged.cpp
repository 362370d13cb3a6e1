// Schemas of real systems, arranged: no card lies upon another, no line goes through a card.

#include "diff/resolve/resolve.h"
#include "places.h"
#include "ui/picture/arrange.h"
#include "ui/picture/export.h"

#include <QElapsedTimer>
#include <QTest>

#include <filesystem>

using namespace schemawright;
namespace fs = std::filesystem;

class tst_Arranged : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<ScratchServer> m_server;

    [[nodiscard]] Result<Catalog> read(const QString& path) const
    {
        const auto sql = readFile(path.toStdString());
        if (!sql)
            return std::unexpected(sql.error());
        auto reading = resolveSql(*m_server, {{path.toStdString(), *sql}});
        if (!reading)
            return std::unexpected(reading.error());
        return reading->catalog;
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto server = ScratchServer::start({});
        QVERIFY2(server, server ? "" : server.error().text().c_str());
        m_server = *server;
    }
    void cleanupTestCase() { m_server.reset(); }

    void cardsAndLinesKeepClearOfCards_data()
    {
        QTest::addColumn<QString>("path");
        const fs::path demo = SCHEMAWRIGHT_SOURCE_DIR "/resources/demo";
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(demo)) {
            if (entry.path().filename() == "schema.sql")
                QTest::newRow(("demo " + entry.path().parent_path().filename().string()).c_str())
                    << QString::fromStdString(entry.path().string());
        }
        const fs::path shared = qEnvironmentVariable("SCHEMAWRIGHT_SHARED").toStdString();
        if (!fs::is_directory(shared / "corpus/real"))
            return;
        for (const fs::directory_entry& entry : fs::directory_iterator(shared / "corpus/real")) {
            if (entry.path().extension() == ".sql")
                QTest::newRow(entry.path().stem().c_str()) << QString::fromStdString(entry.path().string());
        }
    }
    void cardsAndLinesKeepClearOfCards()
    {
        QFETCH(QString, path);
        const Result<Catalog> catalog = read(path);
        QVERIFY2(catalog, catalog ? "" : catalog.error().text().c_str());
        Diagram diagram;
        const auto places = arrange(buildScene(*catalog, diagram, {}));
        QVERIFY(places);
        for (const auto& [key, position] : *places)
            diagram.cards[key].position = position;
        const Scene scene = buildScene(*catalog, diagram, {});
        int overlaps = 0;
        QStringList crossings;
        for (std::size_t a = 0; a < scene.cards.size(); ++a) {
            for (std::size_t b = a + 1; b < scene.cards.size(); ++b)
                overlaps += scene.cards[a].rect().overlaps(scene.cards[b].rect());
        }
        for (const Relation& relation : scene.relations) {
            for (const Card& card : scene.cards) {
                for (std::size_t i = 0; i + 1 < relation.path.size(); ++i) {
                    if (segmentCrosses(relation.path[i], relation.path[i + 1], card.rect()))
                        crossings << QString::fromStdString(relation.key.display() + " through " + card.key.name);
                }
            }
        }
        QCOMPARE(overlaps, 0);
        QCOMPARE(crossings, QStringList());
    }
};

QTEST_MAIN(tst_Arranged)
#include "tst_arranged.moc"
