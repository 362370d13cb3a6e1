#pragma once

#include <QWidget>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace schemawright {

/// Every action with its keys, and the keys of the canvas and the lists, with a filter.
class ShortcutsPage : public QWidget {
    Q_OBJECT

public:
    /// Empty until setActions().
    explicit ShortcutsPage(QWidget* parent = nullptr);

    /// Lists the actions that have keys, and the keys of the canvas and the lists.
    void setActions(const QList<QAction*>& actions);

private:
    void add(const QString& what, const QString& keys, const QString& where);

    QLineEdit* m_filter;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_proxy;
};

} // namespace schemawright
