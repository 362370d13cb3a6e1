#pragma once

#include "model/catalog.h"

#include <QAbstractItemModel>
#include <QWidget>

#include <vector>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace schemawright {

/// The objects of a catalog: by schema, by kind, by name; what belongs to a table is below it.
class ObjectTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit ObjectTreeModel(QObject* parent = nullptr);

    /// Keeps everything where no object came or went; false then.
    bool setCatalog(const Catalog& catalog);
    [[nodiscard]] QModelIndex indexOf(const ObjectKey& key) const;
    /// nullptr for headings.
    [[nodiscard]] const ObjectKey* keyAt(const QModelIndex& index) const;
    /// A text that tells a row from every other one, for remembering what was open.
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
    /// The heading of that kind below `parent`, made where it is not there.
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

    /// Whether objects came or went: what was selected is to be set again then.
    bool setCatalog(const Catalog& catalog);
    /// Without telling selectionChanged.
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
