#pragma once

#include <QIcon>
#include <QString>

namespace schemawright {

/// A Breeze icon by its name, drawn in the text colour of the palette: the library brings the dark-on-light ones only.
[[nodiscard]] QIcon themeIcon(const QString& name);

} // namespace schemawright
