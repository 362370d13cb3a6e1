#pragma once

#include "model/catalog.h"

#include <QAbstractItemModel>
#include <QWidget>

#include <vector>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace schemawright {

/// The objects of a catalog: by schema, by kind, by name; the objects of a table are below it.
class ObjectTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit ObjectTreeModel(QObject* parent = nullptr);

    /// Does nothing and returns false if no object was added or removed.
    bool setCatalog(const Catalog& catalog);
    [[nodiscard]] QModelIndex indexOf(const ObjectKey& key) const;
    /// nullptr for headings.
    [[nodiscard]] const ObjectKey* keyAt(const QModelIndex& index) const;
    /// A text that identifies a row, to remember which rows are expanded.
    [[nodiscard]] QString pathOf(const QModelIndex& index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Tables and views can be dragged onto a diagram.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

Q_SIGNALS:
    void aboutToRebuild();
    void rebuilt();

private:
    struct Node {
        int parent = -1;
        int row = 0;
        std::vector<int> children;
        Kind kind = Kind::Schema;
        QString title;                        ///< of a heading
        std::shared_ptr<const ObjectKey> key; ///< of an object
    };

    int add(int parent, Node node);
    /// The heading of that kind below `parent`, which is created if it does not exist.
    int heading(int parent, Kind kind);
    void build();
    [[nodiscard]] const Node& at(const QModelIndex& index) const;

    Catalog m_catalog;
    std::vector<Node> m_nodes; ///< the first is the root
};

/// The tree with its filter.
class ObjectTree : public QWidget {
    Q_OBJECT

public:
    explicit ObjectTree(QWidget* parent = nullptr);

    /// Returns whether objects were added or removed; then the selection must be set again.
    bool setCatalog(const Catalog& catalog);
    /// Does not emit selectionChanged.
    void setSelection(const std::vector<ObjectKey>& keys);
    void focusFilter();

Q_SIGNALS:
    void selectionChanged(const std::vector<schemawright::ObjectKey>& keys);
    void activated(const schemawright::ObjectKey& key);
    void deleteRequested(const std::vector<schemawright::ObjectKey>& keys);
    void dataRequested(const schemawright::ObjectKey& key);
    void renameRequested(const schemawright::ObjectKey& key);

private:
    [[nodiscard]] std::vector<ObjectKey> selectedKeys() const;
    void setFilter(const QString& text);
    void openFirst();
    void showMenu(const QPoint& position);

    ObjectTreeModel* m_model;
    QSortFilterProxyModel* m_proxy;
    QLineEdit* m_filter;
    QTreeView* m_view;
    QStringList m_open;
    bool m_telling = true;
};

} // namespace schemawright
