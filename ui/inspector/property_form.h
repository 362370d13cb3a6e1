#pragma once

#include "ui/document.h"
#include "ui/sql_view.h"

#include <QWidget>

namespace schemawright {

class AttributesEditor;
class FieldsForm;
struct FieldValue;

/// An object of any kind by its fields(), with what every kind carries below.
class PropertyForm : public QWidget {
    Q_OBJECT

public:
    PropertyForm(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

    void setObject(const ObjectKey& key);
    /// PostgreSQL's words at the field; empty: nothing.
    void setProblem(const QString& message);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void apply(const QString& path, const FieldValue& value);
    /// Other arguments are another function; false where it is the same one.
    bool setArguments(const QString& arguments);
    /// A value of an enum, or a field of a type, that was given another name in place: it is renamed, not replaced. False where it is
    /// something else that was edited.
    bool renamePart(const QString& path, const FieldValue& value);

    Document& m_document;
    ObjectKey m_key;
    FieldsForm* m_fields;
    AttributesEditor* m_attributes;
};

} // namespace schemawright
