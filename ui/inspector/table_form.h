#pragma once

#include "ui/document.h"
#include "ui/resolver.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QTabWidget;
class QTableView;
class QToolButton;

namespace schemawright {

class ColumnsModel;
class ConstraintsEditor;
class FieldLine;
class IndexesEditor;

/// Everything about a table: columns, keys and checks, indexes, options.
class TableForm : public QWidget {
    Q_OBJECT

public:
    explicit TableForm(Document& document, QWidget* parent = nullptr);

    /// Shows the table and brings the part (column, constraint, index) to the front, where `part` is one.
    void setTable(const ObjectKey& table, const ObjectKey& part);
    /// Shows the present state of the same table.
    void refresh();
    void setProblem(const std::optional<Problem>& problem);
    void addColumn();

Q_SIGNALS:
    void refused(const QString& message);
    void columnSelected(const schemawright::ObjectKey& column);

private:
    QWidget* buildColumns();
    QWidget* buildOptions();
    void removeColumns();
    void moveColumn(int by);
    void showOptions();
    void updateButtons();
    [[nodiscard]] bool isNew() const;

    Document& m_document;
    ObjectKey m_key;
    ColumnsModel* m_columns;
    QTabWidget* m_tabs;
    QTableView* m_view;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QLabel* m_orderNote;
    ConstraintsEditor* m_constraints;
    IndexesEditor* m_indexes;
    FieldLine* m_partitionBy;
    QLabel* m_partitionOf;
    QCheckBox* m_unlogged;
    QCheckBox* m_rowSecurity;
    QCheckBox* m_forceRowSecurity;
    FieldLine* m_tablespace;
    FieldLine* m_owner;
    FieldLine* m_storage;
};

} // namespace schemawright
