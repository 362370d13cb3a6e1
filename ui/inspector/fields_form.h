#pragma once

#include "ui/basics/sql_view.h"
#include "ui/inspector/form_field.h"

#include <QWidget>

#include <utility>
#include <vector>

class QFormLayout;

namespace schemawright {

/// A form of the fields of any value: lines, SQL, check boxes, choices and lists. Independent of kinds.
class FieldsForm : public QWidget {
    Q_OBJECT

public:
    explicit FieldsForm(SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the fields. Typed text is kept if they are the same fields of the same object.
    void showFields(const QString& thing, const std::vector<FormField>& fields);
    /// Shows PostgreSQL's message below the field that was edited last, or below the SQL; empty: none.
    void setProblem(const QString& message);

Q_SIGNALS:
    void edited(const QString& path, const schemawright::FieldValue& value);

private:
    void build(const std::vector<FormField>& fields);
    QWidget* addRow(const FormField& field);
    QWidget* foldButton();
    void showFolded(bool open);
    void removeProblem();
    QWidget* editorFor(const FormField& field);
    void showValue(QWidget* editor, const FormField& field);
    void tell(const QString& path, const FieldValue& value);

    SqlSyntax& m_syntax;
    QString m_thing;
    std::vector<FormField> m_fields;
    std::vector<QWidget*> m_editors; ///< one per field
    QWidget* m_page = nullptr;
    QFormLayout* m_form = nullptr;
    int m_firstFolded = 0; ///< the row of the form below the fold button
    QString m_lastEdited;
    QWidget* m_problem = nullptr;
};

/// The label of a field: "SQL body" for "sql body".
[[nodiscard]] QString fieldTitle(const QString& path);

} // namespace schemawright
