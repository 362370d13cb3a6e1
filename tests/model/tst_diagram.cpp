#include "model/diagram.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace schemawright;

namespace {

Diagram everyField()
{
    Diagram diagram;
    diagram.name = "Orders \"and\" \xE2\x82\xAC\n";
    diagram.allTables = false;
    diagram.cards[keyOf(Kind::Table, "public", "orders")] = {{10.5, -20.25}, "#ff8800", CardCollapse::Keys, true};
    diagram.cards[keyOf(Kind::Table, "public", "a\nb\"c")] = {{0.1, 1e6}, {}, CardCollapse::Name, false};
    diagram.cards[keyOf(Kind::View, "public", "v")] = {};
    diagram.waypoints[childKey(Kind::Constraint, "public", "orders", "orders_user_fkey")] = {{1, 2}, {3.5, 4}};
    diagram.notes = {{"n1", false, "**bold**\nline", {1, 2}, 30, 40, "#00ff00"},
                     {"a1", true, "Billing", {-5, -6}, 700, 800, {}}};
    return diagram;
}

} // namespace

class tst_Diagram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldSurvives();
    void eachCardHasALineOfItsOwn();
    void theTextDoesNotDependOnTheOrderOfInsertion();
    void whatIsMissingHasItsDefault();
    void fieldsOfLaterVersionsAreIgnored();
    void whatJsonCannotSayIsWrittenSafely();
    void whatIsTooFarAwayOrTooLargeIsBounded();
    void deepAndManyAreRefusedInASentence();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
};

void tst_Diagram::everyFieldSurvives()
{
    const auto read = diagramFromJson(diagramToJson(everyField()));
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    QVERIFY(*read == everyField());
    QVERIFY(*diagramFromJson(diagramToJson(Diagram{})) == Diagram{});
}

void tst_Diagram::eachCardHasALineOfItsOwn()
{
    Diagram diagram;
    const auto before = std::ranges::count(diagramToJson(diagram), '\n');
    for (int i = 0; i < 50; ++i)
        diagram.cards[keyOf(Kind::Table, "public", "t\n" + std::to_string(i))] = {};
    QCOMPARE(std::ranges::count(diagramToJson(diagram), '\n'), before + 51);
}

void tst_Diagram::theTextDoesNotDependOnTheOrderOfInsertion()
{
    Diagram one;
    Diagram other;
    for (const char* name : {"a", "b", "c"})
        one.cards[keyOf(Kind::Table, "s", name)] = {};
    for (const char* name : {"c", "a", "b"})
        other.cards[keyOf(Kind::Table, "s", name)] = {};
    QCOMPARE(diagramToJson(one), diagramToJson(other));
}

void tst_Diagram::whatIsMissingHasItsDefault()
{
    const auto diagram = diagramFromJson(R"({"name":"d","cards":[{"schema":"s","name":"t","x":1,"y":2}]})");
    QVERIFY(diagram);
    QVERIFY(diagram->allTables);
    QVERIFY(diagram->cards.at(keyOf(Kind::Table, "s", "t")) == (CardLayout{{1, 2}, {}, CardCollapse::None, false}));
}

void tst_Diagram::fieldsOfLaterVersionsAreIgnored()
{
    QVERIFY(diagramFromJson(R"({"name":"d","zoom":3,"cards":[{"name":"t","x":1,"y":2,"shadow":true}]})"));
}

void tst_Diagram::whatJsonCannotSayIsWrittenSafely()
{
    Diagram diagram;
    diagram.name = "\xFF\xFE";
    diagram.cards[keyOf(Kind::Table, "public", "t")] = {
        {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()},
        {},
        CardCollapse::None,
        false};
    const auto read = diagramFromJson(diagramToJson(diagram));
    QVERIFY(read);
    QVERIFY(read->cards.begin()->second.position == Point{});
}

void tst_Diagram::whatIsTooFarAwayOrTooLargeIsBounded()
{
    const auto diagram = diagramFromJson(R"({"name": "d", "cards": [{"name": "t", "x": 1e308, "y": -1e308}],
        "waypoints": [{"name": "k", "points": [[-1e300, 1000001]]}],
        "notes": [{"x": 1e7, "y": 0, "width": 1e308, "height": -5}]})");
    QVERIFY2(diagram, diagram ? "" : diagram.error().text().c_str());
    QCOMPARE(diagram->cards.begin()->second.position, (Point{1e6, -1e6}));
    QCOMPARE(diagram->waypoints.begin()->second, (std::vector<Point>{{-1e6, 1e6}}));
    QCOMPARE(diagram->notes[0].position, (Point{1e6, 0}));
    QCOMPARE(diagram->notes[0].width, 1e5);
    QCOMPARE(diagram->notes[0].height, 1.0);
    QVERIFY(*diagramFromJson(diagramToJson(*diagram)) == *diagram);
}

void tst_Diagram::deepAndManyAreRefusedInASentence()
{
    const std::string deep = "{\"name\": \"[[[[[[[[[[[[[[[[[[[[[[[\\\"[\",\n\"cards\": [" + std::string(100000, '[') +
                             std::string(100000, ']') + "]}";
    const auto nested = diagramFromJson(deep);
    QVERIFY(!nested);
    QCOMPARE(nested.error().line, 2U);
    QCOMPARE(nested.error().text(), "the JSON is nested more than 16 levels deep");
    std::string many = "{\"name\": \"d\", \"waypoints\": [{\"name\": \"k\", \"points\": [[0,0]";
    for (int i = 0; i < 100000; ++i)
        many += ",[0,0]";
    const auto counted = diagramFromJson(many + "]}]}");
    QVERIFY(!counted);
    QCOMPARE(counted.error().text(), "the diagram has more than 100000 cards, points and notes");
    const auto large = diagramFromJson(std::string((64UL << 20U) + 1, ' '));
    QVERIFY(!large);
    QCOMPARE(large.error().text(), "the file is larger than 64 MB");
}

void tst_Diagram::brokenFilesAreRefused_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<int>("line");
    QTest::newRow("empty") << QString() << 1;
    QTest::newRow("cut off") << QStringLiteral("{\n\"name\": \"d\",\n\"cards\": [") << 3;
    QTest::newRow("an unfinished merge") << QStringLiteral("{\n<<<<<<< HEAD\n}") << 2;
    QTest::newRow("a list") << QStringLiteral("[]") << 0;
    QTest::newRow("no name") << QStringLiteral("{}") << 0;
    QTest::newRow("name of another type") << QStringLiteral("{\"name\": 3}") << 0;
    QTest::newRow("card without place") << QStringLiteral("{\"name\":\"d\",\"cards\":[{\"name\":\"t\"}]}") << 0;
    QTest::newRow("cards are no list") << QStringLiteral("{\"name\":\"d\",\"cards\":[3]}") << 0;
    QTest::newRow("unknown kind") << QStringLiteral(
                                         "{\"name\":\"d\",\"cards\":[{\"kind\":\"x\",\"name\":\"t\",\"x\":1,\"y\":1}]}")
                                  << 0;
    QTest::newRow("nested too deep") << QString(100000, QLatin1Char('[')) << 1;
}

void tst_Diagram::brokenFilesAreRefused()
{
    QFETCH(QString, json);
    QFETCH(int, line);
    const auto read = diagramFromJson(json.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Invalid);
    QCOMPARE(read.error().line, static_cast<std::size_t>(line));
    QVERIFY(!read.error().message.empty());
}

QTEST_APPLESS_MAIN(tst_Diagram)
#include "tst_diagram.moc"
