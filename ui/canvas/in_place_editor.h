#pragma once

#include <QLineEdit>

namespace schemawright {

/// A line edit on the canvas: Enter and leaving it keep the text, Escape does not, Tab keeps it and asks for what comes next.
class InPlaceEditor : public QLineEdit {
    Q_OBJECT
public:
    InPlaceEditor(const QString& text, QWidget* parent);

Q_SIGNALS:
    void accepted(const QString& text);
    void nextRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void finish(bool keep);

    QString m_before;
    bool m_finished = false;
};

} // namespace schemawright
