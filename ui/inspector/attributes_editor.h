#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace schemawright {

class FieldLine;
class GrantsEditor;
class ListEditor;

/// The attributes of nearly every kind: owner, privileges, security labels.
class AttributesEditor : public QWidget {
    Q_OBJECT

public:
    explicit AttributesEditor(Document& document, QWidget* parent = nullptr);

    /// Shows the attributes of the object.
    void setObject(const ObjectKey& key);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void change(const QString& label, const std::function<void(Attributes&)>& function);

    Document& m_document;
    ObjectKey m_key;
    QFormLayout* m_form;
    FieldLine* m_owner;
    QLabel* m_grantsLabel;
    GrantsEditor* m_grants;
    QLabel* m_labelsLabel;
    ListEditor* m_labels;
};

} // namespace schemawright
