#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;

namespace schemawright {

class FieldLine;
class SchemaBox;

/// Edits several objects at once, as one step. A field with different values is empty.
class MultiForm : public QWidget {
    Q_OBJECT

public:
    explicit MultiForm(Document& document, QWidget* parent = nullptr);

    /// Shows the properties that the objects share.
    void setKeys(const std::vector<ObjectKey>& keys);

Q_SIGNALS:
    void refused(const QString& message);
    void selectionRequested(const std::vector<schemawright::ObjectKey>& keys);

private:
    void build();
    void show();
    /// Runs the edit for each of them, all or none.
    void forEach(const QString& label, const std::function<Result<void>(ProjectState&, const ObjectKey&)>& function);
    [[nodiscard]] bool areColumns() const;
    void showSchemas();
    void moveTo(const QString& schema);

    Document& m_document;
    std::vector<ObjectKey> m_keys;
    QLabel* m_title;
    QFormLayout* m_form;
    FieldLine* m_type;
    QCheckBox* m_notNull;
    FieldLine* m_default;
    SchemaBox* m_schema;
    FieldLine* m_owner;
    FieldLine* m_comment;
    QCheckBox* m_rowSecurity;
    QComboBox* m_persistence;
    QLabel* m_names;
};

} // namespace schemawright
