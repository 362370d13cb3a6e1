#pragma once

#include "ui/document.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace schemawright {

/// The fields of an object of any kind, from fields(): texts, yes/no and choices can be edited, the rest is shown.
class PropertyForm : public QWidget {
    Q_OBJECT

public:
    explicit PropertyForm(Document& document, QWidget* parent = nullptr);

    void setObject(const ObjectKey& key);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void build();
    void showValues();
    /// Writes a text into the field of that name.
    void apply(const QString& field, const QString& value);

    Document& m_document;
    ObjectKey m_key;
    QLabel* m_note;
    QFormLayout* m_form;
    QWidget* m_fields = nullptr;
    std::vector<std::pair<QString, QWidget*>> m_editors;
};

} // namespace schemawright
