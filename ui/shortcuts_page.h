#pragma once

#include <QWidget>

class QAction;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;

namespace schemawright {

/// Every action with its keys, and what the canvas and the lists answer to; to be filtered.
class ShortcutsPage : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutsPage(QWidget* parent = nullptr);

    void setActions(const QList<QAction*>& actions);

private:
    void add(const QString& what, const QString& keys, const QString& where);

    QLineEdit* m_filter;
    QStandardItemModel* m_model;
    QSortFilterProxyModel* m_proxy;
};

} // namespace schemawright
