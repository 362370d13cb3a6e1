#pragma once

#include "model/catalog.h"
#include "ui/basics/choice_box.h"

namespace schemawright {

/// The schemas of a model, to move an object to one of them.
class SchemaBox : public ChoiceBox {
public:
    explicit SchemaBox(const QString& name, QWidget* parent = nullptr);

    /// `current`: empty if the shown objects are in several.
    void showSchemas(const Catalog& catalog, const std::string& current);
};

} // namespace schemawright
