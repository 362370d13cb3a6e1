#include "ui/window/shortcuts_page.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace schemawright {

ShortcutsPage::ShortcutsPage(QWidget* parent)
    : QWidget(parent), m_filter(new QLineEdit(this)), m_model(new QStandardItemModel(this)),
      m_proxy(new QSortFilterProxyModel(this))
{
    m_filter->setObjectName(QStringLiteral("shortcutFilter"));
    m_filter->setAccessibleName(tr("Filter shortcuts"));
    m_filter->setPlaceholderText(tr("Filter by action or keys"));
    m_filter->setClearButtonEnabled(true);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_proxy->setFilterKeyColumn(-1);
    auto* view = new QTreeView(this);
    view->setObjectName(QStringLiteral("shortcutList"));
    view->setAccessibleName(tr("Keyboard shortcuts"));
    view->setModel(m_proxy);
    view->setRootIsDecorated(false);
    view->setAlternatingRowColors(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_filter);
    layout->addWidget(view);
    connect(m_filter, &QLineEdit::textChanged, m_proxy, &QSortFilterProxyModel::setFilterFixedString);
    setFocusProxy(m_filter);
}

void ShortcutsPage::setActions(const QList<QAction*>& actions)
{
    m_model->clear();
    m_model->setHorizontalHeaderLabels({tr("Action"), tr("Keys"), tr("Where")});
    for (const QAction* each : actions) {
        if (!each->shortcut().isEmpty())
            add(each->text().remove(u'&'), each->shortcut().toString(QKeySequence::NativeText), tr("everywhere"));
    }
    const auto keys = [](const QKeySequence& sequence) { return sequence.toString(QKeySequence::NativeText); };
    const QString canvas = tr("on the diagram");
    add(tr("Add a column to the selected table"), keys(Qt::Key_Return), canvas);
    add(tr("Edit the name in place"), keys(Qt::Key_F2), canvas);
    add(tr("Delete the selected objects"), keys(Qt::Key_Delete), canvas);
    add(tr("Select the next table"), tr("Arrow keys"), canvas);
    add(tr("Move the selected tables"), tr("Ctrl+Arrow keys"), canvas);
    add(tr("Select the columns of a table one by one"), tr("Shift+Up, Shift+Down"), canvas);
    add(tr("Select the next note or area"), tr("N, Shift+N"), canvas);
    add(tr("Select the next line of the selected table, or of the diagram"), tr("L, Shift+L"), canvas);
    add(tr("Show the whole diagram"), keys(Qt::Key_Home), canvas);
    add(tr("Drag the view"), tr("Space and the mouse"), canvas);
    const QString card = tr("while typing on a card");
    add(tr("Go to the next field"), keys(Qt::Key_Tab), card);
    add(tr("Add a column below"), keys(Qt::Key_Return), card);
    add(tr("Cancel the edit"), keys(Qt::Key_Escape), card);
    const QString list = tr("in lists of the inspector");
    add(tr("Edit the cell"), keys(Qt::Key_F2), list);
    add(tr("Remove the row"), keys(Qt::Key_Delete), list);
    add(tr("Move the row"), tr("Alt+Up, Alt+Down"), list);
    add(tr("Apply the typed SQL"), keys(Qt::CTRL | Qt::Key_Return), tr("in SQL fields"));
    add(tr("Show the object"), keys(Qt::Key_Return), tr("in Problems and the tree"));
    add(tr("Repair the selected problems"), keys(Qt::CTRL | Qt::Key_Return), tr("in Problems"));
}

void ShortcutsPage::add(const QString& what, const QString& keys, const QString& where)
{
    m_model->appendRow({new QStandardItem(what), new QStandardItem(keys), new QStandardItem(where)});
}

} // namespace schemawright
