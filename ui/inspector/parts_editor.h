#pragma once

#include "ui/background/resolver.h"
#include "ui/document/document.h"

#include <QIcon>
#include <QWidget>

class QFormLayout;
class QListWidget;
class QToolButton;

namespace schemawright {

class FieldLine;
class FieldsForm;
class SqlSyntax;

/// Parts of a table: a list with buttons, and the fields of the selected one. Shared by constraints and indexes.
class PartsEditor : public QWidget {
    Q_OBJECT

public:
    /// Shows the parts of the table.
    void setTable(const ObjectKey& table);
    /// Shows PostgreSQL's message at the part that it concerns; nullopt: none.
    void setProblem(const std::optional<Problem>& problem);
    /// Selects the part by its name.
    void select(const std::string& part);

Q_SIGNALS:
    void refused(const QString& message);

protected:
    struct Part {
        std::string name;
        QIcon icon;
        QString summary;
    };

    PartsEditor(Document& document, SqlSyntax& syntax, Kind kind, QWidget* parent);

    /// The parts of the table, in the order of the list.
    [[nodiscard]] virtual std::vector<Part> parts() const = 0;
    /// Shows the selected part in the fields. Called only if a part is selected.
    virtual void showPart() = 0;
    /// Writes one of the additional fields.
    virtual void setFurther(const QString& path, const struct FieldValue& value) = 0;

    /// Adds a line with its label to the form.
    FieldLine* line(const char* name, const QString& label, const QString& hint);
    /// Adds the button that expands the additional fields, and these fields, at the end of the form.
    void addFurther();
    void showFurther(const std::vector<struct FormField>& fields);
    void fill();
    void showSelected();
    void refuse(const Result<void>& done);
    [[nodiscard]] ObjectKey selectedKey() const;

    Document& m_document;
    ObjectKey m_key;
    std::string m_selected;
    bool m_showing = false;
    QListWidget* m_list;
    QToolButton* m_add;
    QWidget* m_fields;
    QFormLayout* m_form;
    FieldLine* m_name;

private:
    void removeSelected();
    void rename(const QString& name);

    Kind m_kind;
    SqlSyntax& m_syntax;
    std::optional<Problem> m_problem;
    QToolButton* m_remove;
    QToolButton* m_more = nullptr;
    FieldsForm* m_further = nullptr;
};

} // namespace schemawright
