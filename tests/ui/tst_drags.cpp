#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"

#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QTreeView>

using namespace schemawright;

/// Tables dragged: from the tree onto a diagram, onto its tab, and from one diagram to another.
class tst_Drags : public QObject {
    Q_OBJECT

private:
    struct Shop : WindowFixture {
        Shop()
        {
            window->workspace().newModel();
            window->workspace().document().reset(shopState());
            window->workspace().resolver().setResolved(window->workspace().document().state());
            window->activateWindow();
            [&] { QVERIFY(QTest::qWaitForWindowActive(window.get())); }();
            tabs = find<QTabWidget>("tabs");
        }
        /// A diagram of the selected tables, made by its key; it is in front then.
        DiagramTab* newDiagram(const std::vector<ObjectKey>& tables, const char* name) const
        {
            window->diagramTab()->canvas().setSelection(tables);
            hands::press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
            hands::type(QLatin1String(name));
            hands::press(Qt::Key_Return);
            return window->diagramTab();
        }
        /// The middle of a tab, seen from the widget.
        QPoint onTab(int index, const QWidget& from) const
        {
            return from.mapFromGlobal(tabs->tabBar()->mapToGlobal(tabs->tabBar()->tabRect(index).center()));
        }
        /// What the tree gives for a drag, held over the widget and let go there; the part of the desktop between them is played. Nothing
        /// where the tree does not let it be dragged.
        void dragFromTree(const ObjectKey& key, QWidget* onto, QPoint place) const
        {
            auto* tree = find<QTreeView>("objectTree");
            QVERIFY(tree->dragEnabled());
            const QModelIndexList found = tree->model()->match(
                tree->model()->index(0, 0), Qt::DisplayRole, toQt(key.name), 1, Qt::MatchExactly | Qt::MatchRecursive);
            QCOMPARE(found.size(), 1);
            hands::click(tree, found.front());
            const std::unique_ptr<QMimeData> data(tree->model()->mimeData(tree->selectionModel()->selectedIndexes()));
            if (!found.front().flags().testFlag(Qt::ItemIsDragEnabled)) {
                QVERIFY(data == nullptr);
                return;
            }
            QVERIFY(onto->acceptDrops());
            QDragEnterEvent enter(place, tree->model()->supportedDragActions(), data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(onto, &enter);
            QVERIFY(enter.isAccepted());
            QDragMoveEvent move(place, tree->model()->supportedDragActions(), data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(onto, &move);
            QVERIFY(move.isAccepted());
            QDropEvent drop(place, tree->model()->supportedDragActions(), data.get(), Qt::LeftButton, {});
            QApplication::sendEvent(onto, &drop);
        }
        const Diagram& diagram(const char* name) const
        {
            return *findDiagram(window->workspace().document().state(), name);
        }
        QTabWidget* tabs = nullptr;
    };

private Q_SLOTS:
    void fromTheTreeOntoADiagram()
    {
        const Shop shop;
        CanvasView& canvas = shop.newDiagram({tableKey("customers")}, "Billing")->canvas();
        const QPoint place(40, 300);
        const Point wanted = canvas.toScene(place);
        shop.dragFromTree(tableKey("orders"), canvas.viewport(), place);
        const auto card = canvas.scene().indexOf(tableKey("orders"));
        QVERIFY(card);
        QCOMPARE(canvas.scene().cards[*card].position.x, std::round(wanted.x));
        QCOMPARE(canvas.scene().cards[*card].position.y, std::round(wanted.y));
        QCOMPARE(canvas.selection(), std::vector{tableKey("orders")});
        shop.trigger("undo");
        QVERIFY(!canvas.scene().indexOf(tableKey("orders")));
    }

    void fromTheTreeOntoATab()
    {
        const Shop shop;
        shop.newDiagram({tableKey("customers")}, "Billing");
        QTest::mouseClick(shop.tabs->tabBar(), Qt::LeftButton, {}, shop.tabs->tabBar()->tabRect(0).center());
        QCOMPARE(shop.tabs->currentIndex(), 0);
        shop.dragFromTree(tableKey("orders"), shop.tabs->tabBar(), shop.tabs->tabBar()->tabRect(1).center());
        QVERIFY(shop.diagram("Billing").cards.contains(tableKey("orders")));
        QCOMPARE(shop.find<QLabel>("tell")->text(), QStringLiteral("Added orders to Billing"));
        QCOMPARE(shop.window->workspace().document().undoStack().undoText(),
                 QStringLiteral("Add orders to diagram Billing"));
        shop.dragFromTree(tableKey("orders"), shop.tabs->tabBar(), shop.tabs->tabBar()->tabRect(1).center());
        QCOMPARE(shop.find<QLabel>("tell")->text(), QStringLiteral("orders is already on Billing"));
    }

    void whatIsNoTableIsNotDragged()
    {
        const Shop shop;
        shop.newDiagram({tableKey("customers")}, "Billing");
        const int steps = shop.window->workspace().document().undoStack().count();
        shop.dragFromTree(keyOf(Kind::Schema, "", "public"), shop.tabs->tabBar(),
                          shop.tabs->tabBar()->tabRect(1).center());
        QCOMPARE(shop.window->workspace().document().undoStack().count(), steps);
    }

    void cardsOntoAnotherDiagramsTab()
    {
        const Shop shop;
        shop.newDiagram({tableKey("customers")}, "Billing");
        shop.newDiagram({}, "Empty");
        QTest::mouseClick(shop.tabs->tabBar(), Qt::LeftButton, {}, shop.tabs->tabBar()->tabRect(0).center());
        CanvasView& canvas = shop.window->diagramTab()->canvas();
        QTest::keyClick(&canvas, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(canvas.selectedCards().size(), 2U);
        const auto position = [&] {
            return canvas.scene().cards[*canvas.scene().indexOf(tableKey("orders"))].position;
        };
        const Point before = position();
        const QRectF card = canvas.viewportRectOf(tableKey("orders"));
        const QPoint title = QPointF(card.center().x(), card.top() + 8 * canvas.zoom()).toPoint();
        // The canvas has the mouse all the way, beyond its edge too.
        const auto move = [&](QPoint place) { QTest::mouseMove(canvas.viewport(), place); };
        const QPoint tab = shop.onTab(shop.tabs->count() - 1, *canvas.viewport());
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, title);
        move((title + tab) / 2);
        move(tab);
        QCOMPARE(canvas.viewport()->cursor().shape(), Qt::DragCopyCursor);
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, tab);
        QCOMPARE(shop.diagram("Empty").cards.size(), 2U);
        QVERIFY2(position() == before, "they stay where they were on their own diagram");
        QCOMPARE(shop.window->workspace().document().undoStack().undoText(),
                 QStringLiteral("Add 2 tables to diagram Empty"));
        QVERIFY(!shop.diagram("Billing").cards.contains(tableKey("orders")));
        QCOMPARE(shop.find<QLabel>("tell")->text(), QStringLiteral("Added 2 tables to Empty"));
        // Upon their own tab, and beside all tabs, it is a move like any other.
        const QPoint own = shop.onTab(0, *canvas.viewport());
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, title);
        move((title + own) / 2);
        move(own);
        QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, own);
        QVERIFY(!(position() == before));
    }
};

QTEST_MAIN(tst_Drags)
#include "tst_drags.moc"
