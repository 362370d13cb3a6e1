#include "sample_models.h"

#include "model/project.h"
#include "ui/picture/arrange.h"
#include "ui/picture/export.h"
#include "ui/picture/marks.h"
#include "ui/picture/note_text.h"
#include "ui/picture/router.h"
#include "ui/picture/space_index.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <array>
#include <cmath>
#include <thread>

using namespace schemawright;

namespace {

Diagram arranged(const Catalog& catalog, const Diagram& start = {})
{
    const Scene scene = buildScene(catalog, start, {});
    const auto places = arrange(scene);
    Diagram diagram = start;
    if (!places)
        return diagram;
    for (const auto& [key, position] : *places)
        diagram.cards[key].position = position;
    return diagram;
}

int overlaps(const Scene& scene)
{
    int count = 0;
    for (std::size_t a = 0; a < scene.cards.size(); ++a) {
        for (std::size_t b = a + 1; b < scene.cards.size(); ++b)
            count += scene.cards[a].rect().overlaps(scene.cards[b].rect());
    }
    return count;
}

/// How often a line goes through a card, its own two included; they may only be touched at the side.
QStringList linesThroughCards(const Scene& scene)
{
    QStringList crossings;
    for (const Relation& relation : scene.relations) {
        for (const Card& card : scene.cards) {
            for (std::size_t i = 0; i + 1 < relation.path.size(); ++i) {
                if (segmentCrosses(relation.path[i], relation.path[i + 1], card.rect()))
                    crossings << QString::fromStdString(relation.key.display() + " through " + card.key.name);
            }
        }
    }
    return crossings;
}

bool isRightAngled(const Relation& relation)
{
    for (std::size_t i = 0; i + 1 < relation.path.size(); ++i) {
        if (relation.path[i].x != relation.path[i + 1].x && relation.path[i].y != relation.path[i + 1].y)
            return false;
    }
    return relation.path.size() >= 2;
}

/// The same way, a little aside: made room for a line of the moved card.
bool isNudged(const std::vector<Point>& a, const std::vector<Point>& b)
{
    bool nudged = a.size() == b.size();
    for (std::size_t i = 0; nudged && i < a.size(); ++i)
        nudged = std::abs(a[i].x - b[i].x) <= 40 && std::abs(a[i].y - b[i].y) <= 40;
    return nudged;
}

/// Where a path ends that goes on by h, v, l and q from where it started.
Point endOfPath(const QString& data)
{
    static const QRegularExpression step(QStringLiteral("([Mhvlq])([-0-9. ]*)"));
    Point at;
    for (auto steps = step.globalMatch(data); steps.hasNext();) {
        const QRegularExpressionMatch match = steps.next();
        const QStringList numbers = match.captured(2).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        const QString letter = match.captured(1);
        if (letter == QLatin1String("h"))
            at.x += numbers.last().toDouble();
        else if (letter == QLatin1String("v"))
            at.y += numbers.last().toDouble();
        else
            at = {at.x + numbers[numbers.size() - 2].toDouble(), at.y + numbers.last().toDouble()};
    }
    return at;
}

const Relation& relationNamed(const Scene& scene, std::string_view name)
{
    return *std::ranges::find_if(scene.relations, [&](const Relation& relation) { return relation.key.name == name; });
}

const Card& cardNamed(const Scene& scene, std::string_view name)
{
    return *std::ranges::find_if(scene.cards, [&](const Card& card) { return card.key.name == name; });
}

} // namespace

class tst_Picture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cardsShowKeysFirstWithTheirMarks()
    {
        const Scene scene = buildScene(sample::shop(), {}, {});
        const CardContent& items = *cardNamed(scene, "order_items").content;
        QCOMPARE(items.keyRows, 2U);
        QVERIFY(items.rows[0].primaryKey && items.rows[0].foreignKey && items.rows[0].notNull);
        QCOMPARE(items.subtitle, "sales");
        const CardContent& products = *cardNamed(scene, "products").content;
        QVERIFY(products.rows[*products.rowOf("sku")].unique);
        QVERIFY(products.rows[*products.rowOf("category_id")].indexed);
        QVERIFY(!products.rows[*products.rowOf("brand_id")].notNull);
        QCOMPARE(products.rows[*products.rowOf("sku")].type, "varchar(32)");
        QCOMPARE(products.rows[*products.rowOf("created_at")].type, "timestamptz");
        const CardContent& orders = *cardNamed(scene, "orders").content;
        QCOMPARE(orders.rows[*orders.rowOf("status")].type, "order_status");
        QVERIFY(orders.subtitle.ends_with("1 partition"));
        QVERIFY(cardNamed(scene, "daily_revenue").content->shape == CardShape::MaterializedView);
        QVERIFY(std::ranges::none_of(scene.cards, [](const Card& card) { return card.key.name == "orders_2026"; }));
    }

    void linesKnowTheirCardinality()
    {
        const Scene scene = buildScene(sample::shop(), {}, {});
        const Relation& loyalty = relationNamed(scene, "loyalty_accounts_customer_id_fkey");
        QVERIFY(loyalty.fromEnd == LineEnd::ZeroOrOne && loyalty.toEnd == LineEnd::One && loyalty.identifying);
        const Relation& parent = relationNamed(scene, "categories_parent_id_fkey");
        QVERIFY(parent.fromEnd == LineEnd::ZeroOrMany && parent.toEnd == LineEnd::ZeroOrOne &&
                parent.from == parent.to && !parent.identifying);
    }

    void collapsedCardsShowKeysOrNothing()
    {
        Diagram diagram;
        diagram.cards[keyOf(Kind::Table, "sales", "orders")].collapse = CardCollapse::Keys;
        diagram.cards[keyOf(Kind::Table, "sales", "payments")].collapse = CardCollapse::Name;
        const Scene scene = buildScene(sample::shop(), diagram, {});
        QCOMPARE(cardNamed(scene, "orders").content->rows.size(), 4U);
        QCOMPARE(cardNamed(scene, "orders").content->hiddenRows, 4U);
        QVERIFY(cardNamed(scene, "payments").content->rows.empty());
        QCOMPARE(cardNamed(scene, "payments").content->height, cardNamed(scene, "payments").content->titleHeight);
    }

    void arrangedCardsDoNotOverlapAndLinesGoAroundThem_data()
    {
        QTest::addColumn<Catalog>("catalog");
        QTest::newRow("shop") << sample::shop();
        QTest::newRow("120 tables") << sample::generated(120);
        QTest::newRow("600 tables") << sample::generated(600);
        QTest::newRow("hostile names") << sample::hostile();
    }
    void arrangedCardsDoNotOverlapAndLinesGoAroundThem()
    {
        QFETCH(Catalog, catalog);
        const Scene scene = buildScene(catalog, arranged(catalog), {});
        QVERIFY(!scene.relations.empty());
        QCOMPARE(overlaps(scene), 0);
        QCOMPARE(linesThroughCards(scene), QStringList());
        QVERIFY(std::ranges::all_of(scene.relations, isRightAngled));
    }

    void manyTablesAreSetInColumns()
    {
        const Catalog catalog = sample::generated(400);
        Diagram diagram;
        const auto places = arrange(buildUnrouted(catalog, diagram, {}), {.layeredUpTo = 50, .apartUpTo = 100});
        QVERIFY(places);
        for (const auto& [key, position] : *places)
            diagram.cards[key].position = position;
        const Scene scene = buildScene(catalog, diagram, {});
        QCOMPARE(overlaps(scene), 0);
        QCOMPARE(linesThroughCards(scene), QStringList());
        const Rect bounds = scene.bounds();
        QVERIFY(bounds.width < 3 * bounds.height && bounds.height < 3 * bounds.width);
    }

    void aCardsLineIsTheSameWhicheverThreadFindsIt()
    {
        const Catalog catalog = sample::generated(300);
        const Scene scene = buildScene(catalog, {}, {});
        const SpaceIndex index = indexOfCards(scene);
        Router router(index);
        for (const Relation& relation : scene.relations) {
            const auto end = [&](std::size_t card, const std::vector<std::size_t>& rows) {
                const double inside = scene.cards[card].content->rowMiddle(rows.front());
                return RouteEnd{static_cast<std::uint32_t>(card), scene.cards[card].position.y + inside};
            };
            const Route alone = router.find(end(relation.from, relation.fromRows), end(relation.to, relation.toRows));
            QVERIFY2(alone.clear, relation.key.name.c_str());
            QVERIFY2(alone.points == relation.route, relation.key.name.c_str());
        }
    }

    void noLineGoesBackOverItself_data()
    {
        QTest::addColumn<Catalog>("catalog");
        QTest::newRow("300 tables") << sample::generated(300);
        QTest::newRow("2000 tables") << sample::generated(2000);
    }

    void noLineGoesBackOverItself()
    {
        QFETCH(Catalog, catalog);
        const Scene scene = buildScene(catalog, arranged(catalog), {});
        QVERIFY(!scene.relations.empty());
        std::size_t spikes = 0;
        for (const Relation& relation : scene.relations) {
            const std::vector<Point>& path = relation.path;
            for (std::size_t i = 2; i < path.size(); ++i) {
                const bool upright = path[i - 2].x == path[i - 1].x && path[i - 1].x == path[i].x;
                const bool level = path[i - 2].y == path[i - 1].y && path[i - 1].y == path[i].y;
                spikes += upright || level ? 1 : 0;
            }
        }
        QCOMPARE(spikes, std::size_t{0});
    }

    void linesLeaveAtTheRowOfTheirColumn()
    {
        const Catalog catalog = sample::shop();
        const Scene scene = buildScene(catalog, arranged(catalog), {});
        for (const Relation& relation : scene.relations) {
            const Card& from = scene.cards[relation.from];
            QCOMPARE(relation.path.front().y, from.position.y + from.content->rowMiddle(relation.fromRows.front()));
            QVERIFY(relation.path.front().x == from.rect().x || relation.path.front().x == from.rect().right());
        }
    }

    void theSameModelGivesTheSamePicture()
    {
        const Catalog catalog = sample::generated(150);
        const Diagram diagram = arranged(catalog);
        QVERIFY(diagram == arranged(catalog));
        QCOMPARE(toSvg(buildScene(catalog, diagram, {}), lightTheme()),
                 toSvg(buildScene(catalog, diagram, {}), lightTheme()));
    }

    void aSceneBuiltUponAnotherIsTheSameAsFromNothing()
    {
        const Catalog catalog = sample::generated(150);
        Diagram diagram = arranged(catalog);
        const Scene before = buildScene(catalog, diagram, {});
        auto& moved = diagram.cards[before.cards[40].key].position;
        moved = {moved.x + 333, moved.y - 222};
        const Scene incremental = buildScene(catalog, diagram, {}, &before);
        const Scene fresh = buildScene(catalog, diagram, {});
        for (std::size_t i = 0; i < fresh.relations.size(); ++i)
            QVERIFY2(incremental.relations[i].path == fresh.relations[i].path, fresh.relations[i].key.name.c_str());
        QVERIFY(incremental.cards[7].content == before.cards[7].content); // shared, not made again
        Scene settled = before;
        SpaceIndex index = indexOfCards(settled);
        settleCards(settled, index, {{40, moved}});
        for (std::size_t i = 0; i < fresh.relations.size(); ++i)
            QVERIFY2(settled.relations[i].path == fresh.relations[i].path, fresh.relations[i].key.name.c_str());
    }

    void movedCardsAreSettledAsIfOpenedAnew()
    {
        const Catalog catalog = sample::generated(300);
        Diagram diagram;
        Scene settled = buildScene(catalog, diagram, {}); // in rows: lines run far
        for (const Card& card : settled.cards)
            diagram.cards[card.key].position = card.position;
        settled = buildScene(catalog, diagram, {});
        SpaceIndex index = indexOfCards(settled);
        for (const std::size_t card : {17U, 150U, 151U, 290U}) {
            Point& place = diagram.cards[settled.cards[card].key].position;
            place = {place.x + 40 + static_cast<double>(card), place.y - 70};
            settleCards(settled, index, {{card, place}});
            const Scene fresh = buildScene(catalog, diagram, {});
            for (std::size_t i = 0; i < fresh.relations.size(); ++i)
                QVERIFY2(settled.relations[i].path == fresh.relations[i].path, fresh.relations[i].key.name.c_str());
        }
    }

    void aLineStaysPutWhenSomethingFarAwayMoves()
    {
        const Catalog catalog = sample::generated(150);
        Diagram diagram = arranged(catalog);
        const Scene before = buildScene(catalog, diagram, {});
        const std::size_t moved = 75;
        auto& position = diagram.cards[before.cards[moved].key].position;
        const Rect left = before.cards[moved].rect();
        position = {position.x + 30, position.y + 20};
        const Scene after = buildScene(catalog, diagram, {}, &before);
        const Rect near = united(left, after.cards[moved].rect()).grown(150);
        int changed = 0;
        for (std::size_t i = 0; i < after.relations.size(); ++i) {
            const Relation& relation = after.relations[i];
            if (relation.from == moved || relation.to == moved || relation.path == before.relations[i].path)
                continue;
            ++changed;
            const std::vector<Point>& old = before.relations[i].path;
            const bool isNear =
                boundsOf(relation.path).grown(1).overlaps(near) || boundsOf(old).grown(1).overlaps(near);
            QVERIFY2(isNear || isNudged(old, relation.path), relation.key.name.c_str());
        }
        QVERIFY(changed < 30);
    }

    void aDraggedCardTakesItsLinesAlong()
    {
        const Catalog catalog = sample::shop();
        Scene scene = buildScene(catalog, arranged(catalog), {});
        SpaceIndex index = indexOfCards(scene);
        const auto orders = scene.indexOf(keyOf(Kind::Table, "sales", "orders"));
        QVERIFY(orders);
        const Rect bounds = scene.bounds();
        moveCards(scene, index, {{*orders, {bounds.right() + 200, bounds.y}}});
        QCOMPARE(scene.cards[*orders].position.x, bounds.right() + 200);
        QCOMPARE(linesThroughCards(scene), QStringList());
    }

    void pinnedCardsStayWhereTheyAre()
    {
        const Catalog catalog = sample::shop();
        const ObjectKey pinned = keyOf(Kind::Table, "sales", "orders");
        Diagram diagram;
        diagram.cards[pinned] = {.position = {1234, 567}, .pinned = true};
        diagram = arranged(catalog, diagram);
        QVERIFY((diagram.cards[pinned].position == Point{1234, 567}));
        QCOMPARE(overlaps(buildScene(catalog, diagram, {})), 0);
    }

    void aNewTableIsPutBesideItsNeighboursAndMovesNoOther()
    {
        const Catalog catalog = sample::shop();
        Diagram diagram = arranged(catalog);
        const ObjectKey refunds = keyOf(Kind::Table, "sales", "refunds");
        const ObjectKey payments = keyOf(Kind::Table, "sales", "payments");
        diagram.cards.erase(refunds);
        const Scene scene = buildScene(catalog, diagram, {});
        QCOMPARE(overlaps(scene), 0);
        for (const Card& card : scene.cards)
            QVERIFY(card.key == refunds || card.position == diagram.cards[card.key].position);
        const Point a = scene.cards[*scene.indexOf(refunds)].rect().center();
        const Point b = scene.cards[*scene.indexOf(payments)].rect().center();
        QVERIFY2(std::hypot(a.x - b.x, a.y - b.y) < 1200, "far from its neighbour");
    }

    void verbPhrasesOfLinesToOneKeyDoNotCoverEachOther()
    {
        // Two lines that share their way into the key from x = 300 on.
        Relation upper;
        upper.verb = "belongs to";
        upper.path = {{0, 0}, {20, 0}, {20, 90}, {300, 90}, {300, 200}, {900, 200}};
        Relation lower = upper;
        lower.path = {{0, 400}, {300, 400}, {300, 200}, {900, 200}};
        Relation direct = upper;
        direct.path = {{0, 200}, {900, 200}};
        QVERIFY(verbPlace(upper) == (Point{160, 90}));
        QVERIFY(verbPlace(lower) == (Point{150, 400}));
        QVERIFY(verbPlace(direct) == (Point{450, 200}));
        Relation cramped = upper;
        cramped.path = {{270, 400}, {300, 400}, {300, 200}, {900, 200}};
        QVERIFY(verbPlace(cramped) == (Point{300, 300}));
    }

    void waypointsSetByHandAreKept()
    {
        const Catalog catalog = sample::shop();
        Diagram diagram = arranged(catalog);
        const ObjectKey key = childKey(Kind::Constraint, "sales", "payments", "payments_order_id_fkey");
        diagram.waypoints[key] = {{-300, -200}, {-300, 900}};
        const Scene scene = buildScene(catalog, diagram, {});
        const Relation& relation = relationNamed(scene, key.name);
        QVERIFY(isRightAngled(relation));
        QVERIFY(boundsOf(relation.path).contains({-300, 0}));
    }

    void svgIsWellFormedWhateverTheNames()
    {
        const Catalog catalog = sample::hostile();
        const std::string svg = toSvg(buildScene(catalog, arranged(catalog), {}), lightTheme(), "a <title> & more");
        QXmlStreamReader reader(QByteArray::fromStdString(svg));
        QStringList texts;
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement) {
                QVERIFY(reader.name() != QLatin1String("script"));
                if (reader.name() == QLatin1String("text"))
                    texts << reader.readElementText(QXmlStreamReader::IncludeChildElements);
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(texts.contains(QStringLiteral("<script>alert(\"x\")</script>&amp;")));
        QVERIFY(!QString::fromStdString(svg).contains(QChar(0x202e)));
    }

    void linesInAnSvgEndAtTheirCards()
    {
        const Catalog catalog = sample::generated(120);
        const Scene scene = buildScene(catalog, arranged(catalog), {});
        const QString svg = QString::fromStdString(toSvg(scene, lightTheme()));
        const QRegularExpression line(QStringLiteral("<path class=\"r( d)?\" d=\"(M[^\"]*[hv][^\"]*)\"/>"));
        auto found = line.globalMatch(svg);
        for (const Relation& relation : scene.relations) {
            QVERIFY(found.hasNext());
            const Point end = endOfPath(found.next().captured(2));
            QVERIFY2(std::abs(end.x - relation.path.back().x) < 0.11 && std::abs(end.y - relation.path.back().y) < 0.11,
                     relation.key.name.c_str());
        }
    }

    void noCardLiesUponTheNameOfAnArea()
    {
        const Catalog catalog = sample::shop();
        Diagram diagram = arranged(catalog);
        const Scene plain = buildScene(catalog, diagram, {});
        // Its strip at the top runs through the middle of a card, and so does the room above it.
        const Rect card = cardNamed(plain, "orders").rect();
        diagram.notes = {{.id = "a",
                          .area = true,
                          .text = "Billing",
                          .position = {card.x + 10, card.center().y},
                          .width = 600,
                          .height = 400}};
        const std::string covered = toSvg(buildScene(catalog, diagram, {}), lightTheme());
        QVERIFY(covered.find(">Billing<") > covered.rfind("</g>\n"));
        // With nothing upon it, it is where it always is.
        diagram.notes.front().position = {plain.bounds().right() + 100, 0};
        const std::string free = toSvg(buildScene(catalog, diagram, {}), lightTheme());
        const std::size_t title = free.find("y=\"21\" style=\"font-size:15px\">Billing<");
        QVERIFY(title != std::string::npos);
        // A line that runs there is covered by a ground of the area's own colour, written after all lines.
        const std::size_t ground = free.rfind("<rect", title);
        const std::string look = colorText(areaGround(diagram.notes.front(), lightTheme()));
        QVERIFY(free.substr(ground, title - ground).find("fill=\"" + look + "\"") != std::string::npos);
        QVERIFY(ground > free.rfind("<path class=\"r"));
    }

    void markdownOfNotesIsTextAndNothingElse()
    {
        DiagramNote note;
        note.width = 400;
        note.height = 300;
        note.text = "# Plan\n- **bold** and *soft*\n<img src=http://example.org/x><script>alert(1)</script>\n"
                    "[a link](javascript:alert(1)) 2 * 3 * 4";
        const std::vector<NoteLine> lines = noteLines(note);
        QCOMPARE(lines.size(), 4U);
        QVERIFY(lines[0].size > lines[1].size && lines[0].runs.front().bold);
        QCOMPARE(lines[1].runs[0].text, "\u2022");
        QVERIFY(lines[1].runs[1].bold && lines[1].runs[1].text == "bold");
        QVERIFY(lines[1].runs.back().italic && lines[1].runs.back().text == "soft");
        QCOMPARE(lines[2].runs.front().text, "<img src=http://example.org/x><script>alert(1)</script>");
        QCOMPARE(lines[3].runs.front().text, "a link 2 * 3 * 4");
        Scene scene = buildScene(sample::shop(), {}, {});
        scene.notes = {note};
        const std::string svg = toSvg(scene, lightTheme());
        QVERIFY(!svg.contains("<script") && !svg.contains("javascript:") && svg.contains("&lt;script&gt;"));
    }

    void pngIsWrittenAtTheScaleAsked()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("shop.png")).toStdString();
        const Catalog catalog = sample::shop();
        const Scene scene = buildScene(catalog, arranged(catalog), {});
        const auto written = writePng(scene, darkTheme(), file, 2);
        QVERIFY2(written, written ? "" : written.error().message.c_str());
        const auto png = readFile(file);
        QVERIFY(png && png->size() > 24 && png->substr(1, 3) == "PNG");
        const int width = static_cast<unsigned char>((*png)[18]) * 256 + static_cast<unsigned char>((*png)[19]);
        QVERIFY(std::abs(width - 2 * (scene.bounds().width + 64)) <= 2);
        const auto refused = writePng(scene, darkTheme(), file, 1000);
        QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
        const auto nowhere = writeSvg(scene, lightTheme(), "/nonexistent/folder/x.svg");
        QVERIFY(!nowhere);
    }

    void twoThousandTablesAreASmallSvg()
    {
        const Catalog catalog = sample::generated(2000);
        const Scene scene = buildScene(catalog, {}, {});
        QCOMPARE(scene.cards.size(), 2000U);
        QVERIFY(scene.relations.size() > 2000);
        const std::string svg = toSvg(scene, lightTheme());
        QVERIFY2(svg.size() < 5'000'000, std::to_string(svg.size()).c_str());
        QCOMPARE(overlaps(scene), 0);
    }

    void arrangingMayRunOnSeveralThreads()
    {
        const Scene scene = buildScene(sample::shop(), {}, {});
        const auto expected = arrange(scene);
        QVERIFY(expected);
        std::array<bool, 3> same{};
        {
            std::vector<std::jthread> threads;
            for (bool& result : same)
                threads.emplace_back([&] {
                    const auto again = arrange(scene);
                    result = again && *again == *expected;
                });
        }
        QVERIFY(std::ranges::all_of(same, std::identity{}));
    }

    void arrangingCanBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto result = arrange(buildScene(sample::shop(), {}, {}), {}, stop.get_token());
        QVERIFY(!result && result.error().code == ErrorCode::Cancelled);
    }

    void textIsCutAtCharacters()
    {
        const TextMeasure& measure = builtinTextMeasure();
        const std::string text =
            elided("\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc", 40, 12, FontWeight::Normal, measure);
        QVERIFY(text.ends_with("\u2026"));
        QVERIFY(measure.width(text, FontWeight::Normal) * 12 <= 40);
        QVERIFY(!QString::fromStdString(text).contains(QChar(0xfffd)));
        QCOMPARE(elided("short", 400, 12, FontWeight::Normal, measure), "short");
    }
};

QTEST_MAIN(tst_Picture)
#include "tst_picture.moc"
