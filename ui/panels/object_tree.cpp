#include "ui/panels/object_tree.h"

#include "model/sql.h"
#include "ui/basics/appearance.h"
#include "ui/basics/text.h"
#include "ui/basics/theme_icon.h"
#include "ui/picture/text_width.h"
#include "ui/workspace/table_clipboard.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace schemawright {

namespace {

bool belongsToSchema(const ObjectKey& key)
{
    return !key.schema.empty() && key.kind != Kind::Schema;
}

} // namespace

ObjectTreeModel::ObjectTreeModel(QObject* parent) : QAbstractItemModel(parent)
{
    build();
}

bool ObjectTreeModel::setCatalog(const Catalog& catalog)
{
    const bool sameKeys = std::ranges::equal(m_catalog, catalog, [](const Catalog::Entry& a, const Catalog::Entry& b) {
        return a.key == b.key || *a.key == *b.key;
    });
    m_catalog = catalog;
    if (sameKeys)
        return false;
    Q_EMIT aboutToRebuild();
    beginResetModel();
    build();
    endResetModel();
    Q_EMIT rebuilt();
    return true;
}

int ObjectTreeModel::add(int parent, Node node)
{
    const int number = static_cast<int>(m_nodes.size());
    node.parent = parent;
    node.row = static_cast<int>(m_nodes[static_cast<std::size_t>(parent)].children.size());
    m_nodes.push_back(std::move(node));
    m_nodes[static_cast<std::size_t>(parent)].children.push_back(number);
    return number;
}

int ObjectTreeModel::heading(int parent, Kind kind)
{
    for (const int child : m_nodes[static_cast<std::size_t>(parent)].children) {
        const Node& node = m_nodes[static_cast<std::size_t>(child)];
        if (!node.key && node.kind == kind)
            return child;
    }
    Node node;
    node.kind = kind;
    node.title = kindTitle(kind);
    return add(parent, std::move(node));
}

void ObjectTreeModel::build()
{
    m_nodes.assign(1, {});
    const auto object = [](const Catalog::Entry& entry) {
        Node node;
        node.kind = entry.key->kind;
        node.key = entry.key;
        return node;
    };
    // Entries are sorted by kind first: schemas come before what is in them, tables before their indexes.
    std::map<std::string, int> schemas;
    for (const Catalog::Entry& entry : m_catalog) {
        if (entry.key->kind == Kind::Schema)
            schemas[entry.key->name] = add(0, object(entry));
    }
    std::map<std::pair<std::string, std::string>, int> relations;
    std::vector<const Catalog::Entry*> children;
    for (const Catalog::Entry& entry : m_catalog) {
        const ObjectKey& key = *entry.key;
        if (key.kind == Kind::Schema)
            continue;
        if (!key.parent.empty()) {
            children.push_back(&entry);
            continue;
        }
        const auto schema = schemas.find(key.schema);
        const int root = belongsToSchema(key) && schema != schemas.end() ? schema->second : 0;
        const int number = add(heading(root, key.kind), object(entry));
        if (isTableOrView(key.kind))
            relations[{key.schema, key.name}] = number;
    }
    for (const Catalog::Entry* entry : children) {
        const auto relation = relations.find({entry->key->schema, entry->key->parent});
        if (relation != relations.end())
            add(relation->second, object(*entry));
    }
    // What people look for comes first.
    const auto rank = [this](int number) {
        const Node& node = m_nodes[static_cast<std::size_t>(number)];
        return node.key ? (node.kind == Kind::Schema ? 0 : 1) : isTableOrView(node.kind) ? 2 : 3;
    };
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        std::vector<int> sorted = m_nodes[i].children;
        std::ranges::stable_sort(sorted, {}, rank);
        for (std::size_t row = 0; row < sorted.size(); ++row)
            m_nodes[static_cast<std::size_t>(sorted[row])].row = static_cast<int>(row);
        m_nodes[i].children = std::move(sorted);
    }
}

const ObjectTreeModel::Node& ObjectTreeModel::at(const QModelIndex& index) const
{
    return m_nodes[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0U];
}

QModelIndex ObjectTreeModel::indexOf(const ObjectKey& key) const
{
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].key && *m_nodes[i].key == key)
            return createIndex(m_nodes[i].row, 0, static_cast<quintptr>(i));
    }
    return {};
}

const ObjectKey* ObjectTreeModel::keyAt(const QModelIndex& index) const
{
    return index.isValid() ? at(index).key.get() : nullptr;
}

QString ObjectTreeModel::pathOf(const QModelIndex& index) const
{
    QString path;
    for (QModelIndex each = index; each.isValid(); each = each.parent()) {
        const Node& node = at(each);
        path = (node.key ? toQt(node.key->display()) : node.title) + u'\n' + path;
    }
    return path;
}

QModelIndex ObjectTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const std::vector<int>& children = at(parent).children;
    if (row < 0 || column != 0 || static_cast<std::size_t>(row) >= children.size())
        return {};
    return createIndex(row, 0, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex ObjectTreeModel::parent(const QModelIndex& child) const
{
    const int number = at(child).parent;
    if (!child.isValid() || number <= 0)
        return {};
    return createIndex(m_nodes[static_cast<std::size_t>(number)].row, 0, static_cast<quintptr>(number));
}

int ObjectTreeModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(at(parent).children.size());
}

int ObjectTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant ObjectTreeModel::data(const QModelIndex& index, int role) const
{
    const Node& node = at(index);
    switch (role) {
    case Qt::DisplayRole:
        if (!node.key)
            return tr("%1 (%2)").arg(node.title).arg(node.children.size());
        return toQt(oneLine(isRoutine(node.key->kind) ? node.key->name + "(" + node.key->args + ")" : node.key->name));
    case Qt::DecorationRole: return node.key ? kindIcon(node.kind) : QIcon();
    case Qt::ToolTipRole:
        // Names come from databases: never as rich text.
        return node.key ? plainTip(toQt(node.key->display())) : QVariant();
    default: return {};
    }
}

Qt::ItemFlags ObjectTreeModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    const ObjectKey* key = keyAt(index);
    return key != nullptr && isCard(*key) ? flags | Qt::ItemIsDragEnabled : flags;
}

QStringList ObjectTreeModel::mimeTypes() const
{
    return {tablesMimeType(), QStringLiteral("text/plain")};
}

QMimeData* ObjectTreeModel::mimeData(const QModelIndexList& indexes) const
{
    std::vector<ObjectKey> keys;
    QStringList names; // for an editor
    for (const QModelIndex& index : indexes) {
        const ObjectKey* key = keyAt(index);
        if (key == nullptr || !isCard(*key))
            continue;
        keys.push_back(*key);
        names.append(toQt(quoteName(key->schema, key->name)));
    }
    return keys.empty() ? nullptr : mimeOf({keys, names.join(QStringLiteral(", "))});
}

ObjectTree::ObjectTree(QWidget* parent)
    : QWidget(parent), m_model(new ObjectTreeModel(this)), m_proxy(new QSortFilterProxyModel(this)),
      m_filter(new QLineEdit(this)), m_view(new QTreeView(this))
{
    m_filter->setObjectName(QStringLiteral("treeFilter"));
    m_filter->setPlaceholderText(tr("Filter objects"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter objects"));
    m_filter->addAction(themeIcon(QStringLiteral("view-filter")), QLineEdit::LeadingPosition);
    m_proxy->setSourceModel(m_model);
    m_proxy->setRecursiveFilteringEnabled(true);
    m_proxy->setAutoAcceptChildRows(true);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setObjectName(QStringLiteral("objectTree"));
    m_view->setModel(m_proxy);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setDragEnabled(true);
    m_view->setDragDropMode(QAbstractItemView::DragOnly);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Objects of the model"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_filter);
    layout->addWidget(m_view);

    connect(m_filter, &QLineEdit::textChanged, this, &ObjectTree::setFilter);
    // From the filter into the tree, upon the first object that it left.
    const auto enterTree = [this] {
        m_view->setFocus();
        for (QModelIndex index = m_proxy->index(0, 0); index.isValid(); index = m_view->indexBelow(index)) {
            const ObjectKey* key = m_model->keyAt(m_proxy->mapToSource(index));
            if (key == nullptr || key->kind == Kind::Schema)
                continue;
            m_view->setCurrentIndex(index);
            return;
        }
    };
    connect(m_filter, &QLineEdit::returnPressed, this, enterTree);
    auto* down = new QShortcut(QKeySequence(Qt::Key_Down), m_filter, nullptr, nullptr, Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, this, enterTree);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (m_telling)
            Q_EMIT selectionChanged(selectedKeys());
    });
    connect(m_view, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const ObjectKey* key = m_model->keyAt(m_proxy->mapToSource(index)))
            Q_EMIT activated(*key);
    });
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ObjectTree::showMenu);
    auto* remove = new QShortcut(QKeySequence::Delete, m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, [this] { Q_EMIT deleteRequested(selectedKeys()); });
    // What was open stays open when objects come and go.
    connect(m_model, &ObjectTreeModel::aboutToRebuild, this, [this] {
        m_open.clear();
        const auto collect = [this](const auto& self, const QModelIndex& above) -> void {
            for (int row = 0; row < m_proxy->rowCount(above); ++row) {
                const QModelIndex index = m_proxy->index(row, 0, above);
                if (m_view->isExpanded(index)) {
                    m_open.append(m_model->pathOf(m_proxy->mapToSource(index)));
                    self(self, index);
                }
            }
        };
        collect(collect, {});
    });
    connect(m_model, &ObjectTreeModel::rebuilt, this, &ObjectTree::openFirst);
}

void ObjectTree::openFirst()
{
    if (!m_filter->text().isEmpty()) {
        m_view->expandAll();
        return;
    }
    const bool fresh = m_open.isEmpty();
    const auto expand = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
            const QModelIndex index = m_proxy->index(row, 0, parent);
            const QModelIndex source = m_proxy->mapToSource(index);
            const ObjectKey* key = m_model->keyAt(source);
            // At first the schemas and their lists of tables.
            const bool wanted =
                fresh ? (key ? key->kind == Kind::Schema
                             : m_model->data(source, Qt::DisplayRole).toString().startsWith(kindTitle(Kind::Table)))
                      : m_open.contains(m_model->pathOf(source));
            if (wanted) {
                m_view->expand(index);
                self(self, index);
            }
        }
    };
    expand(expand, {});
}

bool ObjectTree::setCatalog(const Catalog& catalog)
{
    return m_model->setCatalog(catalog);
}

void ObjectTree::setSelection(const std::vector<ObjectKey>& keys)
{
    if (keys == selectedKeys())
        return;
    m_telling = false;
    QItemSelection selection;
    QModelIndex first;
    for (const ObjectKey& key : keys) {
        const bool part = key.kind == Kind::Column || key.kind == Kind::Constraint;
        const QModelIndex index =
            m_proxy->mapFromSource(m_model->indexOf(part ? keyOf(Kind::Table, key.schema, key.parent) : key));
        if (!index.isValid())
            continue;
        selection.select(index, index);
        if (!first.isValid())
            first = index;
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (first.isValid()) {
        m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(first);
    }
    m_telling = true;
}

void ObjectTree::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

std::vector<ObjectKey> ObjectTree::selectedKeys() const
{
    std::vector<ObjectKey> keys;
    const QModelIndexList indexes = m_view->selectionModel()->selectedIndexes();
    for (const QModelIndex& index : indexes) {
        if (const ObjectKey* key = m_model->keyAt(m_proxy->mapToSource(index)))
            keys.push_back(*key);
    }
    std::ranges::sort(keys);
    return keys;
}

void ObjectTree::setFilter(const QString& text)
{
    m_telling = false;
    m_proxy->setFilterFixedString(text);
    if (!text.isEmpty())
        m_view->expandAll();
    m_telling = true;
}

void ObjectTree::showMenu(const QPoint& position)
{
    const ObjectKey* key = m_model->keyAt(m_proxy->mapToSource(m_view->indexAt(position)));
    if (key == nullptr)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themeIcon(QStringLiteral("zoom-in")), tr("Show on the diagram"), this,
                    [this, key = *key] { Q_EMIT activated(key); });
    menu->addAction(themeIcon(QStringLiteral("edit-rename")), tr("Rename"), this,
                    [this, key = *key] { Q_EMIT renameRequested(key); });
    if (isTableOrView(key->kind))
        menu->addAction(themeIcon(QStringLiteral("labplot-spreadsheet")), tr("Show rows"), this,
                        [this, key = *key] { Q_EMIT dataRequested(key); });
    menu->addSeparator();
    menu->addAction(themeIcon(QStringLiteral("edit-delete")), tr("Delete"), this,
                    [this] { Q_EMIT deleteRequested(selectedKeys()); });
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace schemawright
