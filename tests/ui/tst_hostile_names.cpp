#include "tests/ui/hands.h"
#include "tests/ui/window_fixture.h"

#include "ui/diagram/diagram_tab.h"
#include "ui/document/edits.h"
#include "ui/panels/script_view.h"
#include "ui/picture/text_width.h"
#include "ui/review/review_page.h"

#include <QAbstractButton>
#include <QHelpEvent>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QToolTip>
#include <QTreeView>
#include <QTreeWidget>
#include <QXmlStreamReader>

using namespace schemawright;

/// Names that are markup, several lines, written from right to left, as long as they can be, or pictures: text everywhere.
class tst_HostileNames : public QObject {
    Q_OBJECT

private:
    static constexpr int patience = 60000;

    static std::vector<std::string> names()
    {
        return {"<b>x</b><img src=y>", "R&D &amp; <i>co</i>",  "first\nsecond", "\u202e\u05d0\u05d1\u05d2 turned",
                std::string(63, 'W'),  "\U0001f600\U0001f4a3", "\"'; DROP--"};
    }
    /// As it is shown where there is a line for it.
    static QString shown(const std::string& name) { return toQt(oneLine(name)); }

    /// A table of that name for each, whose column, comment, key, index and note are called the same; and an enum.
    static ProjectState hostileState()
    {
        ProjectState state = shopState();
        const Table pattern = *state.catalog.get<Table>(tableKey("orders"));
        Enum values;
        for (const std::string& name : names()) {
            Table table = pattern;
            table.columns[2].name = name;
            table.columns[2].comment = name;
            table.constraints = {table.constraints[0]};
            table.constraints[0].name = name;
            Object object{table, {}};
            object.attributes.comment = name;
            Index index;
            IndexKey part;
            part.column = name;
            index.keys = {part};
            state.catalog = state.catalog.with(tableKey(name.c_str()), object)
                                .with(childKey(Kind::Index, "public", name, name.substr(0, 59) + "_idx"), {index, {}});
            values.values.push_back(name);
            DiagramNote note;
            note.id = "n" + std::to_string(values.values.size());
            note.text = name;
            note.area = values.values.size() % 2 == 0;
            note.position = {static_cast<double>(400 * values.values.size()), -300};
            state.diagrams.front().notes.push_back(note);
        }
        state.catalog = state.catalog.with(keyOf(Kind::Enum, "public", names().front()), {values, {}});
        return state;
    }

    struct Window : WindowFixture {
        Window()
        {
            window->workspace().newModel();
            window->workspace().document().reset(hostileState());
            window->workspace().resolver().setResolved(window->workspace().document().state());
            window->activateWindow();
            canvas = &window->diagramTab()->canvas();
        }
        CanvasView* canvas;
    };

    /// Every text of a model with that role.
    static QStringList textsOf(const QAbstractItemModel& model, int role, const QModelIndex& parent = {})
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(parent); ++row) {
            for (int column = 0; column < model.columnCount(parent); ++column)
                texts << model.index(row, column, parent).data(role).toString();
            texts << textsOf(model, role, model.index(row, 0, parent));
        }
        return texts;
    }

    static bool isMarkup(const QString& text)
    {
        return Qt::mightBeRichText(text) &&
               (text.contains(QStringLiteral("<b>")) || text.contains(QStringLiteral("<img")) ||
                text.contains(QStringLiteral("<i>")));
    }

    /// Whatever the window holds, shown or not: no label, tooltip or cell takes a name for markup.
    static QStringList markupIn(const QWidget* window)
    {
        QStringList found;
        const QList<QWidget*> widgets = window->findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            const QString where =
                QStringLiteral("%1 %2: ").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
            if (isMarkup(widget->toolTip()))
                found << where + widget->toolTip();
            if (const auto* label = qobject_cast<const QLabel*>(widget);
                label && label->textFormat() != Qt::PlainText && isMarkup(label->text()))
                found << where + label->text();
            if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model()) {
                const QStringList tips = textsOf(*view->model(), Qt::ToolTipRole);
                for (const QString& tip : tips) {
                    if (isMarkup(tip))
                        found << where + tip;
                }
            }
        }
        const QList<QAction*> actions = window->findChildren<QAction*>();
        for (const QAction* action : actions) {
            if (isMarkup(action->toolTip()))
                found << action->objectName() + QStringLiteral(": ") + action->toolTip();
        }
        return found;
    }

    static QString tipAt(QAbstractScrollArea* area, QPoint place)
    {
        QToolTip::hideText();
        QHelpEvent help(QEvent::ToolTip, place, area->viewport()->mapToGlobal(place));
        QApplication::sendEvent(area->viewport(), &help);
        return QToolTip::text();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^QXml|^QTextHtml"))); }

    void theTreeShowsThem()
    {
        const Window shop;
        auto* tree = shop.find<QTreeView>("objectTree");
        const QStringList texts = textsOf(*tree->model(), Qt::DisplayRole);
        for (const std::string& name : names())
            QVERIFY2(texts.contains(shown(name)), qPrintable(shown(name)));
        // One is looked for as it is written.
        hands::fill(shop.find<QLineEdit>("treeFilter"), QStringLiteral("<b>x"));
        QCOMPARE(tree->currentIndex().data().toString(), shown(names().front()));
        QVERIFY(tree->visualRect(tree->currentIndex()).height() < 2 * tree->fontMetrics().height());
        const QString tip = tipAt(tree, tree->visualRect(tree->currentIndex()).center());
        QVERIFY2(tip.contains(QStringLiteral("&lt;b&gt;x")), qPrintable(tip));
        const QStringList markup = markupIn(shop.window.get());
        QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
    }

    void cardsAndTheirTipsShowThem()
    {
        const Window shop;
        for (const std::string& name : names()) {
            const ObjectKey key = tableKey(name.c_str());
            const auto index = shop.canvas->scene().indexOf(key);
            QVERIFY2(index, name.c_str());
            const CardContent& content = *shop.canvas->scene().cards[*index].content;
            QVERIFY2(shown(name).startsWith(toQt(content.title).chopped(content.title.ends_with("…") ? 1 : 0)),
                     content.title.c_str());
            shop.canvas->setZoom(1);
            shop.canvas->centerOn(key);
            const QRectF card = shop.canvas->viewportRectOf(key);
            const QString tip = tipAt(shop.canvas, QPointF(card.center().x(), card.top() + 8).toPoint());
            QVERIFY2(!isMarkup(tip), qPrintable(tip));
            QString read = tip;
            read.remove(QStringLiteral("<qt>")).remove(QStringLiteral("</qt>"));
            QVERIFY2(read.contains(tip == read ? shown(name) : shown(name).toHtmlEscaped()), qPrintable(tip));
            QVERIFY(!shop.canvas->viewport()->grab().isNull());
        }
    }

    void theInspectorShowsThem()
    {
        const Window shop;
        for (const std::string& name : names()) {
            shop.window->select({tableKey(name.c_str())});
            QCOMPARE(shop.find<QLineEdit>("objectName")->text(), toQt(name));
            QVERIFY(textsOf(*shop.find<QAbstractItemView>("columns")->model(), Qt::DisplayRole).contains(toQt(name)));
            const QStringList markup = markupIn(shop.window.get());
            QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
        }
        shop.window->select({keyOf(Kind::Enum, "public", names().front())});
        const QStringList values = textsOf(*shop.find<QAbstractItemView>("values")->model(), Qt::DisplayRole);
        for (const std::string& name : names())
            QVERIFY2(values.contains(toQt(name)), name.c_str());
        const QStringList markup = markupIn(shop.window.get());
        QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
    }

    void stepsAndMessagesNameThem()
    {
        const Window shop;
        QVERIFY(QTest::qWaitForWindowActive(shop.window.get()));
        for (const std::string& name : names()) {
            shop.window->select({tableKey(name.c_str())});
            shop.canvas->centerOn(tableKey(name.c_str()));
            shop.canvas->setFocus();
            // A name that is taken: said in the status bar, on one line.
            hands::press(Qt::Key_F2);
            hands::type(QStringLiteral("orders"));
            hands::press(Qt::Key_Return);
            QVERIFY(shop.find<QLabel>("tell")->text().contains(QStringLiteral("already")));
            hands::press(Qt::Key_F2);
            hands::type(QStringLiteral("renamed"));
            hands::press(Qt::Key_Return);
            QVERIFY(shop.window->workspace().document().catalog().find(tableKey("renamed")));
            auto* undo = shop.find<QAction>("undo");
            QVERIFY2(undo->text().replace(QStringLiteral("&&"), QStringLiteral("&")).contains(shown(name)),
                     qPrintable(undo->text()));
            const QStringList markup = markupIn(shop.window.get());
            QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
            QTest::keyClick(shop.canvas, Qt::Key_Z, Qt::ControlModifier);
            QVERIFY(shop.window->workspace().document().catalog().find(tableKey(name.c_str())));
        }
    }

    void thePaletteFindsThem()
    {
        const Window shop;
        QVERIFY(QTest::qWaitForWindowActive(shop.window.get()));
        QTest::keyClick(shop.window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* input = shop.find<QLineEdit>("paletteInput");
        QVERIFY(input->isVisible());
        QTest::keyClicks(input, QStringLiteral("<b>x</b>"));
        auto* list = shop.find<QListWidget>("paletteList");
        QVERIFY(list->item(0)->text().startsWith(shown(names().front())));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(shop.find<QLineEdit>("objectName")->text(), toQt(names().front()));
    }

    void adviceNamesThem()
    {
        const Window shop;
        auto* list = shop.find<QTreeWidget>("problems");
        QTRY_VERIFY_WITH_TIMEOUT(list->topLevelItemCount() > 0, 10000);
        const QString all = textsOf(*list->model(), Qt::DisplayRole).join(u'\n');
        for (const std::string& name : names())
            QVERIFY2(all.contains(shown(name)), name.c_str());
        const QStringList markup = markupIn(shop.window.get());
        QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
    }

    void picturesHoldThem()
    {
        const Window shop;
        const QString file = shop.folder.filePath(QStringLiteral("hostile.svg"));
        QCOMPARE(shop.window->diagramTab()->writePicture(file), QString());
        QFile svg(file);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&svg);
        QString text;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::Characters)
                text += xml.text();
            if (xml.isStartElement())
                QVERIFY2(xml.name() != QStringLiteral("b") && xml.name() != QStringLiteral("img") &&
                             xml.name() != QStringLiteral("script"),
                         qPrintable(xml.name().toString()));
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        for (const std::string& name : names()) {
            if (name.size() < 63) // that one is cut where its card ends
                QVERIFY2(text.contains(shown(name)), name.c_str());
        }
        for (const char* other : {"hostile.png", "hostile.pdf"}) {
            const QString written = shop.folder.filePath(QLatin1String(other));
            QCOMPARE(shop.window->diagramTab()->writePicture(written), QString());
            QVERIFY(QFileInfo(written).size() > 2000);
        }
    }

    void reviewAndHistoryShowThem()
    {
        auto started = ScratchServer::start({});
        QVERIFY2(started, started ? "" : started.error().text().c_str());
        const std::shared_ptr<ScratchServer>& server = *started;
        Result<ScratchDatabase> database = server->createDatabase();
        QVERIFY(database);
        Result<Connection> connection = database->connect();
        for (const std::string& name : names()) {
            QVERIFY(connection->query("CREATE TABLE " + quoteIdent(name) + " (id bigint PRIMARY KEY, " +
                                      quoteIdent(name) + " text)"));
            QVERIFY(connection->query("COMMENT ON TABLE " + quoteIdent(name) + " IS " + quoteLiteral(name)));
        }
        WindowFixture shop;
        Workspace& workspace = shop.window->workspace();
        QSignalSpy opened(&workspace, &Workspace::opened);
        workspace.reverseEngineer(database->spec());
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, patience);
        QSignalSpy saved(&workspace, &Workspace::saved);
        workspace.saveTo(shop.folder.filePath(QStringLiteral("shop")));
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, patience);
        QVERIFY(workspace.document().edit(QStringLiteral("Edit"), [](ProjectState& state) -> Result<void> {
            for (const std::string& name : names()) {
                const ObjectKey column = childKey(Kind::Column, "public", name, name);
                if (Result<void> done = renameElement(state, column, "was", state.catalog); !done)
                    return done;
            }
            return {};
        }));
        shop.window->link().addConnection(database->spec());
        shop.window->showReview();
        QTRY_VERIFY_WITH_TIMEOUT(shop.window->review()->session().proof().has_value(), patience);
        const QString badge = shop.find<QLabel>("proofBadge")->text();
        QVERIFY2(badge.startsWith(QStringLiteral("Proved")), qPrintable(badge));
        auto* changes = shop.find<QTreeWidget>("changes");
        for (const std::string& name : names())
            QVERIFY2(!changes->findItems(shown(name), Qt::MatchExactly).isEmpty(), name.c_str());
        const QString up = shop.find<ScriptView>("upScript")->findChild<QPlainTextEdit*>()->toPlainText();
        QVERIFY2(up.contains(QStringLiteral("<b>x</b>")), qPrintable(up));
        QStringList markup = markupIn(shop.window.get());
        QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));

        QTest::keyClicks(shop.find<QLineEdit>("revisionMessage"), QStringLiteral("<b>bold</b> & <img src=y>"));
        QTest::mouseClick(shop.find<QPushButton>("apply"), Qt::LeftButton);
        auto* message = shop.find<QLabel>("applyMessage");
        QTRY_VERIFY_WITH_TIMEOUT(message->isVisible(), patience);
        QCOMPARE(message->text(), QStringLiteral("Verified: the database matches the model"));
        shop.window->showHistory();
        auto* revisions = shop.find<QTreeWidget>("revisions");
        QTRY_VERIFY_WITH_TIMEOUT(
            !revisions->findItems(QStringLiteral("<b>bold</b> & <img src=y>"), Qt::MatchExactly, 1).isEmpty(),
            patience);
        markup = markupIn(shop.window.get());
        QVERIFY2(markup.isEmpty(), qPrintable(markup.join(u'\n')));
    }
};

QTEST_MAIN(tst_HostileNames)
#include "tst_hostile_names.moc"
