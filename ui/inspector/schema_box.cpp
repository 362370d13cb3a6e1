#include "ui/inspector/schema_box.h"

#include "ui/basics/text.h"

#include <QCoreApplication>

namespace schemawright {

SchemaBox::SchemaBox(const QString& name, QWidget* parent) : ChoiceBox(parent)
{
    setObjectName(name);
    setAccessibleName(QCoreApplication::translate("SchemaBox", "Schema"));
    setToolTip(QCoreApplication::translate(
        "SchemaBox", "Moves the object to another schema, with its rows, indexes and other dependent objects"));
}

void SchemaBox::showSchemas(const Catalog& catalog, const std::string& current)
{
    clear();
    for (const Catalog::Entry& entry : catalog) {
        if (entry.key->kind == Kind::Schema)
            addItem(toQt(entry.key->name));
    }
    setCurrentIndex(current.empty() ? -1 : findText(toQt(current), Qt::MatchFixedString | Qt::MatchCaseSensitive));
}

} // namespace schemawright
