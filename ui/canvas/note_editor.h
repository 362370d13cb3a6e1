#pragma once

#include <QPlainTextEdit>

namespace schemawright {

/// Edits a note's Markdown in place. Losing the focus and Ctrl+Enter keep the text, Escape does not.
class NoteEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    /// Deletes itself at the end.
    NoteEditor(const QString& text, QWidget* parent);

Q_SIGNALS:
    void accepted(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void finish(bool keep);

    QString m_before;
    bool m_finished = false;
};

} // namespace schemawright
