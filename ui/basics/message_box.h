#pragma once

#include <QMessageBox>

namespace schemawright {

/// A message box that shows its texts as plain text, including names from a database. Deletes itself when it is closed.
[[nodiscard]] QMessageBox* plainBox(QWidget* parent, QMessageBox::Icon icon, const QString& text,
                                    const QString& further, QMessageBox::StandardButtons buttons);

} // namespace schemawright
