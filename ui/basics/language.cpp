#include "ui/basics/language.h"

#include <QCoreApplication>
#include <QTranslator>

namespace schemawright {

void loadLanguage(QCoreApplication& application)
{
    auto* forms = new QTranslator(&application);
    if (forms->load(QStringLiteral(":/schemawright/translations/schemawright_en.qm")))
        QCoreApplication::installTranslator(forms);
}

} // namespace schemawright
