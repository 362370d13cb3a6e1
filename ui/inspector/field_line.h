#pragma once

#include "ui/text.h"

#include <QLineEdit>

#include <string>

namespace schemawright {

/// A line of text that tells of an edit when one is done with it (Enter, or leaving the field), and is not disturbed while one types.
/// Undo and redo are the line's own while one types, and the model's otherwise.
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

/// In parentheses, as the model keeps expressions; empty stays empty.
[[nodiscard]] std::string parenthesized(const QString& expression);

} // namespace schemawright
