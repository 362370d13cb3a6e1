#pragma once

#include "ui/document.h"
#include "ui/resolver.h"

#include <QIcon>
#include <QWidget>

class QFormLayout;
class QListWidget;
class QToolButton;

namespace schemawright {

class FieldLine;
class FieldsForm;
class SqlSyntax;

/// Parts of a table as a list with buttons, and the chosen one's fields below: what constraints and indexes have in common.
class PartsEditor : public QWidget {
    Q_OBJECT

public:
    void setTable(const ObjectKey& table);
    void setProblem(const std::optional<Problem>& problem);
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

    /// Those of the table, in the order of the list.
    [[nodiscard]] virtual std::vector<Part> parts() const = 0;
    /// Shows the selected part in the fields; only called where there is one.
    virtual void showPart() = 0;
    /// Writes one of the further fields.
    virtual void setFurther(const QString& path, const struct FieldValue& value) = 0;

    /// A line with its label in the form.
    FieldLine* line(const char* name, const QString& label, const QString& hint);
    /// The button that opens the further fields, and the fields themselves: below everything else of the form.
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
