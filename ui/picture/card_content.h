#pragma once

#include "ui/picture/scene.h"

namespace schemawright {

/// The parts of a card, from the catalog.
struct CardSource {
    const Catalog::Entry* relation = nullptr;   ///< a Table, View or MaterializedView
    std::vector<const Catalog::Entry*> indexes; ///< on it
    std::size_t partitions = 0;                 ///< that have no cards of their own
    bool showSchema = false;
    std::string alias; ///< replaces its name; empty: the name
};

/// The rows, texts and size of a card. Returns `previous` if it was built from the same objects.
[[nodiscard]] std::shared_ptr<const CardContent> cardContent(const CardSource& source, CardCollapse collapse,
                                                             bool showTypes,
                                                             const std::shared_ptr<const CardContent>& previous);

/// The type as cards show it: "varchar(80)" for "character varying(80)", without the schema if that is the table's own.
[[nodiscard]] std::string shortType(std::string_view type, std::string_view schema);

} // namespace schemawright
