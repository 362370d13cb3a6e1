#pragma once

#include "ui/background/resolver.h"
#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QTabWidget;
class QTableView;
class QToolButton;

namespace schemawright {

class AttributesEditor;
class ColumnForm;
class ColumnsModel;
class ConstraintsEditor;
class FieldsForm;
class IndexesEditor;
class RelatedList;
class SqlSyntax;

/// All properties of a table: columns, keys and checks, indexes, triggers and policies, options and privileges.
class TableForm : public QWidget {
    Q_OBJECT

public:
    TableForm(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the table and the page of the part (column, constraint, index), if `part` is one.
    void setTable(const ObjectKey& table, const ObjectKey& part);
    /// Shows the current state of the same table.
    void refresh();
    /// Shows PostgreSQL's message at the part that it concerns; nullopt: none.
    void setProblem(const std::optional<Problem>& problem);
    /// Starts to edit the next column.
    void addColumn();

Q_SIGNALS:
    void refused(const QString& message);
    void columnSelected(const schemawright::ObjectKey& column);
    /// Shows a trigger, policy... as an object of its own.
    void opened(const schemawright::ObjectKey& key);

private:
    QWidget* buildColumns();
    QWidget* buildOptions();
    void connectView();
    void removeColumns();
    void moveColumn(int by);
    void showOptions();
    void updateButtons();
    [[nodiscard]] bool isNew() const;

    Document& m_document;
    SqlSyntax& m_syntax;
    ObjectKey m_key;
    ColumnsModel* m_columns;
    QTabWidget* m_tabs;
    QTableView* m_view;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QLabel* m_orderNote;
    ColumnForm* m_details;
    ConstraintsEditor* m_constraints;
    IndexesEditor* m_indexes;
    RelatedList* m_related;
    FieldsForm* m_options;
    AttributesEditor* m_attributes;
};

} // namespace schemawright
