#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QToolButton;

namespace schemawright {

class FieldsForm;
class GrantsEditor;
class SqlSyntax;

/// The properties of a column that its row does not show: generation, identity options, storage, statistics, privileges. Collapsed initially.
class ColumnForm : public QWidget {
    Q_OBJECT

public:
    ColumnForm(Document& document, SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Without a name: shows nothing.
    void setColumn(const ObjectKey& column);

Q_SIGNALS:
    void refused(const QString& message);

private:
    void change(const QString& what, const std::function<void(Column&)>& function);

    Document& m_document;
    ObjectKey m_key;
    QToolButton* m_unfold;
    QWidget* m_page;
    FieldsForm* m_fields;
    GrantsEditor* m_grants;
};

} // namespace schemawright
