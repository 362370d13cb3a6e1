#pragma once

#include "ui/basics/sql_view.h"

namespace schemawright {

/// Edits SQL. Emits its edit when it loses the focus or on Ctrl+Return, and is not changed from outside while the user types. Tab leaves it.
class SqlEdit : public SqlView {
    Q_OBJECT

public:
    explicit SqlEdit(SqlSyntax& syntax, QWidget* parent = nullptr);

    /// Shows the value of the model, unless the user is typing.
    void showValue(const QString& value);

Q_SIGNALS:
    void edited(const QString& text);

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void commit();

    QString m_value;
};

} // namespace schemawright
