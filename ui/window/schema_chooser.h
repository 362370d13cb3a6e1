#pragma once

#include "model/catalog.h"

#include <QDialog>

class QListWidget;

namespace schemawright {

/// Chooses the schemas that the model will include. All are selected initially.
class SchemaChooser : public QDialog {
    Q_OBJECT

public:
    /// `source`: the name of what was read, for the text of the dialog.
    SchemaChooser(const Catalog& catalog, const QString& source, QWidget* parent = nullptr);

    /// Schemas of a catalog with the number of objects in each, by name.
    [[nodiscard]] static std::vector<std::pair<std::string, int>> schemasOf(const Catalog& catalog);

Q_SIGNALS:
    void chosen(const std::vector<std::string>& schemas);

private:
    QListWidget* m_list;
};

} // namespace schemawright
