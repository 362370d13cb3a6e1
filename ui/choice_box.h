#pragma once

#include <QComboBox>

namespace schemawright {

/// A combo box whose every choice does something at once: the wheel scrolls the page that it is on, and the arrow keys and letters open the
/// list and go along it, where Enter chooses and Escape leaves things as they are.
class ChoiceBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace schemawright
