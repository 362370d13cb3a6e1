#pragma once

#include <QLineEdit>

namespace schemawright {

/// A line edit on the canvas: Enter and leaving it keep the text, Escape does not; Tab keeps it and asks for what is beside it, Enter for what
/// is below. Left as it was, it says so.
class InPlaceEditor : public QLineEdit {
    Q_OBJECT
public:
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
    /// What was typed, if anything, is kept. Over: it had ended before.
    End finish(bool keep);

    QString m_before;
    bool m_finished = false;
};

} // namespace schemawright
