#include "../picture/sample_models.h"

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/in_place_editor.h"
#include "ui/picture/arrange.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace schemawright;

namespace {

using Moves = std::vector<std::pair<ObjectKey, Point>>;
using Keys = std::vector<ObjectKey>;

const ObjectKey orders = keyOf(Kind::Table, "sales", "orders");
const ObjectKey payments = keyOf(Kind::Table, "sales", "payments");
const ObjectKey paymentsProvider = childKey(Kind::Column, "sales", "payments", "provider");

Diagram arrangedShop()
{
    Diagram diagram;
    if (const auto places = arrange(buildScene(sample::shop(), {}, {}))) {
        for (const auto& [key, position] : *places)
            diagram.cards[key].position = position;
    }
    return diagram;
}

} // namespace

/// Real events on a real widget; what is asserted is what the user would see or what the document would hear.
class tst_Canvas : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<CanvasView> m_view;
    Catalog m_catalog;
    Diagram m_diagram;

    [[nodiscard]] QPoint titleOf(const ObjectKey& card) const
    {
        const QRectF rect = m_view->viewportRectOf(card);
        return QPointF(rect.center().x(), rect.top() + 12 * m_view->zoom()).toPoint();
    }
    [[nodiscard]] QPoint nameOf(const ObjectKey& column) const
    {
        const QRectF rect = m_view->viewportRectOf(column);
        return QPointF(rect.left() + 60 * m_view->zoom(), rect.center().y()).toPoint();
    }
    [[nodiscard]] QPoint emptyPlace() const
    {
        return m_view->toViewport({m_view->scene().bounds().x - 20, m_view->scene().bounds().y - 20}).toPoint();
    }
    [[nodiscard]] std::vector<std::vector<Point>> paths() const
    {
        std::vector<std::vector<Point>> paths;
        for (const Relation& relation : m_view->scene().relations)
            paths.push_back(relation.path);
        return paths;
    }
    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget* window = m_view->viewport();
        QTest::mousePress(window, button, modifiers, from);
        for (int step = 1; step <= 5; ++step) {
            QMouseEvent move(QEvent::MouseMove, QPointF(from + (to - from) * step / 5),
                             window->mapToGlobal(QPointF(from + (to - from) * step / 5)), Qt::NoButton, button,
                             modifiers);
            QApplication::sendEvent(window, &move);
        }
        QTest::mouseRelease(window, button, modifiers, to);
    }
    void wheel(QPoint at, int turn, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(QPointF(at), m_view->viewport()->mapToGlobal(QPointF(at)), {}, {0, turn}, Qt::NoButton,
                          modifiers, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view->viewport(), &event);
    }
    [[nodiscard]] InPlaceEditor* editor() const
    {
        for (auto* edit : m_view->findChildren<InPlaceEditor*>()) {
            if (edit->isVisible())
                return edit;
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_catalog = sample::shop();
        m_diagram = arrangedShop();
        m_view = std::make_unique<CanvasView>();
        m_view->resize(1400, 1000);
        m_view->setModel(m_catalog, m_diagram);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setFocus();
    }
    void cleanup() { m_view.reset(); }

    void theFirstModelIsFittedIntoTheWindow()
    {
        const QRectF window = m_view->viewport()->rect();
        for (const Card& card : m_view->scene().cards)
            QVERIFY(window.contains(m_view->viewportRectOf(card.key)));
    }

    void theViewStaysWhenTheModelChanges()
    {
        m_view->setZoom(1);
        const QRectF before = m_view->viewportRectOf(orders);
        Object changed = *m_catalog.find(payments);
        std::get<Table>(changed.body).columns.push_back(Column{.name = "fee", .type = "numeric"});
        m_view->setModel(m_catalog.with(payments, changed), m_diagram);
        QCOMPARE(m_view->viewportRectOf(orders), before);
        QVERIFY(!m_view->viewportRectOf(childKey(Kind::Column, "sales", "payments", "fee")).isEmpty());
    }

    void draggingATitleMovesTheCardAndTellsOnce()
    {
        m_view->setZoom(1);
        m_view->centerOn(orders);
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        const Point before = m_view->scene().cards[*m_view->scene().indexOf(orders)].position;
        drag(titleOf(orders), titleOf(orders) + QPoint(160, 80));
        QCOMPARE(moved.count(), 1);
        const Moves moves = moved.front().front().value<Moves>();
        QCOMPARE(moves.size(), 1U);
        QVERIFY(moves.front().first == orders);
        QVERIFY(std::abs(moves.front().second.x - before.x - 160 / m_view->zoom()) <= 8);
        QVERIFY(m_view->scene().cards[*m_view->scene().indexOf(orders)].position == moves.front().second);
        // The lines came along: each still starts at its card's side.
        for (const Relation& relation : m_view->scene().relations) {
            const Rect from = m_view->scene().cards[relation.from].rect();
            QVERIFY(relation.path.front().x == from.x || relation.path.front().x == from.right());
        }
    }

    void severalSelectedCardsMoveTogether()
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, titleOf(orders));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, Qt::ControlModifier, titleOf(payments));
        QCOMPARE(m_view->selection().size(), 2U);
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        drag(titleOf(payments), titleOf(payments) + QPoint(0, 120));
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.front().front().value<Moves>().size(), 2U);
        QCOMPARE(m_view->selection().size(), 2U);
    }

    void escapeStopsADrag()
    {
        const Point before = m_view->scene().cards[*m_view->scene().indexOf(orders)].position;
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        const std::vector<std::vector<Point>> lines = paths();
        const QPoint at = titleOf(orders);
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseMove(m_view->viewport(), at + QPoint(90, 90));
        QVERIFY(paths() != lines);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, at + QPoint(90, 90));
        QCOMPARE(moved.count(), 0);
        QVERIFY(m_view->scene().cards[*m_view->scene().indexOf(orders)].position == before);
        QVERIFY(paths() == lines);
    }

    void anotherButtonDuringADragDoesNothing()
    {
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        const auto card = [&] { return m_view->viewportRectOf(orders).topLeft(); };
        const QPoint at = titleOf(orders);
        const QPointF before = card();
        const auto send = [&](QEvent::Type type, QPoint place, Qt::MouseButton button, Qt::MouseButtons held) {
            QMouseEvent event(type, place, m_view->viewport()->mapToGlobal(QPointF(place)), button, held, {});
            QApplication::sendEvent(m_view->viewport(), &event);
        };
        send(QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
        send(QEvent::MouseMove, at + QPoint(0, 60), Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonPress, at + QPoint(0, 60), Qt::MiddleButton, Qt::LeftButton | Qt::MiddleButton);
        send(QEvent::MouseMove, at + QPoint(0, 90), Qt::NoButton, Qt::LeftButton | Qt::MiddleButton);
        send(QEvent::MouseButtonRelease, at + QPoint(0, 90), Qt::MiddleButton, Qt::LeftButton);
        QCOMPARE(moved.count(), 0);
        send(QEvent::MouseMove, at + QPoint(0, 120), Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, at + QPoint(0, 120), Qt::LeftButton, Qt::NoButton);
        QCOMPARE(moved.count(), 1);
        QVERIFY(std::abs(card().y() - before.y() - 120) <= 8);
    }

    void theNameOfAnAreaIsReadUponCardsFromFarAway_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void theNameOfAnAreaIsReadUponCardsFromFarAway()
    {
        QFETCH(bool, dark);
        m_view->setTheme(dark ? darkTheme() : lightTheme());
        const Rect card = m_view->scene().cards[*m_view->scene().indexOf(orders)].rect();
        m_view->setZoom(0.24);
        m_view->centerAt(card.center());
        // The name stands on the area's upper edge, and this one's is at the card's foot.
        const QPoint corner = m_view->toViewport({card.x, card.bottom()}).toPoint() + QPoint(1, -8);
        const QColor before = m_view->viewport()->grab().toImage().pixelColor(corner);
        m_diagram.notes = {{.id = "a",
                            .area = true,
                            .text = "Billing and everything that goes with it",
                            .position = {card.x, card.bottom()},
                            .width = 700,
                            .height = 500}};
        m_view->setModel(m_catalog, m_diagram);
        const QColor after = m_view->viewport()->grab().toImage().pixelColor(corner);
        const QColor ground(dark ? QStringLiteral("#000000") : QStringLiteral("#ffffff"));
        const auto distance = [&](const QColor& color) { return std::abs(color.lightness() - ground.lightness()); };
        QVERIFY2(distance(after) + 15 < distance(before), qPrintable(before.name() + u' ' + after.name()));
    }

    void theWheelZoomsAtTheMouse()
    {
        const QPoint at = titleOf(orders);
        const Point under = m_view->toScene(at);
        const double before = m_view->zoom();
        wheel(at, 120);
        QVERIFY(QTest::qWaitFor([&] { return m_view->zoom() > before * 1.2; }));
        QTest::qWait(200);
        const Point now = m_view->toScene(at);
        QVERIFY(std::hypot(now.x - under.x, now.y - under.y) < 3);
        wheel(at, -120);
        QVERIFY(QTest::qWaitFor([&] { return std::abs(m_view->zoom() / before - 1) < 0.01; }));
    }

    void keysZoom()
    {
        m_view->setZoom(1);
        QTest::keyClick(m_view.get(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return m_view->zoom() == 1.25; }));
        QTest::keyClick(m_view.get(), Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(QTest::qWaitFor([&] { return m_view->zoom() == 1.0; }));
        QTest::keyClick(m_view.get(), Qt::Key_0, Qt::ControlModifier);
        QVERIFY(m_view->zoom() < 1);
        theFirstModelIsFittedIntoTheWindow();
    }

    void theMiddleButtonAndSpacePan()
    {
        m_view->setZoom(1);
        const QRectF before = m_view->viewportRectOf(orders);
        drag({300, 300}, {400, 350}, Qt::MiddleButton);
        QCOMPARE(m_view->viewportRectOf(orders).topLeft(), before.topLeft() + QPointF(100, 50));
        QTest::keyPress(m_view.get(), Qt::Key_Space);
        drag({400, 350}, {300, 300});
        QTest::keyRelease(m_view.get(), Qt::Key_Space);
        QCOMPARE(m_view->viewportRectOf(orders).topLeft(), before.topLeft());
        QVERIFY(m_view->selection().empty());
    }

    void aPannedViewShowsTheSameAsOnePaintedAnew()
    {
        m_view->setZoom(0.8);
        m_view->grab();
        drag({700, 500}, {611, 463}, Qt::MiddleButton);
        const QImage shifted = m_view->viewport()->grab().toImage();
        m_view->setTheme(lightTheme());
        const QImage fresh = m_view->viewport()->grab().toImage();
        int different = 0;
        for (int y = 0; y < fresh.height(); ++y) {
            for (int x = 0; x < fresh.width(); ++x)
                different += shifted.pixel(x, y) != fresh.pixel(x, y);
        }
        QVERIFY2(different < fresh.width() * fresh.height() / 200, qPrintable(QString::number(different)));
    }

    void aRubberBandSelectsWhatItTouches()
    {
        QSignalSpy changed(m_view.get(), &CanvasView::selectionChanged);
        const QRectF card = m_view->viewportRectOf(orders);
        const QPoint start = emptyPlace();
        drag(start, card.center().toPoint());
        QCOMPARE(changed.count(), 1);
        const Keys keys = m_view->selection();
        QVERIFY(std::ranges::contains(keys, orders));
        for (const ObjectKey& key : keys)
            QVERIFY(m_view->viewportRectOf(key).intersects(QRectF(QRect(start, card.center().toPoint()).normalized())));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, start);
        QVERIFY(m_view->selection().empty());
    }

    void clickingARowSelectsItsColumn()
    {
        m_view->centerOn(payments);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, nameOf(paymentsProvider));
        QCOMPARE(m_view->selection().size(), 1U);
        QVERIFY(m_view->selection().front() == paymentsProvider);
    }

    void doubleClickRenamesATableInPlace()
    {
        m_view->centerOn(payments);
        QSignalSpy renamed(m_view.get(), &CanvasView::renameRequested);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, titleOf(payments));
        QVERIFY(editor());
        QCOMPARE(editor()->text(), QStringLiteral("payments"));
        QTest::keyClicks(editor(), QStringLiteral("charges"));
        QTest::keyClick(editor(), Qt::Key_Return);
        QCOMPARE(renamed.count(), 1);
        QVERIFY(renamed.front().at(0).value<ObjectKey>() == payments);
        QCOMPARE(renamed.front().at(1).toString(), QStringLiteral("charges"));
    }

    void theSelectionFollowsARename()
    {
        m_view->centerOn(payments);
        connect(m_view.get(), &CanvasView::renameRequested, this, [this](const ObjectKey& key, const QString& name) {
            const ObjectKey now = keyOf(Kind::Table, key.schema, name.toStdString());
            m_diagram.cards[now] = m_diagram.cards[key];
            const Catalog changed = m_catalog.with(now, *m_catalog.find(key)).without(key);
            m_view->setModel(changed, m_diagram, [&](const ObjectKey& each) { return each == key ? now : each; });
        });
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, titleOf(payments));
        QTest::keyClick(m_view.get(), Qt::Key_F2);
        QTest::keyClicks(editor(), QStringLiteral("charges"));
        QTest::keyClick(editor(), Qt::Key_Return);
        QCOMPARE(m_view->selection().size(), 1U);
        QCOMPARE(m_view->selection().front().name, "charges");
    }

    void aColumnsTypeIsEditedInPlace()
    {
        m_view->centerOn(payments);
        QSignalSpy typed(m_view.get(), &CanvasView::columnTypeRequested);
        QSignalSpy renamed(m_view.get(), &CanvasView::renameRequested);
        const QRectF row = m_view->viewportRectOf(paymentsProvider);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {},
                           QPointF(row.right() - 36 * m_view->zoom(), row.center().y()).toPoint());
        QVERIFY(editor());
        QCOMPARE(editor()->text(), QStringLiteral("text"));
        editor()->selectAll();
        QTest::keyClicks(editor(), QStringLiteral("uuid"));
        QTest::keyClick(editor(), Qt::Key_Return);
        QCOMPARE(typed.count(), 1);
        QVERIFY(typed.front().at(0).value<ObjectKey>() == paymentsProvider);
        QCOMPARE(typed.front().at(1).toString(), QStringLiteral("uuid"));
        QCOMPARE(renamed.count(), 0);
    }

    void escapeLeavesANameAsItWas()
    {
        m_view->centerOn(payments);
        QSignalSpy renamed(m_view.get(), &CanvasView::renameRequested);
        m_view->rename(paymentsProvider);
        QTest::keyClicks(editor(), QStringLiteral("other"));
        QTest::keyClick(editor(), Qt::Key_Escape);
        QCOMPARE(renamed.count(), 0);
        QVERIFY(!editor());
    }

    void draggingARowOntoATableAsksForAForeignKey()
    {
        m_view->setZoom(0.6);
        m_view->centerOn(orders);
        QSignalSpy asked(m_view.get(), &CanvasView::foreignKeyRequested);
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        const ObjectKey column = childKey(Kind::Column, "sales", "orders", "status");
        drag(nameOf(column), titleOf(payments));
        QCOMPARE(asked.count(), 1);
        QVERIFY(asked.front().at(0).value<ObjectKey>() == orders);
        QCOMPARE(asked.front().at(1).toString(), QStringLiteral("status"));
        QVERIFY(asked.front().at(2).value<ObjectKey>() == payments);
        drag(nameOf(column), emptyPlace());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(moved.count(), 0);
    }

    void keysAddDeleteAndWalk()
    {
        QSignalSpy added(m_view.get(), &CanvasView::addColumnRequested);
        QSignalSpy deleted(m_view.get(), &CanvasView::deleteRequested);
        m_view->setSelection({payments});
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(added.count(), 1);
        QVERIFY(added.front().front().value<ObjectKey>() == payments);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(m_view->selection().front() == childKey(Kind::Column, "sales", "payments", "id"));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QVERIFY(m_view->selection().front() == childKey(Kind::Column, "sales", "payments", "order_id"));
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(deleted.count(), 1);
        QVERIFY(deleted.front().front().value<Keys>() == Keys{childKey(Kind::Column, "sales", "payments", "order_id")});
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->selection() == Keys{payments});
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(m_view->selection() != Keys{payments});
        QCOMPARE(m_view->selection().size(), 1U);
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(moved.count(), 1);
    }

    void theMenuOffersWhatTheKeysDo()
    {
        m_view->centerOn(payments);
        QSignalSpy deleted(m_view.get(), &CanvasView::deleteRequested);
        const QPoint at = titleOf(payments);
        QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, at);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, m_view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(m_view->viewport(), &event);
        auto* menu = m_view->findChild<QMenu*>(QStringLiteral("canvasMenu"));
        QVERIFY(menu);
        const QList<QAction*> actions = menu->actions();
        const auto remove = std::ranges::find_if(
            actions, [](const QAction* action) { return action->text() == CanvasView::tr("Delete"); });
        (*remove)->trigger();
        menu->close();
        QCOMPARE(deleted.count(), 1);
        QVERIFY(deleted.front().front().value<Keys>() == Keys{payments});
    }

    void doubleClickOnNothingAddsATable()
    {
        QSignalSpy added(m_view.get(), &CanvasView::addTableRequested);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, emptyPlace());
        QCOMPARE(added.count(), 1);
    }

    void nothingCanBeChangedWhenReadOnly()
    {
        m_view->setReadOnly(true);
        m_view->centerOn(payments);
        QSignalSpy moved(m_view.get(), &CanvasView::cardsMoved);
        QSignalSpy asked(m_view.get(), &CanvasView::foreignKeyRequested);
        QSignalSpy deleted(m_view.get(), &CanvasView::deleteRequested);
        drag(titleOf(payments), titleOf(payments) + QPoint(100, 50));
        drag(nameOf(paymentsProvider), titleOf(orders));
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, titleOf(payments));
        QCOMPARE(moved.count() + asked.count() + deleted.count(), 0);
        QVERIFY(!editor());
    }

    void changesArePaintedInTheirColours()
    {
        m_view->setZoom(1);
        m_view->centerOn(payments);
        m_view->setChangeMarks({{payments, ChangeMark::Dropped}});
        const QImage image = m_view->viewport()->grab().toImage();
        const QRectF rect = m_view->viewportRectOf(payments);
        const QColor edge = image.pixelColor(QPointF(rect.left(), rect.center().y()).toPoint());
        QVERIFY2(edge.red() > 2 * edge.green(), qPrintable(edge.name()));
    }

    void cardsWithoutAPlaceAreToldOf()
    {
        QSignalSpy placed(m_view.get(), &CanvasView::cardsPlaced);
        m_diagram.cards.erase(payments);
        m_view->setModel(m_catalog, m_diagram);
        QCOMPARE(placed.count(), 1);
        QVERIFY(placed.front().front().value<Moves>().front().first == payments);
    }
};

QTEST_MAIN(tst_Canvas)
#include "tst_canvas.moc"
