#pragma once

#include "ui/basics/text.h"

#include <QLineEdit>

#include <string>

namespace schemawright {

/// A line edit that emits its edit on Enter or when it loses the focus, and is not changed from outside while the user types.
/// Undo and redo are those of the line while the user types, otherwise those of the model.
class FieldLine : public QLineEdit {
    Q_OBJECT

public:
    explicit FieldLine(QWidget* parent = nullptr);

    /// Shows the value of the model, unless the user is typing.
    void showValue(const QString& value);

Q_SIGNALS:
    void edited(const QString& value);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_value;
};

/// With parentheses, as the model stores expressions; empty remains empty.
[[nodiscard]] std::string parenthesized(const QString& expression);

} // namespace schemawright
