#pragma once

#include <QLineEdit>

namespace schemawright {

/// A line edit on the canvas. Enter and losing the focus keep the text, Escape does not. Tab keeps it and requests the next field, Enter the
/// field below. Reports if the text was not changed.
class InPlaceEditor : public QLineEdit {
    Q_OBJECT
public:
    /// Deletes itself at the end.
    InPlaceEditor(const QString& text, QWidget* parent);

Q_SIGNALS:
    void accepted(const QString& text);
    void abandoned();
    void nextRequested();
    void belowRequested(bool changed);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class End { Changed, Unchanged, Over };
    /// Keeps the typed text, if any. Over: the editor had already ended.
    End finish(bool keep);

    QString m_before;
    bool m_finished = false;
};

} // namespace schemawright
