#pragma once

#include "ui/document.h"
#include "ui/resolver.h"

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

/// Everything about a table: columns, keys and checks, indexes, triggers and policies, options and privileges.
class TableForm : public QWidget {
    Q_OBJECT

public:
    TableForm(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the table and brings the part (column, constraint, index) to the front, where `part` is one.
    void setTable(const ObjectKey& table, const ObjectKey& part);
    /// Shows the present state of the same table.
    void refresh();
    void setProblem(const std::optional<Problem>& problem);
    void addColumn();

Q_SIGNALS:
    void refused(const QString& message);
    void columnSelected(const schemawright::ObjectKey& column);
    /// A trigger, policy... is to be shown by itself.
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
