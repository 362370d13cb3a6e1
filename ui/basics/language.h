#pragma once

class QCoreApplication;

namespace schemawright {

/// Loads the plural forms of the program's texts: "1 change", "2 changes". resources/translations contains them.
void loadLanguage(QCoreApplication& application);

} // namespace schemawright
