#pragma once

#include <QIcon>
#include <QString>

namespace schemawright {

/// A Breeze icon by its name, drawn in the text colour of the palette, because the library only has dark-on-light ones.
[[nodiscard]] QIcon themeIcon(const QString& name);

} // namespace schemawright
