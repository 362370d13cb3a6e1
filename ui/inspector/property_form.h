#pragma once

#include "ui/basics/sql_view.h"
#include "ui/document/document.h"

#include <QWidget>

namespace schemawright {

class AttributesEditor;
class FieldsForm;
struct FieldValue;

/// An object of any kind by its fields(), followed by its attributes.
class PropertyForm : public QWidget {
    Q_OBJECT

public:
    PropertyForm(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the properties of the object.
    void setObject(const ObjectKey& key);
    /// Shows PostgreSQL's message at the field; empty: none.
    void setProblem(const QString& message);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void apply(const QString& path, const FieldValue& value);
    /// Other arguments identify another function. False if it is the same one.
    bool setArguments(const QString& arguments);
    /// Renames a value of an enum, or a field of a type, that was edited in place, instead of replacing it. False if another
    /// field was edited.
    bool renamePart(const QString& path, const FieldValue& value);

    Document& m_document;
    ObjectKey m_key;
    FieldsForm* m_fields;
    AttributesEditor* m_attributes;
};

} // namespace schemawright
