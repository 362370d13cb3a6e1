#include "tests/picture/sample_models.h"
#include "tests/ui/window_fixture.h"

#include "ui/canvas/in_place_editor.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/note_editor.h"
#include "ui/canvas/print_scene.h"
#include "ui/diagram/diagram_actions.h"
#include "ui/diagram/diagram_tab.h"
#include "ui/document/diagram_edits.h"
#include "ui/document/edits.h"
#include "ui/picture/arrange.h"
#include "ui/picture/export.h"
#include "ui/workspace/table_clipboard.h"

#include <QClipboard>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPdfWriter>
#include <QTabBar>
#include <QTabWidget>

using namespace schemawright;

namespace {

const ObjectKey orders = keyOf(Kind::Table, "sales", "orders");
const ObjectKey payments = keyOf(Kind::Table, "sales", "payments");
const ObjectKey items = keyOf(Kind::Table, "sales", "order_items");
const ObjectKey customers = keyOf(Kind::Table, "users", "customers");
const ObjectKey products = keyOf(Kind::Table, "catalog", "products");

ProjectState arrangedShop()
{
    ProjectState state;
    state.catalog = sample::shop();
    Diagram diagram;
    diagram.name = "main";
    if (const auto places = arrange(buildScene(state.catalog, diagram, {}))) {
        for (const auto& [key, position] : *places)
            diagram.cards[key].position = position;
    }
    state.diagrams = {diagram};
    return state;
}

} // namespace

/// What is done on a diagram in the real window, by mouse and keyboard, and what the document and the eye have of it.
class tst_DiagramTab : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    [[nodiscard]] Document& document() const { return m_fixture->window->workspace().document(); }
    [[nodiscard]] CanvasView& canvas() const { return m_fixture->window->diagramTab()->canvas(); }
    [[nodiscard]] const Diagram& diagram() const
    {
        return *findDiagram(document().state(), m_fixture->window->diagramTab()->diagram());
    }
    [[nodiscard]] QString lastStep() const { return document().undoStack().undoText(); }
    [[nodiscard]] Rect rectOf(const ObjectKey& key) const
    {
        return canvas().scene().cards[*canvas().scene().indexOf(key)].rect();
    }
    [[nodiscard]] QPoint titleOf(const ObjectKey& card) const
    {
        const QRectF rect = canvas().viewportRectOf(card);
        return QPointF(rect.left() + 20 * canvas().zoom(), rect.top() + 12 * canvas().zoom()).toPoint();
    }
    [[nodiscard]] QPoint pixel(Point at) const { return canvas().toViewport(at).toPoint(); }
    [[nodiscard]] const Relation& line(std::string_view name) const
    {
        return *std::ranges::find_if(canvas().scene().relations,
                                     [&](const Relation& each) { return each.key.name == name; });
    }
    static void moveMouse(QWidget* window, QPoint at, Qt::MouseButton button, Qt::KeyboardModifiers modifiers = {})
    {
        QMouseEvent move(QEvent::MouseMove, QPointF(at), window->mapToGlobal(QPointF(at)), Qt::NoButton, button,
                         modifiers);
        QApplication::sendEvent(window, &move);
    }
    static void drag(QWidget* window, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(window, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 5; ++step)
            moveMouse(window, from + (to - from) * step / 5, Qt::LeftButton, modifiers);
        QTest::mouseRelease(window, Qt::LeftButton, modifiers, to);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) const
    {
        drag(canvas().viewport(), from, to, modifiers);
    }
    void click(QPoint at, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, modifiers, at);
    }
    template <class T> [[nodiscard]] T* shown() const
    {
        for (T* each : m_fixture->window->findChildren<T*>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void act(const char* name) const
    {
        for (QAction* each : m_fixture->window->diagramTab()->actions().all()) {
            if (each->objectName() == QLatin1String(name)) {
                canvas().setFocus();
                hands::run(m_fixture->window.get(), each);
                return;
            }
        }
        QFAIL(name);
    }
    [[nodiscard]] QTabWidget& tabs() const { return *m_fixture->find<QTabWidget>("tabs"); }
    [[nodiscard]] QPoint emptyPlace() const
    {
        const Rect bounds = canvas().scene().bounds();
        return pixel({bounds.x - 30, bounds.y - 30});
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        m_fixture->window->resize(1600, 1000);
        m_fixture->window->workspace().newModel();
        document().reset(arrangedShop());
        m_fixture->window->workspace().resolver().setResolved(document().state());
        QVERIFY(QTest::qWaitForWindowExposed(m_fixture->window.get()));
        canvas().setFocus();
        canvas().zoomToFit();
    }
    void cleanup() { m_fixture.reset(); }

    void aNoteIsWrittenMovedResizedColouredAndDeleted()
    {
        canvas().setZoom(1);
        QTest::keyClick(&canvas(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        auto* editor = shown<NoteEditor>();
        QVERIFY(editor);
        QTest::keyClicks(editor, QStringLiteral("Ask **Ann**"));
        QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(diagram().notes.size(), 1U);
        QCOMPARE(diagram().notes.front().text, "Ask **Ann**");
        QCOMPARE(lastStep(), QStringLiteral("Edit note"));

        const DiagramNote before = diagram().notes.front();
        const QPoint middle = pixel({before.position.x + before.width / 2, before.position.y + before.height / 2});
        drag(middle, middle + QPoint(-24, 16));
        QCOMPARE(diagram().notes.front().position.x, std::round((before.position.x - 24) / 8) * 8);
        QCOMPARE(lastStep(), QStringLiteral("Move note"));

        const DiagramNote moved = diagram().notes.front();
        const QPoint corner = pixel({moved.position.x + moved.width, moved.position.y + moved.height});
        drag(corner, corner + QPoint(80, 40));
        QVERIFY2(std::abs(diagram().notes.front().width - moved.width - 80) <= 8,
                 qPrintable(QString::number(diagram().notes.front().width)));
        QVERIFY(diagram().notes.front().position == moved.position);
        QCOMPARE(lastStep(), QStringLiteral("Resize note"));

        canvas().setColor(QStringLiteral("#2f8574"));
        QCOMPARE(diagram().notes.front().color, "#2f8574");
        QTest::mouseDClick(canvas().viewport(), Qt::LeftButton, {},
                           pixel({moved.position.x + 40, moved.position.y + 40}));
        editor = shown<NoteEditor>();
        QVERIFY(editor);
        QCOMPARE(editor->toPlainText(), QStringLiteral("Ask **Ann**"));
        QTest::keyClick(editor, Qt::Key_Escape);
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QVERIFY(diagram().notes.empty());
        QCOMPARE(lastStep(), QStringLiteral("Delete note"));
        m_fixture->trigger("undo");
        QCOMPARE(diagram().notes.size(), 1U);
        QCOMPARE(diagramFromJson(diagramToJson(diagram())).value().notes, diagram().notes);
    }

    void anAreaTakesItsCardsAlong()
    {
        canvas().setSelection({orders, payments});
        QTest::keyClick(&canvas(), Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        auto* editor = shown<InPlaceEditor>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("Billing"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(diagram().notes.size(), 1U);
        const DiagramNote area = diagram().notes.front();
        QVERIFY(area.area);
        QCOMPARE(area.text, "Billing");
        const Rect ground{area.position.x, area.position.y, area.width, area.height};
        QVERIFY(ground.contains(rectOf(orders).center()) && ground.contains(rectOf(payments).center()));

        const Rect before = rectOf(payments);
        const Rect others = rectOf(products);
        const QPoint title = pixel({area.position.x + area.width / 2, area.position.y + 14});
        drag(title, title + QPoint(-70, -50));
        QCOMPARE(lastStep(), QStringLiteral("Move area Billing"));
        const Point way{diagram().notes.front().position.x - area.position.x,
                        diagram().notes.front().position.y - area.position.y};
        QVERIFY(way.x < 0 && way.y < 0);
        QCOMPARE(rectOf(payments).x, before.x + way.x);
        QCOMPARE(rectOf(payments).y, before.y + way.y);
        if (!ground.contains(others.center()))
            QVERIFY(rectOf(products) == others);
        m_fixture->trigger("undo");
        QVERIFY(rectOf(payments) == before);
        QVERIFY(diagram().notes.front().position == area.position);
    }

    void cardsAreAlignedAndDistributed()
    {
        click(titleOf(orders));
        click(titleOf(payments), Qt::ControlModifier);
        click(titleOf(products), Qt::ControlModifier);
        QCOMPARE(canvas().selectedCards().size(), 3U);
        QTest::keyClick(&canvas(), Qt::Key_Left, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(rectOf(orders).x, rectOf(payments).x);
        QCOMPARE(rectOf(orders).x, rectOf(products).x);
        QCOMPARE(lastStep(), QStringLiteral("Align tables"));
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier | Qt::AltModifier);
        std::vector<Rect> rects{rectOf(orders), rectOf(payments), rectOf(products)};
        std::ranges::sort(rects, {}, [](const Rect& rect) { return rect.center().y; });
        QVERIFY(std::abs((rects[1].y - rects[0].bottom()) - (rects[2].y - rects[1].bottom())) <= 1);
        QCOMPARE(lastStep(), QStringLiteral("Distribute tables"));
        m_fixture->trigger("undo");
        m_fixture->trigger("undo");
        QVERIFY(document().state() == document().saved());
    }

    void aDraggedCardSnapsToOthersAndToTheGrid()
    {
        ProjectState state = arrangedShop();
        state.diagrams.front().allTables = false;
        std::erase_if(state.diagrams.front().cards,
                      [](const auto& card) { return card.first != orders && card.first != payments; });
        document().reset(state);
        canvas().zoomToFit();
        canvas().setZoom(0.5);
        const Rect other = rectOf(payments);
        const Rect before = rectOf(orders);
        // Nearly below the left edge of the other card: it is drawn to it.
        const QPoint way(static_cast<int>((other.x - before.x) / 2) + 3, 90);
        drag(titleOf(orders), titleOf(orders) + way);
        QCOMPARE(rectOf(orders).x, other.x);
        m_fixture->trigger("undo");
        drag(titleOf(orders), titleOf(orders) + QPoint(101, 33), Qt::AltModifier);
        QCOMPARE(rectOf(orders).x, before.x + 202);
        QCOMPARE(rectOf(orders).y, before.y + 66);
    }

    void theMinimapShowsAndMovesTheWindow()
    {
        auto* map = canvas().findChild<Minimap*>();
        QVERIFY(map);
        QVERIFY(!map->isVisible()); // everything is seen
        canvas().setZoom(1.5);
        QVERIFY(map->isVisible());
        map->grab();
        const QPoint target = map->toPixels(rectOf(payments).center()).toPoint();
        QTest::mouseClick(map, Qt::LeftButton, {}, target);
        const Point center = canvas().visibleRect().center();
        QVERIFY(std::hypot(center.x - rectOf(payments).center().x, center.y - rectOf(payments).center().y) < 25);
        const QPoint grip = map->frame().center().toPoint();
        drag(map, grip, grip + QPoint(20, 10));
        QVERIFY(canvas().visibleRect().center().x > center.x && canvas().visibleRect().center().y > center.y);
        QTest::keyClick(&canvas(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!map->isVisible());
    }

    void aLineIsLedByHandAndLetGoAgain()
    {
        canvas().setZoom(1);
        canvas().centerOn(payments);
        const Relation before = line("payments_order_id_fkey");
        std::size_t piece = 0;
        for (std::size_t i = 1; i + 2 < before.path.size(); ++i) {
            if (before.path[i].x == before.path[i + 1].x)
                piece = i;
        }
        QVERIFY(piece > 0);
        const Point grip{before.path[piece].x, (before.path[piece].y + before.path[piece + 1].y) / 2};
        canvas().centerAt(grip);
        drag(pixel(grip), pixel(grip) + QPoint(14, 0));
        QCOMPARE(lastStep(), QStringLiteral("Move line payments_order_id_fkey"));
        const Relation moved = line("payments_order_id_fkey");
        QVERIFY(!moved.waypoints.empty());
        QVERIFY(
            std::ranges::any_of(moved.path, [&](const Point& point) { return std::abs(point.x - grip.x - 14) <= 4; }));
        // It stays the user's when its card moves, and ends at the row still.
        canvas().setSelection({payments});
        QTest::keyClick(&canvas(), Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(line("payments_order_id_fkey").waypoints == moved.waypoints);
        QCOMPARE(line("payments_order_id_fkey").path.front().y, moved.path.front().y + 8);
        const Point on{moved.waypoints.front().x, moved.waypoints.front().y};
        QTest::mouseDClick(canvas().viewport(), Qt::LeftButton, {}, pixel(on));
        QCOMPARE(lastStep(), QStringLiteral("Reset line payments_order_id_fkey"));
        QVERIFY(diagram().waypoints.empty());
    }

    void notationAndStakeholderViewBelongToTheDiagram()
    {
        act("idef1x");
        QVERIFY(canvas().scene().style.notation == Notation::Idef1x);
        QVERIFY(toSvg(canvas().scene(), lightTheme()).contains("class=\"r d\"")); // not identifying: dashed
        canvas().setZoom(1);
        canvas().centerOn(payments);
        canvas().editAlias(payments);
        QTest::keyClick(shown<InPlaceEditor>(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(shown<InPlaceEditor>(), QStringLiteral("Money received"));
        QTest::keyClick(shown<InPlaceEditor>(), Qt::Key_Return);
        canvas().editVerb(line("payments_order_id_fkey").key);
        QTest::keyClicks(shown<InPlaceEditor>(), QStringLiteral("pays for"));
        QTest::keyClick(shown<InPlaceEditor>(), Qt::Key_Return);
        act("stakeholderView");
        const Card& card = canvas().scene().cards[*canvas().scene().indexOf(payments)];
        QCOMPARE(card.content->title, "Money received");
        QVERIFY(std::ranges::all_of(card.content->rows, [](const CardRow& row) { return row.type.empty(); }));
        QCOMPARE(line("payments_order_id_fkey").verb, "pays for");
        const std::string svg = toSvg(canvas().scene(), lightTheme());
        QVERIFY(svg.contains("Money received") && svg.contains("pays for") && !svg.contains("timestamptz"));
        const Result<Diagram> read = diagramFromJson(diagramToJson(diagram()));
        QVERIFY(read && *read == diagram());
        act("stakeholderView");
        QCOMPARE(canvas().scene().cards[*canvas().scene().indexOf(payments)].content->title, "payments");
    }

    void diagramsAreMadeRenamedCopiedAndDeleted()
    {
        canvas().setSelection({orders, payments});
        m_fixture->trigger("newDiagram");
        QCOMPARE(document().state().diagrams.size(), 2U);
        auto* editor = m_fixture->find<InPlaceEditor>("diagramName");
        QVERIFY(editor && editor->isVisible());
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("Billing"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(tabs().tabText(tabs().currentIndex()), QStringLiteral("Billing"));
        QCOMPARE(m_fixture->window->diagramTab()->diagram(), "Billing");
        QCOMPARE(canvas().scene().cards.size(), 2U);
        m_fixture->trigger("duplicateDiagram");
        QCOMPARE(tabs().tabText(tabs().currentIndex()), QStringLiteral("Billing 2"));
        m_fixture->trigger("deleteDiagram");
        QCOMPARE(document().state().diagrams.size(), 2U);
        QCOMPARE(lastStep(), QStringLiteral("Delete diagram Billing 2"));
        m_fixture->trigger("undo");
        QCOMPARE(document().state().diagrams.size(), 3U);
        QCOMPARE(tabs().count(), 3);
        // A table that is taken off a diagram stays in the model.
        canvas().setFocus();
        canvas().setSelection({orders});
        act("removeFromDiagram");
        QCOMPARE(canvas().scene().cards.size(), 1U);
        QVERIFY(document().catalog().find(orders));
    }

    void neighboursAndWaysBetweenTablesComeOntoADiagram()
    {
        canvas().setSelection({items});
        m_fixture->trigger("newDiagram");
        QTest::keyClick(m_fixture->find<InPlaceEditor>("diagramName"), Qt::Key_Escape);
        QCOMPARE(canvas().scene().cards.size(), 1U);
        canvas().setSelection({items});
        act("referenced");
        QVERIFY(canvas().scene().indexOf(orders) && canvas().scene().indexOf(products));
        QVERIFY(!canvas().scene().indexOf(payments));
        const Rect before = rectOf(items);
        canvas().setSelection({orders});
        act("neighbours");
        QVERIFY(canvas().scene().indexOf(payments));
        QVERIFY(rectOf(items) == before);
        for (std::size_t a = 0; a < canvas().scene().cards.size(); ++a) {
            for (std::size_t b = a + 1; b < canvas().scene().cards.size(); ++b)
                QVERIFY(!canvas().scene().cards[a].rect().overlaps(canvas().scene().cards[b].rect()));
        }
        canvas().setSelection({payments, products});
        act("findPath");
        const std::vector<ObjectKey> way = canvas().selection();
        for (const ObjectKey& key : {payments, orders, items, products})
            QVERIFY(std::ranges::contains(way, key));
        QCOMPARE(std::ranges::count(way, Kind::Constraint, &ObjectKey::kind), 3);
    }

    void focusFadesTheRest()
    {
        canvas().setSelection({payments});
        const auto headerOf = [&](const ObjectKey& key) {
            const QImage image = canvas().viewport()->grab().toImage();
            const QRectF rect = canvas().viewportRectOf(key);
            return image.pixelColor(QPointF(rect.right() - 6, rect.top() + 6).toPoint());
        };
        const QColor far = headerOf(products);
        const QColor near = headerOf(orders);
        QTest::keyClick(&canvas(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(canvas().isFocusMode());
        QVERIFY(headerOf(products).lightness() > far.lightness() + 40);
        QCOMPARE(headerOf(orders), near);
        QTest::keyClick(&canvas(), Qt::Key_Escape);
        QCOMPARE(headerOf(products), far);
    }

    void tablesAreCopiedToAnotherDiagramAndAsSql()
    {
        QGuiApplication::clipboard()->clear();
        canvas().setSelection({customers});
        m_fixture->trigger("newDiagram");
        QTest::keyClick(m_fixture->find<InPlaceEditor>("diagramName"), Qt::Key_Escape);
        DiagramTab* target = m_fixture->window->diagramTab();
        tabs().setCurrentIndex(0);
        canvas().setFocus();
        canvas().setSelection({orders, payments});
        QTest::keyClick(&canvas(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("CREATE TABLE sales.payments")));
        tabs().setCurrentWidget(target);
        canvas().setFocus();
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas().scene().cards.size(), 3U);
        QCOMPARE(canvas().selection().size(), 2U);
        QCOMPARE(lastStep(), QStringLiteral("Paste 2 tables"));
    }

    void sqlOnTheClipboardBecomesTables()
    {
        document().reset(shopState());
        canvas().setFocus();
        QGuiApplication::clipboard()->setText(
            QStringLiteral("CREATE TABLE refunds (id bigint PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders);\n"
                           "CREATE INDEX ON refunds (order_id);"));
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
        const ObjectKey refunds = keyOf(Kind::Table, "public", "refunds");
        QTRY_VERIFY_WITH_TIMEOUT(document().catalog().find(refunds), 60000);
        QVERIFY(canvas().scene().indexOf(refunds));
        QCOMPARE(document().catalog().childrenOf("public", "refunds").size(), 1U);
        QVERIFY(canvas().selection() == std::vector{refunds});
        QCOMPARE(lastStep(), QStringLiteral("Paste SQL"));
        // What PostgreSQL refuses is said in its words, and changes nothing.
        const int steps = document().undoStack().count();
        QGuiApplication::clipboard()->setText(QStringLiteral("CREATE TABLE broken (a nosuchtype)"));
        QTest::keyClick(&canvas(), Qt::Key_V, Qt::ControlModifier);
        auto* tell = m_fixture->find<QLabel>("tell");
        QTRY_VERIFY_WITH_TIMEOUT(tell->text().contains(QStringLiteral("nosuchtype")), 60000);
        QCOMPARE(document().undoStack().count(), steps);
    }

    void arrangingIsOneStepAndKeepsPinnedCards()
    {
        canvas().setSelection({payments});
        drag(titleOf(payments), titleOf(payments) + QPoint(90, 120));
        const Rect pinned = rectOf(payments);
        hands::chooseAt(canvas().viewport(), titleOf(payments), QStringLiteral("Pin in place"));
        QCOMPARE(lastStep(), QStringLiteral("Pin"));
        const int steps = document().undoStack().index();
        m_fixture->trigger("arrange");
        QTRY_COMPARE_WITH_TIMEOUT(document().undoStack().index(), steps + 1, 30000);
        QCOMPARE(lastStep(), QStringLiteral("Arrange"));
        QVERIFY(rectOf(payments) == pinned);
        const std::vector<Card>& cards = canvas().scene().cards;
        for (std::size_t a = 0; a < cards.size(); ++a) {
            for (std::size_t b = a + 1; b < cards.size(); ++b)
                QVERIFY(!cards[a].rect().overlaps(cards[b].rect()));
        }
        m_fixture->trigger("undo");
        QCOMPARE(document().undoStack().index(), steps);
    }

    void whatIsLookedForIsShownInTheMiddle()
    {
        canvas().setZoom(1);
        canvas().centerOn(products);
        hands::press(Qt::Key_K, Qt::ControlModifier);
        hands::type(QStringLiteral("payments.amount"));
        hands::press(Qt::Key_Return);
        QVERIFY(canvas().selection() == std::vector{childKey(Kind::Column, "sales", "payments", "amount")});
        const Point center = canvas().visibleRect().center();
        QVERIFY(rectOf(payments).grown(2).contains(center));
    }

    void tablesAreDroppedOntoADiagram()
    {
        canvas().setSelection({customers});
        m_fixture->trigger("newDiagram");
        QTest::keyClick(m_fixture->find<InPlaceEditor>("diagramName"), Qt::Key_Escape);
        const std::unique_ptr<QMimeData> data(mimeOf({{orders}, {}}));
        const QPointF at(60, 80);
        const Point wanted = canvas().toScene(at);
        QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(canvas().viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(canvas().viewport(), &drop);
        QVERIFY(canvas().scene().indexOf(orders));
        QCOMPARE(rectOf(orders).x, std::round(wanted.x));
        QVERIFY(canvas().selection() == std::vector{orders});
    }

    void theDiagramBecomesPicturesAndPages()
    {
        act("copyPicture");
        const QImage image = QGuiApplication::clipboard()->image();
        const Rect bounds = canvas().scene().bounds();
        QVERIFY(std::abs(image.width() - 2 * (bounds.width + 48)) <= 2);
        QTemporaryDir folder;
        for (const char* name : {"shop.svg", "shop.png", "shop.pdf"}) {
            const QString file = folder.filePath(QLatin1String(name));
            QCOMPARE(m_fixture->window->diagramTab()->writePicture(file), QString());
            QVERIFY(QFileInfo(file).size() > 2000);
        }
        QVERIFY(
            !m_fixture->window->diagramTab()->writePicture(folder.filePath(QStringLiteral("no/such.svg"))).isEmpty());
        QPdfWriter pages(folder.filePath(QStringLiteral("pages.pdf")));
        QVERIFY(printScene(pages, canvas().scene(), PrintPages::Tiled) >= 2);
    }

    void cardsAreColouredAndFolded()
    {
        canvas().setZoom(1);
        canvas().centerOn(payments);
        const auto header = [&] {
            const QRectF rect = canvas().viewportRectOf(payments);
            return canvas().viewport()->grab().toImage().pixelColor(
                QPointF(rect.right() - 6, rect.top() + 6).toPoint());
        };
        click(titleOf(payments));
        const QColor before = header();
        hands::chooseAt(canvas().viewport(), titleOf(payments), QStringLiteral("Colour > Olive"));
        QVERIFY2(diagram().cards.at(payments).color != arrangedShop().diagrams[0].cards.at(payments).color,
                 diagram().cards.at(payments).color.c_str());
        QTRY_VERIFY(header() != before);
        const double whole = rectOf(payments).height;
        hands::chooseAt(canvas().viewport(), titleOf(payments), QStringLiteral("Show > Keys only"));
        const double keys = rectOf(payments).height;
        QVERIFY(keys < whole);
        hands::chooseAt(canvas().viewport(), titleOf(payments), QStringLiteral("Show > Name only"));
        QVERIFY(rectOf(payments).height < keys);
        m_fixture->trigger("undo");
        m_fixture->trigger("undo");
        QCOMPARE(rectOf(payments).height, whole);
        m_fixture->trigger("undo");
        QTRY_COMPARE(header(), before);
    }

    void aTableReferencesItselfAndAnotherOneTwice()
    {
        document().reset(shopState());
        canvas().zoomToFit();
        const ObjectKey table = tableKey("orders");
        const auto dropOn = [&](const char* column, const ObjectKey& target) {
            const QPoint from = canvas().viewportRectOf(columnKey("orders", column)).center().toPoint();
            drag(from, titleOf(target));
        };
        dropOn("id", table);
        dropOn("total", tableKey("customers"));
        std::vector<Relation> lines;
        for (const char* name : {"orders_customer_id_fkey", "orders_id_fkey", "orders_total_fkey"})
            lines.push_back(line(name));
        QCOMPARE(canvas().scene().relations.size(), 3U);
        QCOMPARE(lines[1].from, lines[1].to);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QVERIFY(lines[i].path.size() >= 2);
            // It leaves at the row of its column, at right angles.
            const QRectF row = canvas().viewportRectOf(columnKey("orders", i == 0   ? "customer_id"
                                                                           : i == 1 ? "id"
                                                                                    : "total"));
            const QPointF begin = canvas().toViewport(lines[i].path.front());
            QVERIFY(begin.y() > row.top() && begin.y() < row.bottom());
            for (std::size_t p = 0; p + 1 < lines[i].path.size(); ++p)
                QVERIFY(lines[i].path[p].x == lines[i].path[p + 1].x || lines[i].path[p].y == lines[i].path[p + 1].y);
            for (std::size_t other = i + 1; other < lines.size(); ++other)
                QVERIFY2(!(lines[i].path == lines[other].path), "no two lines lie upon each other");
        }
        canvas().setSelection({table});
        hands::press(Qt::Key_0, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(QRectF(canvas().viewport()->rect()).contains(canvas().viewportRectOf(table)));
        QTRY_VERIFY(canvas().viewportRectOf(table).width() > canvas().viewport()->width() / 8.0);
    }

    void hostileNamesAreTextOnCards()
    {
        ProjectState state;
        state.catalog = sample::hostile();
        state.diagrams = {Diagram{.name = "main"}};
        document().reset(state);
        for (const double zoom : {0.1, 0.4, 1.0}) {
            canvas().setZoom(zoom);
            QVERIFY(!canvas().viewport()->grab().isNull());
        }
        for (const Card& card : canvas().scene().cards) {
            QVERIFY(!card.content->title.contains('\n'));
            QVERIFY(!card.content->title.contains("\u202e"));
            QVERIFY(card.content->width <= CardMetrics::maxWidth + 1);
        }
    }
};

QTEST_MAIN(tst_DiagramTab)
#include "tst_diagram_tab.moc"
