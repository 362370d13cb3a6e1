#pragma once

#include <QComboBox>

namespace schemawright {

/// A combo box whose choices take effect at once. The wheel scrolls the page, and the arrow keys and letters open the
/// list and move in it; Enter chooses, and Escape changes nothing.
class ChoiceBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace schemawright
