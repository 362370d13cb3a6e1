#include "ui/basics/choice_box.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace schemawright;

/// A box on a page that is higher than its view.
class tst_ChoiceBox : public QObject {
    Q_OBJECT

private:
    struct Page {
        QScrollArea area;
        ChoiceBox* box = nullptr;
        std::unique_ptr<QSignalSpy> chosen;

        explicit Page(bool editable)
        {
            auto* page = new QWidget;
            box = new ChoiceBox(page);
            box->setEditable(editable);
            box->addItems(
                {QStringLiteral("btree"), QStringLiteral("gin"), QStringLiteral("gist"), QStringLiteral("hash")});
            box->setCurrentText(QStringLiteral("gin"));
            auto* layout = new QVBoxLayout(page);
            layout->addWidget(box);
            layout->addSpacing(900);
            area.setWidget(page);
            area.resize(300, 300);
            area.show();
            area.activateWindow();
            chosen = std::make_unique<QSignalSpy>(box, &QComboBox::textActivated);
            [&] { QVERIFY(QTest::qWaitForWindowActive(&area)); }();
            box->setFocus();
        }
        [[nodiscard]] QWidget* keyboard() const
        {
            return box->isEditable() ? static_cast<QWidget*>(box->lineEdit()) : box;
        }
        [[nodiscard]] QAbstractItemView* list() const { return box->view(); }
    };

private Q_SLOTS:
    void theWheelScrollsThePageAndChoosesNothing()
    {
        const Page page(false);
        QTest::wheelEvent(page.area.windowHandle(), page.box->mapTo(&page.area, page.box->rect().center()), {0, -120});
        QCOMPARE(page.box->currentText(), QStringLiteral("gin"));
        QCOMPARE(page.chosen->count(), 0);
        QVERIFY(page.area.verticalScrollBar()->value() > 0);
    }

    void anArrowOpensTheListWhereEnterChooses_data()
    {
        QTest::addColumn<bool>("editable");
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("down") << false << Qt::Key_Down;
        QTest::newRow("up") << false << Qt::Key_Up;
        QTest::newRow("end") << false << Qt::Key_End;
        QTest::newRow("down, with a line to write in") << true << Qt::Key_Down;
    }
    void anArrowOpensTheListWhereEnterChooses()
    {
        QFETCH(bool, editable);
        QFETCH(Qt::Key, key);
        const Page page(editable);
        QTest::keyClick(page.keyboard(), key);
        QTRY_VERIFY(page.list()->isVisible());
        QCOMPARE(page.box->currentText(), QStringLiteral("gin"));
        QTest::keyClick(page.list(), Qt::Key_Down);
        QCOMPARE(page.box->currentText(), QStringLiteral("gin"));
        QTest::keyClick(page.list(), Qt::Key_Return);
        QTRY_VERIFY(!page.list()->isVisible());
        QCOMPARE(page.box->currentText(), QStringLiteral("gist"));
        QCOMPARE(page.chosen->last().first().toString(), QStringLiteral("gist"));
    }

    void aLetterOpensTheListAtWhatBeginsWithIt()
    {
        const Page page(false);
        QTest::keyClicks(page.keyboard(), QStringLiteral("h"));
        QTRY_VERIFY(page.list()->isVisible());
        QCOMPARE(page.list()->currentIndex().data().toString(), QStringLiteral("hash"));
        QCOMPARE(page.chosen->count(), 0);
        QTest::keyClick(page.list(), Qt::Key_Return);
        QCOMPARE(page.chosen->last().first().toString(), QStringLiteral("hash"));
    }

    void escapeLeavesThingsAsTheyAre()
    {
        const Page page(false);
        QTest::keyClick(page.keyboard(), Qt::Key_Down);
        QTRY_VERIFY(page.list()->isVisible());
        QTest::keyClick(page.list(), Qt::Key_Down);
        QTest::keyClick(page.list(), Qt::Key_Escape);
        QTRY_VERIFY(!page.list()->isVisible());
        QCOMPARE(page.box->currentText(), QStringLiteral("gin"));
        QCOMPARE(page.chosen->count(), 0);
    }

    void inTheLineHomeAndEndMoveTheCursor()
    {
        const Page page(true);
        QTest::keyClick(page.keyboard(), Qt::Key_End);
        QVERIFY(!page.list()->isVisible());
        QCOMPARE(page.box->lineEdit()->cursorPosition(), 3);
        QTest::keyClick(page.keyboard(), Qt::Key_Home);
        QCOMPARE(page.box->lineEdit()->cursorPosition(), 0);
    }
};

QTEST_MAIN(tst_ChoiceBox)
#include "tst_choice_box.moc"
