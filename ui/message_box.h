#pragma once

#include <QMessageBox>

namespace schemawright {

/// A message whose texts are shown as they are, whatever names of a database stand in them. Deletes itself when it is closed.
[[nodiscard]] QMessageBox* plainBox(QWidget* parent, QMessageBox::Icon icon, const QString& text,
                                    const QString& further, QMessageBox::StandardButtons buttons);

} // namespace schemawright
