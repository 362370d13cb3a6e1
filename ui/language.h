#pragma once

class QCoreApplication;

namespace schemawright {

/// Has the application speak the language of its texts well: "1 change", "2 changes". resources/translations has the forms.
void loadLanguage(QCoreApplication& application);

} // namespace schemawright
